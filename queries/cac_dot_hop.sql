-- Các đợt khen thưởng của một năm có họp xét, tặng Bằng khen hay Giấy khen, mỗi đợt kèm ngày họp và cơ quan họp xét
-- tham số: nam int
-- cột: dot text, ngay date, co_quan text
-- dot: mã đợt: “tong-ket”
-- ngay: ngày họp; chưa ghi thì là ngày dự kiến quyết định
-- co_quan: cơ quan có hội đồng họp xét: cơ quan đề nghị tặng Bằng khen, cơ quan mà người đứng đầu tặng Giấy khen
SELECT d.ma AS dot, COALESCE(d.bien_ban_ngay, d.ngay_du_kien) AS ngay,
    COALESCE(CASE WHEN d.hinh_thuc_ma LIKE 'giay-khen%' THEN d.co_quan_quyet_dinh_ma END, d.co_quan_de_nghi_ma, 'cong-an-tinh') AS co_quan
FROM dot_khen_thuong d
WHERE d.nam = :nam AND d.ngay_du_kien IS NOT NULL
ORDER BY d.ngay_du_kien, d.ma
