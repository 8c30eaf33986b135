-- Các đợt khen thưởng của một năm mà đơn vị gửi hồ sơ đề nghị
-- tham số: nam int, ngay date
-- cột: ten_dot_nam text, han_de_nghi_dot date
-- ten_dot_nam: tên đợt: “Tổng kết phong trào thi đua năm 2024”
-- han_de_nghi_dot: hạn đơn vị gửi hồ sơ
SELECT d.ten AS ten_dot_nam, d.han_de_nghi AS han_de_nghi_dot
FROM dot_khen_thuong d
WHERE d.nam = :nam AND d.hinh_thuc_ma NOT LIKE 'giay-khen%' AND d.han_de_nghi IS NOT NULL AND d.han_de_nghi >= :ngay
ORDER BY d.han_de_nghi, d.ma
