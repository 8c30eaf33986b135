-- Tên các mô hình cần củng cố của năm: tất cả khi không quá mười, khi nhiều hơn thì những mô hình hai năm liền cần củng cố
-- tham số: nam int
-- cột: tt_mo_hinh_lap int, tt_ten_mo_hinh text?
-- tt_mo_hinh_lap: số mô hình hai năm liền cần củng cố
-- tt_ten_mo_hinh: nhiều nhất mười tên, kèm nơi: “Camera an ninh” (xã Lộc Thiện, huyện Lộc Ninh); cách nhau bằng dấu chấm phẩy
-- (một dòng)
WITH u AS (
    SELECT d.id, d.cap_tren_id, d.thu_tu, d.khoa_ten, l.cap, CASE WHEN l.cap IS NULL THEN d.ten ELSE lower(substr(d.ten, 1, 1)) || substr(d.ten, 2) END AS ten
    FROM don_vi d JOIN loai_don_vi l ON l.ma = d.loai_ma
)
SELECT COUNT(CASE WHEN x.lap THEN 1 END) AS tt_mo_hinh_lap, string_agg(CASE WHEN x.hang <= 10 AND (x.lap OR x.tong <= 10) THEN x.ten END, '; ' ORDER BY x.hang) AS tt_ten_mo_hinh
FROM (
    SELECT y.ten, y.lap, COUNT(*) OVER () AS tong, ROW_NUMBER() OVER (ORDER BY CASE WHEN y.lap THEN 0 ELSE 1 END, y.c_thu_tu, y.b_thu_tu, y.a_thu_tu, y.mo_hinh_thu_tu, y.id) AS hang
    FROM (
        SELECT h.id, h.thu_tu AS mo_hinh_thu_tu, COALESCE(c.thu_tu, 0) AS c_thu_tu, COALESCE(b.thu_tu, 0) AS b_thu_tu, a.thu_tu AS a_thu_tu,
            '“' || h.ten || '” (' || a.ten || COALESCE(', ' || b.ten, '') || COALESCE(', ' || c.ten, '') || ')' AS ten,
            EXISTS (SELECT 1 FROM mo_hinh_nam t WHERE t.mo_hinh_id = h.id AND t.nam = :nam - 1 AND t.xep_loai = 'can_cung_co') AS lap
        FROM mo_hinh_nam n JOIN mo_hinh h ON h.id = n.mo_hinh_id JOIN u a ON a.id = h.don_vi_id
            LEFT JOIN u b ON b.id = a.cap_tren_id AND b.cap IN ('huyen', 'xa') LEFT JOIN u c ON c.id = b.cap_tren_id AND c.cap IN ('huyen', 'xa')
        WHERE n.nam = :nam AND n.xep_loai = 'can_cung_co'
    ) y
) x
