//! Jobs whose time has come, and receipts: what became of notices that somebody wants to know of.

use chrono::{DateTime, Utc};
use sqlx::{Connection, Sqlite, SqliteConnection, Transaction};

use super::record::Origin;
use super::tray::Tray;
use super::{BATCH, Engine, TOLD_AGAIN, fault, guarded};
use crate::features::{self, Failure, Turn};
use crate::kernel::effect::{Receipt, Verdict};
use crate::kernel::outcome::Done;
use crate::queue::{jobs, outbox};

impl Engine {
    /// Does one job, if one is due. Whether there was one.
    pub(super) async fn job(&mut self, now: DateTime<Utc>) -> sqlx::Result<bool> {
        let mut tx = self.db.begin().await?;
        let Some(row) = jobs::next(&mut tx, now).await? else { return Ok(false) };
        if row.boots < jobs::SUSPECT_BOOTS {
            return self.work(tx, &row, now).await;
        }
        jobs::begun(&mut tx, row.id, 1).await?;
        tx.commit().await?;
        let tx = self.db.begin().await?;
        let worked = self.work(tx, &row, now).await;
        if worked.is_err()
            && let Ok(mut tx) = self.db.begin().await
            && jobs::begun(&mut tx, row.id, -1).await.is_ok()
        {
            tx.commit().await?;
        }
        worked
    }

    async fn work(
        &mut self,
        mut tx: Transaction<'static, Sqlite>,
        row: &jobs::Row,
        now: DateTime<Utc>,
    ) -> sqlx::Result<bool> {
        jobs::done(&mut tx, row.id).await?;
        match self.carry_out(&mut tx, row, now).await {
            Ok(()) => tx.commit().await?,
            Err(failure) => {
                tx.rollback().await?;
                let error = fault(failure)?;
                let mut tx = self.db.begin().await?;
                let dead = jobs::failed(&mut tx, row, &error, now).await?;
                tracing::error!(job = row.key, attempts = row.attempts + 1, dead, error, "job failed");
                if dead {
                    let mut tray = Tray::default();
                    self.recorder(now).report_job(&mut tx, &mut tray, &row.key).await?;
                    tray.empty(&mut tx, now).await?;
                }
                tx.commit().await?;
            }
        }
        Ok(true)
    }

    async fn carry_out(
        &mut self,
        db: &mut SqliteConnection,
        row: &jobs::Row,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let mut turn = self.turn_in(db, now);
        let done = guarded(async {
            let done = features::job(&mut turn, &row.slice, &row.body).await?;
            features::settle(&mut turn, done).await
        })
        .await?;
        let mut tray = Tray::default();
        self.record(db, &mut tray, &Origin::work(format!("j{}:{}", row.id, row.key)), done, now).await?;
        Ok(tray.empty(db, now).await?)
    }

    /// What became of notices: whoever blocked the bot is not written to any more, and the senders of groups hear.
    pub(super) async fn receipts(&mut self, now: DateTime<Utc>) -> sqlx::Result<bool> {
        let mut tx = self.db.begin().await?;
        let ends = outbox::ends(&mut tx, now, BATCH).await?;
        for end in &ends {
            if end.verdict == Verdict::Blocked {
                outbox::unreachable(&mut tx, end.chat, now).await?;
            }
            let mut own = tx.begin().await?;
            match self.hear(&mut own, end, now).await {
                Ok(()) => own.commit().await?,
                Err(failure) => {
                    own.rollback().await?;
                    let error = fault(failure)?;
                    outbox::report_again(&mut tx, end.id, now + TOLD_AGAIN).await?;
                    tracing::error!(row = end.id, error, "receipt failed");
                }
            }
        }
        tx.commit().await?;
        Ok(!ends.is_empty())
    }

    async fn hear(&mut self, db: &mut SqliteConnection, end: &outbox::End, now: DateTime<Utc>) -> Result<(), Failure> {
        let mut turn = self.turn_in(db, now);
        let done = guarded(told(&mut turn, end)).await?;
        let mut tray = Tray::default();
        self.record(db, &mut tray, &Origin::work(format!("r{}", end.id)), done, now).await?;
        tray.empty(db, now).await?;
        Ok(outbox::reported(db, end.id).await?)
    }
}

/// Tells the slices how a notice ended.
async fn told(turn: &mut Turn<'_>, end: &outbox::End) -> Result<Done, Failure> {
    let mut done = match (end.verdict, end.person) {
        (Verdict::Blocked, Some(person)) => features::people::blocked(turn, person).await?,
        _ => Done::nothing(),
    };
    if let (Some(group), Some(person)) = (end.group.clone(), end.person) {
        let receipt = Receipt { group, person, verdict: end.verdict };
        done = done.with(features::receipt(turn, &receipt).await?);
    }
    features::settle(turn, done).await
}
