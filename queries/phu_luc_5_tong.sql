-- Tổng số và kỳ báo cáo của phụ lục 5: lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở
-- tham số: nam int
-- cột: pl5_tu_ngay date?, pl5_den_ngay date?, pl5_nguon text?,
-- pl5_so_to int, pl5_thanh_vien int, pl5_nu int, pl5_dang_vien int, pl5_to_xuat_sac int, pl5_to_tot int, pl5_to_hoan_thanh int,
-- pl5_to_khong int
-- pl5_tu_ngay: ngày đầu kỳ báo cáo, trống khi năm ấy chưa có số liệu
-- pl5_den_ngay: ngày cuối kỳ báo cáo
-- pl5_nguon: nơi lấy số liệu: “Báo cáo của các địa phương, cơ quan, đơn vị”
-- pl5_so_to: tổng số Tổ bảo vệ an ninh, trật tự
-- pl5_thanh_vien: tổng số thành viên
-- pl5_nu: tổng thành viên nữ
-- pl5_dang_vien: tổng thành viên là đảng viên
-- pl5_to_xuat_sac: tổng tổ hoàn thành xuất sắc nhiệm vụ
-- pl5_to_tot: tổng tổ hoàn thành tốt nhiệm vụ
-- pl5_to_hoan_thanh: tổng tổ hoàn thành nhiệm vụ
-- pl5_to_khong: tổng tổ không hoàn thành nhiệm vụ
-- (một dòng)
SELECT k.tu_ngay AS pl5_tu_ngay, k.den_ngay AS pl5_den_ngay, k.nguon AS pl5_nguon,
    t.pl5_so_to, t.pl5_thanh_vien, t.pl5_nu, t.pl5_dang_vien, t.pl5_to_xuat_sac, t.pl5_to_tot, t.pl5_to_hoan_thanh, t.pl5_to_khong
FROM (
    SELECT COALESCE(SUM(s.so_to), 0) AS pl5_so_to,
        COALESCE(SUM(s.thanh_vien), 0) AS pl5_thanh_vien,
        COALESCE(SUM(s.nu), 0) AS pl5_nu,
        COALESCE(SUM(s.dang_vien), 0) AS pl5_dang_vien,
        COALESCE(SUM(s.to_xuat_sac), 0) AS pl5_to_xuat_sac,
        COALESCE(SUM(s.to_tot), 0) AS pl5_to_tot,
        COALESCE(SUM(s.to_hoan_thanh), 0) AS pl5_to_hoan_thanh,
        COALESCE(SUM(s.to_khong), 0) AS pl5_to_khong
    FROM luc_luong s WHERE s.nam = :nam
) t LEFT JOIN ky_so_lieu k ON k.ho = 'luc_luong' AND k.nam = :nam
