//! Who acts and who reads: a person, never a messenger account.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::ids::{ChatId, CommunityId, PersonId};

crate::words! {
    /// The languages Krug speaks. Russian is the first.
    pub enum Tongue {
        /// Russian.
        Ru = "ru",
        /// English.
        En = "en",
    }
}

impl Tongue {
    /// From Telegram's `language_code` (IETF tag): Russian and its neighbours in the five regions read Russian.
    pub fn from_code(code: Option<&str>) -> Self {
        match code.and_then(|c| c.split(['-', '_']).next()) {
            Some("en" | "de" | "fr" | "es" | "it" | "pt" | "zh" | "ja" | "ko" | "tr" | "pl" | "nl") => Self::En,
            _ => Self::Ru,
        }
    }
}

/// For whom a screen is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The person.
    pub person: PersonId,
    /// In which language.
    pub tongue: Tongue,
    /// The person's own zone, if it was told; else the community's is meant.
    pub zone: Option<Tz>,
}

/// The person whose update is being handled. Rights are not here: a slice asks `membership::standing` on every press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// How to draw for this person.
    pub reader: Reader,
    /// The private chat in which everything personal is said.
    pub chat: ChatId,
    /// The community the person is looking at now.
    pub community: Option<CommunityId>,
    /// Named in `KRUG_OWNERS`: may do everything a coordinator may, everywhere.
    pub owner: bool,
    /// She was in the middle of a dialogue when the update came.
    pub talks: bool,
}

impl Actor {
    /// The person.
    pub fn person(&self) -> PersonId {
        self.reader.person
    }

    /// The person's language.
    pub fn tongue(&self) -> Tongue {
        self.reader.tongue
    }
}

/// A name as it is written in lists and as it is spoken to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// «Смирнова».
    pub last: String,
    /// «Анна».
    pub first: String,
    /// «Сергеевна»; not everybody has one or gives it.
    pub patronymic: Option<String>,
}

impl Name {
    /// «Анна Сергеевна»: how a colleague is spoken to (domain.md §0.10).
    pub fn spoken(&self) -> String {
        match &self.patronymic {
            Some(patronymic) => format!("{} {patronymic}", self.first),
            None => self.first.clone(),
        }
    }

    /// «Смирнова Анна Сергеевна»: as in a list.
    pub fn full(&self) -> String {
        format!("{} {}", self.last, self.spoken())
    }
}
