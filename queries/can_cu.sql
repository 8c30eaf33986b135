-- Các dòng Căn cứ của một kiểu văn bản, theo ngày của văn bản
-- tham số: kieu text, co_quan text, ngay date, ngay_can_cu text?, can_cu_dong text?
-- cột: noi_dung text, trang_thai text
-- khóa: noi_dung
-- noi_dung: văn bản làm căn cứ, viết đầy đủ, không kèm chữ Căn cứ và dấu câu: “Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022”
-- trang_thai: đã đối chiếu với văn bản gốc chưa; chua_kiem_chung thì văn bản làm ra có phát hiện CITATION-UNVERIFIED
-- ngay_can_cu: ngày của văn bản làm căn cứ viết ngắn (ngan: 15/6/2022) hay dài (dai); trống là dài
-- can_cu_dong: mỗi căn cứ một dòng (rieng), luật chung một dòng với luật sửa đổi, bổ sung nó (gop-luat), hay tất cả trong câu mở đầu (mot-cau)
WITH dong AS (
    SELECT d.thu_tu, COALESCE((SELECT MIN(g.thu_tu) FROM quan_he_van_ban r JOIN vien_dan g ON g.van_ban_ma = r.kia_ma
            WHERE :can_cu_dong = 'gop-luat' AND v.loai_ma IN ('luat', 'phap-lenh') AND r.ma = d.van_ban_ma AND r.quan_he = 'sua_doi'
                AND g.kieu = :kieu AND g.phan = 'can_cu' AND g.tu_ngay <= :ngay AND (g.den_ngay IS NULL OR g.den_ngay >= :ngay)), d.thu_tu) AS nhom,
        replace(CASE WHEN :ngay_can_cu = 'ngan' THEN c.cau ELSE c.cau_dai END, ' của UBND ', ' của Ủy ban nhân dân ') AS noi_dung,
        CASE v.trang_thai WHEN 'chua_kiem_chung' THEN 2 WHEN 'sai_ngay' THEN 1 ELSE 0 END AS muc
    FROM vien_dan d JOIN cau_vien_dan c ON c.ma = d.van_ban_ma JOIN van_ban_phap_ly v ON v.ma = d.van_ban_ma
    WHERE d.kieu = :kieu AND d.phan = 'can_cu' AND d.tu_ngay <= :ngay AND (d.den_ngay IS NULL OR d.den_ngay >= :ngay)
        AND (d.loai_co_quan IS NULL OR d.loai_co_quan = (SELECT o.loai FROM co_quan o WHERE o.ma = :co_quan))
        AND (d.dia_ban_ma IS NULL OR d.dia_ban_ma = (SELECT MAX(t.dia_ban_ma) FROM ten_co_quan t WHERE t.co_quan_ma = 'ubnd-tinh' AND t.tu_ngay <= :ngay AND (t.den_ngay IS NULL OR t.den_ngay >= :ngay)))
)
SELECT string_agg(noi_dung, '; ' ORDER BY thu_tu) AS noi_dung,
    CASE max(muc) WHEN 2 THEN 'chua_kiem_chung' WHEN 1 THEN 'sai_ngay' ELSE 'da_kiem_chung' END AS trang_thai
FROM dong
GROUP BY nhom
ORDER BY min(thu_tu)
