//! How a broadcast stands: before it begins, on its way, and its report; and what is asked about it. Pure.

use super::super::Press;
use super::super::rules::{Broadcast, Course, Tally};
use super::beginning;
use crate::communities::Profile;
use crate::i18n::{home, moment};
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

/// Everything that is shown of one broadcast.
pub(in super::super) struct View<'a> {
    pub reader: Reader,
    pub profile: &'a Profile,
    pub broadcast: &'a Broadcast,
    pub tally: Tally,
    /// To whom, in words.
    pub whom: String,
    /// How many pressed «Прочитано».
    pub read: usize,
}

/// How a broadcast stands now: before it begins, on its way, and its report.
pub(in super::super) fn card(view: &View<'_>) -> Screen {
    let (t, b) = (view.reader.tongue, view.broadcast);
    let at = moment::moment(view.reader, b.start_at, view.profile.tz(), view.profile.city_label());
    let about = say!(t, broadcasts_about, whom = &view.whom, text = beginning(&b.body.plain(), 120));
    let heading = match b.course {
        Course::Scheduled => say!(t, broadcasts_scheduled, at = at),
        Course::Withdrawn => say!(t, broadcasts_withdrawn),
        Course::Barred => say!(t, broadcasts_barred),
        Course::Sending => say!(t, broadcasts_sending).para(progress(t, &view.tally)),
        Course::Paused => say!(t, broadcasts_paused).para(progress(t, &view.tally)),
        Course::Stopped if view.tally.left() > 0 => say!(t, broadcasts_stopping, n = view.tally.left()),
        Course::Stopped => say!(t, broadcasts_stopped).para(report(t, b.course, &view.tally, view.read)),
        Course::Done => say!(t, broadcasts_done).para(report(t, b.course, &view.tally, view.read)),
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
            let remind = (view.tally.sent > view.read && view.tally.left() == 0)
                .then(|| key(label!(t, broadcasts_remind), Press::Remind(b.id)));
            screen.row(again).row(correct).row(remind).row((!b.body.is_empty()).then_some(text))
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

fn report(t: Tongue, course: Course, tally: &Tally, read: usize) -> Html {
    if tally.all() == 0 {
        return say!(t, broadcasts_nobody);
    }
    let mut text = say!(t, broadcasts_delivered, n = tally.sent, all = tally.all());
    if read > 0 {
        text = text.line(say!(t, broadcasts_report_read, n = read));
    }
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

pub(in super::super) fn ask_stop(t: Tongue, b: &Broadcast, tally: &Tally) -> Screen {
    Screen::new(say!(t, broadcasts_ask_stop, sent = tally.sent, left = tally.left()))
        .row([
            Button::press(label!(t, broadcasts_stop_yes), Press::Stop(b.id, b.round).wire()),
            Button::press(label!(t, broadcasts_stop_no), Press::Card(b.id).wire()),
        ])
        .row([home(t)])
}

pub(in super::super) fn ask_again(t: Tongue, b: &Broadcast, tally: &Tally) -> Screen {
    Screen::new(say!(t, broadcasts_ask_again, n = tally.unknown))
        .row([
            Button::press(label!(t, broadcasts_again_yes), Press::Again(b.id, b.round).wire()),
            Button::press(label!(t, broadcasts_again_no), Press::Card(b.id).wire()),
        ])
        .row([home(t)])
}
