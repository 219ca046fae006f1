-- Whoever asks about one person asks each broadcast for her: that is rare, and there are few broadcasts. An index by person
-- cost every broadcast more than its recipients did, the more the longer the history: each row fell into another page of it.

DROP INDEX broadcast_recipients_person;
