-- Mức lương cơ sở có hiệu lực vào ngày của văn bản
-- tham số: ngay date
-- cột: muc int?
-- muc: đồng; trống nếu chưa có mức nào cho ngày ấy
-- (một dòng)
SELECT (SELECT l.muc FROM luong_co_so l WHERE l.tu_ngay <= :ngay ORDER BY l.tu_ngay DESC LIMIT 1) AS muc
