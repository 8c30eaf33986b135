-- Mốc xét công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự” theo đối tượng
-- tham số: ngay date
-- cột: doi_tuong text, ky_tu text, ky_den text, truoc_ngay text, cap text
-- doi_tuong: đối tượng: “Khu dân cư”
-- ky_tu: ngày đầu của thời gian đánh giá: “01/11 năm trước”
-- ky_den: ngày cuối: “31/10”
-- truoc_ngay: quyết định trước ngày này của năm: “15/11”
-- cap: cấp có thẩm quyền công nhận
SELECT m.doi_tuong, m.ky_tu, m.ky_den, m.truoc_ngay, m.cap
FROM moc_danh_gia m
WHERE m.viec = 'cong_nhan' AND m.tu_ngay <= :ngay AND (m.den_ngay IS NULL OR m.den_ngay >= :ngay)
ORDER BY m.thu_tu
