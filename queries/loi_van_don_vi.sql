-- Lời văn mà các đơn vị gửi cho báo cáo của năm (trang Thuyết minh của biểu mẫu)
-- tham số: nam int
-- cột: don_vi_ma text, ten_muc text, noi_dung text
-- don_vi_ma: mã đơn vị
-- ten_muc: tên mục: “Công tác tuyên truyền”
-- noi_dung: lời văn của đơn vị
SELECT u.ma AS don_vi_ma, m.ten AS ten_muc, l.noi_dung
FROM loi_van l JOIN muc_loi_van m ON m.kieu = l.kieu AND m.muc = l.muc JOIN don_vi u ON u.id = l.don_vi_id
WHERE l.ky = CAST(:nam AS TEXT) AND l.noi_dung <> ''
ORDER BY u.ma, m.thu_tu
