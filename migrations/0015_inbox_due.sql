-- What the engine asks at every turn, without looking at everything that waits: when the next attempt is due.
CREATE INDEX inbox_due ON inbox (due_at) WHERE state = 'new';
