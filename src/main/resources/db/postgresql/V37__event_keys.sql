-- Events lie in a table for each month in which they were stored, so that those kept long enough go in an instant. A
-- unique index of such tables would have to contain that month, and the same event again may come in another one. So
-- what makes events unique and finds them by their ids is a narrow table of its own.
CREATE TABLE tracking_event_key (
  id        TEXT PRIMARY KEY,
  seq       BIGINT NOT NULL,
  stored_at BIGINT NOT NULL,
  replaces  TEXT
);

-- What there is becomes the oldest table as it stands: nothing of it is copied.
ALTER TABLE tracking_event RENAME TO tracking_event_first;
ALTER TABLE tracking_event_first ALTER COLUMN seq DROP IDENTITY;
ALTER TABLE tracking_event_first DROP CONSTRAINT tracking_event_pkey;
ALTER TABLE tracking_event_first DROP CONSTRAINT tracking_event_id_key;
ALTER INDEX tracking_event_number RENAME TO tracking_event_first_number;
DROP INDEX tracking_event_replaces;

INSERT INTO tracking_event_key (id, seq, stored_at, replaces)
  SELECT id, seq, stored_at, replaces FROM tracking_event_first;
-- An event that another one replaces is kept but counts no longer.
CREATE INDEX tracking_event_replaces ON tracking_event_key (replaces) WHERE replaces IS NOT NULL;
-- Rows come in the order of this time, so a block range tells enough.
CREATE INDEX tracking_event_key_age ON tracking_event_key USING brin (stored_at);

CREATE SEQUENCE tracking_event_numbers;
SELECT setval('tracking_event_numbers', MAX(seq)) FROM tracking_event_first HAVING MAX(seq) IS NOT NULL;

CREATE TABLE tracking_event (
  seq                 BIGINT NOT NULL DEFAULT nextval('tracking_event_numbers'),
  id                  TEXT NOT NULL,
  carrier_id          TEXT NOT NULL,
  carrier_tracking_id TEXT NOT NULL,
  occurred_at         BIGINT NOT NULL,
  event_rank          INTEGER NOT NULL,
  out_of_order        INTEGER NOT NULL,
  envelope            TEXT NOT NULL,
  replaces            TEXT,
  stored_at           BIGINT NOT NULL,
  PRIMARY KEY (seq, stored_at)
) PARTITION BY RANGE (stored_at);
CREATE INDEX tracking_event_number ON tracking_event (carrier_id, carrier_tracking_id, occurred_at);

-- For a time that no month was made for; the housekeeping moves what is there into its month.
CREATE TABLE tracking_event_other PARTITION OF tracking_event DEFAULT;

-- The month of what there is and its end, then this month and the next two.
DO $$
DECLARE
  month TIMESTAMP := date_trunc('month', now() AT TIME ZONE 'UTC');
  newest BIGINT := (SELECT MAX(stored_at) FROM tracking_event_first);
BEGIN
  IF newest IS NULL THEN
    DROP TABLE tracking_event_first;
  ELSE
    month := GREATEST(month, date_trunc('month', to_timestamp(newest / 1000.0) AT TIME ZONE 'UTC')) + INTERVAL '1 month';
    EXECUTE format('ALTER TABLE tracking_event ATTACH PARTITION tracking_event_first FOR VALUES FROM (MINVALUE) TO (%s)',
      EXTRACT(EPOCH FROM month)::BIGINT * 1000);
  END IF;
  FOR i IN 1..3 LOOP
    EXECUTE format('CREATE TABLE %I PARTITION OF tracking_event FOR VALUES FROM (%s) TO (%s)',
      'tracking_event_' || to_char(month, 'YYYY_MM'),
      EXTRACT(EPOCH FROM month)::BIGINT * 1000,
      EXTRACT(EPOCH FROM month + INTERVAL '1 month')::BIGINT * 1000);
    month := month + INTERVAL '1 month';
  END LOOP;
END $$;

-- One statement for all rows of an insert. An id that is there fails it, whichever month it is in.
CREATE FUNCTION tracking_event_keys() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tracking_event_key (id, seq, stored_at, replaces) SELECT id, seq, stored_at, replaces FROM fresh;
  RETURN NULL;
END $$;
CREATE TRIGGER tracking_event_keys AFTER INSERT ON tracking_event REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION tracking_event_keys();
