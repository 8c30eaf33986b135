-- Mọi trường hợp được đưa ra xét trong một đợt, trừ hồ sơ đã trả lại, theo nhóm, kèm số phiếu của hội đồng
-- tham số: nam int, dot text, thu_tu_nhom text?
-- cột: so_nhom int, ten_nhom text, dau_nhom bool, so_trong_nhom int, stt int, ten text, chuc_danh text, don_vi_de_nghi text, so_phieu int?
-- so_nhom: số thứ tự của nhóm trong danh sách
-- thu_tu_nhom: “ca-nhan-truoc” thì cá nhân đứng trước tập thể; thường thì tập thể đứng trước
-- ten_nhom: “TẬP THỂ”, “CÁ NHÂN”, “HỘ GIA ĐÌNH”
-- dau_nhom: dòng đầu của nhóm
-- so_trong_nhom: số trường hợp của nhóm
-- stt: số thứ tự trong nhóm
-- ten: tên như in; cá nhân kèm Ông, Bà hoặc cấp bậc: “Ông Điểu Đức Hòa”
-- chuc_danh: chức vụ, nơi công tác hoặc nơi cư trú; rỗng với tập thể
-- don_vi_de_nghi: đơn vị trình: “UBND huyện Lộc Ninh”
-- so_phieu: phiếu đồng ý của hội đồng xét khen thưởng; trống khi chưa biểu quyết
SELECT DENSE_RANK() OVER (ORDER BY x.nhom) AS so_nhom, x.ten_nhom, ROW_NUMBER() OVER (PARTITION BY x.nhom ORDER BY x.thu_tu, x.khoa_ten, x.id) = 1 AS dau_nhom,
    COUNT(*) OVER (PARTITION BY x.nhom) AS so_trong_nhom, ROW_NUMBER() OVER (PARTITION BY x.nhom ORDER BY x.thu_tu, x.khoa_ten, x.id) AS stt,
    x.ten, x.chuc_danh, x.don_vi_de_nghi, x.so_phieu
FROM (
    SELECT n.id, n.thu_tu, n.khoa_ten, CASE WHEN n.loai = 'ho_gia_dinh' THEN 3 WHEN (n.loai = 'tap_the') = (COALESCE(:thu_tu_nhom, '') <> 'ca-nhan-truoc') THEN 1 ELSE 2 END AS nhom,
        CASE n.loai WHEN 'tap_the' THEN 'TẬP THỂ' WHEN 'ca_nhan' THEN 'CÁ NHÂN' ELSE 'HỘ GIA ĐÌNH' END AS ten_nhom,
        CASE WHEN n.loai = 'ca_nhan' THEN CASE WHEN p.cap_bac IS NOT NULL THEN p.cap_bac WHEN p.gioi_tinh = 'nu' THEN 'Bà' ELSE 'Ông' END || ' ' || p.ho_ten ELSE n.ten END AS ten,
        CASE n.loai WHEN 'tap_the' THEN '' WHEN 'ho_gia_dinh' THEN COALESCE('Trú tại ' || n.noi_cong_tac, '') ELSE COALESCE(c.chuc_danh, '') END AS chuc_danh,
        CASE WHEN l.ma = 'dac_khu' THEN 'UBND ' || replace(u.ten, 'Đặc khu', 'đặc khu')
            WHEN l.cap IN ('huyen', 'xa') THEN 'UBND ' || lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) ELSE u.ten END AS don_vi_de_nghi, n.so_phieu
    FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN don_vi u ON u.id = n.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
        LEFT JOIN nguoi p ON p.id = n.nguoi_id LEFT JOIN chuc_danh_de_nghi c ON c.id = n.id
    WHERE d.nam = :nam AND d.ma = :dot AND n.trang_thai <> 'tra_ho_so'
) x
ORDER BY x.nhom, x.thu_tu, x.khoa_ten, x.id
