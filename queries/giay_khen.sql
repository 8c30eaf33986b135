-- Mọi tập thể, cá nhân, hộ gia đình được tặng Giấy khen của một đợt, theo thứ tự danh sách: mỗi dòng một Giấy khen
-- tham số: nam int, dot text, ngay date, co_quan text, quyet_dinh text, thu_tu_nhom text?
-- cột: so_so_vang int, so_quyet_dinh text, loai text, ten text, dia_chi text, thanh_tich text
-- so_so_vang: số sổ vàng: số thứ tự trong Danh sách kèm theo quyết định
-- so_quyet_dinh: “45/QĐ-CAT-PV05”, của đợt hoặc của riêng trường hợp ấy; chưa cấp số thì là dấu chấm: “……/QĐ-CAT-PV05”
-- quyet_dinh: số của quyết định không làm trong chương trình này; “tu-kho” thì lấy từ kho
-- thu_tu_nhom: như của quyết định: “ca-nhan-truoc” thì cá nhân đứng trước tập thể
-- loai: “tap_the”, “ca_nhan” hoặc “ho_gia_dinh”
-- ten: tên in trên giấy; cá nhân kèm Ông, Bà hoặc cấp bậc: “Ông Điểu Đức Hòa”
-- dia_chi: chức vụ, nơi công tác; nơi cư trú của hộ gia đình; rỗng với tập thể: “Trưởng thôn, thôn 3, xã Bù Nho, huyện Phú Riềng”
-- thanh_tich: cụm từ thành tích của đợt, chữ đầu viết hoa: “Đã có thành tích xuất sắc trong phong trào thi đua”
SELECT ROW_NUMBER() OVER (ORDER BY x.nhom, x.thu_tu, x.khoa_ten, x.id) AS so_so_vang, x.so_quyet_dinh, x.loai, x.ten, x.dia_chi, x.thanh_tich
FROM (
    SELECT n.id, n.loai, n.thu_tu, n.khoa_ten, CASE WHEN n.loai = 'ho_gia_dinh' THEN 3 WHEN (n.loai = 'tap_the') = (COALESCE(:thu_tu_nhom, '') <> 'ca-nhan-truoc') THEN 1 ELSE 2 END AS nhom,
        CASE WHEN :quyet_dinh <> 'tu-kho' THEN :quyet_dinh ELSE COALESCE(q.so_quyet_dinh, '……/QĐ-' || t.ky_hieu || CASE WHEN t.the_thuc = 'cand' THEN COALESCE('-' || t.tham_muu, '') ELSE '' END) END AS so_quyet_dinh,
        CASE WHEN n.loai = 'ca_nhan' THEN CASE WHEN p.cap_bac IS NOT NULL THEN p.cap_bac WHEN p.gioi_tinh = 'nu' THEN 'Bà' ELSE 'Ông' END || ' ' || p.ho_ten ELSE n.ten END AS ten,
        CASE n.loai WHEN 'tap_the' THEN '' WHEN 'ho_gia_dinh' THEN COALESCE('Trú tại ' || n.noi_cong_tac, '') ELSE COALESCE(c.chuc_danh, '') END AS dia_chi,
        CASE WHEN d.thanh_tich LIKE 'đã %' THEN 'Đã' || substr(d.thanh_tich, 3) ELSE d.thanh_tich END AS thanh_tich
    FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN quyet_dinh_de_nghi q ON q.id = n.id
        JOIN ten_co_quan t ON t.co_quan_ma = :co_quan AND t.tu_ngay <= :ngay AND (t.den_ngay IS NULL OR t.den_ngay >= :ngay)
        LEFT JOIN nguoi p ON p.id = n.nguoi_id LEFT JOIN chuc_danh_de_nghi c ON c.id = n.id
    WHERE d.nam = :nam AND d.ma = :dot AND n.trang_thai = 'duyet'
) x
ORDER BY x.nhom, x.thu_tu, x.khoa_ten, x.id
