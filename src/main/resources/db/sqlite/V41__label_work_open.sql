-- Labels that wait, for who looks at the flow: few, however many were made.
CREATE INDEX label_work_open ON label_work (created_at)
  WHERE status IN ('queued', 'requesting', 'unknown', 'undocumented');
