-- What passed in a minute or an hour, for the charts, over all nodes: how many, and in milliseconds how long the middle
-- one and the slowest twentieth took. carrier:<id> counts a carrier's events, by the hour alone.
CREATE TABLE figure (
  series TEXT NOT NULL,
  step   BIGINT NOT NULL,
  at     BIGINT NOT NULL,
  number BIGINT NOT NULL,
  median BIGINT,
  slow   BIGINT,
  PRIMARY KEY (series, step, at)
);
CREATE INDEX figure_age ON figure (at);
