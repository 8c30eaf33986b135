-- Quỹ thi đua, khen thưởng của năm quyết định và số đã chi cho các đợt trước
-- tham số: nam int, dot text, ngay date
-- cột: quy_co int?, quy_da_chi int, quy_chi int, quy_con int?
-- quy_co: số dư đầu năm cộng số trích trong năm, đồng; trống khi chưa ghi
-- quy_da_chi: tiền thưởng của các đợt đã quyết định trước trong năm ấy, theo mức của ngày từng đợt
-- quy_chi: tiền thưởng của đợt này
-- quy_con: số còn lại sau đợt này; số âm là quỹ không đủ
-- (một dòng)
SELECT t.quy_co, t.quy_da_chi, t.quy_chi, t.quy_co - t.quy_da_chi - t.quy_chi AS quy_con
FROM (
    SELECT (SELECT q.du_dau + q.trich FROM quy_khen_thuong q WHERE q.nam = CAST(substr(CAST(:ngay AS TEXT), 1, 4) AS INTEGER)) AS quy_co,
        COALESCE(SUM(CASE WHEN d.ngay_du_kien < :ngay AND NOT (d.nam = :nam AND d.ma = :dot) AND substr(CAST(d.ngay_du_kien AS TEXT), 1, 4) = substr(CAST(:ngay AS TEXT), 1, 4) THEN m.tien END), 0) AS quy_da_chi,
        COALESCE(SUM(CASE WHEN d.nam = :nam AND d.ma = :dot THEN m.tien END), 0) AS quy_chi
    FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id
        JOIN muc_tien_thuong m ON m.hinh_thuc_ma = n.hinh_thuc_ma AND m.doi_tuong = n.loai
            AND m.tu_ngay <= CASE WHEN d.nam = :nam AND d.ma = :dot THEN :ngay ELSE d.ngay_du_kien END
            AND (m.het_ngay IS NULL OR m.het_ngay > CASE WHEN d.nam = :nam AND d.ma = :dot THEN :ngay ELSE d.ngay_du_kien END)
    WHERE n.trang_thai = 'duyet' AND d.hinh_thuc_ma NOT LIKE 'giay-khen%'
) t
