-- What an operator should look at; of each kind and subject one is open at a time.
CREATE TABLE alert (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       TEXT NOT NULL,
  subject    TEXT NOT NULL,
  words      TEXT NOT NULL,
  raised_at  BIGINT NOT NULL,
  last_at    BIGINT NOT NULL,
  times      BIGINT NOT NULL,
  cleared_at BIGINT
);
CREATE UNIQUE INDEX alert_open ON alert (kind, subject) WHERE cleared_at IS NULL;
