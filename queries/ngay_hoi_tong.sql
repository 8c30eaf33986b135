-- Kết quả Ngày hội toàn dân bảo vệ an ninh Tổ quốc của một năm
-- tham số: nam int
-- cột: nh_so_diem int, nh_luot_nguoi int, nh_khu_dan_cu int, nh_tap_the_khen int, nh_ca_nhan_khen int, nh_suat_qua int
-- nh_so_diem: điểm tổ chức Ngày hội
-- nh_luot_nguoi: lượt người dự
-- nh_khu_dan_cu: khu dân cư tổ chức
-- nh_tap_the_khen: tập thể được khen dịp này
-- nh_ca_nhan_khen: cá nhân được khen dịp này
-- nh_suat_qua: suất quà an sinh
-- (một dòng)
SELECT COALESCE(SUM(s.so_diem), 0) AS nh_so_diem, COALESCE(SUM(s.luot_nguoi), 0) AS nh_luot_nguoi, COALESCE(SUM(s.khu_dan_cu), 0) AS nh_khu_dan_cu,
    COALESCE(SUM(s.tap_the_khen), 0) AS nh_tap_the_khen, COALESCE(SUM(s.ca_nhan_khen), 0) AS nh_ca_nhan_khen, COALESCE(SUM(s.suat_qua), 0) AS nh_suat_qua
FROM ngay_hoi s
WHERE s.nam = :nam
