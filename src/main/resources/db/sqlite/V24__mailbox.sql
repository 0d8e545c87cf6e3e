-- Partners' mailboxes, the keys that open them, and the files that came.
CREATE TABLE mailbox (
  name          TEXT PRIMARY KEY,
  purpose       TEXT NOT NULL,
  password_hash TEXT,
  quota         BIGINT,
  sessions      BIGINT,
  created_at    BIGINT NOT NULL,
  last_login_at BIGINT
);
CREATE TABLE mailbox_key (
  mailbox     TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  public_key  TEXT NOT NULL,
  comment     TEXT NOT NULL,
  added_at    BIGINT NOT NULL,
  PRIMARY KEY (mailbox, fingerprint)
);
-- A file is ready from the moment its upload is complete, and taken when all of it is on the backbone. The folder is
-- that of the node it came to.
CREATE TABLE mailbox_file (
  id         TEXT PRIMARY KEY,
  node       TEXT NOT NULL,
  mailbox    TEXT NOT NULL,
  name       TEXT NOT NULL,
  size       BIGINT NOT NULL,
  modified   BIGINT NOT NULL,
  state      TEXT NOT NULL,
  tries      BIGINT NOT NULL,
  due_at     BIGINT NOT NULL,
  error      TEXT,
  folder     TEXT,
  arrived_at BIGINT NOT NULL,
  ended_at   BIGINT
);
CREATE INDEX mailbox_file_due ON mailbox_file (node, mailbox, due_at) WHERE state = 'ready';
CREATE INDEX mailbox_file_ended ON mailbox_file (node, ended_at) WHERE state = 'taken';
