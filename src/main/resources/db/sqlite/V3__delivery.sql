-- Who wants to be told what, and where. Secrets are kept in clear since every delivery is signed with them.
CREATE TABLE subscription (
  id               TEXT PRIMARY KEY,
  account_number   TEXT NOT NULL REFERENCES account (account_number),
  kind             TEXT NOT NULL,
  endpoint         TEXT NOT NULL,
  secret           TEXT NOT NULL,
  old_secret       TEXT,
  old_secret_until BIGINT,
  filter           TEXT NOT NULL,
  max_in_flight    INTEGER,
  status           TEXT NOT NULL,
  status_reason    TEXT,
  created_at       BIGINT NOT NULL,
  updated_at       BIGINT NOT NULL
);
CREATE INDEX subscription_account ON subscription (account_number, kind);

-- One message for one endpoint; the id is the webhook-id of every attempt. order_key is
-- subscription/shipment: what must arrive in order.
-- attempts counts all attempts ever, tries those since the last replay.
CREATE TABLE delivery (
  seq             INTEGER PRIMARY KEY AUTOINCREMENT,
  id              TEXT NOT NULL UNIQUE,
  account_number  TEXT NOT NULL,
  subscription_id TEXT NOT NULL REFERENCES subscription (id),
  order_key       TEXT NOT NULL,
  kind            TEXT NOT NULL,
  body            BLOB NOT NULL,
  status          TEXT NOT NULL,
  attempts        INTEGER NOT NULL,
  tries           INTEGER NOT NULL,
  started_at      BIGINT NOT NULL,
  due_at          BIGINT NOT NULL,
  created_at      BIGINT NOT NULL,
  updated_at      BIGINT NOT NULL,
  last_status     INTEGER,
  last_error      TEXT,
  delivered_at    BIGINT
);
CREATE INDEX delivery_account ON delivery (account_number, seq);
CREATE INDEX delivery_finished ON delivery (status, updated_at) WHERE status <> 'pending';
CREATE INDEX delivery_lane ON delivery (subscription_id, seq) WHERE status = 'pending';
CREATE INDEX delivery_due ON delivery (subscription_id, due_at) WHERE status = 'pending';
CREATE INDEX delivery_order ON delivery (order_key, seq) WHERE status = 'pending';

-- Written in bulk for every message, so without a foreign key; who deletes a delivery deletes its attempts.
CREATE TABLE delivery_attempt (
  delivery_id TEXT NOT NULL,
  n           INTEGER NOT NULL,
  at          BIGINT NOT NULL,
  http_status INTEGER,
  error       TEXT,
  ms          BIGINT NOT NULL,
  answer      TEXT,
  PRIMARY KEY (delivery_id, n)
);

-- Which node sends to an endpoint now, so that order holds with several nodes on one database.
CREATE TABLE delivery_lane_lease (
  subscription_id TEXT PRIMARY KEY,
  owner           TEXT NOT NULL,
  leased_until    BIGINT NOT NULL
);
