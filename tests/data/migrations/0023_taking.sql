INSERT INTO events (community, kind, title, starts_at, author, state, created_at)
VALUES ('skillsclub', 'seminar', 'Обратная связь', 9000000, 2, 'draft', 0);
INSERT INTO consultation_log (consultation, at, actor, from_stage, to_stage) VALUES (1, 60, NULL, 'requested', 'offered');
