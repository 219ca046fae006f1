//! A bot in a process of its own: started with nothing in its environment but what it needs, watched from outside.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, anyhow};
use krug::sandbox::Sandbox;

use crate::machine;

/// Who is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The real bot.
    Krug,
    /// The floor.
    Echo,
}

/// A running bot. Killed when dropped: what it leaves behind is a database nobody needs.
pub struct Program(Child);

/// What a process holds in memory, bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Now.
    pub now: u64,
    /// At the most so far.
    pub peak: u64,
}

impl Program {
    /// Starts `who` in `folder`. `more`: further settings.
    pub fn start(who: Who, sandbox: &Sandbox, folder: &Path, more: &[(&str, String)]) -> anyhow::Result<Self> {
        let mut command = match who {
            // Another build of it, to compare two, if one is named.
            Who::Krug => match std::env::var_os("KRUG_BENCH_PROGRAM") {
                Some(other) => Command::new(other),
                None => Command::new(env!("CARGO_BIN_EXE_krug")),
            },
            Who::Echo => {
                let mut itself = Command::new(std::env::current_exe()?);
                itself.args(["echo", sandbox.token()]);
                itself
            }
        };
        command.current_dir(folder).env_clear().stdin(Stdio::null());
        command.env("TELOXIDE_TOKEN", sandbox.token()).env("TELOXIDE_API_URL", sandbox.url());
        command.env("RUST_LOG", std::env::var("KRUG_BENCH_LOG").as_deref().unwrap_or("warn"));
        command.envs(more.iter().map(|(name, value)| (name, value)));
        let started = machine::with_every_core(move || command.spawn());
        let child = started.map_err(|_| anyhow!("the thread that starts the bot broke"))?;
        Ok(Self(child.context("the bot does not start")?))
    }

    /// Processor time it has used, user and system, seconds.
    pub fn seconds(&self) -> f64 {
        seconds(&format!("/proc/{}/stat", self.0.id()))
    }

    /// What it holds.
    pub fn memory(&self) -> Memory {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap_or_default();
        let kilobytes = |name: &str| -> Option<u64> {
            let line = status.lines().find(|line| line.starts_with(name))?;
            line.split_ascii_whitespace().nth(1)?.parse().ok()
        };
        let bytes = |name| kilobytes(name).unwrap_or_default() * 1024;
        Memory { now: bytes("VmRSS"), peak: bytes("VmHWM") }
    }

    /// Whether it has ended by itself.
    pub fn ended(&mut self) -> bool {
        self.0.try_wait().is_ok_and(|ended| ended.is_some())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _gone = self.0.kill();
        let _gone = self.0.wait();
    }
}

/// Processor time of this process, which holds the sandbox and the load, seconds.
pub fn own_seconds() -> f64 {
    seconds("/proc/self/stat")
}

/// Fields 14 and 15 of `/proc/PID/stat`, in ticks of a hundredth (proc(5); USER_HZ is 100 on every Linux).
fn seconds(stat: &str) -> f64 {
    let text = fs::read_to_string(stat).unwrap_or_default();
    // The second field is the program's name in brackets and may hold spaces.
    let after = text.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks: u64 =
        after.split_ascii_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}
