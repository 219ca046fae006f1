INSERT INTO persons (id, tongue, tongue_chosen, zone, community, last_name, first_name, patronymic, workplace, subject, created_at) VALUES
    (1, 'ru', 0, NULL, 'skillsclub', 'Орлова', 'Марина', 'Петровна', 'ЦНППМ', NULL, 0),
    (2, 'en', 1, 'Europe/Moscow', 'ya_tochka_rosta', 'Ким', 'Дарья', NULL, 'школа 12', 'физика', 0),
    (3, 'ru', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO chat_links (messenger, account, chat, person, state, seen_at) VALUES
    ('telegram', 11, 11, 1, 'active', 0), ('telegram', 12, 12, 2, 'blocked', 0), ('telegram', 13, 13, 3, 'active', 0);
