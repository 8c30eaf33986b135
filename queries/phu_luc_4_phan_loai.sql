-- Phụ lục 4: phân loại phong trào theo Quyết định số 510/QĐ-BCA-V05
-- tham số: nam int
-- cột: don_vi text, tong int, xuat_sac int, kha int, trung_binh int, yeu int, diem_binh_quan decimal(2)?, diem decimal(2)?, xep_loai text?
-- khóa: don_vi
-- don_vi: địa phương, đơn vị báo cáo: “Huyện Lộc Ninh”
-- tong: số khu dân cư, xã, cơ quan, doanh nghiệp, cơ sở giáo dục được phân loại
-- xuat_sac: loại xuất sắc
-- kha: loại khá
-- trung_binh: loại trung bình
-- yeu: loại yếu
-- diem_binh_quan: điểm bình quân, thang điểm 100
-- diem: điểm cấp trên chấm của chính địa phương ấy (cấp huyện), quyết định mức xếp loại; trống nếu không chấm
-- xep_loai: mức của chính địa phương ấy (cấp huyện): “Khá”; trống nếu không chấm
SELECT u.ten AS don_vi, COALESCE(SUM(s.tong), 0) AS tong, COALESCE(SUM(s.xuat_sac), 0) AS xuat_sac, COALESCE(SUM(s.kha), 0) AS kha,
    COALESCE(SUM(s.trung_binh), 0) AS trung_binh, COALESCE(SUM(s.yeu), 0) AS yeu,
    CASE WHEN SUM(s.tong) > 0 THEN (2 * SUM(s.diem_binh_quan * s.tong) + SUM(s.tong)) / (2 * SUM(s.tong)) / 100.0 END AS diem_binh_quan,
    (SELECT p.diem / 100.0 FROM phan_loai_don_vi p WHERE p.nam = :nam AND p.don_vi_id = u.id) AS diem,
    (SELECT m.ten FROM phan_loai_don_vi p JOIN muc_phan_loai m ON m.ma = p.muc_ma WHERE p.nam = :nam AND p.don_vi_id = u.id) AS xep_loai
FROM phan_loai s JOIN don_vi u ON u.id = s.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
WHERE s.nam = :nam AND s.doi_tuong <> 'HUYEN'
GROUP BY u.id, u.ten, l.cap, u.thu_tu, u.khoa_ten
ORDER BY l.cap IS NULL, u.thu_tu, u.khoa_ten, u.id
