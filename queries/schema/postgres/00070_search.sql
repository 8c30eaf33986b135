-- +goose Up
-- Three neighbours are a term too.
INSERT INTO document_terms (term, document_id)
SELECT DISTINCT one || ' ' || two || ' ' || three, id
FROM (SELECT d.id, w.value AS one, LEAD(w.value, 1) OVER after AS two, LEAD(w.value, 2) OVER after AS three
      FROM documents d, unnest(string_to_array(TRIM(d.folded), ' ')) WITH ORDINALITY AS w (value, key)
      WINDOW after AS (PARTITION BY d.id ORDER BY w.key)) AS triples
WHERE one <> '|' AND two <> '|' AND three <> '|';

-- The terms of filters follow the documents.
-- +goose StatementBegin
CREATE FUNCTION refresh_facets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM document_terms WHERE document_id = OLD.id AND term IN ('kind=' || OLD.kind, 'period=' || OLD.period,
            'agency=' || OLD.agency, 'unit=' || OLD.unit, 'year=' || OLD.year, 'state=' || OLD.state);
    END IF;
    INSERT INTO document_terms (term, document_id)
    SELECT 'kind=' || NEW.kind, NEW.id
    UNION ALL SELECT 'period=' || NEW.period, NEW.id
    UNION ALL SELECT 'agency=' || NEW.agency, NEW.id
    UNION ALL SELECT 'unit=' || NEW.unit, NEW.id WHERE NEW.unit <> ''
    UNION ALL SELECT 'year=' || NEW.year, NEW.id
    UNION ALL SELECT 'state=' || NEW.state, NEW.id;
    RETURN NULL;
END;
$$;
-- +goose StatementEnd
CREATE TRIGGER documents_facets_insert AFTER INSERT ON documents
FOR EACH ROW EXECUTE FUNCTION refresh_facets();
CREATE TRIGGER documents_facets_update AFTER UPDATE OF kind, period, agency, unit, year, state ON documents
FOR EACH ROW WHEN ((OLD.kind, OLD.period, OLD.agency, OLD.unit, OLD.year, OLD.state) <> (NEW.kind, NEW.period, NEW.agency, NEW.unit, NEW.year, NEW.state))
EXECUTE FUNCTION refresh_facets();

-- +goose Down
DROP TRIGGER documents_facets_update ON documents;
DROP TRIGGER documents_facets_insert ON documents;
DROP FUNCTION refresh_facets();
