-- Số, ngày của các kế hoạch riêng trong năm đã cấp số trong kho văn bản: kế hoạch Ngày hội, kế hoạch kiểm tra
-- tham số: nam int, ngay date
-- cột: kh_ngay_hoi_so text?, kh_ngay_hoi_ngay date?, kh_ngay_hoi_co_quan text?, kh_kiem_tra_so text?, kh_kiem_tra_ngay date?, kh_kiem_tra_co_quan text?
-- kh_ngay_hoi_so: số, ký hiệu của kế hoạch tổ chức Ngày hội: “152/KH-UBND”; trống khi chưa cấp số
-- kh_ngay_hoi_ngay: ngày của kế hoạch ấy
-- kh_ngay_hoi_co_quan: cơ quan ban hành, tên gọi vào ngày ấy
-- kh_kiem_tra_so: số, ký hiệu của kế hoạch kiểm tra: “97/KH-CAT-PV05”; trống khi chưa cấp số
-- kh_kiem_tra_ngay: ngày của kế hoạch ấy
-- kh_kiem_tra_co_quan: cơ quan ban hành, tên gọi vào ngày ấy
-- (một dòng)
SELECT MAX(CASE WHEN x.kind = 'ke-hoach-ngay-hoi' THEN x.symbol END) AS kh_ngay_hoi_so, MAX(CASE WHEN x.kind = 'ke-hoach-ngay-hoi' THEN x.day END) AS kh_ngay_hoi_ngay,
    MAX(CASE WHEN x.kind = 'ke-hoach-ngay-hoi' THEN x.ten_goi END) AS kh_ngay_hoi_co_quan,
    MAX(CASE WHEN x.kind = 'ke-hoach-kiem-tra' THEN x.symbol END) AS kh_kiem_tra_so, MAX(CASE WHEN x.kind = 'ke-hoach-kiem-tra' THEN x.day END) AS kh_kiem_tra_ngay,
    MAX(CASE WHEN x.kind = 'ke-hoach-kiem-tra' THEN x.ten_goi END) AS kh_kiem_tra_co_quan
FROM (
    SELECT d.kind, n.symbol, n.day, t.ten_goi, ROW_NUMBER() OVER (PARTITION BY d.kind ORDER BY d.seq DESC, d.id DESC) AS lan
    FROM documents d JOIN numbers n ON n.document_id = d.id AND n.cancelled = ''
        JOIN ten_co_quan t ON t.co_quan_ma = d.agency AND t.tu_ngay <= n.day AND (t.den_ngay IS NULL OR t.den_ngay >= n.day)
    WHERE d.kind IN ('ke-hoach-ngay-hoi', 'ke-hoach-kiem-tra') AND d.period = CAST(:nam AS TEXT) AND d.state IN ('da-cap-so', 'da-dong-dau', 'da-phat-hanh') AND n.day <= :ngay
) x
WHERE x.lan = 1
