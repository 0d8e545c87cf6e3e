-- Operators look for shipments of all accounts by any reference.
CREATE INDEX shipment_uuid_ref ON shipment (uuid_ref);
CREATE INDEX parcel_uuid_ref ON parcel (uuid_ref);

-- The receiver's reference follows from what is kept already; the shipper's is a tracking key. It is read as text, since a
-- row that holds no JSON must not fail an upgrade.
ALTER TABLE shipment ADD COLUMN receiver_ref TEXT
  GENERATED ALWAYS AS (substring(shipment_refs from '"receiver"\s*:\s*"([^"\\]*)"')) STORED;
CREATE INDEX shipment_receiver_ref ON shipment (receiver_ref) WHERE receiver_ref IS NOT NULL;
