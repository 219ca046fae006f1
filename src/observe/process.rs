//! What the system says about this process. Where it says nothing, nothing is told.

/// Memory the process holds, in bytes (`VmRSS`).
pub(super) fn memory() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    kilobytes.trim().strip_suffix(" kB")?.trim().parse::<i64>().ok()?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_holds_some_memory() {
        let held = super::memory().unwrap();
        assert!((1 << 20..1 << 40).contains(&held), "{held}");
    }
}
