-- Các đợt khen thưởng của năm nay và năm trước đã họp xét tính đến một ngày, tặng Bằng khen hay Giấy khen
-- tham số: nam int, ngay date
-- cột: nam int, dot text, ngay_van_ban date, co_quan text
-- nam: năm của đợt
-- dot: mã đợt
-- ngay_van_ban: ngày họp
SELECT d.nam, d.ma AS dot, d.bien_ban_ngay AS ngay_van_ban,
    COALESCE(CASE WHEN d.hinh_thuc_ma LIKE 'giay-khen%' THEN d.co_quan_quyet_dinh_ma END, d.co_quan_de_nghi_ma, 'cong-an-tinh') AS co_quan
FROM dot_khen_thuong d
WHERE d.bien_ban_ngay <= :ngay AND d.nam >= :nam - 1 AND d.nam <= :nam AND d.ngay_du_kien IS NOT NULL
ORDER BY d.nam, d.ma
