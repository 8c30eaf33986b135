-- +goose Up
-- A run is one kind of document for one period of a job. It is worked in parts, some
-- documents each; a part ends in the transaction that keeps its documents.

-- The time of day on the wall that comes next, written as if the zone were UTC: two such
-- times may fall on one moment, where working days or a change of clocks move them.
ALTER TABLE schedules ADD COLUMN next_wall {time};

CREATE TABLE runs (
    id          {serial} PRIMARY KEY,
    job         {text} NOT NULL,
    period      {text} NOT NULL CHECK (period <> ''),
    kind        {text} NOT NULL,
    params      TEXT NOT NULL, -- JSON
    recipients  TEXT NOT NULL DEFAULT '', -- separated by commas
    priority    INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 4), -- 1: a person waits
    time_limit  {long} NOT NULL, -- of a part, in seconds
    tries       INTEGER NOT NULL, -- of a part, at most
    due_at      {time} NOT NULL,
    queued_at   {time} NOT NULL,
    queued_by   TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'done', 'failed', 'cancelled')),
    parts       INTEGER NOT NULL DEFAULT 1,
    parts_done  INTEGER NOT NULL DEFAULT 0,
    documents   INTEGER NOT NULL DEFAULT 0, -- that the run will have, as far as known
    documents_done INTEGER NOT NULL DEFAULT 0,
    attempts    INTEGER NOT NULL DEFAULT 0,
    started_at  {time},
    finished_at {time},
    error       TEXT NOT NULL DEFAULT '',
    cancel_requested_at {time},
    cancel_requested_by TEXT NOT NULL DEFAULT '',
    UNIQUE (job, period, kind),
    CHECK ((state = 'queued') = (finished_at IS NULL))
);
CREATE INDEX runs_state ON runs (state, queued_at);
CREATE INDEX runs_due ON runs (due_at DESC);

-- Part 0 looks how many documents there are: few it makes itself, many it hands on.
CREATE TABLE run_parts (
    run       {long} NOT NULL REFERENCES runs (id),
    part      INTEGER NOT NULL,
    task      TEXT NOT NULL DEFAULT '', -- JSON: parameters and units
    documents INTEGER NOT NULL DEFAULT 0,
    state     TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'done', 'failed', 'cancelled')),
    attempts  INTEGER NOT NULL DEFAULT 0,
    river_job {long},
    error     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run, part)
);

-- What recipients are told of.
CREATE TABLE notices (
    run       {long} NOT NULL REFERENCES runs (id),
    recipient TEXT NOT NULL,
    at        {time} NOT NULL,
    message   TEXT NOT NULL,
    PRIMARY KEY (run, recipient)
);

-- What waited under the older schema is queued again by a person.
INSERT INTO runs (job, period, kind, params, priority, time_limit, tries, due_at, queued_at, queued_by, state, attempts, finished_at, error)
    SELECT job, period, kind, '{}', 3, 600, 5, due_at, queued_at, queued_by,
        CASE state WHEN 'queued' THEN 'failed' ELSE state END, attempts,
        CASE state WHEN 'queued' THEN queued_at ELSE finished_at END,
        CASE state WHEN 'queued' THEN 'queued by an older program' ELSE error END
    FROM schedule_runs;
DROP TABLE schedule_runs;

-- +goose Down
-- What ran stays on record nowhere else.
DROP TABLE notices;
DROP TABLE run_parts;
DROP TABLE runs;
ALTER TABLE schedules DROP COLUMN next_wall;
CREATE TABLE schedule_runs (
    job         {text} NOT NULL,
    period      {text} NOT NULL CHECK (period <> ''),
    kind        {text} NOT NULL,
    due_at      {time} NOT NULL,
    queued_at   {time} NOT NULL,
    queued_by   TEXT NOT NULL,
    river_job   {long},
    state       TEXT NOT NULL DEFAULT 'queued',
    attempts    INTEGER NOT NULL DEFAULT 0,
    finished_at {time},
    error       TEXT NOT NULL DEFAULT '',
    cancel_requested_at {time},
    PRIMARY KEY (job, period, kind)
);
