-- Các đợt tặng Giấy khen của năm nay và năm trước đã họp xét tính đến một ngày
-- tham số: nam int, ngay date
-- cột: nam int, dot text, ngay_van_ban date, co_quan text
-- dot: mã đợt
-- ngay_van_ban: ngày dự kiến ký quyết định
-- co_quan: cơ quan mà người đứng đầu quyết định
SELECT d.nam, d.ma AS dot, d.ngay_du_kien AS ngay_van_ban, d.co_quan_quyet_dinh_ma AS co_quan
FROM dot_khen_thuong d
WHERE d.hinh_thuc_ma LIKE 'giay-khen%' AND COALESCE(d.bien_ban_ngay, d.ngay_du_kien) <= :ngay AND d.nam >= :nam - 1 AND d.nam <= :nam
    AND d.ngay_du_kien IS NOT NULL AND d.co_quan_quyet_dinh_ma IS NOT NULL
ORDER BY d.nam, d.ma
