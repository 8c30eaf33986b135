-- Biểu 03: số lượng khen thưởng của năm đã quyết định đến một ngày theo hình thức, chia theo công trạng, chuyên đề và đột xuất, đối ngoại, kháng chiến
-- tham số: nam int, ngay date
-- cột: hinh_thuc text, tong int, doanh_nghiep int, hop_tac_xa int, ca_nhan int, ct int, ct_ty_le decimal(2)?, ct_lanh_dao int, ct_khac int, cd int, cd_ty_le decimal(2)?,
-- cd_lanh_dao int, cd_khac int, dn int, dn_ty_le decimal(2)?, kc int, kc_ty_le decimal(2)?
-- khóa: hinh_thuc
-- hinh_thuc: hình thức khen thưởng
-- tong: tổng số tập thể, cá nhân, hộ gia đình
-- doanh_nghiep: trong đó doanh nghiệp
-- hop_tac_xa: trong đó hợp tác xã
-- ca_nhan: trong đó cá nhân
-- ct: khen theo công trạng; ct_ty_le: tỷ lệ trên tổng, %; ct_lanh_dao: cá nhân lãnh đạo, quản lý; ct_khac: cá nhân không quản lý
-- cd: khen theo chuyên đề, đột xuất, gồm các đợt của phong trào; cd_ty_le, cd_lanh_dao, cd_khac như trên
-- dn: khen đối ngoại; kc: khen kháng chiến; kèm tỷ lệ trên tổng, %
WITH cong AS (
    SELECT g.hinh_thuc_ma, SUM(g.tap_the + g.doanh_nghiep + g.hop_tac_xa + g.lanh_dao + g.khong_quan_ly + g.ho_gia_dinh) AS tong, SUM(g.doanh_nghiep) AS doanh_nghiep, SUM(g.hop_tac_xa) AS hop_tac_xa,
        SUM(g.lanh_dao + g.khong_quan_ly) AS ca_nhan,
        SUM(CASE WHEN g.loai_hinh = 'cong_trang' THEN g.tap_the + g.doanh_nghiep + g.hop_tac_xa + g.lanh_dao + g.khong_quan_ly + g.ho_gia_dinh ELSE 0 END) AS ct,
        SUM(CASE WHEN g.loai_hinh = 'cong_trang' THEN g.lanh_dao ELSE 0 END) AS ct_lanh_dao, SUM(CASE WHEN g.loai_hinh = 'cong_trang' THEN g.khong_quan_ly ELSE 0 END) AS ct_khac,
        SUM(CASE WHEN g.loai_hinh = 'chuyen_de_dot_xuat' THEN g.tap_the + g.doanh_nghiep + g.hop_tac_xa + g.lanh_dao + g.khong_quan_ly + g.ho_gia_dinh ELSE 0 END) AS cd,
        SUM(CASE WHEN g.loai_hinh = 'chuyen_de_dot_xuat' THEN g.lanh_dao ELSE 0 END) AS cd_lanh_dao, SUM(CASE WHEN g.loai_hinh = 'chuyen_de_dot_xuat' THEN g.khong_quan_ly ELSE 0 END) AS cd_khac,
        SUM(CASE WHEN g.loai_hinh = 'doi_ngoai' THEN g.tap_the + g.doanh_nghiep + g.hop_tac_xa + g.lanh_dao + g.khong_quan_ly + g.ho_gia_dinh ELSE 0 END) AS dn,
        SUM(CASE WHEN g.loai_hinh = 'khang_chien' THEN g.tap_the + g.doanh_nghiep + g.hop_tac_xa + g.lanh_dao + g.khong_quan_ly + g.ho_gia_dinh ELSE 0 END) AS kc
    FROM khen_theo_loai_hinh g
    WHERE g.nam = :nam AND (g.ngay IS NULL OR g.ngay <= :ngay)
    GROUP BY g.hinh_thuc_ma
)
SELECT CASE WHEN b.loai = 'thanh_pho_tw' THEN replace(replace(h.ten, 'Ủy ban nhân dân tỉnh', 'Ủy ban nhân dân thành phố'), 'Công an tỉnh', 'Công an thành phố') ELSE h.ten END AS hinh_thuc, c.tong, c.doanh_nghiep, c.hop_tac_xa, c.ca_nhan, c.ct, CASE WHEN c.tong > 0 THEN ROUND(c.ct * 100.0 / c.tong, 2) END AS ct_ty_le, c.ct_lanh_dao, c.ct_khac,
    c.cd, CASE WHEN c.tong > 0 THEN ROUND(c.cd * 100.0 / c.tong, 2) END AS cd_ty_le, c.cd_lanh_dao, c.cd_khac, c.dn, CASE WHEN c.tong > 0 THEN ROUND(c.dn * 100.0 / c.tong, 2) END AS dn_ty_le,
    c.kc, CASE WHEN c.tong > 0 THEN ROUND(c.kc * 100.0 / c.tong, 2) END AS kc_ty_le
FROM cong c JOIN hinh_thuc_khen_thuong h ON h.ma = c.hinh_thuc_ma
    LEFT JOIN ten_co_quan u ON u.co_quan_ma = 'ubnd-tinh' AND u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay)
    LEFT JOIN dia_ban b ON b.ma = u.dia_ban_ma
WHERE c.tong > 0
ORDER BY h.thu_tu, h.ma
