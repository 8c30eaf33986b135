-- Các công văn giao việc của năm đã đến ngày dự kiến ký
-- tham số: nam int, ngay date
-- cột: nam int, cong_van text, ngay_van_ban date, co_quan text
-- cong_van: mã của công văn trong năm
-- ngay_van_ban: ngày dự kiến ký
-- co_quan: cơ quan giao việc
SELECT c.nam, c.ma AS cong_van, c.ngay AS ngay_van_ban, c.co_quan_ma AS co_quan
FROM cong_van_giao_viec c
WHERE c.nam = :nam AND c.ngay <= :ngay
ORDER BY c.ngay, c.ma
