//! Figures about the running bot: what the loops did is counted here, and shown where `KRUG_METRICS` says, in the text that
//! Prometheus reads.
//!
//! Must never hold up what it counts, change anything, or tell who did what: labels are words of our own, few of them, and
//! no person, chat or community is among them. The loops are handed an [`Observer`]; nothing here is global.

mod live;
mod page;
mod process;
mod report;
mod speed;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::queue::limits::Flooded;
use crate::queue::outbox::Turn;
use crate::queue::{Depth, Depths};
pub use live::{Live, ask};
pub use page::serve;
pub use report::{report, wants_somebody};
use speed::Speed;

/// Bounds of a decision's transaction, in seconds: from a tenth of a millisecond to a second.
const TRANSACTION: [f64; 12] = [0.0001, 0.000_25, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0];
/// Bounds of a call of the Bot API, in seconds: from a server beside us to one that does not answer.
const CALL: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0];

/// Counts what the loops do. Clones count together.
#[derive(Clone, Default)]
pub struct Observer(Arc<Figures>);

struct Figures {
    registry: Registry,
    begun: Instant,
    stored: Counter,
    decided: Counter,
    transactions: Histogram,
    speed: Mutex<Speed>,
    calls: Family<Outcome, Counter>,
    latency: Family<ByLane, Histogram, fn() -> Histogram>,
    floods: Family<ByScope, Counter>,
    under_way: Gauge,
    pace: Gauge,
    /// Set when somebody looks.
    seen: Seen,
}

#[derive(Clone, Default)]
struct Seen {
    speed: Gauge<f64, std::sync::atomic::AtomicU64>,
    waiting: Family<Queue, Gauge>,
    oldest: Family<Queue, Gauge<f64, std::sync::atomic::AtomicU64>>,
    later: Gauge,
    dead: Family<Queue, Gauge>,
    memory: Gauge,
    started: Gauge<f64, std::sync::atomic::AtomicU64>,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ByLane {
    lane: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ByScope {
    scope: &'static str,
}

/// `lane` is empty but for the outbox.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Queue {
    queue: &'static str,
    lane: &'static str,
}

impl Observer {
    /// So many updates were stored that had not been there.
    pub fn stored(&self, updates: u64) {
        self.0.stored.inc_by(updates);
    }

    /// So many updates were decided in one transaction, which took so long, its fsync included.
    pub fn decided(&self, updates: usize, took: Duration) {
        let updates = u64::try_from(updates).unwrap_or_default();
        self.0.decided.inc_by(updates);
        self.0.transactions.observe(took.as_secs_f64());
        self.speed().note(updates, self.0.begun.elapsed().as_secs());
    }

    /// A call of the Bot API for a row whose turn has this number ended after so long. `outcome`: one of a few words.
    pub fn called(&self, turn: i64, outcome: &'static str, took: Duration) {
        self.0.calls.get_or_create(&Outcome { outcome }).inc();
        let turn = usize::try_from(turn).ok().and_then(|at| Turn::ALL.get(at));
        let lane = turn.map_or("none", |turn| turn.word());
        self.0.latency.get_or_create(&ByLane { lane }).observe(took.as_secs_f64());
    }

    /// Telegram asked us to wait.
    pub fn flooded(&self, whom: Flooded) {
        self.0.floods.get_or_create(&scope(whom)).inc();
    }

    /// So many calls are on their way, and so many messages a second may leave at present.
    pub fn under_way(&self, calls: usize, pace: usize) {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        self.0.under_way.set(count(calls));
        self.0.pace.set(count(pace));
    }

    /// All figures in the text that Prometheus reads (OpenMetrics 1.0). `started`: when the process began to work.
    ///
    /// # Errors
    /// None in earnest: a text in memory can be written.
    pub fn exposition(
        &self,
        depths: &Depths,
        started: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<String, fmt::Error> {
        let seen = &self.0.seen;
        seen.speed.set(self.speed().rate(self.0.begun.elapsed().as_secs()));
        let queue = |queue, lane, depth: &Depth| {
            let place = Queue { queue, lane };
            seen.waiting.get_or_create(&place).set(depth.waiting);
            seen.oldest.get_or_create(&place).set(depth.age(now).as_seconds_f64());
        };
        queue("inbox", "", &depths.inbox);
        for (turn, depth) in Turn::ALL.iter().zip(&depths.outbox) {
            queue("outbox", turn.word(), depth);
        }
        queue("jobs", "", &depths.jobs);
        seen.later.set(depths.later);
        for (queue, rows) in [("inbox", depths.dead.updates), ("jobs", depths.dead.jobs)] {
            seen.dead.get_or_create(&Queue { queue, lane: "" }).set(rows);
        }
        seen.memory.set(process::memory().unwrap_or_default());
        seen.started.set(started.timestamp_millis() as f64 / 1000.0);
        let mut written = String::new();
        text::encode(&mut written, &self.0.registry)?;
        Ok(written)
    }

    fn speed(&self) -> std::sync::MutexGuard<'_, Speed> {
        self.0.speed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const fn scope(whom: Flooded) -> ByScope {
    ByScope {
        scope: match whom {
            Flooded::Chat => "chat",
            Flooded::Menus => "menus",
            Flooded::Everybody => "global",
        },
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}

impl Default for Figures {
    fn default() -> Self {
        let figures = Self {
            registry: Registry::default(),
            begun: Instant::now(),
            stored: Counter::default(),
            decided: Counter::default(),
            transactions: Histogram::new(TRANSACTION),
            speed: Mutex::default(),
            calls: Family::default(),
            latency: Family::new_with_constructor(|| Histogram::new(CALL)),
            floods: Family::default(),
            under_way: Gauge::default(),
            pace: Gauge::default(),
            seen: Seen::default(),
        };
        // A figure that is not there cannot be told from one that nobody counts.
        for turn in Turn::ALL {
            drop(figures.latency.get_or_create(&ByLane { lane: turn.word() }));
        }
        for whom in [Flooded::Chat, Flooded::Menus, Flooded::Everybody] {
            drop(figures.floods.get_or_create(&scope(whom)));
        }
        figures.registered()
    }
}

impl Figures {
    fn registered(mut self) -> Self {
        let mut all = Registry::default();
        let krug = all.sub_registry_with_prefix("krug");
        krug.register("updates_stored", "Updates stored since the start", self.stored.clone());
        krug.register("updates_decided", "Updates decided since the start", self.decided.clone());
        krug.register("decisions_per_second", "Updates decided a second, in the last ten", self.seen.speed.clone());
        krug.register_with_unit(
            "transaction",
            "How long the transactions took in which updates were decided",
            Unit::Seconds,
            self.transactions.clone(),
        );
        krug.register("calls", "Calls of the Bot API since the start, by what became of them", self.calls.clone());
        krug.register_with_unit(
            "call",
            "How long calls of the Bot API took, by the lane of what was sent",
            Unit::Seconds,
            self.latency.clone(),
        );
        krug.register("floods", "Answers 429 since the start: to one chat, or to the whole bot", self.floods.clone());
        krug.register("queue_rows", "Rows that wait", self.seen.waiting.clone());
        krug.register_with_unit(
            "queue_oldest",
            "How long the row waits that has waited longest",
            Unit::Seconds,
            self.seen.oldest.clone(),
        );
        krug.register("jobs_later", "Jobs that are not due yet", self.seen.later.clone());
        krug.register("calls_under_way", "Calls of the Bot API on their way", self.under_way.clone());
        krug.register("pace", "Messages a second that may leave at present", self.pace.clone());
        krug.register("dead_rows", "Rows given up in the last 72 hours", self.seen.dead.clone());
        all.register("process_resident_memory_bytes", "Memory the process holds", self.seen.memory.clone());
        all.register("process_start_time_seconds", "When the process began, Unix time", self.seen.started.clone());
        self.registry = all;
        self
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::kernel::time::at_millis;

    /// The line that begins with this name and these labels.
    fn check(observer: &Observer, depths: &Depths, line: &str) {
        let text = observer.exposition(depths, at_millis(5000), at_millis(60_000)).unwrap();
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }

    #[test]
    fn what_the_loops_do_is_counted() {
        let observer = Observer::default();
        observer.stored(3);
        observer.clone().decided(2, Duration::from_micros(300));
        let check = |line| check(&observer, &Depths::default(), line);
        check("krug_updates_stored_total 3");
        check("krug_updates_decided_total 2");
        check(r#"krug_transaction_seconds_bucket{le="0.00025"} 0"#);
        check(r#"krug_transaction_seconds_bucket{le="0.0005"} 1"#);
        check("process_start_time_seconds 5.0");
    }

    #[test]
    fn calls_are_counted_by_outcome_and_measured_by_lane() {
        let observer = Observer::default();
        observer.called(0, "sent", Duration::from_millis(40));
        observer.called(5, "flood", Duration::from_millis(4));
        observer.flooded(Flooded::Everybody);
        observer.under_way(5, 15);
        let check = |line| check(&observer, &Depths::default(), line);
        check(r#"krug_calls_total{outcome="sent"} 1"#);
        check(r#"krug_calls_total{outcome="flood"} 1"#);
        check(r#"krug_call_seconds_count{lane="press"} 1"#);
        check(r#"krug_call_seconds_bucket{le="0.005",lane="bulk"} 1"#);
        check(r#"krug_floods_total{scope="global"} 1"#);
        check(r#"krug_floods_total{scope="chat"} 0"#);
        check("krug_calls_under_way 5");
        check("krug_pace 15");
    }

    #[test]
    fn queues_are_shown_with_the_age_of_their_oldest_row() {
        let mut depths = Depths::default();
        depths.outbox[3] = Depth { waiting: 4, since: Some(at_millis(60_000) - TimeDelta::milliseconds(1500)) };
        depths.dead.jobs = 2;
        let observer = Observer::default();
        let check = |line| check(&observer, &depths, line);
        check(r#"krug_queue_rows{queue="outbox",lane="notice"} 4"#);
        check(r#"krug_queue_oldest_seconds{queue="outbox",lane="notice"} 1.5"#);
        check(r#"krug_queue_oldest_seconds{queue="inbox",lane=""} 0.0"#);
        check(r#"krug_dead_rows{queue="jobs",lane=""} 2"#);
    }

    #[test]
    fn the_text_ends_as_its_readers_expect() {
        let text = Observer::default().exposition(&Depths::default(), at_millis(0), at_millis(0)).unwrap();
        assert!(text.ends_with("# EOF\n"), "{text}");
    }
}
