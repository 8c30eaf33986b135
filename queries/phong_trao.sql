-- Phong trào thi đua của một năm: tên, chủ đề, phạm vi, khẩu hiệu
-- tham số: nam int, che_do text?
-- cột: ten_phong_trao text, chu_de text, pham_vi text, nguyen_tac text?, phuong_cham text?, han_ke_hoach date?, han_bao_cao date?,
-- ke_hoach_so text?, ke_hoach_ngay date?, ke_hoach_co_quan text?, ke_hoach_loai text?
-- ten_phong_trao: tên phong trào, không kèm dấu ngoặc: “Toàn dân bảo vệ an ninh Tổ quốc”
-- chu_de: chủ đề năm
-- pham_vi: phạm vi phát động: “toàn tỉnh và trên không gian mạng”
-- nguyen_tac: nguyên tắc của phong trào như “Dân biết, dân bàn, dân làm, dân kiểm tra, dân thụ hưởng”, trống nếu không có
-- phuong_cham: phương châm của phong trào như “Tự quản, tự phòng, tự bảo vệ, tự hòa giải”, trống nếu không có
-- han_ke_hoach: hạn các đơn vị gửi kế hoạch
-- han_bao_cao: hạn các đơn vị gửi báo cáo
-- ke_hoach_so: số, ký hiệu kế hoạch phát động đã ban hành, từ kho văn bản khi đã cấp số: “161/KH-UBND”
-- ke_hoach_ngay: ngày ban hành kế hoạch phát động
-- ke_hoach_co_quan: cơ quan ban hành kế hoạch ấy, theo tên của ngày ban hành: “Ủy ban nhân dân tỉnh”
-- ke_hoach_loai: gọi phong trào như ngày ban hành kế hoạch: “phong trào thi đua”
-- che_do: nguyen-van giữ đúng chữ của văn bản gốc năm 2024
-- (một dòng)
SELECT p.ten AS ten_phong_trao, CASE WHEN :che_do = 'nguyen-van' THEN COALESCE(p.chu_de_goc, p.chu_de) ELSE p.chu_de END AS chu_de, p.pham_vi,
    (SELECT MIN(k.noi_dung) FROM khau_hieu k WHERE k.phong_trao_id = p.id AND k.loai = 'nguyen_tac') AS nguyen_tac,
    (SELECT MIN(k.noi_dung) FROM khau_hieu k WHERE k.phong_trao_id = p.id AND k.loai = 'phuong_cham') AS phuong_cham,
    p.han_ke_hoach, p.han_bao_cao, COALESCE((SELECT n.symbol FROM documents x JOIN numbers n ON n.document_id = x.id AND n.cancelled = ''
        WHERE x.kind = 'ke-hoach' AND x.period = CAST(p.nam AS TEXT) AND x.round = '' AND x.state IN ('da-cap-so', 'da-dong-dau', 'da-phat-hanh') ORDER BY x.seq DESC LIMIT 1), p.ke_hoach_so) AS ke_hoach_so,
    COALESCE((SELECT n.day FROM documents x JOIN numbers n ON n.document_id = x.id AND n.cancelled = ''
        WHERE x.kind = 'ke-hoach' AND x.period = CAST(p.nam AS TEXT) AND x.round = '' AND x.state IN ('da-cap-so', 'da-dong-dau', 'da-phat-hanh') ORDER BY x.seq DESC LIMIT 1), p.ke_hoach_ngay) AS ke_hoach_ngay,
    (SELECT t.ten_goi FROM ten_co_quan t WHERE t.co_quan_ma = p.co_quan_ma AND t.tu_ngay <= COALESCE(p.ke_hoach_ngay, p.tu_ngay)
        AND (t.den_ngay IS NULL OR t.den_ngay >= COALESCE(p.ke_hoach_ngay, p.tu_ngay))) AS ke_hoach_co_quan,
    (SELECT g.gia_tri FROM thuat_ngu g WHERE g.khoa = 'loai_phong_trao' AND g.tu_ngay <= COALESCE(p.ke_hoach_ngay, p.tu_ngay)
        AND (g.den_ngay IS NULL OR g.den_ngay >= COALESCE(p.ke_hoach_ngay, p.tu_ngay))) AS ke_hoach_loai
FROM phong_trao p
WHERE p.nam = :nam
