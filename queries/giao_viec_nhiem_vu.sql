-- Nhiệm vụ giao cho từng nơi, các nhiệm vụ của một nơi liền nhau
-- tham số: nam int, co_quan text, cong_van text
-- cột: cong_van_ma text, noi_lam text, dau_noi bool, cuoi_noi bool, so_noi int, nhiem_vu text, han_nhiem_vu date?
-- cong_van_ma: mã của công văn trong năm
-- noi_lam: cơ quan, đơn vị được giao: “Công an tỉnh”
-- dau_noi: nhiệm vụ đầu của nơi ấy
-- cuoi_noi: nhiệm vụ cuối của nơi ấy
-- so_noi: số thứ tự của nơi ấy trong công văn
-- nhiem_vu: việc phải làm, không kèm dấu câu ở cuối
-- han_nhiem_vu: hạn hoàn thành
-- cong_van: mã của một công văn; “tat-ca” là mọi công văn của năm
SELECT x.cong_van_ma, x.noi_lam, x.thu_tu = x.dau AS dau_noi, x.thu_tu = x.cuoi AS cuoi_noi, DENSE_RANK() OVER (PARTITION BY x.cong_van_ma ORDER BY x.dau) AS so_noi, x.noi_dung AS nhiem_vu, x.han AS han_nhiem_vu
FROM (
    SELECT c.ma AS cong_van_ma, n.noi_lam, n.thu_tu, n.noi_dung, n.han, MIN(n.thu_tu) OVER (PARTITION BY c.id, n.noi_lam) AS dau, MAX(n.thu_tu) OVER (PARTITION BY c.id, n.noi_lam) AS cuoi
    FROM cong_van_giao_viec c JOIN nhiem_vu_giao n ON n.cong_van_id = c.id
    WHERE c.nam = :nam AND c.co_quan_ma = :co_quan AND (:cong_van = 'tat-ca' OR c.ma = :cong_van)
) x
ORDER BY x.cong_van_ma, x.dau, x.thu_tu
