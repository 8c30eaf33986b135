-- Kết quả thẩm định của một đợt theo số trường hợp
-- tham số: nam int, dot text, ngay date
-- cột: td_tong int, so_tap_the int, so_ca_nhan int, so_ho_gia_dinh int, td_khong int, td_luat_cu int, td_luat_moi_ngay date?
-- td_tong: tổng số trường hợp đề nghị
-- so_tap_the: tập thể đủ điều kiện
-- so_ca_nhan: cá nhân đủ điều kiện
-- so_ho_gia_dinh: hộ gia đình đủ điều kiện
-- td_khong: trường hợp chưa đủ điều kiện
-- td_luat_cu: hồ sơ nhận trước ngày ấy, được xét theo quy định cũ
-- td_luat_moi_ngay: ngày Luật sửa đổi Luật Thi đua, khen thưởng năm 2026 có hiệu lực, khi đã có hiệu lực vào ngày của tờ trình
-- (một dòng)
SELECT COUNT(*) AS td_tong, COUNT(CASE WHEN n.loai = 'tap_the' AND n.trang_thai IN ('du_dieu_kien', 'duyet') THEN 1 END) AS so_tap_the,
    COUNT(CASE WHEN n.loai = 'ca_nhan' AND n.trang_thai IN ('du_dieu_kien', 'duyet') THEN 1 END) AS so_ca_nhan, COUNT(CASE WHEN n.loai = 'ho_gia_dinh' AND n.trang_thai IN ('du_dieu_kien', 'duyet') THEN 1 END) AS so_ho_gia_dinh,
    COUNT(CASE WHEN n.trang_thai IN ('khong_du_dieu_kien', 'khong_duyet', 'tra_ho_so') THEN 1 END) AS td_khong,
    COUNT(CASE WHEN n.ngay_nhan < m.tu_ngay THEN 1 END) AS td_luat_cu, MAX(m.tu_ngay) AS td_luat_moi_ngay
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id
    LEFT JOIN vien_dan m ON m.kieu = 'to-trinh-ban-thi-dua' AND m.phan = 'can_cu' AND m.van_ban_ma = 'luat-sua-tdkt-2026' AND m.tu_ngay <= :ngay
WHERE d.nam = :nam AND d.ma = :dot
