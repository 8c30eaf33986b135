-- Phụ lục 3: công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự” theo Thông tư số 124/2021/TT-BCA
-- tham số: nam int
-- cột: don_vi text,
-- kdc_tong int, kdc_dang_ky int, kdc_dat int, kdc_ti_le decimal(2)?, xa_tong int, xa_dang_ky int, xa_dat int, xa_ti_le decimal(2)?,
-- cq_tong int, cq_dang_ky int, cq_dat int, cq_ti_le decimal(2)?, dn_tong int, dn_dang_ky int, dn_dat int, dn_ti_le decimal(2)?,
-- csgd_tong int, csgd_dang_ky int, csgd_dat int, csgd_ti_le decimal(2)?
-- khóa: don_vi
-- don_vi: địa phương, đơn vị báo cáo: “Huyện Lộc Ninh”
-- kdc_tong: khu dân cư thuộc diện xét
-- kdc_dang_ky: khu dân cư đăng ký
-- kdc_dat: khu dân cư được công nhận
-- kdc_ti_le: phần trăm được công nhận trên tổng số, trống khi không có đối tượng
-- xa_tong: xã, phường, thị trấn thuộc diện xét
-- xa_dang_ky: xã, phường, thị trấn đăng ký
-- xa_dat: xã, phường, thị trấn được công nhận
-- xa_ti_le: phần trăm được công nhận trên tổng số, trống khi không có đối tượng
-- cq_tong: cơ quan thuộc diện xét
-- cq_dang_ky: cơ quan đăng ký
-- cq_dat: cơ quan được công nhận
-- cq_ti_le: phần trăm được công nhận trên tổng số, trống khi không có đối tượng
-- dn_tong: doanh nghiệp thuộc diện xét
-- dn_dang_ky: doanh nghiệp đăng ký
-- dn_dat: doanh nghiệp được công nhận
-- dn_ti_le: phần trăm được công nhận trên tổng số, trống khi không có đối tượng
-- csgd_tong: cơ sở giáo dục thuộc diện xét
-- csgd_dang_ky: cơ sở giáo dục đăng ký
-- csgd_dat: cơ sở giáo dục được công nhận
-- csgd_ti_le: phần trăm được công nhận trên tổng số, trống khi không có đối tượng
SELECT t.don_vi,
    t.kdc_tong, t.kdc_dang_ky, t.kdc_dat, CASE WHEN t.kdc_tong > 0 THEN (t.kdc_dat * 20000 + t.kdc_tong) / (2 * t.kdc_tong) / 100.0 END AS kdc_ti_le,
    t.xa_tong, t.xa_dang_ky, t.xa_dat, CASE WHEN t.xa_tong > 0 THEN (t.xa_dat * 20000 + t.xa_tong) / (2 * t.xa_tong) / 100.0 END AS xa_ti_le,
    t.cq_tong, t.cq_dang_ky, t.cq_dat, CASE WHEN t.cq_tong > 0 THEN (t.cq_dat * 20000 + t.cq_tong) / (2 * t.cq_tong) / 100.0 END AS cq_ti_le,
    t.dn_tong, t.dn_dang_ky, t.dn_dat, CASE WHEN t.dn_tong > 0 THEN (t.dn_dat * 20000 + t.dn_tong) / (2 * t.dn_tong) / 100.0 END AS dn_ti_le,
    t.csgd_tong, t.csgd_dang_ky, t.csgd_dat, CASE WHEN t.csgd_tong > 0 THEN (t.csgd_dat * 20000 + t.csgd_tong) / (2 * t.csgd_tong) / 100.0 END AS csgd_ti_le
FROM (
    SELECT u.id, u.ten AS don_vi, l.cap, u.thu_tu, u.khoa_ten,
        COALESCE(SUM(CASE WHEN s.doi_tuong = 'KDC' THEN s.tong END), 0) AS kdc_tong, COALESCE(SUM(CASE WHEN s.doi_tuong = 'KDC' THEN s.dang_ky END), 0) AS kdc_dang_ky, COALESCE(SUM(CASE WHEN s.doi_tuong = 'KDC' THEN s.dat END), 0) AS kdc_dat,
        COALESCE(SUM(CASE WHEN s.doi_tuong = 'XA' THEN s.tong END), 0) AS xa_tong, COALESCE(SUM(CASE WHEN s.doi_tuong = 'XA' THEN s.dang_ky END), 0) AS xa_dang_ky, COALESCE(SUM(CASE WHEN s.doi_tuong = 'XA' THEN s.dat END), 0) AS xa_dat,
        COALESCE(SUM(CASE WHEN s.doi_tuong = 'CQ' THEN s.tong END), 0) AS cq_tong, COALESCE(SUM(CASE WHEN s.doi_tuong = 'CQ' THEN s.dang_ky END), 0) AS cq_dang_ky, COALESCE(SUM(CASE WHEN s.doi_tuong = 'CQ' THEN s.dat END), 0) AS cq_dat,
        COALESCE(SUM(CASE WHEN s.doi_tuong = 'DN' THEN s.tong END), 0) AS dn_tong, COALESCE(SUM(CASE WHEN s.doi_tuong = 'DN' THEN s.dang_ky END), 0) AS dn_dang_ky, COALESCE(SUM(CASE WHEN s.doi_tuong = 'DN' THEN s.dat END), 0) AS dn_dat,
        COALESCE(SUM(CASE WHEN s.doi_tuong = 'CSGD' THEN s.tong END), 0) AS csgd_tong, COALESCE(SUM(CASE WHEN s.doi_tuong = 'CSGD' THEN s.dang_ky END), 0) AS csgd_dang_ky, COALESCE(SUM(CASE WHEN s.doi_tuong = 'CSGD' THEN s.dat END), 0) AS csgd_dat
    FROM cong_nhan s JOIN don_vi u ON u.id = s.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
    WHERE s.nam = :nam
    GROUP BY u.id, u.ten, l.cap, u.thu_tu, u.khoa_ten
) t
ORDER BY t.cap IS NULL, t.thu_tu, t.khoa_ten, t.id
