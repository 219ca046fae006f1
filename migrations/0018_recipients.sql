-- Whoever asks about one person asks each broadcast for her: that is rare, and there are few broadcasts. An index by person
-- cost every broadcast more than its recipients did, the more the longer the history: each row fell into another page of it.

DROP INDEX broadcast_recipients_person;

-- Those a broadcast goes to are fixed when it begins, in packs, and get rows of their own when their turn comes: whoever
-- presses in that moment does not wait until thousands of rows are written.
CREATE TABLE broadcast_packs (
    id        INTEGER PRIMARY KEY,                   -- the order in which they are written to
    broadcast INTEGER NOT NULL REFERENCES broadcasts (id),
    due_at    INTEGER NOT NULL,                      -- not before
    people    TEXT    NOT NULL CHECK (json_valid(people)),
    n         INTEGER NOT NULL CHECK (n > 0)         -- how many they are
) STRICT;
CREATE INDEX broadcast_packs_due ON broadcast_packs (broadcast, due_at, id);

-- They wait, whether they have rows or not.
CREATE TRIGGER broadcast_packs_come AFTER INSERT ON broadcast_packs
BEGIN
    UPDATE broadcast_counts SET n = n + new.n WHERE broadcast = new.broadcast AND state = 'waiting';
END;

CREATE TRIGGER broadcast_packs_go AFTER DELETE ON broadcast_packs
BEGIN
    UPDATE broadcast_counts SET n = n - old.n WHERE broadcast = old.broadcast AND state = 'waiting';
END;
