-- Các chỉ tiêu chính mà báo cáo so với năm trước: một nơi, cho bảng so sánh và cho câu gộp.
-- +goose Up
CREATE VIEW chi_tieu_so_sanh AS
SELECT 1 AS thu_tu, 'Buổi tuyên truyền, phát động' AS ten, 'buổi' AS don_vi_tinh
UNION ALL SELECT 2, 'Lượt người dự tuyên truyền', 'lượt'
UNION ALL SELECT 3, 'Mô hình còn hoạt động', 'mô hình'
UNION ALL SELECT 4, 'Khu dân cư được công nhận', 'khu dân cư'
UNION ALL SELECT 5, 'Đơn vị hành chính cấp xã được công nhận', 'đơn vị'
UNION ALL SELECT 6, 'Cơ quan, doanh nghiệp, cơ sở giáo dục được công nhận', 'đơn vị'
UNION ALL SELECT 7, 'Nguồn tin do quần chúng cung cấp', 'tin'
UNION ALL SELECT 8, 'Vụ việc xử lý, làm rõ từ tin báo', 'vụ'
UNION ALL SELECT 9, 'Trang, nhóm mạng xã hội về an ninh, trật tự', 'trang, nhóm';

-- Số của từng chỉ tiêu ấy trong từng năm; năm chưa có số liệu thì không có dòng, hoặc trống.
CREATE VIEW so_so_sanh AS
SELECT s.nam, 1 AS thu_tu, CAST(SUM(s.so_buoi) AS BIGINT) AS so FROM tuyen_truyen s GROUP BY s.nam
UNION ALL SELECT s.nam, 2, CAST(SUM(s.luot_nguoi) AS BIGINT) FROM tuyen_truyen s GROUP BY s.nam
UNION ALL SELECT s.nam, 3, COUNT(*) FROM mo_hinh_nam s WHERE s.xep_loai <> 'giai_the' GROUP BY s.nam
UNION ALL SELECT s.nam, 4, CAST(SUM(s.dat) AS BIGINT) FROM cong_nhan s WHERE s.doi_tuong = 'KDC' GROUP BY s.nam
UNION ALL SELECT s.nam, 5, CAST(SUM(s.dat) AS BIGINT) FROM cong_nhan s WHERE s.doi_tuong = 'XA' GROUP BY s.nam
UNION ALL SELECT s.nam, 6, CAST(SUM(s.dat) AS BIGINT) FROM cong_nhan s WHERE s.doi_tuong IN ('CQ', 'DN', 'CSGD') GROUP BY s.nam
UNION ALL SELECT s.nam, 7, CAST(SUM(s.nguon_tin) AS BIGINT) FROM tin_bao s GROUP BY s.nam
UNION ALL SELECT s.nam, 8, CAST(SUM(s.vu_xu_ly) AS BIGINT) FROM tin_bao s GROUP BY s.nam
UNION ALL SELECT s.nam, 9, CAST(SUM(s.trang_nhom) AS BIGINT) FROM khong_gian_mang s GROUP BY s.nam;

-- +goose Down
DROP VIEW so_so_sanh;
DROP VIEW chi_tieu_so_sanh;
