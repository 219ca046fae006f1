INSERT INTO asked (event, starts_at) VALUES (1, 1792062000000), (2, 1792666800000), (4, 1788778800000);
INSERT INTO answers (event, person, state, ticket, until, lapses, answered_at)
VALUES (1, 401, 'going', NULL, NULL, 0, 1790226120000),
       (1, 402, 'waitlisted', 2, NULL, 1, 1790226180000),
       (2, 401, 'maybe', NULL, NULL, 0, 1790226120000),
       (4, 402, 'confirmed', NULL, NULL, 0, 1787000120000);
