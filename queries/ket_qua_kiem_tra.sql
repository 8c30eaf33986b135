-- Kết quả các cuộc kiểm tra của năm đến một ngày
-- tham số: nam int, ngay date
-- cột: don_vi_kiem_tra text, ngay_kiem_tra date, ket_qua_kiem_tra text
-- don_vi_kiem_tra: đơn vị được kiểm tra, kèm cấp trên của xã: “Xã Bom Bo, huyện Bù Đăng”
-- ngay_kiem_tra: ngày kiểm tra
-- ket_qua_kiem_tra: nhận xét, kiến nghị
SELECT u.ten || CASE WHEN l.cap = 'xa' AND t.id IS NOT NULL THEN ', ' || lower(substr(t.ten, 1, 1)) || substr(t.ten, 2) ELSE '' END AS don_vi_kiem_tra,
    k.ngay AS ngay_kiem_tra, k.ket_qua AS ket_qua_kiem_tra
FROM kiem_tra k JOIN don_vi u ON u.id = k.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma LEFT JOIN don_vi t ON t.id = u.cap_tren_id
WHERE k.nam = :nam AND k.ngay <= :ngay AND k.ket_qua IS NOT NULL
ORDER BY k.ngay, u.thu_tu, u.khoa_ten, u.id
