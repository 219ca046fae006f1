UPDATE broadcast_recipients SET state = 'sent' WHERE broadcast = 1 AND person = 2;
INSERT INTO broadcasts (id, community, author, kind, body, segment, state, clock, night, start_at, begin_at, created_at)
VALUES (10, 'skillsclub', 1, 'digest', '{"html":"План недели"}', '"all"', 'late', 'own', 'morning', 7200000, 0, 0);
INSERT INTO broadcast_recipients (broadcast, person, due_at) VALUES (10, 1, 7200000);
INSERT INTO digests (community, author, state, weekday, minute, next_at) VALUES ('skillsclub', 1, 'on', 1, 540, 7200000);
