-- Văn bản được trình ký, mỗi văn bản một phiếu trình
-- tham số: nam int, van_ban text, co_quan text
-- cột: van_ban_ten text, van_ban_loai text, trang_thai_ten text, phien_ban int, so_trang int, lam_boi text
-- van_ban: tên văn bản trong kho; “cho-trinh” là mọi văn bản của cơ quan ấy trong năm đã kiểm tra thể thức hoặc đang trình ký
-- van_ban_ten: tên văn bản trong kho: “QD-khen-thuong-2024-tong-ket”
-- van_ban_loai: tên kiểu văn bản: “Quyết định tặng Bằng khen”
-- trang_thai_ten: trạng thái: “đã kiểm tra thể thức”
-- phien_ban: số của phiên bản mới nhất
-- so_trang: số trang của phiên bản ấy
-- lam_boi: người làm phiên bản ấy
SELECT d.name AS van_ban_ten, d.title AS van_ban_loai, s.name AS trang_thai_ten, v.number AS phien_ban, v.pages AS so_trang, v.made_by AS lam_boi
FROM documents d JOIN document_states s ON s.code = d.state JOIN versions v ON v.document_id = d.id
    AND v.number = (SELECT MAX(x.number) FROM versions x WHERE x.document_id = d.id)
WHERE d.year = :nam AND d.kind <> 'phieu-trinh' AND (d.name = :van_ban OR :van_ban = 'cho-trinh' AND d.agency = :co_quan AND d.state IN ('da-kiem-tra-the-thuc', 'trinh-ky'))
ORDER BY d.name
