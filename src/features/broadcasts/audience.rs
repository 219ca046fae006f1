//! Whom a segment means, today. Recipients are fixed when sending begins, so everything here may change until then.
//!
//! Whoever does not want letters of a kind is never among the recipients of one. A condition costs a statement or two,
//! however many members there are.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::dialogue::Letter;
use super::rules::{Kind, day_of};
use super::screens::Audience;
use super::segment::{Condition, NEW_DAYS, Part, Segment, folded};
use super::timing::{self, Manner};
use super::{store, store_audience, store_recipients as ledger};
use crate::features::events;
use crate::features::membership::{self, Circle};
use crate::features::people::{self, Home};
use crate::features::rsvp;
use crate::features::turn::{Failure, Turn};
use crate::i18n::moment;
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::ids::{BroadcastId, CommunityId, EventId, PersonId};
use crate::kernel::text::beginning;
use crate::{label, say};

/// The active members meant by a segment, in the order of their numbers.
///
/// # Errors
/// Storage errors.
pub(super) async fn people_of(
    turn: &mut Turn<'_>,
    community: &CommunityId,
    segment: &Segment,
) -> Result<Vec<PersonId>, Failure> {
    let members = membership::members(turn, community, Circle::All).await?;
    let mut sets = Vec::new();
    for condition in segment.conditions() {
        sets.push(those(turn, community, &members, condition.part()).await?);
    }
    Ok(segment.sift(members, &sets))
}

/// Of whom a part is true; perhaps more than members.
async fn those(
    turn: &mut Turn<'_>,
    community: &CommunityId,
    members: &[PersonId],
    part: &Part,
) -> Result<HashSet<PersonId>, Failure> {
    let found = match part {
        Part::Category(id) => membership::members(turn, community, Circle::Category(id.as_str())).await?,
        Part::Unit(unit) => membership::members(turn, community, Circle::Unit(*unit)).await?,
        Part::Mentors => membership::members(turn, community, Circle::Mentors).await?,
        Part::New => {
            let since = turn.now - TimeDelta::days(NEW_DAYS);
            membership::members(turn, community, Circle::Since(since)).await?
        }
        Part::Coming(event) => rsvp::answered(turn, *event, rsvp::COMING).await?,
        Part::Undecided(event) => rsvp::answered(turn, *event, &[rsvp::Answer::Maybe]).await?,
        Part::Declined(event) => rsvp::answered(turn, *event, &[rsvp::Answer::NotGoing]).await?,
        Part::Silent(event) => rsvp::silent(turn, *event).await?,
        Part::Missed(event) => {
            let came: HashSet<_> = rsvp::answered(turn, *event, rsvp::COMING).await?.into_iter().collect();
            members.iter().filter(|person| !came.contains(person)).copied().collect()
        }
        Part::Subject(name) => {
            named(people::told(turn, members).await?.into_iter().map(|t| (t.person, t.subject)), name)
        }
        Part::Workplace(name) => {
            named(people::told(turn, members).await?.into_iter().map(|t| (t.person, t.workplace)), name)
        }
        Part::Reached(earlier) => ledger::reached(turn.db, *earlier).await?,
        Part::Unread(earlier) => store_audience::unread(turn.db, *earlier).await?,
    };
    Ok(found.into_iter().collect())
}

/// Whoever told this about herself.
fn named(told: impl Iterator<Item = (PersonId, Option<String>)>, name: &str) -> Vec<PersonId> {
    told.filter(|(_, told)| told.as_deref().is_some_and(|told| folded(told) == name))
        .map(|(person, _)| person)
        .collect()
}

/// Those who get a letter.
pub(super) struct Recipients {
    /// In the order of their numbers.
    pub(super) people: Vec<PersonId>,
    /// So many of those meant do not want it.
    pub(super) declined: usize,
    /// The same people.
    pub(super) homes: Vec<Home>,
}

impl Recipients {
    /// How many can be written to.
    fn reachable(&self) -> usize {
        self.zones().iter().map(|(_, n)| n).sum()
    }

    /// By whose clocks those live who can be written to.
    pub(super) fn zones(&self) -> Vec<(Option<Tz>, usize)> {
        self.homes.iter().filter(|home| home.reachable).map(|home| (home.zone, home.people.len())).collect()
    }
}

/// Who gets a letter of a kind.
///
/// # Errors
/// Storage errors.
pub(super) async fn recipients(
    turn: &mut Turn<'_>,
    community: &CommunityId,
    segment: &Segment,
    kind: Kind,
) -> Result<Recipients, Failure> {
    let mut people = people_of(turn, community, segment).await?;
    let meant = people.len();
    let declined: HashSet<PersonId> = store_audience::optouts(turn.db, community, kind).await?.into_iter().collect();
    people.retain(|person| !declined.contains(person));
    let homes = people::homes(turn, &people).await?;
    Ok(Recipients { declined: meant - people.len(), people, homes })
}

/// The segment in a coordinator's words: «наставникам, из них – тем, кто придёт на «…», но не новичкам».
///
/// # Errors
/// Storage errors.
pub(super) async fn in_words(
    turn: &mut Turn<'_>,
    t: Tongue,
    community: &CommunityId,
    segment: &Segment,
) -> Result<String, Failure> {
    let (mut all, mut none) = (Vec::new(), Vec::new());
    for condition in segment.conditions() {
        let words = part_in_words(turn, t, community, condition.part()).await?;
        match condition {
            Condition::Is(_) => all.push(words),
            Condition::Not(_) => none.push(words),
        }
    }
    let all = all.into_iter().reduce(|whom, part| label!(t, broadcasts_whom_and, whom = whom, part = part));
    let whom = all.unwrap_or_else(|| label!(t, broadcasts_whom_all));
    let none = none.into_iter().reduce(|whom, part| label!(t, broadcasts_whom_nor, whom = whom, part = part));
    Ok(match none {
        Some(none) => label!(t, broadcasts_whom_not, whom = whom, part = none),
        None => whom,
    })
}

async fn part_in_words(
    turn: &mut Turn<'_>,
    t: Tongue,
    community: &CommunityId,
    part: &Part,
) -> Result<String, Failure> {
    Ok(match part {
        Part::Mentors => label!(t, broadcasts_whom_mentors),
        Part::New => label!(t, broadcasts_whom_new, days = NEW_DAYS),
        Part::Category(id) => {
            let title = turn.profile(community)?.category(id.as_str()).map(|c| c.title.clone());
            label!(t, broadcasts_whom_category, title = title.unwrap_or_else(|| id.to_string()))
        }
        Part::Unit(unit) => {
            let title = membership::unit(turn, *unit).await?.map(|unit| unit.title).unwrap_or_default();
            label!(t, broadcasts_whom_unit, title = title)
        }
        Part::Coming(event) => {
            let (title, over) = title(turn, *event).await?;
            match over {
                true => label!(t, broadcasts_whom_came, title = title),
                false => label!(t, broadcasts_whom_coming, title = title),
            }
        }
        Part::Silent(event) => label!(t, broadcasts_whom_silent, title = title(turn, *event).await?.0),
        Part::Undecided(event) => label!(t, broadcasts_whom_undecided, title = title(turn, *event).await?.0),
        Part::Declined(event) => label!(t, broadcasts_whom_declined, title = title(turn, *event).await?.0),
        Part::Missed(event) => label!(t, broadcasts_whom_missed, title = title(turn, *event).await?.0),
        Part::Subject(name) => label!(t, broadcasts_whom_subject, name = beginning(name, 40)),
        Part::Workplace(name) => label!(t, broadcasts_whom_workplace, name = beginning(name, 40)),
        Part::Reached(earlier) => label!(t, broadcasts_whom_reached, text = text(turn, *earlier).await?),
        Part::Unread(earlier) => label!(t, broadcasts_whom_unread, text = text(turn, *earlier).await?),
    })
}

/// What an event is called, and whether it is over.
async fn title(turn: &mut Turn<'_>, event: EventId) -> Result<(String, bool), Failure> {
    let found = events::find(turn, event).await?;
    Ok(found.map(|e| (beginning(&e.title, 60), e.starts_at <= turn.now)).unwrap_or_default())
}

async fn text(turn: &mut Turn<'_>, earlier: BroadcastId) -> Result<String, Failure> {
    let body = store::find(turn.db, earlier).await?.map(|b| b.body).unwrap_or_default();
    Ok(beginning(&body.plain(), 40))
}

/// What a coordinator must know before she sends this.
///
/// # Errors
/// Storage errors.
pub(super) async fn look(turn: &mut Turn<'_>, t: Tongue, letter: &Letter) -> Result<Audience, Failure> {
    let zone = turn.profile(&letter.community)?.tz();
    let to = recipients(turn, &letter.community, &letter.whom, Kind::News).await?;
    let asleep = timing::spread(&to.zones(), zone, turn.now, Manner::default(), turn.now).asleep;
    let reachable = to.reachable();
    Ok(Audience {
        whom: in_words(turn, t, &letter.community, &letter.whom).await?,
        reachable,
        unreachable: to.people.len().saturating_sub(reachable),
        declined: to.declined,
        others: others(turn, t, &letter.community, letter.planned.ahead(turn.now).unwrap_or(turn.now)).await?,
        asleep,
    })
}

/// How many letters the community gets anyway on the day of `at`, in words; nothing if none.
///
/// # Errors
/// Storage errors.
pub(super) async fn others(
    turn: &mut Turn<'_>,
    t: Tongue,
    community: &CommunityId,
    at: DateTime<Utc>,
) -> Result<Html, Failure> {
    let zone = turn.profile(community)?.tz();
    let n = store::between(turn.db, community, day_of(at, zone)).await?;
    let today = day_of(at, zone) == day_of(turn.now, zone);
    Ok(match n {
        0 => Html::default(),
        n if today => say!(t, broadcasts_today, n = n),
        n => say!(t, broadcasts_that_day, n = n, day = moment::day(t, at, zone)),
    })
}
