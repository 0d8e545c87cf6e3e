-- Serial shipping container codes: an account takes its numbers from its active range. A range is never deleted, so that
-- it goes on where it was when its account comes back to it. prefix: extension digit and GS1 company prefix.
CREATE TABLE sscc_range (
  prefix         TEXT PRIMARY KEY,
  account_number TEXT NOT NULL REFERENCES account (account_number),
  active         INTEGER NOT NULL,
  test           INTEGER NOT NULL,
  first_serial   BIGINT NOT NULL,
  last_serial    BIGINT NOT NULL,
  next_serial    BIGINT NOT NULL,
  warned_at      BIGINT,
  created_at     BIGINT NOT NULL,
  updated_at     BIGINT NOT NULL
);
CREATE UNIQUE INDEX sscc_range_active ON sscc_range (account_number) WHERE active = 1;
