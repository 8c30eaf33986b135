-- +goose Up
-- Files that units sent and what each changed: the old values stay here, with who and when.

CREATE TABLE imports (
    id        {identity} PRIMARY KEY,
    name      TEXT    NOT NULL,
    sha256    TEXT    NOT NULL CHECK (length(sha256) = 64),
    body      {bytes} NOT NULL,
    unit      TEXT    NOT NULL, -- code of the sender; '' where each row names its own
    year      INTEGER NOT NULL,
    symbol    TEXT    NOT NULL, -- of the incoming paper that brought it; '' for none
    paper_day DATE,
    received  DATE    NOT NULL,
    actor     TEXT    NOT NULL CHECK (actor <> ''),
    at        {time}  NOT NULL
);
CREATE INDEX imports_unit ON imports (unit, year);

-- Values as JSON; '' where the row was not there before, or is not there after.
CREATE TABLE import_changes (
    import_id  {long}  NOT NULL REFERENCES imports (id),
    seq        INTEGER NOT NULL CHECK (seq > 0),
    table_name TEXT    NOT NULL,
    row_key    TEXT    NOT NULL,
    before     TEXT    NOT NULL,
    after      TEXT    NOT NULL,
    PRIMARY KEY (import_id, seq),
    CHECK (before <> after)
);
CREATE INDEX import_changes_row ON import_changes (table_name, row_key);

-- Texts that were converted, as they stood in the file: JSON with sheet, cell, change, both texts.
CREATE TABLE import_originals (
    import_id {long}  NOT NULL REFERENCES imports (id),
    seq       INTEGER NOT NULL CHECK (seq > 0),
    cell      TEXT    NOT NULL,
    PRIMARY KEY (import_id, seq)
);

-- +goose Down
DROP TABLE import_originals;
DROP TABLE import_changes;
DROP TABLE imports;
