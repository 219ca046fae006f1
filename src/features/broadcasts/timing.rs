//! When each letter may leave, and when the last one will have. Pure.
//!
//! A letter must never leave before its moment, and never into her night unless the coordinator said so in words.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::rules::Fate;
use crate::kernel::time::{at_millis, instant, is_quiet};

/// Where a night ends for what waited in it (domain.md §3.0: messages wait till 08:30).
const MORNING: (u32, u32) = (8, 30);
/// A scheduled broadcast that could not begin for so long is asked about first. Ours: no document says how late is late;
/// fifteen minutes is less than people are early for a meeting.
const LATE: TimeDelta = TimeDelta::minutes(15);

/// When somebody is reminded of what she left, by her own clock. Our default.
const REMINDED: (u32, u32) = (9, 0);
/// Not of what she left so shortly before.
const FRESH: TimeDelta = TimeDelta::hours(3);
/// In the evening such a reminder makes no sense any more.
pub const REMINDER_LASTS: TimeDelta = TimeDelta::hours(12);

/// Telegram's limit (Bots FAQ): so many messages leave in a second, until a pace of our own is known.
const PACE: Measure = Measure { ended: 30, took: TimeDelta::seconds(1) };
/// A pace of our own is known after so many …
const KNOWN_BY: usize = 60;
/// … in at least this time.
const KNOWN_AFTER: TimeDelta = TimeDelta::seconds(2);

/// A living progress takes calls away from those who wait: about thirty redraws a sending, however long.
const REDRAWS: i32 = 30;
/// It is not drawn more often …
const SHORTEST: TimeDelta = TimeDelta::seconds(3);
/// … and not more rarely.
const LONGEST: TimeDelta = TimeDelta::seconds(30);

crate::words! {
    /// Whose clock shows the time of a broadcast.
    pub enum Whose {
        /// The community's: everybody at the same instant.
        Community = "community",
        /// Each person's own: «в 10:00 у каждого».
        Own = "own",
    }
}

crate::words! {
    /// What becomes of whoever would be written to at night.
    pub enum Night {
        /// She gets it in her morning.
        Morning = "morning",
        /// She gets it at once, without a sound.
        Silent = "silent",
    }
}

/// How the moments of a broadcast are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manner {
    /// Whose clock.
    pub whose: Whose,
    /// And at night?
    pub night: Night,
}

impl Default for Manner {
    fn default() -> Self {
        Self { whose: Whose::Community, night: Night::Morning }
    }
}

/// Where people live: their own zone, if they told one, and how many live there.
pub type Zones = [(Option<Tz>, usize)];

/// The instant at which her own clock shows what the community's shows at `at`; `at` itself if she told no zone.
fn moment(at: DateTime<Utc>, community: Tz, own: Option<Tz>, whose: Whose) -> DateTime<Utc> {
    match (whose, own) {
        (Whose::Own, Some(own)) => instant(own, at.with_timezone(&community).naive_local()),
        _ => at,
    }
}

/// The instant at which her clock shows `clock` next, after `at`.
fn next_at(at: DateTime<Utc>, zone: Tz, (hour, minute): (u32, u32)) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    let today = at.with_timezone(&zone).date_naive();
    let days = (0..3).filter_map(|n| today.checked_add_days(Days::new(n)));
    days.map(|day| instant(zone, day.and_time(time))).find(|found| *found > at).unwrap_or(at)
}

/// `at`, or her next morning if that is at night and night is not for it.
pub fn awake(at: DateTime<Utc>, zone: Tz, night: Night) -> DateTime<Utc> {
    if night == Night::Morning && is_quiet(at, zone) { next_at(at, zone, MORNING) } else { at }
}

/// The morning on which somebody who lives by this clock is reminded of what she has left at `at`.
pub fn reminded(at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    next_at(at + FRESH, zone, REMINDED)
}

/// When her next night begins, after which what has not left must wait again; `None`: nights do not matter.
fn nightfall(at: DateTime<Utc>, zone: Tz, night: Night) -> Option<DateTime<Utc>> {
    (night == Night::Morning).then(|| next_at(at, zone, (21, 0)))
}

/// When a letter may leave to somebody of the zone `own`, in a broadcast for `at` by the clock of `community`.
pub fn due(at: DateTime<Utc>, community: Tz, own: Option<Tz>, manner: Manner) -> DateTime<Utc> {
    awake(moment(at, community, own, manner.whose), own.unwrap_or(community), manner.night)
}

/// What is known of one who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// A member still.
    pub member: bool,
    /// Has an address.
    pub reachable: bool,
    /// By which clock she lives.
    pub zone: Tz,
}

/// What becomes of one whose turn has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lot {
    /// She is put on the way; worthless after this instant, when her night begins.
    Go(Option<DateTime<Utc>>),
    /// Night has come to her meanwhile: not before then.
    Wait(DateTime<Utc>),
    /// Nothing can be sent to her.
    End(Fate),
}

/// What becomes of one whose turn has come.
pub fn lot(waiter: Waiter, now: DateTime<Utc>, night: Night) -> Lot {
    match waiter {
        Waiter { member: false, .. } => Lot::End(Fate::Skipped),
        Waiter { reachable: false, .. } => Lot::End(Fate::Blocked),
        Waiter { zone, .. } => match awake(now, zone, night) {
            morning if morning > now => Lot::Wait(morning),
            _ => Lot::Go(nightfall(now, zone, night)),
        },
    }
}

/// How the moments of a broadcast lie, for the words of its preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The first letter leaves.
    pub first: DateTime<Utc>,
    /// The last one leaves.
    pub last: DateTime<Utc>,
    /// Their moment is at night.
    pub asleep: usize,
    /// Their moment is over already: they get it at once.
    pub missed: usize,
}

/// How the moments of a broadcast for `at` lie for people of these zones.
pub fn spread(zones: &Zones, community: Tz, at: DateTime<Utc>, manner: Manner, now: DateTime<Utc>) -> Spread {
    let mut spread = Spread { first: at, last: at, asleep: 0, missed: 0 };
    for (n, (own, people)) in zones.iter().enumerate() {
        let moment = moment(at, community, *own, manner.whose);
        let zone = own.unwrap_or(community);
        let leaves = awake(moment.max(now), zone, manner.night);
        spread.asleep += if is_quiet(moment.max(now), zone) { *people } else { 0 };
        spread.missed += if moment < now { *people } else { 0 };
        (spread.first, spread.last) =
            if n == 0 { (leaves, leaves) } else { (spread.first.min(leaves), spread.last.max(leaves)) };
    }
    spread
}

/// Whether a broadcast that was to begin at `begin_at` is so late that somebody is asked first.
pub fn is_late(begin_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - begin_at > LATE
}

/// So many had an end after so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Measure {
    ended: usize,
    took: TimeDelta,
}

impl Measure {
    /// Our own pace since `paced`, or while that says too little Telegram's, for letters of so many messages.
    fn of(ended: usize, messages: i32, paced: Option<(DateTime<Utc>, usize)>, now: DateTime<Utc>) -> Self {
        match paced.map(|(at, from)| Self { ended: ended.saturating_sub(from), took: now - at }) {
            Some(own) if own.ended >= KNOWN_BY && own.took >= KNOWN_AFTER => own,
            _ => Self { took: PACE.took * messages, ..PACE },
        }
    }

    /// How long `n` more take.
    fn for_more(self, n: usize) -> TimeDelta {
        let millis = i128::from(self.took.num_milliseconds()) * to_i128(n) / to_i128(self.ended).max(1);
        TimeDelta::milliseconds(i64::try_from(millis).unwrap_or(i64::MAX / 2).min(i64::MAX / 2))
    }
}

fn to_i128(n: usize) -> i128 {
    i128::try_from(n).unwrap_or(i128::MAX)
}

/// When a sending will be over, if it goes on as it does: `left` have no end yet of which the last may be written to at
/// `last_due`; `ended` have one. Each letter is so many `messages`.
pub fn forecast(
    (left, ended): (usize, usize),
    messages: i32,
    paced: Option<(DateTime<Utc>, usize)>,
    last_due: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let more = Measure::of(ended, messages, paced, now).for_more(left);
    let by_pace = now.checked_add_signed(more).unwrap_or(at_millis(i64::MAX));
    last_due.map_or(by_pace, |due| by_pace.max(due))
}

/// Whether a progress that was drawn at `drawn` may be drawn again; `all` and `ended` as in [`forecast`].
pub fn may_draw(
    drawn: Option<DateTime<Utc>>,
    (all, ended): (usize, usize),
    paced: Option<(DateTime<Utc>, usize)>,
    now: DateTime<Utc>,
) -> bool {
    let pause = (Measure::of(ended, 1, paced, now).for_more(all) / REDRAWS).clamp(SHORTEST, LONGEST);
    drawn.is_none_or(|at| now - at >= pause)
}
