-- Quỹ thi đua, khen thưởng của từng năm.
-- +goose Up
CREATE TABLE quy_khen_thuong (
    nam     INTEGER NOT NULL PRIMARY KEY CHECK (nam BETWEEN 2000 AND 2100),
    du_dau  BIGINT NOT NULL DEFAULT 0 CHECK (du_dau BETWEEN 0 AND 999999999999999), -- số dư chuyển sang, đồng
    trich   BIGINT NOT NULL DEFAULT 0 CHECK (trich BETWEEN 0 AND 999999999999999), -- số trích trong năm, đồng
    ghi_chu {text}
);

-- +goose Down
DROP TABLE quy_khen_thuong;
