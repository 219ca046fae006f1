//! Names by which a profile and its items are known to the machine: [`CommunityId`] and [`Slug`].
//!
//! Both travel inside Telegram deep links (64 characters) and callback data (64 bytes) and as file names, so both are
//! 1–32 characters of `a-z0-9_`. A value of these types that breaks the rule must never exist.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest id, in bytes (and characters: they are ASCII). Leaves half of a callback's 64 bytes to the rest.
const LONGEST: usize = 32;

fn is_safe(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Why a text is no id: it says the rule, so that the sentence mends itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no id; write 1 to 32 characters of a-z, 0-9 and _")]
pub struct NotAnId(String);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
        #[sqlx(transparent)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id, if `text` is one: 1–32 characters of `a-z0-9_`.
            pub fn parse(text: &str) -> Option<Self> {
                is_safe(text).then(|| Self(text.to_owned()))
            }

            /// The id as it is written in files, links and buttons.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;

            fn try_from(text: String) -> Result<Self, NotAnId> {
                Self::parse(&text).ok_or(NotAnId(text))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl super::wire::Field for $name {
            fn put(&self) -> String {
                self.0.clone()
            }

            fn take(text: &str) -> Option<Self> {
                Self::parse(text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }
    };
}

id! {
    /// A community, e.g. `skillsclub`; also the name of its profile's file without `.toml`.
    CommunityId
}

id! {
    /// An item inside one profile: an event kind, a category, a role, a body, a document, a topic, a unit.
    Slug
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_five_names_are_ids() {
        for id in ["skillsclub", "tutaev_pos", "perm_nastavniki", "anuchino_school", "ya_tochka_rosta"] {
            assert_eq!(CommunityId::parse(id).map(|id| id.to_string()).as_deref(), Some(id));
        }
    }

    #[test]
    fn nothing_that_a_link_or_a_button_would_spoil_is_an_id() {
        for text in ["", "Skills", "a-b", "a b", "a:b", "школа", "../up", &"a".repeat(33)] {
            assert_eq!(CommunityId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_stored_id_is_checked_when_it_is_read_back() {
        assert_eq!(serde_json::from_str::<CommunityId>("\"tutaev_pos\"").unwrap(), "tutaev_pos");
        let refused = serde_json::from_str::<CommunityId>("\"Тутаев\"").unwrap_err().to_string();
        assert!(refused.starts_with("`Тутаев` is no id; write 1 to 32 characters of a-z, 0-9 and _"), "{refused}");
    }

    proptest! {
        #[test]
        fn whatever_is_an_id_survives_being_written_and_read(text in "[a-z0-9_]{1,32}") {
            let id = Slug::parse(&text).unwrap();
            prop_assert_eq!(Slug::try_from(String::from(id.clone())).unwrap(), id);
        }
    }
}
