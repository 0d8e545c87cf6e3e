-- Subscriptions whose messages are tracker payloads: the source at the receiver; null where the hub's own form is sent.
ALTER TABLE subscription ADD COLUMN tracker_source_id TEXT;

-- The key of the shipment's meta data that names the profile there; null where each shipment is a profile of its own.
ALTER TABLE subscription ADD COLUMN tracker_profile_key TEXT;
