-- Where a shipment's public tracking page is; null for an older shipment until its page is first asked for.
ALTER TABLE shipment ADD COLUMN page_token TEXT;
CREATE UNIQUE INDEX shipment_page_token ON shipment (page_token);

-- When somebody last looked at the page of a number that is polled; 0 for never.
ALTER TABLE poll_target ADD COLUMN watched_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX poll_target_watched ON poll_target (carrier_id, watched_at) WHERE watched_at > 0;

-- How the tracking pages of an account look; what is null is the hub's own.
CREATE TABLE account_brand (
  account_number TEXT PRIMARY KEY REFERENCES account (account_number),
  title          TEXT,
  color          TEXT,
  support_url    TEXT,
  logo           BLOB,
  updated_at     BIGINT NOT NULL
);

-- The pages' own views.
INSERT INTO event_source (id, name, type, enabled, config, created_at, updated_at)
VALUES ('tracking-page', 'Tracking page', 'rest', 1, '{"bots":"drop"}', 0, 0) ON CONFLICT DO NOTHING;
