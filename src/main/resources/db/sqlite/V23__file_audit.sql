-- Every file that was taken from a partner or brought to one, with its checksum; the same again is counted.
CREATE TABLE file_audit (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  direction      TEXT NOT NULL,
  partner        TEXT NOT NULL,
  name           TEXT NOT NULL,
  size           BIGINT NOT NULL,
  sha256         TEXT NOT NULL,
  modified_at    BIGINT NOT NULL,
  done_at        BIGINT NOT NULL,
  state          TEXT NOT NULL,
  coding         TEXT NOT NULL,
  parts          BIGINT NOT NULL,
  dead_letters   BIGINT NOT NULL,
  moved_to       TEXT NOT NULL,
  copy           TEXT NOT NULL,
  control_number BIGINT NOT NULL,
  millis         BIGINT NOT NULL,
  times          BIGINT NOT NULL
);
CREATE UNIQUE INDEX file_audit_same ON file_audit (partner, direction, name, sha256, modified_at, control_number);
CREATE INDEX file_audit_newest ON file_audit (done_at, id);
CREATE INDEX file_audit_partner ON file_audit (partner, done_at, id);
