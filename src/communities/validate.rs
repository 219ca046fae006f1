//! What one section of a profile says of another: ids that must exist, words that must agree, clauses that must stand
//! in the regulation.
//!
//! Pure, and run on every profile at every start.

use std::collections::BTreeSet;

use super::basis::{Basis, Founded, split};
use super::features::Feature;
use super::flaw::Flaw;
use super::lists::{Channel, Contest, Document, Entry, EventKind, Format, Topic};
use super::profile::Profile;
use super::schema::{Body, Category, Line, Norm, Role};
use super::vocabulary::{Counts, Each, JoinMode, SetBy};

/// All flaws of a profile whose sections are sound by themselves.
pub(super) fn flaws(file: &str, profile: &Profile) -> Vec<Flaw> {
    let mut check = Check { file, profile, flaws: Vec::new() };
    check.file_name();
    check.lists_are_sound();
    check.ids_exist();
    check.plan_names_people();
    check.sections_agree();
    check.clauses_exist();
    check.flaws
}

/// An item as a flaw calls it.
trait Named {
    fn name(&self) -> &str;
}

macro_rules! named {
    ($($item:ty: $field:ident),+ $(,)?) => {
        $(impl Named for $item {
            fn name(&self) -> &str {
                self.$field.as_ref()
            }
        })+
    };
}

named! {
    Body: id, Role: id, Category: id, Entry: id, EventKind: id, Format: id, Document: id, Topic: id,
    Line: text, Norm: text, Channel: title, Contest: title,
}

struct Check<'a> {
    file: &'a str,
    profile: &'a Profile,
    flaws: Vec<Flaw>,
}

impl Check<'_> {
    fn flaw(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.flaws.push(Flaw::new(self.file, place, what));
    }

    fn file_name(&mut self) {
        let id = self.profile.id();
        let file = self.file;
        if format!("{id}.toml") != file {
            let what =
                format!("`id` is `{id}`, but the file is called {file}; rename the file to {id}.toml or mend the id");
            self.flaw("[community]", what);
        }
        if let Some(tag) = self.profile.hashtag()
            && (!tag.starts_with('#') || tag.len() == 1 || tag.contains(char::is_whitespace))
        {
            self.flaw("[community]", format!("`hashtag` is `{tag}`; write one word with a # before it"));
        }
    }

    fn lists_are_sound(&mut self) {
        let profile = self.profile;
        self.filled("roles", &profile.roles);
        self.filled("categories", &profile.categories);
        self.filled("event_kinds", &profile.event_kinds);
        self.unique("bodies", &profile.bodies);
        self.unique("roles", &profile.roles);
        self.unique("categories", &profile.categories);
        self.unique("directions", &profile.directions);
        self.unique("event_kinds", &profile.event_kinds);
        self.unique("formats", &profile.formats);
        self.unique("documents", &profile.documents);
        self.unique("pair_bases", &profile.pair_bases);
        self.unique("units", &profile.units);
        self.unique("topics", &profile.topics);
    }

    fn filled<T>(&mut self, list: &str, items: &[Founded<T>]) {
        if items.is_empty() {
            self.flaw(format!("[[{list}]]"), "is empty, and without it nobody can take part; add at least one item");
        }
    }

    fn unique<T: Named>(&mut self, list: &str, items: &[Founded<T>]) {
        let mut seen = BTreeSet::new();
        for (at, item) in (1..).zip(items) {
            if !seen.insert(item.name()) {
                let place = format!("[[{list}]] {at} ({})", item.name());
                self.flaw(place, "this id stands in the list already; give the second item another id");
            }
        }
    }

    fn ids_exist(&mut self) {
        let profile = self.profile;
        for (at, role) in (1..).zip(&profile.roles) {
            let place = format!("[[roles]] {at} ({})", role.id);
            self.refers(&place, "body", role.body.as_ref(), "bodies", &profile.bodies);
            self.refers(&place, "requires_document", role.requires_document.as_ref(), "documents", &profile.documents);
        }
        for (at, duty) in (1..).zip(&profile.duties) {
            let place = format!("[[duties]] {at} ({})", duty.text);
            self.refers(&place, "applies_to", duty.applies_to.as_ref(), "roles", &profile.roles);
        }
        for (at, document) in (1..).zip(&profile.documents) {
            if let Some(Each::Kind(kind)) = &document.per {
                let place = format!("[[documents]] {at} ({})", document.id);
                self.refers(&place, "per", Some(kind), "event_kinds", &profile.event_kinds);
            }
        }
        self.refers("[mentor]", "verified_by", Some(&profile.mentor.verified_by), "roles", &profile.roles);
        self.refers("[joining]", "confirm_by", profile.joining.confirm_by.as_ref(), "roles", &profile.roles);
        self.refers("[minutes]", "signed_by", profile.minutes.signed_by.as_ref(), "roles", &profile.roles);
        for kind in &profile.minutes.required_for {
            self.refers("[minutes]", "required_for", Some(kind), "event_kinds", &profile.event_kinds);
        }
        if let SetBy::Role(role) = &profile.cadence.set_by {
            self.refers("[cadence]", "set_by", Some(role), "roles", &profile.roles);
        }
        if let Counts::Kind(kind) = &profile.cadence.counts {
            self.refers("[cadence]", "counts", Some(kind), "event_kinds", &profile.event_kinds);
        }
        for ground in &profile.feature(Feature::Mentoring).pair_bases {
            self.refers("[features] mentoring", "pair_bases", Some(ground), "pair_bases", &profile.pair_bases);
        }
    }

    fn refers<T: Named>(&mut self, place: &str, key: &str, id: Option<&super::Slug>, list: &str, items: &[Founded<T>]) {
        let Some(id) = id else { return };
        if items.iter().any(|item| item.name() == id.as_str()) {
            return;
        }
        let known: Vec<_> = items.iter().map(|item| item.name()).collect();
        let choice = if known.is_empty() { String::new() } else { format!("write one of {} or ", known.join(", ")) };
        self.flaw(place, format!("`{key}` names `{id}`, which is not in [[{list}]]; {choice}add it there"));
    }

    fn plan_names_people(&mut self) {
        let profile = self.profile;
        let plan = &profile.plan;
        let lists = [
            ("participants", &plan.participants),
            ("reviewed_by", &plan.reviewed_by),
            ("approved_by", &plan.approved_by),
        ];
        for (key, names) in lists {
            for name in names.iter().map(super::Slug::as_str) {
                if name != "members" && profile.body(name).is_none() && profile.role(name).is_none() {
                    let what = format!("`{key}` names `{name}`; write the id of a body or a role, or members");
                    self.flaw("[plan]", what);
                }
            }
        }
    }

    fn sections_agree(&mut self) {
        let profile = self.profile;
        for (at, kind) in (1..).zip(&profile.event_kinds) {
            if kind.minutes != profile.needs_minutes(kind.id.as_str()) {
                let place = format!("[[event_kinds]] {at} ({})", kind.id);
                self.flaw(place, "`minutes` and [minutes] `required_for` disagree; say the same in both");
            }
        }
        if profile.has(Feature::Consultations) && profile.consultation_kinds().is_empty() {
            let what = "is on without `kinds`; add kinds = [\"individual\"] or other kinds, or turn it off";
            self.flaw("[features] consultations", what);
        }
        let joining = &profile.joining;
        match joining.mode {
            JoinMode::WrittenConsent if joining.consent_evidence.is_empty() => {
                let what = "`mode` is written_consent without `consent_evidence`; add some of electronic, scan, paper";
                self.flaw("[joining]", what);
            }
            JoinMode::Approval if joining.confirm_by.is_none() => {
                self.flaw("[joining]", "`mode` is approval without `confirm_by`; name the role that approves");
            }
            _ => {}
        }
        if joining.choose_unit && !profile.has(Feature::Units) {
            self.flaw(
                "[joining]",
                "`choose_unit` is true while the feature units is off; turn units on or choose_unit off",
            );
        }
    }

    fn clauses_exist(&mut self) {
        let profile = self.profile;
        self.grounds("principles", &profile.principles);
        self.grounds("functions", &profile.functions);
        self.grounds("bodies", &profile.bodies);
        self.grounds("roles", &profile.roles);
        self.grounds("categories", &profile.categories);
        self.grounds("directions", &profile.directions);
        self.grounds("event_kinds", &profile.event_kinds);
        self.grounds("formats", &profile.formats);
        self.grounds("documents", &profile.documents);
        self.grounds("rights", &profile.rights);
        self.grounds("duties", &profile.duties);
        self.grounds("channels", &profile.channels);
        self.grounds("contests", &profile.contests);
        self.grounds("pair_bases", &profile.pair_bases);
        self.grounds("units", &profile.units);
        self.grounds("topics", &profile.topics);
        self.ground("[mentor]", &profile.mentor.basis);
        self.ground("[joining]", &profile.joining.basis);
        self.ground("[cadence]", &profile.cadence.basis);
        self.ground("[plan]", &profile.plan.basis);
        self.ground("[minutes]", &profile.minutes.basis);
        for (feature, switch) in profile.features.iter() {
            self.ground(&format!("[features] {}", feature.key()), &switch.basis);
        }
        self.stands("[community]", "about_ref", split(&profile.community.about_ref));
        self.stands("[joining]", "leave_ref", split(profile.joining.leave_ref.as_deref().unwrap_or_default()));
    }

    fn grounds<T: Named>(&mut self, list: &str, items: &[Founded<T>]) {
        for (at, item) in (1..).zip(items) {
            self.ground(&format!("[[{list}]] {at} ({})", item.name()), &item.basis);
        }
    }

    fn ground(&mut self, place: &str, basis: &Basis) {
        self.stands(place, "ref", basis.clauses());
    }

    /// Every clause must stand in the text, if there is a text: nobody may be shown a clause that does not exist.
    fn stands<'t>(&mut self, place: &str, key: &str, clauses: impl Iterator<Item = &'t str>) {
        let regulation = &self.profile.regulation;
        if regulation.text().is_empty() {
            return;
        }
        for clause in clauses.filter(|clause| regulation.clause(clause).is_none()) {
            let file = &regulation.source.source_file;
            self.flaw(place, format!("`{key}` names clause `{clause}`, which is not in {file}; mend the number"));
        }
    }
}
