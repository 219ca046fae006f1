//! One-time links that make the person who opens one a coordinator.
//!
//! Of a link only the SHA-256 is kept; whoever guesses learns nothing, because an unknown, a used and an old link are
//! answered with the same words (reliability.md §7.5).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use super::super::people;
use super::super::turn::{Failure, Turn};
use super::standing::standing_of;
use super::{State, cards, consent, joining, own, places, roster, store_consents};
use crate::kernel::actor::Actor;
use crate::kernel::ids::CommunityId;
use crate::kernel::outcome::Done;

/// How long a link works.
const LASTS: TimeDelta = TimeDelta::days(7);
/// Tells such a code from a community's id.
const PREFIX: &str = "i_";
/// 128 bits in base64url.
const LENGTH: usize = 22;

/// Makes a link's token, 22 characters; the code of the link is `i_` and the token. `seed` is fresh chance; the token cannot
/// be shown again.
///
/// # Errors
/// Storage errors.
pub async fn invite(
    db: &mut SqliteConnection,
    community: &CommunityId,
    seed: [u8; 32],
    now: DateTime<Utc>,
) -> sqlx::Result<String> {
    let mut token = [0; 16];
    StdRng::from_seed(seed).fill_bytes(&mut token);
    let token = URL_SAFE_NO_PAD.encode(token);
    store_consents::put_invite(db, &hash(&token), community, now, now + LASTS).await?;
    Ok(token)
}

fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Opens a link: a member becomes a coordinator at once, anybody else is led through the joining first.
pub(super) async fn open(turn: &mut Turn<'_>, who: &Actor, code: &str) -> Result<Option<Done<State>>, Failure> {
    let Some(token) = code.strip_prefix(PREFIX).filter(|token| token.len() == LENGTH) else { return Ok(None) };
    let hash = hash(token);
    let person = who.person();
    let Some(community) = store_consents::claim_invite(turn.db, &hash, person, turn.now).await? else {
        return Ok(None);
    };
    let Some(profile) = turn.profiles.get(&community) else { return Ok(None) };
    people::look_at(turn, person, Some(&community)).await?;
    let standing = standing_of(turn, person, &community).await?;
    let waits = super::rules::is_waiting(standing.state);
    if !standing.is_member() && !waits {
        return Ok(Some(joining::begin(turn, who, profile, Some(hash)).await?));
    }
    // Whoever waits and agreed to other words than the present ones is not taken in past the consent: the link stays hers.
    if waits && !consent::holds(turn, person, profile, consent::ConsentKind::PersonalData).await? {
        return Ok(Some(places::look(turn, who, &community).await?));
    }
    store_consents::use_invite(turn.db, &hash, person, turn.now).await?;
    if waits {
        let taken_in = joining::admit(turn, person, profile, true).await?;
        let screen = joining::welcome(turn, who.reader, profile).await?;
        let portrait = own::portrait(turn, person, profile).await?;
        let others = cards::decided(turn, who, profile, &portrait, true).await?;
        return Ok(Some(Done::show(screen).with(taken_in).and_all(others)));
    }
    let made = roster::make_coordinator(turn, person, profile).await?;
    Ok(Some(places::look(turn, who, &community).await?.with(made)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_keeps_to_what_telegram_allows() {
        let code = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode([255; 16]));
        assert_eq!(code.len(), PREFIX.len() + LENGTH);
        assert!(code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-'));
    }

    #[test]
    fn the_hash_does_not_show_the_token() {
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
