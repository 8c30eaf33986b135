-- Công văn giao việc của một cơ quan trong năm
-- tham số: nam int, co_quan text, cong_van text
-- cột: cong_van_ma text, ten_rieng text, ve_viec text, can_cu_giao text?, noi_tong_hop text?, han_tong_hop date?
-- cong_van_ma: mã của công văn trong năm, khóa của mỗi bản: “cuoi-nam”
-- ten_rieng: tên riêng của mỗi bản trong danh sách văn bản
-- ve_viec: trích yếu, sau chữ V/v: “tăng cường thực hiện …”
-- can_cu_giao: sau kế hoạch phát động ở câu mở đầu: “xét đề nghị của Công an tỉnh tại Công văn số …”
-- noi_tong_hop: ai theo dõi, đôn đốc, tổng hợp kết quả: “Công an tỉnh”
-- han_tong_hop: hạn tổng hợp, báo cáo cơ quan giao việc
-- cong_van: mã của một công văn; “tat-ca” là mọi công văn của năm
SELECT c.ma AS cong_van_ma, 'V/v ' || c.ve_viec AS ten_rieng, c.ve_viec, c.can_cu AS can_cu_giao, c.noi_tong_hop, c.han_bao_cao AS han_tong_hop
FROM cong_van_giao_viec c
WHERE c.nam = :nam AND c.co_quan_ma = :co_quan AND (:cong_van = 'tat-ca' OR c.ma = :cong_van)
ORDER BY c.ngay, c.ma
