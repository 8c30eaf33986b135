-- Đơn vị có trường hợp đề nghị không được khen thưởng trong một đợt, mỗi đơn vị một thông báo
-- tham số: nam int, dot text
-- cột: don_vi_ma text, ten_rieng text, noi_nhan_tb text, so_khong int
-- don_vi_ma: mã đơn vị, khóa của mỗi bản
-- ten_rieng: tên đơn vị trong danh sách văn bản: “Huyện Bù Đăng”
-- noi_nhan_tb: đơn vị nhận thông báo: “Ủy ban nhân dân huyện Bù Đăng”
-- so_khong: số trường hợp không được khen thưởng
SELECT u.ma AS don_vi_ma, u.ten AS ten_rieng,
    CASE WHEN l.ma = 'dac_khu' THEN 'Ủy ban nhân dân ' || replace(u.ten, 'Đặc khu', 'đặc khu')
        WHEN l.cap IN ('huyen', 'xa') THEN 'Ủy ban nhân dân ' || lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) ELSE u.ten END AS noi_nhan_tb,
    COUNT(*) AS so_khong
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN don_vi u ON u.id = n.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
WHERE d.nam = :nam AND d.ma = :dot AND n.trang_thai IN ('khong_du_dieu_kien', 'khong_duyet', 'tra_ho_so')
GROUP BY u.id, u.ma, u.ten, u.thu_tu, u.khoa_ten, l.ma, l.cap
ORDER BY l.cap IS NULL, u.thu_tu, u.khoa_ten, u.id
