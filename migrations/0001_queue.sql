-- The durable machinery. Forward only. Instants are milliseconds since the epoch, UTC.
-- AUTOINCREMENT: the keys of messages are made of these numbers, so that no number may ever come again.

CREATE TABLE inbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,   -- order of arrival: update_id may start again anywhere
    update_id   INTEGER NOT NULL UNIQUE,             -- Telegram's number: absorbs what is delivered twice
    lane        INTEGER NOT NULL,                    -- the chat; handled strictly in order
    body        TEXT    NOT NULL,                    -- the update as it came; emptied when done
    state       TEXT    NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done', 'dead')),
    attempts    INTEGER NOT NULL DEFAULT 0,          -- failed or begun alone
    boots       INTEGER NOT NULL DEFAULT 0,          -- starts of the process that found it undone
    due_at      INTEGER NOT NULL DEFAULT 0,
    error       TEXT,
    received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_new ON inbox (id) WHERE state = 'new';
CREATE INDEX inbox_lane ON inbox (lane, id) WHERE state = 'new';

CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    key         TEXT    NOT NULL UNIQUE,             -- the same thing is never said twice
    chat        INTEGER NOT NULL,
    person      INTEGER,
    lane        INTEGER NOT NULL CHECK (lane BETWEEN 0 AND 3),
    risk        TEXT    NOT NULL CHECK (risk IN ('repeatable', 'at_most_once')),
    parcel      TEXT    NOT NULL,                    -- what to do, JSON; emptied when finished
    anchor      TEXT,                                -- the living message it makes or redraws
    grp         TEXT,                                -- wants a receipt
    state       TEXT    NOT NULL DEFAULT 'queued'
                CHECK (state IN ('queued', 'sending', 'sent', 'blocked', 'refused', 'unknown', 'recalled', 'expired')),
    reported    INTEGER NOT NULL DEFAULT 1 CHECK (reported IN (0, 1)),
    attempts    INTEGER NOT NULL DEFAULT 0,
    due_at      INTEGER NOT NULL,
    until       INTEGER,
    error       TEXT,
    created_at  INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE INDEX outbox_queued ON outbox (lane, id) WHERE state = 'queued';
CREATE INDEX outbox_chat ON outbox (chat, lane, id) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (chat) WHERE state = 'sending';
CREATE INDEX outbox_group ON outbox (grp) WHERE grp IS NOT NULL;
CREATE INDEX outbox_receipts ON outbox (id) WHERE reported = 0;
CREATE INDEX outbox_finished ON outbox (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE anchors (
    anchor     TEXT    PRIMARY KEY,
    person     INTEGER,
    chat       INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    drawn_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    key      TEXT    NOT NULL UNIQUE,
    slice    TEXT    NOT NULL,
    body     TEXT    NOT NULL,
    due_at   INTEGER NOT NULL,
    state    TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0,          -- failed or begun as a suspect
    boots    INTEGER NOT NULL DEFAULT 0,          -- starts of the process that found it due
    error    TEXT
) STRICT;
CREATE INDEX jobs_waiting ON jobs (due_at, id) WHERE state = 'waiting';

-- Dialogues. A draft that is not active waits until its person comes back to it.
CREATE TABLE talks (
    person     INTEGER NOT NULL,
    slice      TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (json_valid(state)),   -- of the dialogue, as its slice wrote it
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (person, slice)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX talks_active ON talks (person) WHERE active = 1;
