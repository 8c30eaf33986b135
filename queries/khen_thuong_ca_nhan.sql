-- Cá nhân được tặng Bằng khen trong một đợt, xếp theo tên, họ, đệm
-- tham số: nam int, dot text, ngay date, thu_tu_nhom text?
-- cột: so_so_vang int, ma_de_nghi int, danh_xung text, ho_ten text, gioi_tinh text, chuc_vu text?, noi_cong_tac text?, chuc_danh text?, thanh_tich text, don_vi_de_nghi text,
-- tien_thuong int?
-- khóa: ho_ten, don_vi_de_nghi
-- so_so_vang: số thứ tự trong Danh sách, qua các nhóm; là số sổ vàng in trên bằng
-- ma_de_nghi: mã của đề nghị trong cơ sở dữ liệu
-- thu_tu_nhom: “ca-nhan-truoc” thì cá nhân đứng trước tập thể; thường thì tập thể đứng trước
-- danh_xung: “Ông”, “Bà”; cấp bậc với lực lượng vũ trang, chức sắc với tôn giáo
-- ho_ten: họ và tên như in: “Điểu Đức Hòa”
-- gioi_tinh: “nam” hoặc “nu”
-- chuc_vu: chức vụ lúc đề nghị: “Trưởng khu phố”
-- noi_cong_tac: đơn vị công tác hoặc địa chỉ: “khu phố 2, phường Tân Bình, thành phố Đồng Xoài”
-- chuc_danh: chức vụ, nơi công tác ghép lại như in: “Trưởng khu phố 3, phường Tân Bình, thành phố Đồng Xoài”
-- thanh_tich: tóm tắt thành tích: “Tích cực tuần tra, hòa giải mâu thuẫn ở cơ sở”
-- don_vi_de_nghi: đơn vị trình: “Huyện Lộc Ninh”
-- tien_thuong: theo lương cơ sở và hệ số của ngày làm văn bản, đồng; trống khi nghị định không có mức
SELECT CASE WHEN :thu_tu_nhom = 'ca-nhan-truoc' THEN 0 ELSE (SELECT COUNT(*) FROM de_nghi_khen_thuong k WHERE k.dot_id = d.id AND k.trang_thai = 'duyet' AND k.loai = 'tap_the') END + ROW_NUMBER() OVER (ORDER BY n.thu_tu, n.khoa_ten, n.id) AS so_so_vang, n.id AS ma_de_nghi,
    CASE WHEN p.cap_bac IS NOT NULL THEN p.cap_bac WHEN p.gioi_tinh = 'nu' THEN 'Bà' ELSE 'Ông' END AS danh_xung, p.ho_ten, p.gioi_tinh, n.chuc_vu, n.noi_cong_tac, c.chuc_danh, n.thanh_tich, u.ten AS don_vi_de_nghi, m.tien AS tien_thuong
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN don_vi u ON u.id = n.don_vi_id
    JOIN nguoi p ON p.id = n.nguoi_id LEFT JOIN chuc_danh_de_nghi c ON c.id = n.id
    LEFT JOIN muc_tien_thuong m ON m.hinh_thuc_ma = n.hinh_thuc_ma AND m.doi_tuong = n.loai
        AND m.tu_ngay <= :ngay AND (m.het_ngay IS NULL OR m.het_ngay > :ngay)
WHERE d.nam = :nam AND d.ma = :dot AND n.loai = 'ca_nhan' AND n.trang_thai = 'duyet'
ORDER BY n.thu_tu, n.khoa_ten, n.id
