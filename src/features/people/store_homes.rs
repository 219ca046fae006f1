//! Where many people live and whether they can be written to: one statement, however many they are. SQL of `persons` and
//! `chat_links`, as in `store`.

use std::collections::HashSet;

use chrono_tz::Tz;
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::zone;
use crate::kernel::ids::PersonId;

/// Some of many: those who live by one clock and can be written to, or cannot.
#[derive(Clone, Debug)]
pub struct Home {
    /// Their own zone, if they told one.
    pub zone: Option<Tz>,
    /// Whether they can be written to: nobody can who blocked the bot or was erased.
    pub reachable: bool,
    /// Who.
    pub people: Vec<PersonId>,
}

/// Where these people live and whether they can be written to. One statement, however many they are.
pub(super) async fn of(db: &mut SqliteConnection, people: &[PersonId]) -> sqlx::Result<Vec<Home>> {
    let all = Json(people);
    // A row a zone and not one a person: each row is a word with the database's own thread. Most live by the community's clock
    // and can be written to: they are whoever is not named here.
    let rows = sqlx::query!(
        r#"SELECT p.zone, EXISTS (SELECT 1 FROM chat_links AS l WHERE l.person = p.id AND l.state = 'active')
                  AS "reachable!: bool", json_group_array(p.id) AS "people!: Json<Vec<PersonId>>"
           FROM json_each(?) JOIN persons AS p ON p.id = json_each.value
           WHERE p.zone IS NOT NULL
              OR NOT EXISTS (SELECT 1 FROM chat_links AS l WHERE l.person = p.id AND l.state = 'active')
           GROUP BY 1, 2"#,
        all
    )
    .fetch_all(db)
    .await?;
    let homes = rows.into_iter().map(|r| Home { zone: zone(r.zone), reachable: r.reachable, people: r.people.0 });
    let mut homes: Vec<Home> = homes.collect();
    let named: HashSet<PersonId> = homes.iter().flat_map(|home| home.people.iter().copied()).collect();
    let rest: Vec<PersonId> = people.iter().copied().filter(|person| !named.contains(person)).collect();
    if !rest.is_empty() {
        homes.push(Home { zone: None, reachable: true, people: rest });
    }
    Ok(homes)
}

/// Those of these who can be written to, in the order in which they are named. One statement, however many they are.
pub(super) async fn reachable(db: &mut SqliteConnection, people: &[PersonId]) -> sqlx::Result<Vec<PersonId>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let all = Json(people);
    // Those who cannot are few, and come in one row.
    let lost = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_each.value) AS "lost!: Json<HashSet<PersonId>>" FROM json_each(?)
           WHERE NOT EXISTS (SELECT 1 FROM chat_links AS l WHERE l.person = json_each.value AND l.state = 'active')"#,
        all
    )
    .fetch_one(db)
    .await?;
    Ok(people.iter().copied().filter(|person| !lost.0.contains(person)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Db;

    #[tokio::test]
    async fn whoever_can_be_written_to_stays_in_her_place() {
        let dir = tempfile::TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite://{}", dir.path().join("krug.db").display())).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        sqlx::query("INSERT INTO persons (id, tongue, created_at) VALUES (1, 'ru', 0), (2, 'ru', 0), (3, 'ru', 0), (4, 'ru', 0)")
            .execute(&mut *tx)
            .await
            .unwrap();
        // The first has two accounts, the second blocked the bot, the fourth was erased.
        let links = "INSERT INTO chat_links (messenger, account, chat, person, state, seen_at)
            VALUES ('telegram', 10, 10, 1, 'blocked', 0), ('telegram', 11, 11, 1, 'active', 0),
                   ('telegram', 20, 20, 2, 'blocked', 0), ('telegram', 30, 30, 3, 'active', 0)";
        sqlx::query(links).execute(&mut *tx).await.unwrap();
        let found = reachable(&mut tx, &[4, 3, 2, 1, 99].map(PersonId)).await.unwrap();
        assert_eq!(found, [3, 1].map(PersonId));
        assert_eq!(reachable(&mut tx, &[]).await.unwrap(), []);
    }
}
