//! The outbox between processes and over the weeks: what a crash left half done, what is taken back, what is kept.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::SqliteConnection;

use crate::kernel::ids::{ChatId, PersonId};
use crate::kernel::time::at_millis;
use crate::queue::SWEPT_AT_ONCE;

/// Stands for everybody among the chats to wait with; no chat has this number.
const EVERYBODY: ChatId = ChatId(0);
/// How long verdicts are kept after the fact.
const KEPT: TimeDelta = TimeDelta::days(30);
/// The limits of a new process begin with what left so lately; after that nobody needs to know where a row went.
const LATELY: TimeDelta = TimeDelta::minutes(1);
/// A living message that was not drawn for so long is not drawn again in its place.
const DRAWN: TimeDelta = TimeDelta::days(90);

/// At the start of the process: settles what was on its way when the last one ended.
///
/// # Errors
/// Storage errors.
pub async fn boot(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!("UPDATE outbox SET state = 'queued' WHERE state = 'sending' AND risk = 'repeatable'")
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "UPDATE outbox SET state = 'unknown', finished_at = ?1, due_at = ?1, parcel = '', reported = (grp IS NULL)
         WHERE state = 'sending'",
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes back what has not left yet of a group.
///
/// # Errors
/// Storage errors.
pub async fn recall(db: &mut SqliteConnection, group: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "UPDATE outbox SET state = 'recalled', finished_at = ?1, due_at = ?1, parcel = '', reported = 0
         WHERE grp = ?2 AND state = 'queued'",
        now,
        group
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The same for one of those it is for, however many they are.
///
/// # Errors
/// Storage errors.
pub async fn recall_from(
    db: &mut SqliteConnection,
    person: PersonId,
    group: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "UPDATE outbox SET state = 'recalled', finished_at = ?1, due_at = ?1, parcel = '', reported = 0
         WHERE person = ?2 AND +grp = ?3 AND state = 'queued'",
        now,
        person,
        group
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Everything that waits for a person who cannot be reached is refused at once, as the messenger would.
///
/// # Errors
/// Storage errors.
pub async fn unreachable(db: &mut SqliteConnection, chat: ChatId, now: DateTime<Utc>) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "UPDATE outbox SET state = 'blocked', finished_at = ?1, due_at = ?1, parcel = '', reported = (grp IS NULL)
         WHERE chat = ?2 AND state = 'queued'",
        now,
        chat
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Erases a person's traces: what waits for her is taken back, her address and the places of her messages go. What the
/// decision `origin` itself says to her, the last word, stays. What is on its way is not repeated, and nobody remembers where
/// it lies.
///
/// # Errors
/// Storage errors.
pub async fn forget(db: &mut SqliteConnection, person: PersonId, origin: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    let (now, own) = (now.timestamp_millis(), format!("{origin}:"));
    sqlx::query!(
        "UPDATE outbox SET state = 'recalled', finished_at = ?1, due_at = ?1, parcel = '', anchor = NULL, reported = (grp IS NULL)
         WHERE person = ?2 AND state = 'queued' AND substr(key, 1, length(?3)) <> ?3",
        now,
        person,
        own
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("UPDATE outbox SET until = 0, anchor = NULL WHERE state = 'sending' AND person = ?", person)
        .execute(&mut *db)
        .await?;
    sqlx::query!("UPDATE outbox SET chat = 0 WHERE person = ? AND finished_at IS NOT NULL", person)
        .execute(&mut *db)
        .await?;
    sqlx::query!("DELETE FROM anchors WHERE person = ?", person).execute(db).await?;
    Ok(())
}

/// The messenger told us to wait: with a chat, or with everybody (`None`).
///
/// # Errors
/// Storage errors.
pub async fn hold(db: &mut SqliteConnection, chat: Option<ChatId>, until: DateTime<Utc>) -> sqlx::Result<()> {
    let (chat, until) = (chat.unwrap_or(EVERYBODY), until.timestamp_millis());
    sqlx::query!(
        "INSERT INTO holds (chat, until) VALUES (?, ?) ON CONFLICT (chat) DO UPDATE SET until = max(until, excluded.until)",
        chat,
        until
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What the messenger told the last process, as far as it is not over: with whom to wait, and until when.
///
/// # Errors
/// Storage errors.
pub async fn holds(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(Option<ChatId>, DateTime<Utc>)>> {
    let now = now.timestamp_millis();
    let rows =
        sqlx::query!(r#"SELECT chat AS "chat: ChatId", until FROM holds WHERE until > ?"#, now).fetch_all(db).await?;
    Ok(rows.into_iter().map(|r| (Some(r.chat).filter(|chat| *chat != EVERYBODY), at_millis(r.until))).collect())
}

/// What left of late: the limits of a new process begin with it. Of private chats only the last second counts.
///
/// # Errors
/// Storage errors.
pub async fn lately(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<Vec<(ChatId, DateTime<Utc>)>> {
    let (since, now) = ((now - LATELY).timestamp_millis(), now.timestamp_millis());
    let rows = sqlx::query!(
        r#"SELECT chat AS "chat: ChatId", finished_at AS "at!" FROM outbox
           WHERE finished_at BETWEEN ?1 AND ?2 AND (chat < 0 OR finished_at > ?2 - 1000) AND state IN ('sent', 'unknown')
           ORDER BY finished_at"#,
        since,
        now
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.chat, at_millis(r.at))).collect())
}

/// Deletes the places of messages that nobody will draw again, and waits that are over.
///
/// # Errors
/// Storage errors.
pub async fn sweep_places(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    let (drawn, now) = ((now - DRAWN).timestamp_millis(), now.timestamp_millis());
    sqlx::query!("DELETE FROM anchors WHERE drawn_at < ?", drawn).execute(&mut *db).await?;
    sqlx::query!("DELETE FROM holds WHERE until < ?", now).execute(db).await?;
    Ok(())
}

/// Deletes verdicts that nobody asks for any more, a portion of them. Whether there may be more.
///
/// # Errors
/// Storage errors.
pub async fn sweep(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let kept = (now - KEPT).timestamp_millis();
    let deleted = sqlx::query!(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE finished_at < ? AND reported = 1
                                         ORDER BY finished_at LIMIT ? + 0)",
        kept,
        SWEPT_AT_ONCE
    );
    let deleted = deleted.execute(db).await?.rows_affected();
    Ok(deleted >= SWEPT_AT_ONCE.unsigned_abs())
}

/// Of what ended from `since` on, forgets where it went, once nobody needs to know: a portion. Until when it did, and
/// whether there may be more.
///
/// # Errors
/// Storage errors.
pub async fn forget_chats(
    db: &mut SqliteConnection,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<(DateTime<Utc>, bool)> {
    let (since, lately) = (since.timestamp_millis(), (now - LATELY).timestamp_millis());
    let next = sqlx::query_scalar!(
        r#"SELECT finished_at AS "at!" FROM outbox WHERE finished_at >= ? AND finished_at < ?
           ORDER BY finished_at LIMIT 1 OFFSET ? + 0"#,
        since,
        lately,
        SWEPT_AT_ONCE
    );
    let next = next.fetch_optional(&mut *db).await?;
    // Of one instant all are taken, however many they are.
    let until = next.map_or(lately, |at| at.max(since + 1));
    sqlx::query!("UPDATE outbox SET chat = 0 WHERE finished_at >= ? AND finished_at < ? AND chat <> 0", since, until)
        .execute(db)
        .await?;
    Ok((at_millis(until), next.is_some()))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::super::{Draft, Fate, Parcel, Room, look, put_all, settle};
    use super::*;
    use crate::db::Db;
    use crate::kernel::effect::{Lane, Risk, Verdict};
    use crate::kernel::html::Html;
    use crate::kernel::ids::MessageId;
    use crate::kernel::screen::Screen;

    const ANNA: PersonId = PersonId(1);
    const NOW: i64 = 1_700_000_000_000;

    async fn house() -> (TempDir, Db) {
        let dir = TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite://{}", dir.path().join("krug.db").display())).await.unwrap();
        (dir, db)
    }

    #[tokio::test]
    async fn however_much_has_ended_it_is_forgotten_and_deleted_in_portions() {
        let (_dir, db) = house().await;
        let mut tx = db.begin().await.unwrap();
        // One a second, and 1,500 at one instant.
        sqlx::query(
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 3000)
             INSERT INTO outbox (key, chat, lane, risk, parcel, state, due_at, created_at, finished_at)
             SELECT n, 5, 3, 'repeatable', '', 'sent', 0, 0, ?1 + 1000 * min(n, 1500) FROM n",
        )
        .bind(NOW)
        .execute(&mut *tx)
        .await
        .unwrap();
        let known = "SELECT count(*) FROM outbox WHERE chat <> 0";
        let (mut since, mut left) = (DateTime::UNIX_EPOCH, Vec::new());
        let now = at_millis(NOW + 1_500_000) + LATELY + TimeDelta::milliseconds(1);
        loop {
            let (until, more) = forget_chats(&mut tx, since, now).await.unwrap();
            left.push(sqlx::query_scalar::<_, i64>(known).fetch_one(&mut *tx).await.unwrap());
            since = until;
            if !more {
                break;
            }
        }
        assert_eq!(left, [2000, 1501, 0, 0]);
        assert_eq!(since, now - LATELY);
        let mut portions = 1;
        while sweep(&mut tx, now + KEPT).await.unwrap() {
            portions += 1;
        }
        let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM outbox").fetch_one(&mut *tx).await.unwrap();
        assert_eq!((portions, rows), (4, 0));
    }

    /// A living message to Anna is on its way, marked, while she is erased; what is left of it after `fate`: its state, whether
    /// its place is remembered, and whether it would leave again.
    async fn erased_meanwhile(fate: Fate) -> (String, bool, bool) {
        let (_dir, db) = house().await;
        let mut tx = db.begin().await.unwrap();
        let draft = Draft {
            key: "k".to_owned(),
            chat: ChatId(5),
            person: Some(ANNA),
            lane: Lane::Notice as i64,
            risk: Risk::AtMostOnce,
            parcel: Parcel::Message {
                screen: Screen::new(Html::escaped("Ждём всех")),
                file: None,
                media: Vec::new(),
                silent: false,
            },
            anchor: Some("card".to_owned()),
            group: None,
            until: None,
        };
        put_all(&mut tx, vec![draft], at_millis(NOW)).await.unwrap();
        let room = Room { quick: 9, messages: 9, bulk: 9 };
        let row = look(&mut *tx, room, "[]", "[]", at_millis(NOW)).await.unwrap().remove(0);
        super::super::leave(&mut tx, "[1]").await.unwrap();
        forget(&mut tx, ANNA, "u9", at_millis(NOW)).await.unwrap();
        settle(&mut tx, &[(row, fate)], at_millis(NOW)).await.unwrap();
        let state = sqlx::query_scalar("SELECT state FROM outbox").fetch_one(&mut *tx).await.unwrap();
        let places: i64 = sqlx::query_scalar("SELECT count(*) FROM anchors").fetch_one(&mut *tx).await.unwrap();
        let again = look(&mut *tx, room, "[]", "[]", at_millis(NOW + 1)).await.unwrap();
        let leaves = again.iter().any(|row| row.until.is_none_or(|until| until >= NOW));
        (state, places > 0, leaves)
    }

    #[tokio::test]
    async fn what_is_on_its_way_to_somebody_who_is_erased_leaves_no_trace() {
        let message = Some(MessageId(7));
        let sent = Fate::Ended { verdict: Verdict::Sent, message, error: None };
        assert_eq!(erased_meanwhile(sent).await, ("sent".to_owned(), false, false));
        let again = Fate::Again { error: "flood".to_owned(), due: at_millis(NOW) };
        assert_eq!(erased_meanwhile(again).await, ("queued".to_owned(), false, false));
    }
}
