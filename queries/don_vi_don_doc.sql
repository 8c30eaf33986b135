-- Đơn vị được đôn đốc: đến ngày làm văn bản chưa gửi kế hoạch, báo cáo đã đến lúc phải có
-- tham số: nam int, ngay date, ke_hoach_tu date, bao_cao_tu date
-- cột: don_vi_ma text, ten_rieng text, noi_gui text, kinh_gui_noi text, thieu_ke_hoach bool, thieu_bao_cao bool
-- ke_hoach_tu: kế hoạch được đôn đốc từ ngày này, nơi kế hoạch phát động không nêu hạn; nêu thì từ ngày sau hạn
-- bao_cao_tu: như thế, với báo cáo
-- don_vi_ma: mã đơn vị, khóa của mỗi bản: “bu-dang”
-- ten_rieng: tên riêng của mỗi bản trong danh sách văn bản: “Huyện Bù Đăng”
-- noi_gui: nơi phải gửi, trong lời văn: “huyện Bù Đăng”, “Sở Xây dựng”
-- kinh_gui_noi: nơi được Kính gửi: “Ủy ban nhân dân huyện Bù Đăng”, “Sở Xây dựng”
-- thieu_ke_hoach: chưa gửi kế hoạch
-- thieu_bao_cao: chưa gửi báo cáo
SELECT d.don_vi_ma, d.ten_rieng, COALESCE(d.cap || ' ' || d.ten_ngan, d.ten_rieng) AS noi_gui,
    COALESCE('Ủy ban nhân dân ' || d.cap || ' ' || d.ten_ngan, d.ten_rieng) AS kinh_gui_noi,
    d.thieu_ke_hoach, d.thieu_bao_cao
FROM (
    SELECT u.ma AS don_vi_ma, u.ten AS ten_rieng, u.ten_ngan, l.cap IS NULL AS la_co_quan, u.thu_tu, u.khoa_ten, u.id,
        CASE u.loai_ma WHEN 'huyen' THEN 'huyện' WHEN 'thi_xa' THEN 'thị xã' WHEN 'thanh_pho' THEN 'thành phố'
            WHEN 'xa' THEN 'xã' WHEN 'phuong' THEN 'phường' WHEN 'thi_tran' THEN 'thị trấn' WHEN 'dac_khu' THEN 'đặc khu' END AS cap,
        COALESCE(:ngay > h.han_ke_hoach, :ngay >= :ke_hoach_tu) AND NOT EXISTS (SELECT 1 FROM van_ban_don_vi k
            WHERE k.don_vi_id = u.id AND k.nam = :nam AND k.loai = 'ke_hoach' AND k.ngay_nhan <= :ngay) AS thieu_ke_hoach,
        COALESCE(:ngay > h.han_bao_cao, :ngay >= :bao_cao_tu) AND NOT EXISTS (SELECT 1 FROM van_ban_don_vi b
            WHERE b.don_vi_id = u.id AND b.nam = :nam AND b.loai = 'bao_cao' AND b.ngay_nhan <= :ngay) AS thieu_bao_cao
    FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma AND u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay)
        LEFT JOIN phong_trao h ON h.nam = :nam
    WHERE u.cap_quan_ly IN ('tinh', 'trung_uong') AND (l.cap = 'huyen' OR l.cap = 'xa' OR l.doi_tuong_124 IN ('CQ', 'DN', 'CSGD'))
) d
WHERE d.thieu_ke_hoach OR d.thieu_bao_cao
ORDER BY d.la_co_quan, d.thu_tu, d.khoa_ten, d.id
