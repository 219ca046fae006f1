//! How many updates are decided a second, in the last ten. Pure: the second is an argument.

/// Seconds that count.
const SPAN: u64 = 10;
const PLACES: usize = SPAN as usize + 1;

/// Decisions by second: the present one, and those that count.
#[derive(Debug, Default)]
pub(super) struct Speed {
    /// By the second modulo its length.
    seconds: [u64; PLACES],
    /// The second that was written to last.
    last: u64,
}

impl Speed {
    /// So many more, in this second since whenever. Seconds never go back.
    pub(super) fn note(&mut self, many: u64, second: u64) {
        self.turn(second);
        self.seconds[place(second)] += many;
    }

    /// The mean of the last ten seconds that are over; of fewer, if fewer are.
    pub(super) fn rate(&mut self, second: u64) -> f64 {
        self.turn(second);
        let over: u64 = self.seconds.iter().sum::<u64>() - self.seconds[place(second)];
        over as f64 / second.clamp(1, SPAN) as f64
    }

    /// Empties the places of the seconds in which nothing was written.
    fn turn(&mut self, second: u64) {
        for passed in (self.last + 1..=second).take(PLACES) {
            self.seconds[place(passed)] = 0;
        }
        if second > self.last + PLACES as u64 {
            self.seconds = [0; PLACES];
        }
        self.last = self.last.max(second);
    }
}

fn place(second: u64) -> usize {
    (second % (SPAN + 1)) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(notes: &[(u64, u64)], at: u64, expect: f64) {
        let mut speed = Speed::default();
        for (many, second) in notes {
            speed.note(*many, *second);
        }
        assert!((speed.rate(at) - expect).abs() < 1e-9, "{notes:?} at {at}: {}", speed.rate(at));
    }

    #[test]
    fn nothing_is_no_speed() {
        check(&[], 0, 0.0);
        check(&[], 1000, 0.0);
    }

    #[test]
    fn the_second_that_runs_does_not_count_yet() {
        check(&[(7, 0)], 0, 0.0);
        check(&[(7, 0)], 1, 7.0);
    }

    #[test]
    fn ten_seconds_count_and_no_more() {
        check(&[(30, 100)], 101, 3.0);
        check(&[(30, 100)], 110, 3.0);
        check(&[(30, 100)], 111, 0.0);
        check(&[(30, 100), (20, 105)], 112, 2.0);
    }

    proptest! {
        #[test]
        fn it_is_the_mean_of_the_last_ten_seconds(notes in prop::collection::vec((0_u64..50, 0_u64..4), 0..60), idle in 0_u64..25) {
            let (mut speed, mut second, mut all) = (Speed::default(), 0, Vec::new());
            for (many, later) in notes {
                second += later;
                speed.note(many, second);
                all.push((second, many));
            }
            second += idle;
            let counted: u64 = all.iter().filter(|(at, _)| *at < second && at + 10 >= second).map(|(_, many)| many).sum();
            let expect = counted as f64 / second.clamp(1, 10) as f64;
            prop_assert!((speed.rate(second) - expect).abs() < 1e-9);
        }
    }
}
