-- Tổng số và kỳ báo cáo của phụ lục 4: phân loại phong trào
-- tham số: nam int
-- cột: pl4_tu_ngay date?, pl4_den_ngay date?, pl4_nguon text?, pl4_tong int, pl4_xuat_sac int, pl4_kha int, pl4_trung_binh int,
-- pl4_yeu int, pl4_diem_binh_quan decimal(2)?,
-- pl4_huyen_xuat_sac int, pl4_huyen_kha int, pl4_huyen_con_lai int
-- pl4_tu_ngay: ngày đầu kỳ báo cáo
-- pl4_den_ngay: ngày cuối kỳ báo cáo
-- pl4_nguon: nơi lấy số liệu: “Báo cáo của các địa phương, cơ quan, đơn vị”
-- pl4_tong: tổng số
-- pl4_xuat_sac: loại xuất sắc
-- pl4_kha: loại khá
-- pl4_trung_binh: loại trung bình
-- pl4_yeu: loại yếu
-- pl4_diem_binh_quan: điểm bình quân toàn tỉnh, thang điểm 100
-- pl4_huyen_xuat_sac: số huyện, thị xã, thành phố loại xuất sắc
-- pl4_huyen_kha: số huyện, thị xã, thành phố loại khá
-- pl4_huyen_con_lai: số huyện, thị xã, thành phố loại trung bình, yếu
-- (một dòng)
SELECT k.tu_ngay AS pl4_tu_ngay, k.den_ngay AS pl4_den_ngay, k.nguon AS pl4_nguon, t.*, h.*
FROM (
    SELECT COALESCE(SUM(s.tong), 0) AS pl4_tong, COALESCE(SUM(s.xuat_sac), 0) AS pl4_xuat_sac, COALESCE(SUM(s.kha), 0) AS pl4_kha,
        COALESCE(SUM(s.trung_binh), 0) AS pl4_trung_binh, COALESCE(SUM(s.yeu), 0) AS pl4_yeu,
        CASE WHEN SUM(s.tong) > 0 THEN (2 * SUM(s.diem_binh_quan * s.tong) + SUM(s.tong)) / (2 * SUM(s.tong)) / 100.0 END AS pl4_diem_binh_quan
    FROM phan_loai s WHERE s.nam = :nam AND s.doi_tuong <> 'HUYEN'
) t CROSS JOIN (
    SELECT COALESCE(SUM(s.xuat_sac), 0) AS pl4_huyen_xuat_sac, COALESCE(SUM(s.kha), 0) AS pl4_huyen_kha, COALESCE(SUM(s.trung_binh + s.yeu), 0) AS pl4_huyen_con_lai
    FROM phan_loai s WHERE s.nam = :nam AND s.doi_tuong = 'HUYEN'
) h LEFT JOIN ky_so_lieu k ON k.ho = 'phan_loai' AND k.nam = :nam
