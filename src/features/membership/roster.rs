//! Members as a coordinator sees them: counts, the list, roles and topics.
//!
//! Every function asks for the right first. A role is given to members only, and the one whom it concerns hears of it.

use super::super::people;
use super::super::talks;
use super::super::turn::{Answer, Failure, Turn};
use super::standing::{Circle, coordinators, members as members_of, standing, standing_of};
use super::{Press, Role, State, own, places, screens, screens_people, store};
use crate::communities::Profile;
use crate::features::Talk;
use crate::kernel::actor::Actor;
use crate::kernel::effect::{Effect, Notice};
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::{Done, Fact};
use crate::kernel::screen::Screen;
use crate::{label, say};

/// The profile of a community that the person coordinates; `None` if she does not.
pub(super) async fn managed<'p>(
    turn: &mut Turn<'p>,
    who: &Actor,
    community: &CommunityId,
) -> Result<Option<&'p Profile>, Failure> {
    let right = standing(turn, who, community).await?.coordinator;
    Ok(turn.profiles.get(community).filter(|_| right))
}

/// The answer to somebody who has no right here (any more).
pub(super) fn not_yours(who: &Actor) -> Done<State> {
    Done::show(screens::plain(who.tongue(), say!(who.tongue(), membership_not_yours)))
}

/// Asks one small question. A form that somebody is filling in is not overwritten: it is offered first.
pub(super) async fn begin_small(turn: &mut Turn<'_>, who: &Actor, screen: Screen, state: State) -> Answer<State> {
    let done = Done::show(screen);
    Ok(if form_waits(turn, who).await? { done.begin(state) } else { done.on(state) })
}

/// Whether somebody has begun to join and not finished.
pub(super) async fn form_waits(turn: &mut Turn<'_>, who: &Actor) -> Result<bool, Failure> {
    let draft = talks::of(turn.db, who.person(), Press::SLICE).await?;
    Ok(matches!(draft, Some(Talk::Membership(State::Joining(_)))))
}

/// A small question that was left is not offered again; a form is.
pub(super) async fn end_small(turn: &mut Turn<'_>, who: &Actor, done: Done<State>) -> Answer<State> {
    let draft = talks::of(turn.db, who.person(), Press::SLICE).await?;
    let small = matches!(&draft, Some(Talk::Membership(state)) if !matches!(state, State::Joining(_)));
    Ok(if small { done.end() } else { done })
}

/// Members and applications of the community looked at.
pub(super) async fn people(turn: &mut Turn<'_>, who: &Actor) -> Answer<State> {
    let Some(here) = places::looked_at(turn, who).await? else { return places::list(turn, who, 0).await };
    let Some(profile) = managed(turn, who, here.id()).await? else { return Ok(not_yours(who)) };
    let community = profile.id();
    let counts = screens_people::Counts {
        categories: store::by_category(turn.db, community).await?,
        waiting: super::pending(turn, community).await?,
        mentors: members_of(turn, community, Circle::Mentors).await?.len(),
        coordinators: coordinators(turn, community).await?.len(),
    };
    end_small(turn, who, Done::show(screens_people::overview(who.tongue(), profile, &counts))).await
}

/// The list of members.
pub(super) async fn members(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId, page: u16) -> Answer<State> {
    let Some(profile) = managed(turn, who, community).await? else { return Ok(not_yours(who)) };
    let all = members_of(turn, community, Circle::All).await?;
    let names = people::names(turn, &all).await?;
    end_small(turn, who, Done::show(screens_people::members(who.tongue(), profile, &names, page))).await
}

/// One member as she stands now.
pub(super) async fn member(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: &CommunityId,
    person: PersonId,
) -> Answer<State> {
    let Some(profile) = managed(turn, who, community).await? else { return Ok(not_yours(who)) };
    let portrait = own::portrait(turn, person, profile).await?;
    let inside = portrait.state().is_some_and(|state| state.is_member());
    let t = who.tongue();
    let screen = if inside { screens_people::member(t, profile, &portrait) } else { screens_people::gone(t, profile) };
    end_small(turn, who, Done::show(screen)).await
}

/// Gives a role.
pub(super) async fn give(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: &CommunityId,
    person: PersonId,
    role: Role,
) -> Answer<State> {
    let Some(profile) = managed(turn, who, community).await? else { return Ok(not_yours(who)) };
    let theirs = standing_of(turn, person, community).await?;
    let has = match role {
        Role::Mentor => theirs.mentor,
        Role::Coordinator => theirs.coordinator,
    };
    if has || !theirs.is_member() {
        return member(turn, who, community, person).await;
    }
    let changed = match role {
        Role::Mentor => {
            store::set_mentor(turn.db, person, community, true).await?;
            told(turn, profile, person, role, true).await?
        }
        Role::Coordinator => make_coordinator(turn, person, profile).await?,
    };
    let shown = member(turn, who, community, person).await?;
    Ok(shown.with(changed).toast(label!(who.tongue(), membership_role_given)))
}

/// Makes an active member a coordinator, and nobody else; she hears of it, and how many wait for her.
pub(super) async fn make_coordinator(
    turn: &mut Turn<'_>,
    person: PersonId,
    profile: &Profile,
) -> Result<Done, Failure> {
    let theirs = standing_of(turn, person, profile.id()).await?;
    if theirs.coordinator || !theirs.is_member() {
        return Ok(Done::nothing());
    }
    store::set_coordinator(turn.db, person, profile.id(), true).await?;
    told(turn, profile, person, Role::Coordinator, true).await
}

/// The one whom a role concerns hears of it, and the rest of the house.
async fn told(
    turn: &mut Turn<'_>,
    profile: &Profile,
    person: PersonId,
    role: Role,
    given: bool,
) -> Result<Done, Failure> {
    let t = people::reader(turn, person).await?.tongue;
    let waiting = super::pending(turn, profile.id()).await?;
    let screen = screens_people::role_changed(t, profile, role, given, waiting);
    Ok(Done::nothing()
        .tell(Notice::new(person, screen))
        .and(Effect::Commands(person))
        .fact(Fact::RoleChanged(profile.id().clone(), person)))
}

/// Takes a role. The last coordinator keeps it until there is another, unless the owner takes it.
pub(super) async fn take(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: &CommunityId,
    person: PersonId,
    role: Role,
) -> Answer<State> {
    let Some(profile) = managed(turn, who, community).await? else { return Ok(not_yours(who)) };
    let theirs = standing_of(turn, person, community).await?;
    let has = match role {
        Role::Mentor => theirs.mentor,
        Role::Coordinator => theirs.coordinator,
    };
    if !has {
        return member(turn, who, community, person).await;
    }
    if role == Role::Coordinator && !who.owner && coordinators(turn, community).await? == [person] {
        let shown = member(turn, who, community, person).await?;
        return Ok(shown.and(Effect::Alert(label!(who.tongue(), membership_last_coordinator))));
    }
    match role {
        Role::Mentor => store::set_mentor(turn.db, person, community, false).await?,
        Role::Coordinator => store::set_coordinator(turn.db, person, community, false).await?,
    }
    let changed = told(turn, profile, person, role, false).await?;
    // Whoever gave up her own role sees what is left to her.
    let shown = if person == who.person() && role == Role::Coordinator {
        places::look(turn, who, community).await?
    } else {
        member(turn, who, community, person).await?
    };
    Ok(shown.with(changed).toast(label!(who.tongue(), membership_role_taken)))
}

/// Asks what a mentor answers.
pub(super) async fn topics(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    person: PersonId,
) -> Answer<State> {
    topics_page(turn, who, community, person, 0).await
}

/// A page of the topics, with those she answers marked.
pub(super) async fn topics_page(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    person: PersonId,
    page: u16,
) -> Answer<State> {
    let Some(profile) = managed(turn, who, &community).await? else { return Ok(not_yours(who)) };
    let portrait = own::portrait(turn, person, profile).await?;
    if !portrait.is(|row| row.mentor) {
        return member(turn, who, &community, person).await;
    }
    let screen = screens_people::topics(who.tongue(), profile, &portrait, page);
    begin_small(turn, who, screen, State::Topics { community, person, page }).await
}

/// A topic is marked or unmarked at once; nothing waits to be saved.
pub(super) async fn topics_talk(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    person: PersonId,
    page: u16,
    input: Input,
) -> Answer<State> {
    let Some(profile) = managed(turn, who, &community).await? else { return Ok(not_yours(who).end()) };
    let Some(row) = store::row(turn.db, person, &community).await?.filter(|row| row.mentor) else {
        return Ok(member(turn, who, &community, person).await?.end());
    };
    let value = match input {
        Input::Choice { step, value } if step == screens_people::topic_step(person) => value,
        _ => return topics_page(turn, who, community, person, page).await,
    };
    if value == "done" {
        return Ok(member(turn, who, &community, person).await?.end());
    }
    if let Some(page) = value.strip_prefix('p').and_then(|page| page.parse().ok()) {
        return topics_page(turn, who, community, person, page).await;
    }
    if let Some((wanted, topic)) = screens_people::read_topic(&value).filter(|(_, id)| profile.topic(id).is_some()) {
        let mut chosen = row.topic_ids();
        chosen.retain(|id| id != topic);
        if wanted {
            chosen.push(topic.to_owned());
        }
        store::set_topics(turn.db, person, &community, &serde_json::to_string(&chosen)?).await?;
    }
    topics_page(turn, who, community, person, page).await
}
