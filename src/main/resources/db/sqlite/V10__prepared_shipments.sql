-- The request with what the customer asked to have changed; null where nothing changed: then the request itself counts.
ALTER TABLE shipment ADD COLUMN prepared TEXT;

-- What was changed and at which exchange rates, for the customer; null where no such service was asked for.
ALTER TABLE shipment ADD COLUMN preparation TEXT;
