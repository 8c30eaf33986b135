-- Mốc đánh giá, phân loại phong trào theo đối tượng
-- tham số: ngay date
-- cột: doi_tuong text, truoc_ngay text, cap text
-- doi_tuong: đối tượng: “Khu dân cư”
-- truoc_ngay: hoàn thành trước ngày này của năm: “20/11”
-- cap: cấp chấm điểm, phân loại
SELECT m.doi_tuong, m.truoc_ngay, m.cap
FROM moc_danh_gia m
WHERE m.viec = 'phan_loai' AND m.tu_ngay <= :ngay AND (m.den_ngay IS NULL OR m.den_ngay >= :ngay)
ORDER BY m.thu_tu
