INSERT INTO persons (id, tongue, created_at) VALUES (1800, 'ru', 0);
INSERT INTO broadcasts (id, community, author, body, segment, state, start_at, begin_at, created_at)
VALUES (1800, 'vyborg', 1800, '{}', '[]', 'done', 0, 0, 0);
INSERT INTO broadcast_recipients (broadcast, person, state) VALUES (1800, 1800, 'sent');
