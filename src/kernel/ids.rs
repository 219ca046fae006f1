//! Names of things. Each is a type of its own, so that a person can never be passed for an event.

use serde::{Deserialize, Serialize};

use super::wire::Field;

pub use super::slug::{CommunityId, NotAnId, Slug};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }

        impl Field for $name {
            fn put(&self) -> String {
                self.0.to_string()
            }
            fn take(text: &str) -> Option<Self> {
                text.parse().ok().map(Self)
            }
        }
    )+};
}

ids! {
    /// A human being known to Krug; not a messenger account.
    PersonId,
    /// A chat of the messenger: for a private chat in Telegram it equals the account's id.
    ChatId,
    /// A message inside its chat.
    MessageId,
    /// A meeting in the plan.
    EventId,
    /// A question to mentors.
    ConsultationId,
    /// One mailing to many.
    BroadcastId,
    /// A segment of a community saved under a name.
    SegmentId,
    /// A team inside a community: one ПОС, one council (domain.md §1.2).
    UnitId,
}
