-- +goose Up
-- Terms are looked for along their own key alone; a second index made every document dearer
-- to keep.
DROP INDEX document_terms_document;

-- +goose Down
CREATE INDEX document_terms_document ON document_terms (document_id);
