-- Tổng số và kỳ báo cáo của phụ lục 6: tin báo của quần chúng nhân dân
-- tham số: nam int
-- cột: pl6_tu_ngay date?, pl6_den_ngay date?, pl6_nguon text?,
-- pl6_nguon_tin int, pl6_co_gia_tri int, pl6_vu_xu_ly int, pl6_doi_tuong int, pl6_dau_thu int
-- pl6_tu_ngay: ngày đầu kỳ báo cáo, trống khi năm ấy chưa có số liệu
-- pl6_den_ngay: ngày cuối kỳ báo cáo
-- pl6_nguon: nơi lấy số liệu: “Báo cáo của các địa phương, cơ quan, đơn vị”
-- pl6_nguon_tin: tổng nguồn tin do quần chúng cung cấp
-- pl6_co_gia_tri: tổng tin có giá trị
-- pl6_vu_xu_ly: tổng vụ việc đã xử lý, làm rõ
-- pl6_doi_tuong: tổng đối tượng bị xử lý
-- pl6_dau_thu: tổng đối tượng được vận động đầu thú
-- (một dòng)
SELECT k.tu_ngay AS pl6_tu_ngay, k.den_ngay AS pl6_den_ngay, k.nguon AS pl6_nguon,
    t.pl6_nguon_tin, t.pl6_co_gia_tri, t.pl6_vu_xu_ly, t.pl6_doi_tuong, t.pl6_dau_thu
FROM (
    SELECT COALESCE(SUM(s.nguon_tin), 0) AS pl6_nguon_tin,
        COALESCE(SUM(s.co_gia_tri), 0) AS pl6_co_gia_tri,
        COALESCE(SUM(s.vu_xu_ly), 0) AS pl6_vu_xu_ly,
        COALESCE(SUM(s.doi_tuong), 0) AS pl6_doi_tuong,
        COALESCE(SUM(s.dau_thu), 0) AS pl6_dau_thu
    FROM tin_bao s WHERE s.nam = :nam
) t LEFT JOIN ky_so_lieu k ON k.ho = 'tin_bao' AND k.nam = :nam
