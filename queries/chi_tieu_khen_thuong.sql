-- Chỉ tiêu khen thưởng phân bổ trong một đợt và số đã đề nghị của từng đơn vị
-- tham số: nam int, dot text
-- cột: don_vi text, tap_the int, ca_nhan int, ho_gia_dinh int, dn_tap_the int, dn_ca_nhan int, dn_ho_gia_dinh int, ghi_chu text?
-- don_vi: đơn vị được phân bổ: “Huyện Lộc Ninh”
-- tap_the: chỉ tiêu tập thể
-- ca_nhan: chỉ tiêu cá nhân
-- ho_gia_dinh: chỉ tiêu hộ gia đình
-- dn_tap_the: tập thể đã đề nghị, trừ hồ sơ trả lại
-- dn_ca_nhan: cá nhân đã đề nghị, trừ hồ sơ trả lại
-- dn_ho_gia_dinh: hộ gia đình đã đề nghị, trừ hồ sơ trả lại
-- ghi_chu: ghi chú: “ưu tiên người trực tiếp lao động”
SELECT u.ten AS don_vi, c.tap_the, c.ca_nhan, c.ho_gia_dinh,
    COUNT(CASE WHEN n.loai = 'tap_the' THEN 1 END) AS dn_tap_the, COUNT(CASE WHEN n.loai = 'ca_nhan' THEN 1 END) AS dn_ca_nhan,
    COUNT(CASE WHEN n.loai = 'ho_gia_dinh' THEN 1 END) AS dn_ho_gia_dinh, c.ghi_chu
FROM chi_tieu_khen_thuong c JOIN dot_khen_thuong d ON d.id = c.dot_id JOIN don_vi u ON u.id = c.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
    LEFT JOIN de_nghi_khen_thuong n ON n.dot_id = c.dot_id AND n.don_vi_id = c.don_vi_id AND n.hinh_thuc_ma = c.hinh_thuc_ma AND n.trang_thai <> 'tra_ho_so'
WHERE d.nam = :nam AND d.ma = :dot
GROUP BY u.id, u.ten, u.thu_tu, u.khoa_ten, l.cap, c.tap_the, c.ca_nhan, c.ho_gia_dinh, c.ghi_chu
ORDER BY l.cap IS NULL, u.thu_tu, u.khoa_ten, u.id
