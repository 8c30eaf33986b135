-- Số mô hình của năm theo nhóm
-- tham số: nam int
-- cột: loai text, tong int, moi int, hieu_qua int, can_cung_co int, giai_the int, thanh_vien int
-- khóa: loai
-- loai: nhóm mô hình: “Địa bàn dân cư”
-- tong: có trong năm, kể cả giải thể
-- moi: ra mắt trong kỳ báo cáo
-- hieu_qua: mô hình xếp loại hiệu quả
-- can_cung_co: mô hình cần củng cố
-- giai_the: giải thể trong năm
-- thanh_vien: số thành viên
SELECT CASE m.loai WHEN 'dia_ban' THEN 'Địa bàn dân cư' WHEN 'co_quan' THEN 'Cơ quan' WHEN 'doanh_nghiep' THEN 'Doanh nghiệp'
        WHEN 'co_so_giao_duc' THEN 'Cơ sở giáo dục' WHEN 'ton_giao' THEN 'Tôn giáo' ELSE 'Không gian mạng' END AS loai,
    COUNT(*) AS tong, COUNT(CASE WHEN m.ngay_ra_mat >= k.tu_ngay THEN 1 END) AS moi,
    COUNT(CASE WHEN n.xep_loai = 'hieu_qua' THEN 1 END) AS hieu_qua, COUNT(CASE WHEN n.xep_loai = 'can_cung_co' THEN 1 END) AS can_cung_co,
    COUNT(CASE WHEN n.xep_loai = 'giai_the' THEN 1 END) AS giai_the, COALESCE(SUM(n.so_thanh_vien), 0) AS thanh_vien
FROM mo_hinh_nam n JOIN mo_hinh m ON m.id = n.mo_hinh_id JOIN ky_so_lieu k ON k.ho = n.ho AND k.nam = n.nam
WHERE n.nam = :nam
GROUP BY m.loai
ORDER BY CASE m.loai WHEN 'dia_ban' THEN 1 WHEN 'co_quan' THEN 2 WHEN 'doanh_nghiep' THEN 3 WHEN 'co_so_giao_duc' THEN 4 WHEN 'ton_giao' THEN 5 ELSE 6 END
