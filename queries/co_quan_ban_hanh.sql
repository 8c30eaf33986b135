-- Cơ quan ban hành với tên gọi, ký hiệu của ngày làm văn bản; đầu trang lấy từ đây
-- tham số: co_quan text, ngay date
-- cột: co_quan_chu_quan text?, ten_co_quan text, ten_co_quan_dai bool, ten_co_quan_ngan bool, ten_goi_co_quan text, ten_day_du_co_quan text, ten_ngan_co_quan text,
-- ky_hieu_co_quan text, don_vi_soan_thao text?, dia_danh text, cap_tinh text?, ten_tinh text?, cap_uy text,
-- the_thuc text
-- co_quan_chu_quan: dòng trên ở đầu trang như “BỘ CÔNG AN”, trống nếu không có cơ quan chủ quản
-- ten_co_quan: dòng tên ở đầu trang, chữ in hoa như “CÔNG AN TỈNH BÌNH PHƯỚC”
-- ten_co_quan_dai: dòng tên ở đầu trang dài hơn 18 chữ cái, kẻ ngang bên dưới dài theo
-- ten_co_quan_ngan: dòng tên ở đầu trang ngắn hơn 12 chữ cái, kẻ ngang bên dưới ngắn theo; phần nhiều là “không”
-- ten_goi_co_quan: cách gọi trong lời văn: “Ủy ban nhân dân tỉnh”
-- ten_day_du_co_quan: tên đầy đủ: “Ủy ban nhân dân tỉnh Bình Phước”
-- ten_ngan_co_quan: cách gọi tắt trong lời văn: “UBND tỉnh”
-- ky_hieu_co_quan: chữ viết tắt trong số, ký hiệu: “UBND”
-- don_vi_soan_thao: chữ viết tắt của bộ phận soạn thảo: “PV05”
-- dia_danh: địa danh ghi trước ngày ban hành: “Bình Phước”
-- cap_tinh: “tỉnh” hoặc “thành phố”
-- ten_tinh: tên riêng của tỉnh, thành phố: “Bình Phước”
-- cap_uy: “Tỉnh ủy” hoặc “Thành ủy”
-- the_thuc: thể thức văn bản của cơ quan: “nd30”; “cand” là Công an nhân dân
-- (một dòng)
SELECT t.dong_chu_quan AS co_quan_chu_quan, t.dong_ten AS ten_co_quan,
    length(replace(t.dong_ten, '
', '')) > 18 * (1 + length(t.dong_ten) - length(replace(t.dong_ten, '
', ''))) AS ten_co_quan_dai,
    length(t.dong_ten) < 12 AS ten_co_quan_ngan, t.ten_goi AS ten_goi_co_quan, t.ten AS ten_day_du_co_quan,
    CASE WHEN b.ten IS NULL THEN t.ten_ngan ELSE replace(t.ten_ngan, ' ' || b.ten, '') END AS ten_ngan_co_quan,
    t.ky_hieu AS ky_hieu_co_quan, t.tham_muu AS don_vi_soan_thao, t.dia_danh, b.ten_loai AS cap_tinh, b.ten AS ten_tinh,
    CASE WHEN b.loai = 'thanh_pho_tw' THEN 'Thành ủy' ELSE 'Tỉnh ủy' END AS cap_uy,
    t.the_thuc
FROM ten_co_quan t LEFT JOIN dia_ban b ON b.ma = t.dia_ban_ma
WHERE t.co_quan_ma = :co_quan AND t.tu_ngay <= :ngay AND (t.den_ngay IS NULL OR t.den_ngay >= :ngay)
