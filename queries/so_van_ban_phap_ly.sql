-- Sổ văn bản pháp luật: mỗi văn bản với ngày, cơ quan, trích yếu và hiệu lực, để đối chiếu khi một văn bản viện dẫn
-- cột: so_ky_hieu text?, loai text, ngay date?, co_quan text?, trich_yeu text?, tu_ngay date?, het_ngay date?, da_kiem_chung bool, thay_bang text?
-- khóa: so_ky_hieu
-- so_ky_hieu: như in: “124/2021/TT-BCA”; trống: văn bản không số
-- loai: “Thông tư”, “Luật”
-- tu_ngay: ngày đầu tiên có hiệu lực
-- het_ngay: ngày đầu tiên không còn hiệu lực
-- da_kiem_chung: đã đối chiếu với văn bản gốc hoặc nguồn công khai
-- thay_bang: văn bản thay thế, nếu biết
SELECT v.so_ky_hieu, l.ten AS loai, v.ngay, v.co_quan, CASE WHEN v.noi_tu IS NULL OR l.ma IN ('luat', 'phap-lenh') THEN v.trich_yeu ELSE v.noi_tu || ' ' || v.trich_yeu END AS trich_yeu,
    v.hieu_luc_tu AS tu_ngay, v.het_hieu_luc AS het_ngay, v.trang_thai <> 'chua_kiem_chung' AS da_kiem_chung,
    (SELECT MIN(c.rut_gon) FROM quan_he_van_ban q JOIN cau_vien_dan c ON c.ma = q.ma WHERE q.kia_ma = v.ma AND q.quan_he = 'thay_the') AS thay_bang
FROM van_ban_phap_ly v JOIN loai_van_ban l ON l.ma = v.loai_ma
ORDER BY v.ma
