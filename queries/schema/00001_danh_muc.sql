-- Danh mục dùng chung. Tệp ở thư mục này chạy trên cả SQLite và PostgreSQL; phần riêng
-- của từng hệ ở sqlite/ và postgres/.
--
-- Quy ước cho mọi bảng:
--   * ngày là văn bản 'YYYY-MM-DD' khi ghi vào (PostgreSQL giữ kiểu DATE), không kèm giờ;
--   * tu_ngay, den_ngay: có hiệu lực từ ngày … đến hết ngày …, den_ngay trống là còn hiệu lực;
--   * tiền là số nguyên đồng; hệ số, điểm là số nguyên phần trăm (150 là 1,50);
--   * cột id do cơ sở dữ liệu cấp: không ghi id khi thêm dòng, đọc lại bằng RETURNING id;
--   * cột chữ so sánh và xếp theo byte; xếp theo tiếng Việt thì dùng khoa_ten hoặc thu_tu;
--   * mau là dấu của dòng thuộc dữ liệu mẫu.

-- +goose Up

-- Chính cơ sở dữ liệu này (luôn đúng một dòng).
CREATE TABLE co_so_du_lieu (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    so_lieu_mau BOOLEAN NOT NULL DEFAULT FALSE CHECK (so_lieu_mau IN (TRUE, FALSE)), -- chứa số liệu mẫu: mọi trang mang chữ SỐ LIỆU MẪU, không phát hành được
    nguon_mau   TEXT                           -- cách tạo ra dữ liệu mẫu (hạt giống, phiên bản)
);
INSERT INTO co_so_du_lieu (id, so_lieu_mau) VALUES (1, FALSE);

-- Loại văn bản: 29 loại của Điều 7 NĐ 30/2020/NĐ-CP, bản sao, văn bản quy phạm và văn bản Đảng được viện dẫn.
CREATE TABLE loai_van_ban (
    ma      TEXT NOT NULL PRIMARY KEY CHECK (ma <> ''), -- mã không dấu: 'quyet-dinh'
    ten     TEXT NOT NULL UNIQUE CHECK (ten <> ''), -- 'Quyết định'
    ky_hieu TEXT,                              -- chữ viết tắt Phụ lục III: 'QĐ'; trống: công văn, thư công, luật
    nhom    TEXT NOT NULL CHECK (nhom IN ('hanh_chinh', 'ban_sao', 'quy_pham', 'dang')), -- nhóm văn bản
    thu_tu  INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 999) -- thứ tự trong Điều 7
);

-- Thuật ngữ của từng thời kỳ (ba cấp, hai cấp chính quyền…): chọn theo ngày của văn bản.
CREATE TABLE thuat_ngu (
    khoa     TEXT NOT NULL CHECK (khoa <> ''), -- 'cap_huyen', 'cap_xa', 'tham_muu_tdkt', 'luc_luong_co_so', …
    tu_ngay  DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    gia_tri  TEXT NOT NULL,                    -- chữ in ra; rỗng: thời kỳ này không có
    nguon    TEXT NOT NULL,                    -- căn cứ
    trang_thai TEXT NOT NULL CHECK (trang_thai IN ('da_kiem_chung', 'chua_kiem_chung')),
    PRIMARY KEY (khoa, tu_ngay),
    CHECK (den_ngay IS NULL OR den_ngay >= tu_ngay)
);

-- Địa bàn hành chính (đất đai, không phải cơ quan). Đổi tên, đổi loại là dòng mới có mã mới.
CREATE TABLE dia_ban (
    ma       TEXT NOT NULL PRIMARY KEY CHECK (ma <> ''), -- 'binh-phuoc', 'binh-phuoc.dong-xoai'
    ten      TEXT NOT NULL CHECK (ten <> ''),  -- tên riêng: 'Bình Phước'
    loai     TEXT NOT NULL CHECK (loai IN ('tinh', 'thanh_pho_tw', 'huyen', 'thi_xa', 'thanh_pho', 'quan', 'xa', 'phuong', 'thi_tran', 'dac_khu')),
    ten_loai TEXT NOT NULL CHECK (ten_loai <> ''), -- chữ in ra: 'tỉnh', 'thị xã'
    cap      TEXT NOT NULL CHECK (cap IN ('tinh', 'huyen', 'xa')),
    thuoc_ma TEXT REFERENCES dia_ban (ma),     -- địa bàn cấp trên
    thay_ma  TEXT REFERENCES dia_ban (ma),     -- địa bàn kế tiếp sau khi sáp nhập, đổi loại
    thu_tu   INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 9999),
    tu_ngay  DATE CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)), -- trống: từ trước
    den_ngay DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    nguon    TEXT NOT NULL,
    trang_thai TEXT NOT NULL CHECK (trang_thai IN ('da_kiem_chung', 'chua_kiem_chung')),
    CHECK (den_ngay IS NULL OR tu_ngay IS NULL OR den_ngay >= tu_ngay)
);

-- Loại đơn vị tham gia phong trào, cùng đối tượng của Thông tư 124/2021/TT-BCA mà đơn vị loại ấy là một.
CREATE TABLE loai_don_vi (
    ma            TEXT NOT NULL PRIMARY KEY CHECK (ma <> ''),
    ten           TEXT NOT NULL UNIQUE CHECK (ten <> ''), -- 'Khu dân cư'
    cap           TEXT CHECK (cap IN ('tinh', 'huyen', 'xa', 'khu_dan_cu')), -- cấp hành chính, trống nếu không phải địa bàn
    doi_tuong_124 TEXT CHECK (doi_tuong_124 IN ('KDC', 'XA', 'CQ', 'DN', 'CSGD')), -- trống: không xét công nhận
    thu_tu        INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 999)
);

-- Hình thức khen thưởng (cờ, bằng khen, giấy khen, kỷ niệm chương).
CREATE TABLE hinh_thuc_khen_thuong (
    ma     TEXT NOT NULL PRIMARY KEY CHECK (ma <> ''),  -- 'bang-khen-tinh'
    ten    TEXT NOT NULL UNIQUE CHECK (ten <> ''), -- 'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh'
    ten_ngan TEXT NOT NULL,                    -- 'Bằng khen UBND tỉnh'
    cap    TEXT NOT NULL CHECK (cap IN ('chinh_phu', 'bo', 'tinh', 'so', 'huyen', 'xa')), -- cấp quyết định
    thu_tu INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 999)
);

-- Mức phân loại phong trào theo QĐ 510/QĐ-BCA-V05: tên mức và ngưỡng điểm là cấu hình có nguồn.
CREATE TABLE muc_phan_loai (
    ma         TEXT NOT NULL PRIMARY KEY CHECK (ma IN ('xuat_sac', 'kha', 'trung_binh', 'yeu')),
    ten        TEXT NOT NULL UNIQUE,           -- 'Xuất sắc'
    diem_tu    INTEGER NOT NULL CHECK (diem_tu BETWEEN 0 AND 10000), -- từ điểm này (phần trăm điểm: 9000 là 90,00)
    diem_den   INTEGER NOT NULL CHECK (diem_den BETWEEN 0 AND 10000), -- đến hết điểm này
    thu_tu     INTEGER NOT NULL,
    nguon      TEXT NOT NULL,
    trang_thai TEXT NOT NULL CHECK (trang_thai IN ('da_kiem_chung', 'chua_kiem_chung')),
    CHECK (diem_tu <= diem_den)
);
