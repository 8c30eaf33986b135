-- Các trường hợp không được khen thưởng trong một đợt, kèm lý do của lần thẩm định sau cùng
-- tham số: nam int, dot text
-- cột: don_vi_ma text, ten text, chuc_danh text, don_vi_de_nghi text, ly_do text
-- don_vi_ma: mã đơn vị đề nghị, khóa của mỗi bản
-- ten: tên như in; cá nhân kèm Ông, Bà hoặc cấp bậc: “Ông Điểu Đức Hòa”
-- chuc_danh: chức vụ, nơi công tác hoặc nơi cư trú; rỗng với tập thể
-- don_vi_de_nghi: đơn vị trình: “UBND huyện Lộc Ninh”
-- ly_do: lý do
SELECT u.ma AS don_vi_ma,
    CASE WHEN n.loai = 'ca_nhan' THEN CASE WHEN p.cap_bac IS NOT NULL THEN p.cap_bac WHEN p.gioi_tinh = 'nu' THEN 'Bà' ELSE 'Ông' END || ' ' || p.ho_ten ELSE n.ten END AS ten,
    CASE n.loai WHEN 'tap_the' THEN '' WHEN 'ho_gia_dinh' THEN COALESCE('Trú tại ' || n.noi_cong_tac, '') ELSE COALESCE(c.chuc_danh, '') END AS chuc_danh,
    CASE WHEN l.ma = 'dac_khu' THEN 'UBND ' || replace(u.ten, 'Đặc khu', 'đặc khu')
        WHEN l.cap IN ('huyen', 'xa') THEN 'UBND ' || lower(substr(u.ten, 1, 1)) || substr(u.ten, 2) ELSE u.ten END AS don_vi_de_nghi,
    COALESCE((SELECT t.ly_do FROM tham_dinh t WHERE t.de_nghi_id = n.id AND t.ly_do IS NOT NULL ORDER BY t.ngay DESC, t.id DESC LIMIT 1), 'Chưa đủ điều kiện theo quy định') AS ly_do
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN don_vi u ON u.id = n.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma
    LEFT JOIN nguoi p ON p.id = n.nguoi_id LEFT JOIN chuc_danh_de_nghi c ON c.id = n.id
WHERE d.nam = :nam AND d.ma = :dot AND n.trang_thai IN ('khong_du_dieu_kien', 'khong_duyet', 'tra_ho_so')
ORDER BY l.cap IS NULL, u.thu_tu, u.khoa_ten, u.id, CASE n.loai WHEN 'tap_the' THEN 1 WHEN 'ca_nhan' THEN 2 ELSE 3 END, n.thu_tu, n.khoa_ten, n.id
