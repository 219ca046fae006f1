//! To which open question belongs what a person writes outside any dialogue. SQL of `consultation_focus`.
//!
//! Words must never reach the wrong person: as soon as somebody else has written to her since, she is asked which
//! question she means, and what she wrote waits for the answer.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::features::turn::Failure;
use crate::kernel::ids::{ChatId, ConsultationId, MessageId, PersonId};
use crate::kernel::input::Media;
use crate::kernel::time::at_millis;

/// What was written waits so long for the answer to «к какому это?».
const PENDING: TimeDelta = TimeDelta::hours(1);

/// Something written, on its way to the other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Parcel {
    /// Words.
    Words(String),
    /// Voice, photo or file, passed on as it is.
    Media {
        /// What it is.
        kind: Media,
        /// Where it lies.
        chat: ChatId,
        /// The message.
        message: MessageId,
    },
}

/// Where a person's words go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// To this question.
    pub consultation: Option<ConsultationId>,
    /// Somebody else has written to her since she chose it.
    pub doubt: bool,
    /// Written, and not yet said to whom.
    pub pending: Vec<Parcel>,
    /// When it was chosen or last used.
    pub at: DateTime<Utc>,
}

/// To whom words go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// No question is open.
    Nobody,
    /// To this one.
    One(ConsultationId),
    /// She must say.
    Ask,
}

/// To whom words go, when these questions are `open`.
pub fn whom(focus: &Focus, open: &[ConsultationId]) -> Whom {
    match (open, focus.consultation) {
        ([], _) => Whom::Nobody,
        ([only], _) => Whom::One(*only),
        (_, Some(chosen)) if open.contains(&chosen) && !focus.doubt => Whom::One(chosen),
        _ => Whom::Ask,
    }
}

pub async fn of(db: &mut SqliteConnection, person: PersonId, now: DateTime<Utc>) -> Result<Focus, Failure> {
    let row = sqlx::query!(
        r#"SELECT consultation AS "consultation: ConsultationId", doubt AS "doubt: bool", pending, at
           FROM consultation_focus WHERE person = ?"#,
        person
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(Focus::default()) };
    let at = at_millis(row.at);
    let fresh = row.pending.filter(|_| now - at <= PENDING);
    let pending = fresh.map(|json| serde_json::from_str(&json)).transpose()?.unwrap_or_default();
    Ok(Focus { consultation: row.consultation, doubt: row.doubt, pending, at })
}

/// Her words go to this question from now on; nothing waits any more.
pub async fn set(
    db: &mut SqliteConnection,
    person: PersonId,
    consultation: ConsultationId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "INSERT INTO consultation_focus (person, consultation, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO UPDATE SET consultation = ?2, doubt = 0, pending = NULL, at = ?3",
        person,
        consultation,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What she wrote waits until she says to whom.
pub async fn wait(
    db: &mut SqliteConnection,
    person: PersonId,
    parcels: &[Parcel],
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let (json, now) = (serde_json::to_string(parcels)?, now.timestamp_millis());
    sqlx::query!(
        "INSERT INTO consultation_focus (person, pending, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO UPDATE SET pending = ?2, at = ?3",
        person,
        json,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Somebody wrote to her about `consultation`: if her words go elsewhere, that is in doubt now.
pub async fn doubt(db: &mut SqliteConnection, person: PersonId, consultation: ConsultationId) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE consultation_focus SET doubt = 1 WHERE person = ? AND consultation IS NOT ?",
        person,
        consultation
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Her words go nowhere, and nothing waits.
pub async fn clear(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM consultation_focus WHERE person = ?", person).execute(db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(open: &[i64], focus: Option<i64>, doubt: bool, expect: Whom) {
        let open: Vec<ConsultationId> = open.iter().copied().map(ConsultationId).collect();
        let focus = Focus { consultation: focus.map(ConsultationId), doubt, ..Focus::default() };
        assert_eq!(whom(&focus, &open), expect, "{open:?} {focus:?}");
    }

    #[test]
    fn with_one_open_question_words_go_there() {
        check(&[41], None, false, Whom::One(ConsultationId(41)));
        check(&[41], Some(7), true, Whom::One(ConsultationId(41)));
    }

    #[test]
    fn with_several_they_go_where_she_chose() {
        check(&[41, 42], Some(42), false, Whom::One(ConsultationId(42)));
    }

    #[test]
    fn when_somebody_else_has_written_since_she_is_asked() {
        check(&[41, 42], Some(42), true, Whom::Ask);
    }

    #[test]
    fn a_chosen_question_that_is_over_counts_no_more() {
        check(&[41, 42], Some(7), false, Whom::Ask);
        check(&[41, 42], None, false, Whom::Ask);
    }

    #[test]
    fn without_open_questions_words_go_nowhere() {
        check(&[], Some(41), false, Whom::Nobody);
    }
}
