-- Văn bản đã phát hành cần đính chính, sửa đổi hoặc thu hồi; không có văn bản ấy thì không có dòng
-- tham số: van_ban int, kieu text, viec text
-- cột: van_ban_ma text, ten_rieng text, goc_so text, goc_ngay date, goc_ma_loai text?, goc_ten_loai text, goc_trich_yeu text?,
-- goc_cua_nguoi_dung_dau bool, ly_do text, goc_la_quyet_dinh bool?, nguoi_de_nghi text?
-- van_ban: số của văn bản trong kho, như vanthu documents list ghi
-- kieu: kiểu văn bản của văn bản ấy
-- viec: dinh-chinh, sua-doi, thu-hoi
-- van_ban_ma: tên văn bản trên giá, khóa của mỗi bản: “QD-khen-thuong-2024-tong-ket”
-- ten_rieng: tên riêng của mỗi bản trong danh sách văn bản: “Quyết định số 45/QĐ-UBND”
-- goc_so: số, ký hiệu: “45/QĐ-UBND”
-- goc_ngay: ngày ban hành
-- goc_ma_loai: chữ viết tắt tên loại trong ký hiệu: “QĐ”; trống với công văn
-- goc_ten_loai: tên loại: “Quyết định”
-- goc_trich_yeu: trích yếu: “Về việc tặng Bằng khen”
-- goc_cua_nguoi_dung_dau: do người đứng đầu ban hành, như quyết định của Chủ tịch
-- ly_do: vì sao đính chính, sửa đổi, thu hồi
-- goc_la_quyet_dinh: là quyết định, nên văn bản sửa đổi nó nêu người đề nghị; trống với loại khác
-- nguoi_de_nghi: người đề nghị sửa đổi, thu hồi, như văn bản gốc ghi hoặc như --proposer: “Giám đốc Công an tỉnh”
SELECT d.name AS van_ban_ma, c.kind_name || ' số ' || n.symbol AS ten_rieng, n.symbol AS goc_so, n.day AS goc_ngay, NULLIF(c.code, '') AS goc_ma_loai,
    c.kind_name AS goc_ten_loai, NULLIF(c.subject, '') AS goc_trich_yeu, c.by_head AS goc_cua_nguoi_dung_dau, c.reason AS ly_do,
    CASE WHEN c.code = 'QĐ' THEN TRUE END AS goc_la_quyet_dinh, NULLIF(c.proposer, '') AS nguoi_de_nghi
FROM documents d JOIN numbers n ON n.document_id = d.id AND n.cancelled = '' JOIN corrections c ON c.document_id = d.id
WHERE d.id = :van_ban AND d.kind = :kieu AND c.relation = :viec
ORDER BY d.id
