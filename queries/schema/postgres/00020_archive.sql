-- +goose Up
-- What is written once does not change.

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%: a row does not change once written', TG_TABLE_NAME; END;
$$;
-- +goose StatementEnd
CREATE TRIGGER audit_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION refuse_change();
CREATE TRIGGER versions_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON versions EXECUTE FUNCTION refuse_change();
CREATE TRIGGER version_files_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON version_files EXECUTE FUNCTION refuse_change();
CREATE TRIGGER findings_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON findings EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_moves_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON document_moves EXECUTE FUNCTION refuse_change();
CREATE TRIGGER files_fixed BEFORE UPDATE ON files EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP FUNCTION refuse_change() CASCADE;
