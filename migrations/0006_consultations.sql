-- Questions to mentors. What the two sides write to each other is passed on and never kept here.

CREATE TABLE consultations (
    id           INTEGER PRIMARY KEY,                 -- the number people read: «Вопрос №41»
    community    TEXT    NOT NULL,
    asker        INTEGER NOT NULL REFERENCES persons (id),
    nonce        INTEGER NOT NULL,                    -- of the draft it was sent from: a second press sends nothing
    topic        TEXT    NOT NULL,                    -- id of the profile's topic
    urgency      TEXT    NOT NULL CHECK (urgency IN ('tomorrow', 'week', 'calm')),
    body         TEXT,                                -- gone 180 days after the end, or when the asker is erased
    named        INTEGER NOT NULL CHECK (named IN (0, 1)),
    stage        TEXT    NOT NULL CHECK (stage IN ('requested', 'offered', 'escalated', 'accepted', 'in_dialogue',
                                                   'held', 'rated', 'closed', 'withdrawn')),
    version      INTEGER NOT NULL,                    -- one more with every change: an old timer does nothing
    round        INTEGER NOT NULL,                    -- how often the search for a mentor began
    direct       INTEGER NOT NULL CHECK (direct IN (0, 1)),   -- offered to the one whom a coordinator chose
    mentor       INTEGER REFERENCES persons (id),     -- who has it or had it last
    since        INTEGER NOT NULL,                    -- when this stage began, or the last word was said
    stepped_at   INTEGER NOT NULL,                    -- the last offer within the stage
    step         INTEGER NOT NULL,                    -- how many of the stage's timers have rung
    last_word    TEXT    NOT NULL CHECK (last_word IN ('asker', 'mentor')),
    spoken       INTEGER NOT NULL CHECK (spoken IN (0, 1)),   -- this mentor has written at least once
    rating       TEXT    CHECK (rating IN ('helped', 'partly', 'no')),
    asker_words  INTEGER NOT NULL,                    -- messages passed on, for the figures
    mentor_words INTEGER NOT NULL,
    sent_at      INTEGER NOT NULL,
    accepted_at  INTEGER,
    ended_at     INTEGER,
    CHECK (stage NOT IN ('accepted', 'in_dialogue', 'held', 'rated') OR mentor IS NOT NULL),
    UNIQUE (asker, nonce)
) STRICT;
CREATE INDEX consultations_asker ON consultations (asker, stage);
CREATE INDEX consultations_mentor ON consultations (mentor, stage);
CREATE INDEX consultations_community ON consultations (community, stage);

CREATE TABLE consultation_offers (
    consultation INTEGER NOT NULL REFERENCES consultations (id),
    round        INTEGER NOT NULL,
    person       INTEGER NOT NULL REFERENCES persons (id),
    state        TEXT    NOT NULL CHECK (state IN ('waiting', 'expired', 'declined', 'taken', 'passed', 'returned')),
    offered_at   INTEGER NOT NULL,
    PRIMARY KEY (consultation, round, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX consultation_offers_person ON consultation_offers (person, offered_at);
-- At most one mentor has it.
CREATE UNIQUE INDEX consultation_offers_taken ON consultation_offers (consultation) WHERE state = 'taken';

-- Which coordinators were shown a question with its text: theirs are the messages to draw anew afterwards.
CREATE TABLE consultation_alerts (
    consultation INTEGER NOT NULL REFERENCES consultations (id),
    round        INTEGER NOT NULL,
    person       INTEGER NOT NULL REFERENCES persons (id),
    PRIMARY KEY (consultation, round, person)
) STRICT, WITHOUT ROWID;

-- To which open question belongs what a person writes outside any dialogue.
CREATE TABLE consultation_focus (
    person       INTEGER PRIMARY KEY REFERENCES persons (id),
    consultation INTEGER REFERENCES consultations (id),
    doubt        INTEGER NOT NULL DEFAULT 0 CHECK (doubt IN (0, 1)),   -- somebody else has written to her since
    pending      TEXT    CHECK (pending IS NULL OR json_valid(pending)), -- written, and not yet said to whom
    at           INTEGER NOT NULL
) STRICT;

-- Who moved what, when. Never a text.
CREATE TABLE consultation_log (
    id           INTEGER PRIMARY KEY,
    consultation INTEGER NOT NULL REFERENCES consultations (id),
    at           INTEGER NOT NULL,
    actor        INTEGER REFERENCES persons (id),     -- NULL: the clock
    from_stage   TEXT,                                -- NULL: it was asked
    to_stage     TEXT    NOT NULL
) STRICT;
CREATE INDEX consultation_log_of ON consultation_log (consultation);
