//! SQL of what is kept about one person here: for her to take along, and to be counted.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::focus::Parcel;
use super::rules::{OfferState, Stage};
use crate::kernel::ids::{ConsultationId, PersonId};
use crate::kernel::time::at_millis;

/// How many entries there are: questions, offers, what a coordinator was shown, where words go, moves.
pub async fn count(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT (SELECT count(*) FROM consultations WHERE asker = ?1)
                + (SELECT count(*) FROM consultations WHERE mentor = ?1)
                + (SELECT count(*) FROM consultation_offers WHERE person = ?1)
                + (SELECT count(*) FROM consultation_alerts WHERE person = ?1)
                + (SELECT count(*) FROM consultation_focus WHERE person = ?1)
                + (SELECT count(*) FROM consultation_log WHERE actor = ?1) AS "n!: i64""#,
        person
    )
    .fetch_one(db)
    .await
}

/// Every question a person has or had last.
pub async fn answered_by(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<ConsultationId>> {
    sqlx::query_scalar!(r#"SELECT id AS "id: ConsultationId" FROM consultations WHERE mentor = ? ORDER BY id"#, person)
        .fetch_all(db)
        .await
}

/// Every offer to a person: question, what became of it, when (milliseconds).
pub async fn offers_to(
    db: &mut SqliteConnection,
    person: PersonId,
) -> sqlx::Result<Vec<(ConsultationId, OfferState, i64)>> {
    let rows = sqlx::query!(
        r#"SELECT consultation AS "id!: ConsultationId", state AS "state: OfferState", offered_at
           FROM consultation_offers WHERE person = ? ORDER BY offered_at, consultation"#,
        person
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.state, r.offered_at)).collect())
}

/// Questions that wait for a coordinator and were shown to this one.
pub async fn shown_to(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<ConsultationId>> {
    sqlx::query_scalar!(
        r#"SELECT consultation AS "id!: ConsultationId" FROM consultation_alerts WHERE person = ? ORDER BY consultation"#,
        person
    )
    .fetch_all(db)
    .await
}

/// Where a person's words go.
pub struct Words {
    /// To this question.
    pub consultation: Option<ConsultationId>,
    /// Written, and not yet said to whom.
    pub waiting: Vec<Parcel>,
    /// When it was chosen, used or written last.
    pub at: DateTime<Utc>,
}

/// Where her words go, as it is kept: what has waited too long is still there until it is swept.
pub async fn words_of(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Option<Words>> {
    let row = sqlx::query!(
        r#"SELECT consultation AS "consultation: ConsultationId", pending AS "pending: Json<Vec<Parcel>>", at
           FROM consultation_focus WHERE person = ?"#,
        person
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Words {
        consultation: r.consultation,
        waiting: r.pending.map(|json| json.0).unwrap_or_default(),
        at: at_millis(r.at),
    }))
}

/// One move of a question.
pub struct Move {
    /// Of which.
    pub consultation: ConsultationId,
    /// When.
    pub at: DateTime<Utc>,
    /// `None`: it was asked.
    pub from: Option<Stage>,
    /// Where it stood then.
    pub to: Stage,
}

/// What a person did with questions, her own and others'.
pub async fn moves_by(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<Move>> {
    let rows = sqlx::query!(
        r#"SELECT consultation AS "consultation: ConsultationId", at, from_stage AS "from: Stage",
                  to_stage AS "to: Stage"
           FROM consultation_log WHERE actor = ? ORDER BY id"#,
        person
    )
    .fetch_all(db)
    .await?;
    let one = |consultation, at, from, to| Move { consultation, at: at_millis(at), from, to };
    Ok(rows.into_iter().map(|r| one(r.consultation, r.at, r.from, r.to)).collect())
}
