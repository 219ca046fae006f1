-- What the engine asks at every turn, without looking at everything that waits.

-- Updates that wait for another attempt.
CREATE INDEX inbox_delayed ON inbox (due_at) WHERE state = 'new' AND due_at > 0;
