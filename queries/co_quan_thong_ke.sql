-- Cơ quan làm thống kê khen thưởng của một năm: cơ quan thẩm định đợt sau cùng của năm
-- tham số: nam int
-- cột: co_quan text
-- co_quan: mã cơ quan: “ban-tdkt”, “so-noi-vu”
SELECT d.co_quan_tham_dinh_ma AS co_quan
FROM dot_khen_thuong d
WHERE d.nam = :nam AND d.hinh_thuc_ma NOT LIKE 'giay-khen%' AND d.co_quan_tham_dinh_ma IS NOT NULL
ORDER BY d.ngay_du_kien DESC, d.ma
LIMIT 1
