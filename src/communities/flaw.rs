//! What is wrong with a profile, as one sentence for the console.

use std::fmt;

/// A flaw: the file, the place in it, what is wrong and how to mend it. `Display` gives the whole sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The file's name, e.g. `tutaev_pos.toml`.
    pub file: String,
    /// The place inside the file, e.g. `[[event_kinds]] 3 (meetup)`; empty when the flaw is the file itself.
    pub place: String,
    /// What is wrong and how to mend it, without a full stop.
    pub what: String,
}

impl Flaw {
    pub(super) fn new(file: &str, place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), place: place.into(), what: what.into() }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place.as_str() {
            "" => write!(f, "{}: {}.", self.file, self.what),
            place => write!(f, "{}, {place}: {}.", self.file, self.what),
        }
    }
}

impl std::error::Error for Flaw {}
