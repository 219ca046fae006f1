//! SQL of `persons` and `chat_links`.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::json;
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::zone;
use crate::kernel::actor::{Actor, Name, Reader, Tongue};
use crate::kernel::ids::{ChatId, CommunityId, PersonId};
use crate::kernel::time::at_millis;

/// What a person tells about herself (domain.md §3.2: five questions at most).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// How she is called.
    pub name: Option<Name>,
    /// Where she works or studies.
    pub workplace: Option<String>,
    /// What she teaches.
    pub subject: Option<String>,
}

/// Whoever arrives, and whether she had been out of reach.
pub(super) async fn arrive(
    db: &mut SqliteConnection,
    account: i64,
    chat: ChatId,
    spoken: Tongue,
    now: DateTime<Utc>,
) -> sqlx::Result<(Actor, bool)> {
    // Whether she is in a dialogue is no affair of ours, but asked here it costs no question of its own with each press.
    let row = sqlx::query!(
        r#"SELECT p.id AS "id!: PersonId", p.tongue AS "tongue: Tongue", p.tongue_chosen, p.zone,
                  p.community AS "community: CommunityId", l.state = 'blocked' AS "blocked!: bool",
                  EXISTS (SELECT 1 FROM talks WHERE person = p.id AND active = 1) AS "talks!: bool"
           FROM persons AS p JOIN chat_links AS l ON l.person = p.id
           WHERE l.messenger = 'telegram' AND l.account = ?"#,
        account
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = row else {
        let person = begin(db, account, chat, spoken, now).await?;
        let reader = Reader { person, tongue: spoken, zone: None };
        return Ok((Actor { reader, chat, community: None, owner: false, talks: false }, false));
    };
    let mut tongue = row.tongue;
    if row.tongue_chosen == 0 && tongue != spoken {
        tongue = spoken;
        sqlx::query!("UPDATE persons SET tongue = ? WHERE id = ?", tongue, row.id).execute(db).await?;
    }
    let reader = Reader { person: row.id, tongue, zone: zone(row.zone) };
    let who = Actor { reader, chat, community: row.community, owner: false, talks: row.talks };
    Ok((who, row.blocked))
}

async fn begin(
    db: &mut SqliteConnection,
    account: i64,
    chat: ChatId,
    spoken: Tongue,
    now: DateTime<Utc>,
) -> sqlx::Result<PersonId> {
    let now = now.timestamp_millis();
    let person = sqlx::query!("INSERT INTO persons (tongue, created_at) VALUES (?, ?)", spoken, now)
        .execute(&mut *db)
        .await?
        .last_insert_rowid();
    sqlx::query!(
        "INSERT INTO chat_links (messenger, account, chat, person, seen_at) VALUES ('telegram', ?, ?, ?, ?)",
        account,
        chat,
        person,
        now
    )
    .execute(db)
    .await?;
    Ok(PersonId(person))
}

/// The name, if she has told it.
fn name(last: Option<String>, first: Option<String>, patronymic: Option<String>) -> Option<Name> {
    Some(Name { last: last?, first: first?, patronymic })
}

/// Somebody with an account at the messenger.
#[derive(Clone, Debug)]
pub struct Known {
    /// Who.
    pub person: PersonId,
    /// The account's number at the messenger.
    pub account: i64,
    /// Her language.
    pub tongue: Tongue,
    /// Her name, if she has told it.
    pub name: Option<Name>,
}

/// Everybody with an account, in the order in which they came.
///
/// # Errors
/// Storage errors.
pub async fn known(db: &mut SqliteConnection) -> sqlx::Result<Vec<Known>> {
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!: PersonId", l.account, p.tongue AS "tongue: Tongue", p.last_name, p.first_name, p.patronymic
           FROM persons AS p JOIN chat_links AS l ON l.person = p.id
           WHERE l.messenger = 'telegram' ORDER BY p.id"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Known {
            person: r.id,
            account: r.account,
            tongue: r.tongue,
            name: name(r.last_name, r.first_name, r.patronymic),
        })
        .collect())
}

/// Whom an account belongs to, and her language.
///
/// # Errors
/// Storage errors.
pub async fn by_account(db: &mut SqliteConnection, account: i64) -> sqlx::Result<Option<(PersonId, Tongue)>> {
    let row = sqlx::query!(
        r#"SELECT p.id AS "id!: PersonId", p.tongue AS "tongue: Tongue"
           FROM persons AS p JOIN chat_links AS l ON l.person = p.id
           WHERE l.messenger = 'telegram' AND l.account = ?"#,
        account
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| (r.id, r.tongue)))
}

/// How a person is reached: her chat, and her own zone and the community she looks at, one of which says when it is night
/// for her.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Her private chat.
    pub chat: ChatId,
    /// Her own zone, if she told it.
    pub zone: Option<Tz>,
    /// The community she looks at.
    pub community: Option<CommunityId>,
}

/// How a person is reached: at the account she came with last, of those that have not blocked the bot; `None` if there is
/// none. `seen_at` is the instant at which an account came first, and is not written again.
///
/// # Errors
/// Storage errors.
pub async fn reach(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Option<Reach>> {
    let row = sqlx::query!(
        r#"SELECT l.chat AS "chat: ChatId", p.zone, p.community AS "community: CommunityId"
           FROM chat_links AS l JOIN persons AS p ON p.id = l.person
           WHERE l.person = ? AND l.state = 'active' ORDER BY l.seen_at DESC LIMIT 1"#,
        person
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Reach { chat: r.chat, zone: zone(r.zone), community: r.community }))
}

/// Where a person can be written to: see [`reach`]; `None` if she blocked the bot or was erased.
///
/// # Errors
/// Storage errors.
pub async fn address(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Option<ChatId>> {
    sqlx::query_scalar!(
        r#"SELECT chat AS "chat: ChatId" FROM chat_links WHERE person = ? AND state = 'active'
           ORDER BY seen_at DESC LIMIT 1"#,
        person
    )
    .fetch_optional(db)
    .await
}

/// One of many who are written to at once.
#[derive(Clone, Debug)]
pub struct Address {
    /// Who.
    pub person: PersonId,
    /// Where she can be written to; `None` if she blocked the bot or was erased.
    pub chat: Option<ChatId>,
    /// Her language.
    pub tongue: Tongue,
    /// Her own zone, if she told one.
    pub zone: Option<Tz>,
    /// The community she looks at.
    pub community: Option<CommunityId>,
}

/// Where and how these people can be written to, in no order. One statement, however many they are.
///
/// # Errors
/// Storage errors.
pub async fn addresses(db: &mut SqliteConnection, people: &[PersonId]) -> sqlx::Result<Vec<Address>> {
    let people = Json(people);
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!: PersonId", p.tongue AS "tongue: Tongue", p.zone, p.community AS "community: CommunityId",
                  (SELECT chat FROM chat_links AS l WHERE l.person = p.id AND l.state = 'active'
                   ORDER BY seen_at DESC LIMIT 1) AS "chat: ChatId"
           FROM persons AS p WHERE p.id IN (SELECT value FROM json_each(?))"#,
        people
    )
    .fetch_all(db)
    .await?;
    let address = |person, chat, tongue, own, community| Address { person, chat, tongue, zone: zone(own), community };
    Ok(rows.into_iter().map(|r| address(r.id, r.chat, r.tongue, r.zone, r.community)).collect())
}

/// What somebody told about her work, as she typed it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Who.
    pub person: PersonId,
    /// Where she works or studies.
    pub workplace: Option<String>,
    /// What she teaches.
    pub subject: Option<String>,
}

/// What these people told about their work, in no order. One statement, however many they are.
pub(super) async fn told(db: &mut SqliteConnection, people: &[PersonId]) -> sqlx::Result<Vec<Told>> {
    let people = Json(people);
    sqlx::query_as!(
        Told,
        r#"SELECT id AS "person!: PersonId", workplace, subject FROM persons
           WHERE (workplace IS NOT NULL OR subject IS NOT NULL) AND id IN (SELECT value FROM json_each(?))"#,
        people
    )
    .fetch_all(db)
    .await
}

/// Returns whether she could be reached until now.
pub(super) async fn block(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<bool> {
    let done = sqlx::query!("UPDATE chat_links SET state = 'blocked' WHERE person = ? AND state = 'active'", person)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn unblock(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!("UPDATE chat_links SET state = 'active' WHERE person = ? AND state = 'blocked'", person)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn reader(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Reader> {
    let row = sqlx::query!(r#"SELECT tongue AS "tongue: Tongue", zone FROM persons WHERE id = ?"#, person)
        .fetch_one(db)
        .await?;
    Ok(Reader { person, tongue: row.tongue, zone: zone(row.zone) })
}

pub(super) async fn set_tongue(db: &mut SqliteConnection, person: PersonId, tongue: Tongue) -> sqlx::Result<()> {
    sqlx::query!("UPDATE persons SET tongue = ?, tongue_chosen = 1 WHERE id = ?", tongue, person).execute(db).await?;
    Ok(())
}

pub(super) async fn set_zone(db: &mut SqliteConnection, person: PersonId, zone: Option<Tz>) -> sqlx::Result<()> {
    let zone = zone.map(chrono_tz::Tz::name);
    sqlx::query!("UPDATE persons SET zone = ? WHERE id = ?", zone, person).execute(db).await?;
    Ok(())
}

pub(super) async fn look_at(
    db: &mut SqliteConnection,
    person: PersonId,
    community: Option<&CommunityId>,
) -> sqlx::Result<()> {
    sqlx::query!("UPDATE persons SET community = ? WHERE id = ?", community, person).execute(db).await?;
    Ok(())
}

pub(super) async fn profile(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Profile> {
    let row =
        sqlx::query!("SELECT last_name, first_name, patronymic, workplace, subject FROM persons WHERE id = ?", person)
            .fetch_one(db)
            .await?;
    let name = name(row.last_name, row.first_name, row.patronymic);
    Ok(Profile { name, workplace: row.workplace, subject: row.subject })
}

/// `people` is a JSON list of numbers.
pub(super) async fn names(db: &mut SqliteConnection, people: &str) -> sqlx::Result<Vec<(PersonId, Option<Name>)>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!: PersonId", last_name, first_name, patronymic FROM persons
           WHERE id IN (SELECT value FROM json_each(?))
           ORDER BY last_name IS NULL, last_name, first_name, patronymic, id"#,
        people
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, name(r.last_name, r.first_name, r.patronymic))).collect())
}

pub(super) async fn export(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<serde_json::Value> {
    let told = profile(&mut *db, person).await?;
    let reader = reader(&mut *db, person).await?;
    let kept = sqlx::query!("SELECT community, tongue_chosen, created_at FROM persons WHERE id = ?", person)
        .fetch_one(&mut *db)
        .await?;
    let links =
        sqlx::query!("SELECT messenger, account, chat, state, seen_at FROM chat_links WHERE person = ?", person)
            .fetch_all(db)
            .await?;
    let accounts: Vec<_> = links
        .into_iter()
        .map(|l| {
            let seen = at_millis(l.seen_at).to_rfc3339();
            json!({ "messenger": l.messenger, "account": l.account, "chat": l.chat, "state": l.state, "since": seen })
        })
        .collect();
    let name = told.name.as_ref();
    Ok(json!({
        "last_name": name.map(|n| &n.last),
        "first_name": name.map(|n| &n.first),
        "patronymic": name.and_then(|n| n.patronymic.as_ref()),
        "workplace": told.workplace,
        "subject": told.subject,
        "language": reader.tongue,
        "language_chosen": kept.tongue_chosen != 0,
        "community_looked_at": kept.community,
        "since": at_millis(kept.created_at).to_rfc3339(),
        "zone": reader.zone.map(chrono_tz::Tz::name),
        "accounts": accounts,
    }))
}

/// Keeps what a person told; only after her consent.
///
/// # Errors
/// Storage errors.
pub async fn save_profile(db: &mut SqliteConnection, person: PersonId, profile: &Profile) -> sqlx::Result<()> {
    let name = profile.name.as_ref();
    let (last, first) = (name.map(|n| &n.last), name.map(|n| &n.first));
    let patronymic = name.and_then(|n| n.patronymic.as_ref());
    sqlx::query!(
        "UPDATE persons SET last_name = ?, first_name = ?, patronymic = ?, workplace = ?, subject = ? WHERE id = ?",
        last,
        first,
        patronymic,
        profile.workplace,
        profile.subject,
        person
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what a person told.
pub(super) async fn forget(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE persons SET last_name = NULL, first_name = NULL, patronymic = NULL, workplace = NULL, subject = NULL,
                zone = NULL, community = NULL WHERE id = ?",
        person
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn erase(db: &mut SqliteConnection, person: PersonId, now: DateTime<Utc>) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    forget(&mut *db, person).await?;
    sqlx::query!("DELETE FROM chat_links WHERE person = ?", person).execute(&mut *db).await?;
    sqlx::query!("UPDATE persons SET erased_at = ? WHERE id = ?", now, person).execute(db).await?;
    Ok(())
}
