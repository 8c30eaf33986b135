-- Các chỉ tiêu chính của năm so với năm trước
-- tham số: nam int
-- cột: chi_tieu text, don_vi_tinh text, nam_truoc int?, nam_nay int, tang_giam int?, ti_le decimal(2)?
-- khóa: chi_tieu
-- chi_tieu: tên chỉ tiêu: “Khu dân cư được công nhận”
-- don_vi_tinh: đơn vị tính: “buổi”
-- nam_truoc: số của năm trước: “789”; trống khi năm trước không có số liệu
-- nam_nay: số của năm
-- tang_giam: năm nay trừ năm trước
-- ti_le: phần trăm tăng (âm: giảm) so với năm trước, hai số lẻ, làm tròn nửa lên theo trị số
SELECT x.chi_tieu, x.don_vi_tinh, x.nam_truoc, x.nam_nay, x.nam_nay - x.nam_truoc AS tang_giam,
    CASE WHEN x.nam_truoc > 0 THEN CASE WHEN x.nam_nay < x.nam_truoc THEN -1 ELSE 1 END *
        ((ABS(x.nam_nay - x.nam_truoc) * 20000 + x.nam_truoc) / (2 * x.nam_truoc)) / 100.0 END AS ti_le
FROM (
    SELECT c.thu_tu, c.ten AS chi_tieu, c.don_vi_tinh, n.nam_truoc, COALESCE(n.nam_nay, 0) AS nam_nay
    FROM chi_tieu_so_sanh c LEFT JOIN (
        SELECT s.thu_tu, MAX(CASE WHEN s.nam = :nam - 1 THEN s.so END) AS nam_truoc, MAX(CASE WHEN s.nam = :nam THEN s.so END) AS nam_nay
        FROM so_so_sanh s WHERE s.nam IN (:nam, :nam - 1) GROUP BY s.thu_tu
    ) n ON n.thu_tu = c.thu_tu
) x
ORDER BY x.thu_tu
