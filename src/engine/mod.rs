//! The engine: takes an update, a job or a receipt, decides, and records everything that follows in one transaction. It never
//! speaks to the messenger and never waits for anything but the database. Updates come in by `take_in`; what waits is taken
//! by `turn`.
//!
//! - Many updates share one transaction and one fsync. They are decided together as long as all goes well; if one fails,
//!   all is rolled back, they are stored if they were not, and each is decided again in its own savepoint: a bad row rolls
//!   back alone, and good ones pay nothing for it.
//! - A row whose handling fails or panics is tried again later and at last parked as `dead`; the person hears one calm
//!   sentence, the owner one line. Its lane goes on.
//! - A storage error leaves the turn as an error, and the process ends: nothing is ever parked because a disk was full.

mod answered;
mod record;
mod tray;
mod updates;
mod work;

use std::panic::AssertUnwindSafe;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt;
use rand::SeedableRng;
use rand::rngs::StdRng;
use sqlx::SqliteConnection;

use crate::communities::Profiles;
use crate::db::{Db, is_storage};
use crate::features::{self, Failure, House, Turn};
use crate::kernel::input::Request;
use crate::kernel::outcome::{Done, Worked};
use crate::observe::Observer;
use crate::queue::{self, inbox, jobs, outbox};
use answered::Answered;
use record::{Origin, Recorder};
use tray::Tray;

pub use updates::Taken;

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
    /// Turns an update's JSON into a request; the messenger's own business.
    read: fn(&str, &str) -> Request,
    observer: Observer,
    /// Nothing has come in since the start.
    just_started: bool,
    /// Something may wait in the inbox: nobody else puts anything there.
    may_wait: bool,
    answered: Answered,
    /// Of what ended before, nobody knows any more where it went.
    chats_forgotten: DateTime<Utc>,
    /// A portion has been swept, and there may be more.
    sweeping: bool,
}

impl Engine {
    /// An engine over `db`. `seed` is its chance: from the system in earnest, fixed in tests.
    pub fn new(db: Db, profiles: Profiles, house: House, seed: [u8; 32], read: fn(&str, &str) -> Request) -> Self {
        Self {
            db,
            profiles,
            house,
            chance: StdRng::from_seed(seed),
            read,
            observer: Observer::default(),
            just_started: true,
            may_wait: true,
            answered: Answered::default(),
            chats_forgotten: DateTime::UNIX_EPOCH,
            sweeping: false,
        }
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

    /// Deletes what nobody asks for any more, a portion of it: whoever presses meanwhile waits for no more. Now and then, and
    /// again soon if there may be more, which is what it returns.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn sweep(&mut self, now: DateTime<Utc>) -> sqlx::Result<bool> {
        let mut tx = self.db.begin().await?;
        if !self.sweeping {
            // Little of it, however much there is of the rest: once is enough.
            outbox::sweep_places(&mut tx, now).await?;
            features::sweep(&mut tx, now).await?;
        }
        let mut more = inbox::sweep(&mut tx, now).await?;
        more |= outbox::sweep(&mut tx, now).await?;
        let (until, others) = outbox::forget_chats(&mut tx, self.chats_forgotten, now).await?;
        tx.commit().await?;
        self.chats_forgotten = until;
        self.sweeping = more | others;
        Ok(self.sweeping)
    }

    /// What was deleted, by a sweep or because somebody wished it, leaves the disk. `false`: somebody reads just now, and it is
    /// to be tried again soon.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn empty_log(&self) -> sqlx::Result<bool> {
        self.db.empty_log().await
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
