INSERT INTO persons (id, tongue, created_at) VALUES (1700, 'ru', 0);
INSERT INTO chat_links (messenger, account, chat, person, state, seen_at) VALUES ('telegram', 17, 17, 1700, 'blocked', 0);
