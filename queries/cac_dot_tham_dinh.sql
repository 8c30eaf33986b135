-- Các đợt khen thưởng của một năm có cơ quan thẩm định, mỗi đợt kèm ngày và cơ quan ban hành của văn bản
-- tham số: nam int, kieu text
-- cột: dot text, ngay date, co_quan text
-- dot: mã đợt
-- ngay: ngày thẩm định (đối với tờ trình), ngày dự kiến ký quyết định (đối với các văn bản khác)
-- co_quan: mã cơ quan thẩm định của đợt: “ban-tdkt”, “so-noi-vu”
SELECT d.ma AS dot, CASE WHEN :kieu = 'to-trinh-ban-thi-dua' THEN COALESCE(d.tham_dinh_ngay, d.ngay_du_kien) ELSE d.ngay_du_kien END AS ngay, d.co_quan_tham_dinh_ma AS co_quan
FROM dot_khen_thuong d
WHERE d.nam = :nam AND d.hinh_thuc_ma NOT LIKE 'giay-khen%' AND d.ngay_du_kien IS NOT NULL AND d.co_quan_tham_dinh_ma IS NOT NULL
ORDER BY d.ngay_du_kien, d.ma
