-- Phát hiện của phiên bản mới nhất của văn bản được trình ký, kèm lý do bỏ qua
-- tham số: nam int, van_ban text
-- cột: van_ban_ten text, ph_muc text, ph_quy_tac text, ph_noi_dung text, ph_bo_qua text?
-- van_ban_ten: tên văn bản trong kho
-- ph_muc: “sai”, “cảnh báo”
-- ph_quy_tac: mã quy tắc
-- ph_noi_dung: chỗ và nội dung
-- ph_bo_qua: lý do và người cho qua; trống khi chưa ai cho qua
SELECT d.name AS van_ban_ten, f.severity AS ph_muc, f.rule AS ph_quy_tac, f.place || ': ' || f.message AS ph_noi_dung,
    (SELECT MIN(w.reason || ' (' || w.actor || ')') FROM waivers w WHERE w.document_id = d.id AND w.version = f.version AND w.rule = f.rule) AS ph_bo_qua
FROM documents d JOIN findings f ON f.document_id = d.id AND f.version = (SELECT MAX(x.number) FROM versions x WHERE x.document_id = d.id)
WHERE d.year = :nam AND d.kind <> 'phieu-trinh' AND f.severity <> 'gợi ý' AND (d.name = :van_ban OR :van_ban = 'cho-trinh' AND d.state IN ('da-kiem-tra-the-thuc', 'trinh-ky'))
ORDER BY d.name, f.seq
