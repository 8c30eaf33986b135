-- Các mục lời văn của một kiểu văn bản, với lời văn của cơ quan ban hành cho năm; mục chưa viết lấy lời văn năm gần nhất trước đó, coi như chưa sửa
-- tham số: kieu text, co_quan text, nam int
-- cột: muc text, so text, ten_muc text, bat_buoc bool, noi_dung text?, da_sua bool, tac_gia text?
-- khóa: muc
-- muc: mã mục: “tuyen-truyen”
-- so: số in trước tên mục: “III.1”
-- ten_muc: tên mục: “Công tác tuyên truyền”
-- bat_buoc: trống hoặc chưa sửa thì không được ký
-- noi_dung: lời văn, các đoạn cách nhau bằng ký tự xuống dòng; trống khi chưa viết
-- da_sua: đã được xem lại cho kỳ này
-- tac_gia: người viết: “Tổ biên tập”
SELECT m.muc, m.so, m.ten AS ten_muc, m.bat_buoc, NULLIF(l.noi_dung, '') AS noi_dung,
    l.id IS NOT NULL AND l.da_sua AND l.ky = CAST(:nam AS TEXT) AS da_sua, l.tac_gia
FROM muc_loi_van m LEFT JOIN loi_van l ON l.kieu = m.kieu AND l.muc = m.muc AND l.co_quan_ma = :co_quan AND l.ky = (
    SELECT MAX(x.ky) FROM loi_van x
    WHERE x.kieu = l.kieu AND x.muc = l.muc AND x.co_quan_ma = l.co_quan_ma AND length(x.ky) = 4 AND x.ky <= CAST(:nam AS TEXT))
WHERE m.kieu = :kieu
ORDER BY m.thu_tu, m.muc
