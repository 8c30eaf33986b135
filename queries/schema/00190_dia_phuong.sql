-- Viện dẫn riêng của một tỉnh: cơ quan của tỉnh khác không in.
-- +goose Up
ALTER TABLE vien_dan ADD COLUMN dia_ban_ma {text}; -- chỉ khi tỉnh của cơ quan là địa bàn này; trống: mọi nơi
UPDATE vien_dan SET dia_ban_ma = 'binh-phuoc' WHERE van_ban_ma IN
    ('386-KL/TU', '161/KH-UBND', '09/CT-UBND', '222/KH-UBND', '297/KH-UBND', '3090/UBND-NC', '664/BCĐ-NC', '19/HD-CAT-PV05', '26/2020/QĐ-UBND');

-- +goose Down
ALTER TABLE vien_dan DROP COLUMN dia_ban_ma;
