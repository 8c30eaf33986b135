-- +goose Up
-- How many documents of mail merges stand where is counted along the first, and read along it
-- from one combination of values to the next; the documents that stand alone along the second. unit stands in both, or SQLite would read each document beside.
CREATE INDEX documents_merged ON documents (year, kind, period, agency, round, state, id, unit) WHERE unit <> '';
CREATE INDEX documents_alone ON documents (year, id, kind, period, agency, round, state, unit) WHERE unit = '';

-- +goose Down
DROP INDEX documents_alone;
DROP INDEX documents_merged;
