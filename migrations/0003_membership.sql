-- Belonging to communities: consents, membership, roles, units, one-time links.

CREATE TABLE units (
    id        INTEGER PRIMARY KEY,
    community TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    closed    INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
    UNIQUE (community, title)
) STRICT;

-- Whoever is erased has no row here.
CREATE TABLE memberships (
    person       INTEGER NOT NULL REFERENCES persons (id),
    community    TEXT    NOT NULL,
    state        TEXT    NOT NULL
                 CHECK (state IN ('pd_consented', 'profile_draft', 'consent_given', 'under_review', 'active', 'rejected', 'left')),
    category     TEXT,                               -- id of the profile's category
    unit         INTEGER REFERENCES units (id),
    mentor       INTEGER NOT NULL DEFAULT 0 CHECK (mentor IN (0, 1)),
    coordinator  INTEGER NOT NULL DEFAULT 0 CHECK (coordinator IN (0, 1)),
    topics       TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(topics)),   -- what a mentor answers; [] = everything
    applied_at   INTEGER,
    joined_at    INTEGER,
    left_at      INTEGER,
    changed_at   INTEGER NOT NULL,                   -- of the state
    PRIMARY KEY (person, community),
    CHECK (state = 'active' OR (mentor = 0 AND coordinator = 0))
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_community ON memberships (community, state);

-- The exact words somebody agreed to, once for everybody who did. No name stands in them.
CREATE TABLE consent_texts (
    hash    TEXT PRIMARY KEY,                        -- SHA-256 of body, hex
    version TEXT NOT NULL,
    body    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The evidence: kept when everything else is erased.
CREATE TABLE consents (
    id         INTEGER PRIMARY KEY,
    person     INTEGER NOT NULL REFERENCES persons (id),
    community  TEXT    NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('personal_data', 'joining')),
    hash       TEXT    NOT NULL REFERENCES consent_texts (hash),
    given_at   INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE UNIQUE INDEX consents_in_force ON consents (person, community, kind) WHERE revoked_at IS NULL;

-- One-time links; only the SHA-256 of the token is kept. Whoever opens one first holds it; it is used when she has become
-- what it promises.
CREATE TABLE invites (
    hash       TEXT    PRIMARY KEY,
    community  TEXT    NOT NULL,
    role       TEXT    NOT NULL CHECK (role IN ('coordinator')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    holder     INTEGER REFERENCES persons (id),
    used_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX invites_holder ON invites (holder) WHERE holder IS NOT NULL;
