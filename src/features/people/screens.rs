//! Screens of the settings.

use chrono::{DateTime, Utc};

use crate::i18n::{back, home, moment};
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::screen::{Button, Screen};
use crate::kernel::wire::Wire;
use crate::{label, say};

use super::Press;

pub(super) fn settings(reader: Reader, now: DateTime<Utc>) -> Screen {
    let t = reader.tongue;
    let zone = match reader.zone {
        Some(zone) => say!(t, people_zone_own, zone = moment::zone(now, zone), clock = moment::clock(now, zone)),
        None => say!(t, people_zone_community),
    };
    let other = match t {
        Tongue::Ru => Tongue::En,
        Tongue::En => Tongue::Ru,
    };
    let screen = Screen::new(say!(t, people_settings).para(say!(t, people_language)).line(zone))
        .button(label!(other, people_speak), Press::Speak(other).wire())
        .button(label!(t, people_set_zone), Press::AskZone.wire());
    let screen = match reader.zone {
        Some(_) => screen.button(label!(t, people_no_zone), Press::NoZone.wire()),
        None => screen,
    };
    screen.button(label!(t, people_wishes), Wire::wishes()).row([home(t)])
}

pub(super) fn ask_zone(t: Tongue) -> Screen {
    Screen::new(say!(t, people_ask_zone)).row([back(t, Press::Settings.wire()), home(t)])
}

pub(super) fn zone_unknown(t: Tongue) -> Screen {
    Screen::new(say!(t, people_zone_unknown))
        .row([Button::press(label!(t, people_no_zone), Press::NoZone.wire()), home(t)])
}

pub(super) fn zone_in_words(t: Tongue) -> Screen {
    Screen::new(say!(t, people_zone_in_words)).row([back(t, Press::Settings.wire()), home(t)])
}
