//! Profiles of the communities: their rules as data, with the clause of the regulation behind every one.
//!
//! Nothing here acts, knows a person or names a messenger, and nothing outside may ask "which community is this?": a
//! slice asks the [`Profile`] what holds. A profile never presents our choice as a rule: every item carries its
//! [`Basis`].
//!
//! # A sixth community in one sitting
//! 1. Put the text of its regulation into `regulations/<id>.txt`. Numbered headings («4. Состав») and clauses («4.2.»)
//!    are found by themselves; check with `/regulation` or the tests in `regulation_tests.rs`.
//! 2. Copy the nearest of the five files to `<id>.toml` (`id`: 1–32 of `a-z0-9_`) and go through it from the top:
//!    names, zone, words in all their cases, bodies, roles, categories. Beside every item write the clause
//!    (`ref = "4.2"`) or `basis = "default"` if the regulation is silent. What it leaves open goes to
//!    `[[open_questions]]`.
//! 3. `cadence.min = 0` if no rhythm is set; a feature that the regulation does not know stays `on = false`.
//! 4. Try it without building: put both files into a folder of profiles (the text into its `regulations/`) and run
//!    `krug check`: every flaw is one sentence with its place and remedy.
//! 5. To ship it, add the id to `SHIPPED` in `loader.rs` and its facts to `shipped_tests.rs`.

mod basis;
mod features;
mod flaw;
mod lists;
mod loader;
mod pages;
mod profile;
mod reader;
mod regulation;
mod schema;
mod validate;
mod vocabulary;
mod words;

use std::sync::Arc;

pub use crate::kernel::ids::{CommunityId, NotAnId, Slug};
pub use basis::{Basis, Founded};
pub use features::{ConsultationKind, Feature, Features, Switch};
pub use flaw::Flaw;
pub use lists::{Channel, Contest, Document, Entry, EventKind, Format, Topic};
pub use pages::Page;
pub use profile::Profile;
pub use regulation::{Clause, Regulation, Section};
pub use schema::{
    Body, Cadence, Category, Community, DayOfYear, Joining, Line, Mentor, Minutes, Norm, Plan, Role, Source,
};
pub use vocabulary::{
    AgreedBy, Attendance, BodyFunction, ChannelKind, Counts, Dimension, Each, EntryMode, Evidence, Generator, JoinMode,
    Kind, Leave, Level, MapsTo, Period, PlanSource, Scope, SetBy,
};
pub use words::{Single, Term, Words};

/// The profiles of this process. Clones share them.
#[derive(Clone, Debug)]
pub struct Profiles(Arc<Vec<Profile>>);

impl Profiles {
    /// The profile of a community.
    pub fn get(&self, id: &CommunityId) -> Option<&Profile> {
        self.0.iter().find(|profile| profile.id() == id)
    }

    /// All profiles: those that ship in their order, then the operator's own by id.
    pub fn iter(&self) -> impl Iterator<Item = &Profile> {
        self.0.iter()
    }

    /// How many there are; at least one.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Never true of loaded profiles.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod flaw_tests;
#[cfg(test)]
mod loader_tests;
#[cfg(test)]
mod regulation_tests;
#[cfg(test)]
mod shipped_tests;
#[cfg(test)]
mod validate_tests;
