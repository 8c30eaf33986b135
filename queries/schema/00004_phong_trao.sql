-- Phong trào của một năm, đợt khen thưởng, kế hoạch và báo cáo nhận về.
-- +goose Up

-- Phong trào thi đua của một năm do một cơ quan phát động.
CREATE TABLE phong_trao (
    id          INTEGER PRIMARY KEY,
    nam         INTEGER NOT NULL CHECK (nam BETWEEN 2000 AND 2100),
    co_quan_ma  TEXT NOT NULL REFERENCES co_quan (ma), -- cơ quan phát động
    ten         TEXT NOT NULL CHECK (ten <> ''), -- 'Toàn dân bảo vệ an ninh Tổ quốc'
    chu_de      TEXT NOT NULL CHECK (chu_de <> ''), -- chủ đề năm, chữ đúng
    chu_de_goc  TEXT,                          -- chủ đề như văn bản gốc, khi khác
    pham_vi     TEXT NOT NULL CHECK (pham_vi <> ''), -- 'toàn tỉnh và trên không gian mạng'
    tu_ngay     DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay    DATE NOT NULL CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    chuong_trinh_ma TEXT REFERENCES van_ban_phap_ly (ma), -- chương trình của Bộ Công an mà kế hoạch thực hiện
    ke_hoach_so TEXT,                          -- số, ký hiệu kế hoạch phát động sau khi ban hành: '161/KH-UBND'
    ke_hoach_ngay DATE CHECK (ke_hoach_ngay IS NOT DISTINCT FROM date(ke_hoach_ngay)),
    han_ke_hoach DATE CHECK (han_ke_hoach IS NOT DISTINCT FROM date(han_ke_hoach)), -- hạn đơn vị gửi kế hoạch; văn bản gốc không nêu
    han_bao_cao DATE CHECK (han_bao_cao IS NOT DISTINCT FROM date(han_bao_cao)), -- hạn đơn vị gửi báo cáo
    UNIQUE (nam, co_quan_ma),
    CHECK (den_ngay >= tu_ngay)
);

-- Khẩu hiệu, nguyên tắc, phương châm của phong trào.
CREATE TABLE khau_hieu (
    phong_trao_id INTEGER NOT NULL REFERENCES phong_trao (id),
    thu_tu        INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 99),
    loai          TEXT NOT NULL CHECK (loai IN ('khau_hieu', 'nguyen_tac', 'phuong_cham')),
    noi_dung      TEXT NOT NULL CHECK (noi_dung <> ''), -- không kèm dấu ngoặc
    PRIMARY KEY (phong_trao_id, thu_tu)
);

-- Phong trào, cuộc vận động khác được kết hợp (mục II.3.3).
CREATE TABLE phong_trao_lien_ket (
    ma       TEXT NOT NULL PRIMARY KEY CHECK (ma <> ''),
    ten      TEXT NOT NULL UNIQUE CHECK (ten <> ''), -- không kèm dấu ngoặc
    loai     TEXT NOT NULL CHECK (loai IN ('phong_trao', 'cuoc_van_dong')),
    thu_tu   INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 99),
    tu_ngay  DATE CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay))
);

-- Đối tượng thi đua của kế hoạch (mục II.2.1 tập thể, II.2.2 cá nhân): đề nghị khen phải thuộc một đối tượng.
CREATE TABLE doi_tuong_thi_dua (
    ma       TEXT NOT NULL PRIMARY KEY CHECK (ma <> ''),
    nhom     TEXT NOT NULL CHECK (nhom IN ('tap_the', 'ca_nhan')), -- hộ gia đình xét theo nhóm tap_the (tập thể nhân dân)
    ten      TEXT NOT NULL CHECK (ten <> ''),
    thu_tu   INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 99),
    tu_ngay  DATE CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    UNIQUE (ma, nhom)
);

-- Đợt khen thưởng. Năm là năm của thành tích; quyết định có thể mang ngày của năm sau.
CREATE TABLE dot_khen_thuong (
    id           INTEGER PRIMARY KEY,
    nam          INTEGER NOT NULL CHECK (nam BETWEEN 2000 AND 2100),
    ma           TEXT NOT NULL CHECK (ma <> ''), -- tham số dot: 'tong-ket', 'ngay-hoi'
    ten          TEXT NOT NULL CHECK (ten <> ''), -- 'Tổng kết phong trào năm 2024'
    loai         TEXT NOT NULL CHECK (loai IN ('tong_ket', 'so_ket', 'ngay_hoi', 'dot_xuat', 'chuyen_de')),
    thanh_tich   TEXT NOT NULL CHECK (thanh_tich <> ''), -- cụm từ ở Điều 1: 'có thành tích xuất sắc trong phong trào thi đua … năm 2024'
    hinh_thuc_ma TEXT NOT NULL REFERENCES hinh_thuc_khen_thuong (ma),
    co_quan_de_nghi_ma TEXT REFERENCES co_quan (ma), -- Công an tỉnh
    to_trinh_so  TEXT,                         -- tờ trình của cơ quan đề nghị: '12/TTr-CAT-PV05'
    to_trinh_ngay DATE CHECK (to_trinh_ngay IS NOT DISTINCT FROM date(to_trinh_ngay)),
    co_quan_tham_dinh_ma TEXT REFERENCES co_quan (ma), -- Ban Thi đua - Khen thưởng, Sở Nội vụ
    tham_dinh_so TEXT,                         -- tờ trình của cơ quan thẩm định
    tham_dinh_ngay DATE CHECK (tham_dinh_ngay IS NOT DISTINCT FROM date(tham_dinh_ngay)),
    bien_ban_so  TEXT,                         -- biên bản họp xét
    bien_ban_ngay DATE CHECK (bien_ban_ngay IS NOT DISTINCT FROM date(bien_ban_ngay)),
    so_thanh_vien INTEGER CHECK (so_thanh_vien BETWEEN 1 AND 999), -- thành viên hội đồng xét
    so_co_mat    INTEGER CHECK (so_co_mat BETWEEN 0 AND 999),
    han_de_nghi  DATE CHECK (han_de_nghi IS NOT DISTINCT FROM date(han_de_nghi)), -- hạn đơn vị gửi hồ sơ
    ngay_du_kien DATE CHECK (ngay_du_kien IS NOT DISTINCT FROM date(ngay_du_kien)), -- ngày dự kiến ký quyết định
    UNIQUE (nam, ma),
    CHECK (so_co_mat IS NULL OR so_co_mat <= so_thanh_vien)
);

-- Kế hoạch, báo cáo, tờ trình của đơn vị gửi về (mục III.3: cơ sở xem xét khen thưởng).
CREATE TABLE van_ban_don_vi (
    id           INTEGER PRIMARY KEY,
    nam          INTEGER NOT NULL CHECK (nam BETWEEN 2000 AND 2100),
    don_vi_id    INTEGER NOT NULL REFERENCES don_vi (id),
    loai         TEXT NOT NULL CHECK (loai IN ('ke_hoach', 'bao_cao', 'to_trinh')),
    so_ky_hieu   TEXT,
    ngay_van_ban DATE CHECK (ngay_van_ban IS NOT DISTINCT FROM date(ngay_van_ban)),
    ngay_nhan    DATE NOT NULL CHECK (ngay_nhan IS NOT DISTINCT FROM date(ngay_nhan)),
    co_chi_tieu  BOOLEAN NOT NULL DEFAULT FALSE CHECK (co_chi_tieu IN (TRUE, FALSE)), -- kế hoạch có chỉ tiêu cụ thể (mục II.3.4)
    ghi_chu      TEXT,
    UNIQUE (nam, don_vi_id, loai)
);
