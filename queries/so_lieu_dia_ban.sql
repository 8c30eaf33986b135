-- Đặc điểm địa bàn của tỉnh trong năm (phần I của báo cáo)
-- tham số: nam int
-- cột: so_huyen int, so_xa int, so_khu_dan_cu int, so_ho int, dan_so int, dan_toc_thieu_so int, tin_do int, co_so_ton_giao int,
-- km_bien_gioi int
-- so_huyen: số huyện, thị xã, thành phố
-- so_xa: số xã, phường, thị trấn
-- so_khu_dan_cu: số khu dân cư
-- so_ho: số hộ
-- dan_so: dân số
-- dan_toc_thieu_so: số người dân tộc thiểu số
-- tin_do: số tín đồ các tôn giáo
-- co_so_ton_giao: số cơ sở tôn giáo
-- km_bien_gioi: chiều dài biên giới, km
-- (một dòng)
SELECT g1.*
FROM (
    SELECT COUNT(CASE WHEN l.cap = 'huyen' THEN 1 END) AS so_huyen, COALESCE(SUM(s.so_xa), 0) AS so_xa, COALESCE(SUM(s.so_khu_dan_cu), 0) AS so_khu_dan_cu, COALESCE(SUM(s.so_ho), 0) AS so_ho, COALESCE(SUM(s.dan_so), 0) AS dan_so, COALESCE(SUM(s.dan_toc_thieu_so), 0) AS dan_toc_thieu_so, COALESCE(SUM(s.tin_do), 0) AS tin_do, COALESCE(SUM(s.co_so_ton_giao), 0) AS co_so_ton_giao, COALESCE(SUM(s.km_bien_gioi), 0) AS km_bien_gioi
    FROM dac_diem s JOIN don_vi u ON u.id = s.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma WHERE s.nam = :nam
) g1
