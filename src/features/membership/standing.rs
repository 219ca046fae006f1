//! What a person may do in a community. Asked anew at every press: a role may change between drawing and pressing.

use crate::features::people;
use crate::features::turn::{Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::ids::{CommunityId, PersonId, UnitId};

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::store;

crate::words! {
    /// Where a membership stands (domain.md §3.2).
    pub enum MemberState {
        /// The consent to data processing is given, nothing is told yet.
        PdConsented = "pd_consented",
        /// The profile is filled in; the last step is left.
        ProfileDraft = "profile_draft",
        /// The written consent to join is given; the coordinator has not looked yet (Яро 4.2).
        ConsentGiven = "consent_given",
        /// The coordinator or curator decides.
        UnderReview = "under_review",
        /// A member.
        Active = "active",
        /// Not accepted; may ask again.
        Rejected = "rejected",
        /// Left; may come back.
        Left = "left",
    }
}

/// A person's place in a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// In which community.
    pub community: CommunityId,
    /// `None`: has never begun to join.
    pub state: Option<MemberState>,
    /// Id of the profile's category.
    pub category: Option<String>,
    /// The team inside the community.
    pub unit: Option<UnitId>,
    /// Answers questions.
    pub mentor: bool,
    /// Acts for the coordinating organisation; owners count as coordinators.
    pub coordinator: bool,
    /// When she became a member last.
    pub joined_at: Option<DateTime<Utc>>,
}

impl MemberState {
    /// May do what members may.
    pub fn is_member(self) -> bool {
        self == Self::Active
    }
}

impl Standing {
    /// May answer events, ask questions, be written to.
    pub fn is_member(&self) -> bool {
        self.state.is_some_and(MemberState::is_member)
    }

    fn outside(community: &CommunityId) -> Self {
        Self {
            community: community.clone(),
            state: None,
            category: None,
            unit: None,
            mentor: false,
            coordinator: false,
            joined_at: None,
        }
    }
}

/// Where the acting person stands in `community`.
///
/// # Errors
/// Storage errors.
pub async fn standing(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId) -> Result<Standing, Failure> {
    let mut standing = standing_of(turn, who.person(), community).await?;
    standing.coordinator |= who.owner;
    Ok(standing)
}

/// Where anybody stands in `community`, owners not counted.
///
/// # Errors
/// Storage errors.
pub async fn standing_of(turn: &mut Turn<'_>, person: PersonId, community: &CommunityId) -> Result<Standing, Failure> {
    let found = store::standing(turn.db, person, community).await?;
    Ok(found.unwrap_or_else(|| Standing::outside(community)))
}

/// Whether somebody who need not be acting now coordinates `community`, as owners do; whether or not she can be written to.
///
/// # Errors
/// Storage errors.
pub async fn heads(turn: &mut Turn<'_>, person: PersonId, community: &CommunityId) -> Result<bool, Failure> {
    let appointed = standing_of(turn, person, community).await?.coordinator;
    Ok(appointed || people::owners(turn).await?.contains(&person))
}

/// Where somebody stands outside a turn, owners not counted; `None` for somebody who has never begun to join.
///
/// # Errors
/// Storage errors.
pub async fn standing_in(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
) -> sqlx::Result<Option<Standing>> {
    store::standing(db, person, community).await
}

/// Where a person may answer questions now. One statement.
///
/// # Errors
/// Storage errors.
pub async fn mentoring(turn: &mut Turn<'_>, person: PersonId) -> Result<Vec<CommunityId>, Failure> {
    let rows = store::of_person(turn.db, person).await?;
    Ok(rows.into_iter().filter(|row| row.mentor && row.state.is_member()).map(|row| row.community).collect())
}

/// Which members are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Circle<'a> {
    /// All active members.
    All,
    /// Those of one category of the profile.
    Category(&'a str),
    /// Those who answer questions.
    Mentors,
    /// Those of one team.
    Unit(UnitId),
    /// Those who have been members since then or later.
    Since(DateTime<Utc>),
}

/// The active members meant by `circle`, in the order of their numbers.
///
/// # Errors
/// Storage errors.
pub async fn members(
    turn: &mut Turn<'_>,
    community: &CommunityId,
    circle: Circle<'_>,
) -> Result<Vec<PersonId>, Failure> {
    Ok(match circle {
        Circle::All => store::everybody(turn.db, community).await?,
        Circle::Category(id) => store::members(turn.db, community, Some(id), None, false).await?,
        Circle::Mentors => store::members(turn.db, community, None, None, true).await?,
        Circle::Unit(unit) => store::members(turn.db, community, None, Some(unit), false).await?,
        Circle::Since(since) => store::joined_since(turn.db, community, since).await?,
    })
}

/// Those of these people who are active members now, in no order. One statement, however many they are.
///
/// # Errors
/// Storage errors.
pub async fn members_among(
    turn: &mut Turn<'_>,
    community: &CommunityId,
    people: &[PersonId],
) -> Result<Vec<PersonId>, Failure> {
    Ok(store::members_among(turn.db, community, people).await?)
}

/// How many active members there are.
///
/// # Errors
/// Storage errors.
pub async fn count(turn: &mut Turn<'_>, community: &CommunityId) -> Result<usize, Failure> {
    Ok(usize::try_from(store::count(turn.db, community).await?).unwrap_or_default())
}

/// The next active members behind the number `after`, in the order of their numbers, at most `limit`.
///
/// # Errors
/// Storage errors.
pub async fn members_after(
    turn: &mut Turn<'_>,
    community: &CommunityId,
    after: PersonId,
    limit: usize,
) -> Result<Vec<PersonId>, Failure> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(store::members_after(turn.db, community, after, limit).await?)
}

/// Mentors who answer questions on `topic` (an id of the profile), in the order in which they joined.
///
/// # Errors
/// Storage errors.
pub async fn mentors_of(turn: &mut Turn<'_>, community: &CommunityId, topic: &str) -> Result<Vec<PersonId>, Failure> {
    Ok(store::mentors_of(turn.db, community, topic).await?)
}

/// The coordinators of a community, without owners who hold no membership.
///
/// # Errors
/// Storage errors.
pub async fn coordinators(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<PersonId>, Failure> {
    Ok(store::coordinators(turn.db, community).await?)
}
