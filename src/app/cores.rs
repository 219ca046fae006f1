//! Which core does what.
//!
//! A query is a conversation between our thread and the database's own: on two cores each word of it wakes the other core,
//! which costs more than most queries do (measured on a machine with two: 5 us on one core, 65 us on two). So whatever asks
//! the database stays on one core. A call to the messenger asks nobody; it is made on the others, if there are any.
//!
//! Nothing here may be needed: where it cannot be had, the bot is slower and no worse.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};

/// The two halves of the program.
#[derive(Debug)]
pub struct Cores {
    home: Runtime,
    calls: Runtime,
}

impl Cores {
    /// Divides the machine. To be called before the program has a second thread.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn divide() -> io::Result<Self> {
        let others = stay_on_one_core();
        let home = Builder::new_multi_thread().enable_all().build()?;
        let calls = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("calls")
            .on_thread_start(move || others.go())
            .enable_all()
            .build()?;
        Ok(Self { home, calls })
    }

    /// Where calls to the messenger are made.
    pub fn calls(&self) -> Handle {
        self.calls.handle().clone()
    }

    /// Does the work and waits for nothing that it left behind: a name that nobody resolves holds a thread for a minute.
    pub fn to_the_end<T>(self, work: impl Future<Output = T>) -> T {
        let done = self.home.block_on(work);
        self.home.shutdown_background();
        self.calls.shutdown_background();
        done
    }
}

/// The cores of this process but the one that is kept for the database.
#[derive(Clone, Copy, Debug)]
pub struct Others(#[cfg(target_os = "linux")] Option<rustix::thread::CpuSet>);

impl Others {
    /// Moves this thread there.
    fn go(self) {
        #[cfg(target_os = "linux")]
        if let Some(others) = self.0 {
            let _slower = rustix::thread::sched_setaffinity(None, &others);
        }
    }
}

/// Keeps the process, with every thread it starts from now on, on the core it is on; not on the first one, which most systems
/// let the network and the disk interrupt: then on the last. Returns the others.
#[cfg(target_os = "linux")]
pub fn stay_on_one_core() -> Others {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_getcpu, sched_setaffinity};
    let Ok(mut others) = sched_getaffinity(None) else { return Others(None) };
    let mut all = (0..CpuSet::MAX_CPU).filter(|core| others.is_set(*core));
    let (first, last) = (all.next(), all.next_back());
    let core = Some(sched_getcpu()).filter(|core| Some(*core) != first).or(last).or(first);
    let Some(core) = core else { return Others(None) };
    let mut here = CpuSet::new();
    here.set(core);
    others.unset(core);
    let _slower = sched_setaffinity(None, &here);
    Others(Some(others).filter(|others| others.count() > 0))
}

/// Elsewhere threads go where the system likes.
#[cfg(not(target_os = "linux"))]
pub fn stay_on_one_core() -> Others {
    Others()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_is_left_behind_is_not_waited_for() {
        let ended = Arc::new(AtomicBool::new(false));
        let left = Arc::clone(&ended);
        let (_open, never) = std::sync::mpsc::channel::<()>();
        let cores = Cores::divide().unwrap();
        let done = cores.to_the_end(async move {
            tokio::task::spawn_blocking(move || {
                let _nothing = never.recv_timeout(Duration::from_secs(3));
                left.store(true, Ordering::SeqCst);
            });
            // Only what has begun can hold the runtime.
            tokio::task::spawn_blocking(|| ()).await
        });
        done.unwrap();
        assert!(!ended.load(Ordering::SeqCst));
    }
}
