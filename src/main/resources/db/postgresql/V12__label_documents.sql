-- What a carrier sold for each parcel; content is null while the carrier owes the document.
CREATE TABLE label_document (
  label_work_id   TEXT NOT NULL REFERENCES label_work (id),
  parcel_id       TEXT NOT NULL REFERENCES parcel (id),
  shipment_id     TEXT NOT NULL REFERENCES shipment (id),
  tracking_number TEXT NOT NULL,
  carrier_numbers TEXT NOT NULL,
  format          TEXT,
  content         BYTEA,
  created_at      BIGINT NOT NULL,
  PRIMARY KEY (label_work_id, parcel_id)
);
CREATE INDEX label_document_shipment ON label_document (shipment_id);

-- Labels that the sandbox carrier sold: one row each time, so that two of one reference are seen.
CREATE TABLE sandbox_label (
  tracking_number TEXT PRIMARY KEY,
  reference       TEXT NOT NULL,
  sold_at         BIGINT NOT NULL,
  voided_at       BIGINT
);
CREATE INDEX sandbox_label_reference ON sandbox_label (reference);
