-- People and the messenger accounts through which they are reached.

CREATE TABLE persons (
    id              INTEGER PRIMARY KEY,
    tongue          TEXT    NOT NULL CHECK (tongue IN ('ru', 'en')),
    tongue_chosen   INTEGER NOT NULL DEFAULT 0 CHECK (tongue_chosen IN (0, 1)),
    zone            TEXT,                            -- IANA name, only if told
    community       TEXT,                            -- the one looked at now
    last_name       TEXT,                            -- the profile: empty until the consent is given
    first_name      TEXT,
    patronymic      TEXT,
    workplace       TEXT,
    subject         TEXT,
    created_at      INTEGER NOT NULL,
    erased_at       INTEGER
) STRICT;

CREATE TABLE chat_links (
    messenger  TEXT    NOT NULL CHECK (messenger IN ('telegram')),
    account    INTEGER NOT NULL,                     -- the messenger's number of the account
    chat       INTEGER NOT NULL,                     -- its private chat with the bot
    person     INTEGER NOT NULL REFERENCES persons (id),
    state      TEXT    NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'blocked')),
    seen_at    INTEGER NOT NULL,
    PRIMARY KEY (messenger, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_links_person ON chat_links (person);
