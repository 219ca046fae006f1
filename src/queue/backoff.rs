//! How long to wait before trying again. Pure.

use chrono::TimeDelta;

/// 1 s, 2 s, 4 s … up to five minutes.
pub fn after(attempts: u32) -> TimeDelta {
    TimeDelta::seconds((1_i64 << attempts.saturating_sub(1).min(9)).min(300))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_doubles_and_stops_at_five_minutes() {
        let waits: Vec<i64> = [0, 1, 2, 3, 9, 10, 40].map(|n| after(n).num_seconds()).to_vec();
        assert_eq!(waits, [1, 1, 2, 4, 256, 300, 300]);
    }
}
