-- Từng trường hợp được tặng Bằng khen trong một đợt, để mỗi trường hợp một quyết định; số lượng, tiền là của trường hợp ấy
-- tham số: nam int, dot text, ngay date
-- cột: ma_de_nghi int, ten_rieng text, so_tap_the int, so_ca_nhan int, so_ho_gia_dinh int, tien_tap_the int?, tien_ca_nhan int?, tien_ho_gia_dinh int?, tong_tien int?
-- ma_de_nghi: mã của đề nghị trong cơ sở dữ liệu; quyết định riêng trong kho mang mã này
-- ten_rieng: tên để gọi văn bản trong kho: “Điểu Đức Hòa”
-- so_tap_the: 1 khi là tập thể, không thì 0; so_ca_nhan, so_ho_gia_dinh cũng vậy
-- tien_tap_the: tiền thưởng khi là tập thể, đồng, không thì 0; trống khi nghị định không có mức; tien_ca_nhan, tien_ho_gia_dinh cũng vậy
-- tong_tien: tiền thưởng của trường hợp ấy, đồng; trống khi nghị định không có mức
SELECT n.id AS ma_de_nghi, n.ten AS ten_rieng,
    CASE WHEN n.loai = 'tap_the' THEN 1 ELSE 0 END AS so_tap_the, CASE WHEN n.loai = 'ca_nhan' THEN 1 ELSE 0 END AS so_ca_nhan, CASE WHEN n.loai = 'ho_gia_dinh' THEN 1 ELSE 0 END AS so_ho_gia_dinh,
    CASE WHEN n.loai = 'tap_the' THEN m.tien ELSE 0 END AS tien_tap_the, CASE WHEN n.loai = 'ca_nhan' THEN m.tien ELSE 0 END AS tien_ca_nhan,
    CASE WHEN n.loai = 'ho_gia_dinh' THEN m.tien ELSE 0 END AS tien_ho_gia_dinh, m.tien AS tong_tien
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id
    LEFT JOIN muc_tien_thuong m ON m.hinh_thuc_ma = n.hinh_thuc_ma AND m.doi_tuong = n.loai
        AND m.tu_ngay <= :ngay AND (m.het_ngay IS NULL OR m.het_ngay > :ngay)
WHERE d.nam = :nam AND d.ma = :dot AND n.trang_thai = 'duyet'
ORDER BY CASE n.loai WHEN 'tap_the' THEN 1 WHEN 'ca_nhan' THEN 2 ELSE 3 END, n.thu_tu, n.khoa_ten, n.id
