-- Công văn giao việc của Ủy ban nhân dân tỉnh, Ban Chỉ đạo: mỗi công văn một dòng, mỗi nhiệm vụ một dòng.
-- +goose Up
CREATE TABLE cong_van_giao_viec (
    id          {identity} PRIMARY KEY,
    nam         INTEGER NOT NULL CHECK (nam BETWEEN 2000 AND 2100),
    ma          {text} NOT NULL CHECK (ma <> ''), -- mã trong năm: 'cuoi-nam'
    co_quan_ma  {text} NOT NULL REFERENCES co_quan (ma), -- cơ quan giao việc
    ngay        DATE NOT NULL CHECK (ngay IS NOT DISTINCT FROM date(ngay)), -- ngày dự kiến ký
    ve_viec     {text} NOT NULL CHECK (ve_viec <> ''), -- sau chữ V/v: 'tăng cường thực hiện …'
    can_cu      {text}, -- sau kế hoạch phát động ở câu mở đầu: 'xét đề nghị của Công an tỉnh tại Công văn số …'
    noi_tong_hop {text}, -- ai theo dõi, đôn đốc, tổng hợp: 'Công an tỉnh'
    han_bao_cao DATE CHECK (han_bao_cao IS NOT DISTINCT FROM date(han_bao_cao)), -- hạn tổng hợp, báo cáo cơ quan giao việc
    mau         BOOLEAN NOT NULL DEFAULT FALSE CHECK (mau IN (TRUE, FALSE)),
    UNIQUE (nam, ma)
);
CREATE TABLE nhiem_vu_giao (
    cong_van_id INTEGER NOT NULL REFERENCES cong_van_giao_viec (id),
    thu_tu      INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 999),
    noi_lam     {text} NOT NULL CHECK (noi_lam <> ''), -- cơ quan, đơn vị được giao, như ở phần Kính gửi
    noi_dung    {text} NOT NULL CHECK (noi_dung <> ''),
    han         DATE CHECK (han IS NOT DISTINCT FROM date(han)),
    PRIMARY KEY (cong_van_id, thu_tu)
);

-- +goose Down
DROP TABLE nhiem_vu_giao;
DROP TABLE cong_van_giao_viec;
