//! The questions of when and of the night, and what is asked when the time is over. Pure.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::super::Press;
use super::super::dialogue::{Letter, step};
use super::super::rules::{Broadcast, Kind};
use super::super::timing::{Manner, Night, Spread, Whose};
use super::choice;
use crate::communities::Profile;
use crate::i18n::{back, home, moment};
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::screen::{Button, Screen};
use crate::kernel::text::beginning;
use crate::kernel::time::at_millis;
use crate::{label, say};

/// `spread`: how the moments lie, where one is offered. `others`: what else there is on the days offered, in words.
pub(in super::super) fn ask_when(
    reader: Reader,
    profile: &Profile,
    (offers, manner): (&[i64], Manner),
    spread: Option<Spread>,
    others: Html,
) -> Screen {
    let t = reader.tongue;
    let key = |label: String, at: i64| Button::press(label, choice(step::WHEN, at));
    let screen = match offers {
        [] => {
            let ask = say!(t, broadcasts_ask_when, city = profile.city_label());
            let whose = (manner.whose == Whose::Own).then(|| say!(t, broadcasts_when_own));
            toggles(t, manner, false, Screen::new(ask.para(whose.unwrap_or_default())))
        }
        [one] => {
            let at = at_millis(*one);
            let said = moment::moment(reader, at, profile.tz(), profile.city_label());
            let text = say!(t, broadcasts_when_confirm, at = said);
            let lies = spread.map(|spread| moments(t, profile, at, manner, spread)).unwrap_or_default();
            let sleeps = manner.night == Night::Silent || spread.is_some_and(|spread| spread.asleep > 0);
            let screen = Screen::new(text.para(lies).para(others)).row([key(label!(t, broadcasts_schedule), *one)]);
            toggles(t, manner, sleeps, screen)
        }
        many => many.iter().take(4).fold(Screen::new(say!(t, broadcasts_when_choose).para(others)), |screen, at| {
            screen.row([key(moment::short(t, at_millis(*at), profile.tz()), *at)])
        }),
    };
    screen.row([back(t, choice(step::WHEN, "back")), home(t)])
}

/// What the manner can be turned into; the night only where somebody sleeps.
fn toggles(t: Tongue, manner: Manner, sleeps: bool, screen: Screen) -> Screen {
    let key = |label: String, value: &str| Button::press(label, choice(step::WHEN, value));
    let whose = match manner.whose {
        Whose::Community => key(label!(t, broadcasts_by_own), Whose::Own.word()),
        Whose::Own => key(label!(t, broadcasts_by_community), Whose::Community.word()),
    };
    let night = match manner.night {
        Night::Morning => key(label!(t, broadcasts_at_night_too), Night::Silent.word()),
        Night::Silent => key(label!(t, broadcasts_not_at_night), Night::Morning.word()),
    };
    screen.row([whose]).row(sleeps.then_some(night))
}

/// How the moments of a broadcast for `at` lie: «в 10:00 у каждого; последним – в 13:00», whose night it is.
pub(super) fn moments(t: Tongue, profile: &Profile, at: DateTime<Utc>, manner: Manner, spread: Spread) -> Html {
    let zone = profile.tz();
    let mut text = Html::default();
    if manner.whose == Whose::Own {
        let time = moment::clock(at, zone);
        text = if spread.first == spread.last {
            say!(t, broadcasts_own, time = time)
        } else {
            let (first, last) = (on(t, spread.first, at, zone), on(t, spread.last, at, zone));
            say!(t, broadcasts_own_spread, time = time, first = first, last = last, city = profile.city_label())
        };
    }
    if spread.missed > 0 {
        text = text.line(say!(t, broadcasts_missed, n = spread.missed));
    }
    text.line(night(t, manner.night, spread.asleep))
}

/// What becomes of those who sleep; nothing if nobody does.
pub(super) fn night(t: Tongue, night: Night, asleep: usize) -> Html {
    match (asleep, night) {
        (0, _) => Html::default(),
        (n, Night::Morning) => say!(t, broadcasts_asleep_morning, n = n),
        (n, Night::Silent) => say!(t, broadcasts_asleep_silent, n = n),
    }
}

/// «13:00», or with its day where that is another one than `by`'s.
pub(super) fn near(t: Tongue, at: DateTime<Utc>, by: DateTime<Utc>, zone: Tz) -> String {
    if at.with_timezone(&zone).date_naive() == by.with_timezone(&zone).date_naive() {
        moment::clock(at, zone)
    } else {
        moment::short(t, at, zone)
    }
}

/// «в 13:00», or its day and time.
pub(super) fn on(t: Tongue, at: DateTime<Utc>, by: DateTime<Utc>, zone: Tz) -> String {
    if at.with_timezone(&zone).date_naive() == by.with_timezone(&zone).date_naive() {
        label!(t, broadcasts_at, time = moment::clock(at, zone))
    } else {
        moment::short(t, at, zone)
    }
}

/// Somebody sleeps now. `all`: how many are written to.
pub(in super::super) fn ask_night(t: Tongue, letter: &Letter, asleep: usize, all: usize) -> Screen {
    let key = |label: String, night: Night| Button::press(label, choice(step::NIGHT, letter.mark(night.word())));
    let wait = if asleep < all { label!(t, broadcasts_night_wait_some) } else { label!(t, broadcasts_night_wait) };
    Screen::new(say!(t, broadcasts_ask_night, n = asleep, all = all))
        .row([key(wait, Night::Morning)])
        .row([key(label!(t, broadcasts_night_silent), Night::Silent)])
        .row([back(t, choice(step::NIGHT, "back")), home(t)])
}

/// Its time passed while the bot was not running.
pub(in super::super) fn ask_late(reader: Reader, profile: &Profile, b: &Broadcast, now: DateTime<Utc>) -> Screen {
    let (t, zone) = (reader.tongue, profile.tz());
    let (at, time) = (on(t, b.start_at, now, zone), moment::clock(now, zone));
    let text = say!(t, broadcasts_ask_late, at = at, now = time, city = profile.city_label());
    let about = say!(t, broadcasts_late_text, text = beginning(&b.body.plain(), 120));
    late_keys(t, b, Screen::new(text.para(about))).row([home(t)])
}

/// What can be said about one that is late.
pub(super) fn late_keys(t: Tongue, b: &Broadcast, screen: Screen) -> Screen {
    let key = |label: String, press: Press| Button::press(label, press.wire());
    // Tomorrow the week of a digest is another one.
    let another = (b.kind == Kind::News).then(|| key(label!(t, broadcasts_reschedule), Press::Reschedule(b.id)));
    let never = key(label!(t, broadcasts_do_not_send), Press::Withdraw(b.id));
    screen.row([key(label!(t, broadcasts_send_now), Press::SendLate(b.id))]).row(another.into_iter().chain([never]))
}
