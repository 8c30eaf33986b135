-- Một đợt khen thưởng được hội đồng của cơ quan họp xét: đề nghị tặng Bằng khen, hoặc trình người đứng đầu cơ quan tặng Giấy khen
-- tham số: nam int, dot text, ngay date, co_quan text
-- cột: ten_dot_trong_cau text, hinh_thuc_khen text, ten_hinh_thuc text, nguoi_quyet_dinh text, bien_ban_ngay date?, so_thanh_vien int?, so_co_mat int?
-- ten_dot_trong_cau: tên đợt viết trong câu: “tổng kết phong trào thi đua năm 2024”
-- hinh_thuc_khen: “Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh”, “Giấy khen của Giám đốc Công an tỉnh”
-- ten_hinh_thuc: “Bằng khen”, “Giấy khen”
-- nguoi_quyet_dinh: chức vụ của người tặng, kèm cơ quan
-- bien_ban_ngay: ngày họp
-- so_thanh_vien: số thành viên hội đồng
-- so_co_mat: số thành viên có mặt
-- (một dòng)
SELECT x.ten_dot_trong_cau, x.ten_hinh_thuc || ' của ' || x.nguoi AS hinh_thuc_khen, x.ten_hinh_thuc, x.nguoi AS nguoi_quyet_dinh, x.bien_ban_ngay, x.so_thanh_vien, x.so_co_mat
FROM (
    SELECT CASE WHEN d.loai = 'ngay_hoi' OR d.ten LIKE 'Giấy khen%' THEN d.ten WHEN d.ten LIKE 'Tặng Giấy khen %' THEN substr(d.ten, 6) WHEN d.ten LIKE 'Đ%' THEN 'đ' || substr(d.ten, 2) ELSE lower(substr(d.ten, 1, 1)) || substr(d.ten, 2) END AS ten_dot_trong_cau,
        CASE WHEN h.ma LIKE 'giay-khen%' THEN 'Giấy khen' ELSE 'Bằng khen' END AS ten_hinh_thuc,
        CASE WHEN h.ma LIKE 'giay-khen%' THEN k.chuc_vu || ' ' || t.ten_goi
            WHEN b.loai = 'thanh_pho_tw' THEN replace(replace(h.ten, 'Bằng khen của ', ''), 'Ủy ban nhân dân tỉnh', 'Ủy ban nhân dân thành phố') ELSE replace(h.ten, 'Bằng khen của ', '') END AS nguoi,
        d.bien_ban_ngay, d.so_thanh_vien, d.so_co_mat
    FROM dot_khen_thuong d JOIN hinh_thuc_khen_thuong h ON h.ma = d.hinh_thuc_ma
        JOIN ten_co_quan t ON t.co_quan_ma = :co_quan AND t.tu_ngay <= :ngay AND (t.den_ngay IS NULL OR t.den_ngay >= :ngay)
        JOIN (
            SELECT o.ma, COALESCE(MIN(x.chuc_vu), MIN(CASE o.loai WHEN 'ubnd' THEN 'Chủ tịch' WHEN 'ban_chi_dao' THEN 'Trưởng ban' ELSE 'Giám đốc' END)) AS chuc_vu
            FROM co_quan o LEFT JOIN nguoi_ky x ON x.co_quan_ma = o.ma AND x.hinh_thuc = 'truong' AND x.tu_ngay <= :ngay AND (x.den_ngay IS NULL OR x.den_ngay >= :ngay)
            GROUP BY o.ma
        ) k ON k.ma = t.co_quan_ma
        LEFT JOIN ten_co_quan u ON u.co_quan_ma = 'ubnd-tinh' AND u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay)
        LEFT JOIN dia_ban b ON b.ma = u.dia_ban_ma
    WHERE d.nam = :nam AND d.ma = :dot
) x
