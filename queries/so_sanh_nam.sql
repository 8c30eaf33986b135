-- So sánh số đơn vị được công nhận “An toàn về an ninh, trật tự” với năm trước, cho biểu đồ
-- tham số: nam int
-- cột: chi_tieu text, nam_truoc int?, nam_nay int
-- khóa: chi_tieu
-- chi_tieu: đối tượng được công nhận: “Khu dân cư”
-- nam_truoc: số của năm trước: “789”; trống khi năm trước không có số liệu
-- nam_nay: số của năm
SELECT c.chi_tieu, CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.so END) AS BIGINT) AS nam_truoc,
    CAST(COALESCE(SUM(CASE WHEN s.nam = :nam THEN s.so END), 0) AS BIGINT) AS nam_nay
FROM (
    SELECT 1 AS thu_tu, 'KDC' AS ma, 'Khu dân cư' AS chi_tieu UNION ALL SELECT 2, 'XA', 'Đơn vị cấp xã' UNION ALL
    SELECT 3, 'CQ', 'Cơ quan' UNION ALL SELECT 4, 'DN', 'Doanh nghiệp' UNION ALL SELECT 5, 'CSGD', 'Cơ sở giáo dục'
) c LEFT JOIN (
    SELECT nam, doi_tuong AS ma, dat AS so FROM cong_nhan
) s ON s.ma = c.ma AND s.nam IN (:nam, :nam - 1)
GROUP BY c.thu_tu, c.chi_tieu
ORDER BY c.thu_tu
