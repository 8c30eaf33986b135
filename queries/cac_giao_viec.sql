-- Các công văn giao việc của một năm, mỗi công văn kèm ngày và cơ quan ban hành
-- tham số: nam int
-- cột: cong_van text, ngay date, co_quan text
-- cong_van: mã của công văn trong năm
-- ngay: ngày dự kiến ký
-- co_quan: cơ quan giao việc
SELECT c.ma AS cong_van, c.ngay, c.co_quan_ma AS co_quan
FROM cong_van_giao_viec c
WHERE c.nam = :nam
ORDER BY c.ngay, c.ma
