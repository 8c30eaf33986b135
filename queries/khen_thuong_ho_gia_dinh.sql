-- Hộ gia đình được tặng Bằng khen trong một đợt
-- tham số: nam int, dot text, ngay date
-- cột: so_so_vang int, ma_de_nghi int, ten text, ten_trong_cau text, noi_o text?, thanh_tich text, don_vi_de_nghi text, tien_thuong int?
-- khóa: ten, don_vi_de_nghi
-- so_so_vang: số thứ tự trong Danh sách, qua các nhóm; là số sổ vàng in trên bằng
-- ma_de_nghi: mã của đề nghị trong cơ sở dữ liệu
-- ten: “Hộ ông …”, “Hộ bà …”
-- ten_trong_cau: ở giữa câu: “hộ bà …”
-- noi_o: địa chỉ: “ấp 4, xã Lộc Điền, huyện Lộc Ninh”
-- thanh_tich: tóm tắt thành tích: “Tích cực tuần tra, hòa giải mâu thuẫn ở cơ sở”
-- don_vi_de_nghi: đơn vị trình: “Huyện Lộc Ninh”
-- tien_thuong: theo lương cơ sở và hệ số của ngày làm văn bản, đồng; trống khi nghị định không có mức
SELECT (SELECT COUNT(*) FROM de_nghi_khen_thuong k WHERE k.dot_id = d.id AND k.trang_thai = 'duyet' AND k.loai IN ('tap_the', 'ca_nhan')) + ROW_NUMBER() OVER (ORDER BY n.thu_tu, n.khoa_ten, n.id) AS so_so_vang, n.id AS ma_de_nghi,
    n.ten, CASE WHEN n.ten LIKE 'Hộ %' THEN 'hộ' || substr(n.ten, 3) ELSE n.ten END AS ten_trong_cau, n.noi_cong_tac AS noi_o, n.thanh_tich, u.ten AS don_vi_de_nghi, m.tien AS tien_thuong
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN don_vi u ON u.id = n.don_vi_id
    LEFT JOIN muc_tien_thuong m ON m.hinh_thuc_ma = n.hinh_thuc_ma AND m.doi_tuong = n.loai
        AND m.tu_ngay <= :ngay AND (m.het_ngay IS NULL OR m.het_ngay > :ngay)
WHERE d.nam = :nam AND d.ma = :dot AND n.loai = 'ho_gia_dinh' AND n.trang_thai = 'duyet'
ORDER BY n.thu_tu, n.khoa_ten, n.id
