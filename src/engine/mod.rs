//! The engine: one turn of each wheel. A turn takes an update, a job or a receipt, decides, and records everything that
//! follows in one transaction. It never speaks to the messenger and never waits for anything but the database.
//!
//! - Many updates share one transaction and one fsync, each in its own savepoint: a bad row rolls back alone.
//! - A row whose handling fails or panics is tried again later and at last parked as `dead`; the person hears one calm
//!   sentence, the owner one line. Its lane goes on.
//! - A storage error leaves the turn as an error, and the process ends: nothing is ever parked because a disk was full.

mod record;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt;
use rand::SeedableRng;
use rand::rngs::StdRng;
use sqlx::{Connection, Sqlite, SqliteConnection, Transaction};

use crate::communities::Profiles;
use crate::db::{Db, is_storage};
use crate::features::{self, Failure, House, Turn};
use crate::kernel::effect::{Receipt, Verdict};
use crate::kernel::input::Request;
use crate::kernel::outcome::{Done, Worked};
use crate::observe::Observer;
use crate::queue::{inbox, jobs, outbox};
use record::{Origin, Recorder};

/// How many updates share one transaction.
const BATCH: i64 = 64;

/// A receipt that a slice could not take is told again after so long.
const TOLD_AGAIN: TimeDelta = TimeDelta::minutes(1);

/// Everything a decision needs that is not in the database.
pub struct Engine {
    db: Db,
    profiles: Profiles,
    house: House,
    chance: StdRng,
    /// Turns stored JSON into a request; the messenger's own business.
    read: fn(&str, &str) -> Request,
    observer: Observer,
}

impl Engine {
    /// An engine over `db`. `seed` is its chance: from the system in earnest, fixed in tests.
    pub fn new(db: Db, profiles: Profiles, house: House, seed: [u8; 32], read: fn(&str, &str) -> Request) -> Self {
        Self { db, profiles, house, chance: StdRng::from_seed(seed), read, observer: Observer::default() }
    }

    /// Lets `observer` count what is decided from now on.
    pub fn watched_by(&mut self, observer: Observer) {
        self.observer = observer;
    }

    /// Settles what the last process left half done. Once, before the first turn.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn boot(&self, now: DateTime<Utc>) -> sqlx::Result<()> {
        let mut tx = self.db.begin().await?;
        for row in inbox::boot(&mut tx).await? {
            tracing::error!(row = row.id, "an update is given up: it ends the process whenever it is begun");
            self.recorder(now).apologise(&mut tx, &row).await?;
        }
        for key in jobs::boot(&mut tx, now).await? {
            tracing::error!(job = key, "a job is given up: it ends the process whenever it is begun");
            self.recorder(now).report_job(&mut tx, &key).await?;
        }
        outbox::boot(&mut tx, now).await?;
        tx.commit().await
    }

    /// One turn: receipts first, then updates, then one job.
    ///
    /// # Errors
    /// Storage errors, upon which the process must end.
    pub async fn turn(&mut self, now: DateTime<Utc>) -> sqlx::Result<Worked> {
        let worked = self.receipts(now).await? | self.updates(now).await? | self.job(now).await?;
        if worked {
            return Ok(Worked::Yes);
        }
        let mut tx = self.db.begin().await?;
        let due =
            [inbox::next_due(&mut tx, now).await?, jobs::next_due(&mut tx).await?, outbox::next_end(&mut tx).await?];
        Ok(Worked::Idle(due.into_iter().flatten().min()))
    }

    /// Deletes what nobody asks for any more. Now and then.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn sweep(&self, now: DateTime<Utc>) -> sqlx::Result<()> {
        let mut tx = self.db.begin().await?;
        inbox::sweep(&mut tx, now).await?;
        outbox::sweep(&mut tx, now).await?;
        features::sweep(&mut tx, now).await?;
        tx.commit().await
    }

    async fn updates(&mut self, now: DateTime<Utc>) -> sqlx::Result<bool> {
        let mut tx = self.db.begin().await?;
        let rows = inbox::next(&mut tx, now, BATCH).await?;
        let Some(suspect) = rows.first().filter(|r| r.boots >= inbox::SUSPECT_BOOTS).map(|r| r.id) else {
            return self.batch(tx, &rows, now).await;
        };
        // Remembered before it is tried, so that a row that kills the process is known at the next start.
        inbox::begun(&mut tx, suspect, 1).await?;
        tx.commit().await?;
        let tx = self.db.begin().await?;
        let worked = self.batch(tx, &rows, now).await;
        if worked.is_err()
            && let Ok(mut tx) = self.db.begin().await
            && inbox::begun(&mut tx, suspect, -1).await.is_ok()
        {
            // Best effort: the storage has failed, and the process ends in any case.
            tx.commit().await?;
        }
        worked
    }

    /// Handles rows in one transaction. A row that fails holds back its own lane.
    async fn batch(
        &mut self,
        mut tx: Transaction<'static, Sqlite>,
        rows: &[inbox::Row],
        now: DateTime<Utc>,
    ) -> sqlx::Result<bool> {
        let begun = Instant::now();
        let mut held = HashSet::new();
        for row in rows {
            if held.contains(&row.lane) {
                continue;
            }
            if let Err(error) = self.update(&mut tx, row, now).await? {
                let dead = inbox::failed(&mut tx, row, &error, now).await?;
                tracing::error!(row = row.id, attempts = row.attempts + 1, dead, error, "update failed");
                if dead {
                    self.recorder(now).apologise(&mut tx, row).await?;
                } else {
                    held.insert(row.lane);
                }
            }
        }
        tx.commit().await?;
        if !rows.is_empty() {
            self.observer.decided(rows.len(), begun.elapsed());
        }
        Ok(!rows.is_empty())
    }

    /// Handles one row in its own savepoint. The inner error is the row's own.
    async fn update(
        &mut self,
        db: &mut SqliteConnection,
        row: &inbox::Row,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Result<(), String>> {
        let Ok(request) = catch_unwind(|| (self.read)(&row.body, &self.house.bot)) else {
            return Ok(Err("panic while reading".to_owned()));
        };
        let origin = Origin::of(&request, row.id);
        let mut own = db.begin().await?;
        let handled = {
            let mut turn = self.turn_in(&mut own, now);
            guarded(features::handle(&mut turn, request)).await
        };
        let recorded = match handled {
            Ok(handled) => {
                let origin = origin.known_as(handled.who.as_ref());
                self.record_or_fail(&mut own, &origin, Ok(handled.done), now).await
            }
            Err(failure) => Err(failure),
        };
        match recorded {
            Ok(()) => {
                inbox::done(&mut own, row.id).await?;
                own.commit().await?;
                Ok(Ok(()))
            }
            Err(failure) => {
                own.rollback().await?;
                fault(failure).map(Err)
            }
        }
    }

    async fn job(&mut self, now: DateTime<Utc>) -> sqlx::Result<bool> {
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
        let done = {
            let mut turn = self.turn_in(&mut tx, now);
            guarded(async {
                let done = features::job(&mut turn, &row.slice, &row.body).await?;
                features::settle(&mut turn, done).await
            })
            .await
        };
        let origin = Origin::work(format!("j{}:{}", row.id, row.key));
        match self.record_or_fail(&mut tx, &origin, done, now).await {
            Ok(()) => tx.commit().await?,
            Err(failure) => {
                tx.rollback().await?;
                let error = fault(failure)?;
                let mut tx = self.db.begin().await?;
                let dead = jobs::failed(&mut tx, row, &error, now).await?;
                tracing::error!(job = row.key, attempts = row.attempts + 1, dead, error, "job failed");
                if dead {
                    self.recorder(now).report_job(&mut tx, &row.key).await?;
                }
                tx.commit().await?;
            }
        }
        Ok(true)
    }

    /// What became of notices: whoever blocked the bot is not written to any more, and the senders of groups hear.
    async fn receipts(&mut self, now: DateTime<Utc>) -> sqlx::Result<bool> {
        let mut tx = self.db.begin().await?;
        let ends = outbox::ends(&mut tx, now, BATCH).await?;
        for end in &ends {
            if end.verdict == Verdict::Blocked {
                outbox::unreachable(&mut tx, end.chat, now).await?;
            }
            let mut own = tx.begin().await?;
            let done = {
                let mut turn = self.turn_in(&mut own, now);
                guarded(told(&mut turn, end)).await
            };
            match self.record_or_fail(&mut own, &Origin::work(format!("r{}", end.id)), done, now).await {
                Ok(()) => {
                    outbox::reported(&mut own, end.id).await?;
                    own.commit().await?;
                }
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

    async fn record_or_fail(
        &self,
        db: &mut SqliteConnection,
        origin: &Origin,
        done: Result<Done, Failure>,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let done = done?;
        guarded(async { Ok(self.recorder(now).record(db, origin, done).await?) }).await
    }

    fn recorder(&self, now: DateTime<Utc>) -> Recorder<'_> {
        Recorder { profiles: &self.profiles, house: &self.house, now }
    }

    fn turn_in<'a>(&'a mut self, db: &'a mut SqliteConnection, now: DateTime<Utc>) -> Turn<'a> {
        Turn { db, now, profiles: &self.profiles, chance: &mut self.chance, house: &self.house }
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

/// Runs a slice; its panic becomes a failure of this row alone. What the panic says may be somebody's words, and is
/// not kept; the panic hook has told where it was.
async fn guarded<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let panicked = || Failure::Broken("panic".to_owned());
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|_| Err(panicked()))
}

/// Parts what is the row's own fault from what is the disk's. Tells the kind of the fault and its place; a value that
/// could not be read may be somebody's words.
fn fault(failure: Failure) -> sqlx::Result<String> {
    Ok(match failure {
        Failure::Database(error) if is_storage(&error) => return Err(error),
        Failure::Database(sqlx::Error::ColumnDecode { index, .. }) => format!("column {index} cannot be read"),
        Failure::Database(sqlx::Error::Decode(_)) => "a value cannot be read".to_owned(),
        Failure::Database(error) => error.to_string(),
        Failure::Json(error) => format!("json: {:?} at {}:{}", error.classify(), error.line(), error.column()),
        Failure::Broken(why) => why,
    })
}
