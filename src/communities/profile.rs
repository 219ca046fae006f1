//! One community's profile: everything a slice may ask about its rules. Read-only once loaded.
//!
//! Facts that change (a phone, the list of units, the number of an order) are kept elsewhere; a profile stays the
//! regulation's image.

use chrono_tz::Tz;

use super::basis::Founded;
use super::features::{ConsultationKind, Feature, Features, Switch};
use super::lists::{Channel, Contest, Document, Entry, EventKind, Format, Topic};
use super::regulation::Regulation;
use super::schema::{Body, Cadence, Category, Community, Joining, Line, Mentor, Minutes, Norm, Plan, Role};
use super::words::Words;
use crate::kernel::ids::CommunityId;

/// The profile of one community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Who it is and where.
    pub community: Community,
    /// The founding document with its text.
    pub regulation: Regulation,
    /// In which words it is spoken to.
    pub terms: Words,
    /// Its principles.
    pub principles: Vec<Founded<Line>>,
    /// Its functions (Tyumen 2.3).
    pub functions: Vec<Founded<Line>>,
    /// Organisations behind it.
    pub bodies: Vec<Founded<Body>>,
    /// Roles people may hold.
    pub roles: Vec<Founded<Role>>,
    /// Categories of members.
    pub categories: Vec<Founded<Category>>,
    /// Who may become a mentor.
    pub mentor: Founded<Mentor>,
    /// How one becomes a member.
    pub joining: Founded<Joining>,
    /// How often it must meet.
    pub cadence: Founded<Cadence>,
    /// Its plan.
    pub plan: Founded<Plan>,
    /// Its minutes.
    pub minutes: Founded<Minutes>,
    /// Directions of work.
    pub directions: Vec<Founded<Entry>>,
    /// Kinds of events.
    pub event_kinds: Vec<Founded<EventKind>>,
    /// Values of the four attributes of an activity.
    pub formats: Vec<Founded<Format>>,
    /// Documents it keeps.
    pub documents: Vec<Founded<Document>>,
    /// Rights of members.
    pub rights: Vec<Founded<Norm>>,
    /// Duties of members and of holders of roles.
    pub duties: Vec<Founded<Norm>>,
    /// Where it is heard of.
    pub channels: Vec<Founded<Channel>>,
    /// What it can do.
    pub features: Features,
    /// Contests the regulation names.
    pub contests: Vec<Founded<Contest>>,
    /// On what a pair may rest.
    pub pair_bases: Vec<Founded<Entry>>,
    /// Units known in advance; usually empty and filled in at run time.
    pub units: Vec<Founded<Entry>>,
    /// What a question may be about; never empty.
    pub topics: Vec<Founded<Topic>>,
    /// Shown once to the coordinator at set-up.
    pub open_questions: Vec<Line>,
    pub(super) coordinating: Founded<Body>,
}

fn by_id<'a, T>(items: &'a [Founded<T>], id: &str, of: fn(&T) -> &str) -> Option<&'a Founded<T>> {
    items.iter().find(|item| of(item) == id)
}

impl Profile {
    /// Its id.
    pub fn id(&self) -> &CommunityId {
        &self.community.id
    }

    /// The name people use.
    pub fn short_name(&self) -> &str {
        &self.community.short_name
    }

    /// The zone whose wall clock decides.
    pub fn tz(&self) -> Tz {
        self.community.tz
    }

    /// Stands beside every time: «18:00 (Тюмень)».
    pub fn city_label(&self) -> &str {
        &self.community.city_label
    }

    /// The hashtag with its `#`.
    pub fn hashtag(&self) -> Option<&str> {
        self.community.hashtag.as_deref()
    }

    /// The body that coordinates the community; every profile has exactly one.
    pub fn coordinating_body(&self) -> &Founded<Body> {
        &self.coordinating
    }

    /// A body by its id.
    pub fn body(&self, id: &str) -> Option<&Founded<Body>> {
        by_id(&self.bodies, id, |body| body.id.as_str())
    }

    /// A role by its id.
    pub fn role(&self, id: &str) -> Option<&Founded<Role>> {
        by_id(&self.roles, id, |role| role.id.as_str())
    }

    /// A category by its id.
    pub fn category(&self, id: &str) -> Option<&Founded<Category>> {
        by_id(&self.categories, id, |category| category.id.as_str())
    }

    /// A kind of event by its id.
    pub fn kind(&self, id: &str) -> Option<&Founded<EventKind>> {
        by_id(&self.event_kinds, id, |kind| kind.id.as_str())
    }

    /// A topic of questions by its id.
    pub fn topic(&self, id: &str) -> Option<&Founded<Topic>> {
        by_id(&self.topics, id, |topic| topic.id.as_str())
    }

    /// The switch of a capability with its details.
    pub fn feature(&self, feature: Feature) -> &Founded<Switch> {
        self.features.get(feature)
    }

    /// Whether the community has a capability.
    pub fn has(&self, feature: Feature) -> bool {
        self.feature(feature).on
    }

    /// The forms of advice the community offers; none when consultations are off.
    pub fn consultation_kinds(&self) -> &[ConsultationKind] {
        let switch = self.feature(Feature::Consultations);
        if switch.on { &switch.item.kinds } else { &[] }
    }

    /// Whether an event of this kind must have minutes (Tutaev 4.2).
    pub fn needs_minutes(&self, kind: &str) -> bool {
        self.minutes.required_for.iter().any(|required| required == kind)
    }
}
