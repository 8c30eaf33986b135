-- Tổng số và kỳ báo cáo của phụ lục 1: tuyên truyền
-- tham số: nam int
-- cột: pl1_tu_ngay date?, pl1_den_ngay date?, pl1_nguon text?,
-- pl1_so_buoi int, pl1_luot_nguoi int, pl1_to_roi int, pl1_tin_bai int, pl1_phong_su int, pl1_bai_mang_xa_hoi int, pl1_luot_tiep_can int
-- pl1_tu_ngay: ngày đầu kỳ báo cáo, trống khi năm ấy chưa có số liệu
-- pl1_den_ngay: ngày cuối kỳ báo cáo
-- pl1_nguon: nơi lấy số liệu: “Báo cáo của các địa phương, cơ quan, đơn vị”
-- pl1_so_buoi: tổng số buổi tuyên truyền, phát động
-- pl1_luot_nguoi: tổng lượt người dự
-- pl1_to_roi: tổng tờ rơi, tài liệu đã phát
-- pl1_tin_bai: tổng tin, bài trên báo chí, truyền thanh
-- pl1_phong_su: tổng phóng sự
-- pl1_bai_mang_xa_hoi: tổng bài trên mạng xã hội
-- pl1_luot_tiep_can: tổng lượt tiếp cận trên mạng xã hội
-- (một dòng)
SELECT k.tu_ngay AS pl1_tu_ngay, k.den_ngay AS pl1_den_ngay, k.nguon AS pl1_nguon,
    t.pl1_so_buoi, t.pl1_luot_nguoi, t.pl1_to_roi, t.pl1_tin_bai, t.pl1_phong_su, t.pl1_bai_mang_xa_hoi, t.pl1_luot_tiep_can
FROM (
    SELECT COALESCE(SUM(s.so_buoi), 0) AS pl1_so_buoi,
        COALESCE(SUM(s.luot_nguoi), 0) AS pl1_luot_nguoi,
        COALESCE(SUM(s.to_roi), 0) AS pl1_to_roi,
        COALESCE(SUM(s.tin_bai), 0) AS pl1_tin_bai,
        COALESCE(SUM(s.phong_su), 0) AS pl1_phong_su,
        COALESCE(SUM(s.bai_mang_xa_hoi), 0) AS pl1_bai_mang_xa_hoi,
        COALESCE(SUM(s.luot_tiep_can), 0) AS pl1_luot_tiep_can
    FROM tuyen_truyen s WHERE s.nam = :nam
) t LEFT JOIN ky_so_lieu k ON k.ho = 'tuyen_truyen' AND k.nam = :nam
