-- Số đơn vị được cấp tỉnh công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự” trong năm
-- tham số: nam int
-- cột: cn_tong int, cn_xa int, cn_co_quan int, cn_doanh_nghiep int, cn_truong int, cn_chua_dat int
-- cn_tong: tổng số đơn vị đạt
-- cn_xa: xã, phường
-- cn_co_quan: cơ quan
-- cn_doanh_nghiep: doanh nghiệp
-- cn_truong: cơ sở giáo dục
-- cn_chua_dat: đơn vị đăng ký mà chưa đạt
-- (một dòng)
SELECT COUNT(CASE WHEN c.dat THEN 1 END) AS cn_tong, COUNT(CASE WHEN c.dat AND l.doi_tuong_124 = 'XA' THEN 1 END) AS cn_xa, COUNT(CASE WHEN c.dat AND l.doi_tuong_124 = 'CQ' THEN 1 END) AS cn_co_quan,
    COUNT(CASE WHEN c.dat AND l.doi_tuong_124 = 'DN' THEN 1 END) AS cn_doanh_nghiep, COUNT(CASE WHEN c.dat AND l.doi_tuong_124 = 'CSGD' THEN 1 END) AS cn_truong,
    COUNT(CASE WHEN c.dang_ky AND NOT c.dat THEN 1 END) AS cn_chua_dat
FROM cong_nhan_don_vi c JOIN don_vi u ON u.id = c.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
WHERE c.nam = :nam AND (c.cap_cong_nhan = 'tinh' OR c.cap_cong_nhan IS NULL AND u.cap_quan_ly = 'tinh')
