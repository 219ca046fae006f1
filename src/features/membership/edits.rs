//! Changing a part of a profile: by its owner; category and team by a coordinator too.

use super::super::people;
use super::super::turn::{Answer, Failure, Turn};
use super::dialogue::{LONGEST_SUBJECT, LONGEST_WORKPLACE, no_name, no_text};
use super::rules::{short_text, workplace};
use super::standing::standing_of;
use super::{Detail, State, names, own, roster, screens, screens_people, store, teams};
use crate::communities::Profile;
use crate::kernel::actor::Actor;
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, PersonId, UnitId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;
use crate::{label, say};

/// What is being changed.
pub(super) struct Place {
    pub(super) community: CommunityId,
    pub(super) person: PersonId,
    pub(super) detail: Detail,
    pub(super) page: u16,
}

impl Place {
    fn state(self) -> State {
        let Self { community, person, detail, page } = self;
        State::Edit { community, person, detail, page }
    }
}

/// A person changes her own profile.
pub(super) async fn own(turn: &mut Turn<'_>, who: &Actor, detail: Detail) -> Answer<State> {
    let rows = store::of_person(turn.db, who.person()).await?;
    let here = rows.iter().find(|row| Some(&row.community) == who.community.as_ref()).or(rows.first());
    match here.map(|row| row.community.clone()) {
        Some(community) => ask(turn, who, Place { community, person: who.person(), detail, page: 0 }, None).await,
        None => own::profile(turn, who).await,
    }
}

/// A coordinator corrects a member's category or team.
pub(super) async fn fix(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    person: PersonId,
    detail: Detail,
) -> Answer<State> {
    ask(turn, who, Place { community, person, detail, page: 0 }, None).await
}

/// Whether this may be changed by this person: her own always, others' category and team by a coordinator.
async fn allowed<'p>(turn: &mut Turn<'p>, who: &Actor, place: &Place) -> Result<Option<&'p Profile>, Failure> {
    let Some(profile) = turn.profiles.get(&place.community) else { return Ok(None) };
    let about_membership = matches!(place.detail, Detail::Category | Detail::Unit);
    let theirs = standing_of(turn, place.person, &place.community).await?;
    if about_membership && !theirs.is_member() {
        return Ok(None);
    }
    if place.person == who.person() {
        return Ok(theirs.state.is_some().then_some(profile));
    }
    Ok(roster::managed(turn, who, &place.community).await?.filter(|_| about_membership))
}

/// Asks for the new value.
pub(super) async fn ask(turn: &mut Turn<'_>, who: &Actor, place: Place, help: Option<Html>) -> Answer<State> {
    let Some(profile) = allowed(turn, who, &place).await? else { return own::profile(turn, who).await };
    let t = who.tongue();
    let screen = match place.detail {
        Detail::Name => screens::words_wanted(t, say!(t, membership_ask_name), help),
        Detail::Workplace => screens::words_wanted(t, say!(t, membership_ask_workplace), help),
        Detail::Subject => screens::subject(t, place.person, help),
        Detail::Category => screens::categories(t, profile, place.person, place.page, help),
        Detail::Unit => screens::units(t, &teams::to_choose(turn, profile).await?, place.person, place.page, help),
    };
    roster::begin_small(turn, who, screen, place.state()).await
}

/// Takes the new value.
pub(super) async fn talk(turn: &mut Turn<'_>, who: &Actor, mut place: Place, input: Input) -> Answer<State> {
    let Some(profile) = allowed(turn, who, &place).await? else { return Ok(own::profile(turn, who).await?.end()) };
    let t = who.tongue();
    let asked = screens::step_of(place.detail, place.person);
    let taken = match (place.detail, input) {
        (Detail::Category | Detail::Unit, Input::Choice { step, value }) if step == asked => {
            if let Some(page) = value.strip_prefix('p').and_then(|page| page.parse().ok()) {
                place.page = page;
                return ask(turn, who, place, None).await;
            }
            chosen(turn, profile, &place, &value).await?
        }
        (Detail::Subject, Input::Choice { step, .. }) if step == asked => {
            told(turn, place.person, |told| told.subject = None).await?;
            Ok(())
        }
        (_, Input::Choice { .. }) => return ask(turn, who, place, None).await,
        (_, Input::Media { kind, .. }) => Err(crate::i18n::words_wanted(t, kind)),
        (Detail::Category | Detail::Unit, Input::Text(_)) => Err(say!(t, membership_press_one)),
        (Detail::Name, Input::Text(text)) => match names::read(&text) {
            Ok(reading) => told(turn, place.person, |told| told.name = Some(reading.name)).await.map(Ok)?,
            Err(unread) => Err(no_name(t, unread)),
        },
        (Detail::Workplace, Input::Text(text)) => match workplace(&text, LONGEST_WORKPLACE) {
            Ok(text) => told(turn, place.person, |told| told.workplace = Some(text)).await.map(Ok)?,
            Err(unfit) => Err(no_text(t, unfit, LONGEST_WORKPLACE)),
        },
        (Detail::Subject, Input::Text(text)) => match short_text(&text, LONGEST_SUBJECT) {
            Ok(text) => told(turn, place.person, |told| told.subject = Some(text)).await.map(Ok)?,
            Err(unfit) => Err(no_text(t, unfit, LONGEST_SUBJECT)),
        },
    };
    match taken {
        Ok(()) => finished(turn, who, profile, &place).await,
        Err(help) => ask(turn, who, place, Some(help)).await,
    }
}

/// Keeps a changed profile.
async fn told(turn: &mut Turn<'_>, person: PersonId, change: impl FnOnce(&mut people::Profile)) -> Result<(), Failure> {
    let mut profile = people::profile(turn, person).await?;
    change(&mut profile);
    Ok(people::save_profile(turn.db, person, &profile).await?)
}

/// Keeps a chosen category or team; something that is no longer to be chosen is asked again.
async fn chosen(
    turn: &mut Turn<'_>,
    profile: &Profile,
    place: &Place,
    value: &str,
) -> Result<Result<(), Html>, Failure> {
    let Some(row) = store::row(turn.db, place.person, &place.community).await? else { return Ok(Err(Html::default())) };
    let (category, unit) = match place.detail {
        Detail::Category => match profile.category(value) {
            Some(category) => (Some(category.id.to_string()), row.unit),
            None => return Ok(Err(Html::default())),
        },
        _ => {
            let unit = value.parse().ok().map(UnitId);
            let known = teams::to_choose(turn, profile).await?;
            match unit.filter(|unit| known.iter().any(|u| u.id == *unit)) {
                Some(unit) => (row.category, Some(unit)),
                None if value == "later" => (row.category, None),
                None => return Ok(Err(Html::default())),
            }
        }
    };
    store::set_place(turn.db, place.person, &place.community, category.as_deref(), unit).await?;
    Ok(Ok(()))
}

/// Shows what was changed.
async fn finished(turn: &mut Turn<'_>, who: &Actor, profile: &Profile, place: &Place) -> Answer<State> {
    let screen = if place.person == who.person() {
        own::shown(turn, who).await?
    } else {
        let portrait = own::portrait(turn, place.person, profile).await?;
        Some(screens_people::member(who.tongue(), profile, &portrait))
    };
    let screen = screen.unwrap_or_else(|| screens::plain(who.tongue(), say!(who.tongue(), membership_saved_long)));
    Ok(Done::show(screen).toast(label!(who.tongue(), membership_saved)).end())
}
