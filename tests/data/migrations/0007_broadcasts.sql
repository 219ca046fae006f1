INSERT INTO broadcasts (id, community, author, body, segment, state, start_at, created_at) VALUES
    (1, 'skillsclub', 1, 'Завтра встречаемся у входа', '"all"', 'sending', 0, 0);
INSERT INTO broadcast_recipients (broadcast, person, state, round) VALUES (1, 1, 'sent', 1), (1, 2, 'queued', 1);
