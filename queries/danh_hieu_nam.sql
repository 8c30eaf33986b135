-- Danh hiệu thi đua đạt trong năm, năm học kết thúc trong năm, giai đoạn kết thúc trong năm
-- tham số: nam int
-- cột: ten_danh_hieu text, so_luong int, so_nam_hoc int, so_giai_doan int
-- khóa: ten_danh_hieu
-- ten_danh_hieu: tên danh hiệu: “Chiến sĩ thi đua cơ sở”
-- so_luong: số tập thể, cá nhân, hộ gia đình đạt
-- so_nam_hoc: trong đó của năm học
-- so_giai_doan: trong đó của giai đoạn nhiều năm
SELECT h.ten AS ten_danh_hieu, COUNT(*) AS so_luong, COUNT(CASE WHEN t.loai_ky = 'nam_hoc' THEN 1 END) AS so_nam_hoc, COUNT(CASE WHEN t.loai_ky = 'giai_doan' THEN 1 END) AS so_giai_doan
FROM danh_hieu_dat t JOIN danh_hieu h ON h.ma = t.danh_hieu_ma
WHERE t.den_nam = :nam
GROUP BY h.ma, h.ten, h.thu_tu, h.doi_tuong
ORDER BY h.thu_tu, h.ma
