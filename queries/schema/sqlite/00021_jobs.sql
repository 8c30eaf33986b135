-- +goose Up
-- What the schedules of jobs.yaml have come to. The queue itself is River's, which brings
-- its own tables.

CREATE TABLE schedules (
    job     TEXT      NOT NULL PRIMARY KEY,
    cron    TEXT      NOT NULL, -- as jobs.yaml had it when next_at was worked out
    next_at TIMESTAMP NOT NULL,
    last_at TIMESTAMP,
    paused  BOOLEAN   NOT NULL DEFAULT FALSE
);

-- A job runs once for a period: the key says so, whoever enqueues.
CREATE TABLE schedule_runs (
    job         TEXT      NOT NULL,
    period      TEXT      NOT NULL CHECK (period <> ''),
    kind        TEXT      NOT NULL,
    due_at      TIMESTAMP NOT NULL,
    queued_at   TIMESTAMP NOT NULL,
    queued_by   TEXT      NOT NULL,
    river_job   INTEGER,
    state       TEXT      NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'done', 'failed', 'cancelled')),
    attempts    INTEGER   NOT NULL DEFAULT 0,
    finished_at TIMESTAMP,
    error       TEXT      NOT NULL DEFAULT '',
    cancel_requested_at TIMESTAMP,
    PRIMARY KEY (job, period, kind),
    CHECK ((state = 'queued') = (finished_at IS NULL))
);

-- +goose Down
DROP TABLE schedule_runs;
DROP TABLE schedules;
