//! Screens of what is kept. Pure: data in, screen out.

use chrono::{DateTime, Utc};

use crate::communities::Profile;
use crate::features::people;
use crate::i18n::{home, moment};
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

use super::Press;

/// So many communities fit beside the way home; nobody has consented to more in earnest.
const MOST: usize = 5;

/// `parts`: how many entries each slice keeps, where it keeps any.
pub(super) fn first(
    (reader, now): (Reader, DateTime<Utc>),
    told: &people::Profile,
    kept: &[&Profile],
    parts: &[(&'static str, i64)],
) -> Screen {
    let t = reader.tongue;
    let mut text = say!(t, privacy_title).para(say!(t, privacy_account));
    if let Some(name) = &told.name {
        text = text.line(say!(t, privacy_name, name = name.full()));
    }
    if let Some(workplace) = &told.workplace {
        text = text.line(say!(t, privacy_workplace, workplace = workplace));
    }
    if let Some(subject) = &told.subject {
        text = text.line(say!(t, privacy_subject, subject = subject));
    }
    if let Some(zone) = reader.zone {
        text = text.line(say!(t, privacy_zone, zone = moment::zone(now, zone)));
    }
    let names: Vec<&str> = kept.iter().map(|profile| profile.short_name()).collect();
    let text = match (kept, parts) {
        ([], []) => text.para(say!(t, privacy_nowhere)),
        // She is in no community, and something is kept all the same: when she gave and revoked her consents.
        ([], _) => text,
        _ => text.para(say!(t, privacy_communities, names = names.join(", "))),
    };
    let lines = parts.iter().map(|(part, n)| say!(t, privacy_part, part = *part, n = *n));
    let text = text.para(lines.fold(Html::default(), Html::line));
    let screen =
        Screen::new(text.para(say!(t, privacy_how_long))).button(label!(t, privacy_export), Press::Export.wire());
    let screen = if kept.is_empty() { screen } else { screen.button(label!(t, privacy_revoke), Press::Revoke.wire()) };
    screen.button(label!(t, privacy_erase), Press::Erase.wire()).row([home(t)])
}

pub(super) fn exported(t: Tongue) -> Screen {
    Screen::new(say!(t, privacy_exported)).row([home(t)])
}

pub(super) fn nothing_given(t: Tongue) -> Screen {
    Screen::new(say!(t, privacy_nothing_given)).row([home(t)])
}

pub(super) fn revoke(t: Tongue, kept: &[&Profile]) -> Screen {
    let mut screen = Screen::new(say!(t, privacy_revoke_where));
    for profile in kept.iter().take(MOST) {
        screen = screen.button(profile.short_name(), Press::RevokeIn(profile.id().clone()).wire());
    }
    screen.row([home(t)])
}

/// The warning for whoever is the last coordinator somewhere.
fn warned(t: Tongue, text: Html, last: bool) -> Html {
    if last { text.para(say!(t, privacy_last)) } else { text }
}

pub(super) fn revoke_in(t: Tongue, profile: &Profile, last: bool) -> Screen {
    let text = say!(t, privacy_revoke_ask, community = profile.short_name());
    Screen::new(warned(t, text, last))
        .button(label!(t, privacy_revoke_yes), Press::RevokeNow(profile.id().clone()).wire())
        .row([back_to_first(t), home(t)])
}

fn back_to_first(t: Tongue) -> Button {
    crate::i18n::back(t, Press::Privacy.wire())
}

pub(super) fn revoked(t: Tongue, profile: &Profile) -> Screen {
    Screen::new(say!(t, privacy_revoked, community = profile.short_name())).row([home(t)])
}

pub(super) fn erase(t: Tongue, last: bool) -> Screen {
    Screen::new(warned(t, say!(t, privacy_erase_ask), last))
        .button(label!(t, privacy_erase_yes), Press::EraseNow.wire())
        .row([back_to_first(t), home(t)])
}

pub(super) fn erased(t: Tongue) -> Screen {
    Screen::new(say!(t, privacy_erased)).row([home(t)])
}
