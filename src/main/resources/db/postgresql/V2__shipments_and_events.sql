-- Shipments made by POST /shipments (origin 'created') or POST /trackers (origin 'tracker').
CREATE TABLE shipment (
  id                  TEXT PRIMARY KEY,
  account_number      TEXT NOT NULL REFERENCES account (account_number),
  uuid_ref            TEXT NOT NULL,
  origin              TEXT NOT NULL,
  carrier_id          TEXT NOT NULL,
  carrier_service     TEXT,
  tracking_level      TEXT NOT NULL,
  carrier_tracking_id TEXT,
  manifest_status     TEXT NOT NULL,
  label_status        TEXT NOT NULL,
  meta_data           TEXT NOT NULL,
  shipment_refs       TEXT NOT NULL,
  request             TEXT NOT NULL,
  created_at          BIGINT NOT NULL,
  updated_at          BIGINT NOT NULL,
  UNIQUE (account_number, uuid_ref)
);

CREATE TABLE parcel (
  id                  TEXT PRIMARY KEY,
  shipment_id         TEXT NOT NULL REFERENCES shipment (id),
  position            INTEGER NOT NULL,
  uuid_ref            TEXT NOT NULL,
  carrier_tracking_id TEXT,
  meta_data           TEXT NOT NULL,
  items               TEXT NOT NULL,
  UNIQUE (shipment_id, position)
);

-- The numbers by which a carrier's events find a shipment. Kind 'tracking' is a number of the shipment and is polled,
-- 'reference' is the sender's own, 'learned' a tracking number that came in an event with one of the other two.
CREATE TABLE tracking_key (
  carrier_id     TEXT NOT NULL,
  key_value      TEXT NOT NULL,
  shipment_id    TEXT NOT NULL REFERENCES shipment (id),
  parcel_id      TEXT,
  account_number TEXT NOT NULL,
  kind           TEXT NOT NULL,
  created_at     BIGINT NOT NULL,
  PRIMARY KEY (carrier_id, key_value, shipment_id)
);
CREATE INDEX tracking_key_shipment ON tracking_key (shipment_id);

-- Label work is durable with the shipment that asked for it; the label queue takes it from here.
CREATE TABLE label_work (
  id             TEXT PRIMARY KEY,
  shipment_id    TEXT NOT NULL REFERENCES shipment (id),
  account_number TEXT NOT NULL,
  carrier_id     TEXT NOT NULL,
  format         TEXT NOT NULL,
  size           TEXT NOT NULL,
  status         TEXT NOT NULL,
  attempts       INTEGER NOT NULL,
  error          TEXT,
  due_at         BIGINT NOT NULL,
  created_at     BIGINT NOT NULL,
  updated_at     BIGINT NOT NULL
);
CREATE INDEX label_work_queue ON label_work (carrier_id, account_number, status, due_at);
CREATE INDEX label_work_shipment ON label_work (shipment_id);

CREATE TABLE idempotency_key (
  account_number TEXT NOT NULL,
  key_value      TEXT NOT NULL,
  request_hash   TEXT NOT NULL,
  status         INTEGER NOT NULL,
  answer         TEXT NOT NULL,
  created_at     BIGINT NOT NULL,
  PRIMARY KEY (account_number, key_value)
);

-- Harmonized events, once each, whether or not a shipment is known yet.
CREATE TABLE tracking_event (
  seq                 BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id                  TEXT NOT NULL UNIQUE,
  carrier_id          TEXT NOT NULL,
  carrier_tracking_id TEXT NOT NULL,
  occurred_at         BIGINT NOT NULL,
  event_rank          INTEGER NOT NULL,
  out_of_order        INTEGER NOT NULL,
  envelope            TEXT NOT NULL,
  replaces            TEXT,
  stored_at           BIGINT NOT NULL
);
CREATE INDEX tracking_event_number ON tracking_event (carrier_id, carrier_tracking_id, occurred_at);
-- An event that another one replaces is kept but counts no longer.
CREATE INDEX tracking_event_replaces ON tracking_event (replaces) WHERE replaces IS NOT NULL;

-- Other numbers an event carries, so that a shipment known only by reference finds it.
CREATE TABLE tracking_event_reference (
  carrier_id          TEXT NOT NULL,
  key_value           TEXT NOT NULL,
  carrier_tracking_id TEXT NOT NULL,
  PRIMARY KEY (carrier_id, key_value, carrier_tracking_id)
);

-- Where each tracking number stands now.
CREATE TABLE tracking_status (
  carrier_id          TEXT NOT NULL,
  carrier_tracking_id TEXT NOT NULL,
  event_id            TEXT NOT NULL,
  milestone           TEXT NOT NULL,
  code                TEXT NOT NULL,
  sub_code            TEXT,
  event_rank          INTEGER NOT NULL,
  terminal            INTEGER NOT NULL,
  occurred_at         BIGINT NOT NULL,
  updated_at          BIGINT NOT NULL,
  PRIMARY KEY (carrier_id, carrier_tracking_id)
);

-- The few events of a tracking number from which its status follows, whatever the order of arrival.
CREATE TABLE tracking_progress (
  carrier_id          TEXT NOT NULL,
  carrier_tracking_id TEXT NOT NULL,
  progress            TEXT NOT NULL,
  PRIMARY KEY (carrier_id, carrier_tracking_id)
);

-- Carrier codes nobody has mapped yet, counted, with a sample each.
CREATE TABLE unmapped_code (
  carrier_id   TEXT NOT NULL,
  code         TEXT NOT NULL,
  seen         BIGINT NOT NULL,
  description  TEXT,
  sample_event TEXT NOT NULL,
  first_at     BIGINT NOT NULL,
  last_at      BIGINT NOT NULL,
  PRIMARY KEY (carrier_id, code)
);
