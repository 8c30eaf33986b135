-- Biểu 0603.N: khen thưởng cấp tỉnh của năm theo đối tượng: Bằng khen, Chiến sĩ thi đua, Cờ, Huy hiệu
-- tham số: nam int, ngay date
-- cột: chi_tieu text, ma_so text, don_vi_tinh text, tong int, bang_khen int, cstd int, co int, huy_hieu int
-- khóa: ma_so
-- chi_tieu: đối tượng được khen: “Tập thể”, “Trong đó: doanh nghiệp”
-- ma_so: mã số của dòng: “01”
-- don_vi_tinh: “tập thể”, “người”, “hộ”
-- tong: tổng của bốn cột sau
-- bang_khen: Bằng khen cấp tỉnh
-- cstd: Chiến sĩ thi đua cấp tỉnh
-- co: Cờ thi đua cấp tỉnh: số ghi ở khen thưởng theo loại hình, không ghi thì là số danh hiệu đã nhập
-- huy_hieu: Huy hiệu cấp tỉnh
WITH khen AS (
    SELECT CASE WHEN k.hinh_thuc_ma LIKE 'bang-khen%' THEN 'bang_khen' WHEN k.hinh_thuc_ma LIKE 'co-%' THEN 'co' WHEN k.hinh_thuc_ma LIKE 'huy-hieu%' THEN 'huy_hieu' END AS cot,
        k.tap_the, k.doanh_nghiep, k.hop_tac_xa, k.lanh_dao, k.khong_quan_ly, k.ho_gia_dinh
    FROM khen_theo_loai_hinh k JOIN hinh_thuc_khen_thuong h ON h.ma = k.hinh_thuc_ma AND h.cap = 'tinh'
    WHERE k.nam = :nam AND (k.ngay IS NULL OR k.ngay <= :ngay)
    UNION ALL
    SELECT CASE t.danh_hieu_ma WHEN 'co-tinh' THEN 'co' ELSE 'cstd' END,
        CASE WHEN t.don_vi_id IS NOT NULL AND COALESCE(l.doi_tuong_124, '') <> 'DN' AND u.ten NOT LIKE 'Hợp tác xã%' THEN 1 ELSE 0 END,
        CASE WHEN l.doi_tuong_124 = 'DN' AND u.ten NOT LIKE 'Hợp tác xã%' THEN 1 ELSE 0 END, CASE WHEN u.ten LIKE 'Hợp tác xã%' THEN 1 ELSE 0 END,
        CASE WHEN p.phan_loai IN ('lanh_dao_tinh', 'lanh_dao_so', 'lanh_dao_phong') THEN 1 ELSE 0 END,
        CASE WHEN p.phan_loai NOT IN ('lanh_dao_tinh', 'lanh_dao_so', 'lanh_dao_phong') THEN 1 ELSE 0 END, 0
    FROM danh_hieu_dat t LEFT JOIN nguoi p ON p.id = t.nguoi_id LEFT JOIN don_vi u ON u.id = t.don_vi_id LEFT JOIN loai_don_vi l ON l.ma = u.loai_ma
    WHERE t.den_nam = :nam AND (t.danh_hieu_ma = 'cstd-tinh' OR t.danh_hieu_ma = 'co-tinh'
        AND NOT EXISTS (SELECT 1 FROM khen_theo_loai_hinh k WHERE k.nam = :nam AND k.hinh_thuc_ma = 'co-tinh'))
), dong AS (
    SELECT 1 AS stt, 'Tổng số' AS chi_tieu, 'lượt' AS don_vi_tinh
    UNION ALL SELECT 2, 'Tập thể', 'tập thể' UNION ALL SELECT 3, 'Trong đó: doanh nghiệp', 'tập thể' UNION ALL SELECT 4, 'Trong đó: hợp tác xã', 'tập thể'
    UNION ALL SELECT 5, 'Cá nhân', 'người' UNION ALL SELECT 6, 'Trong đó: lãnh đạo, quản lý', 'người' UNION ALL SELECT 7, 'Hộ gia đình', 'hộ'
), so AS (
    SELECT d.stt, d.chi_tieu, d.don_vi_tinh, k.cot, CASE d.stt
            WHEN 1 THEN k.tap_the + k.doanh_nghiep + k.hop_tac_xa + k.lanh_dao + k.khong_quan_ly + k.ho_gia_dinh
            WHEN 2 THEN k.tap_the + k.doanh_nghiep + k.hop_tac_xa WHEN 3 THEN k.doanh_nghiep WHEN 4 THEN k.hop_tac_xa
            WHEN 5 THEN k.lanh_dao + k.khong_quan_ly WHEN 6 THEN k.lanh_dao ELSE k.ho_gia_dinh END AS so
    FROM dong d LEFT JOIN khen k ON k.cot IS NOT NULL
)
SELECT s.chi_tieu, '0' || CAST(s.stt AS TEXT) AS ma_so, s.don_vi_tinh, COALESCE(SUM(s.so), 0) AS tong, COALESCE(SUM(CASE WHEN s.cot = 'bang_khen' THEN s.so END), 0) AS bang_khen,
    COALESCE(SUM(CASE WHEN s.cot = 'cstd' THEN s.so END), 0) AS cstd, COALESCE(SUM(CASE WHEN s.cot = 'co' THEN s.so END), 0) AS co, COALESCE(SUM(CASE WHEN s.cot = 'huy_hieu' THEN s.so END), 0) AS huy_hieu
FROM so s
GROUP BY s.stt, s.chi_tieu, s.don_vi_tinh
ORDER BY s.stt
