-- Tổng chỉ tiêu khen thưởng của một đợt
-- tham số: nam int, dot text
-- cột: ct_don_vi int, ct_tap_the int, ct_ca_nhan int, ct_ho_gia_dinh int
-- ct_don_vi: số đơn vị được phân bổ
-- ct_tap_the: chỉ tiêu tập thể của cả đợt
-- ct_ca_nhan: chỉ tiêu cá nhân
-- ct_ho_gia_dinh: chỉ tiêu hộ gia đình
-- (một dòng)
SELECT COUNT(DISTINCT c.don_vi_id) AS ct_don_vi, COALESCE(SUM(c.tap_the), 0) AS ct_tap_the, COALESCE(SUM(c.ca_nhan), 0) AS ct_ca_nhan, COALESCE(SUM(c.ho_gia_dinh), 0) AS ct_ho_gia_dinh
FROM chi_tieu_khen_thuong c JOIN dot_khen_thuong d ON d.id = c.dot_id
WHERE d.nam = :nam AND d.ma = :dot
