-- Đơn vị xây dựng kế hoạch thực hiện phong trào (mục III.3), với đầu trang và chữ ký của chính đơn vị
-- tham số: ngay date
-- cột: don_vi_ma text, ten_rieng text, co_quan_chu_quan text?, ten_co_quan text, ten_co_quan_dai bool, ten_co_quan_ngan bool, ky_hieu_co_quan text, dia_danh text,
-- quyen_han_chuc_vu text, don_vi_goi text, la_dia_phuong bool, la_huyen bool, la_doanh_nghiep bool, la_truong bool, cap_tinh text, cong_an_tinh text
-- don_vi_ma: mã đơn vị, khóa của mỗi bản: “bu-dang”
-- ten_rieng: tên riêng của mỗi bản trong danh sách văn bản: “Huyện Bù Đăng”
-- co_quan_chu_quan: cơ quan chủ quản ở đầu trang: “UBND tỉnh Bình Phước”; trống nếu không có
-- ten_co_quan: tên cơ quan ở đầu trang, xuống dòng như in: “Ủy ban nhân dân / huyện Bù Đăng”
-- ten_co_quan_dai: dòng tên dài, kẻ ngang bên dưới dài theo; phần nhiều là “không”
-- ten_co_quan_ngan: dòng tên ngắn, kẻ ngang bên dưới ngắn theo; phần nhiều là “không”
-- ky_hieu_co_quan: chữ viết tắt trong số, ký hiệu: “UBND”, “SNV”; “CQ”, “CTY”, “TR” là chữ tạm của cơ quan, doanh nghiệp, trường chưa ghi tên tắt
-- dia_danh: địa danh ghi trước ngày: “Bù Đăng”
-- quyen_han_chuc_vu: quyền hạn, chức vụ của người ký: “TM. Ủy ban nhân dân / Chủ tịch”
-- don_vi_goi: cách gọi đơn vị trong lời văn: “Ủy ban nhân dân huyện Bù Đăng”
-- la_dia_phuong: là huyện, xã; không phải cơ quan, doanh nghiệp, cơ sở giáo dục
-- la_huyen: là huyện, thị xã, thành phố thuộc tỉnh, có xã bên dưới
-- la_doanh_nghiep: là doanh nghiệp
-- la_truong: là cơ sở giáo dục
-- cap_tinh: “tỉnh” hoặc “thành phố”
-- cong_an_tinh: “Công an tỉnh”
SELECT u.ma AS don_vi_ma, u.ten AS ten_rieng,
    CASE WHEN u.loai_ma = 'so_nganh' THEN g.ten_ngan END AS co_quan_chu_quan,
    CASE WHEN l.cap IS NOT NULL THEN 'Ủy ban nhân dân
' || lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) ELSE u.ten END AS ten_co_quan,
    l.cap IS NULL AND length(u.ten) > 18 AS ten_co_quan_dai, length(u.ten) < 12 AS ten_co_quan_ngan,
    CASE WHEN l.cap IS NOT NULL THEN 'UBND' WHEN u.loai_ma IN ('so_nganh', 'bao_dai') AND u.ten_ngan <> u.ten AND u.ten_ngan NOT LIKE '% %' THEN u.ten_ngan WHEN l.doi_tuong_124 = 'DN' THEN 'CTY' WHEN l.doi_tuong_124 = 'CSGD' THEN 'TR' ELSE 'CQ' END AS ky_hieu_co_quan,
    CASE WHEN l.cap IS NOT NULL THEN u.ten_ngan ELSE g.dia_danh END AS dia_danh,
    CASE WHEN l.cap IS NOT NULL THEN 'TM. Ủy ban nhân dân
Chủ tịch' WHEN u.ten LIKE 'Sở %' OR u.ten LIKE 'Kho bạc %' OR u.ten LIKE 'Bảo hiểm xã hội %' OR u.ten LIKE 'Đài %' OR u.ten LIKE 'Ngân hàng %' OR l.doi_tuong_124 = 'DN' THEN 'Giám đốc'
        WHEN l.doi_tuong_124 = 'CSGD' THEN 'Hiệu trưởng' WHEN u.ten LIKE 'Ban %' THEN 'Trưởng ban' WHEN u.ten LIKE 'Chi cục %' THEN 'Chi cục trưởng' WHEN u.ten LIKE 'Cục %' THEN 'Cục trưởng' WHEN u.ten LIKE 'Thanh tra %' THEN 'Chánh Thanh tra' WHEN u.ten LIKE 'Văn phòng %' THEN 'Chánh Văn phòng'
        WHEN u.ten LIKE 'Ủy ban Mặt trận %' THEN 'TM. Ban Thường trực
Chủ tịch' WHEN u.ten LIKE 'Hội %' OR u.ten LIKE 'Liên đoàn %' THEN 'TM. Ban Thường vụ
Chủ tịch' WHEN u.ten LIKE '%đoàn' THEN 'TM. Ban Thường vụ
Bí thư' ELSE 'Thủ trưởng đơn vị' END AS quyen_han_chuc_vu,
    CASE WHEN l.cap IS NOT NULL THEN 'Ủy ban nhân dân ' || lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) ELSE u.ten END AS don_vi_goi,
    l.cap IS NOT NULL AS la_dia_phuong, COALESCE(l.cap = 'huyen', FALSE) AS la_huyen, COALESCE(l.doi_tuong_124 = 'DN', FALSE) AS la_doanh_nghiep, COALESCE(l.doi_tuong_124 = 'CSGD', FALSE) AS la_truong, b.ten_loai AS cap_tinh, k.ten_goi AS cong_an_tinh
FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma
    JOIN ten_co_quan g ON g.co_quan_ma = 'ubnd-tinh' AND g.tu_ngay <= :ngay AND (g.den_ngay IS NULL OR g.den_ngay >= :ngay)
    JOIN ten_co_quan k ON k.co_quan_ma = 'cong-an-tinh' AND k.tu_ngay <= :ngay AND (k.den_ngay IS NULL OR k.den_ngay >= :ngay)
    JOIN dia_ban b ON b.ma = g.dia_ban_ma
WHERE u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay) AND u.cap_quan_ly IN ('tinh', 'trung_uong') AND (l.cap = 'huyen' OR l.cap = 'xa' OR l.doi_tuong_124 IN ('CQ', 'DN', 'CSGD'))
ORDER BY l.cap IS NULL, u.thu_tu, u.khoa_ten, u.id
