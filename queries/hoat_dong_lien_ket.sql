-- Hoạt động kết hợp với từng phong trào, cuộc vận động khác trong năm
-- tham số: nam int
-- cột: ten text, goi text, so_hoat_dong int, luot_nguoi int
-- khóa: goi, ten
-- ten: tên phong trào, cuộc vận động, không kèm dấu ngoặc: “Toàn tỉnh chung sức xây dựng nông thôn mới, đô thị văn minh”
-- goi: “cuộc vận động” hoặc “phong trào”
-- so_hoat_dong: số hoạt động
-- luot_nguoi: lượt người tham gia
SELECT p.ten, CASE p.loai WHEN 'cuoc_van_dong' THEN 'cuộc vận động' ELSE 'phong trào' END AS goi,
    COALESCE(SUM(s.so_hoat_dong), 0) AS so_hoat_dong, COALESCE(SUM(s.luot_nguoi), 0) AS luot_nguoi
FROM phong_trao_lien_ket p JOIN hoat_dong_lien_ket s ON s.lien_ket_ma = p.ma
WHERE s.nam = :nam
GROUP BY p.ma, p.ten, p.loai, p.thu_tu
ORDER BY p.thu_tu, p.ma
