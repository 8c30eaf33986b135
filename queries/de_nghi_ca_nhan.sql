-- Cá nhân được đề nghị tặng Bằng khen, trừ hồ sơ đã trả lại trong một đợt, xếp theo tên, họ, đệm
-- tham số: nam int, dot text, ngay date
-- cột: danh_xung text, ho_ten text, gioi_tinh text, chuc_vu text?, noi_cong_tac text?, chuc_danh text?, thanh_tich text, don_vi_de_nghi text,
-- tien_thuong int?, so_phieu int?
-- danh_xung: “Ông”, “Bà”; cấp bậc với lực lượng vũ trang, chức sắc với tôn giáo
-- ho_ten: họ và tên như in: “Điểu Đức Hòa”
-- gioi_tinh: “nam” hoặc “nu”
-- chuc_vu: chức vụ lúc đề nghị: “Trưởng khu phố”
-- noi_cong_tac: đơn vị công tác hoặc địa chỉ: “khu phố 2, phường Tân Bình, thành phố Đồng Xoài”
-- chuc_danh: chức vụ, nơi công tác ghép lại như in: “Trưởng khu phố 3, phường Tân Bình, thành phố Đồng Xoài”
-- thanh_tich: tóm tắt thành tích: “Tích cực tuần tra, hòa giải mâu thuẫn ở cơ sở”
-- don_vi_de_nghi: đơn vị trình: “UBND huyện Lộc Ninh”
-- tien_thuong: theo lương cơ sở và hệ số của ngày làm văn bản, đồng; trống khi nghị định không có mức
-- so_phieu: phiếu đồng ý của hội đồng xét khen thưởng
SELECT CASE WHEN p.cap_bac IS NOT NULL THEN p.cap_bac WHEN p.gioi_tinh = 'nu' THEN 'Bà' ELSE 'Ông' END AS danh_xung, p.ho_ten, p.gioi_tinh, n.chuc_vu, n.noi_cong_tac, c.chuc_danh, n.thanh_tich,
    CASE WHEN l.ma = 'dac_khu' THEN 'UBND ' || replace(u.ten, 'Đặc khu', 'đặc khu')
        WHEN l.cap IN ('huyen', 'xa') THEN 'UBND ' || lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) ELSE u.ten END AS don_vi_de_nghi, m.tien AS tien_thuong, n.so_phieu
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN don_vi u ON u.id = n.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
    JOIN nguoi p ON p.id = n.nguoi_id LEFT JOIN chuc_danh_de_nghi c ON c.id = n.id
    LEFT JOIN muc_tien_thuong m ON m.hinh_thuc_ma = n.hinh_thuc_ma AND m.doi_tuong = n.loai
        AND m.tu_ngay <= :ngay AND (m.het_ngay IS NULL OR m.het_ngay > :ngay)
WHERE d.nam = :nam AND d.ma = :dot AND n.loai = 'ca_nhan' AND n.trang_thai <> 'tra_ho_so'
ORDER BY n.thu_tu, n.khoa_ten, n.id
