-- One node at a time publishes what visitors did, so nobody claims single events any more.
ALTER TABLE behaviour_outbox DROP COLUMN claimed_until;
