-- Interchanges read from carriers' files, by control number and content; taken is 1 once all of their file is durable.
CREATE TABLE interchange_log (
  carrier_id  TEXT NOT NULL,
  standard    TEXT NOT NULL,
  sender      TEXT NOT NULL,
  receiver    TEXT NOT NULL,
  control     TEXT NOT NULL,
  test        INTEGER NOT NULL,
  digest      TEXT NOT NULL,
  file_key    TEXT NOT NULL,
  file_name   TEXT NOT NULL,
  file_offset BIGINT NOT NULL,
  taken       INTEGER NOT NULL,
  seen_at     BIGINT NOT NULL,
  PRIMARY KEY (carrier_id, standard, sender, receiver, control, test, digest)
);
CREATE INDEX interchange_log_file ON interchange_log (carrier_id, file_key);
CREATE INDEX interchange_log_age ON interchange_log (seen_at);
