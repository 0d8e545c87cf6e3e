-- For a sandbox account nothing is ever bought: all its labels are made here and marked as tests.
ALTER TABLE account ADD COLUMN sandbox INTEGER NOT NULL DEFAULT 0;
