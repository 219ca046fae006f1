-- The plan of a community. Instants are milliseconds since the epoch, UTC.

CREATE TABLE events (
    id            INTEGER PRIMARY KEY,
    community     TEXT    NOT NULL,
    kind          TEXT    NOT NULL,                  -- id of the profile's event kind
    title         TEXT    NOT NULL,
    starts_at     INTEGER NOT NULL,
    place         TEXT,
    link          TEXT,                              -- shown only to those who answered yes (Пер 2.2.2)
    seats         INTEGER CHECK (seats > 0),         -- NULL: as many as wish
    author        INTEGER NOT NULL REFERENCES persons (id),
    state         TEXT    NOT NULL CHECK (state IN ('draft', 'announced', 'cancelled', 'held')),
    version       INTEGER NOT NULL DEFAULT 1,        -- raised by every change after the announcement
    answers_since INTEGER NOT NULL DEFAULT 1,        -- the version since which a pressed answer means the same event
    reason        TEXT,                              -- of the last move, or of the cancellation
    created_at    INTEGER NOT NULL,
    announced_at  INTEGER,
    CHECK (state <> 'announced' OR (announced_at IS NOT NULL AND (place IS NOT NULL OR link IS NOT NULL)))
) STRICT;
CREATE INDEX events_plan ON events (community, state, starts_at);
