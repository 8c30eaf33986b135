-- +goose Up
-- What is to be set right in an issued paper (NĐ 30/2020 Đ.18.3, 18.4), from which the paper
-- that does so is made: a công văn that corrects its form (dinh-chinh), a paper of the same
-- kind that amends it (sua-doi), a decision that recalls it (thu-hoi).
CREATE TABLE corrections (
    document_id {long} NOT NULL REFERENCES documents (id),
    relation    TEXT   NOT NULL CHECK (relation IN ('dinh-chinh', 'sua-doi', 'thu-hoi')),
    code        TEXT   NOT NULL, -- of the issued paper's kind: 'QĐ'; '' for công văn
    kind_name   TEXT   NOT NULL CHECK (kind_name <> ''), -- 'Quyết định'
    subject     TEXT   NOT NULL, -- its trích yếu
    by_head     BOOLEAN NOT NULL, -- the head of the agency issued it, not the agency
    reason      TEXT   NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (document_id, relation)
);

-- One row a difference between the issued text and the corrected one.
CREATE TABLE correction_changes (
    document_id {long} NOT NULL,
    relation    TEXT    NOT NULL,
    seq         INTEGER NOT NULL,
    place       TEXT    NOT NULL,
    was         TEXT    NOT NULL, -- '' where words are added
    becomes     TEXT    NOT NULL, -- '' where words are taken out
    PRIMARY KEY (document_id, relation, seq),
    FOREIGN KEY (document_id, relation) REFERENCES corrections (document_id, relation)
);

-- What a paper does, once issued, to the paper that documents.replaces names.
ALTER TABLE documents ADD COLUMN relation TEXT NOT NULL DEFAULT 'thay-the' CHECK (relation IN ('dinh-chinh', 'sua-doi', 'thay-the', 'thu-hoi'));

CREATE TABLE document_links_new (
    document_id {long} NOT NULL REFERENCES documents (id),
    relation    TEXT      NOT NULL CHECK (relation IN ('dinh-chinh', 'sua-doi', 'thay-the', 'thu-hoi')),
    by_document {long} REFERENCES documents (id),
    by_symbol   TEXT      NOT NULL,
    actor       TEXT      NOT NULL,
    at          {time} NOT NULL,
    comment     TEXT      NOT NULL,
    PRIMARY KEY (document_id, relation, by_symbol),
    CHECK (by_document IS NULL OR by_document <> document_id)
);
INSERT INTO document_links_new (document_id, relation, by_document, by_symbol, actor, at, comment)
    SELECT document_id, relation, by_document, by_symbol, actor, at, comment FROM document_links;
DROP TABLE document_links;
ALTER TABLE document_links_new RENAME TO document_links;

-- +goose Down
DELETE FROM document_links WHERE relation = 'sua-doi';
ALTER TABLE documents DROP COLUMN relation;
DROP TABLE correction_changes;
DROP TABLE corrections;
