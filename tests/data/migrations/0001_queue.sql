INSERT INTO inbox (id, update_id, lane, body, state, received_at) VALUES
    (1, 900, 11, '', 'done', 1000), (2, 901, 11, '{"update_id":901}', 'new', 1000), (3, 5, 12, '{}', 'dead', 1000);
INSERT INTO outbox (id, key, chat, person, lane, risk, parcel, anchor, grp, state, reported, due_at, created_at, finished_at) VALUES
    (1, 'u1:0', 11, 1, 0, 'repeatable', '', NULL, NULL, 'sent', 1, 0, 0, 1000),
    (2, 'br:1:2:1', 12, 2, 3, 'at_most_once', '{}', NULL, 'br:1', 'queued', 1, 0, 0, NULL);
INSERT INTO anchors (anchor, person, chat, message_id, drawn_at) VALUES ('ev:1:head:1', 1, 11, 77, 1000);
INSERT INTO jobs (key, slice, body, due_at) VALUES ('br:1:pump', 'br', '{"Pump":1}', 5000);
INSERT INTO talks (person, slice, state, active, updated_at) VALUES (1, 'pe', '"Zone"', 1, 1000), (1, 'ev', '{}', 0, 900);
