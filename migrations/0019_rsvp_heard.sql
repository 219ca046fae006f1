-- Who is still to hear that an event was moved or called off: people are told a portion at a time, and between two portions
-- it may be moved again.

ALTER TABLE answers ADD COLUMN heard INTEGER;        -- the time she knows of, while she is still to hear of a change
CREATE INDEX answers_untold ON answers (event, person) WHERE heard IS NOT NULL;
