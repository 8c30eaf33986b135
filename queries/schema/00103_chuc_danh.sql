-- Chức danh của người được đề nghị khen, như người làm văn bản viết.
-- +goose Up

-- Mỗi đề nghị một dòng. Chức vụ và nơi công tác ghép lại: nơi công tác bắt đầu bằng chữ mà chức vụ kết thúc thì không
-- viết hai lần ('Trưởng khu phố 3, phường …', 'Trưởng Công an xã Đak Ơ, …'); người của chính nơi ấy thì viết liền
-- ('Tổ trưởng Tổ bảo vệ an ninh, trật tự …'); còn lại cách nhau bằng dấu phẩy.
CREATE VIEW chuc_danh_de_nghi AS
SELECT n.id, CASE
    WHEN n.chuc_vu IS NULL THEN n.noi_cong_tac
    WHEN n.noi_cong_tac IS NULL THEN n.chuc_vu
    WHEN w.tu IS NOT NULL THEN n.chuc_vu || substr(n.noi_cong_tac, length(w.tu) + 1)
    WHEN n.chuc_vu IN ('Tổ trưởng', 'Tổ phó', 'Tổ viên', 'Chi hội trưởng', 'Chi hội phó', 'Chủ tịch', 'Phó Chủ tịch', 'Bí thư', 'Phó Bí thư', 'Giám đốc', 'Phó Giám đốc',
            'Hiệu trưởng', 'Phó Hiệu trưởng', 'Chỉ huy trưởng', 'Chỉ huy phó', 'Trụ trì', 'Cán bộ', 'Chuyên viên', 'Nhân viên', 'Nhân viên bảo vệ', 'Phóng viên',
            'Giáo viên', 'Giảng viên', 'Học sinh', 'Sinh viên', 'Công nhân')
        AND NOT EXISTS (SELECT 1 FROM tu_dia_ban a WHERE n.noi_cong_tac LIKE a.tu || ' %' AND a.loai = 'dia_ban') THEN n.chuc_vu || ' ' || n.noi_cong_tac
    ELSE n.chuc_vu || ', ' || n.noi_cong_tac END AS chuc_danh
FROM de_nghi_khen_thuong n LEFT JOIN tu_dia_ban w ON lower(n.chuc_vu) LIKE '% ' || lower(w.tu) AND lower(n.noi_cong_tac) LIKE lower(w.tu) || ' %';
