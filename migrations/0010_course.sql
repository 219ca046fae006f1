-- Broadcasts: when each letter leaves, how many stand where, and digests that write themselves.
-- Both tables are written anew: a CHECK cannot be changed in place.

CREATE TABLE broadcasts_anew (
    id          INTEGER PRIMARY KEY,
    community   TEXT    NOT NULL,
    author      INTEGER REFERENCES persons (id),     -- NULL: erased, and the text with it
    kind        TEXT    NOT NULL DEFAULT 'news' CHECK (kind IN ('news', 'digest')),
    body        TEXT    NOT NULL CHECK (json_valid(body)),
    segment     TEXT    NOT NULL CHECK (json_valid(segment)),
    state       TEXT    NOT NULL
                CHECK (state IN ('scheduled', 'late', 'sending', 'paused', 'stopped', 'done', 'withdrawn', 'barred')),
    round       INTEGER NOT NULL DEFAULT 1 CHECK (round >= 1),   -- raised whenever somebody is written to once more
    clock       TEXT    NOT NULL DEFAULT 'community' CHECK (clock IN ('community', 'own')),  -- whose clock shows start_at
    night       TEXT    NOT NULL DEFAULT 'morning' CHECK (night IN ('morning', 'silent')),   -- whom night has come to
    start_at    INTEGER NOT NULL,                    -- when it is, or was, to begin, by the community's clock
    begin_at    INTEGER NOT NULL,                    -- when the first letter may leave: earlier in the east
    started_at  INTEGER,
    finished_at INTEGER,
    drawn_at    INTEGER,                             -- when the author's progress was drawn last
    paced_at    INTEGER,                             -- since when the present pace is measured …
    paced_from  INTEGER NOT NULL DEFAULT 0,          -- … and how many had an end then
    created_at  INTEGER NOT NULL
) STRICT;

-- What waits from before was promised for its minute, silently if that is at night.
INSERT INTO broadcasts_anew (id, community, author, body, segment, state, round, night, start_at, begin_at, started_at,
                             finished_at, drawn_at, created_at)
SELECT id, community, author, body, segment, state, round, 'silent', start_at, start_at, started_at, finished_at,
       drawn_at, created_at
FROM broadcasts;

CREATE TABLE broadcast_recipients_anew (
    id        INTEGER PRIMARY KEY,                   -- the order in which they are written to
    broadcast INTEGER NOT NULL REFERENCES broadcasts_anew (id),
    person    INTEGER REFERENCES persons (id),       -- NULL: erased; the row still counts
    state     TEXT    NOT NULL DEFAULT 'waiting'
              CHECK (state IN ('waiting', 'queued', 'sent', 'blocked', 'refused', 'unknown', 'skipped')),
    round     INTEGER NOT NULL DEFAULT 0,            -- in which round it was written to last
    due_at    INTEGER NOT NULL DEFAULT 0,            -- not before
    read_at   INTEGER,                               -- when she pressed «Прочитано» first; NULL: she has not
    UNIQUE (broadcast, person)
) STRICT;

INSERT INTO broadcast_recipients_anew (id, broadcast, person, state, round, read_at)
SELECT id, broadcast, person, state, round, read_at FROM broadcast_recipients;

DROP TABLE broadcast_recipients;
DROP TABLE broadcasts;
ALTER TABLE broadcasts_anew RENAME TO broadcasts;
ALTER TABLE broadcast_recipients_anew RENAME TO broadcast_recipients;

CREATE INDEX broadcasts_community ON broadcasts (community, start_at);
CREATE INDEX broadcasts_author ON broadcasts (author);
CREATE INDEX broadcast_recipients_state ON broadcast_recipients (broadcast, state, due_at, id);
CREATE INDEX broadcast_recipients_person ON broadcast_recipients (person);
CREATE INDEX broadcast_recipients_read ON broadcast_recipients (broadcast) WHERE read_at IS NOT NULL;

-- How many of a broadcast stand where. Kept by the database itself, so that it can never say anything but what the rows
-- say, and a receipt costs the same with ten recipients or with a hundred thousand.
CREATE TABLE broadcast_counts (
    broadcast INTEGER NOT NULL REFERENCES broadcasts (id),
    state     TEXT    NOT NULL
              CHECK (state IN ('waiting', 'queued', 'sent', 'blocked', 'refused', 'unknown', 'skipped')),
    n         INTEGER NOT NULL CHECK (n >= 0),
    PRIMARY KEY (broadcast, state)
) STRICT, WITHOUT ROWID;

INSERT INTO broadcast_counts (broadcast, state, n)
SELECT broadcast, state, count(*) FROM broadcast_recipients GROUP BY broadcast, state;

CREATE TRIGGER broadcast_recipients_come AFTER INSERT ON broadcast_recipients
BEGIN
    INSERT INTO broadcast_counts (broadcast, state, n) VALUES (new.broadcast, new.state, 1)
    ON CONFLICT (broadcast, state) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER broadcast_recipients_move AFTER UPDATE OF state ON broadcast_recipients WHEN old.state <> new.state
BEGIN
    UPDATE broadcast_counts SET n = n - 1 WHERE broadcast = old.broadcast AND state = old.state;
    INSERT INTO broadcast_counts (broadcast, state, n) VALUES (new.broadcast, new.state, 1)
    ON CONFLICT (broadcast, state) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER broadcast_recipients_go AFTER DELETE ON broadcast_recipients
BEGIN
    UPDATE broadcast_counts SET n = n - 1 WHERE broadcast = old.broadcast AND state = old.state;
END;

-- «Дайджест недели»: one a community.
CREATE TABLE digests (
    community TEXT    PRIMARY KEY,
    author    INTEGER REFERENCES persons (id),       -- who turned it on; NULL: nobody, and it is off
    state     TEXT    NOT NULL CHECK (state IN ('on', 'off')),
    weekday   INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),      -- 1: Monday
    minute    INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439),    -- of the community's day
    next_at   INTEGER                                -- the next issue, while it is on
) STRICT;
