//! What the running bot says about itself, read back from its page: for `krug status`.
//!
//! Reads only what we wrote; whatever else answers at that address is taken for nothing.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::kernel::time::at_millis;

/// A bot on the same machine answers at once or not at all.
const PATIENCE: Duration = Duration::from_secs(2);

/// Figures of the process since its start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Live {
    /// When it began.
    pub started: Option<DateTime<Utc>>,
    /// Bytes it holds.
    pub memory: f64,
    /// Updates decided.
    pub decided: f64,
    /// Updates decided a second, lately.
    pub speed: f64,
    /// Seconds within which 99 of 100 transactions ended; `None` without any, infinite beyond the greatest bound.
    pub transaction: Option<f64>,
    /// The same of calls.
    pub call: Option<f64>,
    /// Calls by what became of them.
    pub calls: BTreeMap<String, f64>,
    /// Answers 429 that concerned one chat, and the whole bot.
    pub floods: (f64, f64),
    /// Calls on their way.
    pub under_way: f64,
    /// Messages a second that may leave at present.
    pub pace: f64,
}

/// Asks the bot whose figures are shown at this address; `None` if nobody answers as it would.
pub async fn ask(at: SocketAddr) -> Option<Live> {
    let client = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build().ok()?;
    let answer = client.get(format!("http://{at}/metrics")).send().await.ok()?.error_for_status().ok()?;
    read(&answer.text().await.ok()?)
}

/// One line: a name, its labels, a figure.
struct Sample<'a> {
    name: &'a str,
    labels: Vec<(&'a str, &'a str)>,
    value: f64,
}

impl<'a> Sample<'a> {
    /// Our labels hold words only: no commas, no quotes.
    fn read(line: &'a str) -> Option<Self> {
        let (head, value) = line.rsplit_once(' ')?;
        let (name, labels) = head.split_once('{').unwrap_or((head, ""));
        let labels = labels.trim_end_matches('}').split(',').filter_map(|label| label.split_once('='));
        let labels = labels.map(|(name, word)| (name, word.trim_matches('"'))).collect();
        Some(Self { name, labels, value: value.parse().ok()? })
    }

    fn label(&self, name: &str) -> &'a str {
        self.labels.iter().find(|(n, _)| *n == name).map_or("", |(_, word)| word)
    }
}

fn read(text: &str) -> Option<Live> {
    let samples: Vec<Sample<'_>> = text.lines().filter(|l| !l.starts_with('#')).filter_map(Sample::read).collect();
    let named = |name: &'static str| samples.iter().filter(move |s| s.name == name);
    let one = |name| named(name).map(|s| s.value).next();
    let flood = |scope| named("krug_floods_total").filter(|s| s.label("scope") == scope).map(|s| s.value).sum();
    Some(Live {
        decided: one("krug_updates_decided_total")?,
        speed: one("krug_decisions_per_second")?,
        memory: one("process_resident_memory_bytes")?,
        started: one("process_start_time_seconds").map(|at| at_millis((at * 1000.0) as i64)),
        transaction: within(named("krug_transaction_seconds_bucket")),
        call: within(named("krug_call_seconds_bucket")),
        calls: named("krug_calls_total").map(|s| (s.label("outcome").to_owned(), s.value)).collect(),
        floods: (flood("chat"), flood("global")),
        under_way: one("krug_calls_under_way")?,
        pace: one("krug_pace")?,
    })
}

/// The least bound below which 99 of 100 are, in the histograms of all labels together.
fn within<'a>(buckets: impl Iterator<Item = &'a Sample<'a>>) -> Option<f64> {
    let mut below: Vec<(f64, f64)> = Vec::new();
    for bucket in buckets {
        let bound: f64 = bucket.label("le").replace("+Inf", "inf").parse().ok()?;
        match below.iter_mut().find(|(b, _)| (*b).total_cmp(&bound).is_eq()) {
            Some((_, many)) => *many += bucket.value,
            None => below.push((bound, bucket.value)),
        }
    }
    below.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all = below.last().map(|(_, many)| *many).filter(|all| *all > 0.0)?;
    below.into_iter().find(|(_, many)| *many >= all * 0.99).map(|(bound, _)| bound)
}

#[cfg(test)]
mod tests {
    use super::super::Observer;
    use super::*;
    use crate::queue::Depths;
    use crate::queue::limits::Flooded;

    fn live(of: &Observer) -> Live {
        read(&of.exposition(&Depths::default(), at_millis(7500), at_millis(9000)).unwrap()).unwrap()
    }

    #[test]
    fn what_was_written_is_read_back() {
        let observer = Observer::default();
        observer.decided(3, Duration::from_micros(700));
        observer.called(0, "sent", Duration::from_millis(3));
        observer.called(1, "sent", Duration::from_millis(30));
        observer.called(1, "flood", Duration::from_millis(3));
        observer.flooded(Flooded::Chat);
        observer.under_way(2, 30);
        let live = live(&observer);
        assert_eq!((live.started, live.decided), (Some(at_millis(7500)), 3.0));
        assert_eq!((live.transaction, live.call), (Some(0.001), Some(0.05)));
        assert_eq!(live.calls, BTreeMap::from([("flood".to_owned(), 1.0), ("sent".to_owned(), 2.0)]));
        assert_eq!((live.floods, live.under_way, live.pace), ((1.0, 0.0), 2.0, 30.0));
    }

    #[test]
    fn one_in_a_hundred_may_take_longer() {
        let observer = Observer::default();
        for _ in 0..99 {
            observer.decided(1, Duration::from_micros(50));
        }
        observer.decided(1, Duration::from_secs(5));
        assert_eq!(live(&observer).transaction, Some(0.0001));
        observer.decided(1, Duration::from_secs(5));
        assert_eq!(live(&observer).transaction, Some(f64::INFINITY));
    }

    #[test]
    fn before_anything_was_done_nothing_took_time() {
        assert_eq!(live(&Observer::default()).transaction, None);
    }

    #[test]
    fn another_program_at_that_address_is_not_believed() {
        for text in ["", "<html>", "go_threads 7\n# EOF\n", "krug_updates_decided_total many"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
