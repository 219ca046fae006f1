//! Updates: those that come in, and those that wait.
//!
//! What comes in while nothing waits is stored and decided in one transaction, so that whoever pressed waits for one fsync
//! and not for two. What cannot be decided so is stored as it came, and handled from there.
//!
//! An update that ends the process must be on disk before it is begun again, or Telegram would bring it for ever: so the first
//! ones after a start are stored first. Whatever ended the last process is among them.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use chrono::{DateTime, Utc};
use sqlx::{Connection, Sqlite, SqliteConnection, Transaction};

use super::record::Origin;
use super::tray::Tray;
use super::{BATCH, Engine, fault, guarded};
use crate::features::{self, Failure};
use crate::queue::inbox::{self, Arrival};
use crate::queue::outbox::Fresh;

/// What was taken in.
#[derive(Debug, Default)]
pub struct Taken {
    /// So many updates that had not come before.
    pub new: u64,
    /// What they have put into the outbox; `None` if that cannot be said, or is not all that has happened to it.
    pub fresh: Option<Vec<Fresh>>,
}

impl Engine {
    /// Keeps what came, and decides it at once if nothing waits. When this returns it is on disk, and Telegram may be told that
    /// we have it.
    ///
    /// # Errors
    /// Storage errors, upon which the process must end.
    pub async fn take_in(&mut self, arrivals: &[Arrival], now: DateTime<Utc>) -> sqlx::Result<Taken> {
        if !std::mem::take(&mut self.just_started)
            && let Some(taken) = self.at_once(arrivals, now).await?
        {
            return Ok(taken);
        }
        self.may_wait = true;
        let mut tx = self.db.begin().await?;
        let new = inbox::put(&mut tx, arrivals, now).await?;
        tx.commit().await?;
        Ok(Taken { new, fresh: None })
    }

    /// Stores what came and decides it; `None` if that cannot be done in one go, and then nothing has changed.
    async fn at_once(&mut self, arrivals: &[Arrival], now: DateTime<Utc>) -> sqlx::Result<Option<Taken>> {
        self.may_wait = self.may_wait && inbox::waits(self.db.reader()).await?;
        if self.may_wait {
            return Ok(None);
        }
        let mut tx = self.db.begin().await?;
        let begun = Instant::now();
        let Some(rows) = inbox::put_done(&mut tx, arrivals, now).await? else { return Ok(None) };
        let fresh = match self.together(&mut tx, &rows, now).await {
            Ok(fresh) => fresh,
            Err(failure) => {
                fault(failure)?;
                return Ok(None);
            }
        };
        tx.commit().await?;
        self.observer.decided(rows.len(), begun.elapsed());
        Ok(Some(Taken { new: rows.len() as u64, fresh }))
    }

    /// Decides what waits. Whether there was anything.
    ///
    /// # Errors
    /// Storage errors.
    pub(super) async fn updates(&mut self, now: DateTime<Utc>) -> sqlx::Result<bool> {
        let mut tx = self.db.begin().await?;
        let rows = inbox::next(&mut tx, now, BATCH).await?;
        let Some(suspect) = rows.first().filter(|r| r.boots >= inbox::SUSPECT_BOOTS).map(|r| r.id) else {
            return self.decide(tx, &rows, now).await;
        };
        // Remembered before it is tried, so that a row that kills the process is known at the next start.
        inbox::begun(&mut tx, suspect, 1).await?;
        tx.commit().await?;
        let tx = self.db.begin().await?;
        let worked = self.decide(tx, &rows, now).await;
        if worked.is_err()
            && let Ok(mut tx) = self.db.begin().await
            && inbox::begun(&mut tx, suspect, -1).await.is_ok()
        {
            // Best effort: the storage has failed, and the process ends in any case.
            tx.commit().await?;
        }
        worked
    }

    /// Decides rows together, or one by one if something is wrong with one of them.
    async fn decide(
        &mut self,
        mut tx: Transaction<'static, Sqlite>,
        rows: &[inbox::Row],
        now: DateTime<Utc>,
    ) -> sqlx::Result<bool> {
        let begun = Instant::now();
        match self.handle(&mut tx, rows, now).await {
            Ok(()) => tx.commit().await?,
            Err(failure) => {
                fault(failure)?;
                tx.rollback().await?;
                self.one_by_one(rows, now).await?;
            }
        }
        if !rows.is_empty() {
            self.observer.decided(rows.len(), begun.elapsed());
        }
        Ok(!rows.is_empty())
    }

    /// Each row in its own savepoint. One that fails holds back its own lane.
    async fn one_by_one(&mut self, rows: &[inbox::Row], now: DateTime<Utc>) -> sqlx::Result<()> {
        let mut tx = self.db.begin().await?;
        let mut held = HashSet::new();
        for row in rows {
            if held.contains(&row.lane) {
                continue;
            }
            let mut own = tx.begin().await?;
            let Err(failure) = self.handle(&mut own, std::slice::from_ref(row), now).await else {
                own.commit().await?;
                continue;
            };
            own.rollback().await?;
            let error = fault(failure)?;
            let dead = inbox::failed(&mut tx, row, &error, now).await?;
            tracing::error!(row = row.id, attempts = row.attempts + 1, dead, error, "update failed");
            if dead {
                let mut tray = Tray::default();
                self.recorder(now).apologise(&mut tx, &mut tray, row).await?;
                tray.empty(&mut tx, now).await?;
            } else {
                held.insert(row.lane);
            }
        }
        tx.commit().await
    }

    /// Decides rows that waited, which are done then.
    async fn handle(
        &mut self,
        db: &mut SqliteConnection,
        rows: &[inbox::Row],
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        self.together(db, rows, now).await?;
        Ok(inbox::done(db, rows).await?)
    }

    async fn together(
        &mut self,
        db: &mut SqliteConnection,
        rows: &[inbox::Row],
        now: DateTime<Utc>,
    ) -> Result<Option<Vec<Fresh>>, Failure> {
        let mut tray = Tray::counting(std::mem::take(&mut self.answered));
        let done = self.each(db, &mut tray, rows, now).await;
        let (fresh, answered) = tray.emptied();
        self.answered = answered;
        done.map(|()| fresh)
    }

    async fn each(
        &mut self,
        db: &mut SqliteConnection,
        tray: &mut Tray,
        rows: &[inbox::Row],
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        for row in rows {
            self.update(db, tray, row, now).await?;
        }
        Ok(tray.empty(db, now).await?)
    }

    async fn update(
        &mut self,
        db: &mut SqliteConnection,
        tray: &mut Tray,
        row: &inbox::Row,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let read = || (self.read)(&row.body, &self.house.bot);
        let request =
            catch_unwind(AssertUnwindSafe(read)).map_err(|_| Failure::Broken("panic while reading".to_owned()))?;
        let origin = Origin::of(&request, row.id);
        let mut turn = self.turn_in(db, now);
        let handled = guarded(features::handle(&mut turn, request)).await?;
        let origin = origin.known_as(handled.who.as_ref());
        self.record(db, tray, &origin, handled.done, now).await
    }
}
