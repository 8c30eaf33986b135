-- +goose Up
-- Lịch nghỉ: những ngày khác với tuần làm việc thường (thứ Hai đến thứ Sáu). Ngày nghỉ lễ, tết
-- theo Điều 112 Bộ luật Lao động, ngày nghỉ bù, ngày nghỉ hoán đổi và ngày làm bù. Năm không
-- có dòng nào là năm chưa có lịch: chương trình chỉ biết thứ Bảy, Chủ nhật và nói rõ điều đó.

CREATE TABLE lich_nghi (
    ngay      DATE    NOT NULL PRIMARY KEY,
    lam_viec  BOOLEAN NOT NULL CHECK (lam_viec IN (TRUE, FALSE)), -- TRUE: làm bù vào ngày nghỉ tuần
    ten       TEXT    NOT NULL CHECK (ten <> ''),
    chac_chan BOOLEAN NOT NULL CHECK (chac_chan IN (TRUE, FALSE)) -- FALSE: chưa đối chiếu được với thông báo chính thức
);

INSERT INTO lich_nghi (ngay, lam_viec, ten, chac_chan) VALUES
    ('2023-01-02', FALSE, 'Nghỉ bù Tết Dương lịch', TRUE),
    ('2023-01-20', FALSE, 'Tết Quý Mão', TRUE),
    ('2023-01-23', FALSE, 'Tết Quý Mão', TRUE),
    ('2023-01-24', FALSE, 'Tết Quý Mão', TRUE),
    ('2023-01-25', FALSE, 'Tết Quý Mão', TRUE),
    ('2023-01-26', FALSE, 'Tết Quý Mão', TRUE),
    ('2023-05-01', FALSE, 'Ngày Quốc tế lao động', TRUE),
    ('2023-05-02', FALSE, 'Nghỉ bù Giỗ Tổ Hùng Vương', TRUE),
    ('2023-05-03', FALSE, 'Nghỉ bù Ngày Chiến thắng', TRUE),
    ('2023-09-01', FALSE, 'Quốc khánh', TRUE),
    ('2023-09-04', FALSE, 'Nghỉ bù Quốc khánh', TRUE),
    ('2024-01-01', FALSE, 'Tết Dương lịch', TRUE),
    ('2024-02-08', FALSE, 'Tết Giáp Thìn', TRUE),
    ('2024-02-09', FALSE, 'Tết Giáp Thìn', TRUE),
    ('2024-02-12', FALSE, 'Tết Giáp Thìn', TRUE),
    ('2024-02-13', FALSE, 'Tết Giáp Thìn', TRUE),
    ('2024-02-14', FALSE, 'Tết Giáp Thìn', TRUE),
    ('2024-04-18', FALSE, 'Giỗ Tổ Hùng Vương', TRUE),
    ('2024-04-29', FALSE, 'Nghỉ hoán đổi với ngày 04/5', TRUE),
    ('2024-04-30', FALSE, 'Ngày Chiến thắng', TRUE),
    ('2024-05-01', FALSE, 'Ngày Quốc tế lao động', TRUE),
    ('2024-05-04', TRUE,  'Làm bù cho ngày 29/4', TRUE),
    ('2024-09-02', FALSE, 'Quốc khánh', TRUE),
    ('2024-09-03', FALSE, 'Quốc khánh', TRUE),
    ('2025-01-01', FALSE, 'Tết Dương lịch', TRUE),
    ('2025-01-27', FALSE, 'Tết Ất Tỵ', TRUE),
    ('2025-01-28', FALSE, 'Tết Ất Tỵ', TRUE),
    ('2025-01-29', FALSE, 'Tết Ất Tỵ', TRUE),
    ('2025-01-30', FALSE, 'Tết Ất Tỵ', TRUE),
    ('2025-01-31', FALSE, 'Tết Ất Tỵ', TRUE),
    ('2025-04-07', FALSE, 'Giỗ Tổ Hùng Vương', TRUE),
    ('2025-04-26', TRUE,  'Làm bù cho ngày 02/5', TRUE),
    ('2025-04-30', FALSE, 'Ngày Chiến thắng', TRUE),
    ('2025-05-01', FALSE, 'Ngày Quốc tế lao động', TRUE),
    ('2025-05-02', FALSE, 'Nghỉ hoán đổi với ngày 26/4', TRUE),
    ('2025-09-01', FALSE, 'Quốc khánh', TRUE),
    ('2025-09-02', FALSE, 'Quốc khánh', TRUE),
    ('2026-01-01', FALSE, 'Tết Dương lịch', TRUE),
    ('2026-01-02', FALSE, 'Nghỉ hoán đổi với ngày 10/01', FALSE),
    ('2026-01-10', TRUE,  'Làm bù cho ngày 02/01', FALSE),
    ('2026-02-16', FALSE, 'Tết Bính Ngọ', TRUE),
    ('2026-02-17', FALSE, 'Tết Bính Ngọ', TRUE),
    ('2026-02-18', FALSE, 'Tết Bính Ngọ', TRUE),
    ('2026-02-19', FALSE, 'Tết Bính Ngọ', TRUE),
    ('2026-02-20', FALSE, 'Tết Bính Ngọ', TRUE),
    ('2026-04-27', FALSE, 'Nghỉ bù Giỗ Tổ Hùng Vương', TRUE),
    ('2026-04-30', FALSE, 'Ngày Chiến thắng', TRUE),
    ('2026-05-01', FALSE, 'Ngày Quốc tế lao động', TRUE),
    ('2026-08-22', TRUE,  'Làm bù cho ngày 31/8', FALSE),
    ('2026-08-31', FALSE, 'Nghỉ hoán đổi với ngày 22/8', FALSE),
    ('2026-09-01', FALSE, 'Quốc khánh', TRUE),
    ('2026-09-02', FALSE, 'Quốc khánh', TRUE),
    ('2026-11-24', FALSE, 'Ngày Văn hóa Việt Nam', FALSE);

-- +goose Down
DROP TABLE lich_nghi;
