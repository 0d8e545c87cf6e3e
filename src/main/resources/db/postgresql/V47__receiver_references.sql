-- A receiver's reference with a quote or a backslash is kept escaped, as JSON has it, and is found by what it says. What is
-- taken as JSON is JSON for certain: a row that holds none must not fail an upgrade.
ALTER TABLE shipment DROP COLUMN receiver_ref;
ALTER TABLE shipment ADD COLUMN receiver_ref TEXT
  GENERATED ALWAYS AS (CAST(substring(shipment_refs from
    '"receiver"\s*:\s*("(?:[^"\\\u0001-\u001F]|\\["\\/bfnrt]|\\u00(?!00)[0-7][0-9A-Fa-f])*")') AS jsonb) #>> '{}') STORED;
CREATE INDEX shipment_receiver_ref ON shipment (receiver_ref) WHERE receiver_ref IS NOT NULL;
