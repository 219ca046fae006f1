-- Each of a broadcast's counts has its row from the beginning, so that whoever comes or moves changes one and never asks
-- whether it is there: to fix ten thousand recipients took most of its time in asking.
-- Whoever makes the table `broadcasts` anew must make its trigger `broadcasts_come` anew too.

INSERT INTO broadcast_counts (broadcast, state, n)
SELECT b.id, s.value, 0
FROM broadcasts AS b, json_each('["waiting","queued","sent","blocked","refused","unknown","skipped"]') AS s
WHERE true
ON CONFLICT (broadcast, state) DO NOTHING;

CREATE TRIGGER broadcasts_come AFTER INSERT ON broadcasts
BEGIN
    INSERT INTO broadcast_counts (broadcast, state, n)
    VALUES (new.id, 'waiting', 0), (new.id, 'queued', 0), (new.id, 'sent', 0), (new.id, 'blocked', 0),
           (new.id, 'refused', 0), (new.id, 'unknown', 0), (new.id, 'skipped', 0);
END;

DROP TRIGGER broadcast_recipients_come;
CREATE TRIGGER broadcast_recipients_come AFTER INSERT ON broadcast_recipients
BEGIN
    UPDATE broadcast_counts SET n = n + 1 WHERE broadcast = new.broadcast AND state = new.state;
END;

DROP TRIGGER broadcast_recipients_move;
CREATE TRIGGER broadcast_recipients_move AFTER UPDATE OF state ON broadcast_recipients WHEN old.state <> new.state
BEGIN
    UPDATE broadcast_counts SET n = n - 1 WHERE broadcast = old.broadcast AND state = old.state;
    UPDATE broadcast_counts SET n = n + 1 WHERE broadcast = new.broadcast AND state = new.state;
END;
