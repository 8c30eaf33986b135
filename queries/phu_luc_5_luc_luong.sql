-- Phụ lục 5: lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở của từng địa phương, đơn vị trong năm
-- tham số: nam int
-- cột: don_vi text, so_to int, thanh_vien int, nu int, dang_vien int, to_xuat_sac int, to_tot int, to_hoan_thanh int, to_khong int
-- khóa: don_vi
-- don_vi: địa phương, đơn vị báo cáo: “Huyện Lộc Ninh”
-- so_to: số Tổ bảo vệ an ninh, trật tự
-- thanh_vien: số thành viên
-- nu: thành viên nữ
-- dang_vien: thành viên là đảng viên
-- to_xuat_sac: tổ hoàn thành xuất sắc nhiệm vụ
-- to_tot: tổ hoàn thành tốt nhiệm vụ
-- to_hoan_thanh: tổ hoàn thành nhiệm vụ
-- to_khong: tổ không hoàn thành nhiệm vụ
SELECT u.ten AS don_vi, s.so_to, s.thanh_vien, s.nu, s.dang_vien, s.to_xuat_sac, s.to_tot, s.to_hoan_thanh, s.to_khong
FROM luc_luong s JOIN don_vi u ON u.id = s.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
WHERE s.nam = :nam
ORDER BY l.cap IS NULL, u.thu_tu, u.khoa_ten, u.id
