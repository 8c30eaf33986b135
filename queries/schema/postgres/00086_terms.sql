-- +goose Up
-- A foreign key is proved row by row: most of the time that keeping a document took. The
-- terms of a document are written with it, and documents stay.
ALTER TABLE document_terms DROP CONSTRAINT document_terms_document_id_fkey;

-- +goose Down
ALTER TABLE document_terms ADD CONSTRAINT document_terms_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents (id);
