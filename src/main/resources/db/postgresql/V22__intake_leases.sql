-- What one node at a time may do, such as to poll a folder of a carrier's server.
CREATE TABLE lease (
  resource     TEXT PRIMARY KEY,
  owner        TEXT NOT NULL,
  leased_until BIGINT NOT NULL
);

-- SHA-256 of a file's content, and where it belongs: what was taken and could not be moved is not handed on twice.
ALTER TABLE intake_file ADD COLUMN digest TEXT;
ALTER TABLE intake_file ADD COLUMN folder TEXT;
