-- Cụm, khối thi đua của một năm với Cụm trưởng, Khối trưởng
-- tham số: nam int, ngay date
-- cột: khoi_ma text, ten_rieng text, la_cum bool, truong_khoi text?, pho_khoi text?
-- khoi_ma: mã cụm, khối, khóa của mỗi bản: “cum-1”
-- ten_rieng: tên của mỗi bản trong danh sách văn bản: “Cụm thi đua số 1”
-- la_cum: là cụm (địa phương), không phải khối
-- truong_khoi: đơn vị Cụm trưởng, Khối trưởng của năm
-- pho_khoi: đơn vị Cụm phó, Khối phó
SELECT k.ma AS khoi_ma, k.ten AS ten_rieng, k.loai = 'cum' AS la_cum, CASE WHEN k.loai = 'cum' THEN lower(substr(t.ten, 1, 1)) || substr(t.ten, 2) ELSE t.ten END AS truong_khoi, CASE WHEN k.loai = 'cum' THEN lower(substr(p.ten, 1, 1)) || substr(p.ten, 2) ELSE p.ten END AS pho_khoi
FROM khoi_cum k
    LEFT JOIN truong_khoi_cum a ON a.khoi_cum_id = k.id AND a.nam = :nam AND a.vai_tro = 'truong' LEFT JOIN don_vi t ON t.id = a.don_vi_id
    LEFT JOIN truong_khoi_cum b ON b.khoi_cum_id = k.id AND b.nam = :nam AND b.vai_tro = 'pho' LEFT JOIN don_vi p ON p.id = b.don_vi_id
WHERE k.tu_ngay <= :ngay AND (k.den_ngay IS NULL OR k.den_ngay >= :ngay)
ORDER BY k.thu_tu, k.ma
