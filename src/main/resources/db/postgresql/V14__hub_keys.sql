-- Keys that the hub made for itself, which all nodes on this store share; such as that of links to labels.
CREATE TABLE hub_key (
  name       TEXT PRIMARY KEY,
  key_value  TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
