-- Văn bản của địa phương cần quán triệt, theo ngày của văn bản
-- tham số: kieu text, ngay date, che_do text?, ngay_loi_van text?
-- cột: cau text, trang_thai text
-- khóa: cau
-- cau: câu viện dẫn, không kèm dấu câu ở cuối: “Kết luận số 13-KL/TW ngày 16/8/2021 của Bộ Chính trị về …”
-- che_do: nguyen-van giữ đúng chữ của văn bản gốc năm 2024
-- ngay_loi_van: ngày trong lời văn viết ngắn (ngan: 16/8/2021) hay dài (dai); trống là ngắn
-- trang_thai: đã đối chiếu với văn bản gốc chưa; chua_kiem_chung thì văn bản làm ra có phát hiện CITATION-UNVERIFIED
SELECT CASE WHEN :che_do = 'nguyen-van' THEN c.cau_goc WHEN :ngay_loi_van = 'dai' THEN c.cau_dai ELSE c.cau END AS cau, v.trang_thai
FROM vien_dan d JOIN cau_vien_dan c ON c.ma = d.van_ban_ma JOIN van_ban_phap_ly v ON v.ma = d.van_ban_ma
WHERE d.kieu = :kieu AND d.phan = 'dia_phuong' AND d.tu_ngay <= :ngay AND (d.den_ngay IS NULL OR d.den_ngay >= :ngay)
    AND (d.dia_ban_ma IS NULL OR d.dia_ban_ma = (SELECT MAX(t.dia_ban_ma) FROM ten_co_quan t WHERE t.co_quan_ma = 'ubnd-tinh' AND t.tu_ngay <= :ngay AND (t.den_ngay IS NULL OR t.den_ngay >= :ngay)))
ORDER BY d.thu_tu
