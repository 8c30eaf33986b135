-- Các cuộc kiểm tra của năm từ một ngày: đơn vị được kiểm tra, thời gian, cơ quan chủ trì
-- tham số: nam int, ngay date
-- cột: don_vi_kiem_tra text, ngay_kiem_tra date, chu_tri_kiem_tra text
-- don_vi_kiem_tra: đơn vị được kiểm tra, kèm cấp trên của xã: “Xã Bom Bo, huyện Bù Đăng”
-- ngay_kiem_tra: ngày kiểm tra
-- chu_tri_kiem_tra: cơ quan chủ trì: “Công an tỉnh”
SELECT u.ten || CASE WHEN l.cap = 'xa' AND t.id IS NOT NULL THEN ', ' || lower(substr(t.ten, 1, 1)) || substr(t.ten, 2) ELSE '' END AS don_vi_kiem_tra,
    k.ngay AS ngay_kiem_tra, c.ten_goi AS chu_tri_kiem_tra
FROM kiem_tra k JOIN don_vi u ON u.id = k.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma LEFT JOIN don_vi t ON t.id = u.cap_tren_id
    JOIN ten_co_quan c ON c.co_quan_ma = k.co_quan_ma AND c.tu_ngay <= :ngay AND (c.den_ngay IS NULL OR c.den_ngay >= :ngay)
WHERE k.nam = :nam AND k.ngay >= :ngay
ORDER BY k.ngay, u.thu_tu, u.khoa_ten, u.id
