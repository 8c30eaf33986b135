-- Giấy khen: cơ quan quyết định của một đợt, hình thức của sở, ban, ngành, hệ số theo NĐ 152/2025, căn cứ theo loại cơ quan.
-- +goose Up

ALTER TABLE dot_khen_thuong ADD COLUMN co_quan_quyet_dinh_ma {text}; -- cơ quan mà người đứng đầu quyết định tặng Giấy khen (co_quan.ma); trống với Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh

INSERT INTO hinh_thuc_khen_thuong (ma, ten, ten_ngan, cap, thu_tu) VALUES
    ('giay-khen-so', 'Giấy khen của Thủ trưởng sở, ban, ngành cấp tỉnh', 'Giấy khen sở, ban, ngành', 'so', 8);

INSERT INTO he_so_thuong (hinh_thuc_ma, doi_tuong, tu_ngay, he_so, can_cu_ma, nguon, trang_thai) VALUES
    ('giay-khen-so',    'ca_nhan',     '2024-01-01', 30, '98/2023/NĐ-CP',  'chưa đối chiếu', 'chua_kiem_chung'),
    ('giay-khen-so',    'tap_the',     '2024-01-01', 60, '98/2023/NĐ-CP',  'chưa đối chiếu', 'chua_kiem_chung'),
    ('giay-khen-so',    'ho_gia_dinh', '2024-01-01', 45, '98/2023/NĐ-CP',  'chưa đối chiếu', 'chua_kiem_chung'),
    ('giay-khen-huyen', 'ca_nhan',     '2024-01-01', 30, '98/2023/NĐ-CP',  'chưa đối chiếu', 'chua_kiem_chung'),
    ('giay-khen-huyen', 'tap_the',     '2024-01-01', 60, '98/2023/NĐ-CP',  'chưa đối chiếu', 'chua_kiem_chung'),
    ('giay-khen-huyen', 'ho_gia_dinh', '2024-01-01', 45, '98/2023/NĐ-CP',  'chưa đối chiếu', 'chua_kiem_chung'),
    ('giay-khen-cat',   'ca_nhan',     '2025-07-01', 30, '152/2025/NĐ-CP', 'một nửa của tập thể, chưa đối chiếu', 'chua_kiem_chung'),
    ('giay-khen-cat',   'tap_the',     '2025-07-01', 60, '152/2025/NĐ-CP', 'đối chiếu nguồn công khai', 'da_kiem_chung'),
    ('giay-khen-cat',   'ho_gia_dinh', '2025-07-01', 45, '152/2025/NĐ-CP', '1,5 lần của cá nhân, chưa đối chiếu', 'chua_kiem_chung'),
    ('giay-khen-so',    'ca_nhan',     '2025-07-01', 30, '152/2025/NĐ-CP', 'một nửa của tập thể, chưa đối chiếu', 'chua_kiem_chung'),
    ('giay-khen-so',    'tap_the',     '2025-07-01', 60, '152/2025/NĐ-CP', 'đối chiếu nguồn công khai', 'da_kiem_chung'),
    ('giay-khen-so',    'ho_gia_dinh', '2025-07-01', 45, '152/2025/NĐ-CP', '1,5 lần của cá nhân, chưa đối chiếu', 'chua_kiem_chung'),
    ('giay-khen-xa',    'ca_nhan',     '2025-07-01', 30, '152/2025/NĐ-CP', 'một nửa của tập thể, chưa đối chiếu', 'chua_kiem_chung'),
    ('giay-khen-xa',    'tap_the',     '2025-07-01', 60, '152/2025/NĐ-CP', 'đối chiếu nguồn công khai', 'da_kiem_chung'),
    ('giay-khen-xa',    'ho_gia_dinh', '2025-07-01', 45, '152/2025/NĐ-CP', '1,5 lần của cá nhân, chưa đối chiếu', 'chua_kiem_chung');

ALTER TABLE vien_dan ADD COLUMN loai_co_quan {text}; -- chỉ khi cơ quan ban hành thuộc loại này (co_quan.loai); trống: mọi cơ quan
INSERT INTO vien_dan (kieu, phan, thu_tu, tu_ngay, den_ngay, van_ban_ma, loai_co_quan) VALUES
    ('quyet-dinh-giay-khen', 'can_cu', 1, '2024-01-01', '2025-02-28', 'luat-tccqdp-2015', 'ubnd'),
    ('quyet-dinh-giay-khen', 'can_cu', 1, '2025-03-01', '2025-06-30', 'luat-tccqdp-2025-02', 'ubnd'),
    ('quyet-dinh-giay-khen', 'can_cu', 1, '2025-07-01', NULL, 'luat-tccqdp-2025', 'ubnd'),
    ('quyet-dinh-giay-khen', 'can_cu', 2, '2024-01-01', '2025-02-28', 'luat-sua-tc-2019', 'ubnd'),
    ('quyet-dinh-giay-khen', 'can_cu', 3, '2024-01-01', NULL, 'luat-tdkt-2022', NULL),
    ('quyet-dinh-giay-khen', 'can_cu', 4, '2026-10-01', NULL, 'luat-sua-tdkt-2026', NULL),
    ('quyet-dinh-giay-khen', 'can_cu', 5, '2024-01-01', '2025-06-30', '98/2023/NĐ-CP', NULL),
    ('quyet-dinh-giay-khen', 'can_cu', 5, '2025-07-01', '2027-02-28', '152/2025/NĐ-CP', NULL),
    ('quyet-dinh-giay-khen', 'can_cu', 6, '2024-02-24', '2025-08-04', '01/2024/TT-BNV', NULL),
    ('quyet-dinh-giay-khen', 'can_cu', 6, '2025-08-05', NULL, '15/2025/TT-BNV', NULL);

DROP VIEW quyet_dinh_de_nghi;
DROP VIEW quyet_dinh_da_so;
-- Quyết định tặng Bằng khen, Giấy khen đã có số, mới nhất của mỗi đợt (unit rỗng) và của mỗi trường hợp (unit là mã của đề nghị).
CREATE VIEW quyet_dinh_da_so AS
SELECT x.period, x.round, x.unit, x.symbol, x.day
FROM (
    SELECT d.period, d.round, d.unit, n.symbol, n.day, ROW_NUMBER() OVER (PARTITION BY d.period, d.round, d.unit ORDER BY d.seq DESC) AS lan
    FROM documents d JOIN numbers n ON n.document_id = d.id AND n.cancelled = ''
    WHERE d.kind IN ('quyet-dinh-khen-thuong', 'quyet-dinh-giay-khen') AND d.state IN ('da-cap-so', 'da-dong-dau', 'da-phat-hanh')
) x
WHERE x.lan = 1;
CREATE VIEW quyet_dinh_de_nghi AS
SELECT n.id, n.dot_id, COALESCE(r.symbol, c.symbol) AS so_quyet_dinh, COALESCE(r.day, c.day) AS ngay_quyet_dinh
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id
    LEFT JOIN quyet_dinh_da_so r ON r.period = CAST(d.nam AS TEXT) AND r.round = d.ma AND r.unit = CAST(n.id AS TEXT)
    LEFT JOIN quyet_dinh_da_so c ON c.period = CAST(d.nam AS TEXT) AND c.round = d.ma AND c.unit = ''
WHERE n.trang_thai = 'duyet';

-- +goose Down
DROP VIEW quyet_dinh_de_nghi;
DROP VIEW quyet_dinh_da_so;
CREATE VIEW quyet_dinh_da_so AS
SELECT x.period, x.round, x.unit, x.symbol, x.day
FROM (
    SELECT d.period, d.round, d.unit, n.symbol, n.day, ROW_NUMBER() OVER (PARTITION BY d.period, d.round, d.unit ORDER BY d.seq DESC) AS lan
    FROM documents d JOIN numbers n ON n.document_id = d.id AND n.cancelled = ''
    WHERE d.kind = 'quyet-dinh-khen-thuong' AND d.state IN ('da-cap-so', 'da-dong-dau', 'da-phat-hanh')
) x
WHERE x.lan = 1;
CREATE VIEW quyet_dinh_de_nghi AS
SELECT n.id, n.dot_id, COALESCE(r.symbol, c.symbol) AS so_quyet_dinh, COALESCE(r.day, c.day) AS ngay_quyet_dinh
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id
    LEFT JOIN quyet_dinh_da_so r ON r.period = CAST(d.nam AS TEXT) AND r.round = d.ma AND r.unit = CAST(n.id AS TEXT)
    LEFT JOIN quyet_dinh_da_so c ON c.period = CAST(d.nam AS TEXT) AND c.round = d.ma AND c.unit = ''
WHERE n.trang_thai = 'duyet';
DELETE FROM vien_dan WHERE kieu = 'quyet-dinh-giay-khen';
ALTER TABLE vien_dan DROP COLUMN loai_co_quan;
DELETE FROM he_so_thuong WHERE hinh_thuc_ma IN ('giay-khen-so', 'giay-khen-huyen') OR (hinh_thuc_ma IN ('giay-khen-cat', 'giay-khen-xa') AND tu_ngay = '2025-07-01');
DELETE FROM hinh_thuc_khen_thuong WHERE ma = 'giay-khen-so';
ALTER TABLE dot_khen_thuong DROP COLUMN co_quan_quyet_dinh_ma;
