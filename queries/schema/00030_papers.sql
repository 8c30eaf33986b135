-- +goose Up
-- People and their roles; the books of numbers; what follows an issued paper; what is
-- searched.

CREATE TABLE users (
    name       TEXT      NOT NULL PRIMARY KEY CHECK (name <> ''),
    full_name  TEXT      NOT NULL CHECK (full_name <> ''),
    disabled   BOOLEAN   NOT NULL DEFAULT FALSE,
    created_at {time} NOT NULL
);

-- A role holds for one agency or one unit; '' stands for all.
CREATE TABLE user_roles (
    user_name TEXT NOT NULL REFERENCES users (name),
    role      TEXT NOT NULL CHECK (role IN ('quan-tri', 'van-thu', 'tham-muu', 'the-thuc', 'tham-dinh', 'lanh-dao', 'don-vi')),
    agency    TEXT NOT NULL,
    unit      TEXT NOT NULL,
    PRIMARY KEY (user_name, role, agency, unit)
);

-- The version that was laid before the leader: it alone is signed and numbered.
ALTER TABLE documents ADD COLUMN submitted_version INTEGER;
ALTER TABLE documents ADD COLUMN urgency TEXT NOT NULL DEFAULT '' CHECK (urgency IN ('', 'KHẨN', 'THƯỢNG KHẨN', 'HỎA TỐC'));
-- What is searched, without tone marks, between blanks.
ALTER TABLE documents ADD COLUMN folded TEXT NOT NULL DEFAULT '';
CREATE INDEX documents_order ON documents (year DESC, name, id);

-- NĐ 30/2020, Điều 18.3 and 18.4.
INSERT INTO document_states (code, name, rank) VALUES
    ('da-thay-the', 'đã bị thay thế', 82),
    ('da-thu-hoi', 'đã thu hồi', 84);

-- A finding that forbids signing, let pass by a person with a reason.
CREATE TABLE waivers (
    document_id {long} NOT NULL,
    version     INTEGER   NOT NULL,
    rule        TEXT      NOT NULL,
    reason      TEXT      NOT NULL CHECK (reason <> ''),
    actor       TEXT      NOT NULL,
    at          {time} NOT NULL,
    PRIMARY KEY (document_id, version, rule),
    FOREIGN KEY (document_id, version) REFERENCES versions (document_id, number)
);

-- What a later paper does to an issued one. by_document is empty where the later paper
-- was not made here; by_symbol says its number and date then.
CREATE TABLE document_links (
    document_id {long} NOT NULL REFERENCES documents (id),
    relation    TEXT      NOT NULL CHECK (relation IN ('dinh-chinh', 'thay-the', 'thu-hoi')),
    by_document {long} REFERENCES documents (id),
    by_symbol   TEXT      NOT NULL,
    actor       TEXT      NOT NULL,
    at          {time} NOT NULL,
    comment     TEXT      NOT NULL,
    PRIMARY KEY (document_id, relation, by_symbol),
    CHECK (by_document IS NULL OR by_document <> document_id)
);

-- NĐ 30/2020, Điều 15: a book of numbers belongs to an agency.
CREATE TABLE books (
    code         TEXT    NOT NULL PRIMARY KEY CHECK (code <> ''),
    agency       TEXT    NOT NULL,
    name         TEXT    NOT NULL CHECK (name <> ''),
    source       TEXT    NOT NULL CHECK (source IN ('ngoai', 'trong')),
    first_number INTEGER NOT NULL DEFAULT 1 CHECK (first_number > 0)
);

-- Which kinds share a book; '*' is every kind of the agency that no other row names.
CREATE TABLE book_kinds (
    agency TEXT NOT NULL,
    kind   TEXT NOT NULL,
    book   TEXT NOT NULL REFERENCES books (code),
    PRIMARY KEY (agency, kind)
);

-- One row a number, also of cancelled ones and of papers that were not made here. The
-- rows of a year are the outgoing register.
CREATE TABLE numbers (
    book          TEXT      NOT NULL REFERENCES books (code),
    year          INTEGER   NOT NULL,
    number        INTEGER   NOT NULL CHECK (number > 0),
    suffix        TEXT      NOT NULL,
    document_id   {long} REFERENCES documents (id),
    symbol        TEXT      NOT NULL,
    day           DATE      NOT NULL,
    title         TEXT      NOT NULL,
    signer        TEXT      NOT NULL,
    recipients    TEXT      NOT NULL,
    keeper        TEXT      NOT NULL,
    copies        INTEGER   NOT NULL,
    actor         TEXT      NOT NULL,
    at            {time} NOT NULL,
    cancelled     TEXT      NOT NULL DEFAULT '',
    cancelled_by  TEXT      NOT NULL DEFAULT '',
    PRIMARY KEY (book, year, number, suffix)
);
CREATE UNIQUE INDEX numbers_document ON numbers (document_id) WHERE document_id IS NOT NULL AND cancelled = '';

-- Words and pairs of words of documents.folded, for search.
CREATE TABLE document_terms (
    term        {text} NOT NULL,
    document_id {long} NOT NULL REFERENCES documents (id),
    PRIMARY KEY (term, document_id)
){without rowid};
CREATE INDEX document_terms_document ON document_terms (document_id);

-- +goose Down
DROP TABLE document_terms;
DROP TABLE numbers;
DROP TABLE book_kinds;
DROP TABLE books;
DROP TABLE document_links;
DROP TABLE waivers;
DROP INDEX documents_order;
ALTER TABLE documents DROP COLUMN folded;
ALTER TABLE documents DROP COLUMN urgency;
ALTER TABLE documents DROP COLUMN submitted_version;
DELETE FROM document_states WHERE code IN ('da-thay-the', 'da-thu-hoi');
DROP TABLE user_roles;
DROP TABLE users;
