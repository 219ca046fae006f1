-- The outbox, looked at many times a second however much waits in it.

-- Whose turn a row is: 0 answers to presses, 1 what a press redraws, then the lanes: 2 replies, 3 notices, 4 reminders,
-- 5 broadcasts. What waits for no pace (0, 1) must not be looked for behind what does.
ALTER TABLE outbox ADD COLUMN turn INTEGER GENERATED ALWAYS AS (
    CASE WHEN substr(parcel, 1, 10) = '{"Answer":' THEN 0
         WHEN lane = 0 AND substr(parcel, 1, 8) IN ('{"Edit":', '{"Keys":') THEN 1
         ELSE lane + 2 END) VIRTUAL;
DROP INDEX outbox_queued;
CREATE INDEX outbox_queued ON outbox (turn, due_at, id) WHERE state = 'queued';

-- Whom the messenger told us to wait for, and until when; 0 is everybody. Obeyed by the next process too.
CREATE TABLE holds (
    chat  INTEGER PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT;
