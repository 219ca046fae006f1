//! Every question put to the database finds its rows and walks past no others: SQLite itself is asked how it would answer.
//!
//! What takes longer with every member, event or year is found here before anybody waits for it. The questions are those of
//! `.sqlx/`, the plans those of a database that nobody has analysed, as in earnest. A question that may walk or sort stands
//! in `allowed.rs` with the reason.

mod allowed;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use krug::db::Db;
use sqlx::{AssertSqlSafe, Row, SqlitePool};
use tempfile::TempDir;

use self::allowed::ALLOWED;

/// Tables that stay small whatever happens; every other one grows with people, events or time.
const SMALL: [&str; 5] = ["consent_texts", "digests", "holds", "invites", "units"];

/// Indexes that hold only what waits for the next turn, or was given up: to walk through one of these is to do the work.
const FEW: [&str; 8] = [
    "inbox_new",
    "inbox_lane",
    "inbox_due",
    "inbox_dead",
    "outbox_sending",
    "outbox_receipts",
    "outbox_ends",
    "jobs_dead",
];

/// Columns that are the same in a great many rows: to look for one of these is to walk through a community, an event, a
/// broadcast or a month.
const MANY: [(&str, &str); 10] = [
    ("memberships", "(community=?)"),
    ("memberships", "(community=? AND state=?)"),
    ("chat_links", "(messenger=?)"),
    ("answers", "(event=?)"),
    ("consultations", "(community=?)"),
    ("broadcast_recipients", "(broadcast=?)"),
    ("broadcast_recipients", "(broadcast=? AND person>?)"),
    ("broadcast_recipients", "(broadcast=? AND state=?)"),
    ("outbox", "(finished_at>?)"),
    ("outbox", "(finished_at<?)"),
];

/// Partial indexes with such columns that hold few rows all the same.
const FEW_OF_MANY: [&str; 2] = ["memberships_coordinators", "memberships_mentors"];

/// A migrated database, and which tables it has.
struct House {
    db: Db,
    tables: Vec<String>,
    _dir: TempDir,
}

impl House {
    async fn open() -> Self {
        let dir = TempDir::new().expect("a folder");
        let url = format!("sqlite://{}", dir.path().join("krug.db").display());
        let db = Db::open(&url).await.expect("a new database");
        let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlx_%'";
        let tables = sqlx::query_scalar(names).fetch_all(db.reader()).await.expect("the tables");
        Self { db, tables, _dir: dir }
    }

    /// What is wrong with the way in which this would be answered, a few words each.
    async fn offences(&self, sql: &str) -> Vec<String> {
        let steps = plan(self.db.reader(), sql).await;
        let named = self.named(sql);
        steps.iter().filter_map(|step| offence(step, &named)).collect()
    }

    /// The tables of this house that `sql` names, under the names which a plan gives them.
    fn named(&self, sql: &str) -> BTreeMap<String, &str> {
        let words: Vec<&str> =
            sql.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
        let mut named = BTreeMap::new();
        for (at, word) in words.iter().enumerate() {
            let Some(table) = self.tables.iter().find(|table| table == word) else { continue };
            named.insert(table.clone(), table.as_str());
            if words.get(at + 1).is_some_and(|next| next.eq_ignore_ascii_case("as")) {
                named.insert(words.get(at + 2).copied().unwrap_or_default().to_owned(), table.as_str());
            }
        }
        named
    }
}

/// The steps by which SQLite would answer.
async fn plan(pool: &SqlitePool, sql: &str) -> Vec<String> {
    let rows = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"))).fetch_all(pool).await;
    rows.unwrap_or_else(|e| panic!("no plan for {sql}: {e}")).iter().map(|row| row.get("detail")).collect()
}

/// What is wrong with a step, if anything is. `named`: tables by the names they have in this plan.
fn offence(step: &str, named: &BTreeMap<String, &str>) -> Option<String> {
    if step.starts_with("USE TEMP B-TREE") {
        return Some(format!("sorts by hand ({})", step.trim_start_matches("USE TEMP B-TREE ").to_lowercase()));
    }
    let words: Vec<&str> = step.split(' ').collect();
    let table = *named.get(*words.get(1)?)?;
    let index = words.windows(2).find(|pair| pair[0] == "INDEX").map_or("", |pair| pair[1]);
    if SMALL.contains(&table) || FEW.contains(&index) || FEW_OF_MANY.contains(&index) {
        return None;
    }
    // Everything after the bracket opens; a search without one looks for the smallest or the greatest.
    let columns = step.find('(').map_or("", |at| &step[at..]);
    match words[0] {
        "SCAN" => Some(format!("walks all of {table}")),
        "SEARCH" if columns.is_empty() => Some(format!("looks for the least or the greatest in all of {table}")),
        "SEARCH" if MANY.contains(&(table, columns)) => Some(format!("walks {table} by {columns}")),
        _ => None,
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All questions that the program was built with.
fn questions() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the prepared queries") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a file");
        let query: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        found.push(in_one_line(query["query"].as_str().expect("a query")));
    }
    assert!(found.len() > 100, "{} queries in .sqlx", found.len());
    found.sort();
    found
}

/// Sources in one line each, so that a question can be found in them.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut found) = (vec![root.join("src")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).expect("a source file").replace("\\\n", "").replace("\\\"", "\"");
                found.push((path.strip_prefix(root).expect("ours").to_owned(), in_one_line(&text)));
            }
        }
    }
    found
}

fn entries() -> impl Iterator<Item = &'static str> {
    ALLOWED.iter().flat_map(|(_, list)| list.iter().copied())
}

/// Whether an entry of `allowed.rs` means this question.
fn means(entry: &str, question: &str) -> bool {
    let (beginning, further) = entry.split_once('…').unwrap_or((entry, ""));
    question.starts_with(beginning.trim_end()) && question.contains(further.trim_start())
}

#[test]
fn no_question_is_prepared_anew_whenever_it_is_asked() {
    // See src/db.rs.
    let bare = |sql: &str| {
        sql.match_indices("LIMIT ?")
            .any(|(at, _)| !sql[at + 7..].trim_start_matches(char::is_numeric).starts_with(" + 0"))
    };
    let anew: Vec<String> = questions().into_iter().filter(|sql| bare(sql)).collect();
    assert!(anew.is_empty(), "LIMIT ? + 0, please: {anew:#?}");
}

#[tokio::test]
async fn no_question_walks_past_rows_that_do_not_concern_it() {
    let house = House::open().await;
    let sources = sources();
    let mut wrong = Vec::new();
    for question in questions() {
        let offences = house.offences(&question).await;
        if offences.is_empty() || entries().any(|entry| means(entry, &question)) {
            continue;
        }
        let at = sources.iter().find(|(_, text)| text.contains(&question));
        let at = at.map_or("no file (run cargo sqlx prepare)".to_owned(), |(path, _)| path.display().to_string());
        wrong.push(format!(
            "{at}: this query {}. Give it an index, or a place and a reason in tests/plans/allowed.rs:\n  {question}",
            offences.join(", ")
        ));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn whoever_may_walk_is_still_there_and_still_walks() {
    let house = House::open().await;
    let mut walks = Vec::new();
    for question in questions() {
        if !house.offences(&question).await.is_empty() {
            walks.push(question);
        }
    }
    for entry in entries() {
        let meant = walks.iter().filter(|question| means(entry, question)).count();
        assert_eq!(meant, 1, "tests/plans/allowed.rs: so many queries need this entry: {entry}");
    }
}

#[tokio::test]
async fn indexes_that_may_be_walked_are_there() {
    let house = House::open().await;
    let all = sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'index'");
    let all: Vec<String> = all.fetch_all(house.db.reader()).await.expect("the indexes");
    for name in FEW.iter().chain(&FEW_OF_MANY) {
        assert!(all.iter().any(|index| index == name), "there is no index {name}");
    }
}

/// What is wrong with a question that nobody asks.
async fn check(sql: &str, expect: &[&str]) {
    assert_eq!(House::open().await.offences(sql).await, expect, "{sql}");
}

#[tokio::test]
async fn a_walk_through_a_table_is_found_under_any_name() {
    check("SELECT id FROM persons WHERE subject = ?", &["walks all of persons"]).await;
    check("SELECT x.id FROM persons AS x WHERE x.subject = ?", &["walks all of persons"]).await;
    check("DELETE FROM inbox WHERE body = ?", &["walks all of inbox"]).await;
}

#[tokio::test]
async fn a_walk_through_a_community_is_found() {
    let walk = "walks memberships by (community=? AND state=?)";
    check("SELECT person FROM memberships WHERE community = ? AND state = 'active'", &[walk]).await;
}

#[tokio::test]
async fn a_sorting_by_hand_is_found() {
    check("SELECT slice FROM talks WHERE person = ? ORDER BY updated_at", &["sorts by hand (for order by)"]).await;
}

#[tokio::test]
async fn a_look_for_the_latest_in_everything_is_found() {
    check("SELECT max(received_at) FROM inbox", &["looks for the least or the greatest in all of inbox"]).await;
}

#[tokio::test]
async fn what_finds_its_rows_is_left_alone() {
    check("SELECT body FROM inbox WHERE id = ?", &[]).await;
    check("SELECT id FROM inbox WHERE state = 'new' ORDER BY id LIMIT 1", &[]).await;
    check("SELECT person FROM memberships WHERE community = ? AND coordinator = 1 ORDER BY joined_at, person", &[])
        .await;
    check("SELECT title FROM units", &[]).await;
    check("SELECT value FROM json_each(?)", &[]).await;
}
