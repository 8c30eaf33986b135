-- Đơn vị chưa gửi kế hoạch hoặc báo cáo của năm
-- tham số: nam int, ngay date
-- cột: don_vi text, thieu_ke_hoach bool, thieu_bao_cao bool
-- don_vi: huyện (từ 01/7/2025: xã, phường); sở, ban, ngành, đoàn thể, doanh nghiệp, cơ sở giáo dục do tỉnh, Trung ương quản lý: “Sở Xây dựng”
-- thieu_ke_hoach: chưa gửi kế hoạch
-- thieu_bao_cao: chưa gửi báo cáo
SELECT u.ten AS don_vi, k.id IS NULL AS thieu_ke_hoach, b.id IS NULL AS thieu_bao_cao
FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma
    LEFT JOIN van_ban_don_vi k ON k.don_vi_id = u.id AND k.nam = :nam AND k.loai = 'ke_hoach' AND k.ngay_nhan <= :ngay
    LEFT JOIN van_ban_don_vi b ON b.don_vi_id = u.id AND b.nam = :nam AND b.loai = 'bao_cao' AND b.ngay_nhan <= :ngay
WHERE u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay) AND u.cap_quan_ly IN ('tinh', 'trung_uong')
    AND (l.cap = 'huyen' OR l.cap = 'xa' OR l.doi_tuong_124 IN ('CQ', 'DN', 'CSGD')) AND (k.id IS NULL OR b.id IS NULL)
ORDER BY l.cap IS NULL, u.thu_tu, u.khoa_ten, u.id
