//! The database: one writer, a few readers, and the checks that must hold before the first row is written.
//!
//! Every write goes through [`Db::begin`], which is `BEGIN IMMEDIATE`: a transaction that reads first and writes later
//! cannot fail half-way because somebody else wrote. Any storage error ends the process (see [`is_storage`]): after a
//! failed COMMIT the connection is not to be trusted, and the supervisor's restart is the one safe way on.
//!
//! Statements are prepared once. SQLite prepares one anew whenever a parameter is bound that it has looked at while planning;
//! it looks at one that stands alone behind LIMIT (3.51, `computeLimitRegisters`), hence `LIMIT ? + 0`.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, Transaction};

/// The oldest SQLite without the WAL-reset corruption bug (sqlite.org, 3.51.3 of 2026-03-13).
const OLDEST: [u32; 3] = [3, 51, 3];

/// `application_id` of a database that the demo made ("KrDe"): its people are invented, and their numbers may be those of
/// real strangers, so no bot in earnest may ever write to them; nor may the demo touch a database in earnest.
const DEMO: i64 = 0x4B72_4465;

/// So many statements stay prepared in each connection: all that are asked again and again.
const STATEMENTS: usize = 256;

/// So long one waits for another process that writes: `krug invite` beside the bot.
const PATIENCE: Duration = Duration::from_secs(5);

const CANNOT_OPEN: &str =
    "the database cannot be opened; check its path (DATABASE_URL; --db of the demo) and the rights on its folder";

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

pub use sqlx::Error;

/// What storage answers.
pub type Result<T> = std::result::Result<T, Error>;

/// An open database. Clones share it.
#[derive(Clone, Debug)]
pub struct Db {
    writer: SqlitePool,
    reader: SqlitePool,
}

/// Held for as long as the process uses the database: two bots on one file would send everything twice.
#[derive(Debug)]
pub struct Exclusive {
    _file: File,
}

/// How a database stands before anything is done to it.
#[derive(Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is no such file; the first start makes it.
    Absent,
    /// It is as this program needs it.
    Current,
    /// So many migrations are to come.
    Behind(usize),
}

/// Looks at the database at `url` and changes nothing, not even beside a running bot.
///
/// # Errors
/// When the file cannot be read, is damaged, or belongs to another program, the demo or a newer Krug. The sentence says which.
pub async fn look(url: &str) -> anyhow::Result<Standing> {
    let Some(pool) = only_read(url).await? else { return Ok(Standing::Absent) };
    refuse_old(&pool).await?;
    check_pages(&pool).await?;
    refuse_demo(&pool).await?;
    let standing = standing(&pool).await?;
    pool.close().await;
    Ok(standing)
}

/// The database at `url` to read figures from, also beside a running bot; `None` if there is none yet. Its pages are not
/// checked, so that this is quick whatever its size.
///
/// # Errors
/// When it cannot be read, or is not as this program needs it. The sentence says which.
pub async fn glance(url: &str) -> anyhow::Result<Option<SqlitePool>> {
    let Some(pool) = only_read(url).await? else { return Ok(None) };
    refuse_demo(&pool).await?;
    ensure!(
        standing(&pool).await? == Standing::Current,
        "the database is of an older version: the next start of the bot brings it up to date"
    );
    Ok(Some(pool))
}

impl Db {
    /// Opens, checks and migrates the database at `url` (`sqlite://path`), whose [`Exclusive`] lock the caller holds.
    ///
    /// # Errors
    /// When SQLite is too old, the file cannot be opened or is damaged, or a migration fails. The sentence says which.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        Self::open_if(url, async |writer| refuse_demo(writer).await).await
    }

    /// The same for the demo, which makes its own databases and opens no others.
    ///
    /// # Errors
    /// As [`Db::open`], and when there is a database in earnest, or another program's.
    pub async fn open_demo(url: &str) -> anyhow::Result<Self> {
        refuse_other(url).await?;
        Self::open_if(url, async |writer| {
            let mark = format!("PRAGMA application_id = {DEMO}");
            sqlx::query(sqlx::AssertSqlSafe(mark)).execute(writer).await?;
            Ok(())
        })
        .await
    }

    async fn open_if(url: &str, fits: impl AsyncFnOnce(&SqlitePool) -> anyhow::Result<()>) -> anyhow::Result<Self> {
        let options = options(url)?;
        let writer = writer(options.clone().create_if_missing(true)).await?;
        refuse_old(&writer).await?;
        check_pages(&writer).await?;
        fits(&writer).await?;
        MIGRATIONS.run(&writer).await.context("the database cannot be brought up to date")?;
        Self::with(writer, options).await
    }

    /// Opens the database at `url` beside the bot that holds its lock: makes nothing and migrates nothing.
    ///
    /// # Errors
    /// When the database is not as this program needs it, or cannot be opened.
    pub async fn join(url: &str) -> anyhow::Result<Self> {
        let options = options(url)?;
        let writer = writer(options.clone()).await?;
        refuse_demo(&writer).await?;
        ensure!(
            standing(&writer).await? == Standing::Current,
            "the bot that works with the database is still starting, or is of an older version: try again, or stop it"
        );
        Self::with(writer, options).await
    }

    async fn with(writer: SqlitePool, options: SqliteConnectOptions) -> anyhow::Result<Self> {
        let reader = SqlitePoolOptions::new()
            .max_connections(4)
            .test_before_acquire(false)
            .connect_with(options.read_only(true))
            .await
            .context("the database cannot be opened for reading")?;
        Ok(Self { writer, reader })
    }

    /// Begins a write transaction, waiting for the one writer.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn begin(&self) -> sqlx::Result<Transaction<'static, Sqlite>> {
        self.writer.begin_with("BEGIN IMMEDIATE").await
    }

    /// Empties the write-ahead log into the file: what was deleted is then nowhere on the disk. Waits for nobody: `false` if
    /// somebody reads just now, or writes from another process, and something is left in the log.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn empty_log(&self) -> Result<bool> {
        let mut writer = self.writer.acquire().await?;
        // Or it would hold up everybody for as long as somebody copies the database.
        sqlx::query("PRAGMA busy_timeout = 0").execute(&mut *writer).await?;
        let emptied = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *writer).await;
        let patience = format!("PRAGMA busy_timeout = {}", PATIENCE.as_millis());
        sqlx::query(sqlx::AssertSqlSafe(patience)).execute(&mut *writer).await?;
        let (busy, ..): (i64, i64, i64) = emptied?;
        Ok(busy == 0)
    }

    /// Connections that can only read.
    pub const fn reader(&self) -> &SqlitePool {
        &self.reader
    }

    /// Closes everything; the last connection folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

/// The file that `url` names; `None` if it is no address of a file that can be written.
pub fn file(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let how = rest.split_once('?').map(|(_, how)| how);
    let fits = matches!(how, None | Some("mode=rw" | "mode=rwc")) && !rest.contains(":memory:");
    let options: SqliteConnectOptions = url.parse().ok().filter(|_| fits)?;
    Some(options.get_filename().to_path_buf()).filter(|file| !file.as_os_str().is_empty())
}

/// The database at `url` to look at; `None` if there is no such file.
async fn only_read(url: &str) -> anyhow::Result<Option<SqlitePool>> {
    let options = address(url)?;
    if !options.get_filename().try_exists().context(CANNOT_OPEN)? {
        return Ok(None);
    }
    let pool = SqlitePoolOptions::new().max_connections(1);
    Ok(Some(pool.connect_with(options.read_only(true)).await.context(CANNOT_OPEN)?))
}

async fn writer(options: SqliteConnectOptions) -> anyhow::Result<SqlitePool> {
    SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        // A connection to a file does not go stale, and asking it whether it has costs as much as a query.
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .context(CANNOT_OPEN)
}

fn address(url: &str) -> anyhow::Result<SqliteConnectOptions> {
    let options: SqliteConnectOptions = url.parse().context("DATABASE_URL is no SQLite address")?;
    Ok(options.create_if_missing(false).busy_timeout(PATIENCE))
}

fn options(url: &str) -> anyhow::Result<SqliteConnectOptions> {
    Ok(address(url)?
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What it sets aside in a long transaction stays in memory: nothing of people's data is written outside the database's
        // folder, and the bot lives where no other can be written to.
        .pragma("temp_store", "MEMORY")
        .statement_cache_capacity(STATEMENTS)
        .pragma("secure_delete", "ON")
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON"))
}

async fn refuse_old(pool: &SqlitePool) -> anyhow::Result<()> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
    let numbers: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
    if numbers.as_slice() < OLDEST.as_slice() {
        bail!("SQLite {version} can corrupt a database; Krug needs 3.51.3 or newer: build it with its own Cargo.lock");
    }
    Ok(())
}

async fn check_pages(pool: &SqlitePool) -> anyhow::Result<()> {
    let verdict: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(pool).await?;
    if verdict != "ok" {
        bail!("the database is damaged ({verdict}); restore the last backup");
    }
    Ok(())
}

async fn application(pool: &SqlitePool) -> anyhow::Result<i64> {
    Ok(sqlx::query_scalar("PRAGMA application_id").fetch_one(pool).await?)
}

async fn refuse_demo(pool: &SqlitePool) -> anyhow::Result<()> {
    let theirs = application(pool).await? == DEMO;
    ensure!(
        !theirs,
        "this database was made by `krug demo`, its people are invented: name another one in DATABASE_URL"
    );
    Ok(())
}

/// Refuses whatever holds anything and was not made by the demo, before a byte of it is changed.
async fn refuse_other(url: &str) -> anyhow::Result<()> {
    let Some(pool) = only_read(url).await? else { return Ok(()) };
    let used = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM sqlite_schema)");
    let used: bool = used.fetch_one(&pool).await.context(CANNOT_OPEN)?;
    let fits = !used || application(&pool).await? == DEMO;
    pool.close().await;
    ensure!(fits, "this database was not made by the demo, and the demo must not write to it: name another file");
    Ok(())
}

async fn standing(pool: &SqlitePool) -> anyhow::Result<Standing> {
    let begun: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '_sqlx_migrations')")
        .fetch_one(pool)
        .await?;
    let mut done: Vec<(i64, Vec<u8>, bool)> = Vec::new();
    if begun {
        done = sqlx::query_as("SELECT version, checksum, success FROM _sqlx_migrations").fetch_all(pool).await?;
    }
    for (version, checksum, success) in &done {
        let ours = MIGRATIONS.iter().find(|m| m.version == *version);
        let ours = ours.context("the database was made by a newer Krug, or by another program")?;
        ensure!(*success && *ours.checksum == **checksum, "migration {version} of the database is not this program's");
    }
    Ok(match MIGRATIONS.iter().count() - done.len() {
        0 => Standing::Current,
        to_come => Standing::Behind(to_come),
    })
}

/// Whether an error means that the storage itself cannot be relied on; then the process must end.
pub fn is_storage(error: &sqlx::Error) -> bool {
    match error {
        // A broken constraint is a fault of the row being handled, not of the disk.
        sqlx::Error::Database(e) => !matches!(
            e.kind(),
            sqlx::error::ErrorKind::UniqueViolation
                | sqlx::error::ErrorKind::ForeignKeyViolation
                | sqlx::error::ErrorKind::NotNullViolation
                | sqlx::error::ErrorKind::CheckViolation
        ),
        sqlx::Error::RowNotFound
        | sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::Decode(_)
        | sqlx::Error::Encode(_)
        | sqlx::Error::ColumnNotFound(_)
        | sqlx::Error::TypeNotFound { .. } => false,
        _ => true,
    }
}

impl Exclusive {
    /// Takes the lock beside the database's file.
    ///
    /// # Errors
    /// When another process holds it, or the file cannot be made.
    pub fn take(url: &str) -> anyhow::Result<Self> {
        match Self::attempt(url)? {
            Some(lock) => Ok(lock),
            None => bail!("another Krug already works with {}; stop it first", lock_path(url)?.display()),
        }
    }

    /// The same; `None` when another process holds it.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn attempt(url: &str) -> anyhow::Result<Option<Self>> {
        let path = lock_path(url)?;
        let cannot = || format!("{} cannot be made: check the rights on its folder", path.display());
        let file = File::create(&path).with_context(cannot)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error).with_context(cannot),
        }
    }

    /// Whether a process holds the lock of the database at `url`: whether its bot runs. Makes nothing.
    ///
    /// # Errors
    /// When the lock is there and cannot be looked at.
    pub fn held(url: &str) -> anyhow::Result<bool> {
        let path = lock_path(url)?;
        let cannot = || format!("{} cannot be read", path.display());
        let file = match File::open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            other => other.with_context(cannot)?,
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(error).with_context(cannot),
        }
    }
}

fn lock_path(url: &str) -> anyhow::Result<PathBuf> {
    let file = address(url)?.get_filename().to_path_buf();
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(".lock");
    Ok(file.parent().unwrap_or_else(|| Path::new("")).join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_copies_the_database_holds_up_nobody() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite:{}", dir.path().join("k.db").display())).await.unwrap();
        let mut copies = db.reader().begin().await.unwrap();
        sqlx::query("SELECT count(*) FROM jobs").execute(&mut *copies).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        sqlx::query("INSERT INTO jobs (key, slice, body, due_at) VALUES ('k', 's', '{}', 0)")
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(!db.empty_log().await.unwrap());
        copies.commit().await.unwrap();
        assert!(db.empty_log().await.unwrap());
        let log = dir.path().join("k.db-wal").metadata().unwrap();
        assert_eq!(log.len(), 0);
    }
}
