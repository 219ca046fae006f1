//! The engine: one turn of each wheel. A turn takes an update, a job or a receipt, decides, and records everything that
//! follows in one transaction. It never speaks to the messenger and never waits for anything but the database.
//!
//! - Many updates share one transaction and one fsync. They are decided together as long as all goes well; if one fails,
//!   all is rolled back and each is decided again in its own savepoint: a bad row rolls back alone, and good ones pay
//!   nothing for it.
//! - A row whose handling fails or panics is tried again later and at last parked as `dead`; the person hears one calm
//!   sentence, the owner one line. Its lane goes on.
//! - A storage error leaves the turn as an error, and the process ends: nothing is ever parked because a disk was full.

mod record;
mod tray;

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
use crate::queue::{self, inbox, jobs, outbox};
use record::{Origin, Recorder};
use tray::Tray;

/// How many updates share one transaction, and how many receipts.
const BATCH: i64 = 128;

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
        let mut tray = Tray::default();
        for row in inbox::boot(&mut tx).await? {
            tracing::error!(row = row.id, "an update is given up: it ends the process whenever it is begun");
            self.recorder(now).apologise(&mut tx, &mut tray, &row).await?;
        }
        for key in jobs::boot(&mut tx, now).await? {
            tracing::error!(job = key, "a job is given up: it ends the process whenever it is begun");
            self.recorder(now).report_job(&mut tx, &mut tray, &key).await?;
        }
        tray.empty(&mut tx, now).await?;
        outbox::boot(&mut tx, now).await?;
        tx.commit().await
    }

    /// One turn: receipts first, then updates, then one job.
    ///
    /// # Errors
    /// Storage errors, upon which the process must end.
    pub async fn turn(&mut self, now: DateTime<Utc>) -> sqlx::Result<Worked> {
        let agenda = queue::agenda(self.db.reader(), now).await?;
        let mut worked = false;
        if agenda.receipts {
            worked |= self.receipts(now).await?;
        }
        if agenda.updates {
            worked |= self.updates(now).await?;
        }
        if agenda.job {
            worked |= self.job(now).await?;
        }
        Ok(if worked { Worked::Yes } else { Worked::Idle(agenda.next) })
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
        match self.together(&mut tx, rows, now).await {
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

    async fn together(
        &mut self,
        db: &mut SqliteConnection,
        rows: &[inbox::Row],
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let mut tray = Tray::default();
        for row in rows {
            self.update(db, &mut tray, row, now).await?;
        }
        Ok(tray.empty(db, now).await?)
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
            let Err(failure) = self.together(&mut own, std::slice::from_ref(row), now).await else {
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
        self.record(db, tray, &origin, handled.done, now).await?;
        tray.handled(row.id);
        Ok(())
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
    async fn receipts(&mut self, now: DateTime<Utc>) -> sqlx::Result<bool> {
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

    async fn record(
        &self,
        db: &mut SqliteConnection,
        tray: &mut Tray,
        origin: &Origin,
        done: Done,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        guarded(async { Ok(self.recorder(now).record(db, tray, origin, done).await?) }).await
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
