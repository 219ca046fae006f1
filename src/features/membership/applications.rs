//! Applications: the answers of those who decide, and what they and the applicant write to each other.

use super::super::people;
use super::super::turn::{Answer, Failure, Turn};
use super::rules::{self, Move, Unfit, short_text};
use super::standing::standing_of;
use super::{State, cards, dialogue, joining, own, places, roster, screens, screens_joining, screens_people, store};
use crate::communities::{JoinMode, Profile};
use crate::kernel::actor::{Actor, Tongue};
use crate::kernel::effect::Notice;
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;
use crate::{label, say};

/// The longest reason, question and answer, in characters.
const LONGEST: usize = 500;

/// Whoever waits for an answer.
pub(super) async fn list(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId, page: u16) -> Answer<State> {
    let Some(profile) = roster::managed(turn, who, community).await? else { return Ok(roster::not_yours(who)) };
    let waiting = store::waiting(turn.db, community).await?;
    let names = people::names(turn, &waiting).await?;
    Ok(Done::show(screens_people::waiting(who.tongue(), profile, &names, page)))
}

/// One applicant as she stands now.
pub(super) async fn show(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId, person: PersonId) -> Answer<State> {
    let Some(profile) = roster::managed(turn, who, community).await? else { return Ok(roster::not_yours(who)) };
    let portrait = own::portrait(turn, person, profile).await?;
    let screen = match portrait.state() {
        state if rules::is_waiting(state) => screens_people::applicant(who.tongue(), profile, &portrait, None),
        Some(state) if state.is_member() => screens_people::member(who.tongue(), profile, &portrait),
        _ => screens_people::gone(who.tongue(), profile),
    };
    Ok(Done::show(screen))
}

/// Takes somebody in.
pub(super) async fn accept(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: &CommunityId,
    person: PersonId,
) -> Answer<State> {
    let Some(profile) = roster::managed(turn, who, community).await? else { return Ok(roster::not_yours(who)) };
    let state = standing_of(turn, person, community).await?.state;
    if rules::after(state, Move::Accept).is_none() {
        return Ok(show(turn, who, community, person).await?.toast(label!(who.tongue(), membership_decided_already)));
    }
    let taken_in = joining::admit(turn, person, profile, false).await?;
    let reader = people::reader(turn, person).await?;
    let welcome = joining::welcome(turn, reader, profile).await?;
    let portrait = own::portrait(turn, person, profile).await?;
    let others = cards::decided(turn, who, profile, &portrait, true).await?;
    Ok(Done::show(screens_people::decided(who.tongue(), profile, &portrait, true))
        .with(taken_in)
        .tell(Notice::new(person, welcome))
        .and_all(others))
}

/// How the applicant is called in a question about her.
async fn called(turn: &mut Turn<'_>, who: &Actor, person: PersonId) -> Result<String, Failure> {
    Ok(screens_people::called(who.tongue(), person, people::name(turn, person).await?.as_ref()))
}

/// Asks the coordinator for the reason; only where the community decides at all.
pub(super) async fn decline(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    person: PersonId,
) -> Answer<State> {
    let Some(profile) = roster::managed(turn, who, &community).await? else { return Ok(roster::not_yours(who)) };
    let state = standing_of(turn, person, &community).await?.state;
    if rules::after(state, Move::Decline).is_none() || profile.joining.mode != JoinMode::Approval {
        return Ok(show(turn, who, &community, person).await?.toast(label!(who.tongue(), membership_decided_already)));
    }
    let name = called(turn, who, person).await?;
    let screen = screens::words_wanted(who.tongue(), say!(who.tongue(), membership_ask_reason, name = name), None);
    roster::begin_small(turn, who, screen, State::Reason { community, person }).await
}

/// The reason: the applicant hears it in kind words and may ask again.
pub(super) async fn reason(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    person: PersonId,
    input: Input,
) -> Answer<State> {
    let Some(profile) = roster::managed(turn, who, &community).await? else { return Ok(roster::not_yours(who).end()) };
    let state = standing_of(turn, person, &community).await?.state;
    let Some(rejected) = rules::after(state, Move::Decline) else {
        let done = show(turn, who, &community, person).await?;
        return Ok(done.toast(label!(who.tongue(), membership_decided_already)).end());
    };
    let t = who.tongue();
    let reason = match screens::words(t, input, LONGEST) {
        Ok(reason) => reason,
        Err(help) => {
            let name = called(turn, who, person).await?;
            let screen = screens::words_wanted(t, say!(t, membership_ask_reason, name = name), Some(help));
            return Ok(Done::show(screen).on(State::Reason { community, person }));
        }
    };
    let effects = joining::enter(turn, person, &community, rejected).await?;
    let theirs = people::reader(turn, person).await?.tongue;
    let portrait = own::portrait(turn, person, profile).await?;
    let others = cards::decided(turn, who, profile, &portrait, false).await?;
    Ok(Done::show(screens_people::decided(t, profile, &portrait, false))
        .and_all(effects)
        .tell(Notice::new(person, screens_people::declined(theirs, profile, &reason)))
        .and_all(others)
        .end())
}

/// Asks the coordinator what is to be asked.
pub(super) async fn clarify(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    person: PersonId,
) -> Answer<State> {
    if roster::managed(turn, who, &community).await?.is_none() {
        return Ok(roster::not_yours(who));
    }
    if !rules::is_waiting(standing_of(turn, person, &community).await?.state) {
        return Ok(show(turn, who, &community, person).await?.toast(label!(who.tongue(), membership_decided_already)));
    }
    let name = called(turn, who, person).await?;
    let screen = screens::words_wanted(who.tongue(), say!(who.tongue(), membership_ask_question, name = name), None);
    roster::begin_small(turn, who, screen, State::Question { community, person }).await
}

/// The question goes to the applicant.
pub(super) async fn question(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    person: PersonId,
    input: Input,
) -> Answer<State> {
    let Some(profile) = roster::managed(turn, who, &community).await? else { return Ok(roster::not_yours(who).end()) };
    if !rules::is_waiting(standing_of(turn, person, &community).await?.state) {
        return Ok(show(turn, who, &community, person).await?.end());
    }
    let t = who.tongue();
    let question = match screens::words(t, input, LONGEST) {
        Ok(question) => question,
        Err(help) => {
            let name = called(turn, who, person).await?;
            let screen = screens::words_wanted(t, say!(t, membership_ask_question, name = name), Some(help));
            return Ok(Done::show(screen).on(State::Question { community, person }));
        }
    };
    let theirs = people::reader(turn, person).await?.tongue;
    let portrait = own::portrait(turn, person, profile).await?;
    Ok(Done::show(screens_people::applicant(t, profile, &portrait, Some(say!(t, membership_question_sent))))
        .tell(Notice::new(person, screens_people::asked(theirs, profile, &question)))
        .end())
}

/// The applicant wants to answer.
pub(super) async fn reply(turn: &mut Turn<'_>, who: &Actor, community: CommunityId) -> Answer<State> {
    if !rules::is_waiting(standing_of(turn, who.person(), &community).await?.state) {
        return places::look(turn, who, &community).await;
    }
    let screen = screens::words_wanted(who.tongue(), say!(who.tongue(), membership_ask_reply), None);
    roster::begin_small(turn, who, screen, State::Reply { community }).await
}

/// The answer goes to those who decide, with the card.
pub(super) async fn answer(turn: &mut Turn<'_>, who: &Actor, community: CommunityId, input: Input) -> Answer<State> {
    let waits = rules::is_waiting(standing_of(turn, who.person(), &community).await?.state);
    let (true, Some(profile)) = (waits, turn.profiles.get(&community)) else {
        return Ok(places::look(turn, who, &community).await?.end());
    };
    let t = who.tongue();
    let answer = match screens::words(t, input, LONGEST) {
        Ok(answer) => answer,
        Err(help) => {
            let screen = screens::words_wanted(t, say!(t, membership_ask_reply), Some(help));
            return Ok(Done::show(screen).on(State::Reply { community }));
        }
    };
    let sent = say!(t, membership_reply_sent);
    passed(turn, who, profile, sent, |theirs| say!(theirs, membership_replied, answer = &answer)).await
}

/// Brings what the applicant wrote before those who decide, with the card. `sent`: what she hears, if there is anybody.
async fn passed(
    turn: &mut Turn<'_>,
    who: &Actor,
    profile: &Profile,
    sent: Html,
    lead: impl Fn(Tongue) -> Html,
) -> Answer<State> {
    let portrait = own::portrait(turn, who.person(), profile).await?;
    let deciders = cards::deciders(turn, profile.id()).await?;
    let sent = if deciders.is_empty() { say!(who.tongue(), membership_sent_to_nobody) } else { sent };
    let mut done = Done::show(screens::plain(who.tongue(), sent)).end();
    for decider in deciders {
        let theirs = people::reader(turn, decider).await?.tongue;
        done =
            done.tell(Notice::new(decider, screens_people::applicant(theirs, profile, &portrait, Some(lead(theirs)))));
    }
    Ok(done)
}

/// Something written outside any dialogue while an application waits: an answer to a question of those who decide, most
/// likely, but it need not be. The community looked at comes first. Where a form waits, the words may as well belong to it:
/// nothing is taken that could only be forgotten again.
pub(super) async fn loose(turn: &mut Turn<'_>, who: &Actor, input: &Input) -> Result<Option<Done<State>>, Failure> {
    let Input::Text(text) = input else { return Ok(None) };
    let mut waiting = store::of_person(turn.db, who.person()).await?;
    waiting.retain(|row| rules::is_waiting(Some(row.state)) && turn.profiles.get(&row.community).is_some());
    waiting.sort_by_key(|row| who.community.as_ref() != Some(&row.community));
    let Some(community) = waiting.into_iter().next().map(|row| row.community) else { return Ok(None) };
    if roster::form_waits(turn, who).await? {
        return Ok(None);
    }
    match short_text(text, LONGEST) {
        Ok(words) => pass_on(turn, who, community, words).await.map(Some),
        Err(Unfit::Short) => Ok(None),
        Err(unfit) => {
            let (t, help) = (who.tongue(), dialogue::no_text(who.tongue(), unfit, LONGEST));
            let screen = screens::words_wanted(t, say!(t, membership_ask_reply), Some(help));
            roster::begin_small(turn, who, screen, State::Reply { community }).await.map(Some)
        }
    }
}

/// The applicant comes back to what she was writing: `words`, if she had not said yet whether to pass them on. Where it is
/// decided meanwhile, there is nothing left to ask.
pub(super) async fn resume(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    words: Option<String>,
) -> Answer<State> {
    if !rules::is_waiting(standing_of(turn, who.person(), &community).await?.state) {
        return Ok(places::look(turn, who, &community).await?.end());
    }
    match words {
        Some(words) => pass_on(turn, who, community, words).await,
        None => reply(turn, who, community).await,
    }
}

/// «Передать это?»
async fn pass_on(turn: &mut Turn<'_>, who: &Actor, community: CommunityId, words: String) -> Answer<State> {
    let Some(profile) = turn.profiles.get(&community) else { return places::look(turn, who, &community).await };
    let screen = screens_joining::pass_on(who.tongue(), profile, &words, None);
    roster::begin_small(turn, who, screen, State::Pass { community, words }).await
}

/// Yes, no, or more words to the same.
pub(super) async fn pass(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    words: String,
    input: Input,
) -> Answer<State> {
    let waits = rules::is_waiting(standing_of(turn, who.person(), &community).await?.state);
    let (true, Some(profile)) = (waits, turn.profiles.get(&community)) else {
        return Ok(places::look(turn, who, &community).await?.end());
    };
    let t = who.tongue();
    let (words, help) = match input {
        Input::Choice { step, value } if step == screens_joining::PASS && value == "yes" => {
            let sent = say!(t, membership_words_sent);
            return passed(turn, who, profile, sent, |theirs| say!(theirs, membership_wrote, words = &words)).await;
        }
        Input::Choice { step, value } if step == screens_joining::PASS && value == "no" => {
            return Ok(Done::show(screens::plain(t, say!(t, membership_pass_not))).end());
        }
        Input::Choice { .. } => (words, None),
        Input::Text(more) => match short_text(&format!("{words}\n{}", more.trim()), LONGEST) {
            Ok(all) => (all, None),
            Err(unfit) => (words, Some(dialogue::no_text(t, unfit, LONGEST))),
        },
        Input::Media { kind, .. } => (words, Some(crate::i18n::words_wanted(t, kind))),
    };
    let screen = screens_joining::pass_on(t, profile, &words, help);
    Ok(Done::show(screen).on(State::Pass { community, words }))
}
