-- Các nhóm số liệu của năm theo kỳ báo cáo và nguồn: nhóm cùng kỳ, cùng nguồn một dòng
-- tham số: nam int
-- cột: cac_nhom text, tu_ngay date, den_ngay date, nguon text
-- khóa: cac_nhom
-- cac_nhom: tên các nhóm, cách nhau bằng dấu chấm phẩy: “Mô hình; Tin báo của quần chúng”
-- tu_ngay: ngày đầu kỳ báo cáo
-- den_ngay: ngày cuối kỳ báo cáo
-- nguon: nơi lấy số liệu: “Báo cáo của các địa phương, cơ quan, đơn vị”
SELECT string_agg(t.ten, '; ' ORDER BY t.thu_tu) AS cac_nhom, k.tu_ngay, k.den_ngay, k.nguon
FROM ky_so_lieu k JOIN (
    SELECT 1 AS thu_tu, 'dac_diem' AS ho, 'Đặc điểm tình hình' AS ten UNION ALL
    SELECT 2, 'chi_dao', 'Lãnh đạo, chỉ đạo' UNION ALL
    SELECT 3, 'tuyen_truyen', 'Tuyên truyền' UNION ALL
    SELECT 4, 'phat_song', 'Chuyên trang, chuyên mục, phát sóng' UNION ALL
    SELECT 5, 'pho_bien', 'Phổ biến kế hoạch' UNION ALL
    SELECT 6, 'mo_hinh', 'Mô hình' UNION ALL
    SELECT 7, 'dien_hinh', 'Điển hình tiên tiến' UNION ALL
    SELECT 8, 'cong_nhan_kdc', 'Công nhận khu dân cư' UNION ALL
    SELECT 9, 'cong_nhan', 'Công nhận xã, cơ quan, doanh nghiệp, cơ sở giáo dục' UNION ALL
    SELECT 10, 'phan_loai', 'Phân loại phong trào' UNION ALL
    SELECT 11, 'luc_luong', 'Lực lượng ở cơ sở' UNION ALL
    SELECT 12, 'tin_bao', 'Tin báo của quần chúng' UNION ALL
    SELECT 13, 'khen_thuong', 'Khen thưởng' UNION ALL
    SELECT 14, 'ngay_hoi', 'Ngày hội toàn dân bảo vệ an ninh Tổ quốc' UNION ALL
    SELECT 15, 'khong_gian_mang', 'Phong trào trên không gian mạng' UNION ALL
    SELECT 16, 'phoi_hop', 'Phối hợp' UNION ALL
    SELECT 17, 'lien_ket', 'Kết hợp với các phong trào khác' UNION ALL
    SELECT 18, 'kiem_tra', 'Kiểm tra'
) t ON t.ho = k.ho
WHERE k.nam = :nam
GROUP BY k.tu_ngay, k.den_ngay, k.nguon
ORDER BY MIN(t.thu_tu)
