-- Những nhận xét chung của nhiều cuộc kiểm tra đến một ngày, nhiều nhất đứng trước; nhận xét riêng của một đơn vị chỉ có ở danh sách
-- tham số: nam int, ngay date
-- cột: nx_noi_dung text, nx_don_vi int, nx_ten text
-- nx_noi_dung: nhận xét, kiến nghị, viết trong câu
-- nx_don_vi: số đơn vị có nhận xét ấy
-- nx_ten: tên các đơn vị, cách nhau bằng dấu phẩy
SELECT CASE WHEN k.ket_qua LIKE 'Đ%' THEN 'đ' || substr(k.ket_qua, 2) ELSE lower(substr(k.ket_qua, 1, 1)) || substr(k.ket_qua, 2) END AS nx_noi_dung, COUNT(DISTINCT k.don_vi_id) AS nx_don_vi,
    string_agg(CASE WHEN l.cap IS NOT NULL THEN lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) ELSE u.ten END, ', ' ORDER BY k.ngay, u.thu_tu, u.id) AS nx_ten
FROM kiem_tra k JOIN don_vi u ON u.id = k.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
WHERE k.nam = :nam AND k.ngay <= :ngay AND k.ket_qua IS NOT NULL
GROUP BY k.ket_qua
HAVING COUNT(DISTINCT k.don_vi_id) > 1
ORDER BY COUNT(DISTINCT k.don_vi_id) DESC, MIN(k.ngay), k.ket_qua
