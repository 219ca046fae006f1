//! The machine the figures are of: what it is, what its disk takes to make a row safe, and who sits on which core.
//! The bot has them all, as on any server. The sandbox and those who press do without the last one: with two cores that is
//! where the bot decides.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use krug::kernel::time::Clock;
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

/// What the figures were measured on, line by line.
pub fn describe() -> Vec<(&'static str, String)> {
    let memory = field("/proc/meminfo", "MemTotal").and_then(|kb| kb.trim_end_matches(" kB").parse::<f64>().ok());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    vec![
        ("processor", format!("{}, {cores} cores", field("/proc/cpuinfo", "model name").unwrap_or_default())),
        ("memory", memory.map_or_else(String::new, |kb| format!("{:.0} GB", kb / 1024.0 / 1024.0))),
        ("kernel", fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default().trim().to_owned()),
        ("disk", format!("{}; a 4 kB write made safe (fdatasync): {:.2} ms", disk(), fsync().as_secs_f64() * 1000.0)),
        ("busy with other work", fs::read_to_string("/proc/loadavg").unwrap_or_default().split(' ').take(1).collect()),
        ("date", Clock::system().now().format("%Y-%m-%d %H:%M UTC").to_string()),
        ("commit", commit()),
    ]
}

fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn commit() -> String {
    let said = |args: &[&str]| Command::new("git").args(args).output().ok().map(|out| out.stdout);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).trim().to_owned();
    let name = said(&["rev-parse", "--short", "HEAD"]).map(text).unwrap_or_default();
    let changed = said(&["status", "--porcelain", "--untracked-files=no"]).is_some_and(|out| !out.is_empty());
    if changed { format!("{name} and changes") } else { name }
}

/// Device and kind of the file system under the databases of the figures.
fn disk() -> String {
    let here = fs::canonicalize(scratch()).unwrap_or_default();
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let fields = mounts.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let over = fields.filter(|fields| fields.len() > 2 && here.starts_with(fields[1]));
    over.max_by_key(|fields| fields[1].len())
        .map_or_else(String::new, |fields| format!("{} on {}", fields[2], fields[0]))
}

fn fsync() -> Duration {
    let measure = || -> std::io::Result<Duration> {
        let mut file: File = tempfile::tempfile_in(scratch())?;
        let began = Instant::now();
        for _ in 0..100 {
            file.write_all(&[7; 4096])?;
            file.sync_data()?;
        }
        Ok(began.elapsed() / 100)
    };
    measure().unwrap_or_default()
}

/// Where the databases of the figures lie: on the disk of the build, not in memory.
pub fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// Keeps this thread, and those it starts, off the last core. With one core there is nothing to share out.
pub fn leave_a_core() {
    let Some((_, others)) = whole().split_last().filter(|(_, others)| !others.is_empty()) else { return };
    let _shared = sched_setaffinity(None, &set(others));
}

/// Starts something that may use every core: a child inherits those of the thread that started it.
pub fn with_every_core<T: Send>(start: impl FnOnce() -> T + Send) -> std::thread::Result<T> {
    std::thread::scope(|scope| {
        scope
            .spawn(|| {
                let _shared = sched_setaffinity(None, &set(whole()));
                start()
            })
            .join()
    })
}

/// The cores, as they were before anything was shared out.
fn whole() -> &'static [usize] {
    static WHOLE: OnceLock<Vec<usize>> = OnceLock::new();
    WHOLE.get_or_init(|| {
        let whole = sched_getaffinity(None).unwrap_or_else(|_| CpuSet::new());
        (0..CpuSet::MAX_CPU).filter(|core| whole.is_set(*core)).collect()
    })
}

fn set(cores: &[usize]) -> CpuSet {
    let mut set = CpuSet::new();
    cores.iter().for_each(|core| set.set(*core));
    set
}
