-- +goose Up
-- Who proposes that an issued paper is amended or recalled: 'Giám đốc Công an tỉnh'; '' where nobody said.
ALTER TABLE corrections ADD COLUMN proposer TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE corrections DROP COLUMN proposer;
