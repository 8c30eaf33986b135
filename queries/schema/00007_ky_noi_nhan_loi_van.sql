-- Người ký, nơi nhận, lời văn báo cáo.
-- +goose Up

-- Người ký văn bản của một cơ quan trong một thời kỳ. Một người ký nhiều hình thức thì có nhiều dòng.
CREATE TABLE nguoi_ky (
    id           INTEGER PRIMARY KEY,
    co_quan_ma   TEXT NOT NULL REFERENCES co_quan (ma),
    nguoi_id     INTEGER NOT NULL REFERENCES nguoi (id),
    cap_bac      TEXT,                         -- in trước họ tên (lực lượng vũ trang): 'Đại tá'
    chuc_vu      TEXT NOT NULL CHECK (chuc_vu <> ''), -- chức vụ của chính người ký: 'Phó Chủ tịch'
    chuc_vu_khac TEXT,                         -- chức vụ in trên họ tên khi ký cho hội đồng, ban: 'Chủ tịch Ủy ban nhân dân tỉnh'
    hinh_thuc    TEXT NOT NULL CHECK (hinh_thuc IN ('truong', 'Q', 'KT', 'TM', 'TM_KT', 'TL', 'TL_KT', 'TUQ')), -- NĐ 30 Đ.13; TM_KT: hai dòng TM. và KT.
    thay_mat     TEXT,                         -- sau TM.: 'Ủy ban nhân dân'
    thay_cho     TEXT,                         -- sau KT., TL., TUQ.: chức vụ của người đứng đầu: 'Chủ tịch', 'Giám đốc'
    can_cu       TEXT,                         -- quy chế (TL.), văn bản ủy quyền có thời hạn (TUQ.)
    linh_vuc     TEXT,                         -- lĩnh vực phụ trách, để đọc
    tu_ngay      DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay     DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    uu_tien      INTEGER NOT NULL DEFAULT 1 CHECK (uu_tien BETWEEN 1 AND 99), -- nhỏ trước, khi nhiều người cùng ký được
    CHECK (den_ngay IS NULL OR den_ngay >= tu_ngay),
    CHECK (hinh_thuc NOT IN ('TL', 'TL_KT', 'TUQ') OR can_cu IS NOT NULL),
    CHECK (hinh_thuc <> 'TUQ' OR den_ngay IS NOT NULL),
    CHECK ((hinh_thuc IN ('TM', 'TM_KT')) = (thay_mat IS NOT NULL)),
    CHECK ((hinh_thuc IN ('KT', 'TM_KT', 'TL', 'TL_KT', 'TUQ')) = (thay_cho IS NOT NULL))
);

-- Kiểu văn bản mà người ký được ký ở hình thức ấy.
CREATE TABLE nguoi_ky_kieu (
    nguoi_ky_id INTEGER NOT NULL REFERENCES nguoi_ky (id),
    kieu        TEXT NOT NULL CHECK (kieu <> ''), -- tên thư mục templates/<kieu>; '*' là mọi kiểu
    PRIMARY KEY (nguoi_ky_id, kieu)
);

-- Nhóm nơi nhận: in một dòng, gửi cho nhiều nơi.
CREATE TABLE nhom_noi_nhan (
    ma  TEXT NOT NULL PRIMARY KEY CHECK (ma <> ''),
    ten TEXT NOT NULL CHECK (ten <> '')
);

-- Thành viên nhóm: một nơi có tên, một đơn vị, hoặc mọi đơn vị còn hiệu lực của một loại.
CREATE TABLE thanh_vien_nhom (
    nhom_ma     TEXT NOT NULL REFERENCES nhom_noi_nhan (ma),
    thu_tu      INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 9999),
    ten         TEXT CHECK (ten <> ''),
    don_vi_id   INTEGER REFERENCES don_vi (id),
    loai_don_vi_ma TEXT REFERENCES loai_don_vi (ma), -- mọi đơn vị loại này còn hiệu lực ngày đó
    cap_quan_ly TEXT CHECK (cap_quan_ly IN ('trung_uong', 'tinh', 'huyen', 'xa')), -- chỉ những đơn vị do cấp này quản lý; trống: mọi cấp
    so_ban      INTEGER NOT NULL DEFAULT 1 CHECK (so_ban BETWEEN 1 AND 999),
    tu_ngay     DATE CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay    DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    PRIMARY KEY (nhom_ma, thu_tu),
    CHECK (CASE WHEN ten IS NULL THEN 0 ELSE 1 END + CASE WHEN don_vi_id IS NULL THEN 0 ELSE 1 END
         + CASE WHEN loai_don_vi_ma IS NULL THEN 0 ELSE 1 END = 1)
);

-- Nơi nhận và Kính gửi của một kiểu văn bản do một cơ quan ban hành.
CREATE TABLE noi_nhan (
    id         INTEGER PRIMARY KEY,
    kieu       TEXT NOT NULL CHECK (kieu <> ''), -- tên thư mục templates/<kieu>
    co_quan_ma TEXT NOT NULL REFERENCES co_quan (ma),
    vai_tro    TEXT NOT NULL CHECK (vai_tro IN ('kinh_gui', 'noi_nhan', 'luu')), -- luu: dòng cuối 'Lưu: VT, …', in ở cuối Nơi nhận
    thu_tu     INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 999),
    ten        TEXT NOT NULL CHECK (ten <> ''), -- chữ in sau dấu gạch, không kèm số bản và dấu câu: 'Bộ Công an (Cục V05)'
    ten_goc    TEXT,                           -- chữ của văn bản gốc, khi khác
    nhom_ma    TEXT REFERENCES nhom_noi_nhan (ma), -- mở ra các nơi cụ thể khi phát hành
    so_ban     INTEGER NOT NULL DEFAULT 1 CHECK (so_ban BETWEEN 0 AND 999), -- số bản gửi mỗi nơi
    in_so_ban  BOOLEAN NOT NULL DEFAULT FALSE CHECK (in_so_ban IN (TRUE, FALSE)), -- in '(03 bản)'
    tu_ngay    DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay   DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    UNIQUE (kieu, co_quan_ma, vai_tro, thu_tu, tu_ngay),
    CHECK (den_ngay IS NULL OR den_ngay >= tu_ngay)
);

-- Các mục lời văn mà một kiểu văn bản cần.
CREATE TABLE muc_loi_van (
    kieu     TEXT NOT NULL CHECK (kieu <> ''),
    muc      TEXT NOT NULL CHECK (muc <> ''),  -- mã mục: 'dac-diem', 'tuyen-truyen'
    thu_tu   INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 999),
    so       TEXT NOT NULL,                    -- số in: 'I', 'III.1'
    ten      TEXT NOT NULL CHECK (ten <> ''),
    bat_buoc BOOLEAN NOT NULL DEFAULT TRUE CHECK (bat_buoc IN (TRUE, FALSE)), -- trống thì không được ký
    PRIMARY KEY (kieu, muc)
);

-- Lời văn: một bản cho mỗi kiểu, kỳ, cơ quan hoặc đơn vị, mục. Bắt đầu từ lời văn năm trước với da_sua = FALSE;
-- mục trống hoặc chưa sửa là lỗi ngăn ký. Chạy lại không đổi bảng này.
CREATE TABLE loi_van (
    id         INTEGER PRIMARY KEY,
    kieu       TEXT NOT NULL,
    muc        TEXT NOT NULL,
    ky         TEXT NOT NULL CHECK (ky <> ''), -- '2024', '2024-Q3', '2024-11', '2024-tong-ket'
    co_quan_ma TEXT REFERENCES co_quan (ma),   -- lời văn của cơ quan ban hành
    don_vi_id  INTEGER REFERENCES don_vi (id), -- hoặc của một đơn vị
    noi_dung   TEXT NOT NULL,                  -- các đoạn cách nhau bằng ký tự xuống dòng; rỗng: chưa viết
    da_sua     BOOLEAN NOT NULL CHECK (da_sua IN (TRUE, FALSE)), -- đã được người viết xem lại cho kỳ này
    tu_id      INTEGER REFERENCES loi_van (id), -- chép từ lời văn kỳ trước
    tac_gia    TEXT NOT NULL CHECK (tac_gia <> ''),
    luc        TIMESTAMP NOT NULL,             -- giờ UTC
    FOREIGN KEY (kieu, muc) REFERENCES muc_loi_van (kieu, muc),
    CHECK ((co_quan_ma IS NULL) <> (don_vi_id IS NULL))
);
CREATE UNIQUE INDEX loi_van_mot ON loi_van (kieu, ky, muc, COALESCE(co_quan_ma, ''), COALESCE(don_vi_id, 0));
