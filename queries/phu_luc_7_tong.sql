-- Tổng số và kỳ báo cáo của phụ lục 7: khen thưởng
-- tham số: nam int
-- cột: pl7_tu_ngay date?, pl7_den_ngay date?, pl7_nguon text?,
-- pl7_tap_the int, pl7_ca_nhan int, pl7_ho_gia_dinh int, pl7_tien int?
-- pl7_tu_ngay: ngày đầu kỳ báo cáo, trống khi năm ấy chưa có số liệu
-- pl7_den_ngay: ngày cuối kỳ báo cáo
-- pl7_nguon: nơi lấy số liệu: “Báo cáo của các địa phương, cơ quan, đơn vị”
-- pl7_tap_the: tổng tập thể được khen
-- pl7_ca_nhan: tổng cá nhân được khen
-- pl7_ho_gia_dinh: tổng hộ gia đình được khen
-- pl7_tien: tổng tiền thưởng, đồng
-- (một dòng)
SELECT k.tu_ngay AS pl7_tu_ngay, k.den_ngay AS pl7_den_ngay, k.nguon AS pl7_nguon,
    t.pl7_tap_the, t.pl7_ca_nhan, t.pl7_ho_gia_dinh, t.pl7_tien
FROM (
    SELECT COALESCE(SUM(s.tap_the), 0) AS pl7_tap_the,
        COALESCE(SUM(s.ca_nhan), 0) AS pl7_ca_nhan,
        COALESCE(SUM(s.ho_gia_dinh), 0) AS pl7_ho_gia_dinh,
        NULLIF(SUM(s.tien), 0) AS pl7_tien
    FROM khen_thuong_nam s WHERE s.nam = :nam
) t LEFT JOIN ky_so_lieu k ON k.ho = 'khen_thuong' AND k.nam = :nam
