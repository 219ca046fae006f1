INSERT INTO persons (id, tongue, created_at) VALUES (1800, 'ru', 0), (1801, 'ru', 0);
INSERT INTO broadcasts (id, community, author, body, segment, state, start_at, begin_at, created_at)
VALUES (1800, 'skillsclub', 1, '{"html":"Завтра"}', '"all"', 'sending', 0, 0, 0);
INSERT INTO broadcast_recipients (broadcast, person, state) VALUES (1800, 1800, 'sent');
INSERT INTO broadcast_packs (broadcast, due_at, people, n) VALUES (1800, 0, '[1801]', 1), (16, 0, '[1800, 1801]', 2);
DELETE FROM broadcast_packs WHERE broadcast = 16;
