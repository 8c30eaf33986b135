-- Quyết định công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự” của một năm: số lấy từ kho văn bản khi đã cấp số
-- tham số: nam int, quyet_dinh text
-- cột: so_quyet_dinh text, da_co_quyet_dinh bool
-- so_quyet_dinh: “2210/QĐ-UBND”; chưa cấp số thì là dấu chấm: “……/QĐ-UBND”
-- da_co_quyet_dinh: quyết định đã có số; chưa có thì không được in Giấy công nhận
-- quyet_dinh: số của quyết định không làm trong chương trình này; “tu-kho” thì lấy từ kho
-- (một dòng)
SELECT CASE WHEN :quyet_dinh <> 'tu-kho' THEN :quyet_dinh ELSE COALESCE(q.symbol, '……/QĐ-UBND') END AS so_quyet_dinh,
    :quyet_dinh <> 'tu-kho' OR q.symbol IS NOT NULL AS da_co_quyet_dinh
FROM (SELECT 1 AS mot) m LEFT JOIN (
    SELECT n.symbol FROM documents x JOIN numbers n ON n.document_id = x.id AND n.cancelled = ''
    WHERE x.kind = 'quyet-dinh-cong-nhan-antt' AND x.period = CAST(:nam AS TEXT) AND x.state IN ('da-cap-so', 'da-dong-dau', 'da-phat-hanh')
    ORDER BY x.seq DESC
    LIMIT 1
) q ON TRUE
