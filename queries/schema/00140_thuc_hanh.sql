-- +goose Up
-- Kho để tập phát hành: mọi trang mang chữ THỰC HÀNH, số cấp ở đây không phải số thật.
ALTER TABLE co_so_du_lieu ADD COLUMN thuc_hanh BOOLEAN NOT NULL DEFAULT FALSE CHECK (thuc_hanh IN (TRUE, FALSE));

-- +goose Down
ALTER TABLE co_so_du_lieu DROP COLUMN thuc_hanh;
