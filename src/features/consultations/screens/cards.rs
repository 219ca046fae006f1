//! A question as it stands: to the asker, to mentors, to somebody whom it does not concern any more.

use super::{View, line, status, topic};
use crate::communities::Profile;
use crate::features::consultations::Press;
use crate::features::consultations::rules::{Consultation, Rating, Side, Stage};
use crate::features::consultations::store::Offered;
use crate::i18n::{back, home, moment};
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::ids::ConsultationId;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

/// Questions on a page of a list.
pub const PAGE: usize = 4;

/// The asker's own card, under `lead` if there is news.
pub fn asker(view: &View<'_>, lead: Option<Html>) -> Screen {
    let (t, q) = (view.t(), view.q);
    let text = view.title().para(lead.unwrap_or_default()).para(view.when().line(view.standing()));
    let text = text.line(view.asked_at()).para(view.words());
    let screen = Screen::new(text);
    let screen = match q.stage {
        Stage::Held => rating_buttons(t, q, screen),
        stage if stage.is_dialogue() => screen.row(talking(t, q, label!(t, consultations_write))),
        _ => screen,
    };
    let mut second = Vec::new();
    if q.may_ask_again() {
        second.push(Button::press(again(t, q), Press::Again(q.id, q.round).wire()));
    }
    if !q.named && !q.stage.is_over() && q.stage != Stage::Held {
        second.push(Button::press(label!(t, consultations_show_name), Press::ShowName(q.id).wire()));
    }
    if q.stage.is_over() {
        second.push(Button::press(label!(t, consultations_new), Press::Ask.wire()));
    }
    let mut last = vec![home(t)];
    if !q.stage.is_over() && q.stage != Stage::Held {
        last.insert(0, Button::press(label!(t, consultations_withdraw), Press::Withdraw(q.id).wire()));
    }
    screen.row(second).row(last)
}

fn again(t: Tongue, q: &Consultation) -> String {
    match q.mentor {
        Some(_) => label!(t, consultations_ask_other),
        None => label!(t, consultations_ask_again),
    }
}

fn talking(t: Tongue, q: &Consultation, write: String) -> [Button; 2] {
    [
        Button::press(write, Press::Reply(q.id).wire()),
        Button::press(label!(t, consultations_close), Press::Close(q.id, q.round).wire()),
    ]
}

fn rating_buttons(t: Tongue, q: &Consultation, screen: Screen) -> Screen {
    let button = |r: &Rating| {
        Button::press(label!(t, consultations_rate, word = r.word()), Press::Rate(q.id, q.round, *r).wire())
    };
    screen
        .row(Rating::ALL.iter().take(2).map(button))
        .row(Rating::ALL.iter().skip(2).map(button))
        .row([Button::press(label!(t, consultations_go_on), Press::GoOn(q.id, q.round).wire())])
}

/// «Помогло?», under `lead`.
pub fn rate(view: &View<'_>, lead: Html) -> Screen {
    let t = view.t();
    rating_buttons(t, view.q, Screen::new(view.title().para(lead))).row([home(t)])
}

/// It was rated well: a few words may follow.
pub fn rated(view: &View<'_>) -> Screen {
    let t = view.t();
    Screen::new(view.title().para(say!(t, consultations_rated)))
        .row([Button::press(label!(t, consultations_no_words), Press::NoWords(view.q.id).wire()), home(t)])
}

/// It did not help.
pub fn sorry(view: &View<'_>) -> Screen {
    let (t, q) = (view.t(), view.q);
    let screen = Screen::new(view.title().para(say!(t, consultations_sorry)));
    screen
        .button(label!(t, consultations_ask_other), Press::Again(q.id, q.round).wire())
        .row([Button::press(label!(t, consultations_enough), Press::Card(q.id).wire()), home(t)])
}

/// «Отозвать вопрос?»
pub fn withdraw_sure(view: &View<'_>) -> Screen {
    let (t, q) = (view.t(), view.q);
    Screen::new(view.title().para(say!(t, consultations_withdraw_sure)))
        .button(label!(t, consultations_withdraw_yes), Press::WithdrawYes(q.id, q.round).wire())
        .row([back(t, Press::Card(q.id).wire()), home(t)])
}

/// The question offered to a mentor. `declined`: she has said no and may still change her mind.
pub fn offer(view: &View<'_>, declined: bool) -> Screen {
    let (t, q) = (view.t(), view.q);
    if declined {
        return Screen::new(view.title().para(say!(t, consultations_declined)))
            .row([Button::press(label!(t, consultations_take_after_all), Press::Take(q.id).wire()), home(t)]);
    }
    let lead = match q.direct {
        true => say!(t, consultations_offer_direct, coordinator = view.coordinator()),
        false => Html::default(),
    };
    let text = view.title().para(lead).para(view.when().line(view.by())).para(view.words());
    Screen::new(text.para(say!(t, consultations_offer_hint)))
        .row([
            Button::press(label!(t, consultations_take), Press::Take(q.id).wire()),
            Button::press(label!(t, consultations_decline), Press::Decline(q.id, q.round).wire()),
        ])
        .row([home(t)])
}

/// To a mentor whom it concerns no more; her message loses the question's words.
pub fn gone(view: &View<'_>, why: Html) -> Screen {
    let t = view.t();
    Screen::new(view.title().para(why)).row([Button::press(label!(t, home_my_questions), Press::Mine.wire()), home(t)])
}

/// The card of whoever has or had it, under `lead` if there is news. Afterwards without the words.
pub fn mentor(view: &View<'_>, lead: Option<Html>) -> Screen {
    let (t, q) = (view.t(), view.q);
    let text = view.title().para(lead.unwrap_or_default());
    if q.stage.is_dialogue() {
        return Screen::new(text.para(view.when().line(view.by())).para(view.words()))
            .row(talking(t, q, label!(t, consultations_write)))
            .row([home(t)]);
    }
    line(t, text.para(view.standing()).line(view.asked_at()))
}

/// How the mentor wants to close it.
pub fn close_how(view: &View<'_>) -> Screen {
    let (t, q) = (view.t(), view.q);
    Screen::new(view.title().para(say!(t, consultations_close_how)))
        .row([
            Button::press(label!(t, consultations_solved), Press::Solved(q.id, q.round).wire()),
            Button::press(label!(t, consultations_give_up), Press::GiveUp(q.id, q.round).wire()),
        ])
        .row([back(t, Press::Card(q.id).wire()), home(t)])
}

/// A person's questions, those that are open first.
pub fn mine(t: Tongue, all: &[(Consultation, Side, &Profile)], page: u16, focus: Option<ConsultationId>) -> Screen {
    let title = say!(t, consultations_mine);
    if all.is_empty() {
        return Screen::new(title.para(say!(t, consultations_mine_none)))
            .row([Button::press(label!(t, consultations_new), Press::Ask.wire()), home(t)]);
    }
    let (shown, more, page) = super::page(all, page, PAGE);
    let lines =
        shown.iter().fold(Html::default(), |text, (q, side, profile)| text.line(mine_line(t, q, *side, profile)));
    let focus = focus.map_or_else(Html::default, |id| say!(t, consultations_mine_focus, id = id.0));
    let buttons: Vec<Button> = shown
        .iter()
        .map(|(q, _, profile)| {
            let label = label!(t, consultations_button, id = q.id.0, topic = topic(t, profile, &q.topic));
            Button::press(label, Press::Card(q.id).wire())
        })
        .collect();
    let mut screen = Screen::new(title.para(lines).para(focus));
    for pair in buttons.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    screen.row(leaf(t, more, page, |page| Press::MinePage(page).wire()))
}

/// What waits for a mentor: what about and since when, never the words, which come with the card.
pub fn offers(reader: Reader, all: &[(Offered, &Profile)], page: u16) -> Screen {
    let t = reader.tongue;
    if all.is_empty() {
        return line(t, say!(t, consultations_offers).para(say!(t, consultations_offers_none)));
    }
    let (shown, more, page) = super::page(all, page, PAGE);
    let mut text = Html::default();
    let mut screen = Screen::new(say!(t, consultations_offers));
    for (q, profile) in shown {
        let topic = topic(t, profile, &q.topic);
        let when = moment::day(t, q.sent_at, profile.tz());
        let word = q.urgency.word();
        text = text.line(say!(t, consultations_offers_line, id = q.id.0, topic = &topic, word = word, when = when));
        let label = label!(t, consultations_button, id = q.id.0, topic = topic);
        screen = screen.button(label, Press::Card(q.id).wire());
    }
    screen.text = screen.text.para(text);
    screen.row(leaf(t, more, page, |page| Press::Offers(page).wire()))
}

/// One line about a question in a list of one's own.
pub fn mine_line(t: Tongue, q: &Consultation, side: Side, profile: &Profile) -> Html {
    let (topic, status) = (topic(t, profile, &q.topic), status(t, q.stage));
    match side {
        Side::Asker => say!(t, consultations_mine_asked, id = q.id.0, topic = topic, status = status),
        Side::Mentor => say!(t, consultations_mine_mentor, id = q.id.0, topic = topic, status = status),
    }
}

/// The last row of a list: the next page, which after the last is the first again, and the way home.
pub fn leaf(t: Tongue, more: bool, page: u16, to: impl Fn(u16) -> crate::kernel::wire::Wire) -> Vec<Button> {
    let turn = match (more, page) {
        (true, page) => Some(Button::press(label!(t, consultations_next), to(page + 1))),
        (false, 0) => None,
        (false, page) => Some(back(t, to(page - 1))),
    };
    turn.into_iter().chain([home(t)]).collect()
}
