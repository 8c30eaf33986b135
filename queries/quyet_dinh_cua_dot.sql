-- Quyết định tặng Bằng khen của một đợt trong kho văn bản: đã cấp số đủ chưa, có đúng ngày in trên Bằng khen không
-- tham số: nam int, dot text, ngay date, quyet_dinh text
-- cột: da_co_quyet_dinh bool, dung_ngay_quyet_dinh bool
-- da_co_quyet_dinh: quyết định đã có số, mỗi trường hợp một quyết định thì mọi quyết định; chưa có thì không được in Bằng khen
-- dung_ngay_quyet_dinh: ngày in trên Bằng khen là ngày của quyết định
-- quyet_dinh: số của quyết định không làm trong chương trình này; “tu-kho” thì lấy từ kho
-- (một dòng)
SELECT :quyet_dinh <> 'tu-kho' OR COUNT(*) > 0 AND COUNT(q.so_quyet_dinh) = COUNT(*) AS da_co_quyet_dinh,
    :quyet_dinh <> 'tu-kho' OR COUNT(CASE WHEN q.ngay_quyet_dinh <> :ngay THEN 1 END) = 0 AS dung_ngay_quyet_dinh
FROM quyet_dinh_de_nghi q JOIN dot_khen_thuong d ON d.id = q.dot_id
WHERE d.nam = :nam AND d.ma = :dot
