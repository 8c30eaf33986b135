-- +goose Up
-- Each run asks which of its papers are urgent.
CREATE INDEX documents_urgent ON documents (kind, period) WHERE urgency <> '';

-- +goose Down
DROP INDEX documents_urgent;
