-- Phụ lục 7: khen thưởng trong kỳ báo cáo của năm theo hình thức
-- tham số: nam int
-- cột: hinh_thuc text, tap_the int, ca_nhan int, ho_gia_dinh int, tien int
-- khóa: hinh_thuc
-- hinh_thuc: hình thức khen thưởng: “Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh”
-- tap_the: số tập thể
-- ca_nhan: số cá nhân
-- ho_gia_dinh: số hộ gia đình
-- tien: tiền thưởng, đồng
SELECT h.ten AS hinh_thuc, s.tap_the, s.ca_nhan, s.ho_gia_dinh, s.tien
FROM khen_thuong_nam s JOIN hinh_thuc_khen_thuong h ON h.ma = s.hinh_thuc_ma
WHERE s.nam = :nam
ORDER BY h.thu_tu, h.ma
