-- Các đợt tặng Bằng khen của một năm, mỗi đợt kèm ngày của văn bản
-- tham số: nam int, kieu text
-- cột: dot text, ngay date
-- dot: mã đợt
-- ngay: ngày của kiểu văn bản ấy trong đợt (phân bổ chỉ tiêu, họp xét, tờ trình, thẩm định), chưa có thì ngày dự kiến ký quyết định
SELECT d.ma AS dot, COALESCE(CASE :kieu WHEN 'cong-van-phan-bo-chi-tieu' THEN d.ngay_phan_bo WHEN 'to-trinh-khen-thuong' THEN d.to_trinh_ngay END, d.ngay_du_kien) AS ngay
FROM dot_khen_thuong d
WHERE d.nam = :nam AND d.hinh_thuc_ma NOT LIKE 'giay-khen%' AND d.ngay_du_kien IS NOT NULL
ORDER BY d.ngay_du_kien, d.ma
