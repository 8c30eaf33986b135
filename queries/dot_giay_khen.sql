-- Một đợt tặng Giấy khen: hình thức theo cơ quan quyết định, thành tích, cuộc họp xét
-- tham số: nam int, dot text, ngay date, co_quan text
-- cột: ten_dot text, thanh_tich_dot text, hinh_thuc_khen text, nguoi_quyet_dinh text, de_nghi_nguoi text?, de_nghi_thuong text, bien_ban_so text?, bien_ban_ngay date?
-- ten_dot: tên đợt: “Giấy khen phong trào thi đua năm 2024”
-- thanh_tich_dot: cụm từ ở Điều 1: “đã có thành tích xuất sắc trong …”
-- hinh_thuc_khen: “Giấy khen của Giám đốc Công an tỉnh”, “Giấy khen của Chủ tịch Ủy ban nhân dân xã …”
-- nguoi_quyet_dinh: chức vụ của người đứng đầu: “Giám đốc”
-- de_nghi_nguoi: người đứng đầu cơ quan đề nghị của đợt, khi không phải chính cơ quan quyết định
-- de_nghi_thuong: ai đề nghị theo lệ thường, khi đợt không ghi: ở Công an là phòng tham mưu xây dựng phong trào, nơi khác là Hội đồng Thi đua - Khen thưởng của cơ quan
-- bien_ban_so: biên bản họp hội đồng xét khen thưởng: “07/BB-CAT”
-- bien_ban_ngay: ngày họp hội đồng
-- (một dòng)
SELECT d.ten AS ten_dot, d.thanh_tich AS thanh_tich_dot, 'Giấy khen của ' || k.chuc_vu || ' ' || t.ten_goi AS hinh_thuc_khen, k.chuc_vu AS nguoi_quyet_dinh,
    CASE WHEN d.co_quan_de_nghi_ma <> :co_quan THEN (SELECT MIN(x.chuc_vu) || ' ' || MIN(y.ten_goi) FROM ten_co_quan y JOIN nguoi_ky x ON x.co_quan_ma = y.co_quan_ma AND x.hinh_thuc = 'truong'
            AND x.tu_ngay <= :ngay AND (x.den_ngay IS NULL OR x.den_ngay >= :ngay)
        WHERE y.co_quan_ma = d.co_quan_de_nghi_ma AND y.tu_ngay <= :ngay AND (y.den_ngay IS NULL OR y.den_ngay >= :ngay)) END AS de_nghi_nguoi,
    CASE t.the_thuc WHEN 'cand' THEN 'Trưởng phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc' ELSE 'Hội đồng Thi đua - Khen thưởng ' || t.ten_goi END AS de_nghi_thuong,
    COALESCE((SELECT n.symbol FROM documents x JOIN numbers n ON n.document_id = x.id AND n.cancelled = ''
        WHERE x.kind = 'bien-ban-xet-khen-thuong' AND x.agency = :co_quan AND x.period = CAST(d.nam AS TEXT) AND x.round = d.ma AND x.state IN ('da-cap-so', 'da-dong-dau', 'da-phat-hanh') ORDER BY x.seq DESC LIMIT 1), d.bien_ban_so) AS bien_ban_so,
    COALESCE((SELECT n.day FROM documents x JOIN numbers n ON n.document_id = x.id AND n.cancelled = ''
        WHERE x.kind = 'bien-ban-xet-khen-thuong' AND x.agency = :co_quan AND x.period = CAST(d.nam AS TEXT) AND x.round = d.ma AND x.state IN ('da-cap-so', 'da-dong-dau', 'da-phat-hanh') ORDER BY x.seq DESC LIMIT 1), d.bien_ban_ngay) AS bien_ban_ngay
FROM dot_khen_thuong d JOIN ten_co_quan t ON t.co_quan_ma = :co_quan AND t.tu_ngay <= :ngay AND (t.den_ngay IS NULL OR t.den_ngay >= :ngay)
    JOIN (
        SELECT o.ma, COALESCE(MIN(x.chuc_vu), MIN(CASE o.loai WHEN 'ubnd' THEN 'Chủ tịch' WHEN 'ban_chi_dao' THEN 'Trưởng ban' ELSE 'Giám đốc' END)) AS chuc_vu
        FROM co_quan o LEFT JOIN nguoi_ky x ON x.co_quan_ma = o.ma AND x.hinh_thuc = 'truong' AND x.tu_ngay <= :ngay AND (x.den_ngay IS NULL OR x.den_ngay >= :ngay)
        GROUP BY o.ma
    ) k ON k.ma = t.co_quan_ma
WHERE d.nam = :nam AND d.ma = :dot AND d.hinh_thuc_ma LIKE 'giay-khen%'
