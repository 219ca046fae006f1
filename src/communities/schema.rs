//! The sections of a profile as they stand in its file. Data only: no rule is decided here.
//!
//! Every section refuses keys it does not know, so a typo is found when the profile is loaded. The `ref`/`basis` pair
//! of an item is not among its fields: it lives in [`Founded`](super::Founded), which wraps the item.

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, de::Error};

use super::vocabulary::*;
use crate::kernel::ids::{CommunityId, Slug};

/// `[community]`: who it is and where.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Community {
    /// Same as the file's name without `.toml`.
    pub id: CommunityId,
    /// The full name, verbatim from the regulation.
    pub name: String,
    /// The name people use.
    pub short_name: String,
    /// What kind of body it is.
    pub kind: Kind,
    /// How far it reaches.
    pub level: Level,
    /// The region.
    pub region: String,
    /// The municipality, for a municipal community.
    pub municipality: Option<String>,
    /// Stands beside every time: «18:00 (Тюмень)».
    pub city_label: String,
    /// The zone whose wall clock decides.
    #[serde(deserialize_with = "zone")]
    pub tz: Tz,
    /// The first day of the academic year.
    pub academic_year_start: DayOfYear,
    /// With the `#`, if the community has one.
    pub hashtag: Option<String>,
    /// Two sentences for a newcomer.
    pub about: String,
    /// The clauses behind `about`.
    pub about_ref: String,
}

/// A day that returns every year, written `MM-DD`. Never 29 February.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct DayOfYear {
    month: u32,
    day: u32,
}

impl DayOfYear {
    /// 1–12.
    pub fn month(self) -> u32 {
        self.month
    }

    /// 1–31.
    pub fn day(self) -> u32 {
        self.day
    }
}

impl TryFrom<String> for DayOfYear {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // 2001 is no leap year: a day that some years lack cannot begin a year.
        NaiveDate::parse_from_str(&format!("2001-{text}"), "%Y-%m-%d")
            .map(|date| Self { month: date.month(), day: date.day() })
            .map_err(|_| format!("`{text}` is no day of every year; write month and day, as in \"09-01\""))
    }
}

/// `[regulation]`: the founding document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The title, verbatim.
    pub title: String,
    /// The act that approved it.
    pub act: Option<String>,
    /// The date of that act.
    #[serde(default, deserialize_with = "date")]
    pub date: Option<NaiveDate>,
    /// The number of that act.
    pub number: Option<String>,
    /// The file of its text: a bare file name.
    pub source_file: String,
    /// Defects of the text worth a question to the coordinator.
    #[serde(default)]
    pub defects: Vec<String>,
}

/// A sentence shown as it stands: a principle, a function.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The sentence.
    pub text: String,
}

/// A right or a duty.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    /// The sentence.
    pub text: String,
    /// The role it binds; every member when absent.
    pub applies_to: Option<Slug>,
}

/// An organisation behind the community.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its id.
    pub id: Slug,
    /// The full name.
    pub name: String,
    /// The name people use.
    pub short_name: String,
    /// What it does for the community.
    pub function: BodyFunction,
    /// What it does, in words.
    #[serde(default)]
    pub duties: Vec<String>,
}

/// A role a person may hold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its id.
    pub id: Slug,
    /// As people read it.
    pub title: String,
    /// The body it acts for.
    pub body: Option<Slug>,
    /// Who appoints, in words.
    pub appointed_by: Option<String>,
    /// The document without which nobody holds it (Tutaev 4.1: the order).
    pub requires_document: Option<Slug>,
    /// Where it holds.
    pub scope: Scope,
    /// What its holder answers for.
    #[serde(default)]
    pub responsible_for: Vec<String>,
}

/// A category of members.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its id.
    pub id: Slug,
    /// As people read it.
    pub title: String,
    /// What it makes of a member.
    pub maps_to: MapsTo,
    /// What the regulation asks of such a member, in words.
    #[serde(default)]
    pub requirements: Vec<String>,
}

/// `[mentor]`: who may become a mentor. A candidate passes if any of `criteria_any` holds (or there are none), all of
/// `criteria_all` hold, the years suffice and, where `recommendation_by` is set, a recommendation is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mentor {
    /// At least one of these, when there are any (Perm 3.1).
    #[serde(default)]
    pub criteria_any: Vec<String>,
    /// All of these (Tyumen 4.1).
    #[serde(default)]
    pub criteria_all: Vec<String>,
    /// Whole years of teaching; 0 when the regulation names no number.
    #[serde(default)]
    pub min_experience_years: u32,
    /// Whose recommendation is needed.
    #[serde(default, deserialize_with = "filled")]
    pub recommendation_by: Option<String>,
    /// The role that verifies the status.
    pub verified_by: Slug,
}

/// `[joining]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joining {
    /// How one becomes a member.
    pub mode: JoinMode,
    /// The role that confirms; nobody in an open community.
    #[serde(default, deserialize_with = "filled_id")]
    pub confirm_by: Option<Slug>,
    /// The newcomer chooses a unit.
    #[serde(default)]
    pub choose_unit: bool,
    /// Accepted forms of the written consent; empty where none is needed.
    #[serde(default)]
    pub consent_evidence: Vec<Evidence>,
    /// When one may leave.
    pub leave: Leave,
    /// The clause on leaving.
    pub leave_ref: Option<String>,
    /// A remark for the coordinator.
    pub note: Option<String>,
}

/// `[cadence]`: how often the community must meet.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cadence {
    /// At least so many held events a `per`; 0 when the regulation sets no cadence.
    pub min: u32,
    /// The span.
    pub per: Period,
    /// What counts.
    pub counts: Counts,
    /// For whom it is counted: the whole community, or each unit (Tutaev 4.2).
    #[serde(default = "whole")]
    pub scope: Scope,
    /// Who sets the rhythm.
    pub set_by: SetBy,
}

/// `[plan]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Whether the regulation demands a plan.
    pub required: bool,
    /// What the plan is called.
    #[serde(default = "plan_title")]
    pub title: String,
    /// The span of one plan.
    pub period: Period,
    /// Whose plan it is: the whole community's, or each unit's.
    #[serde(default = "whole")]
    pub scope: Scope,
    /// From what it is drawn up.
    #[serde(default)]
    pub drafted_from: Vec<PlanSource>,
    /// Who draws it up: ids of bodies and roles, or `members`.
    #[serde(default)]
    pub participants: Vec<Slug>,
    /// Who must agree.
    pub agreed_by: Option<AgreedBy>,
    /// Who considers it: ids of bodies and roles, or `members`.
    #[serde(default)]
    pub reviewed_by: Vec<Slug>,
    /// Who approves it. Empty: the regulation does not say, the coordinator does until the settings say otherwise.
    #[serde(default)]
    pub approved_by: Vec<Slug>,
    /// Must be approved anew every year (Yaroslavl 4.3).
    #[serde(default)]
    pub yearly: bool,
    /// What stands before the table (Tutaev, section 6).
    #[serde(default)]
    pub passport: Vec<String>,
    /// The columns of the table.
    pub sections: Vec<String>,
}

/// `[minutes]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    /// Event kinds that must have minutes.
    #[serde(default)]
    pub required_for: Vec<Slug>,
    /// Each question needs a decision (Tutaev 4.2).
    #[serde(default)]
    pub decision_per_question: bool,
    /// The role that signs.
    #[serde(default, deserialize_with = "filled_id")]
    pub signed_by: Option<Slug>,
}

fn plan_title() -> String {
    "План работы".to_owned()
}

/// Where a thing holds unless the profile says otherwise.
pub(super) fn whole() -> Scope {
    Scope::Community
}

fn zone<'de, D: Deserializer<'de>>(from: D) -> Result<Tz, D::Error> {
    let name = String::deserialize(from)?;
    name.parse()
        .map_err(|_| D::Error::custom(format!("`{name}` is no IANA time zone; write one such as Europe/Moscow")))
}

fn date<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let written = toml::value::Datetime::deserialize(from)?;
    let date = written.date.and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()));
    date.map(Some).ok_or_else(|| D::Error::custom(format!("`{written}` is no date; write year, month and day")))
}

/// An empty text says the same as no text.
pub(super) fn filled<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Some(String::deserialize(from)?).filter(|text| !text.trim().is_empty()))
}

fn filled_id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Slug>, D::Error> {
    filled(from)?.map(|text| Slug::try_from(text).map_err(D::Error::custom)).transpose()
}
