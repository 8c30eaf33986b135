-- Văn bản, tên đơn vị, cơ quan, thuật ngữ không có hiệu lực vào ngày của văn bản: chưa hoặc không còn
-- tham số: ngay date
-- cột: ten text, la_van_ban bool, tu_ngay date?, het_ngay date?, thay_bang text?
-- ten: chữ mà văn bản không nên còn: “98/2023/NĐ-CP”, “huyện Lộc Ninh”
-- la_van_ban: văn bản pháp lý; sai là tên gọi
-- tu_ngay: ngày đầu tiên có hiệu lực
-- het_ngay: của văn bản, ngày đầu tiên không còn hiệu lực; của tên gọi, ngày cuối cùng
-- thay_bang: cái thay cho nó vào ngày ấy, nếu biết
WITH cau AS MATERIALIZED (SELECT ma, rut_gon, cau_dai FROM cau_vien_dan)
SELECT v.so_ky_hieu AS ten, TRUE AS la_van_ban, v.hieu_luc_tu AS tu_ngay, v.het_hieu_luc AS het_ngay,
    (SELECT MIN(c.rut_gon) FROM quan_he_van_ban q JOIN cau c ON c.ma = q.ma WHERE q.kia_ma = v.ma AND q.quan_he = 'thay_the') AS thay_bang
FROM van_ban_phap_ly v
WHERE v.so_ky_hieu IS NOT NULL AND (v.het_hieu_luc <= :ngay OR v.hieu_luc_tu > :ngay)
UNION ALL
SELECT c.cau_dai, TRUE, v.hieu_luc_tu, v.het_hieu_luc,
    (SELECT MIN(m.cau_dai) FROM quan_he_van_ban q JOIN cau m ON m.ma = q.ma WHERE q.kia_ma = v.ma AND q.quan_he = 'thay_the')
FROM van_ban_phap_ly v JOIN cau c ON c.ma = v.ma
WHERE v.loai_ma IN ('luat', 'phap-lenh') AND v.ngay IS NOT NULL AND (v.het_hieu_luc <= :ngay OR v.hieu_luc_tu > :ngay)
UNION ALL
SELECT lower(substr(u.ten, 1, 1)) || substr(u.ten, 2), FALSE, MIN(u.tu_ngay), MAX(u.den_ngay), CAST(NULL AS TEXT)
FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma
WHERE l.cap IN ('huyen', 'xa') AND u.den_ngay < :ngay
    AND u.ten NOT IN (SELECT m.ten FROM don_vi m WHERE m.tu_ngay <= :ngay AND (m.den_ngay IS NULL OR m.den_ngay >= :ngay))
GROUP BY u.ten
UNION ALL
SELECT 'Công an ' || lower(substr(u.ten, 1, 1)) || substr(u.ten, 2), FALSE, MIN(u.tu_ngay), MIN(g.tu_ngay), CAST(NULL AS TEXT)
FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma JOIN thuat_ngu g ON g.khoa = 'cong_an_cap_huyen' AND g.gia_tri = ''
WHERE l.cap = 'huyen' AND g.tu_ngay <= :ngay AND (g.den_ngay IS NULL OR g.den_ngay >= :ngay)
GROUP BY u.ten
UNION ALL
SELECT g.gia_tri, FALSE, MIN(g.tu_ngay), MAX(g.den_ngay), MIN(m.gia_tri)
FROM thuat_ngu g LEFT JOIN thuat_ngu m ON m.khoa = g.khoa AND m.tu_ngay <= :ngay AND (m.den_ngay IS NULL OR m.den_ngay >= :ngay) AND m.gia_tri <> ''
WHERE g.gia_tri <> '' AND g.den_ngay < :ngay
    AND NOT EXISTS (SELECT 1 FROM thuat_ngu n WHERE n.gia_tri LIKE '%' || g.gia_tri || '%' AND n.tu_ngay <= :ngay AND (n.den_ngay IS NULL OR n.den_ngay >= :ngay))
GROUP BY g.gia_tri
UNION ALL
SELECT t.ten, FALSE, MIN(t.tu_ngay), MAX(t.den_ngay), CAST(NULL AS TEXT)
FROM ten_co_quan t
WHERE t.den_ngay < :ngay
    AND NOT EXISTS (SELECT 1 FROM ten_co_quan m WHERE m.ten = t.ten AND m.tu_ngay <= :ngay AND (m.den_ngay IS NULL OR m.den_ngay >= :ngay))
GROUP BY t.ten
ORDER BY ten
