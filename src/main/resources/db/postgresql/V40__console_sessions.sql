-- Who is logged in to the console, on whichever node. The id is the SHA-256 of the cookie, whose value nobody keeps; proof
-- binds it to the token of the role as it was: a token that was changed ends its sessions.
CREATE TABLE console_session (
  id         TEXT PRIMARY KEY,
  role       TEXT NOT NULL,
  proof      TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at    BIGINT NOT NULL
);
CREATE INDEX console_session_age ON console_session (created_at);
