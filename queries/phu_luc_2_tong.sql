-- Tổng số và kỳ báo cáo của phụ lục 2: mô hình
-- tham số: nam int
-- cột: pl2_tu_ngay date?, pl2_den_ngay date?, pl2_nguon text?, pl2_tong int, pl2_moi int, pl2_hieu_qua int, pl2_can_cung_co int,
-- pl2_giai_the int, pl2_duy_tri int, pl2_thanh_vien int, pl2_nhan_rong int
-- pl2_tu_ngay: ngày đầu kỳ báo cáo
-- pl2_den_ngay: ngày cuối kỳ báo cáo
-- pl2_nguon: nơi lấy số liệu: “Báo cáo của các địa phương, cơ quan, đơn vị”
-- pl2_tong: có trong năm, kể cả giải thể
-- pl2_moi: ra mắt trong kỳ báo cáo
-- pl2_hieu_qua: mô hình xếp loại hiệu quả
-- pl2_can_cung_co: mô hình cần củng cố
-- pl2_giai_the: mô hình giải thể trong năm
-- pl2_duy_tri: còn hoạt động cuối kỳ
-- pl2_thanh_vien: số thành viên
-- pl2_nhan_rong: số mô hình được nhân rộng
-- (một dòng)
SELECT k.tu_ngay AS pl2_tu_ngay, k.den_ngay AS pl2_den_ngay, k.nguon AS pl2_nguon,
    t.pl2_tong, t.pl2_moi, t.pl2_hieu_qua, t.pl2_can_cung_co, t.pl2_giai_the, t.pl2_tong - t.pl2_giai_the AS pl2_duy_tri, t.pl2_thanh_vien, t.pl2_nhan_rong
FROM (
    SELECT COUNT(*) AS pl2_tong, COUNT(CASE WHEN m.ngay_ra_mat >= k.tu_ngay THEN 1 END) AS pl2_moi,
        COUNT(CASE WHEN n.xep_loai = 'hieu_qua' THEN 1 END) AS pl2_hieu_qua, COUNT(CASE WHEN n.xep_loai = 'can_cung_co' THEN 1 END) AS pl2_can_cung_co,
        COUNT(CASE WHEN n.xep_loai = 'giai_the' THEN 1 END) AS pl2_giai_the, COALESCE(SUM(n.so_thanh_vien), 0) AS pl2_thanh_vien,
        COUNT(CASE WHEN n.noi_nhan_rong > 0 THEN 1 END) AS pl2_nhan_rong
    FROM mo_hinh_nam n JOIN mo_hinh m ON m.id = n.mo_hinh_id JOIN ky_so_lieu k ON k.ho = n.ho AND k.nam = n.nam
    WHERE n.nam = :nam
) t LEFT JOIN ky_so_lieu k ON k.ho = 'mo_hinh' AND k.nam = :nam
