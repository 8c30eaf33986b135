-- Người ký văn bản của một cơ quan trong ngày: quyền hạn, chức vụ, cấp bậc, họ tên
-- tham số: kieu text, co_quan text, ngay date
-- cột: quyen_han_chuc_vu text?, chuc_vu_khac text?, nguoi_ky text?
-- quyen_han_chuc_vu: các dòng trên chữ ký: “TM. Ủy ban nhân dân”, “KT. Chủ tịch”, “Phó Chủ tịch”
-- chuc_vu_khac: chức vụ in trên họ tên khi ký cho hội đồng, ban như “Chủ tịch / Ủy ban nhân dân tỉnh”, xuống dòng như in; thường trống
-- nguoi_ky: họ tên, cấp bậc ở trước, như “Đại tá Nguyễn Văn A”; trống khi ngày ấy chưa có ai được ký
-- (một dòng)
-- Ký TL. và KT.: thay_cho có hai dòng, người đứng đầu cơ quan rồi người đứng đầu bộ phận.
SELECT c.quyen_han_chuc_vu, c.chuc_vu_khac, c.nguoi_ky
FROM (SELECT 1 AS mot) m LEFT JOIN (
    SELECT CASE k.hinh_thuc
            WHEN 'truong' THEN k.chuc_vu
            WHEN 'Q' THEN 'Q. ' || k.chuc_vu
            WHEN 'KT' THEN 'KT. ' || k.thay_cho || '
' || k.chuc_vu
            WHEN 'TM' THEN 'TM. ' || k.thay_mat || '
' || k.chuc_vu
            WHEN 'TM_KT' THEN 'TM. ' || k.thay_mat || '
KT. ' || k.thay_cho || '
' || k.chuc_vu
            WHEN 'TUQ' THEN 'TUQ. ' || k.thay_cho || '
' || k.chuc_vu
            ELSE 'TL. ' || replace(k.thay_cho, '
', '
KT. ') || '
' || k.chuc_vu
        END AS quyen_han_chuc_vu, replace(k.chuc_vu_khac, 'Chủ tịch Ủy ban', 'Chủ tịch
Ủy ban') AS chuc_vu_khac, COALESCE(k.cap_bac || ' ', '') || n.ho_ten AS nguoi_ky
    FROM nguoi_ky k
        JOIN nguoi n ON n.id = k.nguoi_id
        JOIN nguoi_ky_kieu q ON q.nguoi_ky_id = k.id AND q.kieu IN (:kieu, '*')
    WHERE k.co_quan_ma = :co_quan AND k.tu_ngay <= :ngay AND (k.den_ngay IS NULL OR k.den_ngay >= :ngay)
    ORDER BY CASE q.kieu WHEN '*' THEN 2 ELSE 1 END, k.uu_tien, k.id
    LIMIT 1
) c ON TRUE
