INSERT INTO inbox (update_id, lane, body, state, error, received_at) VALUES (22, 0, '', 'dead', 'panic', 0);
