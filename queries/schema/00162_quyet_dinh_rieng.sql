-- Quyết định của từng trường hợp được khen: của cả đợt, hoặc của riêng trường hợp ấy.
-- +goose Up

-- Quyết định tặng Bằng khen đã có số, mới nhất của mỗi đợt (unit rỗng) và của mỗi trường hợp (unit là mã của đề nghị).
CREATE VIEW quyet_dinh_da_so AS
SELECT x.period, x.round, x.unit, x.symbol, x.day
FROM (
    SELECT d.period, d.round, d.unit, n.symbol, n.day, ROW_NUMBER() OVER (PARTITION BY d.period, d.round, d.unit ORDER BY d.seq DESC) AS lan
    FROM documents d JOIN numbers n ON n.document_id = d.id AND n.cancelled = ''
    WHERE d.kind = 'quyet-dinh-khen-thuong' AND d.state IN ('da-cap-so', 'da-dong-dau', 'da-phat-hanh')
) x
WHERE x.lan = 1;

-- Mỗi đề nghị đã duyệt một dòng; quyết định riêng đi trước quyết định của cả đợt.
CREATE VIEW quyet_dinh_de_nghi AS
SELECT n.id, n.dot_id, COALESCE(r.symbol, c.symbol) AS so_quyet_dinh, COALESCE(r.day, c.day) AS ngay_quyet_dinh
FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id
    LEFT JOIN quyet_dinh_da_so r ON r.period = CAST(d.nam AS TEXT) AND r.round = d.ma AND r.unit = CAST(n.id AS TEXT)
    LEFT JOIN quyet_dinh_da_so c ON c.period = CAST(d.nam AS TEXT) AND c.round = d.ma AND c.unit = ''
WHERE n.trang_thai = 'duyet';

-- +goose Down
DROP VIEW quyet_dinh_de_nghi;
DROP VIEW quyet_dinh_da_so;
