//! The database: one writer, a few readers, and the checks that must hold before the first row is written.
//!
//! Every write goes through [`Db::begin`], which is `BEGIN IMMEDIATE`: a transaction that reads first and writes later
//! cannot fail half-way because somebody else wrote. Any storage error ends the process (see [`is_storage`]): after a
//! failed COMMIT the connection is not to be trusted, and the supervisor's restart is the one safe way on.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, Transaction};

/// The oldest SQLite without the WAL-reset corruption bug (sqlite.org, 3.51.3 of 2026-03-13).
const OLDEST: [u32; 3] = [3, 51, 3];

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

impl Db {
    /// Opens, checks and migrates the database at `url` (`sqlite://path`, or `sqlite::memory:` nowhere but in tests).
    ///
    /// # Errors
    /// When SQLite is too old, the file cannot be opened or is damaged, or a migration fails. The sentence says which.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let options = options(url)?;
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone().create_if_missing(true))
            .await
            .context("the database cannot be opened; check the path in DATABASE_URL and the rights on its folder")?;
        refuse_old(&writer).await?;
        check_pages(&writer).await?;
        MIGRATIONS.run(&writer).await.context("the database cannot be brought up to date")?;
        let reader = SqlitePoolOptions::new()
            .max_connections(4)
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

fn options(url: &str) -> anyhow::Result<SqliteConnectOptions> {
    let options: SqliteConnectOptions =
        url.parse().with_context(|| format!("DATABASE_URL {url:?} is no SQLite address; write sqlite://krug.db"))?;
    Ok(options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
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
        let path = lock_path(url)?;
        let file = File::create(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        file.try_lock()
            .with_context(|| format!("another Krug already works with {}; stop it first", path.display()))?;
        Ok(Self { _file: file })
    }
}

fn lock_path(url: &str) -> anyhow::Result<PathBuf> {
    let file = options(url)?.get_filename().to_path_buf();
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(".lock");
    Ok(file.parent().unwrap_or_else(|| Path::new("")).join(name))
}
