-- Mức tiền thưởng kèm một hình thức khen, trong từng khoảng ngày mà lương cơ sở và hệ số không đổi.
-- +goose Up

-- tien = lương cơ sở × hệ số, làm tròn lên (NĐ 152/2025 Đ.49); het_ngay là ngày đầu tiên không còn áp dụng, trống
-- là còn áp dụng. Mỗi ngày có nhiều nhất một dòng cho một hình thức và một đối tượng.
CREATE VIEW muc_tien_thuong AS
WITH luong AS (
    SELECT tu_ngay, muc, LEAD(tu_ngay) OVER (ORDER BY tu_ngay) AS het_ngay FROM luong_co_so
), he_so AS (
    SELECT hinh_thuc_ma, doi_tuong, tu_ngay, he_so, lam_tron, can_cu_ma,
        LEAD(tu_ngay) OVER (PARTITION BY hinh_thuc_ma, doi_tuong ORDER BY tu_ngay) AS het_ngay
    FROM he_so_thuong
)
SELECT h.hinh_thuc_ma, h.doi_tuong,
    CASE WHEN l.tu_ngay > h.tu_ngay THEN l.tu_ngay ELSE h.tu_ngay END AS tu_ngay,
    CASE WHEN h.het_ngay IS NULL OR l.het_ngay < h.het_ngay THEN l.het_ngay ELSE h.het_ngay END AS het_ngay,
    l.muc AS luong_co_so, h.he_so, h.can_cu_ma,
    (l.muc * h.he_so + 100 * h.lam_tron - 1) / (100 * h.lam_tron) * h.lam_tron AS tien
FROM he_so h JOIN luong l ON (h.het_ngay IS NULL OR l.tu_ngay < h.het_ngay) AND (l.het_ngay IS NULL OR h.tu_ngay < l.het_ngay);
