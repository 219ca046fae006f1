-- Broadcasts: one text to many, one row a recipient.

CREATE TABLE broadcasts (
    id          INTEGER PRIMARY KEY,
    community   TEXT    NOT NULL,
    author      INTEGER REFERENCES persons (id),     -- NULL: erased, and the text with it
    body        TEXT    NOT NULL,                    -- as it was typed, not escaped
    segment     TEXT    NOT NULL CHECK (json_valid(segment)),
    state       TEXT    NOT NULL
                CHECK (state IN ('scheduled', 'sending', 'paused', 'stopped', 'done', 'withdrawn', 'barred')),
    round       INTEGER NOT NULL DEFAULT 1 CHECK (round >= 1),   -- raised whenever sending begins again
    start_at    INTEGER NOT NULL,                    -- when it is, or was, to begin
    started_at  INTEGER,
    finished_at INTEGER,
    drawn_at    INTEGER,                             -- when the author's progress was drawn last
    created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX broadcasts_community ON broadcasts (community, start_at);

CREATE TABLE broadcast_recipients (
    id        INTEGER PRIMARY KEY,                   -- the order in which they are written to
    broadcast INTEGER NOT NULL REFERENCES broadcasts (id),
    person    INTEGER REFERENCES persons (id),       -- NULL: erased; the row still counts
    state     TEXT    NOT NULL DEFAULT 'waiting'
              CHECK (state IN ('waiting', 'queued', 'sent', 'blocked', 'refused', 'unknown', 'skipped')),
    round     INTEGER NOT NULL DEFAULT 0,            -- in which round it was written to last
    UNIQUE (broadcast, person)
) STRICT;
CREATE INDEX broadcast_recipients_state ON broadcast_recipients (broadcast, state, id);
CREATE INDEX broadcast_recipients_person ON broadcast_recipients (person);
