-- Cơ sở dữ liệu có chứa số liệu mẫu hay không, và mức lương cơ sở có hiệu lực vào ngày của văn bản
-- tham số: ngay date
-- cột: so_lieu_mau bool, muc_luong_co_so int?
-- muc_luong_co_so: đồng; trống nếu chưa có mức nào cho ngày ấy
-- (một dòng)
SELECT c.so_lieu_mau, (SELECT l.muc FROM luong_co_so l WHERE l.tu_ngay <= :ngay ORDER BY l.tu_ngay DESC LIMIT 1) AS muc_luong_co_so
FROM co_so_du_lieu c
