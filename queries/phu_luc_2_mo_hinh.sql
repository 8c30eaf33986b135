-- Phụ lục 2: các mô hình có trong năm, kể cả mô hình giải thể trong năm
-- tham số: nam int
-- cột: dia_phuong text, ten_mo_hinh text, don_vi text, loai text, ngay_ra_mat date, quyet_dinh_so text?, quyet_dinh_ngay date?,
-- so_thanh_vien int, xep_loai text, noi_nhan_rong int, moi bool
-- khóa: don_vi, ten_mo_hinh
-- dia_phuong: huyện, thị xã, thành phố (từ 01/7/2025: xã, phường) của đơn vị xây dựng: “Thị xã Bình Long”
-- ten_mo_hinh: tên mô hình: “Camera an ninh”
-- don_vi: đơn vị xây dựng mô hình: “Xã Lộc Thiện”
-- loai: nhóm mô hình: “Địa bàn dân cư”
-- ngay_ra_mat: ngày ra mắt
-- quyet_dinh_so: quyết định công nhận, thành lập: “125/QĐ-UBND”
-- quyet_dinh_ngay: ngày của quyết định ấy
-- so_thanh_vien: số thành viên
-- xep_loai: “Hiệu quả”, “Cần củng cố” hoặc “Giải thể”
-- noi_nhan_rong: số nơi nhân rộng mô hình trong năm
-- moi: ra mắt trong kỳ báo cáo
SELECT COALESCE(c.ten, u.ten) AS dia_phuong, m.ten AS ten_mo_hinh, u.ten AS don_vi,
    CASE m.loai WHEN 'dia_ban' THEN 'Địa bàn dân cư' WHEN 'co_quan' THEN 'Cơ quan' WHEN 'doanh_nghiep' THEN 'Doanh nghiệp'
        WHEN 'co_so_giao_duc' THEN 'Cơ sở giáo dục' WHEN 'ton_giao' THEN 'Tôn giáo' ELSE 'Không gian mạng' END AS loai,
    m.ngay_ra_mat, m.quyet_dinh_so, m.quyet_dinh_ngay, n.so_thanh_vien,
    CASE n.xep_loai WHEN 'hieu_qua' THEN 'Hiệu quả' WHEN 'can_cung_co' THEN 'Cần củng cố' ELSE 'Giải thể' END AS xep_loai,
    n.noi_nhan_rong, m.ngay_ra_mat >= k.tu_ngay AS moi
FROM mo_hinh_nam n JOIN mo_hinh m ON m.id = n.mo_hinh_id JOIN ky_so_lieu k ON k.ho = n.ho AND k.nam = n.nam
    JOIN don_vi u ON u.id = m.don_vi_id LEFT JOIN don_vi c ON c.id = u.cap_tren_id
WHERE n.nam = :nam
ORDER BY CASE m.loai WHEN 'dia_ban' THEN 1 WHEN 'co_quan' THEN 2 WHEN 'doanh_nghiep' THEN 3 WHEN 'co_so_giao_duc' THEN 4 WHEN 'ton_giao' THEN 5 ELSE 6 END,
    COALESCE(c.thu_tu, u.thu_tu), u.thu_tu, m.thu_tu, m.id
