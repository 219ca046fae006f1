//! Joining: from «Вступить» to a member, with the dialogue between.

use super::super::people;
use super::super::talks;
use super::super::turn::{Answer, Failure, Turn};
use super::consent::{self, ConsentKind};
use super::dialogue::{Ask, End, Form, Scene, step};
use super::rules::{self, Move};
use super::standing::{MemberState, standing_of};
use super::{Job, Press, State, cards, places, screens_joining as screens, store, store_consents, teams};
use crate::communities::{JoinMode, Profile};
use crate::features::Talk;
use crate::kernel::actor::{Actor, Reader, Tongue};
use crate::kernel::effect::Effect;
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::{Done, Fact, Step};
use crate::kernel::screen::Screen;
use crate::label;

/// What somebody told who is no member is kept for so long (domain.md §3.2, §4.9).
pub(super) const KEPT: chrono::TimeDelta = chrono::TimeDelta::days(30);

/// «Вступить»: begins, or goes on where it was; whoever is in or waits sees how things stand.
pub(super) async fn join(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId) -> Answer<State> {
    let Some(profile) = turn.profiles.get(community) else { return places::list(turn, who, 0).await };
    let standing = standing_of(turn, who.person(), community).await?;
    if standing.is_member() || rules::is_waiting(standing.state) {
        return places::look(turn, who, community).await;
    }
    people::look_at(turn, who.person(), Some(community)).await?;
    begin(turn, who, profile, None).await
}

/// Begins the dialogue; a form that was begun for the same community goes on, one for another is not overwritten.
pub(super) async fn begin(
    turn: &mut Turn<'_>,
    who: &Actor,
    profile: &Profile,
    invite: Option<String>,
) -> Answer<State> {
    let draft = talks::of(turn.db, who.person(), Press::SLICE).await?;
    let elsewhere = match draft {
        Some(Talk::Membership(State::Joining(form))) if form.community == *profile.id() => {
            let form = *form;
            let invite = invite.or(form.invite);
            return resume(turn, who, Form { invite, ..form }).await;
        }
        Some(other) => matches!(other, Talk::Membership(State::Joining(_))) && !other.is_blank(),
        None => false,
    };
    let form = Form { invite, ..fresh(turn, who, profile).await? };
    if elsewhere {
        return Ok(Done::nothing().begin(State::Joining(Box::new(form))));
    }
    ask(turn, who, profile, form, None).await
}

/// A form with everything that is known already: of a person who belongs elsewhere only the rest is asked.
async fn fresh(turn: &mut Turn<'_>, who: &Actor, profile: &Profile) -> Result<Form, Failure> {
    let person = who.person();
    let known = people::profile(turn, person).await?;
    let row = store::row(turn.db, person, profile.id()).await?;
    let mut form = Form::new(profile.id().clone());
    form.subject_seen = known.name.is_some() && known.workplace.is_some();
    form.name = known.name;
    form.workplace = known.workplace;
    form.subject = known.subject;
    form.category = row.as_ref().and_then(|row| row.category.clone());
    form.unit = row.and_then(|row| row.unit);
    form.unit_seen = form.unit.is_some();
    if consent::holds(turn, person, profile, ConsentKind::PersonalData).await? {
        let scene = scene(turn, who.tongue(), profile).await?;
        form = form.at_next(&scene);
    }
    Ok(form)
}

/// What the questions of a community depend on.
async fn scene(turn: &mut Turn<'_>, tongue: Tongue, profile: &Profile) -> Result<Scene, Failure> {
    let categories = profile.categories.iter().map(|c| (c.id.to_string(), c.title.clone())).collect();
    let units = teams::to_choose(turn, profile).await?.into_iter().map(|unit| (unit.id, unit.title)).collect();
    let written = profile.joining.mode == JoinMode::WrittenConsent;
    let agreed = |kind| consent::words(tongue, profile, kind).agreed();
    let (data_yes, join_yes) = (agreed(ConsentKind::PersonalData), agreed(ConsentKind::Joining));
    Ok(Scene { tongue, categories, units, written, data_yes, join_yes })
}

/// Shows the question that waits; with the last answer the profile is kept.
async fn ask(turn: &mut Turn<'_>, who: &Actor, profile: &Profile, form: Form, help: Option<Html>) -> Answer<State> {
    let scene = scene(turn, who.tongue(), profile).await?;
    let mut effects = Vec::new();
    if form.ask != Ask::Consent {
        effects = consented(turn, who.person(), profile.id()).await?;
    }
    if form.ask == Ask::Confirm {
        effects.extend(describe(turn, who.person(), &form).await?);
    }
    let screen = screens::prompt(profile, &scene, &form, help);
    Ok(Done::show(screen).and_all(effects).on(State::Joining(Box::new(form))))
}

/// The consent is in force: the membership begins, unless it has.
async fn consented(turn: &mut Turn<'_>, person: PersonId, community: &CommunityId) -> Result<Vec<Effect>, Failure> {
    let state = standing_of(turn, person, community).await?.state;
    match rules::after(state, Move::Consent) {
        Some(next) if !rules::is_begun(state) => enter(turn, person, community, next).await,
        _ => Ok(Vec::new()),
    }
}

/// Keeps what was told.
async fn describe(turn: &mut Turn<'_>, person: PersonId, form: &Form) -> Result<Vec<Effect>, Failure> {
    let state = standing_of(turn, person, &form.community).await?.state;
    let Some(next) = rules::after(state, Move::Describe) else { return Ok(Vec::new()) };
    let told =
        people::Profile { name: form.name.clone(), workplace: form.workplace.clone(), subject: form.subject.clone() };
    people::save_profile(turn.db, person, &told).await?;
    store::set_place(turn.db, person, &form.community, form.category.as_deref(), form.unit).await?;
    if state == Some(next) { Ok(Vec::new()) } else { enter(turn, person, &form.community, next).await }
}

/// Moves a membership to `state`; what is not to be kept for ever gets its term.
pub(super) async fn enter(
    turn: &mut Turn<'_>,
    person: PersonId,
    community: &CommunityId,
    state: MemberState,
) -> Result<Vec<Effect>, Failure> {
    if state != MemberState::Active {
        store::drop_roles(turn.db, person, community).await?;
    }
    store::set_state(turn.db, person, community, state, turn.now).await?;
    let key = forget_key(community, person);
    let term = if rules::is_forgotten(state) {
        let job = Job::Forget { community: community.clone(), person, since: turn.now.timestamp_millis() };
        Effect::later(Press::SLICE, key, turn.now + KEPT, &job)?
    } else {
        Effect::Drop { key }
    };
    let mut effects = vec![term];
    if !rules::is_waiting(Some(state)) {
        effects.push(Effect::Drop { key: cards::remind_key(community, person) });
    }
    Ok(effects)
}

/// The key of the job that forgets somebody.
pub(super) fn forget_key(community: &CommunityId, person: PersonId) -> String {
    format!("me:forget:{community}:{person}")
}

/// Takes an answer.
pub(super) async fn talk(turn: &mut Turn<'_>, who: &Actor, form: Form, input: Input) -> Answer<State> {
    let Some(profile) = turn.profiles.get(&form.community) else { return Ok(places::list(turn, who, 0).await?.end()) };
    let standing = standing_of(turn, who.person(), profile.id()).await?;
    if standing.is_member() || rules::is_waiting(standing.state) {
        return Ok(places::look(turn, who, profile.id()).await?.end());
    }
    let form = honest(turn, who.person(), profile, form).await?;
    let scene = scene(turn, who.tongue(), profile).await?;
    match step(form, input, &scene) {
        Step::Ask(form) => ask(turn, who, profile, form, None).await,
        Step::Again(form, help) => ask(turn, who, profile, form, Some(help)).await,
        Step::Complete(End::Consented(form)) => {
            consent::record(turn, who.person(), who.tongue(), profile, ConsentKind::PersonalData).await?;
            let form = form.at_next(&scene);
            Ok(ask(turn, who, profile, form, None).await?.toast(label!(who.tongue(), membership_consented)))
        }
        Step::Complete(End::Refused(form)) => {
            let screen = screens::refused(who.tongue(), profile, form.ask == Ask::Join);
            Ok(Done::show(screen).end())
        }
        Step::Complete(End::Apply(form)) => apply(turn, who, profile, form).await,
    }
}

/// The present question again.
pub(super) async fn resume(turn: &mut Turn<'_>, who: &Actor, form: Form) -> Answer<State> {
    let Some(profile) = turn.profiles.get(&form.community) else { return Ok(places::list(turn, who, 0).await?.end()) };
    let form = honest(turn, who.person(), profile, form).await?;
    ask(turn, who, profile, form, None).await
}

/// Without a consent in force a form stands at the consent, whatever it says itself.
async fn honest(turn: &mut Turn<'_>, person: PersonId, profile: &Profile, form: Form) -> Result<Form, Failure> {
    let holds = consent::holds(turn, person, profile, ConsentKind::PersonalData).await?;
    Ok(if holds { form } else { Form { ask: Ask::Consent, ..form } })
}

/// Everything is told and agreed to.
async fn apply(turn: &mut Turn<'_>, who: &Actor, profile: &Profile, form: Form) -> Answer<State> {
    let (person, t) = (who.person(), who.tongue());
    describe(turn, person, &form).await?;
    if form.ask == Ask::Join {
        consent::record(turn, person, t, profile, ConsentKind::Joining).await?;
    }
    let invited = match &form.invite {
        Some(hash) => store_consents::use_invite(turn.db, hash, person, turn.now).await?,
        None => false,
    };
    let way = if invited { Move::Invite } else { Move::Apply(profile.joining.mode) };
    let state = standing_of(turn, person, profile.id()).await?.state;
    match rules::after(state, way) {
        Some(MemberState::Active) => {
            let taken_in = admit(turn, person, profile, invited).await?;
            let screen = welcome(turn, who.reader, profile).await?;
            Ok(Done::show(screen).with(taken_in).end())
        }
        Some(waiting) => {
            let mut effects = enter(turn, person, profile.id(), waiting).await?;
            let asked = cards::ask(turn, profile, person).await?;
            let heard = asked.iter().any(|effect| matches!(effect, Effect::Tell(_)));
            effects.extend(asked);
            Ok(Done::show(screens::waiting(t, profile, heard)).and_all(effects).end())
        }
        None => Ok(places::look(turn, who, profile.id()).await?.end()),
    }
}

/// Makes somebody a member, and a coordinator if so invited.
pub(super) async fn admit(
    turn: &mut Turn<'_>,
    person: PersonId,
    profile: &Profile,
    coordinator: bool,
) -> Result<Done, Failure> {
    let community = profile.id();
    let effects = enter(turn, person, community, MemberState::Active).await?;
    let mut done = Done::nothing().and_all(effects).fact(Fact::Joined(community.clone(), person));
    if coordinator {
        store::set_coordinator(turn.db, person, community, true).await?;
        done = done.fact(Fact::RoleChanged(community.clone(), person));
    }
    Ok(done.and(Effect::Commands(person)))
}

/// What a new member sees: her rights and duties with their clauses.
pub(super) async fn welcome(turn: &mut Turn<'_>, reader: Reader, profile: &Profile) -> Result<Screen, Failure> {
    let name = people::name(turn, reader.person).await?;
    let standing = standing_of(turn, reader.person, profile.id()).await?;
    let waiting = if standing.coordinator { super::pending(turn, profile.id()).await? } else { 0 };
    Ok(screens::welcome(reader.tongue, profile, name.as_ref(), standing.coordinator, waiting))
}
