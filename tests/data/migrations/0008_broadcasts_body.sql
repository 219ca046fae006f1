INSERT INTO broadcasts (id, community, author, body, segment, state, start_at, created_at) VALUES
    (2, 'skillsclub', 1,
     '{"html":"Завтра <b>встречаемся</b>","media":[{"kind":"photo","file":"AgAD1"}],"buttons":[{"label":"Адрес","url":"https://example.org/"}]}',
     '"all"', 'scheduled', 0, 0);
