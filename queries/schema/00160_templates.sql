-- +goose Up
-- Template files that people uploaded: versions that do not change, and which one counts from
-- which day on. What has no term is the file of the office's folder, else the program's own.
CREATE TABLE template_versions (
    kind   TEXT    NOT NULL CHECK (kind <> ''), -- folder under templates/
    file   TEXT    NOT NULL CHECK (file <> ''), -- 'mau.docx'
    number INTEGER NOT NULL CHECK (number > 0),
    sha256 TEXT    NOT NULL REFERENCES files (sha256),
    actor  TEXT    NOT NULL CHECK (actor <> ''),
    at     {time}  NOT NULL,
    note   TEXT    NOT NULL,
    PRIMARY KEY (kind, file, number),
    UNIQUE (kind, file, sha256)
);

-- Of the terms of a file with from_day up to the day of a document the latest counts, of
-- equal days the one with the greater seq. version 0: back to the folder's or program's file.
CREATE TABLE template_terms (
    kind     TEXT    NOT NULL CHECK (kind <> ''),
    file     TEXT    NOT NULL CHECK (file <> ''),
    seq      INTEGER NOT NULL CHECK (seq > 0),
    version  INTEGER NOT NULL CHECK (version >= 0),
    from_day DATE    NOT NULL,
    actor    TEXT    NOT NULL CHECK (actor <> ''),
    at       {time}  NOT NULL,
    reason   TEXT    NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (kind, file, seq)
);

-- +goose Down
DROP TABLE template_terms;
DROP TABLE template_versions;
