INSERT INTO asked (event, starts_at) VALUES (1, 9000000);
INSERT INTO answers (event, person, state, ticket, until, answered_at) VALUES
    (1, 1, 'going', NULL, NULL, 100), (1, 2, 'waitlisted', 1, NULL, 200);
