-- +goose Up
-- When what a recipient is told went out by e-mail, and when that was tried last.
ALTER TABLE notices ADD COLUMN mailed_at {time};
ALTER TABLE notices ADD COLUMN tried_at {time};

-- +goose Down
ALTER TABLE notices DROP COLUMN tried_at;
ALTER TABLE notices DROP COLUMN mailed_at;
