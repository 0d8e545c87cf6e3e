-- The event that a webhook tells, by which its calls are traced; of news of labels there is none.
ALTER TABLE delivery ADD COLUMN event_id TEXT;
