-- Rows of every table, in several stages.
INSERT INTO persons (id, tongue, created_at) VALUES (601, 'ru', 1), (602, 'ru', 1), (603, 'en', 1);
INSERT INTO consultations (id, community, asker, nonce, topic, urgency, body, named, stage, version, round, direct, mentor,
                           since, stepped_at, step, last_word, spoken, rating, asker_words, mentor_words, sent_at,
                           accepted_at, ended_at)
VALUES (41, 'skillsclub', 601, 7, 'discipline', 'tomorrow', 'Восьмой класс не слушает', 0, 'in_dialogue', 5, 1, 0, 602,
        1000, 1000, 0, 'mentor', 1, NULL, 1, 1, 900, 950, NULL),
       (42, 'skillsclub', 601, 8, 'parents', 'calm', NULL, 1, 'rated', 9, 2, 0, 602,
        1000, 1000, 0, 'mentor', 1, 'helped', 3, 2, 900, 950, 1000),
       (43, 'perm_nastavniki', 602, 9, 'other', 'week', 'Как вести журнал?', 1, 'escalated', 3, 1, 0, NULL,
        1000, 1000, 1, 'asker', 0, NULL, 0, 0, 900, NULL, NULL);
INSERT INTO consultation_offers (consultation, round, person, state, offered_at)
VALUES (41, 1, 602, 'taken', 910), (41, 1, 603, 'passed', 910), (43, 1, 603, 'expired', 910);
INSERT INTO consultation_alerts (consultation, round, person) VALUES (43, 1, 601);
INSERT INTO consultation_focus (person, consultation, doubt, pending, at)
VALUES (601, 41, 0, NULL, 1000), (602, NULL, 0, '[{"Words":"Попробуйте так"}]', 1000);
INSERT INTO consultation_log (consultation, at, actor, from_stage, to_stage)
VALUES (41, 900, 601, NULL, 'requested'), (41, 910, NULL, 'requested', 'offered');
