-- Các đợt khen thưởng của năm đã đến ngày phân bổ chỉ tiêu và có chỉ tiêu
-- tham số: nam int, ngay date
-- cột: nam int, dot text, ngay_van_ban date
-- nam: năm của đợt
-- dot: mã đợt
-- ngay_van_ban: ngày phân bổ
SELECT d.nam, d.ma AS dot, d.ngay_phan_bo AS ngay_van_ban
FROM dot_khen_thuong d
WHERE d.nam = :nam AND d.hinh_thuc_ma NOT LIKE 'giay-khen%' AND d.ngay_phan_bo <= :ngay AND EXISTS (SELECT 1 FROM chi_tieu_khen_thuong c WHERE c.dot_id = d.id)
ORDER BY d.nam, d.ma
