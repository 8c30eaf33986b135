-- Tổng số và kỳ báo cáo của phụ lục 3: công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”
-- tham số: nam int
-- cột: pl3_tu_ngay date?, pl3_den_ngay date?, pl3_kdc_tu_ngay date?, pl3_kdc_den_ngay date?, pl3_nguon text?,
-- pl3_kdc_tong int, pl3_kdc_dang_ky int, pl3_kdc_dat int, pl3_kdc_ti_le decimal(2)?, pl3_xa_tong int, pl3_xa_dang_ky int, pl3_xa_dat int,
-- pl3_xa_ti_le decimal(2)?, pl3_cq_tong int, pl3_cq_dang_ky int, pl3_cq_dat int, pl3_cq_ti_le decimal(2)?, pl3_dn_tong int,
-- pl3_dn_dang_ky int, pl3_dn_dat int, pl3_dn_ti_le decimal(2)?, pl3_csgd_tong int, pl3_csgd_dang_ky int, pl3_csgd_dat int,
-- pl3_csgd_ti_le decimal(2)?
-- pl3_tu_ngay: ngày đầu kỳ xét xã, cơ quan, doanh nghiệp, cơ sở giáo dục
-- pl3_den_ngay: ngày cuối kỳ ấy
-- pl3_kdc_tu_ngay: ngày đầu kỳ xét khu dân cư (TT 124 Đ.8)
-- pl3_kdc_den_ngay: ngày cuối kỳ ấy
-- pl3_nguon: nơi lấy số liệu: “Báo cáo của các địa phương, cơ quan, đơn vị”
-- pl3_kdc_tong: khu dân cư thuộc diện xét
-- pl3_kdc_dang_ky: khu dân cư đăng ký
-- pl3_kdc_dat: khu dân cư được công nhận
-- pl3_kdc_ti_le: phần trăm khu dân cư được công nhận
-- pl3_xa_tong: xã, phường, thị trấn thuộc diện xét
-- pl3_xa_dang_ky: xã, phường, thị trấn đăng ký
-- pl3_xa_dat: xã, phường, thị trấn được công nhận
-- pl3_xa_ti_le: phần trăm xã, phường, thị trấn được công nhận
-- pl3_cq_tong: cơ quan thuộc diện xét
-- pl3_cq_dang_ky: cơ quan đăng ký
-- pl3_cq_dat: cơ quan được công nhận
-- pl3_cq_ti_le: phần trăm cơ quan được công nhận
-- pl3_dn_tong: doanh nghiệp thuộc diện xét
-- pl3_dn_dang_ky: doanh nghiệp đăng ký
-- pl3_dn_dat: doanh nghiệp được công nhận
-- pl3_dn_ti_le: phần trăm doanh nghiệp được công nhận
-- pl3_csgd_tong: cơ sở giáo dục thuộc diện xét
-- pl3_csgd_dang_ky: cơ sở giáo dục đăng ký
-- pl3_csgd_dat: cơ sở giáo dục được công nhận
-- pl3_csgd_ti_le: phần trăm cơ sở giáo dục được công nhận
-- (một dòng)
SELECT k.tu_ngay AS pl3_tu_ngay, k.den_ngay AS pl3_den_ngay, kdc.tu_ngay AS pl3_kdc_tu_ngay, kdc.den_ngay AS pl3_kdc_den_ngay, k.nguon AS pl3_nguon,
    t.kdc_tong AS pl3_kdc_tong, t.kdc_dang_ky AS pl3_kdc_dang_ky, t.kdc_dat AS pl3_kdc_dat,
    CASE WHEN t.kdc_tong > 0 THEN (t.kdc_dat * 20000 + t.kdc_tong) / (2 * t.kdc_tong) / 100.0 END AS pl3_kdc_ti_le,
    t.xa_tong AS pl3_xa_tong, t.xa_dang_ky AS pl3_xa_dang_ky, t.xa_dat AS pl3_xa_dat,
    CASE WHEN t.xa_tong > 0 THEN (t.xa_dat * 20000 + t.xa_tong) / (2 * t.xa_tong) / 100.0 END AS pl3_xa_ti_le,
    t.cq_tong AS pl3_cq_tong, t.cq_dang_ky AS pl3_cq_dang_ky, t.cq_dat AS pl3_cq_dat,
    CASE WHEN t.cq_tong > 0 THEN (t.cq_dat * 20000 + t.cq_tong) / (2 * t.cq_tong) / 100.0 END AS pl3_cq_ti_le,
    t.dn_tong AS pl3_dn_tong, t.dn_dang_ky AS pl3_dn_dang_ky, t.dn_dat AS pl3_dn_dat,
    CASE WHEN t.dn_tong > 0 THEN (t.dn_dat * 20000 + t.dn_tong) / (2 * t.dn_tong) / 100.0 END AS pl3_dn_ti_le,
    t.csgd_tong AS pl3_csgd_tong, t.csgd_dang_ky AS pl3_csgd_dang_ky, t.csgd_dat AS pl3_csgd_dat,
    CASE WHEN t.csgd_tong > 0 THEN (t.csgd_dat * 20000 + t.csgd_tong) / (2 * t.csgd_tong) / 100.0 END AS pl3_csgd_ti_le
FROM (
    SELECT COALESCE(SUM(CASE WHEN s.doi_tuong = 'KDC' THEN s.tong END), 0) AS kdc_tong, COALESCE(SUM(CASE WHEN s.doi_tuong = 'KDC' THEN s.dang_ky END), 0) AS kdc_dang_ky, COALESCE(SUM(CASE WHEN s.doi_tuong = 'KDC' THEN s.dat END), 0) AS kdc_dat,
        COALESCE(SUM(CASE WHEN s.doi_tuong = 'XA' THEN s.tong END), 0) AS xa_tong, COALESCE(SUM(CASE WHEN s.doi_tuong = 'XA' THEN s.dang_ky END), 0) AS xa_dang_ky, COALESCE(SUM(CASE WHEN s.doi_tuong = 'XA' THEN s.dat END), 0) AS xa_dat,
        COALESCE(SUM(CASE WHEN s.doi_tuong = 'CQ' THEN s.tong END), 0) AS cq_tong, COALESCE(SUM(CASE WHEN s.doi_tuong = 'CQ' THEN s.dang_ky END), 0) AS cq_dang_ky, COALESCE(SUM(CASE WHEN s.doi_tuong = 'CQ' THEN s.dat END), 0) AS cq_dat,
        COALESCE(SUM(CASE WHEN s.doi_tuong = 'DN' THEN s.tong END), 0) AS dn_tong, COALESCE(SUM(CASE WHEN s.doi_tuong = 'DN' THEN s.dang_ky END), 0) AS dn_dang_ky, COALESCE(SUM(CASE WHEN s.doi_tuong = 'DN' THEN s.dat END), 0) AS dn_dat,
        COALESCE(SUM(CASE WHEN s.doi_tuong = 'CSGD' THEN s.tong END), 0) AS csgd_tong, COALESCE(SUM(CASE WHEN s.doi_tuong = 'CSGD' THEN s.dang_ky END), 0) AS csgd_dang_ky, COALESCE(SUM(CASE WHEN s.doi_tuong = 'CSGD' THEN s.dat END), 0) AS csgd_dat
    FROM cong_nhan s WHERE s.nam = :nam
) t LEFT JOIN ky_so_lieu k ON k.ho = 'cong_nhan' AND k.nam = :nam
    LEFT JOIN ky_so_lieu kdc ON kdc.ho = 'cong_nhan_kdc' AND kdc.nam = :nam
