-- Đơn vị được cấp tỉnh công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự” trong năm, theo nhóm đối tượng
-- tham số: nam int
-- cột: so_nhom int, ten_nhom text, dau_nhom bool, so_trong_nhom int, stt int, so_giay int, ten text
-- so_nhom: số thứ tự của nhóm trong danh sách
-- ten_nhom: tên nhóm, chữ in hoa: “CƠ QUAN”
-- dau_nhom: dòng đầu của nhóm
-- so_trong_nhom: số đơn vị của nhóm
-- stt: số thứ tự trong nhóm
-- so_giay: số thứ tự trong cả danh sách, là số giấy công nhận
-- ten: tên đơn vị: “Sở Nội vụ”
SELECT DENSE_RANK() OVER (ORDER BY x.nhom) AS so_nhom, x.ten_nhom, ROW_NUMBER() OVER (PARTITION BY x.nhom ORDER BY x.thu_tu, x.khoa_ten, x.id) = 1 AS dau_nhom,
    COUNT(*) OVER (PARTITION BY x.nhom) AS so_trong_nhom, ROW_NUMBER() OVER (PARTITION BY x.nhom ORDER BY x.thu_tu, x.khoa_ten, x.id) AS stt,
    ROW_NUMBER() OVER (ORDER BY x.nhom, x.thu_tu, x.khoa_ten, x.id) AS so_giay, x.ten
FROM (
    SELECT u.id, u.ten, u.thu_tu, u.khoa_ten,
        CASE l.doi_tuong_124 WHEN 'XA' THEN 1 WHEN 'CQ' THEN 2 WHEN 'DN' THEN 3 ELSE 4 END AS nhom,
        CASE l.doi_tuong_124 WHEN 'XA' THEN 'XÃ, PHƯỜNG' WHEN 'CQ' THEN 'CƠ QUAN' WHEN 'DN' THEN 'DOANH NGHIỆP' ELSE 'CƠ SỞ GIÁO DỤC' END AS ten_nhom
    FROM cong_nhan_don_vi c JOIN don_vi u ON u.id = c.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
    WHERE c.nam = :nam AND c.dat AND c.cap_cong_nhan = 'tinh'
) x
ORDER BY x.nhom, x.thu_tu, x.khoa_ten, x.id
