-- +goose Up
-- What the schedules of jobs.yaml have come to. The queue itself is River's, which brings
-- its own tables.

CREATE TABLE schedules (
    job     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    cron    TEXT      NOT NULL, -- as jobs.yaml had it when next_at was worked out
    next_at TIMESTAMPTZ NOT NULL,
    last_at TIMESTAMPTZ,
    paused  BOOLEAN   NOT NULL DEFAULT FALSE
);

-- A job runs once for a period: the key says so, whoever enqueues.
CREATE TABLE schedule_runs (
    job         TEXT COLLATE "C" NOT NULL,
    period      TEXT COLLATE "C" NOT NULL CHECK (period <> ''),
    kind        TEXT COLLATE "C" NOT NULL,
    due_at      TIMESTAMPTZ NOT NULL,
    queued_at   TIMESTAMPTZ NOT NULL,
    queued_by   TEXT      NOT NULL,
    river_job   BIGINT,
    state       TEXT      NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'done', 'failed', 'cancelled')),
    attempts    INTEGER   NOT NULL DEFAULT 0,
    finished_at TIMESTAMPTZ,
    error       TEXT      NOT NULL DEFAULT '',
    cancel_requested_at TIMESTAMPTZ,
    PRIMARY KEY (job, period, kind),
    CHECK ((state = 'queued') = (finished_at IS NULL))
);

-- +goose Down
DROP TABLE schedule_runs;
DROP TABLE schedules;
