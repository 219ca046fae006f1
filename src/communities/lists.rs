//! The lists of a profile that name what people choose from: directions, kinds, formats, documents, topics.
//!
//! Data only, like [`schema`](super::schema); a title is shown as it stands.

use serde::Deserialize;

use super::basis::Founded;
use super::vocabulary::*;
use crate::kernel::ids::Slug;

/// A direction of work, a ground for a pair, a unit: something with an id and a title.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its id.
    pub id: Slug,
    /// As people read it.
    pub title: String,
}

/// A kind of event.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventKind {
    /// Its id.
    pub id: Slug,
    /// As people read it.
    pub title: String,
    /// How many people it is for.
    pub group: Attendance,
    /// Unites other events (Perm 1.3: the seasons).
    #[serde(default)]
    pub umbrella: bool,
    /// Must have minutes; says the same as `[minutes] required_for`.
    #[serde(default)]
    pub minutes: bool,
}

/// A value of one of the four attributes of an activity.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Format {
    /// Its id.
    pub id: Slug,
    /// Which attribute.
    pub dimension: Dimension,
    /// As people read it.
    pub title: String,
}

/// A document the community keeps.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its id.
    pub id: Slug,
    /// As people read it.
    pub title: String,
    /// Whether the regulation demands it.
    pub required: bool,
    /// How it comes to be.
    pub generator: Generator,
    /// For each of what it is made.
    pub per: Option<Each>,
    /// Whose it is: the whole community's, or each unit's.
    #[serde(default = "super::schema::whole")]
    pub scope: Scope,
}

/// Where the community is heard of.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// What it is.
    pub kind: ChannelKind,
    /// As people read it.
    pub title: String,
    /// Its address, when the regulation gives it.
    #[serde(default, deserialize_with = "super::schema::filled")]
    pub url: Option<String>,
}

/// An external contest the regulation names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// Its title.
    pub title: String,
    /// How one enters.
    pub modes: Vec<EntryMode>,
    /// A remark for the coordinator.
    pub note: Option<String>,
}

/// What a question to a mentor may be about. The one list with a title in a second tongue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its id.
    pub id: Slug,
    /// In Russian.
    pub title: String,
    /// In English.
    pub title_en: Option<String>,
}

impl Topic {
    /// The title in a tongue (`ru`, `en`, …); Russian where there is no other.
    pub fn title_in(&self, tongue: &str) -> &str {
        match (tongue, &self.title_en) {
            ("en", Some(title)) => title,
            _ => &self.title,
        }
    }
}

/// The topics of a community whose profile lists none. No regulation lists them, so all are our choice.
pub(super) fn default_topics() -> Vec<Founded<Topic>> {
    [
        ("discipline", "Дисциплина в классе", "Discipline in class"),
        ("methodics", "Методика", "Teaching methods"),
        ("parents", "Родители", "Parents"),
        ("documents", "Документы", "Paperwork"),
        ("digital", "Цифровые инструменты", "Digital tools"),
        ("other", "Другое", "Something else"),
    ]
    .into_iter()
    .filter_map(|(id, title, en)| {
        let id = Slug::parse(id)?;
        Some(Founded::ours(Topic { id, title: title.to_owned(), title_en: Some(en.to_owned()) }))
    })
    .collect()
}
