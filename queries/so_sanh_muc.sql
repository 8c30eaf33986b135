-- Kết quả của từng mục trong báo cáo so với năm trước, để viết thành câu; chỉ tiêu mà một trong hai năm chưa có số liệu thì không có dòng; mục chưa có số liệu năm trước thì có một dòng nói điều đó
-- tham số: nam int
-- cột: muc text, chi_tieu text, don_vi_tinh text, nam_truoc int, nam_nay int, tang int, giam int, ti_le decimal(2)?, dau_muc bool, cuoi_muc bool, chua_co bool
-- khóa: muc, chi_tieu
-- muc: mã mục của báo cáo: “tuyen-truyen”
-- chi_tieu: tên chỉ tiêu trong câu: “số buổi tuyên truyền, phát động”
-- don_vi_tinh: đơn vị tính: “buổi”
-- nam_truoc: số của năm trước
-- nam_nay: số của năm
-- tang: phần tăng so với năm trước; 0 khi không tăng
-- giam: phần giảm so với năm trước; 0 khi không giảm
-- ti_le: phần trăm tăng hoặc giảm, không dấu, hai số lẻ; trống khi năm trước là 0
-- dau_muc: chỉ tiêu đầu của mục
-- cuoi_muc: chỉ tiêu cuối của mục
-- chua_co: năm trước chưa có số liệu của mục này, mà có của mục khác
WITH x AS (
    SELECT 1 AS thu_tu, 'chi-dao' AS muc, 'số kế hoạch, chương trình đã ban hành' AS chi_tieu, 'kế hoạch, chương trình' AS don_vi_tinh,
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.ke_hoach END) AS BIGINT) AS nam_truoc, CAST(SUM(CASE WHEN s.nam = :nam THEN s.ke_hoach END) AS BIGINT) AS nam_nay
    FROM chi_dao s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 2, 'tuyen-truyen', 'số buổi tuyên truyền, phát động', 'buổi',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.so_buoi END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.so_buoi END) AS BIGINT)
    FROM tuyen_truyen s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 3, 'tuyen-truyen', 'số lượt người dự', 'lượt',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.luot_nguoi END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.luot_nguoi END) AS BIGINT)
    FROM tuyen_truyen s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 4, 'mo-hinh', 'số mô hình đang hoạt động', 'mô hình',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN 1 END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN 1 END) AS BIGINT)
    FROM mo_hinh_nam s WHERE s.nam IN (:nam, :nam - 1) AND s.xep_loai <> 'giai_the'
    UNION ALL
    SELECT 5, 'ngay-hoi', 'số khu dân cư tổ chức Ngày hội', 'khu dân cư',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.khu_dan_cu END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.khu_dan_cu END) AS BIGINT)
    FROM ngay_hoi s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 6, 'ngay-hoi', 'số lượt người dự', 'lượt',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.luot_nguoi END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.luot_nguoi END) AS BIGINT)
    FROM ngay_hoi s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 7, 'cong-nhan', 'số khu dân cư được công nhận', 'khu dân cư',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.dat END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.dat END) AS BIGINT)
    FROM cong_nhan s WHERE s.nam IN (:nam, :nam - 1) AND s.doi_tuong = 'KDC'
    UNION ALL
    SELECT 8, 'cong-nhan', 'số đơn vị hành chính cấp xã được công nhận', 'đơn vị',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.dat END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.dat END) AS BIGINT)
    FROM cong_nhan s WHERE s.nam IN (:nam, :nam - 1) AND s.doi_tuong = 'XA'
    UNION ALL
    SELECT 9, 'cong-nhan', 'số cơ quan, doanh nghiệp, cơ sở giáo dục được công nhận', 'đơn vị',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.dat END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.dat END) AS BIGINT)
    FROM cong_nhan s WHERE s.nam IN (:nam, :nam - 1) AND s.doi_tuong IN ('CQ', 'DN', 'CSGD')
    UNION ALL
    SELECT 10, 'phan-loai', 'số đơn vị xếp loại xuất sắc', 'đơn vị',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.xuat_sac END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.xuat_sac END) AS BIGINT)
    FROM phan_loai s WHERE s.nam IN (:nam, :nam - 1) AND s.doi_tuong <> 'HUYEN'
    UNION ALL
    SELECT 11, 'luc-luong', 'số thành viên lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở', 'người',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.thanh_vien END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.thanh_vien END) AS BIGINT)
    FROM luc_luong s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 12, 'tin-bao', 'số nguồn tin do quần chúng cung cấp', 'tin',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.nguon_tin END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.nguon_tin END) AS BIGINT)
    FROM tin_bao s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 13, 'tin-bao', 'số vụ việc xử lý, làm rõ từ tin báo', 'vụ',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.vu_xu_ly END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.vu_xu_ly END) AS BIGINT)
    FROM tin_bao s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 14, 'khong-gian-mang', 'số trang, nhóm mạng xã hội', 'trang, nhóm',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.trang_nhom END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.trang_nhom END) AS BIGINT)
    FROM khong_gian_mang s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 15, 'khong-gian-mang', 'số tin, bài', 'tin, bài',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.tin_bai END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.tin_bai END) AS BIGINT)
    FROM khong_gian_mang s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 16, 'phoi-hop', 'số hoạt động phối hợp', 'hoạt động',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.hoat_dong END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.hoat_dong END) AS BIGINT)
    FROM phoi_hop s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 17, 'lien-ket', 'số hoạt động kết hợp', 'hoạt động',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.so_hoat_dong END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.so_hoat_dong END) AS BIGINT)
    FROM hoat_dong_lien_ket s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 18, 'khen-thuong', 'số tập thể được khen thưởng', 'tập thể',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.tap_the END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.tap_the END) AS BIGINT)
    FROM khen_thuong_nam s WHERE s.nam IN (:nam, :nam - 1)
    UNION ALL
    SELECT 19, 'khen-thuong', 'số cá nhân được khen thưởng', 'cá nhân',
        CAST(SUM(CASE WHEN s.nam = :nam - 1 THEN s.ca_nhan END) AS BIGINT), CAST(SUM(CASE WHEN s.nam = :nam THEN s.ca_nhan END) AS BIGINT)
    FROM khen_thuong_nam s WHERE s.nam IN (:nam, :nam - 1)
), y AS (
    SELECT x.thu_tu, x.muc, x.chi_tieu, x.don_vi_tinh, x.nam_truoc, x.nam_nay, FALSE AS chua_co
    FROM x WHERE x.nam_truoc IS NOT NULL AND x.nam_nay IS NOT NULL
    UNION ALL
    SELECT MIN(x.thu_tu), x.muc, '', '', 0, 0, TRUE
    FROM x GROUP BY x.muc
    HAVING COUNT(x.nam_truoc) = 0 AND COUNT(x.nam_nay) > 0 AND EXISTS (SELECT 1 FROM x c WHERE c.nam_truoc IS NOT NULL)
)
SELECT y.muc, y.chi_tieu, y.don_vi_tinh, y.nam_truoc, y.nam_nay,
    CASE WHEN y.nam_nay > y.nam_truoc THEN y.nam_nay - y.nam_truoc ELSE 0 END AS tang,
    CASE WHEN y.nam_nay < y.nam_truoc THEN y.nam_truoc - y.nam_nay ELSE 0 END AS giam,
    CASE WHEN y.nam_truoc > 0 THEN ((ABS(y.nam_nay - y.nam_truoc) * 20000 + y.nam_truoc) / (2 * y.nam_truoc)) / 100.0 END AS ti_le,
    ROW_NUMBER() OVER (PARTITION BY y.muc ORDER BY y.thu_tu) = 1 AS dau_muc,
    ROW_NUMBER() OVER (PARTITION BY y.muc ORDER BY y.thu_tu DESC) = 1 AS cuoi_muc, y.chua_co
FROM y
ORDER BY y.thu_tu
