-- Where events of visitors come from; config is JSON.
CREATE TABLE event_source (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  type       TEXT NOT NULL,
  enabled    INTEGER NOT NULL,
  config     TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

-- merged_into: the profile that this id stands for since the two were found to be one.
CREATE TABLE profile (
  id          TEXT PRIMARY KEY,
  merged_into TEXT,
  created_at  BIGINT NOT NULL,
  updated_at  BIGINT NOT NULL
);
CREATE INDEX profile_merged ON profile (merged_into) WHERE merged_into IS NOT NULL;

-- profile_id: null while all that came was profile-less.
CREATE TABLE behaviour_session (
  id          TEXT PRIMARY KEY,
  source_id   TEXT NOT NULL,
  profile_id  TEXT,
  context     TEXT NOT NULL,
  visit_ended INTEGER NOT NULL,
  created_at  BIGINT NOT NULL,
  updated_at  BIGINT NOT NULL
);
CREATE INDEX behaviour_session_profile ON behaviour_session (profile_id);

CREATE TABLE behaviour_event (
  seq         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  type        TEXT NOT NULL,
  session_id  TEXT,
  profile_id  TEXT,
  occurred_at BIGINT NOT NULL,
  stored_at   BIGINT NOT NULL,
  body        TEXT NOT NULL,
  UNIQUE (source_id, id)
);
CREATE INDEX behaviour_event_session ON behaviour_event (session_id, seq);
CREATE INDEX behaviour_event_profile ON behaviour_event (profile_id, seq);

-- Events that are not on the topic behaviour.events yet; claimed_until: a node is about to publish it.
CREATE TABLE behaviour_outbox (
  seq           BIGINT PRIMARY KEY,
  claimed_until BIGINT NOT NULL
);
