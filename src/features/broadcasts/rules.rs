//! What may become of a broadcast and of each of its recipients. Pure.
//!
//! It must never be possible here that a recipient who got the text is written to again, or that one who did not is
//! forgotten: whoever waits is taken, whoever is on the way ends by exactly one verdict.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::body::Body;
pub use super::segment::Segment;
use super::timing::Manner;
use crate::kernel::effect::Verdict;
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId};
use crate::kernel::time::instant;

/// So many recipients are put on the way at once: a third of a second at the fastest pace Telegram sells (1,000 a second).
pub const BATCH: u32 = 300;
/// When nobody is on the way yet, so few: the first leave at once, and the next ones follow while they do.
const FIRST: u32 = 60;
/// The next ones follow when so few are left on the way: the sender has work until they come, however fast it is.
pub const LOW: usize = 200;
/// The first ones leave before the next ones are put on the way: so much later.
pub const BREATH: TimeDelta = TimeDelta::milliseconds(10);
/// A sending that lasted longer ends with a new message: a redrawn one makes no sound.
const LONG: TimeDelta = TimeDelta::minutes(1);
/// After a pause or a stop, when to look again for what a busy messenger has put back into the queue.
pub const TAKE_BACK: TimeDelta = TimeDelta::seconds(10);

crate::words! {
    /// Where a broadcast stands.
    pub enum Course {
        /// Waits for its time; can be changed.
        Scheduled = "scheduled",
        /// Its time passed while the bot was not running: somebody is asked first.
        Late = "late",
        /// Recipients are fixed, and it goes.
        Sending = "sending",
        /// Goes on when somebody says so.
        Paused = "paused",
        /// Ended by a coordinator; whoever was not reached is skipped.
        Stopped = "stopped",
        /// Everybody was tried.
        Done = "done",
        /// Taken back before it began.
        Withdrawn = "withdrawn",
        /// Did not begin: its author might not write to all any more.
        Barred = "barred",
    }
}

crate::words! {
    /// What kind of mass letter it is: people may turn each off by itself.
    pub enum Kind {
        /// Written by a coordinator.
        News = "news",
        /// The plan of the coming week, by itself.
        Digest = "digest",
    }
}

crate::words! {
    /// Where one recipient stands.
    pub enum Fate {
        /// Nothing has been sent.
        Waiting = "waiting",
        /// On the way: exactly one row of the outbox is hers.
        Queued = "queued",
        /// Has it. Never changes any more.
        Sent = "sent",
        /// Cannot be written to.
        Blocked = "blocked",
        /// The messenger refused it.
        Refused = "refused",
        /// Nobody knows; not sent again unless a coordinator says so.
        Unknown = "unknown",
        /// Not meant any more: left, or the broadcast was stopped.
        Skipped = "skipped",
    }
}

/// One broadcast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broadcast {
    /// Its number.
    pub id: BroadcastId,
    /// In which community.
    pub community: CommunityId,
    /// Who wrote it; `None`: erased.
    pub author: Option<PersonId>,
    /// Of which kind.
    pub kind: Kind,
    /// What it says; empty once its author is erased.
    pub body: Body,
    /// To whom.
    pub segment: Segment,
    /// Where it stands.
    pub course: Course,
    /// How often sending has begun.
    pub round: u32,
    /// By whose clock, and what becomes of those whom it would wake.
    pub manner: Manner,
    /// When it is, or was, to begin: as the community's clock shows it.
    pub start_at: DateTime<Utc>,
    /// When its first letter may leave: earlier than that if somebody lives further east and it goes by her clock.
    pub begin_at: DateTime<Utc>,
    /// When it began: the first of its portions.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended: the last of them.
    pub finished_at: Option<DateTime<Utc>>,
    /// When its progress was drawn last.
    pub drawn_at: Option<DateTime<Utc>>,
    /// Since when its present pace is measured, and how many had an end then.
    pub paced: Option<(DateTime<Utc>, usize)>,
}

/// What can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Its time has come, or somebody says that it may begin late.
    Start,
    /// Its time passed unseen.
    Miss,
    /// Taken back before it begins.
    Withdraw,
    /// Its author may not send it any more.
    Bar,
    /// Hold on.
    Pause,
    /// Go on.
    Resume,
    /// No further.
    Stop,
    /// Everybody was tried.
    Finish,
    /// Write to those of whom nobody knows, once more.
    Again,
}

/// Where the broadcast stands after `order`; `None` if the order does not fit any more.
pub const fn obey(course: Course, order: Order) -> Option<Course> {
    match (course, order) {
        (Course::Scheduled | Course::Late, Order::Start) | (Course::Paused, Order::Resume) => Some(Course::Sending),
        (Course::Done | Course::Stopped, Order::Again) => Some(Course::Sending),
        (Course::Scheduled, Order::Miss) => Some(Course::Late),
        (Course::Scheduled | Course::Late, Order::Withdraw) => Some(Course::Withdrawn),
        (Course::Scheduled | Course::Late, Order::Bar) => Some(Course::Barred),
        (Course::Sending, Order::Pause) => Some(Course::Paused),
        (Course::Sending | Course::Paused, Order::Stop) => Some(Course::Stopped),
        (Course::Sending | Course::Paused, Order::Finish) => Some(Course::Done),
        _ => None,
    }
}

/// Where a broadcast that is not over stands in the list: what goes on, or waits for somebody's word, first, the latest
/// before the others; then what waits for its time, the next before the others.
pub fn place(broadcast: &Broadcast) -> (bool, i64) {
    let at = broadcast.start_at.timestamp_millis();
    match broadcast.course {
        Course::Scheduled => (true, at),
        _ => (false, at.saturating_neg()),
    }
}

/// One recipient: where she stands, and in which round she was put on the way last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Where she stands.
    pub fate: Fate,
    /// Zero before the first time.
    pub round: u32,
}

/// Where a recipient stands after a receipt of `round`.
///
/// A person is put on the way at most once a round, so a receipt that does not find her on the way in its own round
/// has been counted before and changes nothing. Whoever has said that she has read it (`read`) has it, whatever the messenger
/// knows of that: she pressed what came in an earlier round, or what the messenger did not confirm.
pub fn told(recipient: Recipient, round: u32, verdict: Verdict, course: Course, read: bool) -> Fate {
    if recipient.fate != Fate::Queued || recipient.round != round {
        return recipient.fate;
    }
    match verdict {
        _ if read => Fate::Sent,
        Verdict::Sent => Fate::Sent,
        Verdict::Blocked => Fate::Blocked,
        Verdict::Refused => Fate::Refused,
        Verdict::Unknown => Fate::Unknown,
        // It has not left: taken back, or overtaken by her night, for which it waits.
        Verdict::Recalled | Verdict::Expired if matches!(course, Course::Sending | Course::Paused) => Fate::Waiting,
        Verdict::Recalled | Verdict::Expired => Fate::Skipped,
    }
}

/// Who has no end yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// How many wait.
    pub waiting: usize,
    /// How many are on the way.
    pub queued: usize,
    /// When the first of those who wait may be written to.
    pub due: Option<DateTime<Utc>>,
}

impl Left {
    /// The same after one of those on the way has become `fate`.
    #[must_use]
    pub fn after(self, fate: Fate, now: DateTime<Utc>) -> Self {
        let queued = self.queued.saturating_sub(1);
        match fate {
            Fate::Waiting => {
                Self { waiting: self.waiting + 1, queued, due: Some(self.due.map_or(now, |at| at.min(now))) }
            }
            _ => Self { queued, ..self },
        }
    }
}

/// What is to be done for a broadcast now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: a receipt or a person will move it.
    Rest,
    /// Put the next ones on the way.
    Pump,
    /// Those who wait are not due before then.
    Sleep(DateTime<Utc>),
    /// Take back what is still on the way.
    TakeBack,
    /// Everybody was tried.
    Finish,
}

/// What is to be done now.
pub fn next(course: Course, left: Left, now: DateTime<Utc>) -> Next {
    match course {
        Course::Sending | Course::Paused if left.waiting == 0 && left.queued == 0 => Next::Finish,
        Course::Sending if left.waiting > 0 => match left.due {
            Some(due) if due > now => Next::Sleep(due),
            _ if left.queued <= LOW => Next::Pump,
            _ => Next::Rest,
        },
        Course::Paused | Course::Stopped if left.queued > 0 => Next::TakeBack,
        _ => Next::Rest,
    }
}

/// How many are put on the way beside those who are.
pub const fn portion(queued: usize) -> u32 {
    if queued == 0 { FIRST } else { BATCH }
}

/// How many stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// See [`Fate`].
    pub waiting: usize,
    /// See [`Fate`].
    pub queued: usize,
    /// See [`Fate`].
    pub sent: usize,
    /// See [`Fate`].
    pub blocked: usize,
    /// See [`Fate`].
    pub refused: usize,
    /// See [`Fate`].
    pub unknown: usize,
    /// See [`Fate`].
    pub skipped: usize,
}

impl Tally {
    /// Counts `n` recipients of one fate.
    pub fn count(&mut self, fate: Fate, n: usize) {
        *match fate {
            Fate::Waiting => &mut self.waiting,
            Fate::Queued => &mut self.queued,
            Fate::Sent => &mut self.sent,
            Fate::Blocked => &mut self.blocked,
            Fate::Refused => &mut self.refused,
            Fate::Unknown => &mut self.unknown,
            Fate::Skipped => &mut self.skipped,
        } += n;
    }

    /// Everybody.
    pub const fn all(&self) -> usize {
        self.left() + self.sent + self.blocked + self.refused + self.unknown + self.skipped
    }

    /// Those with an end.
    pub const fn ended(&self) -> usize {
        self.all() - self.left()
    }

    /// Those without an end.
    pub const fn left(&self) -> usize {
        self.waiting + self.queued
    }

    /// Whether those of whom nobody knows may be written to once more: only when nobody is on the way, so that what
    /// is being taken back is not sent after all.
    pub const fn may_again(&self, course: Course) -> bool {
        obey(course, Order::Again).is_some() && self.unknown > 0 && self.left() == 0
    }

    /// Tenths that have an end, for a bar of ten cells. Full only when all have.
    pub const fn tenths(&self) -> usize {
        match self.all() {
            0 => 10,
            all => self.ended() * 10 / all,
        }
    }
}

/// Whether a sending that began at `started` took so long that its author is not looking at it any more.
pub fn was_long(started: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    started.is_some_and(|at| now - at > LONG)
}

/// Beginning and end of the day of `at` by the wall clock of `zone`.
pub fn day_of(at: DateTime<Utc>, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
    let day = at.with_timezone(&zone).date_naive();
    let begins = |day: NaiveDate| instant(zone, day.and_time(NaiveTime::MIN));
    (begins(day), begins(day.succ_opt().unwrap_or(day)))
}

/// The length of a text as Telegram counts it.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}
