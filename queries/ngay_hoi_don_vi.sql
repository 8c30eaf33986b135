-- Kết quả Ngày hội toàn dân bảo vệ an ninh Tổ quốc theo đơn vị báo cáo
-- tham số: nam int
-- cột: don_vi text, so_diem int, khu_dan_cu int, luot_nguoi int, tap_the_khen int, ca_nhan_khen int, suat_qua int
-- don_vi: địa phương, đơn vị báo cáo: “Huyện Lộc Ninh”
-- so_diem: điểm tổ chức Ngày hội
-- khu_dan_cu: khu dân cư tổ chức
-- luot_nguoi: lượt người dự
-- tap_the_khen: tập thể được khen dịp này
-- ca_nhan_khen: cá nhân được khen dịp này
-- suat_qua: suất quà an sinh
SELECT u.ten AS don_vi, s.so_diem, s.khu_dan_cu, s.luot_nguoi, s.tap_the_khen, s.ca_nhan_khen, s.suat_qua
FROM ngay_hoi s JOIN don_vi u ON u.id = s.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
WHERE s.nam = :nam
ORDER BY l.cap IS NULL, u.thu_tu, u.khoa_ten, u.id
