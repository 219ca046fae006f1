-- Whoever is erased, or leaves those a broadcast is for, looks through what waits: that is rare, and it is not much. An index
-- by person cost every row that is said two changes of it, and each press two pages more to be made safe.

DROP INDEX outbox_person;
