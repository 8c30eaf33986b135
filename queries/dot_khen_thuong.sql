-- Một đợt tặng Bằng khen: thành tích, tờ trình, thẩm định, cuộc họp xét
-- tham số: nam int, dot text, ngay date
-- cột: ten_dot text, ten_dot_trong_cau text, thanh_tich_dot text, hinh_thuc_khen text, hinh_thuc_khen_tat text, to_trinh_so text?, to_trinh_ngay date?, de_nghi_nguoi text?,
-- tham_dinh_so text?, tham_dinh_ngay date?, tham_dinh_nguoi text?, tham_dinh_co_quan text?, bien_ban_so text?, bien_ban_ngay date?,
-- so_thanh_vien int?, so_co_mat int?, han_de_nghi date?, ngay_du_kien date?
-- ten_dot: tên đợt: “Tổng kết phong trào thi đua năm 2024”
-- ten_dot_trong_cau: tên đợt ở giữa câu: “tổng kết phong trào thi đua năm 2024”
-- thanh_tich_dot: cụm từ ở Điều 1: “đã có thành tích xuất sắc trong …”
-- hinh_thuc_khen: “Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh”
-- hinh_thuc_khen_tat: như thế, viết tắt: “Bằng khen của Chủ tịch UBND tỉnh”
-- to_trinh_so: số, ký hiệu tờ trình của cơ quan đề nghị, từ kho văn bản khi đã cấp số: “12/TTr-CAT-PV05”
-- to_trinh_ngay: ngày của tờ trình ấy
-- de_nghi_nguoi: người đứng đầu cơ quan đề nghị: “Giám đốc Công an tỉnh”
-- tham_dinh_so: số, ký hiệu tờ trình của cơ quan thẩm định: “05/TTr-BTĐKT”
-- tham_dinh_ngay: ngày của tờ trình ấy
-- tham_dinh_nguoi: người đứng đầu cơ quan thẩm định: “Trưởng Ban Thi đua - Khen thưởng tỉnh”
-- tham_dinh_co_quan: cơ quan thẩm định: “Ban Thi đua - Khen thưởng tỉnh”
-- bien_ban_so: biên bản họp hội đồng xét khen thưởng: “02/BB-CAT”
-- bien_ban_ngay: ngày họp hội đồng
-- so_thanh_vien: số thành viên hội đồng xét khen thưởng
-- so_co_mat: số thành viên hội đồng có mặt
-- han_de_nghi: hạn đơn vị gửi hồ sơ
-- ngay_du_kien: ngày dự kiến ký quyết định
-- (một dòng)
SELECT d.ten AS ten_dot, CASE WHEN d.loai = 'ngay_hoi' THEN d.ten WHEN d.ten LIKE 'Đ%' THEN 'đ' || substr(d.ten, 2) ELSE lower(substr(d.ten, 1, 1)) || substr(d.ten, 2) END AS ten_dot_trong_cau, d.thanh_tich AS thanh_tich_dot,
    CASE WHEN h.ma = 'bang-khen-tinh' AND b.loai = 'thanh_pho_tw' THEN replace(h.ten, 'Ủy ban nhân dân tỉnh', 'Ủy ban nhân dân thành phố') ELSE h.ten END AS hinh_thuc_khen,
    replace(CASE WHEN h.ma = 'bang-khen-tinh' AND b.loai = 'thanh_pho_tw' THEN replace(h.ten, 'Ủy ban nhân dân tỉnh', 'Ủy ban nhân dân thành phố') ELSE h.ten END, 'Ủy ban nhân dân', 'UBND') AS hinh_thuc_khen_tat,
    COALESCE((SELECT n.symbol FROM documents x JOIN numbers n ON n.document_id = x.id AND n.cancelled = ''
        WHERE x.kind = 'to-trinh-khen-thuong' AND x.agency = COALESCE(d.co_quan_de_nghi_ma, x.agency) AND x.period = CAST(d.nam AS TEXT) AND x.round = d.ma AND x.state IN ('da-cap-so', 'da-dong-dau', 'da-phat-hanh') ORDER BY x.seq DESC LIMIT 1), d.to_trinh_so) AS to_trinh_so,
    COALESCE((SELECT n.day FROM documents x JOIN numbers n ON n.document_id = x.id AND n.cancelled = ''
        WHERE x.kind = 'to-trinh-khen-thuong' AND x.agency = COALESCE(d.co_quan_de_nghi_ma, x.agency) AND x.period = CAST(d.nam AS TEXT) AND x.round = d.ma AND x.state IN ('da-cap-so', 'da-dong-dau', 'da-phat-hanh') ORDER BY x.seq DESC LIMIT 1), d.to_trinh_ngay) AS to_trinh_ngay, replace(dn.nguoi, 'Trưởng ban Ban ', 'Trưởng Ban ') AS de_nghi_nguoi, d.tham_dinh_so, d.tham_dinh_ngay, replace(td.nguoi, 'Trưởng ban Ban ', 'Trưởng Ban ') AS tham_dinh_nguoi, td.ten_goi AS tham_dinh_co_quan,
    d.bien_ban_so, d.bien_ban_ngay, d.so_thanh_vien, d.so_co_mat, d.han_de_nghi, d.ngay_du_kien
FROM dot_khen_thuong d JOIN hinh_thuc_khen_thuong h ON h.ma = d.hinh_thuc_ma
    LEFT JOIN (
        SELECT t.co_quan_ma, t.ten_goi, MIN(k.chuc_vu) || ' ' || t.ten_goi AS nguoi
        FROM ten_co_quan t LEFT JOIN nguoi_ky k ON k.co_quan_ma = t.co_quan_ma AND k.hinh_thuc = 'truong' AND k.tu_ngay <= :ngay AND (k.den_ngay IS NULL OR k.den_ngay >= :ngay)
        WHERE t.tu_ngay <= :ngay AND (t.den_ngay IS NULL OR t.den_ngay >= :ngay)
        GROUP BY t.co_quan_ma, t.ten_goi
    ) dn ON dn.co_quan_ma = d.co_quan_de_nghi_ma
    LEFT JOIN (
        SELECT t.co_quan_ma, t.ten_goi, MIN(k.chuc_vu) || ' ' || t.ten_goi AS nguoi
        FROM ten_co_quan t LEFT JOIN nguoi_ky k ON k.co_quan_ma = t.co_quan_ma AND k.hinh_thuc = 'truong' AND k.tu_ngay <= :ngay AND (k.den_ngay IS NULL OR k.den_ngay >= :ngay)
        WHERE t.tu_ngay <= :ngay AND (t.den_ngay IS NULL OR t.den_ngay >= :ngay)
        GROUP BY t.co_quan_ma, t.ten_goi
    ) td ON td.co_quan_ma = d.co_quan_tham_dinh_ma
    LEFT JOIN ten_co_quan u ON u.co_quan_ma = 'ubnd-tinh' AND u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay)
    LEFT JOIN dia_ban b ON b.ma = u.dia_ban_ma
WHERE d.nam = :nam AND d.ma = :dot AND d.hinh_thuc_ma NOT LIKE 'giay-khen%'
