UPDATE answers SET heard = 9000000 WHERE event = 1 AND person = 2;
