-- Customers and their keys. Times are epoch milliseconds everywhere.
CREATE TABLE account (
  account_number TEXT PRIMARY KEY,
  name           TEXT NOT NULL,
  created_at     BIGINT NOT NULL
);

-- Only a hash of each key is kept.
CREATE TABLE api_key (
  key_hash       TEXT PRIMARY KEY,
  account_number TEXT NOT NULL REFERENCES account (account_number),
  hint           TEXT NOT NULL,
  created_at     BIGINT NOT NULL,
  revoked_at     BIGINT
);
