//! The question of the digest's day and hour. A rhythm counts only when it was offered and pressed.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};

use super::when::read;
use super::{Context, End, State, stale};
use crate::i18n::{moment, when as when_words};
use crate::kernel::ids::CommunityId;
use crate::kernel::outcome::Step;
use crate::kernel::time::{at_millis, is_quiet};
use crate::kernel::when::{Choice, Unread};
use crate::say;

/// `day`: the one that was typed before, without an hour.
pub(super) fn typed(
    community: CommunityId,
    day: Option<NaiveDate>,
    text: &str,
    context: &Context<'_>,
) -> Step<State, End> {
    let (t, tz) = (context.reader.tongue, context.profile.tz());
    let (day, offers, help) = match read(day, text, context) {
        Ok(reading) => {
            let mut rhythms = HashSet::new();
            let mut offers: Vec<i64> = reading.choice.options().iter().map(|m| m.at.timestamp_millis()).collect();
            // The same weekday of two weeks is one rhythm.
            offers.retain(|at| {
                let local = at_millis(*at).with_timezone(&tz);
                rhythms.insert((local.weekday(), local.time()))
            });
            let doubt = match &reading.choice {
                Choice::Choose { why, .. } if offers.len() > 1 => when_words::doubt(t, *why),
                _ => say!(t, broadcasts_digest_sure),
            };
            let meant = reading.meant.as_deref().map(|meant| when_words::read_as(t, meant));
            let night = offers.iter().map(|at| at_millis(*at)).find(|at| is_quiet(*at, tz));
            let night = night.map(|at| say!(t, broadcasts_digest_at_night, time = moment::clock(at, tz)));
            (day, offers, meant.unwrap_or_default().para(night.unwrap_or_default()).para(doubt))
        }
        Err(unread) => {
            let help = when_words::unread(t, &unread, tz, context.profile.city_label());
            (if let Unread::NoTime(day) = unread { Some(day) } else { day }, Vec::new(), help)
        }
    };
    Step::Again(State::Digest { community, day, offers }, help)
}

pub(super) fn chosen(
    community: CommunityId,
    (day, offers): (Option<NaiveDate>, Vec<i64>),
    value: &str,
    context: &Context<'_>,
) -> Step<State, End> {
    match value.parse().ok().filter(|at| offers.contains(at)) {
        Some(at) => Step::Complete(End::Digest(community, at_millis(at))),
        None => stale(State::Digest { community, day, offers }, context),
    }
}
