INSERT INTO persons (id, tongue, created_at) VALUES (401, 'ru', 1), (402, 'en', 1);
INSERT INTO events (id, community, kind, title, starts_at, place, link, seats, author, state, version, answers_since, reason, created_at, announced_at)
VALUES (1, 'skillsclub', 'seminar', 'Оценивание', 1792062000000, 'ТОГИРРО, ауд. 305', NULL, 2, 401, 'announced', 3, 2, 'Зал занят', 1790226000000, 1790226060000),
       (2, 'skillsclub', 'meetup', 'Первая неделя', 1792666800000, NULL, 'https://example.org/j/1', NULL, 401, 'cancelled', 2, 2, 'Лектор заболел', 1790226000000, 1790226060000),
       (3, 'skillsclub', 'seminar', 'Черновик', 1793271600000, NULL, NULL, NULL, 401, 'draft', 1, 1, NULL, 1790226000000, NULL),
       (4, 'skillsclub', 'seminar', 'Прошедшее', 1788778800000, 'школа 12', NULL, NULL, 401, 'held', 1, 1, NULL, 1787000000000, 1787000060000);
