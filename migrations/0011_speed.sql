-- Indexes for questions that are asked while somebody waits, or while the one writer is held: none of them may take longer
-- because a community has grown, an event was announced to all of it, or a year has passed.

-- A living message that waits to be drawn takes its new look, however many messages to others wait beside it.
CREATE INDEX outbox_anchor ON outbox (anchor) WHERE anchor IS NOT NULL AND state = 'queued';
-- Ends that are not told yet are looked for after every turn, among the verdicts of thirty days.
CREATE INDEX outbox_ends ON outbox (due_at) WHERE reported = 0 AND finished_at IS NOT NULL;
-- Whoever is erased takes back what waits for her, and the places of her messages go.
CREATE INDEX outbox_person ON outbox (person) WHERE person IS NOT NULL AND state = 'queued';
CREATE INDEX anchors_person ON anchors (person) WHERE person IS NOT NULL;

-- The few among the many; both are asked for with every application and every question.
CREATE INDEX memberships_coordinators ON memberships (community, joined_at, person) WHERE coordinator = 1;
CREATE INDEX memberships_mentors ON memberships (community, joined_at, person) WHERE mentor = 1;

CREATE INDEX consents_person ON consents (person);

-- What was given up, to be counted without looking at all the rest.
CREATE INDEX inbox_dead ON inbox (received_at) WHERE state = 'dead';
CREATE INDEX jobs_dead ON jobs (due_at) WHERE state = 'dead';
