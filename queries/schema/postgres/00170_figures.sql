-- +goose Up
-- Dấu của các số liệu trong bộ số liệu của một phiên bản, sáu byte mỗi số, lớn dần: để thấy ngay văn bản nào in một số đã đổi.
-- NULL: tệp không phải bộ số liệu, hoặc chưa đánh dấu. Dấu suy ra từ tệp, nên ghi thêm được; tên tệp thì không đổi.
ALTER TABLE version_files ADD COLUMN figures BYTEA;
CREATE INDEX version_files_unmarked ON version_files (sha256) WHERE format = 'json' AND figures IS NULL;
DROP TRIGGER version_files_fixed ON version_files;
CREATE TRIGGER version_files_fixed BEFORE UPDATE OF document_id, version, format, sha256 OR DELETE OR TRUNCATE ON version_files EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER version_files_fixed ON version_files;
DROP INDEX version_files_unmarked;
ALTER TABLE version_files DROP COLUMN figures;
CREATE TRIGGER version_files_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON version_files EXECUTE FUNCTION refuse_change();
