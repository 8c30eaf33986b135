-- Đơn vị có số liệu của năm, với đầu trang, chữ ký của chính đơn vị và số liệu đơn vị đã gửi
-- tham số: nam int, ngay date
-- cột: don_vi_ma text, ten_rieng text, co_quan_chu_quan text?, ten_co_quan text, ten_co_quan_dai bool, ten_co_quan_ngan bool, ky_hieu_co_quan text, dia_danh text,
-- quyen_han_chuc_vu text, don_vi_goi text, la_dia_phuong bool, la_huyen bool, la_doanh_nghiep bool, la_truong bool, cap_tinh text, cong_an_tinh text, tt_so_buoi int?, tt_luot_nguoi int?, tt_to_roi int?, tt_tin_bai int?, nh_so_diem int?, nh_luot_nguoi int?, ll_so_to int?, ll_thanh_vien int?, tb_nguon_tin int?, tb_co_gia_tri int?, tb_vu_xu_ly int?, pb_tong_so int?, pb_duoc_pho_bien int?, cn_kdc_tong int?, cn_kdc_dat int?, cn_xa_tong int?, cn_xa_dat int?, cn_cq_tong int?, cn_cq_dat int?, cn_dn_tong int?, cn_dn_dat int?, cn_csgd_tong int?, cn_csgd_dat int?, mh_so int, mh_hieu_qua int
-- don_vi_ma: mã đơn vị, khóa của mỗi bản: “bu-dang”
-- ten_rieng: tên riêng của mỗi bản trong danh sách văn bản: “Huyện Bù Đăng”
-- co_quan_chu_quan: cơ quan chủ quản ở đầu trang: “UBND tỉnh Bình Phước”; trống nếu không có
-- ten_co_quan: tên cơ quan ở đầu trang, xuống dòng như in: “Ủy ban nhân dân / huyện Bù Đăng”
-- ten_co_quan_dai: dòng tên dài, kẻ ngang bên dưới dài theo; phần nhiều là “không”
-- ten_co_quan_ngan: dòng tên ngắn, kẻ ngang bên dưới ngắn theo; phần nhiều là “không”
-- ky_hieu_co_quan: chữ viết tắt trong số, ký hiệu: “UBND”, “SNV”; “CQ”, “CTY”, “TR” là chữ tạm của cơ quan, doanh nghiệp, trường chưa ghi tên tắt
-- dia_danh: địa danh ghi trước ngày: “Bù Đăng”
-- quyen_han_chuc_vu: quyền hạn, chức vụ của người ký: “TM. Ủy ban nhân dân / Chủ tịch”
-- don_vi_goi: cách gọi đơn vị trong lời văn: “Ủy ban nhân dân huyện Bù Đăng”
-- la_dia_phuong: là huyện, xã; không phải cơ quan, doanh nghiệp, cơ sở giáo dục
-- la_huyen: là huyện, thị xã, thành phố thuộc tỉnh, có xã bên dưới
-- la_doanh_nghiep: là doanh nghiệp
-- la_truong: là cơ sở giáo dục
-- cap_tinh: “tỉnh” hoặc “thành phố”
-- cong_an_tinh: “Công an tỉnh”
-- tt_so_buoi: buổi tuyên truyền; trống khi đơn vị chưa báo cáo
-- tt_luot_nguoi: lượt người dự; trống khi đơn vị chưa báo cáo
-- tt_to_roi: tờ rơi, tài liệu; trống khi đơn vị chưa báo cáo
-- tt_tin_bai: tin, bài; trống khi đơn vị chưa báo cáo
-- nh_so_diem: điểm tổ chức Ngày hội; trống khi đơn vị chưa báo cáo
-- nh_luot_nguoi: lượt người dự Ngày hội; trống khi đơn vị chưa báo cáo
-- ll_so_to: Tổ bảo vệ an ninh, trật tự; trống khi đơn vị chưa báo cáo
-- ll_thanh_vien: thành viên; trống khi đơn vị chưa báo cáo
-- tb_nguon_tin: nguồn tin; trống khi đơn vị chưa báo cáo
-- tb_co_gia_tri: tin có giá trị; trống khi đơn vị chưa báo cáo
-- tb_vu_xu_ly: vụ việc xử lý, làm rõ; trống khi đơn vị chưa báo cáo
-- pb_tong_so: người phải được phổ biến kế hoạch; trống khi đơn vị chưa báo cáo
-- pb_duoc_pho_bien: người đã được phổ biến; trống khi đơn vị chưa báo cáo
-- cn_kdc_tong: khu dân cư thuộc diện xét công nhận
-- cn_kdc_dat: khu dân cư được công nhận
-- cn_xa_tong: xã thuộc diện xét công nhận
-- cn_xa_dat: xã được công nhận
-- cn_cq_tong: cơ quan thuộc diện xét công nhận
-- cn_cq_dat: cơ quan được công nhận
-- cn_dn_tong: doanh nghiệp thuộc diện xét công nhận
-- cn_dn_dat: doanh nghiệp được công nhận
-- cn_csgd_tong: cơ sở giáo dục thuộc diện xét công nhận
-- cn_csgd_dat: cơ sở giáo dục được công nhận
-- mh_so: mô hình đang hoạt động
-- mh_hieu_qua: mô hình hoạt động hiệu quả
SELECT u.ma AS don_vi_ma, u.ten AS ten_rieng,
    CASE WHEN u.loai_ma = 'so_nganh' THEN g.ten_ngan END AS co_quan_chu_quan,
    CASE WHEN l.cap IS NOT NULL THEN 'Ủy ban nhân dân
' || lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) ELSE u.ten END AS ten_co_quan,
    l.cap IS NULL AND length(u.ten) > 18 AS ten_co_quan_dai, length(u.ten) < 12 AS ten_co_quan_ngan,
    CASE WHEN l.cap IS NOT NULL THEN 'UBND' WHEN u.loai_ma IN ('so_nganh', 'bao_dai') AND u.ten_ngan <> u.ten AND u.ten_ngan NOT LIKE '% %' THEN u.ten_ngan WHEN l.doi_tuong_124 = 'DN' THEN 'CTY' WHEN l.doi_tuong_124 = 'CSGD' THEN 'TR' ELSE 'CQ' END AS ky_hieu_co_quan,
    CASE WHEN l.cap IS NOT NULL THEN u.ten_ngan ELSE g.dia_danh END AS dia_danh,
    CASE WHEN l.cap IS NOT NULL THEN 'TM. Ủy ban nhân dân
Chủ tịch' WHEN u.ten LIKE 'Sở %' OR u.ten LIKE 'Kho bạc %' OR u.ten LIKE 'Bảo hiểm xã hội %' OR u.ten LIKE 'Đài %' OR u.ten LIKE 'Ngân hàng %' OR l.doi_tuong_124 = 'DN' THEN 'Giám đốc'
        WHEN l.doi_tuong_124 = 'CSGD' THEN 'Hiệu trưởng' WHEN u.ten LIKE 'Ban %' THEN 'Trưởng ban' WHEN u.ten LIKE 'Chi cục %' THEN 'Chi cục trưởng' WHEN u.ten LIKE 'Cục %' THEN 'Cục trưởng' WHEN u.ten LIKE 'Thanh tra %' THEN 'Chánh Thanh tra' WHEN u.ten LIKE 'Văn phòng %' THEN 'Chánh Văn phòng'
        WHEN u.ten LIKE 'Ủy ban Mặt trận %' THEN 'TM. Ban Thường trực
Chủ tịch' WHEN u.ten LIKE 'Hội %' OR u.ten LIKE 'Liên đoàn %' THEN 'TM. Ban Thường vụ
Chủ tịch' WHEN u.ten LIKE '%đoàn' THEN 'TM. Ban Thường vụ
Bí thư' ELSE 'Thủ trưởng đơn vị' END AS quyen_han_chuc_vu,
    CASE WHEN l.cap IS NOT NULL THEN 'Ủy ban nhân dân ' || lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) ELSE u.ten END AS don_vi_goi,
    l.cap IS NOT NULL AS la_dia_phuong, COALESCE(l.cap = 'huyen', FALSE) AS la_huyen, COALESCE(l.doi_tuong_124 = 'DN', FALSE) AS la_doanh_nghiep, COALESCE(l.doi_tuong_124 = 'CSGD', FALSE) AS la_truong, b.ten_loai AS cap_tinh, k.ten_goi AS cong_an_tinh, t.so_buoi AS tt_so_buoi, t.luot_nguoi AS tt_luot_nguoi, t.to_roi AS tt_to_roi, t.tin_bai AS tt_tin_bai, h.so_diem AS nh_so_diem, h.luot_nguoi AS nh_luot_nguoi, c.so_to AS ll_so_to, c.thanh_vien AS ll_thanh_vien, i.nguon_tin AS tb_nguon_tin, i.co_gia_tri AS tb_co_gia_tri, i.vu_xu_ly AS tb_vu_xu_ly, f.tong_so AS pb_tong_so, f.duoc_pho_bien AS pb_duoc_pho_bien, n_kdc.tong AS cn_kdc_tong, n_kdc.dat AS cn_kdc_dat, n_xa.tong AS cn_xa_tong, n_xa.dat AS cn_xa_dat, n_cq.tong AS cn_cq_tong, n_cq.dat AS cn_cq_dat, n_dn.tong AS cn_dn_tong, n_dn.dat AS cn_dn_dat, n_csgd.tong AS cn_csgd_tong, n_csgd.dat AS cn_csgd_dat,
    (SELECT COUNT(*) FROM mo_hinh_nam y JOIN mo_hinh o ON o.id = y.mo_hinh_id JOIN don_vi w ON w.id = o.don_vi_id LEFT JOIN don_vi q ON q.id = w.cap_tren_id WHERE (w.id = u.id OR w.cap_tren_id = u.id OR q.cap_tren_id = u.id) AND y.nam = :nam AND y.xep_loai <> 'giai_the') AS mh_so,
    (SELECT COUNT(*) FROM mo_hinh_nam y JOIN mo_hinh o ON o.id = y.mo_hinh_id JOIN don_vi w ON w.id = o.don_vi_id LEFT JOIN don_vi q ON q.id = w.cap_tren_id WHERE (w.id = u.id OR w.cap_tren_id = u.id OR q.cap_tren_id = u.id) AND y.nam = :nam AND y.xep_loai = 'hieu_qua') AS mh_hieu_qua
FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma
    JOIN ten_co_quan g ON g.co_quan_ma = 'ubnd-tinh' AND g.tu_ngay <= :ngay AND (g.den_ngay IS NULL OR g.den_ngay >= :ngay)
    JOIN ten_co_quan k ON k.co_quan_ma = 'cong-an-tinh' AND k.tu_ngay <= :ngay AND (k.den_ngay IS NULL OR k.den_ngay >= :ngay)
    JOIN dia_ban b ON b.ma = g.dia_ban_ma
    LEFT JOIN tuyen_truyen t ON t.don_vi_id = u.id AND t.nam = :nam
    LEFT JOIN ngay_hoi h ON h.don_vi_id = u.id AND h.nam = :nam
    LEFT JOIN luc_luong c ON c.don_vi_id = u.id AND c.nam = :nam
    LEFT JOIN tin_bao i ON i.don_vi_id = u.id AND i.nam = :nam
    LEFT JOIN pho_bien f ON f.don_vi_id = u.id AND f.nam = :nam
    LEFT JOIN cong_nhan n_kdc ON n_kdc.don_vi_id = u.id AND n_kdc.nam = :nam AND n_kdc.doi_tuong = 'KDC'
    LEFT JOIN cong_nhan n_xa ON n_xa.don_vi_id = u.id AND n_xa.nam = :nam AND n_xa.doi_tuong = 'XA'
    LEFT JOIN cong_nhan n_cq ON n_cq.don_vi_id = u.id AND n_cq.nam = :nam AND n_cq.doi_tuong = 'CQ'
    LEFT JOIN cong_nhan n_dn ON n_dn.don_vi_id = u.id AND n_dn.nam = :nam AND n_dn.doi_tuong = 'DN'
    LEFT JOIN cong_nhan n_csgd ON n_csgd.don_vi_id = u.id AND n_csgd.nam = :nam AND n_csgd.doi_tuong = 'CSGD'
WHERE u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay) AND u.loai_ma <> 'tinh' AND (t.nam IS NOT NULL OR i.nam IS NOT NULL OR f.nam IS NOT NULL OR h.nam IS NOT NULL OR c.nam IS NOT NULL
    OR EXISTS (SELECT 1 FROM cong_nhan x WHERE x.don_vi_id = u.id AND x.nam = :nam))
ORDER BY l.cap IS NULL, u.thu_tu, u.khoa_ten, u.id
