-- Danh sách chi tiền thưởng của một đợt, theo nhóm
-- tham số: nam int, dot text, ngay date
-- cột: so_nhom int, ten_nhom text, dau_nhom bool, so_trong_nhom int, tien_nhom int?, stt int, ten text, chuc_danh text, don_vi_de_nghi text, tien_thuong int?
-- so_nhom: số thứ tự của nhóm trong danh sách
-- ten_nhom: “TẬP THỂ”, “CÁ NHÂN”, “HỘ GIA ĐÌNH”
-- dau_nhom: dòng đầu của nhóm
-- so_trong_nhom: số trường hợp của nhóm
-- tien_nhom: tiền thưởng của nhóm, đồng; trống khi có trường hợp chưa có mức
-- stt: số thứ tự trong nhóm
-- ten: tên như in; cá nhân kèm Ông, Bà hoặc cấp bậc: “Ông Điểu Đức Hòa”
-- chuc_danh: chức vụ, nơi công tác hoặc nơi cư trú; rỗng với tập thể
-- don_vi_de_nghi: đơn vị trình: “UBND huyện Lộc Ninh”
-- tien_thuong: theo lương cơ sở và hệ số của ngày làm văn bản, đồng; trống khi nghị định không có mức
SELECT DENSE_RANK() OVER (ORDER BY x.nhom) AS so_nhom, x.ten_nhom, ROW_NUMBER() OVER (PARTITION BY x.nhom ORDER BY x.thu_tu, x.khoa_ten, x.id) = 1 AS dau_nhom,
    COUNT(*) OVER (PARTITION BY x.nhom) AS so_trong_nhom,
    CASE WHEN COUNT(x.tien_thuong) OVER (PARTITION BY x.nhom) = COUNT(*) OVER (PARTITION BY x.nhom) THEN SUM(x.tien_thuong) OVER (PARTITION BY x.nhom) END AS tien_nhom,
    ROW_NUMBER() OVER (PARTITION BY x.nhom ORDER BY x.thu_tu, x.khoa_ten, x.id) AS stt,
    x.ten, x.chuc_danh, x.don_vi_de_nghi, x.tien_thuong
FROM (
    SELECT n.id, n.thu_tu, n.khoa_ten, CASE n.loai WHEN 'tap_the' THEN 1 WHEN 'ca_nhan' THEN 2 ELSE 3 END AS nhom,
        CASE n.loai WHEN 'tap_the' THEN 'TẬP THỂ' WHEN 'ca_nhan' THEN 'CÁ NHÂN' ELSE 'HỘ GIA ĐÌNH' END AS ten_nhom,
        CASE WHEN n.loai = 'ca_nhan' THEN CASE WHEN p.cap_bac IS NOT NULL THEN p.cap_bac WHEN p.gioi_tinh = 'nu' THEN 'Bà' ELSE 'Ông' END || ' ' || p.ho_ten ELSE n.ten END AS ten,
        CASE n.loai WHEN 'tap_the' THEN '' WHEN 'ho_gia_dinh' THEN COALESCE('Trú tại ' || n.noi_cong_tac, '') ELSE COALESCE(c.chuc_danh, '') END AS chuc_danh,
        CASE WHEN l.ma = 'dac_khu' THEN 'UBND ' || replace(u.ten, 'Đặc khu', 'đặc khu')
            WHEN l.cap IN ('huyen', 'xa') THEN 'UBND ' || lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) ELSE u.ten END AS don_vi_de_nghi, m.tien AS tien_thuong
    FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN don_vi u ON u.id = n.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
        LEFT JOIN nguoi p ON p.id = n.nguoi_id LEFT JOIN chuc_danh_de_nghi c ON c.id = n.id
        LEFT JOIN muc_tien_thuong m ON m.hinh_thuc_ma = n.hinh_thuc_ma AND m.doi_tuong = n.loai AND m.tu_ngay <= :ngay AND (m.het_ngay IS NULL OR m.het_ngay > :ngay)
    WHERE d.nam = :nam AND d.ma = :dot AND n.trang_thai = 'duyet'
) x
ORDER BY x.nhom, x.thu_tu, x.khoa_ten, x.id
