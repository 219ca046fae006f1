UPDATE outbox SET attempts = 1 WHERE person = 2 AND state = 'queued';
