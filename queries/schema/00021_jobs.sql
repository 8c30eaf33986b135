-- +goose Up
-- What the schedules of jobs.yaml have come to. The queue itself is River's, which brings
-- its own tables.

CREATE TABLE schedules (
    job     {text} NOT NULL PRIMARY KEY,
    cron    TEXT      NOT NULL, -- as jobs.yaml had it when next_at was worked out
    next_at {time} NOT NULL,
    last_at {time},
    paused  BOOLEAN   NOT NULL DEFAULT FALSE
);

-- A job runs once for a period: the key says so, whoever enqueues.
CREATE TABLE schedule_runs (
    job         {text} NOT NULL,
    period      {text} NOT NULL CHECK (period <> ''),
    kind        {text} NOT NULL,
    due_at      {time} NOT NULL,
    queued_at   {time} NOT NULL,
    queued_by   TEXT      NOT NULL,
    river_job   {long},
    state       TEXT      NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'done', 'failed', 'cancelled')),
    attempts    INTEGER   NOT NULL DEFAULT 0,
    finished_at {time},
    error       TEXT      NOT NULL DEFAULT '',
    cancel_requested_at {time},
    PRIMARY KEY (job, period, kind),
    CHECK ((state = 'queued') = (finished_at IS NULL))
);

-- +goose Down
DROP TABLE schedule_runs;
DROP TABLE schedules;
