//! Screens of answers: the card of an event with what can be said to it, lists, the coordinator's numbers. Pure.

use chrono::{DateTime, Utc};

use super::Press;
use super::rules::{Answer, COMING, Mine, Wish};
use super::tally::Tally;
use crate::communities::Profile;
use crate::features::events::{self, Event, EventState, card};
use crate::features::membership;
use crate::i18n::{home, home_below, moment};
use crate::kernel::actor::{Name, Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::ids::EventId;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

/// Everything a card is drawn from.
pub(super) struct View<'a> {
    pub(super) reader: Reader,
    pub(super) profile: &'a Profile,
    pub(super) event: &'a Event,
    pub(super) tally: Tally,
    pub(super) mine: Option<Mine>,
    pub(super) member: bool,
    pub(super) coordinator: bool,
    pub(super) now: DateTime<Utc>,
    pub(super) sort: Sort,
}

/// What a card is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Shows how things stand.
    Plain,
    /// Tells of a move: the question is «Сможете?».
    Moved,
    /// Invites. It stays where it is and is drawn anew if the event changes.
    Invitation,
    /// What she has answered, perhaps under an invitation. It stays where it is and is drawn anew if the event changes.
    Answered,
}

/// One event, how it stands, and what this person can say to it. `lead` comes first.
pub(super) fn card(view: &View<'_>, lead: Html) -> Screen {
    let (t, event) = (view.reader.tongue, view.event);
    let comes = view.mine.is_some_and(|m| COMING.contains(&m.answer));
    let text = card::face(view.reader, view.profile, event, comes || view.coordinator)
        .line(numbers(t, event, view.tally))
        .line(if event.state == EventState::Cancelled { Html::default() } else { mine(view) })
        .line(card::state(t, event, view.now));
    let mut screen = Screen::new(lead.para(text));
    if event.is_open(view.now) && view.member {
        screen = answers(view, screen);
    } else if event.is_open(view.now) {
        screen = screen.button(label!(t, rsvp_join_first), membership::Press::Join(event.community.clone()).wire());
    }
    let mut last = Vec::new();
    if view.coordinator {
        let desk = match view.sort {
            Sort::Invitation | Sort::Answered => events::Press::DeskBelow(event.id),
            Sort::Plain | Sort::Moved => events::Press::Desk(event.id),
        };
        last.push(Button::press(label!(t, rsvp_desk), desk.wire()));
    } else if !event.is_open(view.now) {
        last.push(Button::press(label!(t, rsvp_plan), events::Press::Plan.wire()));
    }
    // What waits for an answer stays where it is, with its time.
    let asks = matches!(view.mine, Some(m) if matches!(m.answer, Answer::Offered | Answer::ConfirmAsked | Answer::ReconfirmAsked));
    last.push(if asks || view.sort != Sort::Plain { home_below(t) } else { home(t) });
    screen.row(last)
}

fn answers(view: &View<'_>, screen: Screen) -> Screen {
    let (t, event) = (view.reader.tongue, view.event);
    let press = |wish| Press::Say(event.id, event.version, wish).wire();
    let button = |label, wish| Button::press(label, press(wish));
    let decline = |label| button(label, Wish::Decline);
    let calendar = Button::press(label!(t, rsvp_calendar), events::Press::Calendar(event.id).wire());
    match view.mine.map(|m| m.answer) {
        Some(Answer::Offered) => {
            screen.row([button(label!(t, rsvp_take), Wish::Come), button(label!(t, rsvp_no_need), Wish::NoNeed)])
        }
        Some(Answer::ReconfirmAsked) => {
            screen.row([button(label!(t, rsvp_can), Wish::Come), decline(label!(t, rsvp_cannot))])
        }
        Some(Answer::ConfirmAsked) => {
            screen.row([button(label!(t, rsvp_yes), Wish::Come), decline(label!(t, rsvp_cannot))]).row([calendar])
        }
        Some(Answer::Waitlisted) => screen.row([button(label!(t, rsvp_no_need), Wish::NoNeed)]),
        Some(Answer::Going | Answer::Confirmed) => {
            screen.row([button(label!(t, rsvp_think), Wish::Think), decline(label!(t, rsvp_cannot))]).row([calendar])
        }
        Some(Answer::Maybe) if view.sort == Sort::Moved => {
            screen.row([button(label!(t, rsvp_can), Wish::Come), decline(label!(t, rsvp_cannot))])
        }
        Some(Answer::NotGoing) => {
            screen.row([button(label!(t, rsvp_come), Wish::Come), button(label!(t, rsvp_think), Wish::Think)])
        }
        Some(Answer::Maybe) | None => screen
            .row([button(label!(t, rsvp_come), Wish::Come), button(label!(t, rsvp_think), Wish::Think)])
            .row([decline(label!(t, rsvp_cannot))]),
    }
}

/// How many come, of how many, and how many wait.
fn numbers(t: Tongue, event: &Event, tally: Tally) -> Html {
    let mut text = match event.seats {
        Some(seats) => say!(t, rsvp_coming_of, n = tally.coming, seats = seats),
        None => say!(t, rsvp_coming, n = tally.coming),
    };
    if tally.offered > 0 {
        text = text.line(say!(t, rsvp_offered, n = tally.offered));
    }
    if tally.waiting > 0 {
        text = text.line(say!(t, rsvp_waiting, n = tally.waiting));
    }
    text
}

fn mine(view: &View<'_>) -> Html {
    let (t, Some(mine)) = (view.reader.tongue, view.mine) else { return Html::default() };
    let until = mine.until.map(|until| moment::full(t, until, view.profile.tz(), view.profile.city_label()));
    let until = until.unwrap_or_default();
    match mine.answer {
        Answer::Maybe => say!(t, rsvp_mine_maybe),
        Answer::NotGoing => say!(t, rsvp_mine_not_going),
        Answer::Going | Answer::ConfirmAsked => say!(t, rsvp_mine_going),
        Answer::Confirmed => say!(t, rsvp_mine_confirmed),
        Answer::ReconfirmAsked => say!(t, rsvp_mine_reconfirm, until = until),
        Answer::Waitlisted => say!(t, rsvp_mine_waiting, place = mine.place.unwrap_or(1)),
        Answer::Offered => say!(t, rsvp_mine_offered, until = until),
    }
}

/// The author's living card: numbers that change by themselves.
pub(super) fn head(
    reader: Reader,
    profile: &Profile,
    event: &Event,
    tally: Tally,
    silent: usize,
    now: DateTime<Utc>,
) -> Screen {
    let t = reader.tongue;
    let text = say!(t, rsvp_head)
        .para(card::face(reader, profile, event, true))
        .para(numbers(t, event, tally))
        .line(say!(t, rsvp_head_maybe, n = tally.maybe))
        .line(say!(t, rsvp_head_declined, n = tally.declined))
        .line(say!(t, rsvp_head_silent, n = silent))
        .line(card::state(t, event, now));
    // Opened below: this message goes on living.
    let desk = Button::press(label!(t, rsvp_desk), events::Press::DeskBelow(event.id).wire());
    Screen::new(text).row([desk, home_below(t)])
}

/// One line of the list of participants.
pub(super) struct Line {
    pub(super) name: Option<Name>,
    pub(super) answer: Answer,
    pub(super) reachable: bool,
}

/// Who answered what: for coordinators.
pub(super) fn people(t: Tongue, event: &Event, tally: Tally, lines: &[Line], more: Option<u32>) -> Screen {
    let mut text = say!(t, rsvp_people_title, title = &event.title).line(numbers(t, event, tally));
    if lines.is_empty() {
        text = text.para(say!(t, rsvp_people_none));
    }
    let mut heading = None;
    for line in lines {
        if heading != Some(group(line.answer)) {
            heading = Some(group(line.answer));
            text = text.para(said(t, group(line.answer)).bold());
        }
        let name = line.name.as_ref().map_or_else(|| label!(t, rsvp_nameless), Name::full);
        text = text.line(match line.reachable {
            true => say!(t, rsvp_people_line, name = name),
            false => say!(t, rsvp_people_lost, name = name),
        });
    }
    let mut screen = Screen::new(text);
    if let Some(page) = more {
        screen = screen.button(label!(t, rsvp_more), Press::People(event.id, page).wire());
    }
    screen.row([Button::press(label!(t, rsvp_desk), events::Press::Desk(event.id).wire()), home(t)])
}

/// Answers that are one to a coordinator.
pub(super) fn group(answer: Answer) -> Answer {
    match answer {
        Answer::ConfirmAsked => Answer::Going,
        other => other,
    }
}

/// An answer in a word or two.
pub(super) fn said(t: Tongue, answer: Answer) -> Html {
    match answer {
        Answer::Maybe => say!(t, rsvp_said_maybe),
        Answer::NotGoing => say!(t, rsvp_said_not_going),
        Answer::Going | Answer::ConfirmAsked => say!(t, rsvp_said_going),
        Answer::Confirmed => say!(t, rsvp_said_confirmed),
        Answer::ReconfirmAsked => say!(t, rsvp_said_reconfirm),
        Answer::Waitlisted => say!(t, rsvp_said_waiting),
        Answer::Offered => say!(t, rsvp_said_offered),
    }
}

/// One of my answers as a line: «24 сен, чт, 16:00 · Первая неделя в классе – приду».
pub(super) fn line(t: Tongue, profile: &Profile, event: &Event, answer: Answer) -> Html {
    say!(
        t,
        rsvp_line,
        when = card::when(t, event.starts_at, profile.tz()),
        city = profile.city_label(),
        title = &event.title,
        said = said(t, answer)
    )
}

/// My answers, each a button to its card.
pub(super) fn list(t: Tongue, lines: &[Html], buttons: Vec<(String, EventId)>, more: Option<u32>) -> Screen {
    let mut text = say!(t, rsvp_list);
    if lines.is_empty() {
        text = text.para(say!(t, rsvp_list_none));
    }
    for (n, line) in lines.iter().enumerate() {
        text = if n == 0 { text.para(line.clone()) } else { text.line(line.clone()) };
    }
    let mut screen = Screen::new(text);
    for (label, event) in buttons {
        screen = screen.button(label, events::Press::Card(event).wire());
    }
    let mut last = match more {
        Some(page) => vec![Button::press(label!(t, rsvp_more), Press::MinePage(page).wire())],
        None if lines.is_empty() => vec![Button::press(label!(t, rsvp_plan), events::Press::Plan.wire())],
        None => Vec::new(),
    };
    last.push(home(t));
    screen.row(last)
}

/// The event will not take place.
pub(super) fn called_off(reader: Reader, profile: &Profile, event: &Event) -> Screen {
    let t = reader.tongue;
    let sorry = match &event.reason {
        Some(reason) => say!(t, rsvp_called_off_why, reason = reason),
        None => say!(t, rsvp_called_off),
    };
    Screen::new(sorry.para(card::face(reader, profile, event, false)))
        .row([Button::press(label!(t, rsvp_plan), events::Press::Plan.wire()), home(t)])
}

/// There is no such event: the link or the button is of something thrown away.
pub(super) fn gone(t: Tongue) -> Screen {
    Screen::new(say!(t, rsvp_gone)).row([Button::press(label!(t, rsvp_plan), events::Press::Plan.wire()), home(t)])
}

/// Not for her.
pub(super) fn coordinators_only(t: Tongue) -> Screen {
    Screen::new(say!(t, rsvp_coordinators_only)).row([home(t)])
}
