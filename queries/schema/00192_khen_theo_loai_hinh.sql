-- Khen thưởng của từng năm theo hình thức và loại hình: một nơi, cho biểu 03 và biểu 0603.N.
-- +goose Up

-- Số ghi ở khen_thuong_loai_hinh thay số đếm được của cùng hình thức, cùng loại hình; các đợt làm bằng chương trình là chuyên đề, đột xuất, của năm quyết định, với ngày quyết định ở cột ngay.
CREATE VIEW khen_theo_loai_hinh AS
SELECT k.nam, k.hinh_thuc_ma, k.loai_hinh, k.tap_the, k.doanh_nghiep, k.hop_tac_xa, k.lanh_dao, k.khong_quan_ly, k.ho_gia_dinh, NULL AS ngay
FROM khen_thuong_loai_hinh k
UNION ALL
SELECT CAST(substr(CAST(d.ngay_du_kien AS TEXT), 1, 4) AS INTEGER), n.hinh_thuc_ma, 'chuyen_de_dot_xuat', COUNT(CASE WHEN n.loai = 'tap_the' AND COALESCE(l.doi_tuong_124, '') <> 'DN' AND n.ten NOT LIKE 'Hợp tác xã%' THEN 1 END),
    COUNT(CASE WHEN n.loai = 'tap_the' AND l.doi_tuong_124 = 'DN' AND n.ten NOT LIKE 'Hợp tác xã%' THEN 1 END), COUNT(CASE WHEN n.loai = 'tap_the' AND n.ten LIKE 'Hợp tác xã%' THEN 1 END),
    COUNT(CASE WHEN n.loai = 'ca_nhan' AND p.phan_loai IN ('lanh_dao_tinh', 'lanh_dao_so', 'lanh_dao_phong') THEN 1 END),
    COUNT(CASE WHEN n.loai = 'ca_nhan' AND p.phan_loai NOT IN ('lanh_dao_tinh', 'lanh_dao_so', 'lanh_dao_phong') THEN 1 END), COUNT(CASE WHEN n.loai = 'ho_gia_dinh' THEN 1 END), d.ngay_du_kien
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id LEFT JOIN nguoi p ON p.id = n.nguoi_id LEFT JOIN don_vi u ON u.id = n.tap_the_id LEFT JOIN loai_don_vi l ON l.ma = u.loai_ma
WHERE d.ngay_du_kien IS NOT NULL AND n.trang_thai = 'duyet'
    AND NOT EXISTS (SELECT 1 FROM khen_thuong_loai_hinh k WHERE k.nam = CAST(substr(CAST(d.ngay_du_kien AS TEXT), 1, 4) AS INTEGER) AND k.hinh_thuc_ma = n.hinh_thuc_ma AND k.loai_hinh = 'chuyen_de_dot_xuat')
GROUP BY d.ngay_du_kien, n.hinh_thuc_ma;

-- +goose Down
DROP VIEW khen_theo_loai_hinh;
