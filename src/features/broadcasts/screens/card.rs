//! How a broadcast stands: before it begins, on its way, and its report; and what is asked about it. Pure.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::Press;
use super::super::rules::{Broadcast, Course, Kind, Tally};
use super::super::timing::{Spread, forecast};
use super::grouped;
use super::text::files;
use super::when::{late_keys, moments, near, on};
use crate::communities::Profile;
use crate::i18n::{home, home_below, moment};
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::screen::{Button, Screen};
use crate::kernel::text::beginning;
use crate::{label, say};

/// Everything that is shown of one broadcast.
pub(in super::super) struct View<'a> {
    pub reader: Reader,
    pub profile: &'a Profile,
    pub broadcast: &'a Broadcast,
    pub tally: Tally,
    /// To whom, in words.
    pub whom: String,
    /// How the moments lie, before it begins.
    pub spread: Option<Spread>,
    /// When the last of those who wait may be written to.
    pub last_due: Option<DateTime<Utc>>,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// How many pressed «Прочитано».
    pub read: usize,
}

/// How a broadcast stands now: before it begins, on its way, and its report.
pub(in super::super) fn card(view: &View<'_>) -> Screen {
    let (t, b) = (view.reader.tongue, view.broadcast);
    let at = moment::moment(view.reader, b.start_at, view.profile.tz(), view.profile.city_label());
    let about = say!(t, broadcasts_about, whom = &view.whom, text = beginning(&b.body.plain(), 120));
    let about = about.line(files(t, &b.body));
    let heading = match b.course {
        Course::Scheduled => say!(t, broadcasts_scheduled, at = at),
        Course::Withdrawn => say!(t, broadcasts_withdrawn),
        Course::Barred => say!(t, broadcasts_barred),
        Course::Late => say!(t, broadcasts_late, at = at),
        Course::Sending => say!(t, broadcasts_sending).para(progress(view)),
        Course::Paused => say!(t, broadcasts_paused).para(progress(view)),
        Course::Stopped if view.tally.left() > 0 => say!(t, broadcasts_stopping, n = view.tally.left()),
        Course::Stopped => say!(t, broadcasts_stopped).para(ended(view)),
        Course::Done => say!(t, broadcasts_done).para(ended(view)),
    };
    let lies = view.spread.map(|spread| moments(t, view.profile, b.start_at, b.manner, spread));
    buttons(view, Screen::new(heading.para(lies.unwrap_or_default()).para(about)))
}

fn buttons(view: &View<'_>, screen: Screen) -> Screen {
    let (t, b) = (view.reader.tongue, view.broadcast);
    let key = |label: String, press: Press| Button::press(label, press.wire());
    let text = key(label!(t, broadcasts_show_text), Press::Text(b.id));
    let edit = key(label!(t, broadcasts_edit), Press::Edit(b.id));
    let stop = key(label!(t, broadcasts_stop), Press::AskStop(b.id));
    let screen = match b.course {
        Course::Scheduled => screen.row([key(label!(t, broadcasts_withdraw), Press::Withdraw(b.id)), edit]).row([text]),
        Course::Late => late_keys(t, b, screen).row([text]),
        Course::Withdrawn | Course::Barred if b.body.is_empty() => screen,
        // What a digest said was true of its week only.
        Course::Withdrawn | Course::Barred if b.kind == Kind::Digest => screen.row([text]),
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
    // Where this is drawn anew by itself, another screen in its place would be drawn over.
    let (list, home) = match b.course {
        Course::Sending | Course::Paused | Course::Stopped => (Press::ListBelow, home_below(t)),
        _ => (Press::List, home(t)),
    };
    screen.row([key(label!(t, broadcasts_all), list), home])
}

/// «▓▓▓▓░░░░░░», the numbers, and when it will be over.
fn progress(view: &View<'_>) -> Html {
    let (t, tally) = (view.reader.tongue, &view.tally);
    let full = tally.tenths();
    let bar = Html::escaped(&("▓".repeat(full) + &"░".repeat(10 - full)));
    let mut line = say!(t, broadcasts_progress, sent = grouped(t, tally.sent), all = grouped(t, tally.all()));
    if tally.blocked > 0 {
        line = say!(t, broadcasts_progress_blocked, numbers = line, n = grouped(t, tally.blocked));
    }
    let text = bar.line(line).line(outlook(view));
    let unclear = tally.refused + tally.unknown;
    if unclear > 0 { text.line(say!(t, broadcasts_progress_unclear, n = grouped(t, unclear))) } else { text }
}

/// When it will be over, as far as anybody can know.
fn outlook(view: &View<'_>) -> Html {
    let (t, b, zone) = (view.reader.tongue, view.broadcast, view.profile.tz());
    let left = view.tally.left();
    if left == 0 {
        return Html::default();
    }
    if b.course == Course::Paused {
        return say!(t, broadcasts_outlook_paused, n = left, number = grouped(t, left));
    }
    let end = forecast((left, view.tally.ended()), b.body.messages(), b.paced, view.last_due, view.now);
    if view.last_due.is_some_and(|due| due > view.now && due == end) {
        let at = on(t, end, view.now, zone);
        return say!(t, broadcasts_outlook_later, at = at, city = view.profile.city_label());
    }
    if end - view.now < TimeDelta::minutes(1) {
        return say!(t, broadcasts_outlook_soon);
    }
    say!(t, broadcasts_outlook, at = near(t, end, view.now, zone), city = view.profile.city_label())
}

/// How it ended, for a picture to stand over: short enough for a caption (Bot API: 1024 units).
pub(in super::super) fn report(view: &View<'_>) -> Screen {
    let (t, b) = (view.reader.tongue, view.broadcast);
    let heading = match b.course {
        Course::Stopped => say!(t, broadcasts_stopped),
        _ => say!(t, broadcasts_done),
    };
    let about = say!(t, broadcasts_report_about, text = beginning(&b.body.plain(), 80));
    // Words cannot be drawn over a picture (Bot API, `editMessageText`): what is pressed here answers below it.
    let look = Button::press(label!(t, broadcasts_look), Press::CardBelow(b.id).wire());
    Screen::new(heading.line(about).para(ended(view))).row([look, home_below(t)])
}

/// The numbers at the end, and from when to when it went.
fn ended(view: &View<'_>) -> Html {
    let (t, course, tally, read) = (view.reader.tongue, view.broadcast.course, &view.tally, view.read);
    if tally.all() == 0 {
        return say!(t, broadcasts_nobody);
    }
    let mut text = say!(t, broadcasts_delivered, n = grouped(t, tally.sent), all = grouped(t, tally.all()));
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
    text = match (tally.skipped, course) {
        (0, _) => text,
        (n, Course::Stopped) => text.line(say!(t, broadcasts_report_skipped, n = n)),
        (n, _) => text.line(say!(t, broadcasts_report_left, n = n)),
    };
    text.line(lasted(view))
}

/// From when to when it went, if that is worth a word: how long would count nights and pauses for work.
fn lasted(view: &View<'_>) -> Html {
    let (t, b, zone) = (view.reader.tongue, view.broadcast, view.profile.tz());
    let Some((from, to)) = b.started_at.zip(b.finished_at) else { return Html::default() };
    if to - from < TimeDelta::minutes(1) {
        return Html::default();
    }
    let (from, to) = (near(t, from, view.now, zone), near(t, to, from, zone));
    say!(t, broadcasts_lasted, from = from, to = to, city = view.profile.city_label())
}

/// It was left on its pause. `left`: so many wait.
pub(in super::super) fn still_paused(t: Tongue, b: &Broadcast, left: usize) -> Screen {
    Screen::new(say!(t, broadcasts_still_paused, n = left, text = beginning(&b.body.plain(), 80)))
        .row([Button::press(label!(t, broadcasts_look), Press::Card(b.id).wire()), home(t)])
}

pub(in super::super) fn ask_stop(t: Tongue, b: &Broadcast, tally: &Tally) -> Screen {
    let no = match b.course {
        Course::Paused => label!(t, broadcasts_stop_no_waits),
        _ => label!(t, broadcasts_stop_no),
    };
    Screen::new(say!(t, broadcasts_ask_stop, sent = tally.sent, left = tally.left()))
        .row([
            Button::press(label!(t, broadcasts_stop_yes), Press::Stop(b.id, b.round).wire()),
            Button::press(no, Press::DoNotStop(b.id).wire()),
        ])
        .row([home(t)])
}

/// An answer to a question about what stands above in a living message.
pub(in super::super) fn watch_above(t: Tongue, text: Html) -> Screen {
    Screen::new(text).row([Button::press(label!(t, broadcasts_all), Press::List.wire()), home(t)])
}

pub(in super::super) fn ask_again(t: Tongue, b: &Broadcast, tally: &Tally) -> Screen {
    Screen::new(say!(t, broadcasts_ask_again, n = tally.unknown))
        .row([
            Button::press(label!(t, broadcasts_again_yes), Press::Again(b.id, b.round).wire()),
            Button::press(label!(t, broadcasts_again_no), Press::Card(b.id).wire()),
        ])
        .row([home(t)])
}
