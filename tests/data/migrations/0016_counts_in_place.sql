INSERT INTO broadcasts (id, community, author, body, segment, state, start_at, begin_at, created_at)
VALUES (16, 'skillsclub', 1, '{"html":"Завтра"}', '"all"', 'sending', 0, 0, 0);
INSERT INTO broadcast_recipients (broadcast, person, due_at) VALUES (16, 1, 0), (10, 2, 0);
UPDATE broadcast_recipients SET state = 'sent' WHERE broadcast IN (10, 16) AND person = 1;
