-- Phụ lục 6: tin báo của quần chúng nhân dân của từng địa phương, đơn vị trong năm
-- tham số: nam int
-- cột: don_vi text, nguon_tin int, co_gia_tri int, vu_xu_ly int, doi_tuong int, dau_thu int
-- khóa: don_vi
-- don_vi: địa phương, đơn vị báo cáo: “Huyện Lộc Ninh”
-- nguon_tin: nguồn tin do quần chúng cung cấp
-- co_gia_tri: tin có giá trị
-- vu_xu_ly: vụ việc đã xử lý, làm rõ
-- doi_tuong: đối tượng bị xử lý
-- dau_thu: đối tượng được vận động đầu thú
SELECT u.ten AS don_vi, s.nguon_tin, s.co_gia_tri, s.vu_xu_ly, s.doi_tuong, s.dau_thu
FROM tin_bao s JOIN don_vi u ON u.id = s.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
WHERE s.nam = :nam
ORDER BY l.cap IS NULL, u.thu_tu, u.khoa_ten, u.id
