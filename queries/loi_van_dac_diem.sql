-- Đã có lời văn của mục Đặc điểm tình hình hay chưa
-- tham số: kieu text, co_quan text, nam int
-- cột: co_loi_van_dac_diem bool
-- co_loi_van_dac_diem: có ít nhất một đoạn; số liệu địa bàn đứng sau đoạn ấy
-- (một dòng)
SELECT EXISTS (SELECT 1 FROM loi_van l WHERE l.kieu = :kieu AND l.muc = 'dac-diem' AND l.co_quan_ma = :co_quan AND length(l.ky) = 4
    AND l.ky <= CAST(:nam AS TEXT) AND l.noi_dung <> '') AS co_loi_van_dac_diem
