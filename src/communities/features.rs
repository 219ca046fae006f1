//! `[features]`: which capabilities a community has. The same keys stand in every profile.
//!
//! A slice asks `profile.has(Feature::Contests)`; it must never ask which community it is in.

use serde::Deserialize;

use super::basis::Founded;
use crate::kernel::ids::Slug;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $key:literal),+ $(,)?) => {
        /// A capability that a community has or has not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Feature { $($(#[$doc])* $name),+ }

        impl Feature {
            /// All of them, in the order of the profiles.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The key in `[features]`.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }
        }
    };
}

features! {
    /// Dated activities, their sign-up and attendance.
    Events = "events",
    /// Questions to mentors; see [`Switch::kinds`].
    Consultations = "consultations",
    /// Mentors, pairs and programmes; see [`Switch::pair_bases`].
    Mentoring = "mentoring",
    /// A survey of what members want to learn.
    NeedsSurvey = "needs_survey",
    /// Professional deficits and their diagnosis.
    Deficits = "deficits",
    /// Personal routes of growth.
    Routes = "routes",
    /// Minutes of meetings.
    Minutes = "minutes",
    /// Work given by one member to another.
    Assignments = "assignments",
    /// A short public account of a held event.
    PostRelease = "post_release",
    /// A report for the academic year.
    AnnualReport = "annual_report",
    /// The bank of practices.
    Practices = "practices",
    /// Members' proposals; see [`Switch::topics`].
    Proposals = "proposals",
    /// Professional contests; see [`Switch::teams`].
    Contests = "contests",
    /// Members' projects; see [`Switch::teams`].
    Projects = "projects",
    /// Practice placements.
    Internships = "internships",
    /// Umbrella events.
    Seasons = "seasons",
    /// Temporary working groups.
    WorkingGroups = "working_groups",
    /// Units inside the community, each with its own leader.
    Units = "units",
    /// Visits to colleagues' lessons.
    MutualVisits = "mutual_visits",
    /// Leisure and informal meetings.
    Leisure = "leisure",
    /// Guests from outside.
    Guests = "guests",
    /// A file of registry data.
    RegistryExport = "registry_export",
    /// Monitoring data.
    Monitoring = "monitoring",
    /// Thanks and letters.
    Recognition = "recognition",
    /// Practices as wiki text.
    Wiki = "wiki",
    /// The directory of members' organisations.
    OrgDirectory = "org_directory",
    /// Prevention of burn-out.
    Wellbeing = "wellbeing",
    /// A source of funding named on an event.
    FundingLabel = "funding_label",
}

/// One line of `[features]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// Off hides buttons, commands and documents.
    pub on: bool,
    /// Consultations: the kinds the community offers.
    #[serde(default)]
    pub kinds: Vec<ConsultationKind>,
    /// Mentoring: on what a pair may rest; ids of `[[pair_bases]]`.
    #[serde(default)]
    pub pair_bases: Vec<Slug>,
    /// Contests and projects: whether teams may enter; `None` where the regulation does not say.
    pub teams: Option<bool>,
    /// Proposals: what they may be about.
    #[serde(default)]
    pub topics: Vec<Slug>,
    /// Why we chose so, in Russian.
    pub why: Option<String>,
    /// A remark for the coordinator, in Russian.
    pub note: Option<String>,
}

/// In what form advice is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationKind {
    /// One asks, one answers.
    Individual,
    /// A mentor opens a slot with seats.
    Group,
    /// Over the network only (Perm 4.6).
    Online,
    /// Help asked of the community as a whole (Yaroslavl 5.1).
    Assistance,
}

/// All switches of a community. Complete by construction: a profile that lacks one is not loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Features(Vec<Founded<Switch>>);

impl Features {
    /// Asks `find` for every feature in turn; `None` when any of them was missing.
    pub(super) fn collect(find: impl FnMut(Feature) -> Option<Founded<Switch>>) -> Option<Self> {
        let found: Vec<_> = Feature::ALL.iter().copied().map(find).collect();
        found.into_iter().collect::<Option<Vec<_>>>().map(Self)
    }

    /// The switch of one feature.
    pub fn get(&self, feature: Feature) -> &Founded<Switch> {
        &self.0[feature as usize]
    }

    /// Every feature with its switch, in the order of [`Feature::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Feature, &Founded<Switch>)> {
        Feature::ALL.iter().copied().zip(&self.0)
    }
}
