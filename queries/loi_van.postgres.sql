-- Lời văn của một kiểu văn bản cho năm, mỗi đoạn một dòng, theo thứ tự các mục; mục chưa viết cho năm ấy lấy lời văn năm gần nhất trước đó
-- tham số: kieu text, co_quan text, nam int
-- cột: muc text, so text, ten_muc text, dau_muc bool, doan text
-- khóa: muc
-- muc: mã mục: “tuyen-truyen”
-- so: số in trước tên mục: “III.1”
-- ten_muc: tên mục: “Công tác tuyên truyền”
-- dau_muc: đoạn đầu của mục
-- doan: một đoạn văn; mục chưa viết không có đoạn nào
SELECT t.muc, m.so, m.ten AS ten_muc, t.thu = MIN(t.thu) OVER (PARTITION BY t.muc) AS dau_muc, t.doan
FROM (
    SELECT l.kieu, l.muc, d.thu, trim(d.doan) AS doan
    FROM loi_van l CROSS JOIN LATERAL string_to_table(l.noi_dung, chr(10)) WITH ORDINALITY AS d (doan, thu)
    WHERE l.kieu = :kieu AND l.co_quan_ma = :co_quan AND l.ky = (
            SELECT MAX(x.ky) FROM loi_van x
            WHERE x.kieu = l.kieu AND x.muc = l.muc AND x.co_quan_ma = l.co_quan_ma AND length(x.ky) = 4 AND x.ky <= CAST(:nam AS TEXT))
) t JOIN muc_loi_van m ON m.kieu = t.kieu AND m.muc = t.muc
WHERE t.doan <> ''
ORDER BY m.thu_tu, t.thu
