-- Chữ chỉ địa bàn trong chức vụ; chỉ tiêu phấn đấu của một năm.
-- +goose Up

-- Chữ đứng trước tên một nơi mà chức vụ cũng kết thúc bằng: Trưởng ấp, Trưởng Công an xã.
CREATE TABLE tu_dia_ban (
    tu   TEXT NOT NULL PRIMARY KEY CHECK (tu <> ''),
    loai TEXT NOT NULL CHECK (loai IN ('dia_ban', 'co_quan')) -- dia_ban: chỉ nơi ở, không phải một cơ quan
);
INSERT INTO tu_dia_ban (tu, loai) VALUES ('khu phố', 'dia_ban'), ('ấp', 'dia_ban'), ('thôn', 'dia_ban'), ('buôn', 'dia_ban'), ('sóc', 'dia_ban'), ('bon', 'dia_ban'), ('xã', 'dia_ban'), ('phường', 'dia_ban'), ('thị trấn', 'dia_ban'), ('đặc khu', 'dia_ban'), ('phòng', 'co_quan'), ('Công an xã', 'co_quan'), ('Công an phường', 'co_quan'), ('Công an thị trấn', 'co_quan'), ('Công an huyện', 'co_quan'), ('Công an thị xã', 'co_quan'), ('Công an thành phố', 'co_quan');

-- Chỉ tiêu phấn đấu của một năm, do lãnh đạo giao; in ở phương hướng của báo cáo năm trước.
CREATE TABLE chi_tieu_phan_dau (
    nam      INTEGER NOT NULL CHECK (nam BETWEEN 2000 AND 2100), -- năm phải đạt
    thu_tu   INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 99),
    noi_dung TEXT NOT NULL CHECK (noi_dung <> ''), -- không kèm dấu câu: 'Từ 95% khu dân cư trở lên được công nhận …'
    PRIMARY KEY (nam, thu_tu)
);
