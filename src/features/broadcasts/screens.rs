//! Screens of broadcasts. Pure.

use super::Press;
use super::dialogue::step;
use super::rules::{Broadcast, Course, LONGEST, Tally, length};
use crate::communities::Profile;
use crate::i18n::{back, home, moment};
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::ids::EventId;
use crate::kernel::screen::{Button, Screen};
use crate::kernel::time::at_millis;
use crate::kernel::wire::Wire;
use crate::{label, say};

/// So many broadcasts stand on a page of the list.
pub(super) const PAGE: u32 = 3;

fn choice(step: &str, value: impl std::fmt::Display) -> Wire {
    Wire::choice(Press::SLICE, step, value)
}

/// The beginning of a text, on one line, at most `most` characters.
pub(super) fn beginning(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    line.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// What a recipient gets.
pub(super) fn letter(t: Tongue, profile: &Profile, body: &str) -> Screen {
    let from = say!(t, broadcasts_from, community = profile.short_name());
    Screen::new(from.para(Html::escaped(body))).row([home(t)])
}

/// Not for this person, or not there any more: the same words, so that nothing can be learnt by trying.
pub(super) fn not_yours(t: Tongue) -> Screen {
    Screen::new(say!(t, broadcasts_not_yours)).row([home(t)])
}

/// The broadcasts of a community. `more`: whether older ones follow.
pub(super) fn list(reader: Reader, profile: &Profile, page: u32, items: &[Broadcast], more: bool) -> Screen {
    let t = reader.tongue;
    let mut text = say!(t, broadcasts_title, community = profile.short_name());
    if items.is_empty() {
        text = text.para(say!(t, broadcasts_none));
    }
    for item in items {
        let when = moment::short(t, item.start_at, profile.tz());
        let state = label!(t, broadcasts_state, state = item.course.word());
        text = text.para(say!(t, broadcasts_line, when = when, state = state, text = beginning(&item.body, 80)));
    }
    let mut screen = Screen::new(text);
    for item in items {
        let day = moment::day(t, item.start_at, profile.tz());
        let words = label!(t, broadcasts_open, day = day, text = beginning(&item.body, 16));
        screen = screen.button(words, Press::Card(item.id).wire());
    }
    let older = more.then(|| Button::press(label!(t, broadcasts_older), Press::Page(page.saturating_add(1)).wire()));
    screen.row([Button::press(label!(t, broadcasts_new), Press::New.wire())].into_iter().chain(older)).row([home(t)])
}

pub(super) fn ask_text(t: Tongue, was: Option<&str>, keep: bool) -> Screen {
    let text = say!(t, broadcasts_ask_text, limit = LONGEST);
    let screen = match was {
        Some(was) => Screen::new(text.para(say!(t, broadcasts_text_was, text = beginning(was, 200)))),
        None => Screen::new(text),
    };
    let first = if keep {
        Button::press(label!(t, broadcasts_text_keep), choice(step::TEXT, "keep"))
    } else {
        back(t, Press::List.wire())
    };
    screen.row([first, home(t)])
}

pub(super) fn ask_whom(t: Tongue, text: &str, categories: bool) -> Screen {
    let key = |label: String, value: &str| Button::press(label, choice(step::WHOM, value));
    let taken = say!(t, broadcasts_text_taken, n = length(text), text = beginning(text, 80));
    let screen = Screen::new(taken.para(say!(t, broadcasts_ask_whom)))
        .row([key(label!(t, broadcasts_to_all), "all"), key(label!(t, broadcasts_to_mentors), "mentors")])
        .row([key(label!(t, broadcasts_to_coming), "coming"), key(label!(t, broadcasts_to_silent), "silent")]);
    if categories {
        screen.row([key(label!(t, broadcasts_to_category), "category"), home(t)])
    } else {
        screen.row([key(label!(t, broadcasts_edit_text), "text"), home(t)])
    }
}

pub(super) fn ask_category(t: Tongue, profile: &Profile, page: u32) -> Screen {
    let items = profile.categories.iter().map(|c| (beginning(&c.title, 40), c.id.to_string())).collect();
    chooser(t, say!(t, broadcasts_ask_category), step::CATEGORY, items, page)
}

/// `events`: number, and its day with its title.
pub(super) fn ask_event(t: Tongue, silent: bool, events: Vec<(EventId, String)>, page: u32) -> Screen {
    let text = match (events.is_empty(), silent) {
        (true, _) => say!(t, broadcasts_no_events),
        (false, true) => say!(t, broadcasts_ask_event_silent),
        (false, false) => say!(t, broadcasts_ask_event_coming),
    };
    let items = events.into_iter().map(|(id, title)| (beginning(&title, 40), id.to_string())).collect();
    chooser(t, text, step::EVENT, items, page)
}

/// A list to choose from: four on a lone page, else three a page.
fn chooser(t: Tongue, text: Html, step: &str, items: Vec<(String, String)>, page: u32) -> Screen {
    let size = if items.len() <= 4 { 4 } else { 3 };
    let pages = items.len().div_ceil(size).max(1);
    let page = usize::try_from(page).unwrap_or(0).min(pages - 1);
    let mut screen = Screen::new(text);
    for (label, value) in items.into_iter().skip(page * size).take(size) {
        screen = screen.button(label, choice(step, value));
    }
    let previous = if page == 0 { choice(step, "back") } else { choice(step, format!("p{}", page - 1)) };
    let further = (page + 1 < pages)
        .then(|| Button::press(label!(t, broadcasts_further), choice(step, format!("p{}", page + 1))));
    screen.row([back(t, previous)].into_iter().chain(further)).row([home(t)])
}

/// What a coordinator must know before she sends.
pub(super) struct Audience {
    /// In her words: «всем», «кто придёт: …».
    pub whom: String,
    /// How many will get it.
    pub reachable: usize,
    /// How many cannot be written to.
    pub unreachable: usize,
    /// How many broadcasts the community has had today.
    pub today: i64,
    /// Phones will not ring now.
    pub night: bool,
}

pub(super) fn preview(t: Tongue, audience: &Audience, send_now: &str) -> Screen {
    let mut text =
        say!(t, broadcasts_preview, whom = &audience.whom).para(say!(t, broadcasts_will_get, n = audience.reachable));
    if audience.unreachable > 0 {
        text = text.line(say!(t, broadcasts_cannot_get, n = audience.unreachable));
    }
    if audience.night {
        text = text.para(say!(t, broadcasts_night));
    }
    if audience.today > 0 {
        text = text.para(say!(t, broadcasts_today, n = audience.today));
    }
    let key = |label: String, value: &str| Button::press(label, choice(step::PREVIEW, value));
    Screen::new(text)
        .row([key(label!(t, broadcasts_send_now), send_now), key(label!(t, broadcasts_send_later), "later")])
        .row([key(label!(t, broadcasts_edit_text), "text"), key(label!(t, broadcasts_edit_whom), "whom")])
        .row([back(t, Press::List.wire()), home(t)])
}

pub(super) fn ask_when(reader: Reader, profile: &Profile, offers: &[i64]) -> Screen {
    let t = reader.tongue;
    let key = |label: String, at: i64| Button::press(label, choice(step::WHEN, at));
    let screen = match offers {
        [] => Screen::new(say!(t, broadcasts_ask_when, city = profile.city_label())),
        [one] => {
            let at = moment::moment(reader, at_millis(*one), profile.tz(), profile.city_label());
            Screen::new(say!(t, broadcasts_when_confirm, at = at)).row([key(label!(t, broadcasts_schedule), *one)])
        }
        many => many.iter().take(4).fold(Screen::new(say!(t, broadcasts_when_choose)), |screen, at| {
            screen.row([key(moment::short(t, at_millis(*at), profile.tz()), *at)])
        }),
    };
    screen.row([back(t, choice(step::WHEN, "back")), home(t)])
}

/// The answer to «Отправить сейчас»: the progress stands in a message of its own below.
pub(super) fn begun(t: Tongue) -> Screen {
    Screen::new(say!(t, broadcasts_begun)).row([home(t)])
}

/// Everything that is shown of one broadcast.
pub(super) struct View<'a> {
    pub reader: Reader,
    pub profile: &'a Profile,
    pub broadcast: &'a Broadcast,
    pub tally: Tally,
    /// To whom, in words.
    pub whom: String,
}

/// How a broadcast stands now: before it begins, on its way, and its report.
pub(super) fn card(view: &View<'_>) -> Screen {
    let (t, b) = (view.reader.tongue, view.broadcast);
    let at = moment::moment(view.reader, b.start_at, view.profile.tz(), view.profile.city_label());
    let about = say!(t, broadcasts_about, whom = &view.whom, text = beginning(&b.body, 120));
    let heading = match b.course {
        Course::Scheduled => say!(t, broadcasts_scheduled, at = at),
        Course::Withdrawn => say!(t, broadcasts_withdrawn),
        Course::Barred => say!(t, broadcasts_barred),
        Course::Sending => say!(t, broadcasts_sending).para(progress(t, &view.tally)),
        Course::Paused => say!(t, broadcasts_paused).para(progress(t, &view.tally)),
        Course::Stopped if view.tally.left() > 0 => say!(t, broadcasts_stopping, n = view.tally.left()),
        Course::Stopped => say!(t, broadcasts_stopped).para(report(t, b.course, &view.tally)),
        Course::Done => say!(t, broadcasts_done).para(report(t, b.course, &view.tally)),
    };
    let night = b.course == Course::Scheduled && crate::kernel::time::is_quiet(b.start_at, view.profile.tz());
    let heading = if night { heading.para(say!(t, broadcasts_night_then)) } else { heading };
    buttons(view, Screen::new(heading.para(about)))
}

fn buttons(view: &View<'_>, screen: Screen) -> Screen {
    let (t, b) = (view.reader.tongue, view.broadcast);
    let key = |label: String, press: Press| Button::press(label, press.wire());
    let text = key(label!(t, broadcasts_show_text), Press::Text(b.id));
    let edit = key(label!(t, broadcasts_edit), Press::Edit(b.id));
    let stop = key(label!(t, broadcasts_stop), Press::AskStop(b.id));
    let screen = match b.course {
        Course::Scheduled => screen.row([key(label!(t, broadcasts_withdraw), Press::Withdraw(b.id)), edit]).row([text]),
        Course::Withdrawn | Course::Barred if b.body.is_empty() => screen,
        Course::Withdrawn | Course::Barred => screen.row([edit, text]),
        Course::Sending => screen
            .row([key(label!(t, broadcasts_pause), Press::Pause(b.id)), stop])
            .row([key(label!(t, broadcasts_refresh), Press::Card(b.id))]),
        Course::Paused => screen.row([key(label!(t, broadcasts_resume), Press::Resume(b.id)), stop]).row([text]),
        Course::Stopped | Course::Done => {
            let again = (view.tally.may_again(b.course) && !b.body.is_empty())
                .then(|| key(label!(t, broadcasts_again, n = view.tally.unknown), Press::AskAgain(b.id)));
            let correct = (b.course == Course::Stopped && view.tally.sent > 0)
                .then(|| key(label!(t, broadcasts_correct), Press::Correct(b.id)));
            screen.row(again).row(correct).row((!b.body.is_empty()).then_some(text))
        }
    };
    screen.row([key(label!(t, broadcasts_all), Press::List), home(t)])
}

/// «▓▓▓▓░░░░░░» and the numbers.
fn progress(t: Tongue, tally: &Tally) -> Html {
    let full = tally.tenths();
    let bar = Html::escaped(&("▓".repeat(full) + &"░".repeat(10 - full)));
    let numbers = say!(t, broadcasts_progress, sent = tally.sent, all = tally.all());
    let numbers = match tally.blocked {
        0 => numbers,
        blocked => say!(t, broadcasts_progress_blocked, numbers = numbers, n = blocked),
    };
    let text = bar.line(numbers);
    let unclear = tally.refused + tally.unknown;
    if unclear > 0 { text.line(say!(t, broadcasts_progress_unclear, n = unclear)) } else { text }
}

fn report(t: Tongue, course: Course, tally: &Tally) -> Html {
    if tally.all() == 0 {
        return say!(t, broadcasts_nobody);
    }
    let mut text = say!(t, broadcasts_delivered, n = tally.sent, all = tally.all());
    if tally.blocked > 0 {
        text = text.line(say!(t, broadcasts_report_blocked, n = tally.blocked));
    }
    if tally.refused > 0 {
        text = text.line(say!(t, broadcasts_report_refused, n = tally.refused));
    }
    if tally.unknown > 0 {
        text = text.line(say!(t, broadcasts_report_unknown, n = tally.unknown));
    }
    match (tally.skipped, course) {
        (0, _) => text,
        (n, Course::Stopped) => text.line(say!(t, broadcasts_report_skipped, n = n)),
        (n, _) => text.line(say!(t, broadcasts_report_left, n = n)),
    }
}

pub(super) fn ask_stop(t: Tongue, b: &Broadcast, tally: &Tally) -> Screen {
    Screen::new(say!(t, broadcasts_ask_stop, sent = tally.sent, left = tally.left()))
        .row([
            Button::press(label!(t, broadcasts_stop_yes), Press::Stop(b.id, b.round).wire()),
            Button::press(label!(t, broadcasts_stop_no), Press::Card(b.id).wire()),
        ])
        .row([home(t)])
}

pub(super) fn ask_again(t: Tongue, b: &Broadcast, tally: &Tally) -> Screen {
    Screen::new(say!(t, broadcasts_ask_again, n = tally.unknown))
        .row([
            Button::press(label!(t, broadcasts_again_yes), Press::Again(b.id, b.round).wire()),
            Button::press(label!(t, broadcasts_again_no), Press::Card(b.id).wire()),
        ])
        .row([home(t)])
}

/// A scheduled broadcast did not begin, because its author may not write to all any more.
pub(super) fn was_barred(t: Tongue, b: &Broadcast, theirs: bool) -> Screen {
    let text = beginning(&b.body, 120);
    let screen = if theirs {
        Screen::new(say!(t, broadcasts_barred_author, text = text))
    } else {
        Screen::new(say!(t, broadcasts_barred_others, text = text))
            .button(label!(t, broadcasts_look), Press::Card(b.id).wire())
    };
    screen.row([home(t)])
}

/// A broadcast ended early, because its author's data were erased and the text with them.
pub(super) fn orphaned(t: Tongue, b: &Broadcast) -> Screen {
    Screen::new(say!(t, broadcasts_orphaned))
        .button(label!(t, broadcasts_look), Press::Card(b.id).wire())
        .row([home(t)])
}
