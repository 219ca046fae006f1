-- Where somebody can be written to stands in the index: whoever asks of thousands reads no row of this table.

DROP INDEX chat_links_person;
CREATE INDEX chat_links_person ON chat_links (person, state, seen_at, chat);
