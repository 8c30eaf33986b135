-- +goose Up
-- The archive: documents, their immutable versions, the files of these by content, and
-- who did what.

CREATE TABLE document_states (
    code TEXT    NOT NULL PRIMARY KEY,
    name TEXT    NOT NULL,
    rank INTEGER NOT NULL UNIQUE
);

-- NĐ 30/2020, Điều 10 to 19.
INSERT INTO document_states (code, name, rank) VALUES
    ('du-thao', 'dự thảo', 10),
    ('da-kiem-tra-noi-dung', 'đã kiểm tra nội dung', 20),
    ('da-kiem-tra-the-thuc', 'đã kiểm tra thể thức', 30),
    ('trinh-ky', 'trình ký', 40),
    ('da-ky', 'đã ký', 50),
    ('da-cap-so', 'đã cấp số', 60),
    ('da-dong-dau', 'đã đóng dấu hoặc ký số cơ quan', 70),
    ('da-phat-hanh', 'đã phát hành', 80),
    ('huy', 'hủy', 90);

CREATE TABLE documents (
    id         {identity} PRIMARY KEY,
    kind       TEXT      NOT NULL CHECK (kind <> ''),
    period     TEXT      NOT NULL CHECK (period <> ''),
    agency     TEXT      NOT NULL,
    unit       TEXT      NOT NULL,
    round      TEXT      NOT NULL,
    year       INTEGER   NOT NULL CHECK (year BETWEEN 1900 AND 9999),
    name       {text} NOT NULL CHECK (name <> ''),
    title      TEXT      NOT NULL,
    sample     BOOLEAN   NOT NULL,
    state      TEXT      NOT NULL DEFAULT 'du-thao' REFERENCES document_states (code),
    created_at {time} NOT NULL,
    UNIQUE (kind, period, agency, unit, round),
    UNIQUE (year, name)
);

-- The way of a document through the states; a return carries its comment.
CREATE TABLE document_moves (
    document_id {long} NOT NULL REFERENCES documents (id),
    seq         INTEGER   NOT NULL CHECK (seq > 0),
    version     INTEGER   NOT NULL,
    from_state  TEXT      REFERENCES document_states (code),
    to_state    TEXT      NOT NULL REFERENCES document_states (code),
    actor       TEXT      NOT NULL,
    at          {time} NOT NULL,
    comment     TEXT      NOT NULL DEFAULT '',
    PRIMARY KEY (document_id, seq)
);

CREATE TABLE files (
    sha256 TEXT    NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    size   {long} NOT NULL CHECK (size >= 0),
    packed TEXT    NOT NULL CHECK (packed IN ('none', 'deflate')),
    body   {bytes} NOT NULL
);

CREATE TABLE versions (
    document_id   {long} NOT NULL REFERENCES documents (id),
    number        INTEGER   NOT NULL CHECK (number > 0),
    origin        TEXT      NOT NULL CHECK (origin IN ('made', 'shelf', 'upload', 'stamp', 'signed')),
    based_on      INTEGER   CHECK (based_on < number),
    fingerprint   TEXT      NOT NULL CHECK (length(fingerprint) = 64),
    day           DATE,
    params        TEXT      NOT NULL DEFAULT '{}',
    template_hash TEXT      NOT NULL DEFAULT '',
    queries_hash  TEXT      NOT NULL DEFAULT '',
    fonts_hash    TEXT      NOT NULL DEFAULT '',
    program       TEXT      NOT NULL DEFAULT '',
    pages         INTEGER   NOT NULL DEFAULT 0,
    row_count     INTEGER   NOT NULL DEFAULT 0,
    made_at       {time} NOT NULL,
    made_by       TEXT      NOT NULL,
    job           TEXT      NOT NULL DEFAULT '',
    note          TEXT      NOT NULL DEFAULT '',
    PRIMARY KEY (document_id, number),
    CHECK (origin <> 'made' OR day IS NOT NULL)
);

-- format is the file's extension; 'json' is the data set.
CREATE TABLE version_files (
    document_id {long} NOT NULL,
    version     INTEGER NOT NULL,
    format      TEXT    NOT NULL CHECK (format <> ''),
    sha256      TEXT    NOT NULL REFERENCES files (sha256),
    PRIMARY KEY (document_id, version, format),
    FOREIGN KEY (document_id, version) REFERENCES versions (document_id, number)
);
CREATE INDEX version_files_sha256 ON version_files (sha256);

CREATE TABLE findings (
    document_id {long} NOT NULL,
    version     INTEGER NOT NULL,
    seq         INTEGER NOT NULL CHECK (seq > 0),
    rule        TEXT    NOT NULL,
    severity    TEXT    NOT NULL CHECK (severity IN ('sai', 'cảnh báo', 'gợi ý')),
    place       TEXT    NOT NULL,
    message     TEXT    NOT NULL,
    clause      TEXT    NOT NULL,
    PRIMARY KEY (document_id, version, seq),
    FOREIGN KEY (document_id, version) REFERENCES versions (document_id, number)
);

-- Who did what, in order without gaps; hash covers the row and the hash before it.
CREATE TABLE audit (
    seq         {long} PRIMARY KEY,
    at          {time} NOT NULL,
    actor       TEXT      NOT NULL,
    act         TEXT      NOT NULL,
    document_id {long} REFERENCES documents (id),
    version     INTEGER,
    detail      TEXT      NOT NULL,
    hash        TEXT      NOT NULL CHECK (length(hash) = 64)
);
CREATE INDEX audit_document ON audit (document_id);

-- +goose Down
DROP TABLE audit;
DROP TABLE findings;
DROP TABLE version_files;
DROP TABLE versions;
DROP TABLE files;
DROP TABLE document_moves;
DROP TABLE documents;
DROP TABLE document_states;
