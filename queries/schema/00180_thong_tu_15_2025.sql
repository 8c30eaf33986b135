-- Thông tư số 15/2025/TT-BNV có hiệu lực từ 05/8/2025; đến hết ngày 04/8/2025 vẫn là Thông tư số 01/2024/TT-BNV.
-- +goose Up
UPDATE van_ban_phap_ly SET hieu_luc_tu = '2025-08-05', ghi_chu = 'trích yếu rút gọn; ngày hiệu lực theo nguồn thứ cấp' WHERE ma = '15/2025/TT-BNV' AND hieu_luc_tu = '2025-08-04';
UPDATE van_ban_phap_ly SET het_hieu_luc = '2025-08-05' WHERE ma = '01/2024/TT-BNV' AND het_hieu_luc = '2025-07-01';
UPDATE vien_dan SET tu_ngay = '2025-08-05' WHERE van_ban_ma = '15/2025/TT-BNV' AND tu_ngay = '2025-08-04';
UPDATE vien_dan SET den_ngay = '2025-08-04' WHERE van_ban_ma = '01/2024/TT-BNV' AND den_ngay = '2025-06-30';

-- +goose Down
UPDATE vien_dan SET den_ngay = '2025-06-30' WHERE van_ban_ma = '01/2024/TT-BNV' AND den_ngay = '2025-08-04';
UPDATE vien_dan SET tu_ngay = '2025-08-04' WHERE van_ban_ma = '15/2025/TT-BNV' AND tu_ngay = '2025-08-05';
UPDATE van_ban_phap_ly SET het_hieu_luc = '2025-07-01' WHERE ma = '01/2024/TT-BNV' AND het_hieu_luc = '2025-08-05';
UPDATE van_ban_phap_ly SET hieu_luc_tu = '2025-08-04', ghi_chu = 'trích yếu rút gọn; ngày hiệu lực lấy theo ngày ký: đối chiếu toàn văn' WHERE ma = '15/2025/TT-BNV' AND hieu_luc_tu = '2025-08-05';
