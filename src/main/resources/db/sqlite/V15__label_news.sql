-- Each end that label work came to, for the topic label.completed and the customer. A row without shipment tells that a
-- batch was opened. claimed_until: until when a node that is sending it keeps others off; released_at: when the customer's
-- webhooks were in the store.
CREATE TABLE label_outcome (
  seq            INTEGER PRIMARY KEY AUTOINCREMENT,
  id             TEXT NOT NULL UNIQUE,
  account_number TEXT NOT NULL,
  shipment_id    TEXT REFERENCES shipment (id),
  batch_id       TEXT,
  carrier_id     TEXT,
  status         TEXT NOT NULL,
  format         TEXT,
  size           TEXT,
  error          TEXT,
  created_at     BIGINT NOT NULL,
  claimed_until  BIGINT NOT NULL DEFAULT 0,
  sent_at        BIGINT,
  released_at    BIGINT
);
CREATE INDEX label_outcome_unsent ON label_outcome (seq) WHERE sent_at IS NULL;
CREATE INDEX label_outcome_unreleased ON label_outcome (sent_at) WHERE released_at IS NULL;
CREATE INDEX label_outcome_shipment ON label_outcome (shipment_id, seq);

-- What the route label-aggregate holds: what is being gathered, one row for each correlation, and what is complete
-- (completed_at) but not yet dealt with to the end.
CREATE TABLE label_aggregate (
  exchange_id  TEXT PRIMARY KEY,
  correlation  TEXT NOT NULL,
  version      BIGINT NOT NULL,
  body         TEXT NOT NULL,
  completed_at BIGINT
);
CREATE UNIQUE INDEX label_aggregate_open ON label_aggregate (correlation) WHERE completed_at IS NULL;
CREATE INDEX label_aggregate_completed ON label_aggregate (completed_at) WHERE completed_at IS NOT NULL;

-- Labels that a customer wants in one document; manifest: it closes the day for its shipments.
CREATE TABLE label_batch (
  id             TEXT PRIMARY KEY,
  account_number TEXT NOT NULL REFERENCES account (account_number),
  name           TEXT,
  carrier_id     TEXT,
  manifest_date  TEXT,
  format         TEXT NOT NULL,
  size           TEXT NOT NULL,
  deadline       BIGINT NOT NULL,
  status         TEXT NOT NULL,
  revision       INTEGER NOT NULL,
  created_at     BIGINT NOT NULL,
  updated_at     BIGINT NOT NULL
);
CREATE INDEX label_batch_open ON label_batch (deadline) WHERE status = 'open';

-- revision: the first of the batch's documents that has the shipment's labels; null while none has.
CREATE TABLE label_batch_shipment (
  batch_id    TEXT NOT NULL REFERENCES label_batch (id),
  position    INTEGER NOT NULL,
  shipment_id TEXT NOT NULL REFERENCES shipment (id),
  revision    INTEGER,
  PRIMARY KEY (batch_id, shipment_id)
);
CREATE INDEX label_batch_shipment_of ON label_batch_shipment (shipment_id);

-- The batch that is the shipment's manifest.
ALTER TABLE shipment ADD COLUMN manifest_id TEXT;
CREATE INDEX shipment_day ON shipment (account_number, carrier_id, created_at);
