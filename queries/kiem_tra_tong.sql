-- Số cuộc kiểm tra của năm: đã định từ một ngày, đã có kết quả đến ngày ấy
-- tham số: nam int, ngay date
-- cột: ktra_se int, ktra_se_tu date?, ktra_se_den date?, ktra_da int, ktra_don_vi int
-- ktra_se: số cuộc sẽ kiểm tra
-- ktra_se_tu: ngày của cuộc đầu tiên; trống khi chưa định cuộc nào
-- ktra_se_den: ngày của cuộc cuối cùng
-- ktra_da: số cuộc đã có kết quả
-- ktra_don_vi: số đơn vị đã được kiểm tra
-- (một dòng)
SELECT COUNT(CASE WHEN k.ngay >= :ngay THEN 1 END) AS ktra_se, MIN(CASE WHEN k.ngay >= :ngay THEN k.ngay END) AS ktra_se_tu, MAX(CASE WHEN k.ngay >= :ngay THEN k.ngay END) AS ktra_se_den,
    COUNT(CASE WHEN k.ngay <= :ngay AND k.ket_qua IS NOT NULL THEN 1 END) AS ktra_da, COUNT(DISTINCT CASE WHEN k.ngay <= :ngay AND k.ket_qua IS NOT NULL THEN k.don_vi_id END) AS ktra_don_vi
FROM kiem_tra k
WHERE k.nam = :nam
