INSERT INTO units (id, community, title) VALUES (1, 'tutaev_pos', 'ПОС математиков'), (2, 'tutaev_pos', 'ПОС истории');
INSERT INTO memberships (person, community, state, category, unit, mentor, coordinator, topics, applied_at, joined_at, left_at, changed_at)
SELECT id, 'tutaev_pos', 'active', 'teacher', 1, 1, 1, '["methodics"]', NULL, 1790000000000, NULL, 1790000000000
FROM persons ORDER BY id LIMIT 1;
INSERT INTO memberships (person, community, state, changed_at)
SELECT id, 'anuchino_school', 'under_review', 1790000000000 FROM persons ORDER BY id LIMIT 1;
INSERT INTO consent_texts (hash, version, body) VALUES ('00', '1.0', 'Даю согласие.');
INSERT INTO consents (person, community, kind, hash, given_at)
SELECT id, 'tutaev_pos', 'personal_data', '00', 1790000000000 FROM persons ORDER BY id LIMIT 1;
INSERT INTO invites (hash, community, role, created_at, expires_at, holder, used_at)
SELECT '11', 'tutaev_pos', 'coordinator', 1790000000000, 1790600000000, id, 1790000000000 FROM persons ORDER BY id LIMIT 1;
