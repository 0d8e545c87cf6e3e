-- A number is claimed while it is being asked about; wanted: a message says that there is news; alone: not together with
-- others; stopped: why it is asked no more.
ALTER TABLE poll_target ADD COLUMN claimed_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll_target ADD COLUMN claimed_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll_target ADD COLUMN wanted_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll_target ADD COLUMN alone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE poll_target ADD COLUMN stopped TEXT;

-- What is new since the last look, so that a changed status changes when a number is asked for.
CREATE INDEX tracking_key_created ON tracking_key (carrier_id, created_at);
CREATE INDEX tracking_status_updated ON tracking_status (carrier_id, updated_at);

-- Calls that an account at a carrier made, counted for the limits of its rate; shared by all nodes.
CREATE TABLE call_budget (
  carrier_id      TEXT NOT NULL,
  carrier_account TEXT NOT NULL,
  rate            TEXT NOT NULL,
  counts          TEXT NOT NULL,
  counted_at      BIGINT NOT NULL,
  paused_until    BIGINT NOT NULL,
  pause_reason    TEXT,
  PRIMARY KEY (carrier_id, carrier_account)
);
