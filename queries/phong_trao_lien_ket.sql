-- Các phong trào, cuộc vận động khác được kết hợp
-- tham số: ngay date
-- cột: goi text, ten text
-- khóa: goi
-- goi: “cuộc vận động” hoặc “phong trào thi đua” ở tên đầu tiên của mỗi loại, rỗng ở các tên sau
-- ten: tên phong trào, không kèm dấu ngoặc: “Toàn dân đoàn kết xây dựng đời sống văn hóa ở khu dân cư”
SELECT CASE WHEN p.loai = LAG(p.loai) OVER (ORDER BY p.thu_tu, p.ma) THEN '' WHEN p.loai = 'cuoc_van_dong' THEN 'cuộc vận động' ELSE 'phong trào thi đua' END AS goi, p.ten
FROM phong_trao_lien_ket p
WHERE (p.tu_ngay IS NULL OR p.tu_ngay <= :ngay) AND (p.den_ngay IS NULL OR p.den_ngay >= :ngay)
ORDER BY p.thu_tu, p.ma
