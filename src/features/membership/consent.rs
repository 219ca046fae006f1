//! The two consents: their exact words, and the record of who agreed to what and when.
//!
//! They are never one: the consent to data processing is a document of its own (156-ФЗ of 24.06.2025), the consent to join
//! is the regulation's (Яро 4.2). The words are ours until the operator's lawyer gives others; no name stands in them, so
//! that the evidence can be kept when the person is erased.

use sha2::{Digest, Sha256};

use super::super::turn::{Failure, Turn};
use super::store_consents::{self as store, Words};
use crate::communities::Profile;
use crate::kernel::actor::Tongue;
use crate::kernel::ids::PersonId;
use crate::label;

pub(super) use super::store_consents::ConsentKind;

/// Told beside the words; another wording of ours gets another number.
const VERSION: &str = "1.0";

/// What somebody is asked to agree to.
pub(super) fn words(t: Tongue, profile: &Profile, kind: ConsentKind) -> Words {
    let community = profile.community.name.as_str();
    let body = match kind {
        ConsentKind::PersonalData => {
            let operator = profile.coordinating_body().name.as_str();
            let place = profile.community.municipality.as_deref().unwrap_or(&profile.community.region);
            label!(
                t,
                membership_consent_words,
                operator = operator,
                place = place,
                community = community,
                version = VERSION
            )
        }
        ConsentKind::Joining => {
            let title = profile.regulation.title();
            label!(t, membership_joining_words, community = community, title = title, version = VERSION)
        }
    };
    let hash = Sha256::digest(body.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    Words { hash, version: VERSION, body }
}

/// Records that a person agreed just now to what she was shown.
pub(super) async fn record(
    turn: &mut Turn<'_>,
    person: PersonId,
    t: Tongue,
    profile: &Profile,
    kind: ConsentKind,
) -> Result<(), Failure> {
    let words = words(t, profile, kind);
    Ok(store::keep(turn.db, person, profile.id(), kind, &words, turn.now).await?)
}

/// Whether a consent to the present words, in any tongue, is in force.
pub(super) async fn holds(
    turn: &mut Turn<'_>,
    person: PersonId,
    profile: &Profile,
    kind: ConsentKind,
) -> Result<bool, Failure> {
    let hash = store::in_force(turn.db, person, profile.id(), kind).await?;
    Ok(hash.is_some_and(|hash| Tongue::ALL.iter().any(|t| words(*t, profile, kind).hash == hash)))
}
