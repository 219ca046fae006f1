//! Questions to mentors: a member asks, the first mentor who takes it has it, both talk through the bot, the asker says
//! whether it helped. Nobody takes it: the next mentors, then the coordinators. Nothing ends in silence (domain.md §3.6).
//!
//! Never shown to the other side: an account, a phone, a name that was not to be shown. Never shown to coordinators:
//! words, unless no mentor took the question. What the two sides write to each other is passed on and kept nowhere.
//!
//! - `stages` `rules` `looking` who may move it where · `timing` when · `dialogue` asking · `focus` where words go: pure
//! - `asking` `offers` `relay` `ending` `heads` `lists` what people do · `jobs` what the clock does · `facts` what happens
//!   elsewhere · `desk` what all of these share · `store` SQL

mod asking;
mod desk;
mod dialogue;
#[cfg(test)]
mod dialogue_tests;
mod ending;
mod facts;
mod focus;
mod focus_store;
mod heads;
mod jobs;
mod lists;
mod looking;
mod offers;
mod relay;
mod rules;
#[cfg(test)]
mod rules_tests;
mod screens;
mod stages;
mod store;
mod store_taking;
mod taking;
mod timing;
mod typed;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, ConsultationId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;
use crate::label;

pub use dialogue::{Draft, Point, State};
pub use facts::{erased, left, role_changed, unreachable};
pub use rules::{OfferState, Rating, Side, Stage, Urgency};
pub use taking::{entries, export};

crate::wire! {
    /// What can be pressed. `round` tells one search for a mentor from the next: a button of an older one is out of date.
    pub enum Press in "co" {
        /// Ask.
        Ask = "a",
        /// My questions and answers.
        Mine = "m",
        /// A page of those that wait for me: offered to me, and nobody has them.
        Offers(page: u16) = "of",
        /// Questions that nobody took: for coordinators.
        Open = "o",
        /// A page of mine.
        MinePage(page: u16) = "mp",
        /// A page of those that nobody took.
        OpenPage(page: u16) = "op",
        /// Send the draft of this number.
        Send(nonce: u32) = "y",
        /// One question as it concerns whoever presses.
        Card(id: ConsultationId) = "c",
        /// The asker shows her name after all.
        ShowName(id: ConsultationId) = "n",
        /// The asker does not need it any more.
        Withdraw(id: ConsultationId) = "w",
        /// She is sure.
        WithdrawYes(id: ConsultationId, round: i64) = "wy",
        /// A mentor takes it.
        Take(id: ConsultationId) = "t",
        /// A mentor cannot.
        Decline(id: ConsultationId, round: i64) = "d",
        /// What is written from now on belongs to it.
        Reply(id: ConsultationId) = "r",
        /// What was written belongs to it; as much of it as the button was drawn under (`Focus::mark`).
        Pass(id: ConsultationId, mark: i64) = "p",
        /// What was written belongs to none.
        ToNobody = "rn",
        /// Close it.
        Close(id: ConsultationId, round: i64) = "x",
        /// The mentor thinks it is solved.
        Solved(id: ConsultationId, round: i64) = "xs",
        /// The mentor cannot go on.
        GiveUp(id: ConsultationId, round: i64) = "xg",
        /// The asker says whether it helped.
        Rate(id: ConsultationId, round: i64, rating: Rating) = "k",
        /// No thanks in words.
        NoWords(id: ConsultationId) = "kn",
        /// It was not solved after all.
        GoOn(id: ConsultationId, round: i64) = "l",
        /// Others are to be asked.
        Again(id: ConsultationId, round: i64) = "z",
        /// A coordinator answers herself.
        TakeOver(id: ConsultationId) = "et",
        /// A coordinator chooses a mentor.
        Assign(id: ConsultationId, page: u16) = "ea",
        /// This one.
        AssignTo(id: ConsultationId, person: PersonId) = "ep",
        /// A coordinator closes it with an answer.
        Answer(id: ConsultationId) = "ew",
    }
}

/// Work for later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// A question's one timer.
    Tick {
        /// Which question.
        id: ConsultationId,
        /// As it stood when the timer was set.
        version: i64,
    },
}

/// Handles a press. Presses are untrusted and replayable: rights and state are asked anew each time.
///
/// # Errors
/// Storage errors.
pub async fn press(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer<State> {
    match press.question() {
        None => of_none(turn, who, press).await,
        Some(id) => match desk::find(turn, id).await? {
            Some(q) => of_one(turn, who, press, q).await,
            None => {
                let mine = lists::mine(turn, who, 0).await?;
                Ok(mine.toast(label!(who.tongue(), consultations_changed)))
            }
        },
    }
}

impl Press {
    /// The question that it is about; `None` if it is about none, or about several.
    fn question(&self) -> Option<ConsultationId> {
        match self {
            Self::Ask
            | Self::Mine
            | Self::MinePage(_)
            | Self::Offers(_)
            | Self::Open
            | Self::OpenPage(_)
            | Self::Send(_)
            | Self::ToNobody => None,
            Self::Card(id)
            | Self::ShowName(id)
            | Self::Withdraw(id)
            | Self::WithdrawYes(id, _)
            | Self::Take(id)
            | Self::Decline(id, _)
            | Self::Reply(id)
            | Self::Pass(id, _)
            | Self::Close(id, _)
            | Self::Solved(id, _)
            | Self::GiveUp(id, _)
            | Self::Rate(id, _, _)
            | Self::NoWords(id)
            | Self::GoOn(id, _)
            | Self::Again(id, _)
            | Self::TakeOver(id)
            | Self::Assign(id, _)
            | Self::AssignTo(id, _)
            | Self::Answer(id) => Some(*id),
        }
    }
}

async fn of_none(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer<State> {
    match press {
        Press::Ask => asking::begin(turn, who).await,
        Press::MinePage(page) => lists::mine(turn, who, page).await,
        Press::Offers(page) => lists::offers(turn, who, page).await,
        Press::Open => lists::open(turn, who, 0).await,
        Press::OpenPage(page) => lists::open(turn, who, page).await,
        Press::Send(nonce) => asking::send(turn, who, nonce).await,
        Press::ToNobody => relay::to_nobody(turn, who).await,
        _ => lists::mine(turn, who, 0).await,
    }
}

async fn of_one(turn: &mut Turn<'_>, who: &Actor, press: Press, q: rules::Consultation) -> Answer<State> {
    match press {
        Press::ShowName(_) => ending::show_name(turn, who, q).await,
        Press::Withdraw(_) => ending::withdraw(turn, who, q).await,
        Press::WithdrawYes(_, round) => ending::withdraw_yes(turn, who, q, round).await,
        Press::Take(_) => offers::take(turn, who, q).await,
        Press::Decline(_, round) => offers::decline(turn, who, q, round).await,
        Press::Reply(_) => relay::reply(turn, who, q).await,
        Press::Pass(_, mark) => relay::hand_over(turn, who, q, mark).await,
        Press::Close(_, round) => ending::close(turn, who, q, round).await,
        Press::Solved(_, round) => ending::solved(turn, who, q, round).await,
        Press::GiveUp(_, round) => ending::give_up(turn, who, q, round).await,
        Press::Rate(_, round, rating) => ending::rate(turn, who, q, round, rating).await,
        Press::NoWords(_) => ending::no_words(turn, who, q).await,
        Press::GoOn(_, round) => ending::go_on(turn, who, q, round).await,
        Press::Again(_, round) => ending::again(turn, who, q, round).await,
        Press::TakeOver(_) => heads::take_over(turn, who, q).await,
        Press::Assign(_, page) => heads::assign(turn, who, q, page).await,
        Press::AssignTo(_, person) => heads::assign_to(turn, who, q, person).await,
        Press::Answer(_) => heads::answer(turn, who, q).await,
        _ => Ok(Done::show(desk::card(turn, who, &q).await?)),
    }
}

/// Takes what the person said to the asking dialogue.
///
/// # Errors
/// Storage errors.
pub async fn talk(turn: &mut Turn<'_>, who: &Actor, state: State, input: Input) -> Answer<State> {
    asking::talk(turn, who, state, input).await
}

/// Shows the present question of the dialogue again.
///
/// # Errors
/// Storage errors.
pub async fn resume(turn: &mut Turn<'_>, who: &Actor, state: State) -> Answer<State> {
    asking::resume(turn, who, state).await
}

/// Carries out what is due.
///
/// # Errors
/// Storage errors.
pub async fn job(turn: &mut Turn<'_>, job: Job) -> Answer {
    match job {
        Job::Tick { id, version } => jobs::tick(turn, id, version).await,
    }
}

/// Something written outside any dialogue: it may belong to an open consultation, or be a question. `replies`: the buttons
/// of the message that it replies to. `None` if it is neither.
///
/// # Errors
/// Storage errors.
pub async fn loose(
    turn: &mut Turn<'_>,
    who: &Actor,
    input: &Input,
    replies: Option<&[String]>,
) -> Result<Option<Done<State>>, Failure> {
    relay::loose(turn, who, input, replies).await
}

/// What she wrote last outside any dialogue belongs to something else that she had begun.
///
/// # Errors
/// Storage errors.
pub async fn no_question(turn: &mut Turn<'_>, who: &Actor) -> Result<(), Failure> {
    asking::no_question(turn, who).await
}

/// A few lines about the person's own questions, for «Моё».
///
/// # Errors
/// Storage errors.
pub async fn brief(turn: &mut Turn<'_>, who: &Actor) -> Result<Html, Failure> {
    lists::brief(turn, who).await
}

/// How many questions wait for a coordinator: nobody took them, or whoever did is silent.
///
/// # Errors
/// Storage errors.
pub async fn unanswered(turn: &mut Turn<'_>, community: &CommunityId) -> Result<i64, Failure> {
    Ok(store::waiting_for_heads(turn.db, community).await?)
}

/// How many questions wait for this mentor.
///
/// # Errors
/// Storage errors.
pub async fn offered(turn: &mut Turn<'_>, who: &Actor) -> Result<usize, Failure> {
    lists::count_offered(turn, who).await
}

/// Deletes words of which nobody said in time whose question they are for.
///
/// # Errors
/// Storage errors.
pub async fn sweep(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    focus_store::sweep(db, now).await
}
