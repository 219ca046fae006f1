-- What a person takes along of what is kept about her, and how much of it there is, is found by her number.

CREATE INDEX events_author ON events (author);
CREATE INDEX consultation_alerts_person ON consultation_alerts (person);
CREATE INDEX consultation_log_actor ON consultation_log (actor) WHERE actor IS NOT NULL;
