-- Năm liền trước và liền sau của năm báo cáo
-- tham số: nam int
-- cột: nam_lien_truoc int, nam_lien_sau int, co_nam_lien_truoc bool
-- nam_lien_truoc: năm để so sánh: “2023”
-- nam_lien_sau: năm của phương hướng, nhiệm vụ: “2025”
-- co_nam_lien_truoc: năm liền trước có số liệu để so sánh
-- (một dòng)
SELECT CAST(:nam - 1 AS BIGINT) AS nam_lien_truoc, CAST(:nam + 1 AS BIGINT) AS nam_lien_sau,
    EXISTS (SELECT 1 FROM tuyen_truyen WHERE nam = :nam - 1) AND EXISTS (SELECT 1 FROM cong_nhan WHERE nam = :nam - 1) AS co_nam_lien_truoc
