-- Kiểu văn bản ghi trong các bảng: ai ký, nơi nhận, căn cứ, mục lời văn, sổ; kiểu không có thì dòng ấy không bao giờ dùng
-- cột: bang text, kieu text, so_dong int
-- bang: tên bảng
-- kieu: tên thư mục templates/<kiểu>
-- so_dong: số dòng ghi kiểu ấy
SELECT 'nguoi_ky_kieu' AS bang, kieu, COUNT(*) AS so_dong FROM nguoi_ky_kieu WHERE kieu <> '*' GROUP BY kieu
UNION ALL SELECT 'noi_nhan', kieu, COUNT(*) FROM noi_nhan GROUP BY kieu
UNION ALL SELECT 'vien_dan', kieu, COUNT(*) FROM vien_dan GROUP BY kieu
UNION ALL SELECT 'muc_loi_van', kieu, COUNT(*) FROM muc_loi_van GROUP BY kieu
UNION ALL SELECT 'book_kinds', kind, COUNT(*) FROM book_kinds WHERE kind <> '*' GROUP BY kind
ORDER BY 1, 2
