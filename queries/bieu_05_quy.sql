-- Biểu 05: trích, chi quỹ thi đua, khen thưởng của năm đến một ngày
-- tham số: nam int, ngay date
-- cột: quy_trich int?, quy_ty_le decimal(2)?, quy_chi_tong int, quy_nha_nuoc int, quy_tinh int, quy_hinh_thuc_khac int, quy_tuyen_truyen int, quy_hien_vat int, quy_khac int
-- quy_trich: số trích trong năm, đồng; trống khi chưa ghi
-- quy_ty_le: số trích trên chi thường xuyên, %; trống khi chưa ghi
-- quy_chi_tong: tổng đã chi, đồng
-- quy_nha_nuoc: chi thưởng kèm hình thức khen cấp Nhà nước
-- quy_tinh: chi thưởng kèm hình thức khen cấp tỉnh; không ghi riêng thì là tiền thưởng các đợt đã quyết định trong năm đến ngày ấy
-- quy_hinh_thuc_khac: chi thưởng kèm hình thức khen khác
-- quy_tuyen_truyen: chi tuyên truyền, nhân điển hình
-- quy_hien_vat: chi hiện vật: khung, bằng, cờ
-- quy_khac: chi khác
-- (một dòng)
SELECT t.quy_trich, t.ty_le / 100.0 AS quy_ty_le, t.nha_nuoc + t.tinh + t.hinh_thuc_khac + t.tuyen_truyen + t.hien_vat + t.khac AS quy_chi_tong, t.nha_nuoc AS quy_nha_nuoc, t.tinh AS quy_tinh,
    t.hinh_thuc_khac AS quy_hinh_thuc_khac, t.tuyen_truyen AS quy_tuyen_truyen, t.hien_vat AS quy_hien_vat, t.khac AS quy_khac
FROM (
    SELECT (SELECT q.trich FROM quy_khen_thuong q WHERE q.nam = :nam) AS quy_trich, (SELECT q.ty_le FROM quy_khen_thuong q WHERE q.nam = :nam) AS ty_le,
        COALESCE(MAX(CASE WHEN c.khoan = 'nha_nuoc' THEN c.tien END), 0) AS nha_nuoc,
        COALESCE(MAX(CASE WHEN c.khoan = 'tinh' THEN c.tien END), (SELECT SUM(m.tien)
            FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN muc_tien_thuong m ON m.hinh_thuc_ma = n.hinh_thuc_ma AND m.doi_tuong = n.loai
                AND m.tu_ngay <= d.ngay_du_kien AND (m.het_ngay IS NULL OR m.het_ngay > d.ngay_du_kien)
            WHERE n.trang_thai = 'duyet' AND CAST(substr(CAST(d.ngay_du_kien AS TEXT), 1, 4) AS INTEGER) = :nam AND d.ngay_du_kien <= :ngay AND d.hinh_thuc_ma NOT LIKE 'giay-khen%'), 0) AS tinh,
        COALESCE(MAX(CASE WHEN c.khoan = 'hinh_thuc_khac' THEN c.tien END), 0) AS hinh_thuc_khac, COALESCE(MAX(CASE WHEN c.khoan = 'tuyen_truyen' THEN c.tien END), 0) AS tuyen_truyen,
        COALESCE(MAX(CASE WHEN c.khoan = 'hien_vat' THEN c.tien END), 0) AS hien_vat, COALESCE(MAX(CASE WHEN c.khoan = 'khac' THEN c.tien END), 0) AS khac
    FROM (SELECT 1 AS mot) o LEFT JOIN chi_quy c ON c.nam = :nam
) t
