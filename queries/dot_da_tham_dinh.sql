-- Các đợt khen thưởng của năm nay và năm trước đã thẩm định xong tính đến một ngày
-- tham số: nam int, ngay date
-- cột: nam int, dot text, ngay_tham_dinh date, co_quan text
-- nam: năm của đợt
-- dot: mã đợt
-- ngay_tham_dinh: ngày của tờ trình thẩm định
-- co_quan: mã cơ quan thẩm định
SELECT d.nam, d.ma AS dot, d.tham_dinh_ngay AS ngay_tham_dinh, d.co_quan_tham_dinh_ma AS co_quan
FROM dot_khen_thuong d
WHERE d.tham_dinh_ngay <= :ngay AND d.nam >= :nam - 1 AND d.nam <= :nam AND d.hinh_thuc_ma NOT LIKE 'giay-khen%' AND d.ngay_du_kien IS NOT NULL AND d.co_quan_tham_dinh_ma IS NOT NULL
ORDER BY d.nam, d.ma
