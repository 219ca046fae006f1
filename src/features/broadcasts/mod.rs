//! Broadcasts: one text to many, one row a recipient.
//!
//! ```text
//!  draft (a dialogue) ──later──▶ scheduled ──its time──▶ sending ◀──resume── paused
//!     │        ▲                  │  │   │               ▲ │ │ └───pause────▶ │ │
//!     │        ├──────edit────────┤  │   │ no longer     │ │ └──all tried─▶ done ◀┘ all tried
//!     │        │          withdraw│  │   │ coordinator   │ │                  │
//!     │        │                  ▼  │   ▼               │ └─stop─▶ stopped ◀─┼─ stop (paused)
//!     │        │           withdrawn │ barred            ├──── again ─────┴───┘ (unknown ones, by a coordinator)
//!     │        │                  ▲  └─missed─▶ late ─now┤
//!     │        │                  └───not at all──┤      │
//!     │        └───────another time───────────────┘      │
//!     └──now─────────────────────────────────────────────┘
//!
//!  recipient:  waiting ──pump, once due──▶ queued ──▶ sent │ blocked │ refused │ unknown ──again──▶ waiting
//!               │ ▲  │                      │ recalled, or overtaken by her night
//!               │ │  └ not reachable ─▶ blocked
//!               │ └──────── paused, going ──┴── stopped ──▶ skipped
//!               └── left, erased, stopped ────────────────▶ skipped
//! ```
//!
//! Invariants:
//!
//! 1. Recipients are fixed when sending begins, each with the instant before which she is not written to: the community's,
//!    or the one at which her own clock shows the same time. Each is in one pack or has one row, never both: packs become
//!    rows as their turn comes.
//! 2. A person has at most one row of the outbox on the way, and at most one a round; a receipt counts only where
//!    it finds her on the way in its own round. So a receipt told twice, or late, changes nothing.
//! 3. `sent` never changes. `unknown` is not sent again unless a coordinator says so.
//! 4. While a broadcast is sending, somebody is on the way or the pump is due; it ends when nobody is left.
//! 5. Every press asks for the rights anew; so does the start of a scheduled broadcast.
//! 6. Nobody is written to in her night unless a coordinator said so in words: a row of the outbox is worthless from
//!    nightfall on, and its person waits for her morning.
//! 7. What should have left while the bot was not running does not leave by itself.
//! 8. A receipt costs the same with ten recipients or a hundred thousand: how many stand where is counted by the
//!    database (`broadcast_counts`), and the next ones are put on the way hundreds at a time.
//! 9. What is taken back to be changed comes back as the same broadcast: none is left behind that looks cancelled. Of two
//!    who change it the first brings it back; the other is told so, and hers leaves only if she says that it is another.

mod audience;
mod body;
mod compose;
mod copy;
mod course;
mod desk;
mod dialogue;
mod digest;
mod digests;
mod late;
mod offers;
mod pausing;
mod picture;
mod post;
mod pumping;
mod reading;
mod rules;
mod scheduling;
mod screens;
mod segment;
mod store;
mod store_audience;
mod store_digests;
mod store_packs;
mod store_recipients;
mod store_taking;
mod taking;
mod timing;
mod whom;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::effect::Receipt;
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;
use crate::kernel::wire::Choice;

pub use dialogue::State;
pub use rules::{Course, Fate, Kind};
pub use taking::{entries, export};
pub use timing::{Night, Whose};

crate::wire! {
    /// What can be pressed.
    pub enum Press in "br" {
        /// The list of broadcasts, and a new one.
        List = "l",
        /// The same in a message of its own, below what was pressed.
        ListBelow = "lb",
        /// Further in the list.
        Page(page: u32) = "pg",
        /// Write a new one.
        New = "n",
        /// How one stands.
        Card(broadcast: BroadcastId) = "c",
        /// The same in a message of its own, below what was pressed.
        CardBelow(broadcast: BroadcastId) = "cb",
        /// Its text, as it is read.
        Text(broadcast: BroadcastId) = "t",
        /// The same for another network, and for Word.
        Copy(broadcast: BroadcastId) = "y",
        /// Change one that has not begun.
        Edit(broadcast: BroadcastId) = "e",
        /// Take one back that has not begun.
        Withdraw(broadcast: BroadcastId) = "w",
        /// Hold on.
        Pause(broadcast: BroadcastId) = "p",
        /// Go on.
        Resume(broadcast: BroadcastId) = "r",
        /// Stop it? Asks with numbers.
        AskStop(broadcast: BroadcastId) = "s",
        /// Stop it, as was asked in this round.
        Stop(broadcast: BroadcastId, round: u32) = "sx",
        /// It is not to be stopped after all.
        DoNotStop(broadcast: BroadcastId) = "sn",
        /// Write again to those of whom nobody knows? Asks with numbers.
        AskAgain(broadcast: BroadcastId) = "a",
        /// Write to them, as was asked in this round.
        Again(broadcast: BroadcastId, round: u32) = "ax",
        /// Write a correction to those who got it.
        Correct(broadcast: BroadcastId) = "k",
        /// How the weekly digest stands.
        Digest(community: CommunityId) = "d",
        /// Turn it on.
        DigestOn(community: CommunityId) = "dy",
        /// Turn it off.
        DigestOff(community: CommunityId) = "dn",
        /// What would leave now.
        DigestShow(community: CommunityId) = "ds",
        /// Another day and hour.
        DigestWhen(community: CommunityId) = "dw",
        /// One that is late leaves now.
        SendLate(broadcast: BroadcastId) = "ls",
        /// One that is late gets another time.
        Reschedule(broadcast: BroadcastId) = "lr",
        /// Write to those who got it and did not press «Прочитано».
        Remind(broadcast: BroadcastId) = "u",
        /// «Прочитано», under a letter.
        Read(broadcast: BroadcastId) = "rd",
        /// What its reader wants from a community, below a letter.
        Wishes(community: CommunityId) = "o",
        /// The same for the community looked at.
        WishesHere = "oh",
        /// She does not want letters of this kind.
        OptOut(community: CommunityId, kind: Kind) = "ox",
        /// She wants them again.
        OptIn(community: CommunityId, kind: Kind) = "oi",
    }
}

/// Work for later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// The time of a scheduled broadcast has come.
    Start(BroadcastId),
    /// Puts the next recipients on the way.
    Pump(BroadcastId),
    /// The time of an issue of the weekly digest has come.
    Digest(CommunityId),
    /// Reminds of one that was left on its pause.
    Paused(BroadcastId),
}

/// A broadcast of a community that this bot does not serve now is looked at again after so long.
const UNSERVED: TimeDelta = TimeDelta::hours(1);

fn start_key(id: BroadcastId) -> String {
    format!("{}:{id}:start", Press::SLICE)
}

fn pump_key(id: BroadcastId) -> String {
    format!("{}:{id}:pump", Press::SLICE)
}

/// Handles a press.
///
/// # Errors
/// Storage errors.
pub async fn press(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer<State> {
    let t = who.tongue();
    let id = match &press {
        Press::List => return Ok(Done::show(desk::list(turn, who, 0).await?)),
        Press::ListBelow => return Ok(Done::say(desk::list(turn, who, 0).await?)),
        Press::Page(page) => return Ok(Done::show(desk::list(turn, who, *page).await?)),
        Press::New => {
            return match desk::here(turn, who).await? {
                Some(community) => compose::begin(turn, who, community, None).await,
                None => Ok(Done::show(screens::not_yours(t))),
            };
        }
        Press::Digest(_) | Press::DigestOn(_) | Press::DigestOff(_) | Press::DigestShow(_) | Press::DigestWhen(_) => {
            return digests::press(turn, who, press).await;
        }
        Press::Read(id) => return reading::read(turn, who, *id).await,
        Press::Wishes(community) => return reading::wishes_below(turn, who, community).await,
        Press::WishesHere => return reading::wishes_here(turn, who).await,
        Press::OptOut(community, kind) => return reading::wish(turn, who, community, *kind, false).await,
        Press::OptIn(community, kind) => return reading::wish(turn, who, community, *kind, true).await,
        Press::Card(id)
        | Press::CardBelow(id)
        | Press::Text(id)
        | Press::Copy(id)
        | Press::Edit(id)
        | Press::Withdraw(id)
        | Press::Pause(id) => *id,
        Press::Resume(id) | Press::AskStop(id) | Press::Stop(id, _) | Press::DoNotStop(id) | Press::AskAgain(id) => *id,
        Press::Again(id, _) | Press::Correct(id) | Press::Remind(id) | Press::SendLate(id) | Press::Reschedule(id) => {
            *id
        }
    };
    match desk::allowed(turn, who, id).await? {
        Some(broadcast) => desk::press(turn, who, broadcast, press).await,
        None => Ok(Done::show(screens::not_yours(t))),
    }
}

/// Takes what the person said in the dialogue of composing.
///
/// # Errors
/// Storage errors.
pub async fn talk(turn: &mut Turn<'_>, who: &Actor, state: State, input: Input) -> Answer<State> {
    compose::talk(turn, who, state, input).await
}

/// A button of a dialogue that is over: whoever sent a letter by it sees how that goes. `None`: it sent nothing.
///
/// # Errors
/// Storage errors.
pub async fn over(turn: &mut Turn<'_>, who: &Actor, choice: &Choice) -> Result<Option<Done>, Failure> {
    if choice.slice == Press::SLICE { desk::made(turn, who, &choice.step, &choice.value).await } else { Ok(None) }
}

/// Shows the present question again.
///
/// # Errors
/// Storage errors.
pub async fn resume(turn: &mut Turn<'_>, who: &Actor, state: State) -> Answer<State> {
    compose::resume(turn, who, state).await
}

/// Carries out work whose time has come.
///
/// # Errors
/// Storage errors.
pub async fn job(turn: &mut Turn<'_>, job: Job) -> Answer {
    match job {
        Job::Start(id) => late::due(turn, id).await,
        Job::Digest(community) => digests::due(turn, &community).await,
        Job::Pump(id) => pumping::pump(turn, id).await,
        Job::Paused(id) => pausing::remind(turn, id).await,
    }
}

/// One sending has ended.
///
/// # Errors
/// Storage errors.
pub async fn receipt(turn: &mut Turn<'_>, receipt: &Receipt) -> Answer {
    course::receipt(turn, receipt).await
}

/// Somebody is no longer a member: what has not left for her does not leave.
///
/// # Errors
/// Storage errors.
pub async fn left(turn: &mut Turn<'_>, community: &CommunityId, person: PersonId) -> Answer {
    course::left(turn, community, person, None).await
}

/// What is kept about somebody in one community goes: what she does not want, and that letters came to her.
///
/// # Errors
/// Storage errors.
pub async fn forgotten(turn: &mut Turn<'_>, community: &CommunityId, person: PersonId) -> Answer {
    course::forgotten(turn, Some(community), person).await
}

/// Everything personal of somebody goes: her texts, and her name beside what she was sent.
///
/// # Errors
/// Storage errors.
pub async fn erased(turn: &mut Turn<'_>, person: PersonId) -> Answer {
    course::erased(turn, person).await
}

#[cfg(test)]
mod course_tests;
#[cfg(test)]
mod dialogue_tests;
#[cfg(test)]
mod orders_tests;
#[cfg(test)]
mod rules_tests;
#[cfg(test)]
mod timing_tests;
#[cfg(test)]
mod whom_tests;
