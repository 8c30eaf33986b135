-- Chỉ tiêu phấn đấu của năm sau
-- tham số: nam int
-- cột: noi_dung text
-- khóa: noi_dung
-- noi_dung: một chỉ tiêu, không kèm dấu câu: “Từ 95% khu dân cư trở lên được công nhận đạt tiêu chuẩn …”
SELECT c.noi_dung
FROM chi_tieu_phan_dau c
WHERE c.nam = :nam + 1
ORDER BY c.thu_tu
