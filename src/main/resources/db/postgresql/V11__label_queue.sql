-- carrier_account: whose budget and login the work uses, from its first call on; fence: the lease under which that was;
-- unknown_since: since when it is not known whether the label was bought; enquiries: failed calls about that.
ALTER TABLE label_work ADD COLUMN carrier_account TEXT;
ALTER TABLE label_work ADD COLUMN fence BIGINT NOT NULL DEFAULT 0;
ALTER TABLE label_work ADD COLUMN unknown_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE label_work ADD COLUMN enquiries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE label_work ADD COLUMN cancel_wanted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE label_work ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
CREATE INDEX label_work_lane ON label_work (carrier_id, status, created_at);

-- One node at a time works on the labels of an account at a carrier. The fence grows with each new owner.
CREATE TABLE label_lane (
  carrier_id      TEXT NOT NULL,
  carrier_account TEXT NOT NULL,
  owner           TEXT NOT NULL,
  fence           BIGINT NOT NULL,
  leased_until    BIGINT NOT NULL,
  rate            TEXT,
  customers       TEXT NOT NULL,
  PRIMARY KEY (carrier_id, carrier_account)
);
