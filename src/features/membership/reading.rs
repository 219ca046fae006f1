//! Reading the regulation: open to everybody, member or not (Яро 7.1).

use super::super::turn::{Answer, Turn};
use super::{State, places, screens, screens_reading};
use crate::kernel::actor::Actor;
use crate::kernel::ids::CommunityId;
use crate::kernel::outcome::Done;

/// The most of a regulation's own words on one screen, in UTF-16 units; the headings need the rest of Telegram's 4096.
const PAGE: usize = 3000;

/// The contents of the regulation of the community looked at.
pub(super) async fn regulation(turn: &mut Turn<'_>, who: &Actor) -> Answer<State> {
    match places::looked_at(turn, who).await? {
        Some(profile) => Ok(Done::show(screens_reading::contents(who.tongue(), profile, 0))),
        None => places::list(turn, who, 0).await,
    }
}

/// The contents of a regulation.
pub(super) fn contents(turn: &Turn<'_>, who: &Actor, community: &CommunityId, page: u16) -> Answer<State> {
    let screen = match turn.profiles.get(community) {
        Some(profile) => screens_reading::contents(who.tongue(), profile, page),
        None => screens::not_served(who.tongue()),
    };
    Ok(Done::show(screen))
}

/// A page of a section; beyond the last one, the contents.
pub(super) fn section(turn: &Turn<'_>, who: &Actor, community: &CommunityId, section: u16, page: u16) -> Answer<State> {
    let Some(profile) = turn.profiles.get(community) else { return contents(turn, who, community, 0) };
    let sections = profile.regulation.sections();
    let pages = sections.get(usize::from(section)).map(|s| s.pages(PAGE)).unwrap_or_default();
    match pages.get(usize::from(page)) {
        Some(text) => {
            let more = usize::from(page) + 1 < pages.len();
            let next = if more {
                Some((section, page + 1))
            } else {
                (usize::from(section) + 1 < sections.len()).then(|| (section + 1, 0))
            };
            Ok(Done::show(screens_reading::section(who.tongue(), profile, text, next)))
        }
        None => contents(turn, who, community, 0),
    }
}
