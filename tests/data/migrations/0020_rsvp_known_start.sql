UPDATE answers SET known_start = NULL WHERE event = 1 AND person = 2;
