-- Số, ngày của quyết định khen thưởng của một đợt trong kho văn bản
-- tham số: nam int, dot text
-- cột: quyet_dinh_so text?, quyet_dinh_ngay date?
-- quyet_dinh_so: số, ký hiệu: “45/QĐ-UBND”; trống khi quyết định chưa có số, hoặc mỗi trường hợp một quyết định
-- quyet_dinh_ngay: ngày của quyết định
-- (một dòng)
SELECT CASE WHEN MIN(q.so_quyet_dinh) = MAX(q.so_quyet_dinh) AND COUNT(q.so_quyet_dinh) = COUNT(*) THEN MAX(q.so_quyet_dinh) END AS quyet_dinh_so,
    CASE WHEN MIN(q.so_quyet_dinh) = MAX(q.so_quyet_dinh) AND COUNT(q.so_quyet_dinh) = COUNT(*) THEN MAX(q.ngay_quyet_dinh) END AS quyet_dinh_ngay
FROM quyet_dinh_de_nghi q JOIN dot_khen_thuong d ON d.id = q.dot_id
WHERE d.nam = :nam AND d.ma = :dot
