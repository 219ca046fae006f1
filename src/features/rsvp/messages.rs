//! What is told to people about their answers. Every message is the card of the event with one sentence before it, so
//! that whatever is pressed under it is pressed at how things stand.

use chrono::{DateTime, TimeDelta, Utc};

use super::rules::{Answer, COMING, Change, Hall, Mine};
use super::screens::{self, Sort};
use super::{Press, hall};
use crate::features::events::{Event, EventState};
use crate::features::membership::{self, Standing};
use crate::features::people;
use crate::features::turn::{Failure, Turn};
use crate::i18n::moment;
use crate::kernel::actor::Tongue;
use crate::kernel::effect::{Effect, Lane, Notice, Risk};
use crate::kernel::html::Html;
use crate::kernel::ids::PersonId;
use crate::say;

/// What a change that somebody else or the clock caused means to the person; `None` if there is nothing to say.
pub(super) async fn consequence(
    turn: &mut Turn<'_>,
    event: &Event,
    hall: &Hall,
    change: &Change,
) -> Result<Option<Notice>, Failure> {
    let Some(to) = &change.to else { return Ok(None) };
    let from = change.from.as_ref().map(|g| g.answer);
    let (name, lead): (&str, fn(Tongue, usize) -> Html) = match (from, to.answer) {
        (_, Answer::Offered) => ("offer", |t, _| say!(t, rsvp_lead_offered)),
        (Some(Answer::Offered), Answer::Waitlisted) if to.reachable => {
            ("lapsed", |t, place| say!(t, rsvp_lead_lapsed, place = place))
        }
        (Some(Answer::Offered), Answer::Maybe) => ("out", |t, _| say!(t, rsvp_lead_out)),
        (Some(Answer::ReconfirmAsked), Answer::Maybe) => ("released", |t, _| say!(t, rsvp_lead_released)),
        _ => return Ok(None),
    };
    let place = hall.mine(to.person).and_then(|m| m.place).unwrap_or(1);
    let screen = hall::card_of(turn, event, hall, to.person, |r| lead(r.tongue, place), Sort::Plain).await?;
    // Named by the instant: the same person may be offered a seat again.
    let key = format!("rs:{}:{name}:{}:{}", event.id, to.person, turn.now.timestamp_millis());
    let until = to.until.unwrap_or(event.starts_at);
    Ok(Some(Notice { key: Some(key), until: Some(until), ..Notice::new(to.person, screen) }))
}

/// The invitation to answer. Never sent twice, whatever happens.
pub(super) async fn invitation(
    turn: &mut Turn<'_>,
    event: &Event,
    hall: &Hall,
    person: PersonId,
) -> Result<Notice, Failure> {
    let community = turn.profile(&event.community)?.short_name();
    let lead = |t| say!(t, rsvp_lead_invitation, community = community);
    let screen = hall::card_of(turn, event, hall, person, |r| lead(r.tongue), Sort::Invitation).await?;
    let key = format!("ev:{}:announce:{person}", event.id);
    let notice = Notice::new(person, screen).anchored(invited(event, person));
    let (risk, lane) = (Risk::AtMostOnce, Lane::Broadcast);
    Ok(Notice { risk, lane, key: Some(key), until: Some(event.starts_at), ..notice })
}

/// The nearest event for somebody who has just become a member: it invites too.
pub(super) async fn nearest(
    turn: &mut Turn<'_>,
    event: &Event,
    hall: &Hall,
    person: PersonId,
) -> Result<Notice, Failure> {
    let lead = |t| say!(t, rsvp_lead_nearest);
    let screen = hall::card_of(turn, event, hall, person, |r| lead(r.tongue), Sort::Invitation).await?;
    let standing = membership::standing_of(turn, person, &event.community).await?;
    let notice = Notice::new(person, screen);
    Ok(match met(event, &standing, person) {
        Some(anchor) => notice.anchored(anchor),
        None => notice,
    })
}

/// The invitation, as things stand now: where it lies, without waking her. Under it lies the card of whoever has answered; she
/// is told in a message of its own, below, and what she looks up above must not say something else.
pub(super) async fn invitation_anew(
    turn: &mut Turn<'_>,
    event: &Event,
    hall: &Hall,
    person: PersonId,
) -> Result<Vec<Effect>, Failure> {
    let profile = turn.profile(&event.community)?;
    let screen = match hall.mine(person) {
        Some(_) => hall::card_of(turn, event, hall, person, |_| Html::default(), Sort::Answered).await?,
        None if event.state == EventState::Cancelled => {
            screens::called_off(people::reader(turn, person).await?, profile, event)
        }
        None => {
            let lead = |t| say!(t, rsvp_lead_invitation_changed, community = profile.short_name());
            hall::card_of(turn, event, hall, person, |r| lead(r.tongue), Sort::Invitation).await?
        }
    };
    let standing = membership::standing_of(turn, person, &event.community).await?;
    let anchors = [Some(invited(event, person)), met(event, &standing, person)].into_iter().flatten();
    Ok(anchors.map(|anchor| Effect::Refresh { to: person, anchor, screen: screen.clone() }).collect())
}

/// The name of an invitation.
fn invited(event: &Event, person: PersonId) -> String {
    format!("{}:{}:card:{person}", Press::SLICE, event.id)
}

/// The name of the card that met a new member. Another one each time that she joins: what met her the last time lies far
/// above, and must not be drawn in place of a new message.
fn met(event: &Event, standing: &Standing, person: PersonId) -> Option<String> {
    let joined = standing.joined_at?.timestamp_millis();
    Some(format!("{}:{}:met:{person}:{joined}", Press::SLICE, event.id))
}

/// Time, place or link changed. `was`: the time before; `None` if that stayed.
pub(super) async fn moved(
    turn: &mut Turn<'_>,
    event: &Event,
    hall: &Hall,
    person: PersonId,
    was: Option<DateTime<Utc>>,
) -> Result<Notice, Failure> {
    let profile = turn.profile(&event.community)?;
    let lead = |t| match was {
        Some(was) => {
            let short = |at| moment::short(t, at, profile.tz());
            let lead = say!(
                t,
                rsvp_lead_moved,
                title = &event.title,
                was = short(was),
                now = short(event.starts_at),
                city = profile.city_label()
            );
            lead.line(event.reason.as_ref().map(|why| say!(t, rsvp_lead_why, reason = why)).unwrap_or_default())
        }
        None => say!(t, rsvp_lead_relocated, title = &event.title),
    };
    let screen = hall::card_of(
        turn,
        event,
        hall,
        person,
        |r| lead(r.tongue),
        if was.is_some() { Sort::Moved } else { Sort::Plain },
    );
    let screen = screen.await?;
    let key = format!("rs:{}:{}:moved:{person}", event.id, event.version);
    Ok(Notice { key: Some(key), until: Some(event.starts_at), ..Notice::new(person, screen) })
}

/// The apology: it will not take place.
pub(super) async fn called_off(turn: &mut Turn<'_>, event: &Event, person: PersonId) -> Result<Notice, Failure> {
    let reader = people::reader(turn, person).await?;
    let screen = screens::called_off(reader, turn.profile(&event.community)?, event);
    let key = format!("rs:{}:{}:off:{person}", event.id, event.version);
    Ok(Notice { key: Some(key), risk: Risk::Repeatable, ..Notice::new(person, screen) })
}

/// Which reminder (domain.md §3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bell {
    /// Two days before, to those who are thinking.
    Think,
    /// A day before, to those who come.
    Day,
    /// An hour before, to those who come.
    Hour,
}

impl Bell {
    /// Every one, the earliest first.
    pub(super) const ALL: [Self; 3] = [Self::Think, Self::Day, Self::Hour];

    /// Its name in keys.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Think => "think",
            Self::Day => "day",
            Self::Hour => "hour",
        }
    }

    /// How long before the beginning it rings.
    pub(super) const fn before(self) -> TimeDelta {
        match self {
            Self::Think => TimeDelta::hours(48),
            Self::Day => TimeDelta::hours(24),
            Self::Hour => TimeDelta::hours(1),
        }
    }

    /// For whom: those who said one of these.
    pub(super) const fn whom(self) -> &'static [Answer] {
        match self {
            Self::Think => &[Answer::Maybe],
            Self::Day => &[Answer::ConfirmAsked],
            Self::Hour => COMING,
        }
    }

    /// After this nobody needs it any more: the next one comes, or there is no time left to answer it.
    pub(super) fn until(self, event: &Event) -> DateTime<Utc> {
        let before = match self {
            Self::Think => TimeDelta::hours(36),
            Self::Day => TimeDelta::hours(12),
            Self::Hour => TimeDelta::zero(),
        };
        event.starts_at - before
    }
}

/// A reminder by the clock: never said twice, worthless after [`Bell::until`].
pub(super) async fn reminder(
    turn: &mut Turn<'_>,
    event: &Event,
    hall: &Hall,
    person: PersonId,
    bell: Bell,
) -> Result<Notice, Failure> {
    let profile = turn.profile(&event.community)?;
    let (time, city) = (moment::clock(event.starts_at, profile.tz()), profile.city_label());
    // Said late, tomorrow may be today: the bot may have slept through the evening.
    let day = |at: DateTime<Utc>| at.with_timezone(&profile.tz()).date_naive();
    let days = (day(event.starts_at) - day(turn.now)).num_days();
    let lead = |t| match bell {
        Bell::Think => say!(t, rsvp_lead_think, days = days),
        Bell::Day => say!(t, rsvp_lead_day, days = days, time = &time, city = city),
        Bell::Hour => say!(t, rsvp_lead_hour, time = &time, city = city),
    };
    let screen = hall::card_of(turn, event, hall, person, |r| lead(r.tongue), Sort::Plain).await?;
    let key = format!("rs:{}:{}:{}:{person}", event.id, event.version, bell.name());
    Ok(Notice::new(person, screen).reminder(key, bell.until(event)))
}

/// While somebody could not be reached, an event she comes to was moved.
pub(super) async fn welcome_back(
    turn: &mut Turn<'_>,
    event: &Event,
    hall: &Hall,
    person: PersonId,
) -> Result<Notice, Failure> {
    let lead = |t| say!(t, rsvp_lead_back);
    let screen = hall::card_of(turn, event, hall, person, |r| lead(r.tongue), Sort::Moved).await?;
    Ok(Notice { lane: Lane::Notice, until: Some(event.starts_at), ..Notice::new(person, screen) })
}

/// The sentence after an answer: what was noted and what follows.
pub(super) fn noted(t: Tongue, event: &Event, before: Option<Mine>, mine: Option<Mine>, now: DateTime<Utc>) -> Html {
    let Some(mine) = mine else { return Html::default() };
    let left = event.starts_at - now;
    match mine.answer {
        Answer::Waitlisted if before.is_some_and(|b| b.lapses > 0) => {
            say!(t, rsvp_lead_lapsed, place = mine.place.unwrap_or(1))
        }
        Answer::Waitlisted => say!(t, rsvp_noted_waiting),
        Answer::Maybe if left > TimeDelta::hours(48) => say!(t, rsvp_noted_maybe_reminded),
        Answer::Maybe => say!(t, rsvp_noted_maybe),
        Answer::NotGoing => say!(t, rsvp_noted_not_going),
        Answer::Confirmed => say!(t, rsvp_noted_confirmed),
        answer if COMING.contains(&answer) && left > TimeDelta::hours(24) => say!(t, rsvp_noted_going),
        answer if COMING.contains(&answer) && left > TimeDelta::hours(1) => say!(t, rsvp_noted_going_soon),
        answer if COMING.contains(&answer) => say!(t, rsvp_noted_going_now),
        _ => Html::default(),
    }
}
