-- Active members counted as they come and go.

CREATE TABLE member_counts (
    community TEXT    PRIMARY KEY,
    active    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO member_counts (community, active)
SELECT community, sum(state = 'active') FROM memberships GROUP BY community;

CREATE TRIGGER memberships_begun AFTER INSERT ON memberships BEGIN
    INSERT OR IGNORE INTO member_counts (community, active) VALUES (new.community, 0);
    UPDATE member_counts SET active = active + (new.state = 'active') WHERE community = new.community;
END;

CREATE TRIGGER memberships_moved AFTER UPDATE OF state ON memberships WHEN old.state <> new.state BEGIN
    UPDATE member_counts SET active = active + (new.state = 'active') - (old.state = 'active')
    WHERE community = new.community;
END;

CREATE TRIGGER memberships_erased AFTER DELETE ON memberships BEGIN
    UPDATE member_counts SET active = active - (old.state = 'active') WHERE community = old.community;
END;
