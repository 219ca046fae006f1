-- To whom: segments saved under a name, letters somebody does not want, who pressed «Прочитано».

CREATE TABLE broadcast_segments (
    id         INTEGER PRIMARY KEY,
    community  TEXT    NOT NULL,
    name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 40),   -- as a coordinator typed it, not escaped
    segment    TEXT    NOT NULL CHECK (json_valid(segment)),
    created_at INTEGER NOT NULL,
    UNIQUE (community, name)
) STRICT;

-- A row: she does not want letters of this kind. Letters that answer what she herself did are not meant.
CREATE TABLE broadcast_optouts (
    community TEXT    NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN ('news', 'digest')),
    person    INTEGER NOT NULL REFERENCES persons (id),
    at        INTEGER NOT NULL,
    PRIMARY KEY (community, kind, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_optouts_person ON broadcast_optouts (person);

ALTER TABLE broadcast_recipients ADD COLUMN read_at INTEGER;   -- when she pressed «Прочитано» first; NULL: she has not
CREATE INDEX broadcast_recipients_read ON broadcast_recipients (broadcast) WHERE read_at IS NOT NULL;
