-- Các đợt khen thưởng của năm nay và năm trước đã họp xét tính đến một ngày
-- tham số: nam int, ngay date
-- cột: nam int, dot text, ngay_van_ban date
-- nam: năm của đợt
-- dot: mã đợt
-- ngay_van_ban: ngày họp
SELECT d.nam, d.ma AS dot, d.bien_ban_ngay AS ngay_van_ban
FROM dot_khen_thuong d
WHERE d.bien_ban_ngay <= :ngay AND d.nam >= :nam - 1 AND d.nam <= :nam AND d.hinh_thuc_ma NOT LIKE 'giay-khen%' AND d.ngay_du_kien IS NOT NULL
ORDER BY d.nam, d.ma
