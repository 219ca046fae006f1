INSERT INTO consultations (id, community, asker, nonce, topic, urgency, body, named, stage, version, round, direct, mentor, since,
        stepped_at, step, last_word, spoken, rating, asker_words, mentor_words, sent_at, accepted_at, ended_at) VALUES
    (1, 'skillsclub', 2, 7, 'discipline', 'week', 'Как начать урок спокойно?', 0, 'in_dialogue', 3, 1, 0, 1, 100, 100, 0,
        'asker', 1, NULL, 2, 1, 50, 90, NULL);
INSERT INTO consultation_offers (consultation, round, person, state, offered_at) VALUES (1, 1, 1, 'taken', 60);
INSERT INTO consultation_alerts (consultation, round, person) VALUES (1, 1, 1);
INSERT INTO consultation_focus (person, consultation, doubt, pending, at) VALUES (2, 1, 0, NULL, 100);
INSERT INTO consultation_log (consultation, at, actor, from_stage, to_stage) VALUES (1, 50, 2, NULL, 'requested');
