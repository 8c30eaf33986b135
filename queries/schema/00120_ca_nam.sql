-- Những gì các văn bản của cả năm cần thêm: cuộc họp xét khen thưởng, ngày phân bổ chỉ tiêu, các mốc công nhận.
-- +goose Up

ALTER TABLE dot_khen_thuong ADD COLUMN ngay_phan_bo DATE; -- ngày phân bổ chỉ tiêu
ALTER TABLE dot_khen_thuong ADD COLUMN gio_hop {text}; -- cuộc họp ghi ở biên bản: '08 giờ 00 phút'
ALTER TABLE dot_khen_thuong ADD COLUMN gio_xong {text};
ALTER TABLE dot_khen_thuong ADD COLUMN noi_hop {text}; -- 'Phòng họp số 2, Công an tỉnh'

-- Thành viên hội đồng xét khen thưởng của một đợt.
CREATE TABLE thanh_vien_hop (
    dot_id  INTEGER NOT NULL REFERENCES dot_khen_thuong (id),
    thu_tu  INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 99),
    ho_ten  {text} NOT NULL CHECK (ho_ten <> ''), -- cấp bậc ở trước: 'Đại tá Nguyễn Văn A'
    chuc_vu {text} NOT NULL CHECK (chuc_vu <> ''),
    vai_tro {text} NOT NULL DEFAULT 'thanh_vien' CHECK (vai_tro IN ('chu_tri', 'thu_ky', 'thanh_vien')),
    co_mat  BOOLEAN NOT NULL DEFAULT TRUE CHECK (co_mat IN (TRUE, FALSE)),
    mau     BOOLEAN NOT NULL DEFAULT FALSE CHECK (mau IN (TRUE, FALSE)),
    PRIMARY KEY (dot_id, thu_tu)
);

-- Mốc của một lần xét công nhận, phân loại theo đối tượng: văn bản hướng dẫn in bảng này.
CREATE TABLE moc_danh_gia (
    viec       {text} NOT NULL CHECK (viec IN ('cong_nhan', 'phan_loai')), -- TT 124; QĐ 510
    thu_tu     INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 99),
    tu_ngay    DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)), -- theo ngày của văn bản
    den_ngay   DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    doi_tuong  {text} NOT NULL CHECK (doi_tuong <> ''),
    ky_tu      {text} NOT NULL, -- 'ngày 01/11 năm trước'; rỗng: không nêu
    ky_den     {text} NOT NULL,
    truoc_ngay {text} NOT NULL CHECK (truoc_ngay <> ''), -- '15/11'
    cap        {text} NOT NULL CHECK (cap <> ''), -- cấp quyết định
    can_cu     {text} NOT NULL,
    trang_thai {text} NOT NULL CHECK (trang_thai IN ('da_kiem_chung', 'chua_kiem_chung')),
    PRIMARY KEY (viec, thu_tu, tu_ngay)
);

INSERT INTO moc_danh_gia (viec, thu_tu, tu_ngay, den_ngay, doi_tuong, ky_tu, ky_den, truoc_ngay, cap, can_cu, trang_thai) VALUES
    ('cong_nhan', 1, '2022-02-10', NULL, 'Khu dân cư', '01/11 năm trước', '31/10', '15/11', 'Ủy ban nhân dân cấp xã', 'Thông tư số 124/2021/TT-BCA, Điều 8, Điều 10', 'da_kiem_chung'),
    ('cong_nhan', 2, '2022-02-10', '2025-06-30', 'Xã, phường, thị trấn', '16/11 năm trước', '15/11', '20/11', 'Ủy ban nhân dân cấp huyện', 'Thông tư số 124/2021/TT-BCA, Điều 8, Điều 10', 'da_kiem_chung'),
    ('cong_nhan', 2, '2025-07-01', NULL, 'Xã, phường', '16/11 năm trước', '15/11', '20/11', 'Ủy ban nhân dân cấp tỉnh', 'Thông tư số 48/2025/TT-BCA: suy ra từ việc không còn cấp huyện', 'chua_kiem_chung'),
    ('cong_nhan', 3, '2022-02-10', NULL, 'Cơ quan, doanh nghiệp, cơ sở giáo dục', '16/11 năm trước', '15/11', '20/11', 'Ủy ban nhân dân cấp quản lý', 'Thông tư số 124/2021/TT-BCA, Điều 9, Điều 10', 'da_kiem_chung'),
    ('phan_loai', 1, '2022-01-20', NULL, 'Khu dân cư', '', '', '20/11', 'Ban Chỉ đạo cấp xã', 'Quyết định số 510/QĐ-BCA-V05, Điều 11', 'chua_kiem_chung'),
    ('phan_loai', 2, '2022-01-20', '2025-06-30', 'Xã, phường, thị trấn; cơ quan, doanh nghiệp, cơ sở giáo dục', '', '', '30/11', 'Ban Chỉ đạo cấp huyện', 'Quyết định số 510/QĐ-BCA-V05, Điều 11', 'chua_kiem_chung'),
    ('phan_loai', 2, '2025-07-01', NULL, 'Xã, phường; cơ quan, doanh nghiệp, cơ sở giáo dục', '', '', '30/11', 'Ban Chỉ đạo cấp tỉnh', 'suy ra từ việc không còn cấp huyện', 'chua_kiem_chung'),
    ('phan_loai', 3, '2022-01-20', '2025-06-30', 'Huyện, thị xã, thành phố', '', '', '15/12', 'Ban Chỉ đạo cấp tỉnh', 'Quyết định số 510/QĐ-BCA-V05, Điều 11', 'chua_kiem_chung');

-- Căn cứ của các kiểu văn bản của cả năm.
INSERT INTO vien_dan (kieu, phan, thu_tu, tu_ngay, den_ngay, van_ban_ma) VALUES
    ('huong-dan', 'can_cu', 1, '2024-01-01', NULL, '124/2021/TT-BCA'),
    ('huong-dan', 'can_cu', 2, '2024-01-01', NULL, '510/QĐ-BCA-V05'),
    ('huong-dan', 'can_cu', 3, '2024-01-01', NULL, 'luat-tdkt-2022'),
    ('ke-hoach-ngay-hoi', 'mo_dau', 1, '2024-01-01', NULL, '521/2005/QĐ-TTg'),
    ('bao-cao-ngay-hoi', 'mo_dau', 1, '2024-01-01', NULL, '521/2005/QĐ-TTg'),
    ('quyet-dinh-cong-nhan-antt', 'can_cu', 1, '2024-01-01', '2025-02-28', 'luat-tccqdp-2015'),
    ('quyet-dinh-cong-nhan-antt', 'can_cu', 1, '2025-03-01', '2025-06-30', 'luat-tccqdp-2025-02'),
    ('quyet-dinh-cong-nhan-antt', 'can_cu', 1, '2025-07-01', NULL, 'luat-tccqdp-2025'),
    ('quyet-dinh-cong-nhan-antt', 'can_cu', 2, '2024-01-01', '2025-02-28', 'luat-sua-tc-2019'),
    ('quyet-dinh-cong-nhan-antt', 'can_cu', 3, '2024-01-01', NULL, '06/2014/NĐ-CP'),
    ('quyet-dinh-cong-nhan-antt', 'can_cu', 4, '2024-01-01', NULL, '124/2021/TT-BCA'),
    ('bao-cao-phan-loai', 'mo_dau', 1, '2024-01-01', NULL, '510/QĐ-BCA-V05'),
    ('thong-bao-cum-khoi', 'mo_dau', 1, '2024-01-01', NULL, '124/2021/TT-BCA'),
    ('thong-bao-cum-khoi', 'mo_dau', 2, '2024-01-01', NULL, '510/QĐ-BCA-V05'),
    ('to-trinh-ban-thi-dua', 'can_cu', 1, '2024-01-01', NULL, 'luat-tdkt-2022'),
    ('to-trinh-ban-thi-dua', 'can_cu', 2, '2026-10-01', NULL, 'luat-sua-tdkt-2026'),
    ('to-trinh-ban-thi-dua', 'can_cu', 3, '2024-01-01', '2025-06-30', '98/2023/NĐ-CP'),
    ('to-trinh-ban-thi-dua', 'can_cu', 3, '2025-07-01', '2027-02-28', '152/2025/NĐ-CP'),
    ('ke-hoach-don-vi', 'mo_dau', 1, '2024-01-01', NULL, '124/2021/TT-BCA');

-- +goose Down
DELETE FROM vien_dan WHERE kieu IN ('huong-dan', 'ke-hoach-ngay-hoi', 'bao-cao-ngay-hoi', 'quyet-dinh-cong-nhan-antt', 'bao-cao-phan-loai', 'thong-bao-cum-khoi', 'to-trinh-ban-thi-dua', 'ke-hoach-don-vi');
DROP TABLE moc_danh_gia;
DROP TABLE thanh_vien_hop;
ALTER TABLE dot_khen_thuong DROP COLUMN noi_hop;
ALTER TABLE dot_khen_thuong DROP COLUMN gio_xong;
ALTER TABLE dot_khen_thuong DROP COLUMN gio_hop;
ALTER TABLE dot_khen_thuong DROP COLUMN ngay_phan_bo;
