//! Belonging to communities: the way in, consents, joining, roles, teams, leaving.
//!
//! Two things must never happen here: that anything personal is kept before the consent, and that somebody is held back
//! who wants to leave. Every press asks for the standing anew; a button may be a year old.

mod applications;
mod cards;
mod consent;
mod dialogue;
#[cfg(test)]
mod dialogue_tests;
mod edits;
mod invites;
mod joining;
mod leaving;
mod names;
mod own;
mod places;
mod reading;
mod roster;
mod rules;
mod screens;
mod screens_joining;
mod screens_people;
mod screens_reading;
mod standing;
mod store;
mod store_consents;
mod store_units;
mod taking;
mod teams;

use serde::{Deserialize, Serialize};

use super::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::ids::{CommunityId, PersonId, UnitId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;

pub use dialogue::{Ask, Form};
pub use invites::invite;
pub use leaving::{erase, is_last, revoke, unreachable};
pub use names::Reading;
pub use standing::{
    Circle, MemberState, Standing, coordinators, count, heads, members, members_after, members_among, mentoring,
    mentors_of, standing, standing_in, standing_of,
};
pub use store::coordinates;
pub use store_units::Unit;
pub use taking::{Kept, entries, export, kept};
pub use teams::{unit, units};

crate::words! {
    /// What a coordinator gives and takes.
    pub enum Role {
        /// Answers questions.
        Mentor = "m",
        /// Acts for the coordinating organisation.
        Coordinator = "c",
    }
}

crate::words! {
    /// A part of a profile that can be corrected.
    pub enum Detail {
        /// The name.
        Name = "n",
        /// The workplace.
        Workplace = "w",
        /// The subject.
        Subject = "s",
        /// The category in the community.
        Category = "c",
        /// The team.
        Unit = "u",
    }
}

crate::wire! {
    /// What can be pressed.
    pub enum Press in "me" {
        /// The person's own profile.
        Profile = "p",
        /// The regulation of the community looked at.
        Regulation = "r",
        /// Leave the community looked at.
        Leave = "l",
        /// Members, applications, roles: for coordinators.
        People = "a",
        /// The list of communities.
        Communities = "c",
        /// Another page of it.
        More(page: u16) = "cm",
        /// Look at a community.
        Look(community: CommunityId) = "v",
        /// Begin to join, or go on.
        Join(community: CommunityId) = "j",
        /// The sections of a regulation.
        Contents(community: CommunityId, page: u16) = "rc",
        /// A page of a section.
        Section(community: CommunityId, section: u16, page: u16) = "rs",
        /// Leave for good.
        LeaveNow(community: CommunityId) = "ly",
        /// Take the application back.
        Withdraw(community: CommunityId) = "lw",
        /// Forget what was told there.
        ForgetNow(community: CommunityId) = "le",
        /// What of the profile can be changed.
        Change = "pc",
        /// Change this.
        Edit(detail: Detail) = "pe",
        /// Whoever waits for an answer.
        Waiting(community: CommunityId, page: u16) = "aw",
        /// One of them.
        Applicant(community: CommunityId, person: PersonId) = "ac",
        /// Take her in.
        Accept(community: CommunityId, person: PersonId) = "ay",
        /// Do not, with a reason.
        Decline(community: CommunityId, person: PersonId) = "an",
        /// Ask her something first.
        Clarify(community: CommunityId, person: PersonId) = "aq",
        /// Answer the coordinator's question.
        Reply(community: CommunityId) = "ar",
        /// The list of members.
        Members(community: CommunityId, page: u16) = "am",
        /// One member.
        Member(community: CommunityId, person: PersonId) = "ap",
        /// Give a role.
        Give(community: CommunityId, person: PersonId, role: Role) = "gi",
        /// Take a role.
        Take(community: CommunityId, person: PersonId, role: Role) = "ta",
        /// What a mentor answers.
        Topics(community: CommunityId, person: PersonId) = "to",
        /// Correct a member's category or team.
        Fix(community: CommunityId, person: PersonId, detail: Detail) = "fx",
        /// The teams of a community.
        Units(community: CommunityId, page: u16) = "u",
        /// One team.
        Unit(unit: UnitId) = "uc",
        /// A new team.
        AddUnit(community: CommunityId) = "ua",
        /// Another title.
        RenameUnit(unit: UnitId) = "ur",
        /// Takes nobody in any more.
        CloseUnit(unit: UnitId) = "ux",
        /// Takes people in again.
        OpenUnit(unit: UnitId) = "uo",
    }
}

/// Where a dialogue stands: the joining, or one question about something small.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Somebody joins.
    Joining(Box<Form>),
    /// A part of a profile is changed, by its owner or, category and team, by a coordinator.
    Edit {
        /// In which community.
        community: CommunityId,
        /// Whose.
        person: PersonId,
        /// What.
        detail: Detail,
        /// Which page of teams is shown.
        page: u16,
    },
    /// A coordinator chooses what a mentor answers.
    Topics {
        /// In which community.
        community: CommunityId,
        /// Whose.
        person: PersonId,
        /// Which page of topics is shown.
        page: u16,
    },
    /// A coordinator writes why somebody is not accepted.
    Reason {
        /// In which community.
        community: CommunityId,
        /// Who asked.
        person: PersonId,
    },
    /// A coordinator asks an applicant something.
    Question {
        /// In which community.
        community: CommunityId,
        /// Who asked.
        person: PersonId,
    },
    /// The applicant answers.
    Reply {
        /// In which community.
        community: CommunityId,
    },
    /// The applicant wrote something unasked: whether it is to be passed on.
    Pass {
        /// In which community.
        community: CommunityId,
        /// What she wrote.
        words: String,
    },
    /// A coordinator writes the title of a team.
    Unit {
        /// In which community.
        community: CommunityId,
        /// Which; `None`: a new one.
        unit: Option<UnitId>,
    },
}

/// Work for later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// What somebody told who is no member is kept no longer.
    Forget {
        /// In which community.
        community: CommunityId,
        /// Who.
        person: PersonId,
        /// Since when she has been outside (milliseconds): whoever came back meanwhile is not forgotten.
        since: i64,
    },
    /// An application has waited for too long.
    Remind {
        /// In which community.
        community: CommunityId,
        /// Who waits.
        person: PersonId,
        /// Since when (milliseconds).
        since: i64,
        /// 1: the coordinators hear; 2: the owners too.
        round: u8,
    },
}

/// Handles a press.
///
/// # Errors
/// Storage errors.
pub async fn press(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer<State> {
    match press {
        Press::Profile => own::profile(turn, who).await,
        Press::Change => own::change(turn, who).await,
        Press::Edit(detail) => edits::own(turn, who, detail).await,
        Press::Regulation => reading::regulation(turn, who).await,
        Press::Contents(community, page) => reading::contents(turn, who, &community, page),
        Press::Section(community, section, page) => reading::section(turn, who, &community, section, page),
        Press::Communities => places::list(turn, who, 0).await,
        Press::More(page) => places::list(turn, who, page).await,
        Press::Look(community) => places::look(turn, who, &community).await,
        Press::Join(community) => joining::join(turn, who, &community).await,
        Press::Leave => leaving::leave(turn, who).await,
        Press::LeaveNow(community) => leaving::leave_now(turn, who, &community, false).await,
        Press::Withdraw(community) => leaving::leave_now(turn, who, &community, true).await,
        Press::ForgetNow(community) => leaving::forget_now(turn, who, &community).await,
        Press::Reply(community) => applications::reply(turn, who, community).await,
        for_coordinators => managed(turn, who, for_coordinators).await,
    }
}

/// What only a coordinator of the community may press.
async fn managed(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer<State> {
    match press {
        Press::Waiting(community, page) => applications::list(turn, who, &community, page).await,
        Press::Applicant(community, person) => applications::show(turn, who, &community, person).await,
        Press::Accept(community, person) => applications::accept(turn, who, &community, person).await,
        Press::Decline(community, person) => applications::decline(turn, who, community, person).await,
        Press::Clarify(community, person) => applications::clarify(turn, who, community, person).await,
        Press::Members(community, page) => roster::members(turn, who, &community, page).await,
        Press::Member(community, person) => roster::member(turn, who, &community, person).await,
        Press::Give(community, person, role) => roster::give(turn, who, &community, person, role).await,
        Press::Take(community, person, role) => roster::take(turn, who, &community, person, role).await,
        Press::Topics(community, person) => roster::topics(turn, who, community, person).await,
        Press::Fix(community, person, detail) => edits::fix(turn, who, community, person, detail).await,
        Press::Units(community, page) => teams::list(turn, who, &community, page).await,
        Press::Unit(unit) => teams::card(turn, who, unit).await,
        Press::AddUnit(community) => teams::add(turn, who, community).await,
        Press::RenameUnit(unit) => teams::rename(turn, who, unit).await,
        Press::CloseUnit(unit) => teams::set_closed(turn, who, unit, true).await,
        Press::OpenUnit(unit) => teams::set_closed(turn, who, unit, false).await,
        _ => roster::people(turn, who).await,
    }
}

/// Takes an answer to the running dialogue.
///
/// # Errors
/// Storage errors.
pub async fn talk(turn: &mut Turn<'_>, who: &Actor, state: State, input: Input) -> Answer<State> {
    match state {
        State::Joining(form) => joining::talk(turn, who, *form, input).await,
        State::Edit { community, person, detail, page } => {
            edits::talk(turn, who, edits::Place { community, person, detail, page }, input).await
        }
        State::Topics { community, person, page } => {
            roster::topics_talk(turn, who, community, person, page, input).await
        }
        State::Reason { community, person } => applications::reason(turn, who, community, person, input).await,
        State::Question { community, person } => applications::question(turn, who, community, person, input).await,
        State::Reply { community } => applications::answer(turn, who, community, input).await,
        State::Pass { community, words } => applications::pass(turn, who, community, words, input).await,
        State::Unit { community, unit } => teams::title(turn, who, community, unit, input).await,
    }
}

/// Shows the present question again.
///
/// # Errors
/// Storage errors.
pub async fn resume(turn: &mut Turn<'_>, who: &Actor, state: State) -> Answer<State> {
    match state {
        State::Joining(form) => joining::resume(turn, who, *form).await,
        State::Edit { community, person, detail, page } => {
            edits::ask(turn, who, edits::Place { community, person, detail, page }, None).await
        }
        State::Topics { community, person, page } => roster::topics_page(turn, who, community, person, page).await,
        State::Reason { community, person } => applications::decline(turn, who, community, person).await,
        State::Question { community, person } => applications::clarify(turn, who, community, person).await,
        State::Reply { community } => applications::resume(turn, who, community, None).await,
        State::Pass { community, words } => applications::resume(turn, who, community, Some(words)).await,
        State::Unit { community, unit: None } => teams::add(turn, who, community).await,
        State::Unit { unit: Some(unit), .. } => teams::rename(turn, who, unit).await,
    }
}

/// Something written outside any dialogue by somebody whose application waits: it may be meant for those who decide.
/// `None` if none of hers waits.
///
/// # Errors
/// Storage errors.
pub async fn loose(turn: &mut Turn<'_>, who: &Actor, input: &Input) -> Result<Option<Done<State>>, Failure> {
    applications::loose(turn, who, input).await
}

/// Carries out a job.
///
/// # Errors
/// Storage errors.
pub async fn job(turn: &mut Turn<'_>, job: Job) -> Answer {
    match job {
        Job::Forget { community, person, since } => leaving::forget_job(turn, &community, person, since).await,
        Job::Remind { community, person, since, round } => cards::remind(turn, &community, person, since, round).await,
    }
}

/// `/start` with a code that is a community's id or a one-time link; `None` if it is neither, or the link is dead.
///
/// # Errors
/// Storage errors.
pub async fn open(turn: &mut Turn<'_>, who: &Actor, code: &str) -> Result<Option<Done<State>>, Failure> {
    if let Some(done) = invites::open(turn, who, code).await? {
        return Ok(Some(done));
    }
    match CommunityId::parse(code).filter(|id| turn.profiles.get(id).is_some()) {
        Some(community) => Ok(Some(places::look(turn, who, &community).await?)),
        None => Ok(None),
    }
}

/// The way in: the list of communities, or the one looked at, for somebody who is not a member yet.
///
/// # Errors
/// Storage errors.
pub async fn front(turn: &mut Turn<'_>, who: &Actor) -> Result<Screen, Failure> {
    places::front(turn, who).await
}

/// How many applications wait for a coordinator.
///
/// # Errors
/// Storage errors.
pub async fn pending(turn: &mut Turn<'_>, community: &CommunityId) -> Result<i64, Failure> {
    Ok(store::waiting_count(turn.db, community).await?)
}
