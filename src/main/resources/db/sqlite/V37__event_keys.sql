-- What finds an event by its id. On PostgreSQL it is a table of its own, since events lie there in a table for each
-- month, which no unique index spans.
CREATE VIEW tracking_event_key AS SELECT id, seq, stored_at, replaces FROM tracking_event;

-- Which events were kept long enough.
CREATE INDEX tracking_event_age ON tracking_event (stored_at);
