-- +goose Up
-- Search goes along document_terms alone: three neighbouring words are a term too, and
-- what a filter names, as "year=2024".

INSERT INTO document_terms (term, document_id)
SELECT 'kind=' || kind, id FROM documents
UNION ALL SELECT 'period=' || period, id FROM documents
UNION ALL SELECT 'agency=' || agency, id FROM documents
UNION ALL SELECT 'unit=' || unit, id FROM documents WHERE unit <> ''
UNION ALL SELECT 'year=' || year, id FROM documents
UNION ALL SELECT 'state=' || state, id FROM documents;

-- +goose Down
DELETE FROM document_terms WHERE term LIKE '%=%' OR term LIKE '% % %';
