INSERT INTO holds (chat, until) VALUES (0, 5000), (11, 9000), (-100, 7000);
