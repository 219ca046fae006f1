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
