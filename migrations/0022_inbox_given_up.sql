-- What was given up keeps neither words nor whose they were, from now on at once: nobody ever looked at them again.

UPDATE inbox SET lane = 0, body = '' WHERE state = 'dead';
