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
    SELECT 1 AS thu_tu, 'Buổi tuyên truyền, phát động' AS chi_tieu, 'buổi' AS don_vi_tinh,
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.so_buoi END) AS BIGINT) AS nam_truoc, CAST(COALESCE(SUM(CASE WHEN s.nam = :nam THEN s.so_buoi END), 0) AS BIGINT) AS nam_nay
    FROM tuyen_truyen s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 2, 'Lượt người dự tuyên truyền', 'lượt',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.luot_nguoi END) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN s.nam = :nam THEN s.luot_nguoi END), 0) AS BIGINT)
    FROM tuyen_truyen s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 3, 'Mô hình còn hoạt động', 'mô hình',
        NULLIF(COUNT(CASE WHEN s.nam = :nam - 1 AND s.xep_loai <> 'giai_the' THEN 1 END), 0), COUNT(CASE WHEN s.nam = :nam AND s.xep_loai <> 'giai_the' THEN 1 END)
    FROM mo_hinh_nam s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 4, 'Khu dân cư được công nhận', 'khu dân cư',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.dat END) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN s.nam = :nam THEN s.dat END), 0) AS BIGINT)
    FROM cong_nhan s WHERE s.nam IN (:nam, :nam - 1) AND s.doi_tuong = 'KDC'
    UNION ALL
    SELECT 5, 'Đơn vị hành chính cấp xã được công nhận', 'đơn vị',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.dat END) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN s.nam = :nam THEN s.dat END), 0) AS BIGINT)
    FROM cong_nhan s WHERE s.nam IN (:nam, :nam - 1) AND s.doi_tuong = 'XA'
    UNION ALL
    SELECT 6, 'Cơ quan, doanh nghiệp, cơ sở giáo dục được công nhận', 'đơn vị',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.dat END) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN s.nam = :nam THEN s.dat END), 0) AS BIGINT)
    FROM cong_nhan s WHERE s.nam IN (:nam, :nam - 1) AND s.doi_tuong IN ('CQ', 'DN', 'CSGD')
    UNION ALL
    SELECT 7, 'Nguồn tin do quần chúng cung cấp', 'tin',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.nguon_tin END) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN s.nam = :nam THEN s.nguon_tin END), 0) AS BIGINT)
    FROM tin_bao s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 8, 'Vụ việc xử lý, làm rõ từ tin báo', 'vụ',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.vu_xu_ly END) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN s.nam = :nam THEN s.vu_xu_ly END), 0) AS BIGINT)
    FROM tin_bao s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 9, 'Trang, nhóm mạng xã hội về an ninh, trật tự', 'trang, nhóm',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.trang_nhom END) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN s.nam = :nam THEN s.trang_nhom END), 0) AS BIGINT)
    FROM khong_gian_mang s WHERE s.nam IN (:nam, :nam - 1)
) x
ORDER BY x.thu_tu
