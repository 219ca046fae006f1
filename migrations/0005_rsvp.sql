-- Who comes. Instants are milliseconds since the epoch, UTC.

-- What people were asked about: the event as it was when the answers were last put to it.
CREATE TABLE asked (
    event     INTEGER PRIMARY KEY REFERENCES events (id),
    starts_at INTEGER NOT NULL
) STRICT;

CREATE TABLE answers (
    event       INTEGER NOT NULL REFERENCES events (id),
    person      INTEGER NOT NULL REFERENCES persons (id),
    state       TEXT    NOT NULL
                CHECK (state IN ('maybe', 'not_going', 'going', 'confirm_asked', 'confirmed', 'reconfirm_asked', 'waitlisted', 'offered')),
    ticket      INTEGER CHECK (ticket > 0),          -- place in the line: the lower, the earlier
    until       INTEGER,                             -- till then the offer or the seat is held
    lapses      INTEGER NOT NULL DEFAULT 0,          -- offers let go by
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (event, person),
    CHECK ((state IN ('waitlisted', 'offered')) = (ticket IS NOT NULL)),
    CHECK ((state IN ('reconfirm_asked', 'offered')) = (until IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX answers_line ON answers (event, ticket) WHERE ticket IS NOT NULL;
CREATE INDEX answers_person ON answers (person);
