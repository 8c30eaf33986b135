-- +goose Up
-- What the queries gave when a run was split, for the documents of each part: all parts
-- speak of one state of the data. It goes when the part ends.
ALTER TABLE run_parts ADD COLUMN data TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE run_parts DROP COLUMN data;
