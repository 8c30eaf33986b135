-- Nơi nhận của một kiểu văn bản, theo thứ tự in, dòng Lưu ở cuối
-- tham số: kieu text, co_quan text, ngay date, che_do text?
-- cột: ten text
-- khóa: ten
-- ten: chữ in sau dấu gạch, kèm số bản, không kèm dấu câu: “Như trên”, “Ban Thi đua - Khen thưởng tỉnh (03 bản)”, “Lưu: VT, NC”
-- che_do: nguyen-van giữ đúng chữ của văn bản gốc năm 2024
SELECT CASE WHEN :che_do = 'nguyen-van' THEN COALESCE(n.ten_goc, n.ten) ELSE n.ten END ||
    CASE WHEN n.in_so_ban THEN ' (' || CASE WHEN n.so_ban < 10 THEN '0' ELSE '' END || CAST(n.so_ban AS TEXT) || ' bản)' ELSE '' END AS ten
FROM noi_nhan n
WHERE n.kieu = :kieu AND n.co_quan_ma = :co_quan AND n.vai_tro IN ('noi_nhan', 'luu')
    AND n.tu_ngay <= :ngay AND (n.den_ngay IS NULL OR n.den_ngay >= :ngay)
ORDER BY CASE n.vai_tro WHEN 'luu' THEN 2 ELSE 1 END, n.thu_tu
