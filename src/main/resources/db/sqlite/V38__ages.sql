-- What was kept long enough is found without a search.
CREATE INDEX shipment_age ON shipment (updated_at);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
CREATE INDEX behaviour_event_age ON behaviour_event (stored_at);

-- The references of a tracking number, to forget them with it.
CREATE INDEX tracking_event_reference_number ON tracking_event_reference (carrier_id, carrier_tracking_id);
