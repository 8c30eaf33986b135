-- Nơi được Kính gửi của một kiểu văn bản
-- tham số: kieu text, co_quan text, ngay date
-- cột: ten text
-- khóa: ten
-- ten: cơ quan hoặc chức danh, không kèm dấu câu: “Bộ Công an (Cục V05)”
SELECT n.ten
FROM noi_nhan n
WHERE n.kieu = :kieu AND n.co_quan_ma = :co_quan AND n.vai_tro = 'kinh_gui'
    AND n.tu_ngay <= :ngay AND (n.den_ngay IS NULL OR n.den_ngay >= :ngay)
ORDER BY n.thu_tu
