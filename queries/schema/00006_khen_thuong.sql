-- Tiền thưởng, chỉ tiêu, đề nghị, thẩm định.
-- +goose Up

-- Lương cơ sở: mức đang áp dụng là dòng có tu_ngay lớn nhất không sau ngày quyết định.
CREATE TABLE luong_co_so (
    tu_ngay    DATE NOT NULL PRIMARY KEY CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    muc        BIGINT NOT NULL CHECK (muc BETWEEN 1 AND 999999999), -- đồng
    can_cu_ma  TEXT NOT NULL REFERENCES van_ban_phap_ly (ma),
    nguon      TEXT NOT NULL,
    trang_thai TEXT NOT NULL CHECK (trang_thai IN ('da_kiem_chung', 'chua_kiem_chung'))
);

-- Hệ số tiền thưởng theo nghị định: dòng đang áp dụng có tu_ngay lớn nhất không sau ngày quyết định.
-- Tiền = lương cơ sở × hệ số, làm tròn lên đến lam_tron đồng.
CREATE TABLE he_so_thuong (
    hinh_thuc_ma TEXT NOT NULL REFERENCES hinh_thuc_khen_thuong (ma),
    doi_tuong    TEXT NOT NULL CHECK (doi_tuong IN ('tap_the', 'ca_nhan', 'ho_gia_dinh')),
    tu_ngay      DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    he_so        INTEGER NOT NULL CHECK (he_so BETWEEN 1 AND 100000), -- × 100: 150 là 1,5 lần
    lam_tron     INTEGER NOT NULL DEFAULT 10000 CHECK (lam_tron BETWEEN 1 AND 1000000), -- làm tròn lên đến bội số này, đồng
    can_cu_ma    TEXT NOT NULL REFERENCES van_ban_phap_ly (ma),
    nguon        TEXT NOT NULL,
    trang_thai   TEXT NOT NULL CHECK (trang_thai IN ('da_kiem_chung', 'chua_kiem_chung')),
    PRIMARY KEY (hinh_thuc_ma, doi_tuong, tu_ngay)
);

-- Chỉ tiêu khen thưởng phân bổ cho đơn vị trong một đợt (mục III.1).
CREATE TABLE chi_tieu_khen_thuong (
    dot_id       INTEGER NOT NULL REFERENCES dot_khen_thuong (id),
    don_vi_id    INTEGER NOT NULL REFERENCES don_vi (id),
    hinh_thuc_ma TEXT NOT NULL REFERENCES hinh_thuc_khen_thuong (ma),
    tap_the      INTEGER NOT NULL DEFAULT 0 CHECK (tap_the BETWEEN 0 AND 9999),
    ca_nhan      INTEGER NOT NULL DEFAULT 0 CHECK (ca_nhan BETWEEN 0 AND 9999),
    ho_gia_dinh  INTEGER NOT NULL DEFAULT 0 CHECK (ho_gia_dinh BETWEEN 0 AND 9999),
    ghi_chu      TEXT,
    PRIMARY KEY (dot_id, don_vi_id, hinh_thuc_ma)
);

-- Đề nghị khen thưởng: một dòng là một tập thể, cá nhân hoặc hộ gia đình trong một đợt.
-- Danh sách kèm quyết định: trang_thai = 'duyet', xếp theo loai, thu_tu rồi khoa_ten, id.
CREATE TABLE de_nghi_khen_thuong (
    id             INTEGER PRIMARY KEY,
    dot_id         INTEGER NOT NULL REFERENCES dot_khen_thuong (id),
    loai           TEXT NOT NULL CHECK (loai IN ('tap_the', 'ca_nhan', 'ho_gia_dinh')),
    nguoi_id       INTEGER REFERENCES nguoi (id), -- cá nhân; chủ hộ
    tap_the_id     INTEGER REFERENCES don_vi (id), -- tập thể là chính một đơn vị
    ten            TEXT NOT NULL CHECK (ten <> ''), -- tên in ra: 'Phòng An ninh mạng…', họ tên cá nhân, 'Hộ ông …'
    khoa_ten       TEXT NOT NULL CHECK (khoa_ten <> ''), -- khóa xếp của ten (cá nhân: của nguoi)
    chuc_vu        TEXT,                       -- chức vụ lúc đề nghị (chép từ nguoi, giữ nguyên về sau)
    noi_cong_tac   TEXT,                       -- đơn vị công tác hoặc địa chỉ như in
    doi_tuong_ma   TEXT NOT NULL,              -- đối tượng thi đua II.2.1 hoặc II.2.2
    doi_tuong_nhom TEXT NOT NULL CHECK (doi_tuong_nhom IN ('tap_the', 'ca_nhan')), -- nhóm của đối tượng; ràng buộc với loai
    hinh_thuc_ma   TEXT NOT NULL REFERENCES hinh_thuc_khen_thuong (ma),
    thanh_tich     TEXT NOT NULL CHECK (thanh_tich <> ''), -- tóm tắt thành tích
    don_vi_id      INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị đề nghị
    ngay_nhan      DATE CHECK (ngay_nhan IS NOT DISTINCT FROM date(ngay_nhan)), -- ngày nhận hồ sơ
    co_to_trinh    BOOLEAN NOT NULL DEFAULT FALSE CHECK (co_to_trinh IN (TRUE, FALSE)), -- hồ sơ (Luật TĐKT Đ.84.2): tờ trình
    co_bao_cao     BOOLEAN NOT NULL DEFAULT FALSE CHECK (co_bao_cao IN (TRUE, FALSE)), -- báo cáo thành tích
    co_bien_ban    BOOLEAN NOT NULL DEFAULT FALSE CHECK (co_bien_ban IN (TRUE, FALSE)), -- biên bản xét
    so_phieu       INTEGER CHECK (so_phieu BETWEEN 0 AND 999), -- phiếu đồng ý của hội đồng
    trang_thai     TEXT NOT NULL DEFAULT 'de_nghi' CHECK (trang_thai IN ('de_nghi', 'tra_ho_so', 'du_dieu_kien', 'khong_du_dieu_kien', 'duyet', 'khong_duyet')),
    thu_tu         INTEGER NOT NULL DEFAULT 0, -- thứ tự in do người lập danh sách đặt; 0: theo khoa_ten
    mau            BOOLEAN NOT NULL DEFAULT FALSE CHECK (mau IN (TRUE, FALSE)), -- người, tập thể không có thật của dữ liệu mẫu
    FOREIGN KEY (doi_tuong_ma, doi_tuong_nhom) REFERENCES doi_tuong_thi_dua (ma, nhom),
    CHECK (loai <> 'ca_nhan' OR nguoi_id IS NOT NULL),
    CHECK (loai = 'tap_the' OR tap_the_id IS NULL),
    CHECK ((loai = 'ca_nhan') = (doi_tuong_nhom = 'ca_nhan')),
    CHECK (trang_thai <> 'duyet' OR (co_to_trinh AND co_bao_cao AND co_bien_ban))
);
-- Mỗi người, mỗi tập thể chỉ được đề nghị một lần trong một đợt và một hình thức.
CREATE UNIQUE INDEX de_nghi_nguoi ON de_nghi_khen_thuong (dot_id, hinh_thuc_ma, nguoi_id) WHERE nguoi_id IS NOT NULL;
CREATE UNIQUE INDEX de_nghi_tap_the ON de_nghi_khen_thuong (dot_id, hinh_thuc_ma, tap_the_id) WHERE tap_the_id IS NOT NULL;
CREATE UNIQUE INDEX de_nghi_ten ON de_nghi_khen_thuong (dot_id, hinh_thuc_ma, loai, ten, don_vi_id) WHERE nguoi_id IS NULL;

-- Các bước thẩm định một đề nghị, theo thứ tự thời gian; bước cuối khớp với trang_thai của đề nghị.
CREATE TABLE tham_dinh (
    id         INTEGER PRIMARY KEY,
    de_nghi_id INTEGER NOT NULL REFERENCES de_nghi_khen_thuong (id),
    co_quan_ma TEXT NOT NULL REFERENCES co_quan (ma), -- cơ quan thẩm định, quyết định
    ngay       DATE NOT NULL CHECK (ngay IS NOT DISTINCT FROM date(ngay)),
    ket_qua    TEXT NOT NULL CHECK (ket_qua IN ('tra_ho_so', 'du_dieu_kien', 'khong_du_dieu_kien', 'duyet', 'khong_duyet')),
    ly_do      TEXT,
    nguoi_lam  TEXT NOT NULL CHECK (nguoi_lam <> ''),
    CHECK (ket_qua IN ('du_dieu_kien', 'duyet') OR ly_do IS NOT NULL)
);
CREATE INDEX tham_dinh_de_nghi ON tham_dinh (de_nghi_id);

-- Khen thưởng đã có từ trước, để tránh khen trùng một thành tích (Luật TĐKT Đ.5).
CREATE TABLE da_khen_thuong (
    id            INTEGER PRIMARY KEY,
    nam           INTEGER NOT NULL CHECK (nam BETWEEN 1945 AND 2100), -- năm của thành tích
    nguoi_id      INTEGER REFERENCES nguoi (id),
    don_vi_id     INTEGER REFERENCES don_vi (id),
    hinh_thuc_ma  TEXT NOT NULL REFERENCES hinh_thuc_khen_thuong (ma),
    quyet_dinh_so TEXT NOT NULL,
    quyet_dinh_ngay DATE NOT NULL CHECK (quyet_dinh_ngay IS NOT DISTINCT FROM date(quyet_dinh_ngay)),
    thanh_tich    TEXT NOT NULL,
    CHECK ((nguoi_id IS NULL) <> (don_vi_id IS NULL))
);
