-- Kỷ luật, và quy tắc thẩm định được bỏ qua cho một đề nghị.
-- +goose Up

-- Người, tập thể đang bị xem xét, thi hành kỷ luật, điều tra, thanh tra: chưa xét khen thưởng (NĐ 152/2025 Đ.4).
CREATE TABLE ky_luat (
    id        {identity} PRIMARY KEY,
    nguoi_id  INTEGER REFERENCES nguoi (id),
    don_vi_id INTEGER REFERENCES don_vi (id),
    hinh_thuc {text} NOT NULL CHECK (hinh_thuc <> ''), -- 'Khiển trách', 'đang thanh tra'
    tu_ngay   DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay  DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    can_cu    {text} NOT NULL CHECK (can_cu <> ''), -- quyết định, kết luận
    mau       BOOLEAN NOT NULL DEFAULT FALSE CHECK (mau IN (TRUE, FALSE)),
    CHECK ((nguoi_id IS NULL) <> (don_vi_id IS NULL)),
    CHECK (den_ngay IS NULL OR den_ngay >= tu_ngay)
);

-- Một quy tắc thẩm định được bỏ qua cho một đề nghị: ai, khi nào, vì sao.
CREATE TABLE bo_qua_tham_dinh (
    de_nghi_id INTEGER NOT NULL REFERENCES de_nghi_khen_thuong (id),
    quy_tac    {text} NOT NULL CHECK (quy_tac <> ''),
    ly_do      {text} NOT NULL CHECK (ly_do <> ''),
    nguoi_lam  {text} NOT NULL CHECK (nguoi_lam <> ''),
    ngay       DATE NOT NULL CHECK (ngay IS NOT DISTINCT FROM date(ngay)),
    PRIMARY KEY (de_nghi_id, quy_tac)
);

-- +goose Down
DROP TABLE bo_qua_tham_dinh;
DROP TABLE ky_luat;
