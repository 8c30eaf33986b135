-- Số lượng và tiền thưởng của một đợt: được tặng Bằng khen
-- tham số: nam int, dot text, ngay date
-- cột: so_tap_the int, so_ca_nhan int, so_ho_gia_dinh int, muc_tap_the int?, muc_ca_nhan int?, muc_ho_gia_dinh int?, tien_tap_the int?,
-- tien_ca_nhan int?, tien_ho_gia_dinh int?, tong_tien int?, luong_co_so int?, can_cu_luong text?, can_cu_thuong text?
-- so_tap_the: số tập thể trong danh sách
-- so_ca_nhan: số cá nhân trong danh sách
-- so_ho_gia_dinh: số hộ gia đình trong danh sách
-- muc_tap_the: tiền thưởng một tập thể, đồng; trống khi không có tập thể nào
-- muc_ca_nhan: tiền thưởng một cá nhân, đồng
-- muc_ho_gia_dinh: tiền thưởng một hộ gia đình, đồng
-- tien_tap_the: tiền thưởng của mọi tập thể, đồng
-- tien_ca_nhan: tiền thưởng của mọi cá nhân, đồng
-- tien_ho_gia_dinh: tiền thưởng của mọi hộ gia đình, đồng
-- tong_tien: tổng tiền thưởng của đợt, đồng; trống khi có người chưa có mức
-- luong_co_so: mức lương cơ sở của ngày làm văn bản, đồng
-- can_cu_luong: văn bản quy định mức lương cơ sở ấy, viết đầy đủ: “Nghị định số 73/2024/NĐ-CP ngày 30 tháng 6 năm 2024 của Chính phủ quy định …”
-- can_cu_thuong: nghị định quy định hệ số tiền thưởng: “Nghị định số 98/2023/NĐ-CP”
-- (một dòng)
SELECT t.so_tap_the, t.so_ca_nhan, t.so_ho_gia_dinh, t.muc_tap_the, t.muc_ca_nhan, t.muc_ho_gia_dinh, t.tien_tap_the, t.tien_ca_nhan, t.tien_ho_gia_dinh,
    t.tien_tap_the + t.tien_ca_nhan + t.tien_ho_gia_dinh AS tong_tien, l.muc AS luong_co_so, c.cau_dai AS can_cu_luong, e.rut_gon AS can_cu_thuong
FROM (
    SELECT COUNT(CASE WHEN n.loai = 'tap_the' THEN 1 END) AS so_tap_the, COUNT(CASE WHEN n.loai = 'ca_nhan' THEN 1 END) AS so_ca_nhan,
        COUNT(CASE WHEN n.loai = 'ho_gia_dinh' THEN 1 END) AS so_ho_gia_dinh,
        MAX(CASE WHEN n.loai = 'tap_the' THEN m.tien END) AS muc_tap_the, MAX(CASE WHEN n.loai = 'ca_nhan' THEN m.tien END) AS muc_ca_nhan,
        MAX(CASE WHEN n.loai = 'ho_gia_dinh' THEN m.tien END) AS muc_ho_gia_dinh,
        CASE WHEN COUNT(CASE WHEN n.loai = 'tap_the' AND m.tien IS NULL THEN 1 END) = 0 THEN COALESCE(SUM(CASE WHEN n.loai = 'tap_the' THEN m.tien END), 0) END AS tien_tap_the, CASE WHEN COUNT(CASE WHEN n.loai = 'ca_nhan' AND m.tien IS NULL THEN 1 END) = 0 THEN COALESCE(SUM(CASE WHEN n.loai = 'ca_nhan' THEN m.tien END), 0) END AS tien_ca_nhan,
        CASE WHEN COUNT(CASE WHEN n.loai = 'ho_gia_dinh' AND m.tien IS NULL THEN 1 END) = 0 THEN COALESCE(SUM(CASE WHEN n.loai = 'ho_gia_dinh' THEN m.tien END), 0) END AS tien_ho_gia_dinh,
        MAX(m.can_cu_ma) AS can_cu_ma
    FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id
        LEFT JOIN muc_tien_thuong m ON m.hinh_thuc_ma = n.hinh_thuc_ma AND m.doi_tuong = n.loai
        AND m.tu_ngay <= :ngay AND (m.het_ngay IS NULL OR m.het_ngay > :ngay)
    WHERE d.nam = :nam AND d.ma = :dot AND n.trang_thai = 'duyet'
) t LEFT JOIN luong_co_so l ON l.tu_ngay = (SELECT MAX(x.tu_ngay) FROM luong_co_so x WHERE x.tu_ngay <= :ngay)
    LEFT JOIN cau_vien_dan c ON c.ma = l.can_cu_ma LEFT JOIN cau_vien_dan e ON e.ma = t.can_cu_ma
