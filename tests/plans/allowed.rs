//! The questions that may walk or sort, each by a beginning that no other has (`…` stands for anything), under the reason
//! why it may. No entry stays here that is not needed any more: a test counts.

/// Reason, and the beginnings of those who have it.
pub const ALLOWED: &[(&str, &[&str])] = &[
    (
        "sorts the few rows of one person, one question or one page",
        &[
            r#"SELECT community AS "community!: CommunityId", role, expires_at, used_at FROM invites WHERE holder = ?"#,
            r#"SELECT community AS "community!: CommunityId", state AS "state!: MemberState""#,
            r#"SELECT id AS "id!: PersonId", last_name, first_name, patronymic FROM persons WHERE id IN"#,
            r#"SELECT id AS "id!: BroadcastId", … FROM broadcasts WHERE author = ? ORDER BY created_at"#,
            r#"SELECT id AS "id!: EventId""#,
            r#"SELECT id AS "id: ConsultationId" FROM consultations WHERE (asker = ?1 OR mentor = ?1) AND stage IN"#,
            r#"SELECT id AS "id: ConsultationId" FROM consultations WHERE asker = ? ORDER BY id"#,
            r#"SELECT id AS "id: ConsultationId" FROM consultations WHERE asker = ?1 OR mentor = ?1 ORDER BY"#,
            r#"SELECT id AS "id: ConsultationId" FROM consultations WHERE mentor = ? ORDER BY id"#,
            r#"SELECT round, person AS "person: PersonId", state AS "state: OfferState""#,
            r#"SELECT slice, state FROM talks WHERE person = ? AND active = 0"#,
        ],
    ),
    (
        "a coordinator looks at her whole community: when she opens its page or chooses to whom she writes",
        &[
            "SELECT category, count(*) AS n FROM memberships WHERE community = ?",
            "SELECT count(*) FROM consultations WHERE community = ?1 AND (stage = 'escalated'",
            "SELECT count(*) FROM memberships WHERE community = ? AND state IN",
            r#"SELECT id AS "id: ConsultationId" FROM consultations WHERE community = ?1 AND"#,
            r#"SELECT person AS "person!: PersonId" FROM memberships WHERE community = ? AND state IN ('consent_given'"#,
            r#"SELECT person AS "person!: PersonId" FROM memberships WHERE community = ? AND state = 'active' AND joined_at"#,
            r#"SELECT json_group_array(person) AS "people!: Json<Vec<PersonId>>" FROM (SELECT person FROM memberships WHERE community = ?1"#,
            r#"SELECT json_group_array(person) AS "people!: Json<Vec<PersonId>>" FROM (SELECT person FROM memberships WHERE community = ? AND state = 'active' ORDER"#,
        ],
    ),
    (
        "all who answered about one event: the line is decided as a whole, and a move concerns everybody",
        &[
            r#"SELECT person AS "person: PersonId", state AS "state: Answer" FROM answers WHERE event = ?"#,
            r#"SELECT person AS "person: PersonId", state AS "state: Answer", ticket, until, lapses FROM answers"#,
            "UPDATE answers SET known_start = CASE",
        ],
    ),
    (
        "the recipients of one broadcast: when it begins, with each portion, in its report",
        &[
            "INSERT INTO broadcast_packs (broadcast, due_at, people, n) SELECT",
            "INSERT INTO broadcast_recipients (broadcast, person, state, due_at) SELECT",
            "SELECT p.zone, EXISTS",
            "INSERT INTO outbox … FROM json_each(?8) WHERE true ORDER BY json_each.key",
            r#"SELECT DISTINCT round AS "round: u32" FROM broadcast_recipients WHERE broadcast = ?"#,
            "SELECT count(*) FROM broadcast_recipients WHERE broadcast = ? AND read_at IS NOT NULL",
            r#"SELECT person AS "person!: PersonId" FROM broadcast_recipients WHERE broadcast = ? AND state = 'sent' AND person"#,
            r#"SELECT person AS "person!: PersonId" FROM broadcast_recipients WHERE broadcast = ? AND state = 'sent' AND read_at"#,
            "UPDATE broadcast_recipients SET state = ? WHERE broadcast = ? AND state = ? AND person IS NOT NULL",
        ],
    ),
    (
        "every broadcast there was is asked for one person: when she is erased, or looks at or takes along what is kept of her",
        &[
            "SELECT (SELECT count(*) FROM broadcasts WHERE author = ?1)",
            r#"SELECT b.community AS "community: CommunityId", b.start_at, r.state AS "fate: Fate", r.read_at"#,
            "UPDATE broadcast_recipients SET person = NULL, state = CASE",
            r#"SELECT b.id AS "id!: BroadcastId" FROM broadcasts AS b CROSS JOIN broadcast_recipients AS r … WHERE r.state IN"#,
        ],
    ),
    (
        "the packs that no broadcast has come to yet, when somebody leaves, is erased or takes along what is kept of her",
        &[
            "SELECT id FROM broadcast_packs AS p WHERE EXISTS",
            r#"SELECT b.community AS "community!: CommunityId", b.start_at AS "start_at!" FROM broadcast_packs"#,
        ],
    ),
    (
        "all that waits to be said, when somebody leaves those it is for, or is erased",
        &[
            "UPDATE outbox SET state = 'recalled', … WHERE person = ?2 AND +grp = ?3",
            "UPDATE outbox SET state = 'recalled', … WHERE person = ?2 AND state = 'queued'",
        ],
    ),
    (
        "counts what waits, when somebody asks for figures",
        &[r#"SELECT w.turn AS "turn!: i64", w.waiting AS "waiting!: i64""#],
    ),
    (
        "reads the first or the last entry and no other",
        &[
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'new')",
            r#"SELECT finished_at AS "left!: i64" FROM outbox"#,
            r#"SELECT min(due_at) AS "first: i64", max(due_at) AS "last: i64" FROM ( SELECT (SELECT min(due_at)"#,
            r#"SELECT r.state AS "fate: Fate", r.round AS "round: u32", b.state AS "course: Course""#,
        ],
    ),
    (
        "reads the last entry, and the first of those that wait",
        &[r#"SELECT coalesce((SELECT max(id) FROM outbox), 0) AS "last!: i64""#],
    ),
    ("once, at the start of the process", &["UPDATE jobs SET state = 'dead', error = 'ends the process'"]),
    (
        "with the first portion of what is swept every hour, or when a person is erased",
        &[
            "DELETE FROM anchors WHERE drawn_at < ?",
            "DELETE FROM inbox WHERE id IN (SELECT id FROM (SELECT id, received_at",
            "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE finished_at < ?",
            "DELETE FROM talks WHERE updated_at < ?",
            "UPDATE consultation_focus SET pending = NULL WHERE pending IS NOT NULL AND at < ?",
            "UPDATE outbox SET chat = 0 WHERE person = ? AND finished_at IS NOT NULL",
        ],
    ),
    (
        "only the demo asks, and only of invented people",
        &[
            r#"SELECT max(at) AS "at: i64" FROM (SELECT max(received_at)"#,
            r#"SELECT p.id AS "id!: PersonId", l.account"#,
            "WITH leaving AS MATERIALIZED",
        ],
    ),
];
