-- Các dòng Căn cứ của một kiểu văn bản, theo ngày của văn bản
-- tham số: kieu text, ngay date
-- cột: noi_dung text, trang_thai text
-- khóa: noi_dung
-- noi_dung: văn bản làm căn cứ, viết đầy đủ, không kèm chữ Căn cứ và dấu câu: “Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022”
-- trang_thai: đã đối chiếu với văn bản gốc chưa; chua_kiem_chung thì văn bản làm ra có phát hiện CITATION-UNVERIFIED
SELECT replace(c.cau_dai, ' của UBND ', ' của Ủy ban nhân dân ') AS noi_dung, v.trang_thai
FROM vien_dan d JOIN cau_vien_dan c ON c.ma = d.van_ban_ma JOIN van_ban_phap_ly v ON v.ma = d.van_ban_ma
WHERE d.kieu = :kieu AND d.phan = 'can_cu' AND d.tu_ngay <= :ngay AND (d.den_ngay IS NULL OR d.den_ngay >= :ngay)
ORDER BY d.thu_tu
