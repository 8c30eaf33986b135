-- +goose Up
-- Từng lần người của cơ quan viết một mục lời văn: chữ cũ ở lại đây khi loi_van có chữ mới.
CREATE TABLE loi_van_da_viet (
    kieu       TEXT    NOT NULL,
    muc        TEXT    NOT NULL,
    ky         TEXT    NOT NULL CHECK (ky <> ''),
    co_quan_ma TEXT    NOT NULL REFERENCES co_quan (ma),
    lan        INTEGER NOT NULL CHECK (lan > 0),
    noi_dung   TEXT    NOT NULL,
    da_sua     BOOLEAN NOT NULL CHECK (da_sua IN (TRUE, FALSE)),
    tac_gia    TEXT    NOT NULL CHECK (tac_gia <> ''),
    luc        {time}  NOT NULL,
    PRIMARY KEY (kieu, muc, ky, co_quan_ma, lan),
    FOREIGN KEY (kieu, muc) REFERENCES muc_loi_van (kieu, muc)
);

-- +goose Down
DROP TABLE loi_van_da_viet;
