-- A customer's EDI files: its last control number, and which node makes and uploads files now.
CREATE TABLE edi_outlet (
  name           TEXT PRIMARY KEY,
  account_number TEXT NOT NULL,
  control_number BIGINT NOT NULL,
  seen_at        BIGINT NOT NULL,
  owner          TEXT,
  leased_until   BIGINT NOT NULL
);
CREATE INDEX edi_outlet_account ON edi_outlet (account_number);

-- Events waiting for a file; control_number says in which file an event went, null while it waits.
CREATE TABLE edi_event (
  seq             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  outlet          TEXT NOT NULL REFERENCES edi_outlet (name),
  id              TEXT NOT NULL,
  body            BYTEA NOT NULL,
  created_at      BIGINT NOT NULL,
  control_number  BIGINT,
  left_out        TEXT,
  UNIQUE (outlet, id)
);
CREATE INDEX edi_event_waiting ON edi_event (outlet, seq) WHERE control_number IS NULL AND left_out IS NULL;

-- Finished files. Bytes and control number are fixed before the first upload, so a repeated upload is the same file.
CREATE TABLE edi_outbox (
  outlet         TEXT NOT NULL REFERENCES edi_outlet (name),
  control_number BIGINT NOT NULL,
  file_name      TEXT NOT NULL,
  body           BYTEA NOT NULL,
  events         INTEGER NOT NULL,
  status         TEXT NOT NULL,
  created_at     BIGINT NOT NULL,
  sent_at        BIGINT,
  PRIMARY KEY (outlet, control_number)
);
CREATE INDEX edi_outbox_ready ON edi_outbox (outlet, control_number) WHERE status = 'ready';
