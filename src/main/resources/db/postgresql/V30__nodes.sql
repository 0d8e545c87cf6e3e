-- The live nodes of the hub. Their names are unique, since leases, lanes and places in consumer groups go by them.
CREATE TABLE hub_node (
  name        TEXT PRIMARY KEY,
  -- one run of the node; another one of that name is another
  incarnation TEXT NOT NULL,
  -- number and machine, for the operator
  process     TEXT NOT NULL,
  -- by the database's clock; a node that goes on prolongs it
  alive_until BIGINT NOT NULL
);

-- Outlets of files are leased like folders now, in the table lease.
ALTER TABLE edi_outlet DROP COLUMN owner;
ALTER TABLE edi_outlet DROP COLUMN leased_until;
