-- Văn bản đã kiểm tra thể thức hoặc đang trình ký, của năm nay và năm trước: mỗi phiên bản cần một phiếu trình
-- tham số: nam int
-- cột: nam int, van_ban text, phien_ban int, co_quan text
-- nam: năm của văn bản
-- van_ban: tên văn bản trong kho
-- phien_ban: số của phiên bản mới nhất
-- co_quan: mã cơ quan ban hành, có người ký
SELECT d.year AS nam, d.name AS van_ban, MAX(v.number) AS phien_ban, d.agency AS co_quan
FROM documents d JOIN versions v ON v.document_id = d.id
WHERE d.year >= :nam - 1 AND d.year <= :nam AND d.kind <> 'phieu-trinh' AND d.state IN ('da-kiem-tra-the-thuc', 'trinh-ky')
GROUP BY d.id, d.year, d.name, d.agency
ORDER BY d.year, d.name
