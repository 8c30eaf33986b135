-- Kết quả phân loại các địa phương cấp huyện (từ 01/7/2025: cấp xã) theo mức, mức cao trước
-- tham số: nam int
-- cột: muc text, so int, ten text
-- khóa: muc
-- muc: tên mức, viết thường: “xuất sắc”
-- so: số địa phương đạt mức ấy
-- ten: tên các địa phương, cách nhau bằng dấu phẩy: “huyện Lộc Ninh, thị xã Bình Long”
SELECT lower(substr(m.ten, 1, 1)) || substr(m.ten, 2) AS muc, COUNT(*) AS so,
    string_agg(lower(substr(u.ten, 1, 1)) || substr(u.ten, 2), ', ' ORDER BY u.thu_tu, u.khoa_ten, u.id) AS ten
FROM phan_loai_don_vi p JOIN muc_phan_loai m ON m.ma = p.muc_ma JOIN don_vi u ON u.id = p.don_vi_id
WHERE p.nam = :nam AND EXISTS (SELECT 1 FROM phan_loai s WHERE s.nam = :nam AND s.don_vi_id = u.id AND s.doi_tuong = 'HUYEN')
GROUP BY m.ma, m.ten, m.diem_tu
ORDER BY m.diem_tu DESC
