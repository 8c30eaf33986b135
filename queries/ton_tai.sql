-- Tồn tại của năm mà số liệu cho thấy: đơn vị chưa gửi kế hoạch, báo cáo; mô hình cần củng cố; nơi chưa được công nhận
-- tham số: nam int, ngay date
-- cột: tt_ke_hoach int, tt_ten_ke_hoach text?, tt_bao_cao int, tt_ten_bao_cao text?, tt_mo_hinh int, tt_noi_mo_hinh text?, tt_xa int, tt_ten_xa text?,
-- tt_khu_dan_cu int
-- tt_ke_hoach: số đơn vị chưa gửi kế hoạch
-- tt_ten_ke_hoach: tên các đơn vị ấy, cách nhau bằng dấu chấm phẩy
-- tt_bao_cao: số đơn vị chưa gửi báo cáo
-- tt_ten_bao_cao: tên các đơn vị ấy
-- tt_mo_hinh: số mô hình cần củng cố
-- tt_noi_mo_hinh: những nơi có nhiều mô hình cần củng cố nhất, kèm số mô hình: “huyện Bù Đăng (9)”
-- tt_xa: số đơn vị hành chính cấp xã chưa được công nhận
-- tt_ten_xa: tên các đơn vị ấy, kèm cấp trên: “xã Đak Ơ (huyện Bù Gia Mập)”
-- tt_khu_dan_cu: số khu dân cư chưa được công nhận
-- (một dòng)
SELECT g.tt_ke_hoach, g.tt_ten_ke_hoach, g.tt_bao_cao, g.tt_ten_bao_cao, m.tt_mo_hinh, m.tt_noi_mo_hinh, x.tt_xa, x.tt_ten_xa, k.tt_khu_dan_cu
FROM (
    SELECT COUNT(CASE WHEN c.k THEN 1 END) AS tt_ke_hoach, string_agg(CASE WHEN c.k THEN c.ten END, '; ' ORDER BY c.thu_tu, c.khoa_ten, c.id) AS tt_ten_ke_hoach,
        COUNT(CASE WHEN c.b THEN 1 END) AS tt_bao_cao, string_agg(CASE WHEN c.b THEN c.ten END, '; ' ORDER BY c.thu_tu, c.khoa_ten, c.id) AS tt_ten_bao_cao
    FROM (
        SELECT u.id, u.thu_tu, u.khoa_ten, CASE WHEN l.cap IS NULL THEN u.ten ELSE lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) END AS ten,
            NOT EXISTS (SELECT 1 FROM van_ban_don_vi v WHERE v.don_vi_id = u.id AND v.nam = :nam AND v.loai = 'ke_hoach' AND v.ngay_nhan <= :ngay) AS k,
            NOT EXISTS (SELECT 1 FROM van_ban_don_vi v WHERE v.don_vi_id = u.id AND v.nam = :nam AND v.loai = 'bao_cao' AND v.ngay_nhan <= :ngay) AS b
        FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma
        WHERE u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay) AND u.cap_quan_ly IN ('tinh', 'trung_uong')
            AND (l.cap = 'huyen' OR l.cap = 'xa' OR l.doi_tuong_124 IN ('CQ', 'DN', 'CSGD'))
    ) c
) g CROSS JOIN (
    SELECT COALESCE(SUM(y.so), 0) AS tt_mo_hinh, string_agg(CASE WHEN y.hang <= 3 THEN y.ten || ' (' || CAST(y.so AS TEXT) || ')' END, ', ' ORDER BY y.hang) AS tt_noi_mo_hinh
    FROM (
        SELECT u.ten_viet AS ten, COUNT(*) AS so, ROW_NUMBER() OVER (ORDER BY COUNT(*) DESC, u.thu_tu, u.khoa_ten, u.id) AS hang
        FROM mo_hinh_nam n JOIN mo_hinh h ON h.id = n.mo_hinh_id JOIN don_vi a ON a.id = h.don_vi_id LEFT JOIN don_vi b ON b.id = a.cap_tren_id
            JOIN (
                SELECT d.id, d.thu_tu, d.khoa_ten, d.cap_tren_id, l.cap, CASE WHEN l.cap IS NULL THEN d.ten ELSE lower(substr(d.ten, 1, 1)) || substr(d.ten, 2) END AS ten_viet
                FROM don_vi d JOIN loai_don_vi l ON l.ma = d.loai_ma
            ) u ON u.id = CASE
                WHEN EXISTS (SELECT 1 FROM don_vi t JOIN loai_don_vi l ON l.ma = t.loai_ma WHERE t.id = b.cap_tren_id AND l.cap IN ('huyen', 'xa')) THEN b.cap_tren_id
                WHEN EXISTS (SELECT 1 FROM loai_don_vi l WHERE l.ma = b.loai_ma AND l.cap IN ('huyen', 'xa')) THEN b.id
                ELSE a.id END
        WHERE n.nam = :nam AND n.xep_loai = 'can_cung_co'
        GROUP BY u.id, u.ten_viet, u.thu_tu, u.khoa_ten
    ) y
) m CROSS JOIN (
    SELECT COUNT(*) AS tt_xa, string_agg(lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) || COALESCE(' (' || lower(substr(t.ten, 1, 1)) || substr(t.ten, 2) || ')', ''), ', '
        ORDER BY t.thu_tu, t.khoa_ten, u.thu_tu, u.khoa_ten, u.id) AS tt_ten_xa
    FROM cong_nhan_don_vi c JOIN don_vi u ON u.id = c.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma LEFT JOIN don_vi t ON t.id = u.cap_tren_id
    WHERE c.nam = :nam AND NOT c.dat AND l.cap = 'xa'
) x CROSS JOIN (
    SELECT COALESCE(SUM(s.tong - s.dat), 0) AS tt_khu_dan_cu FROM cong_nhan s WHERE s.nam = :nam AND s.doi_tuong = 'KDC'
) k
