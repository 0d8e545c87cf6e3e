-- An outlet of acknowledgements for a carrier has an empty account_number.

-- What a partner is expected to say of a file. ack_status is null when nothing is expected, else awaited until the
-- partner accepts or rejects; functional_id, messages and the two ids are what its words are matched by.
ALTER TABLE edi_outbox ADD COLUMN sender_id TEXT;
ALTER TABLE edi_outbox ADD COLUMN receiver_id TEXT;
ALTER TABLE edi_outbox ADD COLUMN functional_id TEXT;
ALTER TABLE edi_outbox ADD COLUMN messages INTEGER;
ALTER TABLE edi_outbox ADD COLUMN ack_status TEXT;
ALTER TABLE edi_outbox ADD COLUMN ack_within BIGINT;
ALTER TABLE edi_outbox ADD COLUMN ack_due_at BIGINT;
ALTER TABLE edi_outbox ADD COLUMN ack_at BIGINT;
ALTER TABLE edi_outbox ADD COLUMN ack_words TEXT;
ALTER TABLE edi_outbox ADD COLUMN overdue_told INTEGER NOT NULL DEFAULT 0;
CREATE INDEX edi_outbox_awaited ON edi_outbox (ack_due_at) WHERE ack_status = 'awaited';

-- Acknowledgements that were matched, so that one read again after a crash is not one too many.
CREATE TABLE edi_ack (
  outlet         TEXT NOT NULL REFERENCES edi_outlet (name),
  digest         TEXT NOT NULL,
  source_name    TEXT NOT NULL,
  control_number BIGINT NOT NULL,
  read_at        BIGINT NOT NULL,
  PRIMARY KEY (outlet, digest)
);
