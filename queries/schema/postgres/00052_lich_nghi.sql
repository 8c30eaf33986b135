-- +goose Up
ALTER TABLE lich_nghi ALTER COLUMN ten TYPE TEXT COLLATE "C";

-- +goose Down
ALTER TABLE lich_nghi ALTER COLUMN ten TYPE TEXT;
