-- +goose NO TRANSACTION
-- A constraint of a table can only be changed by making the table anew, with foreign keys
-- off, which SQLite allows outside of transactions alone.
-- +goose Up
-- A paper that replaces an issued one is of the same kind, period, agency, unit and đợt:
-- seq is 0 for the first, 1 for the next. replaces names the paper whose place it takes
-- once it is issued (NĐ 30/2020 Đ.18.3).
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
DROP TABLE IF EXISTS documents_new;
CREATE TABLE documents_new (
    id         INTEGER   PRIMARY KEY,
    kind       TEXT      NOT NULL CHECK (kind <> ''),
    period     TEXT      NOT NULL CHECK (period <> ''),
    agency     TEXT      NOT NULL,
    unit       TEXT      NOT NULL,
    round      TEXT      NOT NULL,
    seq        INTEGER   NOT NULL DEFAULT 0 CHECK (seq >= 0),
    year       INTEGER   NOT NULL CHECK (year BETWEEN 1900 AND 9999),
    name       TEXT      NOT NULL CHECK (name <> ''),
    title      TEXT      NOT NULL,
    sample     BOOLEAN   NOT NULL,
    state      TEXT      NOT NULL DEFAULT 'du-thao' REFERENCES document_states (code),
    created_at TIMESTAMP NOT NULL,
    submitted_version INTEGER,
    urgency    TEXT      NOT NULL DEFAULT '' CHECK (urgency IN ('', 'KHẨN', 'THƯỢNG KHẨN', 'HỎA TỐC')),
    folded     TEXT      NOT NULL DEFAULT '',
    replaces   INTEGER   REFERENCES documents (id) CHECK (replaces <> id),
    UNIQUE (kind, period, agency, unit, round, seq),
    UNIQUE (year, name)
);
INSERT INTO documents_new (id, kind, period, agency, unit, round, year, name, title, sample, state, created_at, submitted_version, urgency, folded)
    SELECT id, kind, period, agency, unit, round, year, name, title, sample, state, created_at, submitted_version, urgency, folded FROM documents;
DROP TABLE documents;
ALTER TABLE documents_new RENAME TO documents;
CREATE INDEX documents_order ON documents (year DESC, name, id);
COMMIT;
PRAGMA foreign_keys = ON;

-- +goose Down
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE documents_old (
    id         INTEGER   PRIMARY KEY,
    kind       TEXT      NOT NULL CHECK (kind <> ''),
    period     TEXT      NOT NULL CHECK (period <> ''),
    agency     TEXT      NOT NULL,
    unit       TEXT      NOT NULL,
    round      TEXT      NOT NULL,
    year       INTEGER   NOT NULL CHECK (year BETWEEN 1900 AND 9999),
    name       TEXT      NOT NULL CHECK (name <> ''),
    title      TEXT      NOT NULL,
    sample     BOOLEAN   NOT NULL,
    state      TEXT      NOT NULL DEFAULT 'du-thao' REFERENCES document_states (code),
    created_at TIMESTAMP NOT NULL,
    submitted_version INTEGER,
    urgency    TEXT      NOT NULL DEFAULT '' CHECK (urgency IN ('', 'KHẨN', 'THƯỢNG KHẨN', 'HỎA TỐC')),
    folded     TEXT      NOT NULL DEFAULT '',
    UNIQUE (kind, period, agency, unit, round),
    UNIQUE (year, name)
);
INSERT INTO documents_old SELECT id, kind, period, agency, unit, round, year, name, title, sample, state, created_at, submitted_version, urgency, folded FROM documents;
DROP TABLE documents;
ALTER TABLE documents_old RENAME TO documents;
CREATE INDEX documents_order ON documents (year DESC, name, id);
COMMIT;
PRAGMA foreign_keys = ON;
