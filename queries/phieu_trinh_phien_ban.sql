-- Các phiên bản của văn bản được trình ký: ai làm, ngày nào, ghi chú gì
-- tham số: nam int, van_ban text
-- cột: van_ban_ten text, pb_so int, pb_ngay text, pb_nguoi text, pb_noi_dung text, pb_trang int
-- van_ban_ten: tên văn bản trong kho
-- pb_so: số phiên bản
-- pb_ngay: ngày làm: “2024-12-20”
-- pb_nguoi: người làm
-- pb_noi_dung: từ đâu và khác gì: “người sửa; sửa đoạn 3”
-- pb_trang: số trang
SELECT d.name AS van_ban_ten, v.number AS pb_so, substr(CAST(v.made_at AS TEXT), 1, 10) AS pb_ngay, v.made_by AS pb_nguoi,
    CASE v.origin WHEN 'made' THEN 'làm từ số liệu' WHEN 'stamp' THEN 'điền số, ngày' WHEN 'signed' THEN 'bản đã ký' ELSE 'người sửa' END || CASE WHEN v.note <> '' THEN '; ' || v.note ELSE '' END AS pb_noi_dung, v.pages AS pb_trang
FROM documents d JOIN versions v ON v.document_id = d.id
WHERE d.year = :nam AND d.kind <> 'phieu-trinh' AND (d.name = :van_ban OR :van_ban = 'cho-trinh' AND d.state IN ('da-kiem-tra-the-thuc', 'trinh-ky'))
ORDER BY d.name, v.number
