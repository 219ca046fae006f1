//! Screens of the joining dialogue. Pure: data in, screen out.

use super::consent::{self, ConsentKind};
use super::dialogue::{Ask, BACK, Form, KEEP, Scene};
use super::names::Reading;
use super::screens::{self, MOST, choices, ground};
use super::{Press, own};
use crate::communities::{Founded, Norm, Profile};
use crate::i18n::home;
use crate::kernel::actor::{Name, Tongue};
use crate::kernel::html::Html;
use crate::kernel::ids::PersonId;
use crate::kernel::screen::{Button, Screen};
use crate::kernel::wire::Wire;
use crate::{label, say};

/// The question that waits, with a line of help above it where the last answer did not do.
pub(super) fn prompt(profile: &Profile, scene: &Scene, form: &Form, help: Option<Html>) -> Screen {
    let t = scene.tongue;
    let told = told(scene, form).map(|told| say!(t, membership_told, told = told));
    let asked = |question: Html| {
        Screen::new(help.clone().unwrap_or_default().para(question).para(told.clone().unwrap_or_default()))
    };
    match form.ask {
        Ask::Consent => {
            // Shown whole, not folded: whoever agrees has had the words before her eyes.
            let words = consent::words(t, profile, ConsentKind::PersonalData);
            let text = say!(t, membership_consent_why).para(Html::escaped(&words.body));
            asked(text.para(say!(t, membership_consent_ours)))
                .row([
                    choice(label!(t, membership_consent_yes), Ask::Consent, &words.agreed()),
                    choice(label!(t, membership_not_now), Ask::Consent, "no"),
                ])
                .row([regulation(t, profile), home(t)])
        }
        Ask::Name => in_words(t, asked(say!(t, membership_ask_name)), form.ask, told.is_some()),
        Ask::Check => match &form.reading {
            Some(reading) => check(t, asked(read_as(t, reading)), reading),
            None => asked(say!(t, membership_ask_name)).row([home(t)]),
        },
        Ask::Workplace => in_words(t, asked(say!(t, membership_ask_workplace)), form.ask, told.is_some()),
        Ask::Category => {
            let entries: Vec<(String, &str)> =
                scene.categories.iter().map(|(id, title)| (id.clone(), title.as_str())).collect();
            let screen = asked(say!(t, membership_ask_category));
            choices(t, screen, Ask::Category.word(), &entries, (form.page, MOST - 1), [step_back(t, form.ask)])
        }
        Ask::Unit => unit(t, asked(say!(t, membership_ask_unit)), scene, form),
        Ask::Subject => in_words(t, asked(say!(t, membership_ask_subject)), form.ask, told.is_some()),
        Ask::Confirm => asked(summary(t, profile, scene, form))
            .row([
                choice(label!(t, membership_join), Ask::Confirm, "yes"),
                choice(label!(t, membership_again), Ask::Confirm, "again"),
            ])
            .row([regulation(t, profile)])
            .row(ways(t, form.ask)),
        Ask::Join => {
            let words = consent::words(t, profile, ConsentKind::Joining);
            let why = match ground(t, &profile.joining.basis) {
                Some(clause) => say!(t, membership_joining_why, clause = clause),
                None => say!(t, membership_joining_why_plain),
            };
            asked(why.para(Html::escaped(&words.body)))
                .row([
                    choice(label!(t, membership_joining_yes), Ask::Join, &words.agreed()),
                    choice(label!(t, membership_not_now), Ask::Join, "no"),
                ])
                .row([regulation(t, profile)])
                .row(ways(t, form.ask))
        }
    }
}

/// What was told before at the question that waits: she has come back to it.
fn told(scene: &Scene, form: &Form) -> Option<String> {
    match form.ask {
        Ask::Name => form.name.as_ref().map(Name::full),
        Ask::Workplace => form.workplace.clone(),
        Ask::Category => category(scene, form),
        Ask::Unit => team(scene, form),
        Ask::Subject => form.subject.clone(),
        Ask::Consent | Ask::Check | Ask::Confirm | Ask::Join => None,
    }
}

fn category(scene: &Scene, form: &Form) -> Option<String> {
    let chosen = form.category.as_ref()?;
    scene.categories.iter().find(|(id, _)| id == chosen).map(|(_, title)| title.clone())
}

fn team(scene: &Scene, form: &Form) -> Option<String> {
    let chosen = form.unit?;
    scene.units.iter().find(|(id, _)| *id == chosen).map(|(_, title)| title.clone())
}

/// The buttons of a question that is answered in words. In a list the same is kept by choosing it again.
fn in_words(t: Tongue, screen: Screen, ask: Ask, told: bool) -> Screen {
    let keep = told.then(|| choice(label!(t, membership_keep), ask, KEEP));
    let skip = (ask == Ask::Subject).then(|| choice(label!(t, membership_skip), ask, "skip"));
    let back = (ask != Ask::Name).then(|| step_back(t, ask));
    screen.row(keep.into_iter().chain(skip)).row(back.into_iter().chain([home(t)]))
}

fn unit(t: Tongue, screen: Screen, scene: &Scene, form: &Form) -> Screen {
    let entries: Vec<(String, &str)> = scene.units.iter().map(|(id, title)| (id.to_string(), title.as_str())).collect();
    let later = choice(label!(t, membership_later), Ask::Unit, "later");
    // A long list needs the room.
    let back = (entries.len() < MOST - 1).then(|| step_back(t, form.ask));
    choices(t, screen, Ask::Unit.word(), &entries, (form.page, MOST - 1), [later].into_iter().chain(back))
}

fn choice(label: String, ask: Ask, value: &str) -> Button {
    Button::press(label, Wire::choice(Press::SLICE, ask.word(), value))
}

/// «Назад»: the question before this one.
fn step_back(t: Tongue, ask: Ask) -> Button {
    choice(label!(t, common_back), ask, BACK)
}

fn ways(t: Tongue, ask: Ask) -> [Button; 2] {
    [step_back(t, ask), home(t)]
}

fn regulation(t: Tongue, profile: &Profile) -> Button {
    Button::press(label!(t, membership_regulation), Press::Contents(profile.id().clone(), 0).wire())
}

fn read_as(t: Tongue, reading: &Reading) -> Html {
    let name = &reading.name;
    let text = say!(t, membership_read_as, name = name.full());
    // Where only custom decided which word is the surname, it is said which.
    let text = match &reading.swapped {
        Some(_) => text.line(say!(t, membership_read_parts, last = &name.last, first = &name.first)),
        None => text,
    };
    match reading.name.patronymic {
        Some(_) => text,
        None => text.line(say!(t, membership_no_patronymic)),
    }
}

fn check(t: Tongue, screen: Screen, reading: &Reading) -> Screen {
    let offer =
        |name: &Name, value: &str| choice(label!(t, membership_read_other, name = name.full()), Ask::Check, value);
    let mut screen = screen.row([
        choice(label!(t, membership_right), Ask::Check, "yes"),
        choice(label!(t, membership_correct), Ask::Check, "no"),
    ]);
    if let Some(name) = &reading.fuller {
        screen = screen.row([offer(name, "full")]);
    }
    if let Some(name) = &reading.swapped {
        let other = label!(t, membership_read_swapped, last = &name.last);
        screen = screen.row([choice(other, Ask::Check, "swap")]);
    }
    screen.row([home(t)])
}

/// Everything that was told, before «Вступить».
fn summary(t: Tongue, profile: &Profile, scene: &Scene, form: &Form) -> Html {
    let portrait = own::Portrait {
        // Nobody is named by number here: the name has been told.
        person: PersonId(0),
        name: form.name.clone(),
        workplace: form.workplace.clone(),
        subject: form.subject.clone(),
        category: category(scene, form),
        unit: team(scene, form),
        row: None,
    };
    let text = say!(t, membership_summary, community = profile.short_name()).para(screens::described(t, &portrait));
    let text = if profile.joining.choose_unit && scene.units.is_empty() {
        text.para(say!(t, membership_no_units))
    } else {
        text
    };
    text.para(say!(t, membership_voluntary))
}

pub(super) fn refused(t: Tongue, profile: &Profile, at_joining: bool) -> Screen {
    let text = if at_joining { say!(t, membership_refused_joining) } else { say!(t, membership_refused) };
    Screen::new(text).button(label!(t, membership_see_plan), Wire::plan()).row([regulation(t, profile), home(t)])
}

/// The name of the question whether to pass something on.
pub(super) const PASS: &str = "pass";

/// «Передать это?», of words that were written unasked while an application waits.
pub(super) fn pass_on(t: Tongue, profile: &Profile, words: &str, help: Option<Html>) -> Screen {
    let choice = |label, value: &str| Button::press(label, Wire::choice(Press::SLICE, PASS, value));
    let text = say!(t, membership_pass, community = profile.short_name()).para(Html::escaped(words).quoted());
    Screen::new(help.unwrap_or_default().para(text))
        .row([choice(label!(t, membership_pass_yes), "yes"), choice(label!(t, membership_pass_no), "no")])
        .row([home(t)])
}

/// The application waits; `heard`: somebody who can accept it has been told.
pub(super) fn waiting(t: Tongue, profile: &Profile, heard: bool) -> Screen {
    let text = say!(t, membership_applied, community = profile.short_name());
    let text = if heard {
        text.line(say!(t, membership_applied_heard, who = decider(profile)))
    } else {
        text.line(say!(t, membership_applied_unheard))
    };
    Screen::new(text).button(label!(t, membership_see_plan), Wire::plan()).row([regulation(t, profile), home(t)])
}

/// Who accepts, in the community's own words.
fn decider(profile: &Profile) -> &str {
    let curator = profile.terms.curator.as_ref();
    let by_curator = profile.joining.confirm_by.as_ref().is_some_and(|role| role == "curator");
    curator.filter(|_| by_curator).unwrap_or(&profile.terms.coordinator).one()
}

pub(super) fn welcome(t: Tongue, profile: &Profile, name: Option<&Name>, coordinator: bool, waiting: i64) -> Screen {
    let community = profile.short_name();
    let mut text = match name {
        Some(name) => say!(t, membership_welcome, name = name.spoken(), community = community),
        None => say!(t, membership_welcome_plain, community = community),
    };
    if coordinator {
        text = text.line(say!(t, membership_welcome_coordinator, word = profile.terms.coordinator.one()));
        if waiting > 0 {
            text = text.line(say!(t, membership_welcome_waiting, n = waiting));
        }
    }
    text = norms(t, text, say!(t, membership_rights), &profile.rights);
    text = norms(t, text, say!(t, membership_duties), &profile.duties);
    let mut screen = Screen::new(text).button(label!(t, membership_see_plan), Wire::plan());
    if coordinator {
        screen = screen.button(label!(t, membership_to_people), Press::People.wire());
    }
    screen.row([regulation(t, profile), home(t)])
}

/// Rights or duties of every member, each with its clause; a choice of ours bears none.
fn norms(t: Tongue, text: Html, head: Html, norms: &[Founded<Norm>]) -> Html {
    let mut of_all = norms.iter().filter(|norm| norm.applies_to.is_none()).peekable();
    if of_all.peek().is_none() {
        return text;
    }
    of_all.fold(text.para(head), |text, norm| {
        text.line(match ground(t, &norm.basis) {
            Some(clause) => say!(t, membership_norm, text = norm.text.as_str(), clause = clause),
            None => say!(t, membership_norm_plain, text = norm.text.as_str()),
        })
    })
}
