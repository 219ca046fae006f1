//! The weekly digest: how it stands, when it is to leave, what became of it. Pure.

use chrono::{DateTime, Utc};

use super::super::Press;
use super::super::dialogue::step;
use super::super::digest::{Digest, Rhythm};
use super::super::rules::{Broadcast, Tally};
use super::super::timing::{Night, awake};
use super::{choice, grouped};
use crate::communities::Profile;
use crate::i18n::{back, home, moment};
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::screen::{Button, Screen};
use crate::kernel::time::at_millis;
use crate::{label, say};

/// How the digest of a community stands. What is named is the hour at which people get it.
pub(in super::super) fn digest(reader: Reader, profile: &Profile, digest: &Digest, now: DateTime<Utc>) -> Screen {
    let (t, id, zone) = (reader.tongue, profile.id(), profile.tz());
    let key = |label: String, press: Press| Button::press(label, press.wire());
    let words = |at| (label!(t, broadcasts_digest_day, day = Rhythm::of(at, zone).weekday), moment::clock(at, zone));
    let about = say!(t, broadcasts_digest, community = profile.short_name());
    let leaves = digest.next_at.unwrap_or_else(|| digest.rhythm.next(now, zone));
    let comes = awake(leaves, zone, Night::Morning);
    let (day, time) = words(comes);
    let (state, turn) = if digest.next_at.is_some() {
        let next = moment::moment(reader, comes, zone, profile.city_label());
        let state = say!(t, broadcasts_digest_on, day = day, time = time, next = next);
        (state, key(label!(t, broadcasts_digest_turn_off), Press::DigestOff(id.clone())))
    } else {
        let state = say!(t, broadcasts_digest_off, day = day, time = time);
        (state, key(label!(t, broadcasts_digest_turn_on), Press::DigestOn(id.clone())))
    };
    let waits = (comes > leaves).then(|| {
        let (day, time) = words(leaves);
        say!(t, broadcasts_digest_waits, day = day, time = time)
    });
    let state = state.line(waits.unwrap_or_default());
    Screen::new(about.para(state))
        .row([turn, key(label!(t, broadcasts_digest_when), Press::DigestWhen(id.clone()))])
        .row([key(label!(t, broadcasts_digest_show), Press::DigestShow(id.clone()))])
        .row([key(label!(t, broadcasts_all), Press::List), home(t)])
}

/// On which day and at what time?
pub(in super::super) fn ask_digest(t: Tongue, profile: &Profile, offers: &[i64]) -> Screen {
    let screen = Screen::new(say!(t, broadcasts_ask_digest, city = profile.city_label()));
    let offers = offers.iter().take(4).map(|at| {
        let at = at_millis(*at);
        let day = label!(t, broadcasts_digest_day, day = Rhythm::of(at, profile.tz()).weekday);
        let words = label!(t, broadcasts_digest_choice, day = day, time = moment::clock(at, profile.tz()));
        Button::press(words, choice(step::DIGEST, at.timestamp_millis()))
    });
    offers
        .fold(screen, |screen, offer| screen.row([offer]))
        .row([back(t, Press::Digest(profile.id().clone()).wire()), home(t)])
}

/// An issue has left: one short line.
pub(in super::super) fn digest_left(t: Tongue, b: &Broadcast, tally: &Tally) -> Screen {
    Screen::new(say!(t, broadcasts_digest_left, sent = grouped(t, tally.sent), all = grouped(t, tally.all())))
        .row([Button::press(label!(t, broadcasts_look), Press::Card(b.id).wire()), home(t)])
}

/// It is off, because its author may not write to all any more. `theirs`: to the author.
pub(in super::super) fn digest_orphaned(t: Tongue, profile: &Profile, theirs: bool) -> Screen {
    let community = profile.short_name();
    if theirs {
        return Screen::new(say!(t, broadcasts_digest_orphaned_author, community = community)).row([home(t)]);
    }
    Screen::new(say!(t, broadcasts_digest_orphaned, community = community))
        .button(label!(t, broadcasts_look), Press::Digest(profile.id().clone()).wire())
        .row([home(t)])
}
