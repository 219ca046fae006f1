//! SQL of `consultations`, `consultation_offers`, `consultation_alerts` and `consultation_log`.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::rules::{Candidate, Consultation, Offer, OfferState, Rating, Side, Stage, Urgency};
use crate::kernel::ids::{CommunityId, ConsultationId, PersonId};
use crate::kernel::time::at_millis;

/// A question on its way in.
pub struct New<'a> {
    pub community: &'a CommunityId,
    pub asker: PersonId,
    pub nonce: u32,
    pub topic: &'a str,
    pub urgency: Urgency,
    pub text: &'a str,
    pub named: bool,
}

pub async fn create(db: &mut SqliteConnection, new: &New<'_>, now: DateTime<Utc>) -> sqlx::Result<ConsultationId> {
    let now = now.timestamp_millis();
    let nonce = i64::from(new.nonce);
    let done = sqlx::query!(
        "INSERT INTO consultations (community, asker, nonce, topic, urgency, body, named, stage, version, round, direct,
                                    since, stepped_at, step, last_word, spoken, asker_words, mentor_words, sent_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'requested', 1, 1, 0, ?8, ?8, 0, 'asker', 0, 0, 0, ?8)",
        new.community,
        new.asker,
        nonce,
        new.topic,
        new.urgency,
        new.text,
        new.named,
        now
    )
    .execute(&mut *db)
    .await?;
    let id = done.last_insert_rowid();
    sqlx::query!(
        "INSERT INTO consultation_log (consultation, at, actor, to_stage) VALUES (?, ?, ?, 'requested')",
        id,
        now,
        new.asker
    )
    .execute(db)
    .await?;
    Ok(ConsultationId(id))
}

pub async fn by_nonce(db: &mut SqliteConnection, asker: PersonId, nonce: u32) -> sqlx::Result<Option<ConsultationId>> {
    let nonce = i64::from(nonce);
    sqlx::query_scalar!(
        r#"SELECT id AS "id: ConsultationId" FROM consultations WHERE asker = ? AND nonce = ?"#,
        asker,
        nonce
    )
    .fetch_optional(db)
    .await
}

pub async fn find(db: &mut SqliteConnection, id: ConsultationId) -> sqlx::Result<Option<Consultation>> {
    let offers = sqlx::query!(
        r#"SELECT round, person AS "person: PersonId", state AS "state: OfferState", offered_at
           FROM consultation_offers WHERE consultation = ? ORDER BY round, offered_at, person"#,
        id
    )
    .fetch_all(&mut *db)
    .await?;
    let row = sqlx::query!(
        r#"SELECT community AS "community: CommunityId", asker AS "asker: PersonId", topic,
                  urgency AS "urgency: Urgency", body, named AS "named: bool", stage AS "stage: Stage", version, round,
                  direct AS "direct: bool", mentor AS "mentor: PersonId", since, stepped_at, step,
                  last_word AS "last_word: Side", spoken AS "spoken: bool", rating AS "rating: Rating", asker_words,
                  mentor_words, sent_at, accepted_at, ended_at
           FROM consultations WHERE id = ?"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Consultation {
        id,
        community: r.community,
        asker: r.asker,
        topic: r.topic,
        urgency: r.urgency,
        text: r.body,
        named: r.named,
        stage: r.stage,
        version: r.version,
        round: r.round,
        direct: r.direct,
        mentor: r.mentor,
        since: at_millis(r.since),
        stepped_at: at_millis(r.stepped_at),
        step: r.step,
        last_word: r.last_word,
        spoken: r.spoken,
        rating: r.rating,
        asker_words: r.asker_words,
        mentor_words: r.mentor_words,
        sent_at: at_millis(r.sent_at),
        accepted_at: r.accepted_at.map(at_millis),
        ended_at: r.ended_at.map(at_millis),
        offers: offers
            .into_iter()
            .map(|o| Offer { round: o.round, person: o.person, state: o.state, at: at_millis(o.offered_at) })
            .collect(),
        moves: Vec::new(),
    }))
}

/// Keeps how it stands, and logs the moves made since it was loaded. `actor`: `None` is the clock.
pub async fn save(
    db: &mut SqliteConnection,
    q: &mut Consultation,
    actor: Option<PersonId>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (since, stepped_at, now) =
        (q.since.timestamp_millis(), q.stepped_at.timestamp_millis(), now.timestamp_millis());
    let (accepted_at, ended_at) =
        (q.accepted_at.map(|t| t.timestamp_millis()), q.ended_at.map(|t| t.timestamp_millis()));
    sqlx::query!(
        "UPDATE consultations SET body = ?, named = ?, stage = ?, version = ?, round = ?, direct = ?, mentor = ?,
                since = ?, stepped_at = ?, step = ?, last_word = ?, spoken = ?, rating = ?, asker_words = ?,
                mentor_words = ?, accepted_at = ?, ended_at = ? WHERE id = ?",
        q.text,
        q.named,
        q.stage,
        q.version,
        q.round,
        q.direct,
        q.mentor,
        since,
        stepped_at,
        q.step,
        q.last_word,
        q.spoken,
        q.rating,
        q.asker_words,
        q.mentor_words,
        accepted_at,
        ended_at,
        q.id
    )
    .execute(&mut *db)
    .await?;
    save_offers(db, q).await?;
    for (from, to) in q.moves.drain(..) {
        sqlx::query!(
            "INSERT INTO consultation_log (consultation, at, actor, from_stage, to_stage) VALUES (?, ?, ?, ?, ?)",
            q.id,
            now,
            actor,
            from,
            to
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

async fn save_offers(db: &mut SqliteConnection, q: &Consultation) -> sqlx::Result<()> {
    // Whoever has it comes last: the one who had it before must have given it back by then.
    let taken = |offer: &&Offer| offer.state == OfferState::Taken;
    let order = q.offers.iter().filter(|o| !taken(o)).chain(q.offers.iter().filter(taken));
    for offer in order {
        let at = offer.at.timestamp_millis();
        sqlx::query!(
            "INSERT INTO consultation_offers (consultation, round, person, state, offered_at) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (consultation, round, person) DO UPDATE SET state = excluded.state",
            q.id,
            offer.round,
            offer.person,
            offer.state,
            at
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// What each of `people` has in hand, and when she was last asked; in the given order.
pub async fn candidates(db: &mut SqliteConnection, people: &[PersonId]) -> sqlx::Result<Vec<Candidate>> {
    let mut found = Vec::with_capacity(people.len());
    for person in people {
        let row = sqlx::query!(
            r#"SELECT (SELECT count(*) FROM consultations WHERE mentor = ?1 AND stage IN ('accepted', 'in_dialogue'))
                    + (SELECT count(*) FROM consultation_offers WHERE person = ?1 AND state = 'waiting')
                      AS "load!: i64",
                      (SELECT max(offered_at) FROM consultation_offers WHERE person = ?1) AS "asked_at: i64""#,
            person
        )
        .fetch_one(&mut *db)
        .await?;
        found.push(Candidate { person: *person, load: row.load, asked_at: row.asked_at.map(at_millis) });
    }
    Ok(found)
}

/// A person's questions and those she answers or answered: open ones first, then the latest.
pub async fn mine(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<ConsultationId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: ConsultationId" FROM consultations WHERE asker = ?1 OR mentor = ?1
           ORDER BY stage IN ('rated', 'closed', 'withdrawn'), id DESC LIMIT 60"#,
        person
    )
    .fetch_all(db)
    .await
}

/// Dialogues in which a person may write now, the latest first.
pub async fn dialogues(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<ConsultationId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: ConsultationId" FROM consultations
           WHERE (asker = ?1 OR mentor = ?1) AND stage IN ('accepted', 'in_dialogue') ORDER BY stepped_at DESC, id"#,
        person
    )
    .fetch_all(db)
    .await
}

/// What concerns a person and is not over: as asker, as mentor, or offered to her.
pub async fn concerning(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<ConsultationId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id!: ConsultationId" FROM consultations
           WHERE id IN (SELECT id FROM consultations WHERE asker = ?1
                        UNION ALL SELECT id FROM consultations WHERE mentor = ?1
                        UNION ALL SELECT consultation FROM consultation_offers
                                  WHERE person = ?1 AND state IN ('waiting', 'expired'))
             AND stage NOT IN ('rated', 'closed', 'withdrawn')
           ORDER BY id"#,
        person
    )
    .fetch_all(db)
    .await
}

/// A question that waits for a mentor, as far as a list of them shows it.
pub struct Offered {
    pub id: ConsultationId,
    pub community: CommunityId,
    pub topic: String,
    pub urgency: Urgency,
    pub sent_at: DateTime<Utc>,
}

/// Questions that were offered to a person in these communities and that nobody has, the oldest first. What counts is what
/// became of the last offer.
pub async fn offered_to(
    db: &mut SqliteConnection,
    person: PersonId,
    communities: &[CommunityId],
) -> sqlx::Result<Vec<Offered>> {
    let communities = Json(communities);
    let rows = sqlx::query!(
        r#"SELECT q.id AS "id!: ConsultationId", q.community AS "community: CommunityId", q.topic,
                  q.urgency AS "urgency: Urgency", q.sent_at
           FROM consultations AS q
           WHERE q.id IN (SELECT consultation FROM consultation_offers
                          WHERE person = ?1 AND state IN ('waiting', 'expired'))
             AND q.stage IN ('requested', 'offered', 'escalated')
             AND q.community IN (SELECT value FROM json_each(?2))
             AND (SELECT state FROM consultation_offers WHERE consultation = q.id AND person = ?1
                  ORDER BY round DESC LIMIT 1) IN ('waiting', 'expired')
           ORDER BY q.id"#,
        person,
        communities
    )
    .fetch_all(db)
    .await?;
    let offered = rows.into_iter().map(|r| Offered {
        id: r.id,
        community: r.community,
        topic: r.topic,
        urgency: r.urgency,
        sent_at: at_millis(r.sent_at),
    });
    Ok(offered.collect())
}

/// How many those are.
pub async fn count_offered_to(
    db: &mut SqliteConnection,
    person: PersonId,
    communities: &[CommunityId],
) -> sqlx::Result<i64> {
    let communities = Json(communities);
    sqlx::query_scalar!(
        "SELECT count(*) FROM consultations AS q
         WHERE q.id IN (SELECT consultation FROM consultation_offers
                        WHERE person = ?1 AND state IN ('waiting', 'expired'))
           AND q.stage IN ('requested', 'offered', 'escalated')
           AND q.community IN (SELECT value FROM json_each(?2))
           AND (SELECT state FROM consultation_offers WHERE consultation = q.id AND person = ?1
                ORDER BY round DESC LIMIT 1) IN ('waiting', 'expired')",
        person,
        communities
    )
    .fetch_one(db)
    .await
}

/// Every question a person ever asked.
pub async fn asked_by(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<ConsultationId>> {
    sqlx::query_scalar!(r#"SELECT id AS "id: ConsultationId" FROM consultations WHERE asker = ? ORDER BY id"#, person)
        .fetch_all(db)
        .await
}

/// Questions of a community that wait for a coordinator, then those that wait for mentors.
pub async fn open_in(db: &mut SqliteConnection, community: &CommunityId) -> sqlx::Result<Vec<ConsultationId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: ConsultationId" FROM consultations
           WHERE community = ?1 AND (stage IN ('requested', 'offered', 'escalated')
                                     OR (stage IN ('accepted', 'in_dialogue') AND step >= ?2))
           ORDER BY stage IN ('requested', 'offered'), id"#,
        community,
        super::timing::STUCK
    )
    .fetch_all(db)
    .await
}

/// How many questions wait for a coordinator: nobody took them, or whoever did is silent.
pub async fn waiting_for_heads(db: &mut SqliteConnection, community: &CommunityId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        "SELECT count(*) FROM consultations
         WHERE community = ?1 AND (stage = 'escalated' OR (stage IN ('accepted', 'in_dialogue') AND step >= ?2))",
        community,
        super::timing::STUCK
    )
    .fetch_one(db)
    .await
}

/// A coordinator is shown the question with its words.
pub async fn alerted(db: &mut SqliteConnection, q: &Consultation, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO consultation_alerts (consultation, round, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        q.id,
        q.round,
        person
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the note of everybody who was shown it: round and person. Each is told once that it is settled.
pub async fn take_alerts(db: &mut SqliteConnection, id: ConsultationId) -> sqlx::Result<Vec<(i64, PersonId)>> {
    let rows = sqlx::query!(
        r#"DELETE FROM consultation_alerts WHERE consultation = ? RETURNING round, person AS "person: PersonId""#,
        id
    )
    .fetch_all(db)
    .await?;
    let mut all: Vec<_> = rows.into_iter().map(|r| (r.round, r.person)).collect();
    all.sort_unstable();
    Ok(all)
}
