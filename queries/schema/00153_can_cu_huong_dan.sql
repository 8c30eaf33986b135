-- +goose Up
-- Căn cứ của hướng dẫn xếp theo thứ bậc hiệu lực: luật đứng trước thông tư, quyết định.
UPDATE vien_dan SET thu_tu = 4 WHERE kieu = 'huong-dan' AND phan = 'can_cu' AND van_ban_ma = '124/2021/TT-BCA';
UPDATE vien_dan SET thu_tu = 5 WHERE kieu = 'huong-dan' AND phan = 'can_cu' AND van_ban_ma = '510/QĐ-BCA-V05';

-- +goose Down
UPDATE vien_dan SET thu_tu = 1 WHERE kieu = 'huong-dan' AND phan = 'can_cu' AND van_ban_ma = '124/2021/TT-BCA';
UPDATE vien_dan SET thu_tu = 2 WHERE kieu = 'huong-dan' AND phan = 'can_cu' AND van_ban_ma = '510/QĐ-BCA-V05';
