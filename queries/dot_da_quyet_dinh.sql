-- Các đợt khen thưởng của năm nay và năm trước đã đến ngày quyết định
-- tham số: nam int, ngay date
-- cột: nam int, dot text, ngay_van_ban date, co_quan text
-- nam: năm của đợt
-- dot: mã đợt
-- ngay_van_ban: ngày quyết định
-- co_quan: mã cơ quan thẩm định
SELECT d.nam, d.ma AS dot, d.ngay_du_kien AS ngay_van_ban, d.co_quan_tham_dinh_ma AS co_quan
FROM dot_khen_thuong d
WHERE d.ngay_du_kien <= :ngay AND d.nam >= :nam - 1 AND d.nam <= :nam AND d.hinh_thuc_ma NOT LIKE 'giay-khen%' AND d.co_quan_tham_dinh_ma IS NOT NULL
ORDER BY d.nam, d.ma
