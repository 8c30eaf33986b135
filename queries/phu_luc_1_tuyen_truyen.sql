-- Phụ lục 1: kết quả tuyên truyền của từng địa phương, đơn vị trong năm
-- tham số: nam int
-- cột: don_vi text, so_buoi int, luot_nguoi int, to_roi int, tin_bai int, phong_su int, bai_mang_xa_hoi int, luot_tiep_can int
-- khóa: don_vi
-- don_vi: địa phương, đơn vị báo cáo: “Huyện Lộc Ninh”
-- so_buoi: số buổi tuyên truyền, phát động
-- luot_nguoi: lượt người dự
-- to_roi: tờ rơi, tài liệu đã phát
-- tin_bai: tin, bài trên báo chí, truyền thanh
-- phong_su: phóng sự
-- bai_mang_xa_hoi: bài trên mạng xã hội
-- luot_tiep_can: lượt tiếp cận trên mạng xã hội
SELECT u.ten AS don_vi, s.so_buoi, s.luot_nguoi, s.to_roi, s.tin_bai, s.phong_su, s.bai_mang_xa_hoi, s.luot_tiep_can
FROM tuyen_truyen s JOIN don_vi u ON u.id = s.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
WHERE s.nam = :nam
ORDER BY l.cap IS NULL, u.thu_tu, u.khoa_ten, u.id
