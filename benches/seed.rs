//! A database with a history, made in seconds: one community, its members, an announced event with a share of answers, and
//! what earlier updates and messages have left behind. The same rows the bot itself would have written.
//! Must never be opened by a bot in earnest: the accounts are invented.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use krug::db::Db;
use krug::kernel::ids::EventId;
use krug::kernel::time::Clock;
use krug::sandbox::{MessageId, UserId};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Sqlite, Transaction};

/// The event that people answer.
pub const EVENT: EventId = EventId(1);
/// As it was announced and never changed.
pub const VERSION: i64 = 1;
/// Account of the one who announced it; person 1. The members follow, one number each.
pub const AUTHOR: UserId = UserId(5_500_000_001);

const COMMUNITY: &str = "skillsclub";
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The account of the member with this number, counted from 1.
pub fn account(member: usize) -> UserId {
    UserId(AUTHOR.0 + i64::try_from(member).unwrap_or(0))
}

/// Where the database of a bot that lives in `folder` lies by default.
pub fn url(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("krug.db").display())
}

/// Makes the database: `members` and their coordinator, whose living card is the message `head`.
pub async fn plant(folder: &Path, members: usize, head: MessageId) -> anyhow::Result<()> {
    let db = Db::open(&url(folder)).await?;
    let mut tx = db.begin().await?;
    let now = Clock::system().now();
    for statement in people(members, now).into_iter().chain(events(members, head, now)).chain(history(members, now)) {
        run(&mut tx, statement).await?;
    }
    tx.commit().await?;
    db.close().await;
    Ok(())
}

async fn run(tx: &mut Transaction<'static, Sqlite>, statement: String) -> anyhow::Result<()> {
    sqlx::query(AssertSqlSafe(statement)).execute(&mut **tx).await?;
    Ok(())
}

/// `n` from 1 to `last`, to select from.
fn numbers(last: usize) -> String {
    format!("WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})")
}

/// A zone where it is the hour after noon: by night a broadcast asks whether to wait, and figures must not depend on the
/// hour at which they are taken. The names of these zones count westwards (IANA, `etcetera`).
fn noon(now: DateTime<Utc>) -> String {
    match i64::from(now.hour()) - 12 {
        0 => "Etc/UTC".to_owned(),
        west => format!("Etc/GMT{west:+}"),
    }
}

fn people(members: usize, now: DateTime<Utc>) -> Vec<String> {
    let (all, first) = (members + 1, AUTHOR.0 - 1);
    let (each, zone, now) = (numbers(all), noon(now), now.timestamp_millis());
    let text = "Согласие на обработку персональных данных участника сообщества.";
    let hash: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    let name = |list: &[&str], by: usize| -> String {
        let cases: String = list.iter().enumerate().map(|(i, name)| format!(" WHEN {i} THEN '{name}'")).collect();
        format!("CASE (n / {by}) % {}{cases} END", list.len())
    };
    let last = name(&["Смирнова", "Котова", "Зимина", "Орлова", "Ким", "Петрова", "Фролова"], 1);
    let given = name(&["Анна", "Дарья", "Вера", "Марина", "Ольга"], 7);
    vec![
        format!(
            "{each} INSERT INTO persons (id, tongue, zone, community, last_name, first_name, patronymic, workplace,
                                         created_at)
             SELECT n, 'ru', '{zone}', '{COMMUNITY}', {last}, {given}, 'Сергеевна', 'школа ' || (n % 90 + 1), {now} - 60 * {DAY}
             FROM numbers"
        ),
        format!(
            "{each} INSERT INTO chat_links (messenger, account, chat, person, seen_at)
             SELECT 'telegram', {first} + n, {first} + n, n, {now} - {DAY} FROM numbers"
        ),
        format!(
            "{each} INSERT INTO memberships (person, community, state, category, coordinator, joined_at, changed_at)
             SELECT n, '{COMMUNITY}', 'active', 'young_specialist', n = 1, {now} - 60 * {DAY} + n, {now} - 60 * {DAY} + n
             FROM numbers"
        ),
        format!("INSERT INTO consent_texts (hash, version, body) VALUES ('{hash}', '1.0', '{text}')"),
        format!(
            "{each} INSERT INTO consents (person, community, kind, hash, given_at)
             SELECT n, '{COMMUNITY}', 'personal_data', '{hash}', {now} - 60 * {DAY} FROM numbers"
        ),
    ]
}

/// The event everybody is asked about, answered by three in ten; and two years of earlier ones.
fn events(members: usize, head: MessageId, now: DateTime<Utc>) -> Vec<String> {
    let (starts, now) = ((now + TimeDelta::days(30)).timestamp_millis(), now.timestamp_millis());
    let each = numbers(members);
    vec![
        format!(
            "INSERT INTO events (id, community, kind, title, starts_at, place, author, state, created_at, announced_at)
             VALUES ({EVENT}, '{COMMUNITY}', 'meetup', 'Первая неделя в классе', {starts}, 'ТОГИРРО, Советская, 56', 1,
                     'announced', {now} - 5 * {DAY}, {now} - 4 * {DAY})"
        ),
        format!("INSERT INTO asked (event, starts_at) VALUES ({EVENT}, {starts})"),
        format!(
            "INSERT INTO anchors (anchor, person, chat, message_id, drawn_at)
             VALUES ('ev:{EVENT}:head:1', 1, {}, {}, {now} - {DAY})",
            AUTHOR.0, head.0
        ),
        format!(
            "{each} INSERT INTO answers (event, person, state, answered_at)
             SELECT {EVENT}, n + 1, CASE n % 10 WHEN 0 THEN 'maybe' WHEN 1 THEN 'not_going' ELSE 'going' END, {now} - {DAY} + n
             FROM numbers WHERE n % 10 < 3"
        ),
        format!(
            "{} INSERT INTO events (community, kind, title, starts_at, place, author, state, created_at, announced_at)
             SELECT '{COMMUNITY}', 'seminar', 'Семинар ' || n, {now} - n * 15 * {DAY}, 'ТОГИРРО', 1, 'held',
                    {now} - (n * 15 + 20) * {DAY}, {now} - (n * 15 + 14) * {DAY} FROM numbers",
            numbers(48)
        ),
    ]
}

/// One update and two messages of each member, done with and not yet old enough to be forgotten.
fn history(members: usize, now: DateTime<Utc>) -> Vec<String> {
    let (now, first) = (now.timestamp_millis(), AUTHOR.0);
    vec![
        format!(
            "{} INSERT INTO inbox (update_id, lane, body, state, received_at)
             SELECT n, {first} + n, '', 'done', {now} - {DAY} / 2 FROM numbers",
            numbers(members)
        ),
        format!(
            "{} INSERT INTO outbox (key, chat, person, lane, risk, parcel, state, due_at, created_at, finished_at)
             SELECT 'old:' || n, {first} + n / 2, n / 2 + 1, n % 2 * 2, 'repeatable', '', 'sent', {now} - {DAY} / 2,
                    {now} - {DAY} / 2, {now} - {DAY} / 2 FROM numbers",
            numbers(members * 2)
        ),
    ]
}
