-- Các đợt khen thưởng của năm nay và năm trước đã thẩm định xong tính đến một ngày
-- tham số: nam int, ngay date
-- cột: nam int, dot text
-- nam: năm của đợt
-- dot: mã đợt
SELECT d.nam, d.ma AS dot
FROM dot_khen_thuong d
WHERE d.tham_dinh_ngay <= :ngay AND d.nam >= :nam - 1 AND d.nam <= :nam AND d.ngay_du_kien IS NOT NULL
ORDER BY d.nam, d.ma
