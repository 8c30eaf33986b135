-- Các chỉ tiêu chính so với năm trước, gộp lại thành một câu
-- tham số: nam int
-- cột: ss_so int, ss_tang int, ss_giam int, ss_giu int, ss_ten_giam text?
-- ss_so: số chỉ tiêu có số liệu của cả hai năm
-- ss_tang: số chỉ tiêu tăng
-- ss_giam: số chỉ tiêu giảm
-- ss_giu: số chỉ tiêu không đổi
-- ss_ten_giam: tên các chỉ tiêu giảm, viết thường, cách nhau bằng dấu chấm phẩy
-- (một dòng)
SELECT COUNT(*) AS ss_so, COUNT(CASE WHEN x.nam_nay > x.nam_truoc THEN 1 END) AS ss_tang, COUNT(CASE WHEN x.nam_nay < x.nam_truoc THEN 1 END) AS ss_giam,
    COUNT(CASE WHEN x.nam_nay = x.nam_truoc THEN 1 END) AS ss_giu,
    string_agg(CASE WHEN x.nam_nay < x.nam_truoc THEN lower(substr(x.chi_tieu, 1, 1)) || substr(x.chi_tieu, 2) END, '; ' ORDER BY x.thu_tu) AS ss_ten_giam
FROM (
    SELECT c.thu_tu, c.ten AS chi_tieu, c.don_vi_tinh, n.nam_truoc, COALESCE(n.nam_nay, 0) AS nam_nay
    FROM chi_tieu_so_sanh c LEFT JOIN (
        SELECT s.thu_tu, MAX(CASE WHEN s.nam = :nam - 1 THEN s.so END) AS nam_truoc, MAX(CASE WHEN s.nam = :nam THEN s.so END) AS nam_nay
        FROM so_so_sanh s WHERE s.nam IN (:nam, :nam - 1) GROUP BY s.thu_tu
    ) n ON n.thu_tu = c.thu_tu
) x
WHERE x.nam_truoc IS NOT NULL
