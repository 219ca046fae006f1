//! Where the demo's database lies: in a file that is kept, or in a temporary one.
//! Must never be a file that a bot in earnest uses: `Db::open_demo` and the lock see to that.

use std::path::Path;

use anyhow::Context;
use tempfile::TempDir;

use crate::db::{self, Db, Exclusive};

/// An open database and the place it lies in. The temporary one goes with it.
pub(super) struct Home {
    /// The database.
    pub db: Db,
    _lock: Exclusive,
    _folder: Option<TempDir>,
}

impl Home {
    /// Opens the database in `file`, or one that lasts as long as this.
    ///
    /// # Errors
    /// When it cannot be made, is in use, or is none of the demo's.
    pub async fn open(file: Option<&Path>) -> anyhow::Result<Self> {
        let (path, folder) = match file {
            // The whole path: SQLite takes one that begins with `file:` for an address of its own.
            Some(file) => (std::path::absolute(file)?, None),
            None => {
                let folder = tempfile::Builder::new().prefix("krug-demo-").tempdir().context("no temporary folder")?;
                (folder.path().join("krug.db"), Some(folder))
            }
        };
        let url = format!("sqlite://{}", path.display());
        let fits = db::file(&url).is_some_and(|found| found == path);
        anyhow::ensure!(fits, "{}: name a file whose path has no ? and no %", path.display());
        let lock = Exclusive::take(&url)?;
        Ok(Self { db: Db::open_demo(&url).await?, _lock: lock, _folder: folder })
    }
}
