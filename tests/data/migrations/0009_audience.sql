INSERT INTO broadcast_segments (community, name, segment, created_at) VALUES
    ('skillsclub', 'Наставники без <семинара>', '[{"is":"mentors"},{"not":{"coming":1}}]', 0);
INSERT INTO broadcast_optouts (community, kind, person, at) VALUES ('skillsclub', 'news', 2, 0);
UPDATE broadcast_recipients SET read_at = 1 WHERE person = 1;
