-- Các đợt tặng Giấy khen của một năm, mỗi đợt kèm ngày và cơ quan của quyết định
-- tham số: nam int
-- cột: dot text, ngay date, co_quan text
-- dot: mã đợt
-- ngay: ngày dự kiến ký quyết định
-- co_quan: cơ quan mà người đứng đầu quyết định
SELECT d.ma AS dot, d.ngay_du_kien AS ngay, d.co_quan_quyet_dinh_ma AS co_quan
FROM dot_khen_thuong d
WHERE d.nam = :nam AND d.hinh_thuc_ma LIKE 'giay-khen%' AND d.ngay_du_kien IS NOT NULL AND d.co_quan_quyet_dinh_ma IS NOT NULL
ORDER BY d.ngay_du_kien, d.ma
