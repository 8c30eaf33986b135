-- Số bản phát hành của một kiểu văn bản: cộng số bản của các nơi nhận, nhóm nơi nhận mở ra từng nơi (NĐ 30/2020 Đ.17)
-- tham số: kieu text, co_quan text, ngay date
-- cột: so_ban int
-- (một dòng)
SELECT CAST(COALESCE(SUM(n.so_ban * CASE WHEN n.nhom_ma IS NULL THEN 1 ELSE (
        SELECT COALESCE(SUM(t.so_ban * CASE WHEN t.loai_don_vi_ma IS NULL THEN 1 ELSE (
                SELECT COUNT(*) FROM don_vi d
                WHERE d.loai_ma = t.loai_don_vi_ma AND (t.cap_quan_ly IS NULL OR d.cap_quan_ly = t.cap_quan_ly)
                    AND d.tu_ngay <= :ngay AND (d.den_ngay IS NULL OR d.den_ngay >= :ngay)) END), 0)
        FROM thanh_vien_nhom t
        WHERE t.nhom_ma = n.nhom_ma AND (t.tu_ngay IS NULL OR t.tu_ngay <= :ngay) AND (t.den_ngay IS NULL OR t.den_ngay >= :ngay)) END), 0) AS BIGINT) AS so_ban
FROM noi_nhan n
WHERE n.kieu = :kieu AND n.co_quan_ma = :co_quan AND n.vai_tro IN ('noi_nhan', 'kinh_gui') AND n.ten NOT LIKE 'Như trên%'
    AND n.tu_ngay <= :ngay AND (n.den_ngay IS NULL OR n.den_ngay >= :ngay)
