//! Who is seen when one looks what could leave, by example; and that it does not matter how many others wait.

use serde_json::json;
use sqlx::Row as _;
use tempfile::TempDir;

use super::*;
use crate::db::Db;
use crate::kernel::effect::Lane;
use crate::kernel::html::Html;
use crate::kernel::time::at_millis;
use crate::queue::numbers;

const NOW: i64 = 1_700_000_000_000;
const ALL: Room = Room { quick: 9, messages: 9, bulk: 9 };

async fn house() -> (TempDir, Db) {
    let dir = TempDir::new().unwrap();
    let db = Db::open(&format!("sqlite://{}", dir.path().join("krug.db").display())).await.unwrap();
    (dir, db)
}

fn screen() -> Screen {
    Screen::new(Html::escaped("Ждём всех"))
}

fn message() -> Parcel {
    Parcel::Message { screen: screen(), file: None, media: Vec::new(), silent: false }
}

fn edit() -> Parcel {
    Parcel::Edit { message: MessageId(7), screen: screen() }
}

fn answer() -> Parcel {
    Parcel::Answer { query: "1".to_owned(), text: None, alert: false }
}

/// Puts a row in; what is told of it. Rows are numbered from 1.
async fn put_in(db: &Db, n: usize, chat: i64, lane: Lane, parcel: Parcel) -> Option<Vec<Fresh>> {
    let draft = Draft {
        key: format!("k{n}"),
        chat: ChatId(chat),
        person: None,
        lane: lane as i64,
        risk: Risk::Repeatable,
        parcel,
        anchor: None,
        group: None,
        until: None,
    };
    let mut tx = db.begin().await.unwrap();
    let fresh = put_all(&mut tx, vec![draft], at_millis(NOW)).await.unwrap();
    tx.commit().await.unwrap();
    fresh
}

/// The numbers of the rows that are seen, with nothing flying and nobody closed.
async fn seen(db: &Db, flying: &[i64], closed: &[i64], now: i64) -> Vec<i64> {
    let (flying, closed) = (numbers(flying.iter().copied()), numbers(closed.iter().copied()));
    let rows = look(db.reader(), ALL, &flying, &closed, at_millis(now)).await.unwrap();
    rows.iter().map(|row| row.id).collect()
}

/// Rows put in, in this order, and those that are seen.
async fn check(rows: Vec<(i64, Lane, Parcel)>, flying: &[i64], closed: &[i64], expect: &[i64]) {
    let (_dir, db) = house().await;
    for (n, (chat, lane, parcel)) in rows.into_iter().enumerate() {
        put_in(&db, n, chat, lane, parcel).await;
    }
    assert_eq!(seen(&db, flying, closed, NOW).await, expect);
}

#[test]
fn the_table_knows_parcels_by_how_they_begin() {
    assert!(to_json(&answer()).unwrap().starts_with(r#"{"Answer":"#));
    assert!(to_json(&edit()).unwrap().starts_with(r#"{"Edit":"#));
    assert_eq!(json!(numbers([3, -4])), json!("[3,-4]"));
}

#[tokio::test]
async fn answers_to_presses_come_first_and_bulk_last() {
    let rows = vec![
        (1, Lane::Broadcast, message()),
        (2, Lane::Reminder, message()),
        (3, Lane::Notice, message()),
        (4, Lane::Answer, message()),
        (5, Lane::Answer, edit()),
        (6, Lane::Answer, answer()),
    ];
    check(rows, &[], &[], &[6, 5, 4, 3, 2, 1]).await;
}

#[tokio::test]
async fn of_each_lane_of_a_chat_the_first_is_seen_and_every_answer_to_a_press() {
    let rows = vec![
        (1, Lane::Answer, message()),
        (1, Lane::Answer, answer()),
        (1, Lane::Answer, edit()),
        (1, Lane::Answer, answer()),
        (1, Lane::Notice, message()),
        (1, Lane::Notice, message()),
    ];
    check(rows, &[], &[], &[2, 4, 1, 5]).await;
}

#[tokio::test]
async fn what_is_on_its_way_holds_back_what_is_behind_it() {
    let rows = vec![(1, Lane::Answer, edit()), (1, Lane::Answer, edit()), (2, Lane::Answer, edit())];
    check(rows, &[1], &[], &[3]).await;
}

#[tokio::test]
async fn a_closed_chat_is_passed_by_but_its_presses_are_answered() {
    let rows = vec![(1, Lane::Answer, message()), (1, Lane::Answer, answer()), (2, Lane::Answer, message())];
    check(rows, &[], &[1], &[2, 3]).await;
}

#[tokio::test]
async fn a_row_that_waits_for_an_instant_holds_back_its_lane_only() {
    let (_dir, db) = house().await;
    for (n, lane) in [Lane::Notice, Lane::Notice, Lane::Answer].into_iter().enumerate() {
        put_in(&db, n, 1, lane, message()).await;
    }
    let row = look(db.reader(), ALL, "[]", "[3]", at_millis(NOW)).await.unwrap().pop().unwrap();
    let mut tx = db.begin().await.unwrap();
    let fate = Fate::Again { error: "no connection".to_owned(), due: at_millis(NOW + 4000) };
    settle(&mut tx, &[(row, fate)], at_millis(NOW)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(seen(&db, &[], &[], NOW).await, [3]);
    assert_eq!(next_due(db.reader(), at_millis(NOW)).await.unwrap(), Some(at_millis(NOW + 4000)));
    assert_eq!(seen(&db, &[], &[], NOW + 4000).await, [3, 1]);
}

#[tokio::test]
async fn what_was_taken_back_meanwhile_does_not_leave_and_does_not_come_back() {
    let (_dir, db) = house().await;
    put_in(&db, 1, 1, Lane::Broadcast, message()).await;
    let row = look(db.reader(), ALL, "[]", "[]", at_millis(NOW)).await.unwrap().remove(0);
    let mut tx = db.begin().await.unwrap();
    unreachable(&mut tx, ChatId(1), at_millis(NOW)).await.unwrap();
    assert!(leave(&mut tx, "[1]").await.unwrap().is_empty());
    let fate = Fate::Again { error: "flood".to_owned(), due: at_millis(NOW) };
    settle(&mut tx, &[(row, fate)], at_millis(NOW)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(seen(&db, &[], &[], NOW).await.is_empty());
}

#[tokio::test]
async fn to_wait_when_told_to_is_no_failed_attempt() {
    let (_dir, db) = house().await;
    put_in(&db, 1, 1, Lane::Notice, message()).await;
    let due = at_millis(NOW);
    let held = Fate::Held { everybody: false, until: due };
    let failed = Fate::Again { error: "no connection".to_owned(), due };
    for (fate, attempts) in [(held, 0), (Fate::Stays { due }, 0), (failed, 1)] {
        let row = look(db.reader(), ALL, "[]", "[]", due).await.unwrap().remove(0);
        let mut tx = db.begin().await.unwrap();
        leave(&mut tx, "[1]").await.unwrap();
        settle(&mut tx, &[(row, fate)], due).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(look(db.reader(), ALL, "[]", "[]", due).await.unwrap()[0].attempts, attempts);
    }
}

#[tokio::test]
async fn what_is_told_of_a_row_is_what_would_be_seen() {
    let (_dir, db) = house().await;
    let keys = Parcel::Keys { message: MessageId(7), rows: Vec::new() };
    let parcels = [message(), edit(), answer(), keys, Parcel::Commands(Vec::new())];
    let lanes = [Lane::Answer, Lane::Notice, Lane::Reminder, Lane::Broadcast];
    let all = lanes.into_iter().flat_map(|lane| parcels.iter().map(move |parcel| (lane, parcel.clone())));
    for (n, (lane, parcel)) in all.enumerate() {
        // Each in a chat of its own, so that nothing is behind it.
        let fresh = put_in(&db, n, n as i64, lane, parcel).await.unwrap().remove(0);
        let before: Vec<i64> = (1..fresh.row.id).collect();
        let room = Room { quick: 99, messages: 99, bulk: 99 };
        let seen = look(db.reader(), room, &numbers(before), "[]", at_millis(NOW)).await.unwrap();
        assert_eq!(format!("{:?}", [&fresh.row]), format!("{seen:?}"));
        assert_eq!(to_json(&fresh.parcel).unwrap(), fresh.row.parcel);
    }
    assert!(put_in(&db, 0, 1, Lane::Answer, message()).await.is_none(), "it has been said before");
}

#[tokio::test]
async fn the_last_number_is_told_when_nothing_waits() {
    let (_dir, db) = house().await;
    assert_eq!(caught_up(db.reader()).await.unwrap(), Some(0));
    for n in 0..3 {
        put_in(&db, n, 1, Lane::Answer, message()).await;
    }
    assert_eq!(caught_up(db.reader()).await.unwrap(), None);
    let mut tx = db.begin().await.unwrap();
    unreachable(&mut tx, ChatId(1), at_millis(NOW)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(caught_up(db.reader()).await.unwrap(), Some(3));
}

#[tokio::test]
async fn a_look_goes_by_the_index_however_much_waits() {
    let (_dir, db) = house().await;
    let sql = include_str!("leaving.rs").split("r#\"").nth(1).and_then(|rest| rest.split("\"#").next()).unwrap();
    let mut tx = db.begin().await.unwrap();
    let explained = format!("EXPLAIN QUERY PLAN {sql}");
    let plan = sqlx::query(sqlx::AssertSqlSafe(explained)).fetch_all(&mut *tx).await.unwrap();
    let plan: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
    assert_eq!(plan.iter().filter(|step| step.contains("USING INDEX outbox_queued (turn=? AND due_at<?)")).count(), 6);
    assert!(!plan.iter().any(|step| step.contains("SCAN q") || step.contains("SCAN o") || step.contains("B-TREE")));
}
