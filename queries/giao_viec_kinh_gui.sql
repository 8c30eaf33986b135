-- Nơi được giao việc, cũng là nơi Kính gửi, theo thứ tự nhiệm vụ
-- tham số: nam int, co_quan text, cong_van text
-- cột: cong_van_ma text, ten text
-- cong_van_ma: mã của công văn trong năm
-- ten: cơ quan, đơn vị được giao: “Công an tỉnh”
-- cong_van: mã của một công văn; “tat-ca” là mọi công văn của năm
SELECT c.ma AS cong_van_ma, n.noi_lam AS ten
FROM cong_van_giao_viec c JOIN nhiem_vu_giao n ON n.cong_van_id = c.id
WHERE c.nam = :nam AND c.co_quan_ma = :co_quan AND (:cong_van = 'tat-ca' OR c.ma = :cong_van)
GROUP BY c.ma, n.noi_lam
ORDER BY c.ma, MIN(n.thu_tu)
