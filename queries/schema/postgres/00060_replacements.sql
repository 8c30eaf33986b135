-- +goose Up
-- A paper that replaces an issued one is of the same kind, period, agency, unit and đợt:
-- seq is 0 for the first, 1 for the next. replaces names the paper whose place it takes
-- once it is issued (NĐ 30/2020 Đ.18.3).
ALTER TABLE documents ADD COLUMN seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0);
ALTER TABLE documents ADD COLUMN replaces BIGINT REFERENCES documents (id) CHECK (replaces <> id);
ALTER TABLE documents DROP CONSTRAINT documents_kind_period_agency_unit_round_key;
ALTER TABLE documents ADD CONSTRAINT documents_key UNIQUE (kind, period, agency, unit, round, seq);

-- +goose Down
ALTER TABLE documents DROP CONSTRAINT documents_key;
ALTER TABLE documents DROP COLUMN replaces;
ALTER TABLE documents DROP COLUMN seq;
ALTER TABLE documents ADD CONSTRAINT documents_kind_period_agency_unit_round_key UNIQUE (kind, period, agency, unit, round);
