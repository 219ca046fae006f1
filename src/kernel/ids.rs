//! Names of things. Each is a type of its own, so that a person can never be passed for an event.

use serde::{Deserialize, Serialize};

use super::wire::Field;

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
    /// A team inside a community: one ПОС, one council (domain.md §1.2).
    UnitId,
}

/// A community's profile id: the name of its TOML file, 1–32 characters of `a-z0-9_`, so that it fits a deep link.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct CommunityId(String);

impl CommunityId {
    /// Reads an id, refusing what could not travel in a link or a button.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=32).contains(&text.len());
        let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        (fits && plain).then(|| Self(text.to_owned()))
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for CommunityId {
    /// For values that come back from our own database, which only holds parsed ids.
    fn from(stored: String) -> Self {
        Self(stored)
    }
}

impl std::fmt::Display for CommunityId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CommunityId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("{text:?} is no community id: 1-32 characters of a-z, 0-9 and _"))
        })
    }
}

impl Field for CommunityId {
    fn put(&self) -> String {
        self.0.clone()
    }
    fn take(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
