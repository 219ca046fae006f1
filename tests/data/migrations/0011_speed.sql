INSERT INTO inbox (update_id, lane, body, state, error, received_at) VALUES (11, 5, '{}', 'dead', 'panic', 0);
INSERT INTO jobs (key, slice, body, due_at, state, error) VALUES ('speed', 'ev', '{}', 0, 'dead', 'panic');
INSERT INTO outbox (key, chat, person, lane, risk, parcel, anchor, due_at, created_at)
    VALUES ('speed', 5, 1, 1, 'repeatable', '{}', 'card:1:1', 0, 0);
INSERT INTO anchors (anchor, person, chat, message_id, drawn_at) VALUES ('card:1:1:1', 1, 5, 7, 0);
