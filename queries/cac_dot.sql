-- Các đợt khen thưởng của một năm, mỗi đợt kèm ngày dự kiến của văn bản
-- tham số: nam int, kieu text
-- cột: dot text, ngay date
-- dot: mã đợt
-- ngay: ngày dự kiến ký tờ trình (đối với tờ trình), quyết định (đối với các văn bản khác)
SELECT d.ma AS dot, CASE WHEN :kieu = 'to-trinh-khen-thuong' THEN COALESCE(d.to_trinh_ngay, d.ngay_du_kien) ELSE d.ngay_du_kien END AS ngay
FROM dot_khen_thuong d
WHERE d.nam = :nam AND d.ngay_du_kien IS NOT NULL
ORDER BY d.ngay_du_kien, d.ma
