-- How an endpoint wants to be called, as JSON.
ALTER TABLE subscription ADD COLUMN options TEXT NOT NULL DEFAULT '{}';

-- Since when every attempt has failed; null while the last one was answered well.
ALTER TABLE subscription ADD COLUMN failing_since BIGINT;

-- Up to which part of the time after which it is disabled an alert was raised; 0 for none.
ALTER TABLE subscription ADD COLUMN alerted_percent INTEGER NOT NULL DEFAULT 0;
