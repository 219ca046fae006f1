INSERT INTO broadcasts (id, community, author, body, segment, state, round, start_at, started_at, finished_at, drawn_at, created_at)
VALUES (1, 'skillsclub', 1, 'Завтра в 16:00 встречаемся в 305', '"all"', 'done', 2, 1790226000000, 1790226000000, 1790226060000, 1790226060000, 1790225000000),
       (2, 'skillsclub', NULL, '', '{"category":"young"}', 'barred', 1, 1790326000000, NULL, NULL, NULL, 1790225000000);
INSERT INTO broadcast_recipients (broadcast, person, state, round)
VALUES (1, 1, 'sent', 1), (1, NULL, 'unknown', 2), (1, NULL, 'skipped', 0);
