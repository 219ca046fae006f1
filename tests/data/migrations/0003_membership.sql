INSERT INTO units (id, community, title) VALUES (1, 'tutaev_pos', 'ПОС учителей математики');
INSERT INTO memberships (person, community, state, category, unit, mentor, coordinator, topics, joined_at, changed_at) VALUES
    (1, 'skillsclub', 'active', 'experienced_teacher', NULL, 1, 1, '["methodics"]', 0, 0),
    (2, 'skillsclub', 'active', 'student', NULL, 0, 0, '[]', 0, 0),
    (2, 'tutaev_pos', 'left', 'teacher', 1, 0, 0, '[]', 0, 0);
INSERT INTO consent_texts (hash, version, body) VALUES ('aa', '1.0', 'Согласие');
INSERT INTO consents (person, community, kind, hash, given_at, revoked_at) VALUES
    (1, 'skillsclub', 'personal_data', 'aa', 0, NULL), (2, 'tutaev_pos', 'personal_data', 'aa', 0, 5);
INSERT INTO invites (hash, community, role, created_at, expires_at, used_at) VALUES ('bb', 'skillsclub', 'coordinator', 0, 9000, NULL);
INSERT INTO invites (hash, community, role, created_at, expires_at, holder, used_at) VALUES
    ('cc', 'tutaev_pos', 'coordinator', 0, 9000, 2, NULL);
