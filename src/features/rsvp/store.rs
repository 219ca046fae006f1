//! SQL of `asked` and `answers`.

use sqlx::SqliteConnection;

use super::rules::Answer;
use crate::kernel::ids::{EventId, PersonId};

pub(super) async fn answers(db: &mut SqliteConnection, event: EventId) -> sqlx::Result<Vec<(PersonId, Answer)>> {
    let rows = sqlx::query!(
        r#"SELECT person AS "person: PersonId", state AS "state: Answer" FROM answers WHERE event = ?
           ORDER BY answered_at, person"#,
        event
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.person, r.state)).collect())
}
