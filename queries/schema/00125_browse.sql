-- +goose Up
-- A list of documents is read along this index alone, however long their texts are.
CREATE INDEX documents_browse ON documents (year, kind, period, agency, round, unit, state, id);
-- Which papers have findings that forbid signing.
CREATE INDEX findings_wrong ON findings (document_id, version) WHERE severity = 'sai';

-- +goose Down
DROP INDEX findings_wrong;
DROP INDEX documents_browse;
