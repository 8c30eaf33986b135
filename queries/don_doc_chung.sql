-- Số đơn vị được đôn đốc trong một công văn chung; không đơn vị nào thì không có dòng
-- tham số: nam int, ngay date, ke_hoach_tu date, bao_cao_tu date
-- cột: ban text, so_don_vi int, so_thieu_ke_hoach int, so_thieu_bao_cao int
-- ke_hoach_tu: kế hoạch được đôn đốc từ ngày này, nơi kế hoạch phát động không nêu hạn; nêu thì từ ngày sau hạn
-- bao_cao_tu: như thế, với báo cáo
-- ban: “chung”
-- so_don_vi: số đơn vị còn thiếu kế hoạch hoặc báo cáo
-- so_thieu_ke_hoach: số đơn vị chưa gửi kế hoạch
-- so_thieu_bao_cao: số đơn vị chưa gửi báo cáo
SELECT 'chung' AS ban, COUNT(*) AS so_don_vi, COUNT(CASE WHEN d.thieu_ke_hoach THEN 1 END) AS so_thieu_ke_hoach, COUNT(CASE WHEN d.thieu_bao_cao THEN 1 END) AS so_thieu_bao_cao
FROM (
    SELECT COALESCE(:ngay > h.han_ke_hoach, :ngay >= :ke_hoach_tu) AND NOT EXISTS (SELECT 1 FROM van_ban_don_vi k
            WHERE k.don_vi_id = u.id AND k.nam = :nam AND k.loai = 'ke_hoach' AND k.ngay_nhan <= :ngay) AS thieu_ke_hoach,
        COALESCE(:ngay > h.han_bao_cao, :ngay >= :bao_cao_tu) AND NOT EXISTS (SELECT 1 FROM van_ban_don_vi b
            WHERE b.don_vi_id = u.id AND b.nam = :nam AND b.loai = 'bao_cao' AND b.ngay_nhan <= :ngay) AS thieu_bao_cao
    FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma AND u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay)
        LEFT JOIN phong_trao h ON h.nam = :nam
    WHERE u.cap_quan_ly IN ('tinh', 'trung_uong') AND (l.cap = 'huyen' OR l.cap = 'xa' OR l.doi_tuong_124 IN ('CQ', 'DN', 'CSGD'))
) d
WHERE d.thieu_ke_hoach OR d.thieu_bao_cao
HAVING COUNT(*) > 0
ORDER BY 1
