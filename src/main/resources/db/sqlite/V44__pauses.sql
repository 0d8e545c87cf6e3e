-- What an operator paused: it stays so across restarts and on all nodes. Kind 'route' with a route's id, kind 'lane' with
-- a subscription's.
CREATE TABLE pause (
  kind      TEXT NOT NULL,
  subject   TEXT NOT NULL,
  reason    TEXT NOT NULL,
  paused_at BIGINT NOT NULL,
  PRIMARY KEY (kind, subject)
);
