-- What the column says: the beginning she knows of, while she is still to hear of a change; NULL when she has heard of all.

ALTER TABLE answers RENAME COLUMN heard TO known_start;
