-- Who takes a lease writes under a number that no holder before had.
ALTER TABLE lease ADD COLUMN fence BIGINT NOT NULL DEFAULT 0;
CREATE SEQUENCE lease_fence;

-- Lanes of webhooks are leased like everything else now, in the table lease.
DROP TABLE delivery_lane_lease;
