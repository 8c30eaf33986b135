-- +goose Up
-- Why a job is not queued: its dry run failed. '' where it is queued.
ALTER TABLE schedules ADD COLUMN held TEXT NOT NULL DEFAULT '';
-- When a scheduler last looked at the job.
ALTER TABLE schedules ADD COLUMN seen_at {time};
-- A time of the year that had passed before any scheduler knew the job, as next_wall.
ALTER TABLE schedules ADD COLUMN missed_wall {time};

-- Documents that the run made with findings that forbid their use.
ALTER TABLE runs ADD COLUMN forbidden INTEGER NOT NULL DEFAULT 0;

-- What somebody has to hear of: on the page while it lasts, and once by e-mail.
CREATE TABLE alerts (
    subject    {text} NOT NULL PRIMARY KEY, -- 'held bao-cao-nam', 'failed 12', 'shelf may-1', 'disk may-1'
    message    TEXT NOT NULL,
    recipients TEXT NOT NULL, -- people and roles, separated by commas
    since      {time} NOT NULL,
    ended_at   {time}, -- NULL while it lasts
    tried_at   {time}, -- when an e-mail was last begun
    mailed_at  {time}  -- when it was sent
);

-- +goose Down
DROP TABLE alerts;
ALTER TABLE runs DROP COLUMN forbidden;
ALTER TABLE schedules DROP COLUMN missed_wall;
ALTER TABLE schedules DROP COLUMN seen_at;
ALTER TABLE schedules DROP COLUMN held;
