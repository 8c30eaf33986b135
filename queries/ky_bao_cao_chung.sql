-- Kỳ báo cáo chung của năm: kỳ của nhiều nhóm số liệu nhất
-- tham số: nam int
-- cột: ky_tu_ngay date?, ky_den_ngay date?
-- ky_tu_ngay: ngày đầu kỳ, trống khi năm ấy chưa có số liệu
-- ky_den_ngay: ngày cuối kỳ
-- (một dòng)
SELECT k.tu_ngay AS ky_tu_ngay, k.den_ngay AS ky_den_ngay
FROM (SELECT 1 AS mot) m LEFT JOIN (
    SELECT tu_ngay, den_ngay FROM ky_so_lieu WHERE nam = :nam
    GROUP BY tu_ngay, den_ngay ORDER BY COUNT(*) DESC, tu_ngay, den_ngay LIMIT 1
) k ON TRUE
