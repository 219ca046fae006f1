INSERT INTO events (id, community, kind, title, starts_at, place, link, seats, author, state, version, created_at, announced_at) VALUES
    (1, 'skillsclub', 'meetup', 'Первая неделя', 9000000, 'ТОГИРРО', NULL, 2, 1, 'announced', 2, 0, 10),
    (2, 'skillsclub', 'seminar', 'Оценивание', 9000000, NULL, NULL, NULL, 1, 'draft', 1, 0, NULL);
