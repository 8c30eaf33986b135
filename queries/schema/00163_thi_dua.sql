-- Tiêu chuẩn khen thưởng theo khoản, điểm; danh hiệu đã đạt; khen thưởng theo loại hình; chi của quỹ.
-- +goose Up

-- Tiêu chuẩn của một hình thức khen; một đề nghị nêu đạt theo điểm nào, xét theo ngày nhận hồ sơ.
CREATE TABLE tieu_chuan_khen (
    hinh_thuc_ma {text} NOT NULL REFERENCES hinh_thuc_khen_thuong (ma),
    loai         {text} NOT NULL CHECK (loai IN ('tap_the', 'ca_nhan', 'ho_gia_dinh')),
    diem         {text} NOT NULL CHECK (diem <> ''), -- '1a': khoản 1, điểm a
    tu_ngay      DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay     DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    noi_dung     {text} NOT NULL CHECK (noi_dung <> ''),
    chung_cu     {text} NOT NULL CHECK (chung_cu IN ('phong_trao', 'danh_hieu', 'xac_nhan', 'thanh_tich')), -- xét bằng gì: phong trào và biên bản bình xét; danh hiệu các năm; văn bản xác nhận; thành tích nêu trong hồ sơ
    nguon        {text} NOT NULL,
    trang_thai   {text} NOT NULL CHECK (trang_thai IN ('da_kiem_chung', 'chua_kiem_chung')),
    PRIMARY KEY (hinh_thuc_ma, loai, diem, tu_ngay)
);

INSERT INTO tieu_chuan_khen (hinh_thuc_ma, loai, diem, tu_ngay, den_ngay, noi_dung, chung_cu, nguon, trang_thai) VALUES
    ('bang-khen-tinh', 'ca_nhan', '1a', '2024-01-01', NULL, 'có thành tích xuất sắc, được bình xét trong phong trào thi đua do tỉnh phát động', 'phong_trao', 'Luật TĐKT 2022, Đ.74 k.1', 'da_kiem_chung'),
    ('bang-khen-tinh', 'ca_nhan', '1b', '2024-01-01', NULL, 'lập được nhiều thành tích hoặc thành tích đột xuất, có phạm vi ảnh hưởng trong một lĩnh vực', 'xac_nhan', 'Luật TĐKT 2022, Đ.74 k.1', 'da_kiem_chung'),
    ('bang-khen-tinh', 'ca_nhan', '1c', '2024-01-01', NULL, 'có đóng góp vào phát triển kinh tế - xã hội, khoa học, công nghệ, từ thiện nhân đạo', 'xac_nhan', 'Luật TĐKT 2022, Đ.74 k.1', 'da_kiem_chung'),
    ('bang-khen-tinh', 'ca_nhan', '1d', '2024-01-01', NULL, '02 lần liên tục là Chiến sĩ thi đua cơ sở, hoặc từ 02 năm liên tục hoàn thành xuất sắc nhiệm vụ và có 02 sáng kiến, đề tài', 'danh_hieu', 'Luật TĐKT 2022, Đ.74 k.1', 'da_kiem_chung'),
    ('bang-khen-tinh', 'ca_nhan', '1đ', '2024-01-01', NULL, 'công nhân, nông dân, người lao động lập được nhiều thành tích, có ảnh hưởng trong cấp xã, cơ quan, đơn vị', 'thanh_tich', 'Luật TĐKT 2022, Đ.74 k.1', 'da_kiem_chung'),
    ('bang-khen-tinh', 'tap_the', '3a', '2024-01-01', NULL, 'nội bộ đoàn kết; có thành tích xuất sắc, được bình xét trong phong trào thi đua do tỉnh phát động', 'phong_trao', 'Luật TĐKT 2022, Đ.74 k.3', 'da_kiem_chung'),
    ('bang-khen-tinh', 'tap_the', '3b', '2024-01-01', NULL, 'lập được thành tích đột xuất, có phạm vi ảnh hưởng trong một lĩnh vực', 'xac_nhan', 'Luật TĐKT 2022, Đ.74 k.3', 'da_kiem_chung'),
    ('bang-khen-tinh', 'tap_the', '3c', '2024-01-01', NULL, 'có đóng góp vào phát triển kinh tế - xã hội', 'xac_nhan', 'Luật TĐKT 2022, Đ.74 k.3', 'da_kiem_chung'),
    ('bang-khen-tinh', 'tap_the', '3d', '2024-01-01', NULL, '02 năm liên tục hoàn thành xuất sắc nhiệm vụ, Tập thể lao động xuất sắc hoặc Đơn vị quyết thắng', 'danh_hieu', 'Luật TĐKT 2022, Đ.74 k.3', 'da_kiem_chung'),
    ('bang-khen-tinh', 'ho_gia_dinh', '5', '2024-01-01', NULL, 'gương mẫu, có nhiều đóng góp công sức, đất đai, tài sản', 'thanh_tich', 'Luật TĐKT 2022, Đ.74 k.5', 'da_kiem_chung');

ALTER TABLE de_nghi_khen_thuong ADD COLUMN tieu_chuan {text}; -- điểm của tieu_chuan_khen; trống: theo loại đợt
ALTER TABLE de_nghi_khen_thuong ADD COLUMN xac_nhan {text}; -- văn bản xác nhận thành tích đột xuất, sáng kiến (Luật TĐKT Đ.84.2d)

CREATE TABLE danh_hieu (
    ma       {text} NOT NULL PRIMARY KEY,
    ten      {text} NOT NULL CHECK (ten <> ''),
    doi_tuong {text} NOT NULL CHECK (doi_tuong IN ('ca_nhan', 'tap_the', 'ho_gia_dinh')),
    thu_tu   INTEGER NOT NULL
);
INSERT INTO danh_hieu (ma, ten, doi_tuong, thu_tu) VALUES
    ('cstd-toan-quoc', 'Chiến sĩ thi đua toàn quốc', 'ca_nhan', 1), ('cstd-tinh', 'Chiến sĩ thi đua bộ, ban, ngành, tỉnh', 'ca_nhan', 2), ('cstd-co-so', 'Chiến sĩ thi đua cơ sở', 'ca_nhan', 3),
    ('ldtt', 'Lao động tiên tiến, Chiến sĩ tiên tiến', 'ca_nhan', 4), ('htxsnv', 'Hoàn thành xuất sắc nhiệm vụ', 'ca_nhan', 5),
    ('co-chinh-phu', 'Cờ thi đua của Chính phủ', 'tap_the', 11), ('co-tinh', 'Cờ thi đua của bộ, ban, ngành, tỉnh', 'tap_the', 12), ('ttldxs', 'Tập thể lao động xuất sắc', 'tap_the', 13),
    ('dvqt', 'Đơn vị quyết thắng', 'tap_the', 14), ('ttldtt', 'Tập thể lao động tiên tiến, Đơn vị tiên tiến', 'tap_the', 15), ('htxsnv-tt', 'Hoàn thành xuất sắc nhiệm vụ', 'tap_the', 16),
    ('gdvh', 'Gia đình văn hóa', 'ho_gia_dinh', 21);

-- Danh hiệu đã đạt: của một năm, một năm học hay một giai đoạn nhiều năm.
CREATE TABLE danh_hieu_dat (
    id           {identity} PRIMARY KEY,
    danh_hieu_ma {text} NOT NULL REFERENCES danh_hieu (ma),
    nguoi_id     INTEGER REFERENCES nguoi (id),
    don_vi_id    INTEGER REFERENCES don_vi (id),
    loai_ky      {text} NOT NULL DEFAULT 'nam' CHECK (loai_ky IN ('nam', 'nam_hoc', 'giai_doan')),
    tu_nam       INTEGER NOT NULL CHECK (tu_nam BETWEEN 1945 AND 2100),
    den_nam      INTEGER NOT NULL CHECK (den_nam BETWEEN 1945 AND 2100), -- năm học 2023–2024: 2023, 2024
    sang_kien    INTEGER NOT NULL DEFAULT 0 CHECK (sang_kien BETWEEN 0 AND 99), -- sáng kiến, đề tài được công nhận trong kỳ
    quyet_dinh_so   {text} NOT NULL CHECK (quyet_dinh_so <> ''),
    quyet_dinh_ngay DATE NOT NULL CHECK (quyet_dinh_ngay IS NOT DISTINCT FROM date(quyet_dinh_ngay)),
    mau          BOOLEAN NOT NULL DEFAULT FALSE CHECK (mau IN (TRUE, FALSE)),
    CHECK ((nguoi_id IS NULL) <> (don_vi_id IS NULL)),
    CHECK (CASE loai_ky WHEN 'nam' THEN den_nam = tu_nam WHEN 'nam_hoc' THEN den_nam = tu_nam + 1 ELSE den_nam > tu_nam END)
);

-- Khen thưởng của năm theo hình thức và loại hình, khi không làm từ các đợt của chương trình: số ghi ở đây thay số đếm được.
CREATE TABLE khen_thuong_loai_hinh (
    nam          INTEGER NOT NULL CHECK (nam BETWEEN 2000 AND 2100),
    hinh_thuc_ma {text} NOT NULL REFERENCES hinh_thuc_khen_thuong (ma),
    loai_hinh    {text} NOT NULL CHECK (loai_hinh IN ('cong_trang', 'chuyen_de_dot_xuat', 'doi_ngoai', 'khang_chien')),
    tap_the      INTEGER NOT NULL DEFAULT 0 CHECK (tap_the BETWEEN 0 AND 99999), -- trừ doanh nghiệp, hợp tác xã
    doanh_nghiep INTEGER NOT NULL DEFAULT 0 CHECK (doanh_nghiep BETWEEN 0 AND 99999),
    hop_tac_xa   INTEGER NOT NULL DEFAULT 0 CHECK (hop_tac_xa BETWEEN 0 AND 99999),
    lanh_dao     INTEGER NOT NULL DEFAULT 0 CHECK (lanh_dao BETWEEN 0 AND 99999), -- cá nhân lãnh đạo, quản lý
    khong_quan_ly INTEGER NOT NULL DEFAULT 0 CHECK (khong_quan_ly BETWEEN 0 AND 99999),
    ho_gia_dinh  INTEGER NOT NULL DEFAULT 0 CHECK (ho_gia_dinh BETWEEN 0 AND 99999),
    PRIMARY KEY (nam, hinh_thuc_ma, loai_hinh)
);

-- Chi của quỹ trong năm; dòng 'tinh' không ghi thì là tiền thưởng các đợt đã quyết định.
CREATE TABLE chi_quy (
    nam  INTEGER NOT NULL CHECK (nam BETWEEN 2000 AND 2100),
    khoan {text} NOT NULL CHECK (khoan IN ('nha_nuoc', 'tinh', 'hinh_thuc_khac', 'tuyen_truyen', 'hien_vat', 'khac')),
    tien BIGINT NOT NULL CHECK (tien BETWEEN 0 AND 999999999999999), -- đồng
    PRIMARY KEY (nam, khoan)
);
ALTER TABLE quy_khen_thuong ADD COLUMN ty_le INTEGER; -- số trích trên chi thường xuyên, % × 100

-- +goose Down
ALTER TABLE quy_khen_thuong DROP COLUMN ty_le;
DROP TABLE chi_quy;
DROP TABLE khen_thuong_loai_hinh;
DROP TABLE danh_hieu_dat;
DROP TABLE danh_hieu;
ALTER TABLE de_nghi_khen_thuong DROP COLUMN xac_nhan;
ALTER TABLE de_nghi_khen_thuong DROP COLUMN tieu_chuan;
DROP TABLE tieu_chuan_khen;
