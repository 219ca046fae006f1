INSERT INTO answers (event, person, state, answered_at) VALUES (1, 3, 'maybe', 300);
UPDATE answers SET state = 'not_going' WHERE event = 1 AND person = 3;
