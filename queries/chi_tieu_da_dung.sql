-- Chỉ tiêu khen thưởng của năm đã dùng đến đâu, gộp các đợt
-- tham số: nam int
-- cột: tt_chi_tieu int, tt_de_nghi int, tt_het_chi_tieu int
-- tt_chi_tieu: chỉ tiêu đã phân bổ cho mọi đơn vị, tập thể, cá nhân và hộ gia đình
-- tt_de_nghi: số đề nghị của các đơn vị ấy, trừ hồ sơ trả lại
-- tt_het_chi_tieu: số đơn vị đã đề nghị hết chỉ tiêu được phân bổ
-- (một dòng)
SELECT CAST(COALESCE(SUM(x.chi_tieu), 0) AS BIGINT) AS tt_chi_tieu, CAST(COALESCE(SUM(x.de_nghi), 0) AS BIGINT) AS tt_de_nghi,
    COUNT(CASE WHEN x.chi_tieu > 0 AND x.de_nghi >= x.chi_tieu THEN 1 END) AS tt_het_chi_tieu
FROM (
    SELECT y.don_vi_id, SUM(y.chi_tieu) AS chi_tieu, SUM(y.de_nghi) AS de_nghi
    FROM (
        SELECT c.don_vi_id, c.tap_the + c.ca_nhan + c.ho_gia_dinh AS chi_tieu,
            (SELECT COUNT(*) FROM de_nghi_khen_thuong n WHERE n.dot_id = c.dot_id AND n.don_vi_id = c.don_vi_id AND n.hinh_thuc_ma = c.hinh_thuc_ma AND n.trang_thai <> 'tra_ho_so') AS de_nghi
        FROM chi_tieu_khen_thuong c JOIN dot_khen_thuong d ON d.id = c.dot_id
        WHERE d.nam = :nam AND d.hinh_thuc_ma NOT LIKE 'giay-khen%'
    ) y
    GROUP BY y.don_vi_id
) x
