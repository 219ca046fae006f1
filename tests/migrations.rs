//! Migrations go forward only, one by one, over rows that are there already.

use std::fs;
use std::path::Path;

use krug::db::Db;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{Executor, Row};
use tempfile::TempDir;

fn root(under: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(under)
}

fn names(under: &str) -> Vec<String> {
    let entries = fs::read_dir(root(under)).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_migration_has_rows_to_be_applied_onto() {
    assert_eq!(names("migrations"), names("tests/data/migrations"));
}

#[tokio::test]
async fn each_is_applied_onto_the_rows_of_those_before() {
    let dir = TempDir::new().expect("a folder");
    let file = dir.path().join("krug.db");
    let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true).foreign_keys(true);
    // One, as in earnest: SQLite renames a column by what this connection knows of the tables.
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.expect("a database");
    let migrator = Migrator::new(root("migrations")).await.expect("the migrations");
    for migration in migrator.iter() {
        pool.execute(migration.sql.clone()).await.unwrap_or_else(|e| panic!("{}: {e}", migration.description));
        let rows = root("tests/data/migrations").join(
            names("migrations")
                .into_iter()
                .find(|n| n.starts_with(&format!("{:04}", migration.version)))
                .expect("a file"),
        );
        let rows = fs::read_to_string(rows).expect("sample rows");
        pool.execute(sqlx::AssertSqlSafe(rows)).await.unwrap_or_else(|e| panic!("rows of {}: {e}", migration.version));
    }
    let broken = sqlx::query("PRAGMA foreign_key_check").fetch_all(&pool).await.expect("a check");
    assert!(broken.is_empty(), "{} rows point nowhere", broken.len());
    let odd = "SELECT b.id FROM broadcasts AS b LEFT JOIN broadcast_counts AS c ON c.broadcast = b.id
               LEFT JOIN broadcast_recipients AS r ON r.broadcast = b.id AND r.state = c.state
               LEFT JOIN (SELECT broadcast, sum(n) AS n FROM broadcast_packs GROUP BY broadcast) AS p
                      ON p.broadcast = b.id AND c.state = 'waiting'
               GROUP BY b.id, c.state HAVING c.n IS NOT count(r.id) + coalesce(p.n, 0)
               UNION SELECT broadcast FROM broadcast_counts GROUP BY broadcast HAVING count(*) <> 7";
    let odd = sqlx::query(odd).fetch_all(&pool).await.expect("a check");
    assert!(odd.is_empty(), "{} counts say something else than the rows", odd.len());
}

#[tokio::test]
async fn every_table_is_strict_and_every_state_is_checked() {
    let dir = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", dir.path().join("krug.db").display());
    let db = Db::open(&url).await.expect("a new database");
    let tables = sqlx::query(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlx_%'",
    );
    for row in tables.fetch_all(db.reader()).await.expect("the tables") {
        let (name, sql): (String, String) = (row.get(0), row.get(1));
        assert!(sql.contains("STRICT"), "{name} is not STRICT");
        let checked = sql.contains("CHECK (state IN") || sql.contains("CHECK (json_valid(state))");
        assert!(!sql.contains("state ") || checked, "{name}: its states are not checked");
    }
    db.close().await;
}

#[tokio::test]
async fn sqlite_is_new_enough() {
    let dir = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", dir.path().join("krug.db").display());
    let db = Db::open(&url).await.expect("a new database");
    let version: String =
        sqlx::query_scalar("SELECT sqlite_version()").fetch_one(db.reader()).await.expect("a version");
    assert_eq!(version, "3.51.3", "the pin in Cargo.toml no longer holds SQLite");
    db.close().await;
}
