//! The course of a broadcast over a real database: what is kept when a person or an author goes, and what a receipt
//! that comes twice changes.

use chrono::{DateTime, TimeDelta, Utc};
use rand::SeedableRng;
use rand::rngs::StdRng;
use tempfile::TempDir;

use super::body::Body;
use super::dialogue::Letter;
use super::rules::{BREATH, Broadcast, Course, Fate, Kind, Order, Segment};
use super::store::Plan;
use super::timing::Manner;
use super::{course, pumping, store, store_audience, store_recipients as ledger};
use crate::communities::Profiles;
use crate::db::Db;
use crate::features::{House, Turn};
use crate::kernel::effect::{Effect, Lane, Receipt, Risk, Verdict};
use crate::kernel::html::Html;
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId};
use crate::kernel::outcome::Done;

const AUTHOR: PersonId = PersonId(1);
const ANNA: PersonId = PersonId(2);

fn now() -> DateTime<Utc> {
    "2026-09-24T05:00:00Z".parse().unwrap()
}

/// Five people of one community; the first two coordinate it.
async fn with_five(work: impl AsyncFnOnce(&mut Turn<'_>)) {
    let dir = TempDir::new().unwrap();
    let db = Db::open(&format!("sqlite://{}", dir.path().join("krug.db").display())).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    for sql in [
        "INSERT INTO persons (tongue, created_at) VALUES ('ru', 0), ('ru', 0), ('ru', 0), ('ru', 0), ('ru', 0)",
        "INSERT INTO chat_links (messenger, account, chat, person, seen_at)
         SELECT 'telegram', id, id, id, 0 FROM persons",
        "INSERT INTO memberships (person, community, state, coordinator, joined_at, changed_at)
         SELECT id, 'skillsclub', 'active', id <= 2, 0, 0 FROM persons",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    let (profiles, house) = (Profiles::load(None, None).unwrap(), House::default());
    let mut chance = StdRng::from_seed([7; 32]);
    let mut turn = Turn { db: &mut tx, now: now(), profiles: &profiles, chance: &mut chance, house: &house };
    work(&mut turn).await;
}

fn letter() -> Letter {
    let community = CommunityId::parse("skillsclub").unwrap();
    Letter::new(community, Body::of(Html::escaped("Привет")), Segment::everybody())
}

async fn scheduled(turn: &mut Turn<'_>) -> Broadcast {
    let at = turn.now + TimeDelta::hours(1);
    store::insert(turn.db, &letter(), AUTHOR, Plan::news(at, Manner::default()), turn.now).await.unwrap()
}

/// Begun, and everybody on the way.
async fn under_way(turn: &mut Turn<'_>) -> (BroadcastId, Done) {
    let broadcast = Broadcast { start_at: turn.now, ..scheduled(turn).await };
    let id = broadcast.id;
    course::start(turn, broadcast).await.unwrap();
    let pumped = pumping::pump(turn, id).await.unwrap();
    (id, pumped)
}

async fn told(turn: &mut Turn<'_>, id: BroadcastId, person: PersonId, verdict: Verdict) -> Done {
    let receipt = Receipt { group: format!("br:{id}:1"), person, verdict };
    course::receipt(turn, &receipt).await.unwrap()
}

async fn fate(turn: &mut Turn<'_>, id: BroadcastId, person: PersonId) -> Option<Fate> {
    ledger::stand(turn.db, id, person).await.unwrap().map(|stand| stand.recipient.fate)
}

async fn course_of(turn: &mut Turn<'_>, id: BroadcastId) -> Course {
    store::find(turn.db, id).await.unwrap().unwrap().course
}

#[tokio::test]
async fn each_recipient_gets_one_notice_that_is_never_repeated() {
    with_five(async |turn| {
        let (id, done) = under_way(turn).await;
        let mails: Vec<_> = done
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Mail { to, notice } => Some((to.clone(), notice)),
                _ => None,
            })
            .collect();
        let [(to, notice)] = mails.as_slice() else { panic!("one mail for all") };
        assert_eq!(*to, (1..=5).map(PersonId).collect::<Vec<_>>());
        assert_eq!((notice.risk, notice.lane), (Risk::AtMostOnce, Lane::Broadcast));
        assert_eq!(notice.key, Some(format!("br:{id}:1")));
        assert!(pumping::pump(turn, id).await.unwrap().effects.iter().all(|e| !matches!(e, Effect::Mail { .. })));
    })
    .await;
}

#[tokio::test]
async fn a_receipt_told_twice_counts_once_and_the_last_one_ends_it() {
    with_five(async |turn| {
        let (id, _) = under_way(turn).await;
        for person in (1..=5).map(PersonId) {
            assert_eq!(course_of(turn, id).await, Course::Sending);
            told(turn, id, person, Verdict::Sent).await;
            let again = told(turn, id, person, Verdict::Unknown).await;
            assert!(again.effects.is_empty());
            assert_eq!(fate(turn, id, person).await, Some(Fate::Sent));
        }
        assert_eq!(course_of(turn, id).await, Course::Done);
        assert_eq!(ledger::tally(turn.db, id).await.unwrap().sent, 5);
    })
    .await;
}

#[tokio::test]
async fn who_reads_it_while_it_is_on_the_way_has_it_when_it_ends() {
    with_five(async |turn| {
        let (id, _) = under_way(turn).await;
        let now = turn.now;
        assert!(store_audience::mark_read(turn.db, id, ANNA, now).await.unwrap());
        for person in (1..=5).map(PersonId) {
            told(turn, id, person, Verdict::Unknown).await;
        }
        let tally = ledger::tally(turn.db, id).await.unwrap();
        assert_eq!((tally.sent, tally.unknown, course_of(turn, id).await), (1, 4, Course::Done));
    })
    .await;
}

#[tokio::test]
async fn a_receipt_of_something_else_changes_nothing() {
    with_five(async |turn| {
        let (id, _) = under_way(turn).await;
        for group in ["br", "br:", "br:x:1", "br:99:1", "br:1:1:1", "br:1:2"] {
            let receipt = Receipt { group: group.to_owned(), person: ANNA, verdict: Verdict::Sent };
            assert!(course::receipt(turn, &receipt).await.unwrap().effects.is_empty(), "{group}");
        }
        assert_eq!(fate(turn, id, ANNA).await, Some(Fate::Queued));
    })
    .await;
}

#[tokio::test]
async fn whoever_leaves_while_she_waits_is_skipped_and_may_be_the_last() {
    with_five(async |turn| {
        let broadcast = scheduled(turn).await;
        let id = broadcast.id;
        course::start(turn, broadcast).await.unwrap();
        let community = letter().community;
        for person in (1..=5).map(PersonId) {
            course::left(turn, &community, person, None).await.unwrap();
            assert_eq!(fate(turn, id, person).await, Some(Fate::Skipped));
        }
        assert_eq!(course_of(turn, id).await, Course::Done);
    })
    .await;
}

#[tokio::test]
async fn whoever_says_no_before_her_turn_gets_nothing_of_that_kind() {
    with_five(async |turn| {
        let broadcast = Broadcast { start_at: turn.now, ..scheduled(turn).await };
        let (id, community) = (broadcast.id, broadcast.community.clone());
        course::start(turn, broadcast).await.unwrap();
        course::left(turn, &community, AUTHOR, Some(Kind::Digest)).await.unwrap();
        assert_eq!(fate(turn, id, AUTHOR).await, Some(Fate::Waiting), "another kind was meant");
        course::left(turn, &community, AUTHOR, Some(Kind::News)).await.unwrap();
        assert_eq!(fate(turn, id, AUTHOR).await, Some(Fate::Skipped));
        // Even if nobody noticed that she waited.
        let now = turn.now;
        store_audience::opt_out(turn.db, &community, Kind::News, ANNA, now).await.unwrap();
        pumping::pump(turn, id).await.unwrap();
        assert_eq!(fate(turn, id, ANNA).await, Some(Fate::Skipped));
        assert_eq!(fate(turn, id, PersonId(3)).await, Some(Fate::Queued));
    })
    .await;
}

#[tokio::test]
async fn an_erased_recipient_leaves_a_number_and_no_name() {
    with_five(async |turn| {
        let (id, _) = under_way(turn).await;
        told(turn, id, ANNA, Verdict::Sent).await;
        course::erased(turn, ANNA).await.unwrap();
        course::erased(turn, PersonId(3)).await.unwrap();
        assert_eq!(fate(turn, id, ANNA).await, None);
        let tally = ledger::tally(turn.db, id).await.unwrap();
        assert_eq!((tally.all(), tally.sent, tally.skipped, tally.queued), (5, 1, 1, 3));
        let late = told(turn, id, PersonId(3), Verdict::Sent).await;
        assert!(late.effects.is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_is_forgotten_in_one_community_leaves_numbers_there_and_goes_on_elsewhere() {
    with_five(async |turn| {
        let out = under_way(turn).await.0;
        let waits = begun(turn, (5, 0)).await;
        course::forgotten(turn, CommunityId::parse("anuchino_school").as_ref(), ANNA).await.unwrap();
        assert_eq!(fate(turn, out, ANNA).await, Some(Fate::Queued));
        course::forgotten(turn, Some(&letter().community), ANNA).await.unwrap();
        for id in [out, waits] {
            assert_eq!(fate(turn, id, ANNA).await, None);
            assert_eq!(ledger::tally(turn.db, id).await.unwrap().skipped, 1);
        }
    })
    .await;
}

/// Begun, and nobody on the way yet: how many stand where, and how many have rows.
async fn begun(turn: &mut Turn<'_>, expect: (usize, i64)) -> BroadcastId {
    let broadcast = Broadcast { start_at: turn.now, ..scheduled(turn).await };
    let id = broadcast.id;
    course::start(turn, broadcast).await.unwrap();
    assert_eq!((ledger::tally(turn.db, id).await.unwrap().waiting, rows(turn, id).await), expect);
    id
}

async fn rows(turn: &mut Turn<'_>, id: BroadcastId) -> i64 {
    let rows = sqlx::query_scalar("SELECT count(*) FROM broadcast_recipients WHERE broadcast = ?").bind(id);
    rows.fetch_one(&mut *turn.db).await.unwrap()
}

#[tokio::test]
async fn whoever_joins_after_the_beginning_is_not_meant_and_a_stop_skips_those_without_rows() {
    with_five(async |turn| {
        let id = begun(turn, (5, 0)).await;
        for sql in [
            "INSERT INTO persons (id, tongue, created_at) VALUES (6, 'ru', 0)",
            "INSERT INTO memberships (person, community, state, coordinator, joined_at, changed_at)
             VALUES (6, 'skillsclub', 'active', 0, 0, 0)",
        ] {
            sqlx::query(sql).execute(&mut *turn.db).await.unwrap();
        }
        let mut broadcast = store::find(turn.db, id).await.unwrap().unwrap();
        course::command(turn, &mut broadcast, Order::Stop).await.unwrap().unwrap();
        let tally = ledger::tally(turn.db, id).await.unwrap();
        assert_eq!((tally.all(), tally.skipped, rows(turn, id).await), (5, 5, 5));
    })
    .await;
}

#[tokio::test]
async fn whoever_leaves_or_is_erased_before_her_row_is_written_is_skipped() {
    with_five(async |turn| {
        let id = begun(turn, (5, 0)).await;
        let community = CommunityId::parse("skillsclub").unwrap();
        course::left(turn, &community, ANNA, None).await.unwrap();
        course::erased(turn, PersonId(3)).await.unwrap();
        assert_eq!((fate(turn, id, ANNA).await, fate(turn, id, PersonId(3)).await), (Some(Fate::Skipped), None));
        let tally = ledger::tally(turn.db, id).await.unwrap();
        assert_eq!((tally.all(), tally.skipped, tally.waiting), (5, 2, 3));
    })
    .await;
}

/// Twelve hundred members in all.
async fn many(turn: &mut Turn<'_>) {
    for sql in [
        "INSERT INTO persons (id, tongue, created_at)
         WITH RECURSIVE n(i) AS (SELECT 6 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) SELECT i, 'ru', 0 FROM n",
        "INSERT INTO chat_links (messenger, account, chat, person, seen_at)
         SELECT 'telegram', id, id, id, 0 FROM persons WHERE id > 5",
        "INSERT INTO memberships (person, community, state, coordinator, joined_at, changed_at)
         SELECT id, 'skillsclub', 'active', 0, 0, 0 FROM persons WHERE id > 5",
    ] {
        sqlx::query(sql).execute(&mut *turn.db).await.unwrap();
    }
}

#[tokio::test]
async fn the_next_ones_follow_the_first_after_a_breath_and_receipts_put_them_off_no_further() {
    with_five(async |turn| {
        many(turn).await;
        let id = begun(turn, (1200, 0)).await;
        // The last word holds.
        let again = |done: &Done| {
            done.effects.iter().rev().find_map(|effect| match effect {
                Effect::Later(task) => Some(task.at),
                _ => None,
            })
        };
        let pumped = pumping::pump(turn, id).await.unwrap();
        assert_eq!(again(&pumped), Some(turn.now + BREATH));
        for person in (1..=3).map(PersonId) {
            turn.now += TimeDelta::milliseconds(3);
            let heard = told(turn, id, person, Verdict::Sent).await;
            assert_eq!(again(&heard), Some(turn.now));
        }
    })
    .await;
}

#[tokio::test]
async fn of_many_as_many_get_rows_as_are_put_on_the_way_in_their_order() {
    with_five(async |turn| {
        many(turn).await;
        let id = begun(turn, (1200, 0)).await;
        let mut reached = Vec::new();
        for (mails, written) in [(60, 300), (300, 600), (300, 900), (300, 1200), (240, 1200)] {
            let done = pumping::pump(turn, id).await.unwrap();
            let to = done.effects.iter().find_map(|effect| match effect {
                Effect::Mail { to, .. } => Some(to.clone()),
                _ => None,
            });
            let to = to.unwrap_or_default();
            assert_eq!((to.len(), rows(turn, id).await), (mails, written));
            // One stays on the way: only who begins takes few.
            for person in to.iter().copied().skip(usize::from(reached.is_empty())) {
                told(turn, id, person, Verdict::Sent).await;
            }
            reached.extend(to);
        }
        assert_eq!(reached, (1..=1200).map(PersonId).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn an_erased_author_takes_her_texts_along_and_the_others_hear_of_it() {
    with_five(async |turn| {
        let waiting = scheduled(turn).await.id;
        let (running, _) = under_way(turn).await;
        let done = course::erased(turn, AUTHOR).await.unwrap();
        assert_eq!(course_of(turn, waiting).await, Course::Barred);
        assert_eq!(course_of(turn, running).await, Course::Stopped);
        for id in [waiting, running] {
            let kept = store::find(turn.db, id).await.unwrap().unwrap();
            assert_eq!((kept.author, kept.body.is_empty()), (None, true));
        }
        let heard = done.effects.iter().filter(|e| matches!(e, Effect::Tell(n) if n.to == ANNA)).count();
        assert_eq!(heard, 2);
        assert!(done.effects.iter().any(|e| matches!(e, Effect::Recall { .. })));
        let kept = super::export(turn, AUTHOR).await.unwrap();
        assert_eq!(kept, serde_json::json!({ "written": [], "received": [], "digests": [], "not_wanted": [] }));
    })
    .await;
}

#[tokio::test]
async fn what_is_kept_about_somebody_can_be_taken_along() {
    with_five(async |turn| {
        let (id, _) = under_way(turn).await;
        told(turn, id, AUTHOR, Verdict::Sent).await;
        let kept = super::export(turn, AUTHOR).await.unwrap();
        assert_eq!(kept["written"][0]["text"], "Привет");
        assert_eq!(kept["received"][0]["state"], "sent");
    })
    .await;
}

#[tokio::test]
async fn progress_is_drawn_at_most_once_in_three_seconds_but_always_at_the_end() {
    with_five(async |turn| {
        let (id, _) = under_way(turn).await;
        let draws = |done: &Done| done.effects.iter().filter(|e| matches!(e, Effect::Redraw { .. })).count();
        let mut drawn = Vec::new();
        for person in (1..=5).map(PersonId) {
            turn.now += TimeDelta::seconds(1);
            drawn.push(draws(&told(turn, id, person, Verdict::Sent).await));
        }
        assert_eq!(drawn, [0, 0, 1, 0, 1]);
    })
    .await;
}

#[tokio::test]
async fn what_the_messenger_puts_back_after_a_pause_or_a_stop_is_taken_back_a_little_later() {
    for order in [Order::Pause, Order::Stop] {
        with_five(async |turn| {
            let (id, _) = under_way(turn).await;
            let mut broadcast = store::find(turn.db, id).await.unwrap().unwrap();
            let held = course::command(turn, &mut broadcast, order).await.unwrap().unwrap();
            let recalls = |done: &Done| done.effects.iter().filter(|e| matches!(e, Effect::Recall { .. })).count();
            let looks_again = |done: &Done| done.effects.iter().any(|e| matches!(e, Effect::Later(_)));
            assert!(recalls(&held) == 1 && looks_again(&held), "{order:?}");
            for person in (2..=5).map(PersonId) {
                told(turn, id, person, Verdict::Recalled).await;
            }
            let later = pumping::pump(turn, id).await.unwrap();
            assert!(recalls(&later) == 1 && looks_again(&later), "{order:?}: one is on the way still");
            told(turn, id, AUTHOR, Verdict::Recalled).await;
            let quiet = pumping::pump(turn, id).await.unwrap();
            assert!(recalls(&quiet) == 0 && !looks_again(&quiet), "{order:?}: nobody is on the way any more");
        })
        .await;
    }
}
