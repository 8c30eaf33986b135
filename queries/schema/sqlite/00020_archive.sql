-- +goose Up
-- What is written once does not change.

-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit: rows are only added'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit: rows are only added'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER versions_no_update BEFORE UPDATE ON versions
BEGIN SELECT RAISE(ABORT, 'versions: a version does not change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions
BEGIN SELECT RAISE(ABORT, 'versions: a version does not change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER version_files_no_update BEFORE UPDATE ON version_files
BEGIN SELECT RAISE(ABORT, 'version_files: a version does not change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER version_files_no_delete BEFORE DELETE ON version_files
BEGIN SELECT RAISE(ABORT, 'version_files: a version does not change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_no_update BEFORE UPDATE ON findings
BEGIN SELECT RAISE(ABORT, 'findings: a version does not change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_no_delete BEFORE DELETE ON findings
BEGIN SELECT RAISE(ABORT, 'findings: a version does not change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER files_no_update BEFORE UPDATE ON files
BEGIN SELECT RAISE(ABORT, 'files: a file is what its hash says'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER document_moves_no_update BEFORE UPDATE ON document_moves
BEGIN SELECT RAISE(ABORT, 'document_moves: rows are only added'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER document_moves_no_delete BEFORE DELETE ON document_moves
BEGIN SELECT RAISE(ABORT, 'document_moves: rows are only added'); END;
-- +goose StatementEnd
