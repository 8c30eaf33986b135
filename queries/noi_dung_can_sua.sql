-- Những chỗ khác giữa bản đã phát hành và bản đã sửa lại cho đúng, theo thứ tự trong văn bản
-- tham số: van_ban int, viec text
-- cột: noi text, cu text?, moi text?
-- van_ban: số của văn bản trong kho
-- viec: dinh-chinh, sua-doi
-- noi: chỗ trong văn bản: “khoản 1 Điều 2”
-- cu: chữ đã in; trống khi bổ sung
-- moi: chữ đúng; trống khi bỏ đi
SELECT c.place AS noi, NULLIF(c.was, '') AS cu, NULLIF(c.becomes, '') AS moi
FROM correction_changes c
WHERE c.document_id = :van_ban AND c.relation = :viec
ORDER BY c.seq
