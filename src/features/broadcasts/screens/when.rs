//! The question of when. Pure.

use super::super::dialogue::step;
use super::choice;
use crate::communities::Profile;
use crate::i18n::{back, home, moment};
use crate::kernel::actor::Reader;
use crate::kernel::screen::{Button, Screen};
use crate::kernel::time::at_millis;
use crate::{label, say};

pub(in super::super) fn ask_when(reader: Reader, profile: &Profile, offers: &[i64]) -> Screen {
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
