-- The service beside what waits: a lane finds the oldest of each customer and service by an index alone.
ALTER TABLE label_work ADD COLUMN service TEXT NOT NULL DEFAULT '';
UPDATE label_work SET service = COALESCE((SELECT s.carrier_service FROM shipment s WHERE s.id = label_work.shipment_id), '');

DROP INDEX label_work_queue;
DROP INDEX label_work_lane;
-- Whose turn it is; when what waits is due; how many are ahead; what an owner of the lane left in the middle.
CREATE INDEX label_work_turn ON label_work
  (carrier_id, status, carrier_account, account_number, service, priority DESC, created_at, id, due_at)
  WHERE status IN ('queued', 'unknown', 'undocumented', 'voiding');
CREATE INDEX label_work_due ON label_work (carrier_id, status, carrier_account, due_at)
  WHERE status IN ('queued', 'unknown', 'undocumented', 'voiding');
CREATE INDEX label_work_arrival ON label_work (carrier_id, created_at, id, carrier_account, account_number)
  WHERE status IN ('queued', 'unknown', 'undocumented', 'voiding');
CREATE INDEX label_work_begun ON label_work (carrier_id, carrier_account) WHERE status = 'requesting';

-- Until when calls are booked that go out a little later.
ALTER TABLE call_budget ADD COLUMN booked_until BIGINT NOT NULL DEFAULT 0;
