//! One file's TOML → typed sections, with every flaw named by its place.
//!
//! Reading goes on after a flaw, so that a person mends a file once and not ten times; but no profile comes of a file
//! that has one.

use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::basis::{Basis, Founded, Silence};
use super::features::{Feature, Features, Switch};
use super::flaw::Flaw;

/// Takes sections out of a file's table; what is left at the end is unknown.
pub(super) struct Reader<'a> {
    file: &'a str,
    table: Table,
    known: Vec<&'static str>,
    flaws: Vec<Flaw>,
}

impl<'a> Reader<'a> {
    /// Parses the file; a syntax error is the only flaw it can then have.
    pub(super) fn new(file: &'a str, raw: &str) -> Result<Self, Flaw> {
        let table = raw.parse::<Table>().map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = raw.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
            let what = error.message().replace('\n', ", ");
            Flaw::new(file, format!("line {line}"), format!("is not TOML: {what}; mend the line"))
        })?;
        Ok(Self { file, table, known: Vec::new(), flaws: Vec::new() })
    }

    /// `schema = 1`, the version of these rules.
    pub(super) fn schema(&mut self) {
        self.known.push("schema");
        match self.table.remove("schema") {
            Some(Value::Integer(1)) => {}
            Some(other) => self.flaw("schema", format!("is {other}, this program reads schema 1; write schema = 1")),
            None => self.flaw("schema", "is missing; write schema = 1 at the top of the file"),
        }
    }

    /// A section that must be there and has no ground of its own.
    pub(super) fn section<T: DeserializeOwned>(&mut self, name: &'static str) -> Option<T> {
        let table = self.section_table(name)?;
        self.typed(format!("[{name}]"), table)
    }

    /// A section that must be there and may be silent about its ground.
    pub(super) fn founded<T: DeserializeOwned>(&mut self, name: &'static str) -> Option<Founded<T>> {
        let table = self.section_table(name)?;
        self.grounded(format!("[{name}]"), table, Silence::IsDefault)
    }

    /// A list whose items have no ground.
    pub(super) fn lines<T: DeserializeOwned>(&mut self, name: &'static str) -> Vec<T> {
        self.items(name).into_iter().filter_map(|(place, item)| self.typed(place, item)).collect()
    }

    /// A list, perhaps absent, each of whose items names its ground.
    pub(super) fn list<T: DeserializeOwned>(&mut self, name: &'static str) -> Vec<Founded<T>> {
        let items = self.items(name);
        items.into_iter().filter_map(|(place, item)| self.grounded(place, item, Silence::IsFlaw)).collect()
    }

    /// `[features]`: every key, each with its ground.
    pub(super) fn features(&mut self) -> Option<Features> {
        let mut table = self.section_table("features")?;
        let found = Features::collect(|feature| self.switch(feature, table.remove(feature.key())));
        for key in table.keys() {
            let known: Vec<_> = Feature::ALL.iter().map(|feature| feature.key()).collect();
            let what = format!("there is no such feature; write one of {}", known.join(", "));
            self.flaws.push(Flaw::new(self.file, format!("[features] {key}"), what));
        }
        found
    }

    /// The flaws found so far and those of keys nobody asked for.
    pub(super) fn finish(mut self) -> Vec<Flaw> {
        let known = self.known.join(", ");
        for key in self.table.keys() {
            let what = format!("there is no such section; write one of {known}");
            self.flaws.push(Flaw::new(self.file, key.clone(), what));
        }
        self.flaws
    }

    fn switch(&mut self, feature: Feature, value: Option<Value>) -> Option<Founded<Switch>> {
        let place = format!("[features] {}", feature.key());
        match value {
            Some(Value::Table(table)) => self.grounded(place, table, Silence::IsFlaw),
            Some(_) => {
                self.flaw(place, "is no table; write it as { on = true, ref = \"<clause>\" }");
                None
            }
            None => {
                self.flaw(
                    place,
                    "is missing; all profiles have the same features, add { on = false, basis = \"default\" }",
                );
                None
            }
        }
    }

    fn section_table(&mut self, name: &'static str) -> Option<Table> {
        self.known.push(name);
        match self.table.remove(name) {
            Some(Value::Table(table)) => Some(table),
            Some(_) => {
                self.flaw(format!("[{name}]"), format!("is no section; write [{name}] on a line of its own"));
                None
            }
            None => {
                self.flaw(format!("[{name}]"), "is missing; copy the section from a profile that ships and adapt it");
                None
            }
        }
    }

    fn items(&mut self, name: &'static str) -> Vec<(String, Table)> {
        self.known.push(name);
        let values = match self.table.remove(name) {
            None => return Vec::new(),
            Some(Value::Array(values)) => values,
            Some(_) => {
                self.flaw(format!("[[{name}]]"), format!("is no list; write [[{name}]] above each item"));
                return Vec::new();
            }
        };
        let mut items = Vec::new();
        for (at, value) in (1..).zip(values) {
            match value {
                Value::Table(item) => items.push((place(name, at, &item), item)),
                _ => self.flaw(format!("[[{name}]] {at}"), format!("is no item; write [[{name}]] above each item")),
            }
        }
        items
    }

    fn grounded<T: DeserializeOwned>(&mut self, at: String, mut table: Table, silence: Silence) -> Option<Founded<T>> {
        let basis = Basis::take(&mut table, silence);
        if let Err(what) = &basis {
            self.flaw(at.clone(), what.clone());
        }
        let item = self.typed(at, table)?;
        basis.ok().map(|basis| Founded { basis, item })
    }

    fn typed<T: DeserializeOwned>(&mut self, at: String, table: Table) -> Option<T> {
        match Value::Table(table).try_into() {
            Ok(item) => Some(item),
            Err(error) => {
                let (place, what) = plain(at, &error.to_string());
                self.flaw(place, what);
                None
            }
        }
    }

    /// Notes a flaw.
    pub(super) fn flaw(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.flaws.push(Flaw::new(self.file, place, what));
    }
}

/// `[[event_kinds]] 3 (meetup)`: an item by its number and by the name it goes by.
fn place(list: &str, at: usize, item: &Table) -> String {
    let name = ["id", "title", "text"].iter().find_map(|key| item.get(*key)?.as_str());
    match name {
        Some(name) => format!("[[{list}]] {at} ({name})"),
        None => format!("[[{list}]] {at}"),
    }
}

/// The deserialiser's words as an operator reads them. Its second line, «in `tz`», belongs to the place.
fn plain(at: String, error: &str) -> (String, String) {
    let (what, key) = error.trim().split_once("\nin `").unwrap_or((error.trim(), ""));
    let place = match key.trim_end_matches('`') {
        "" => at,
        key => format!("{at} {key}"),
    };
    let what = match what.strip_prefix("missing field ") {
        Some(key) => format!("{key} is missing; add it"),
        None => what
            .replace("unknown variant", "unknown word")
            .replace("unknown field", "unknown key")
            .replace(", expected ", "; write "),
    };
    (place, what.replace('\n', ", "))
}
