-- Kết quả công nhận và phân loại của từng đơn vị trong các cụm, khối thi đua
-- tham số: nam int, ngay date
-- cột: khoi_ma text, don_vi text, an_toan text, diem decimal(2)?, xep_loai text?
-- khoi_ma: mã cụm, khối
-- don_vi: tên đơn vị: “Sở Nội vụ”
-- an_toan: kết quả theo Thông tư số 124/2021/TT-BCA: “Đạt”, “Chưa đạt”; của huyện là số xã đạt trên tổng số: “10/11 xã, phường, thị trấn”; chưa xét: “-”
-- diem: điểm cấp trên chấm theo Quyết định số 510/QĐ-BCA-V05; trống khi chưa chấm
-- xep_loai: mức phân loại: “Khá”
SELECT k.ma AS khoi_ma, u.ten AS don_vi,
    CASE WHEN l.cap = 'huyen' THEN COALESCE((SELECT CAST(SUM(s.dat) AS TEXT) || '/' || CAST(SUM(s.tong) AS TEXT) || ' cấp xã' FROM cong_nhan s WHERE s.nam = :nam AND s.don_vi_id = u.id AND s.doi_tuong = 'XA'), '-')
        WHEN c.dat THEN 'Đạt' WHEN c.dat IS NULL THEN '-' ELSE 'Chưa đạt' END AS an_toan,
    p.diem / 100.0 AS diem, m.ten AS xep_loai
FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma JOIN khoi_cum k ON k.id = u.khoi_cum_id
    LEFT JOIN cong_nhan_don_vi c ON c.don_vi_id = u.id AND c.nam = :nam
    LEFT JOIN phan_loai_don_vi p ON p.don_vi_id = u.id AND p.nam = :nam LEFT JOIN muc_phan_loai m ON m.ma = p.muc_ma
WHERE u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay)
ORDER BY k.thu_tu, COALESCE(p.diem, -1) DESC, u.thu_tu, u.khoa_ten, u.id
