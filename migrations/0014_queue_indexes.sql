-- What the queues ask at every turn, without looking at everything that waits.

-- Rows of a living message that have not left yet: they take its new look.
CREATE INDEX outbox_anchor ON outbox (anchor) WHERE anchor IS NOT NULL AND state = 'queued';
-- Updates that wait for another attempt.
CREATE INDEX inbox_delayed ON inbox (due_at) WHERE state = 'new' AND due_at > 0;
