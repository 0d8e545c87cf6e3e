-- What a key may be used for: all, or words separated by commas; and when it was used last, to the hour.
ALTER TABLE api_key ADD COLUMN scopes TEXT NOT NULL DEFAULT 'all';
ALTER TABLE api_key ADD COLUMN used_at BIGINT;
