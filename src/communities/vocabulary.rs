//! The closed vocabularies of a profile: a word outside them is a typo and the profile is not loaded.

use serde::Deserialize;

use crate::kernel::ids::{NotAnId, Slug};

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
    )+};
}

vocabulary! {
    /// What kind of body the community is.
    Kind {
        /// A membership body or a club.
        Community,
        /// A network of professional learning communities, each with its own leader.
        PlcNetwork,
        /// An open movement.
        Movement,
        /// A school of mentoring.
        School,
    }

    /// How far the community reaches.
    Level {
        /// A region of the country.
        Region,
        /// A municipality.
        Municipality,
    }

    /// What a body does for the community.
    BodyFunction {
        /// Coordinates it; exactly one body of a profile does.
        Coordination,
        /// Runs it day to day.
        Operations,
        /// Watches it from above and sees totals only.
        Oversight,
        /// Supports it.
        Support,
        /// Takes part as a partner.
        Partner,
        /// Appoints its leaders.
        Appointing,
        /// The organisation it belongs to.
        ParentOrg,
    }

    /// Where a role, a cadence, a plan or a document holds.
    Scope {
        /// Above the community.
        Network,
        /// The whole community.
        Community,
        /// One unit, e.g. one ПОС.
        Unit,
        /// A working group or project.
        Group,
        /// A mentoring pair.
        Pair,
        /// One event.
        Event,
    }

    /// What a category makes of a member.
    MapsTo {
        /// May ask for the mentor's status.
        MentorCandidate,
        /// May have a mentor.
        MenteeCandidate,
        /// Takes part.
        Participant,
    }

    /// How one becomes a member.
    JoinMode {
        /// At once.
        Open,
        /// After a written consent to join.
        WrittenConsent,
        /// After somebody's approval.
        Approval,
    }

    /// When one may leave.
    Leave {
        /// At any time, without permission.
        Anytime,
    }

    /// In what form a written consent is accepted.
    Evidence {
        /// A tap after reading.
        Electronic,
        /// A picture or file of the signed sheet.
        Scan,
        /// The sheet itself, registered by the coordinator.
        Paper,
    }

    /// A span of time over which something is counted.
    Period {
        /// A calendar month in the community's zone.
        Month,
        /// From [`academic_year_start`](super::Community::academic_year_start) to the day before the next one.
        AcademicYear,
    }

    /// From what a plan is drawn up.
    PlanSource {
        /// The survey of needs.
        NeedsSurvey,
        /// Members' proposals.
        Proposals,
        /// Professional deficits.
        Deficits,
    }

    /// Who must agree to a plan before it is approved.
    AgreedBy {
        /// Every member.
        AllMembers,
    }

    /// How many people an event kind is for.
    Attendance {
        /// Everybody.
        Collective,
        /// A small group.
        Group,
        /// One person.
        Individual,
    }

    /// What a format is about.
    Dimension {
        /// On site, online, both.
        Mode,
        /// Individual, group, collective.
        Participation,
        /// One organisation or several.
        OrgScope,
        /// Formal, non-formal, informal learning.
        Learning,
    }

    /// How a document comes to be.
    Generator {
        /// Somebody uploads it.
        Upload,
        /// From the plan.
        Plan,
        /// From a held event.
        PostRelease,
        /// From a meeting.
        Minutes,
        /// From the facts of an academic year.
        AnnualReport,
        /// From an application to join.
        JoinConsent,
        /// The list of mentors with their grounds.
        MentorRegistry,
        /// Data for the registry of the regional network.
        RegistryExport,
        /// Monitoring data.
        MonitoringExport,
        /// The programme of a pair or group.
        Programme,
        /// A personal route.
        Route,
        /// The list of working groups.
        WorkingGroups,
    }

    /// Where a community is heard of.
    ChannelKind {
        /// The media.
        Media,
        /// A resource of the community.
        Resource,
        /// A site.
        Site,
        /// A group on VK.
        Vk,
        /// A wiki.
        Wiki,
        /// A hashtag.
        Hashtag,
    }

    /// How one enters a contest.
    EntryMode {
        /// Alone.
        Individual,
        /// As a team.
        Team,
    }
}

/// What counts towards the cadence.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Counts {
    /// Any held event (`event`).
    AnyEvent,
    /// Held events of this kind only, e.g. `meeting_formal`.
    Kind(Slug),
}

impl TryFrom<String> for Counts {
    type Error = NotAnId;

    fn try_from(word: String) -> Result<Self, NotAnId> {
        Ok(match word.as_str() {
            "event" => Self::AnyEvent,
            _ => Self::Kind(word.try_into()?),
        })
    }
}

/// Who sets the rhythm of the meetings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum SetBy {
    /// The plan does (`plan`).
    Plan,
    /// The holder of this role.
    Role(Slug),
}

impl TryFrom<String> for SetBy {
    type Error = NotAnId;

    fn try_from(word: String) -> Result<Self, NotAnId> {
        Ok(match word.as_str() {
            "plan" => Self::Plan,
            _ => Self::Role(word.try_into()?),
        })
    }
}

/// For each of what a document is made. A document without it is made once for its scope.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Each {
    /// Each event.
    Event,
    /// Each pair or group.
    Pair,
    /// Each member.
    Member,
    /// Each change of the data in it (`on_change`).
    Change,
    /// Each request for it (`on_request`).
    Request,
    /// Each event of this kind.
    Kind(Slug),
}

impl TryFrom<String> for Each {
    type Error = NotAnId;

    fn try_from(word: String) -> Result<Self, NotAnId> {
        Ok(match word.as_str() {
            "event" => Self::Event,
            "pair" => Self::Pair,
            "member" => Self::Member,
            "on_change" => Self::Change,
            "on_request" => Self::Request,
            _ => Self::Kind(word.try_into()?),
        })
    }
}
