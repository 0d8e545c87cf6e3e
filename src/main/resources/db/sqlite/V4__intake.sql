-- Raw input no stage could handle; the same bytes refused for the same reason are counted, not multiplied.
CREATE TABLE dead_letter (
  id            TEXT PRIMARY KEY,
  digest        TEXT NOT NULL UNIQUE,
  stage         TEXT NOT NULL,
  carrier_id    TEXT NOT NULL,
  reason        TEXT NOT NULL,
  place         TEXT NOT NULL,
  message_key   TEXT NOT NULL,
  source_kind   TEXT NOT NULL,
  source_name   TEXT NOT NULL,
  source_offset BIGINT NOT NULL,
  source_line   BIGINT NOT NULL,
  content_type  TEXT,
  raw           BLOB,
  raw_file      TEXT,
  raw_size      BIGINT NOT NULL,
  seen          BIGINT NOT NULL,
  first_at      BIGINT NOT NULL,
  last_at       BIGINT NOT NULL
);
CREATE INDEX dead_letter_newest ON dead_letter (last_at, id);
CREATE INDEX dead_letter_carrier ON dead_letter (carrier_id, last_at, id);

-- Files taken from carriers' servers, by name, size and time of change; survives restarts and crashes.
CREATE TABLE intake_file (
  carrier_id TEXT NOT NULL,
  file_key   TEXT NOT NULL,
  taken_at   BIGINT NOT NULL,
  PRIMARY KEY (carrier_id, file_key)
);
CREATE INDEX intake_file_age ON intake_file (taken_at);

-- When each tracking number is asked for again at its carrier's API.
CREATE TABLE poll_target (
  carrier_id      TEXT NOT NULL,
  tracking_number TEXT NOT NULL,
  next_poll_at    BIGINT NOT NULL,
  last_polled     BIGINT NOT NULL,
  failures        INTEGER NOT NULL,
  PRIMARY KEY (carrier_id, tracking_number)
);
CREATE INDEX poll_target_due ON poll_target (carrier_id, next_poll_at);
