//! What can be chosen at «Кому?»: each shelf holds what there is now. Reading one costs a statement or two.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::dialogue::{Leads, Offer, Shelf};
use super::rules::{Broadcast, Course};
use super::segment::{Part, folded};
use super::{store, store_audience};
use crate::communities::Profile;
use crate::features::events::{self, Event};
use crate::features::membership::{self, Circle};
use crate::features::people::{self, Told};
use crate::features::turn::{Failure, Turn};
use crate::i18n::moment;
use crate::kernel::actor::Tongue;
use crate::kernel::ids::{CommunityId, EventId, Slug};
use crate::kernel::text::beginning;
use crate::label;

/// So many past events are offered beside those to come.
const RECENT: usize = 6;
/// So many earlier letters are offered.
const LETTERS: u32 = 12;
/// So many characters fit a button.
const WIDTH: usize = 40;

/// What a shelf offers to somebody who reads `t`.
///
/// # Errors
/// Storage errors.
pub(super) async fn on(
    turn: &mut Turn<'_>,
    t: Tongue,
    community: &CommunityId,
    shelf: Shelf,
) -> Result<Vec<Offer>, Failure> {
    let profile = turn.profile(community)?;
    Ok(match shelf {
        Shelf::Kinds => kinds(turn, t, profile).await?,
        Shelf::Lists => lists(turn, community).await?,
        Shelf::Categories => categories(profile),
        Shelf::Units => units(turn, community).await?,
        Shelf::Events => {
            let named = |e: &Event| {
                let day = moment::day(t, e.starts_at, profile.tz());
                let label = label!(t, broadcasts_event, day = day, title = &e.title);
                offer('e', e.id.0, &label, Leads::Shelf(Shelf::Answers(e.id)))
            };
            events_of(turn, community).await?.iter().map(named).collect()
        }
        Shelf::Answers(event) => answers(turn, t, event).await?,
        Shelf::Subjects => told(turn, community, |t| t.subject, Part::Subject).await?,
        Shelf::Workplaces => told(turn, community, |t| t.workplace, Part::Workplace).await?,
        Shelf::Reached => earlier(turn, t, profile, Part::Reached).await?,
        Shelf::Unread => earlier(turn, t, profile, Part::Unread).await?,
    })
}

/// A button: the letter of its shelf and a mark tell it from every other.
fn offer(shelf: char, mark: impl std::fmt::Display, label: &str, leads: Leads) -> Offer {
    Offer { value: format!("{shelf}.{mark}"), label: beginning(label, WIDTH), leads }
}

/// The kinds of conditions that can mean somebody here.
async fn kinds(turn: &mut Turn<'_>, t: Tongue, profile: &Profile) -> Result<Vec<Offer>, Failure> {
    let community = profile.id();
    let shelf = |mark, label: String, shelf| offer('k', mark, &label, Leads::Shelf(shelf));
    let mut found = vec![offer('k', "m", &label!(t, broadcasts_of_mentors), Leads::Part(Part::Mentors))];
    if !events_of(turn, community).await?.is_empty() {
        found.push(shelf("e", label!(t, broadcasts_to_event), Shelf::Events));
    }
    if profile.categories.len() > 1 {
        found.push(shelf("c", label!(t, broadcasts_to_category), Shelf::Categories));
    }
    if !membership::units(turn, community).await?.is_empty() {
        found.push(shelf("u", label!(t, broadcasts_to_unit), Shelf::Units));
    }
    found.push(offer('k', "n", &label!(t, broadcasts_to_new), Leads::Part(Part::New)));
    if !letters(turn, community).await?.is_empty() {
        found.push(shelf("r", label!(t, broadcasts_to_reached), Shelf::Reached));
        found.push(shelf("x", label!(t, broadcasts_to_unread), Shelf::Unread));
    }
    // Whether anybody told them is not worth reading every member's row for.
    found.push(shelf("s", label!(t, broadcasts_to_subject), Shelf::Subjects));
    found.push(shelf("w", label!(t, broadcasts_to_workplace), Shelf::Workplaces));
    Ok(found)
}

async fn lists(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<Offer>, Failure> {
    let saved = store_audience::segments(turn.db, community).await?;
    Ok(saved.into_iter().map(|s| offer('l', s.id, &s.name, Leads::List(s.id, s.segment))).collect())
}

fn categories(profile: &Profile) -> Vec<Offer> {
    let known = profile.categories.iter().filter_map(|c| Some((Slug::parse(c.id.as_str())?, &c.title)));
    known.map(|(id, title)| offer('c', id.clone(), title, Leads::Part(Part::Category(id)))).collect()
}

async fn units(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<Offer>, Failure> {
    let units = membership::units(turn, community).await?;
    Ok(units.into_iter().map(|u| offer('u', u.id, &u.title, Leads::Part(Part::Unit(u.id)))).collect())
}

/// Events whose people can be written to: those to come, then the latest ones.
async fn events_of(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<Event>, Failure> {
    let mut events = events::upcoming(turn, community).await?;
    events.extend(events::recent(turn, community).await?.into_iter().take(RECENT));
    Ok(events)
}

/// What can be asked about one event: before it, who comes; afterwards, who had said so.
async fn answers(turn: &mut Turn<'_>, t: Tongue, event: EventId) -> Result<Vec<Offer>, Failure> {
    let Some(found) = events::find(turn, event).await? else { return Ok(Vec::new()) };
    let part = |mark, label: String, part| offer('a', mark, &label, Leads::Part(part));
    if found.starts_at <= turn.now {
        return Ok(vec![
            part("c", label!(t, broadcasts_to_came), Part::Coming(event)),
            part("m", label!(t, broadcasts_to_missed), Part::Missed(event)),
        ]);
    }
    Ok(vec![
        part("c", label!(t, broadcasts_to_coming), Part::Coming(event)),
        part("s", label!(t, broadcasts_to_silent), Part::Silent(event)),
        part("u", label!(t, broadcasts_to_undecided), Part::Undecided(event)),
        part("d", label!(t, broadcasts_to_declined), Part::Declined(event)),
    ])
}

/// What members told about themselves, what most of them share first.
async fn told(
    turn: &mut Turn<'_>,
    community: &CommunityId,
    what: fn(Told) -> Option<String>,
    part: fn(String) -> Part,
) -> Result<Vec<Offer>, Failure> {
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    let members = membership::members(turn, community, Circle::All).await?;
    for name in people::told(turn, &members).await?.into_iter().filter_map(what) {
        *shared.entry(folded(&name)).or_default() += 1;
    }
    let mut shared: Vec<_> = shared.into_iter().filter(|(name, _)| !name.is_empty()).collect();
    shared.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    Ok(shared.into_iter().map(|(name, _)| offer('t', mark(&name), &name, Leads::Part(part(name.clone())))).collect())
}

/// What was typed does not fit a button's data: a mark of it does.
fn mark(name: &str) -> String {
    Sha256::digest(name.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// The latest letters that somebody got.
async fn letters(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<Broadcast>, Failure> {
    let gone = [Course::Sending, Course::Paused, Course::Stopped, Course::Done];
    let mut found = store::open(turn.db, community).await?;
    found.extend(store::past(turn.db, community, 0, LETTERS).await?);
    found.retain(|b| gone.contains(&b.course) && !b.body.is_empty());
    found.sort_by_key(|b| std::cmp::Reverse((b.start_at, b.id)));
    Ok(found)
}

async fn earlier(
    turn: &mut Turn<'_>,
    t: Tongue,
    profile: &Profile,
    part: fn(crate::kernel::ids::BroadcastId) -> Part,
) -> Result<Vec<Offer>, Failure> {
    let named = |b: Broadcast| {
        let day = moment::day(t, b.start_at, profile.tz());
        let label = label!(t, broadcasts_open, day = day, text = beginning(&b.body.plain(), 16));
        offer('b', b.id, &label, Leads::Part(part(b.id)))
    };
    Ok(letters(turn, profile.id()).await?.into_iter().map(named).collect())
}
