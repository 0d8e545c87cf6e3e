-- What administrators did; one without a status was begun by a hub that did not live to its end.
CREATE TABLE admin_act (
  id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      BIGINT NOT NULL,
  node    TEXT NOT NULL,
  actor   TEXT NOT NULL,
  address TEXT NOT NULL,
  client  TEXT NOT NULL,
  action  TEXT NOT NULL,
  object  TEXT NOT NULL,
  details TEXT NOT NULL,
  status  INTEGER
);
CREATE INDEX admin_act_age ON admin_act (at);
