-- Answers counted as they are given, so that a card costs the same whether ten have answered or a hundred thousand.

CREATE TABLE tallies (
    event    INTEGER PRIMARY KEY REFERENCES events (id),
    coming   INTEGER NOT NULL DEFAULT 0,
    offered  INTEGER NOT NULL DEFAULT 0,
    waiting  INTEGER NOT NULL DEFAULT 0,
    maybe    INTEGER NOT NULL DEFAULT 0,
    declined INTEGER NOT NULL DEFAULT 0,
    drawn_at INTEGER                                 -- when the author's numbers were drawn last
) STRICT;

INSERT INTO tallies (event, coming, offered, waiting, maybe, declined)
SELECT event, sum(state IN ('going', 'confirm_asked', 'confirmed', 'reconfirm_asked')), sum(state = 'offered'),
       sum(state = 'waitlisted'), sum(state = 'maybe'), sum(state = 'not_going')
FROM answers GROUP BY event;

CREATE TRIGGER answers_given AFTER INSERT ON answers BEGIN
    INSERT OR IGNORE INTO tallies (event) VALUES (new.event);
    UPDATE tallies SET
        coming = coming + (new.state IN ('going', 'confirm_asked', 'confirmed', 'reconfirm_asked')),
        offered = offered + (new.state = 'offered'),
        waiting = waiting + (new.state = 'waitlisted'),
        maybe = maybe + (new.state = 'maybe'),
        declined = declined + (new.state = 'not_going')
    WHERE event = new.event;
END;

CREATE TRIGGER answers_changed AFTER UPDATE OF state ON answers WHEN old.state <> new.state BEGIN
    UPDATE tallies SET
        coming = coming + (new.state IN ('going', 'confirm_asked', 'confirmed', 'reconfirm_asked'))
                        - (old.state IN ('going', 'confirm_asked', 'confirmed', 'reconfirm_asked')),
        offered = offered + (new.state = 'offered') - (old.state = 'offered'),
        waiting = waiting + (new.state = 'waitlisted') - (old.state = 'waitlisted'),
        maybe = maybe + (new.state = 'maybe') - (old.state = 'maybe'),
        declined = declined + (new.state = 'not_going') - (old.state = 'not_going')
    WHERE event = new.event;
END;

CREATE TRIGGER answers_taken_back AFTER DELETE ON answers BEGIN
    UPDATE tallies SET
        coming = coming - (old.state IN ('going', 'confirm_asked', 'confirmed', 'reconfirm_asked')),
        offered = offered - (old.state = 'offered'),
        waiting = waiting - (old.state = 'waitlisted'),
        maybe = maybe - (old.state = 'maybe'),
        declined = declined - (old.state = 'not_going')
    WHERE event = old.event;
END;

-- The next offer or held seat that ends.
CREATE INDEX answers_held ON answers (event, until) WHERE until IS NOT NULL;
