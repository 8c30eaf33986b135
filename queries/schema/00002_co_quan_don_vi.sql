-- Cơ quan ban hành, đơn vị tham gia, con người.
-- +goose Up

-- Cơ quan ban hành văn bản: mã không đổi; tên, ký hiệu theo thời kỳ ở ten_co_quan.
CREATE TABLE co_quan (
    ma      TEXT NOT NULL PRIMARY KEY CHECK (ma <> ''), -- 'ubnd-tinh', 'cong-an-tinh': mã ghi ở agency của document.yaml
    loai    TEXT NOT NULL CHECK (loai IN ('ubnd', 'cong_an', 'so_ban_nganh', 'ban_chi_dao', 'hoi_dong', 'doan_the', 'doanh_nghiep', 'khac')),
    la_tap_the BOOLEAN NOT NULL CHECK (la_tap_the IN (TRUE, FALSE)), -- làm việc theo chế độ tập thể: ký TM. (NĐ 30 Đ.13)
    mo_ta   TEXT NOT NULL
);

-- Tên, ký hiệu, địa danh của cơ quan trong từng thời kỳ; đầu trang văn bản lấy từ đây.
CREATE TABLE ten_co_quan (
    co_quan_ma    TEXT NOT NULL REFERENCES co_quan (ma),
    tu_ngay       DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay      DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    ten           TEXT NOT NULL CHECK (ten <> ''), -- 'Ủy ban nhân dân tỉnh Bình Phước'
    ten_ngan      TEXT NOT NULL CHECK (ten_ngan <> ''), -- 'UBND tỉnh Bình Phước'
    ten_goi       TEXT NOT NULL CHECK (ten_goi <> ''), -- cách gọi trong lời văn của tỉnh: 'Ủy ban nhân dân tỉnh'
    chu_quan_ma   TEXT REFERENCES co_quan (ma),  -- cơ quan chủ quản trực tiếp
    dong_chu_quan TEXT,                        -- dòng trên ở đầu trang: 'BỘ CÔNG AN'; trống nếu không in
    dong_ten      TEXT NOT NULL CHECK (dong_ten <> ''), -- dòng tên ở đầu trang, xuống dòng bằng ký tự xuống dòng: 'ỦY BAN NHÂN DÂN' + 'TỈNH BÌNH PHƯỚC'
    ky_hieu       TEXT NOT NULL CHECK (ky_hieu <> ''), -- trong số, ký hiệu: 'UBND', 'CAT'
    dia_danh      TEXT NOT NULL CHECK (dia_danh <> ''), -- 'Bình Phước'
    dia_ban_ma    TEXT REFERENCES dia_ban (ma),
    the_thuc      TEXT NOT NULL CHECK (the_thuc IN ('nd30', 'cand', 'khac')), -- bộ quy tắc thể thức
    tham_muu      TEXT,                        -- bộ phận soạn thảo in ở ký hiệu và dòng Lưu: 'PV05', 'NC'
    dia_chi       TEXT,
    dien_thoai    TEXT,
    thu_dien_tu   TEXT,
    PRIMARY KEY (co_quan_ma, tu_ngay),
    CHECK (den_ngay IS NULL OR den_ngay >= tu_ngay)
);

-- Khối, cụm thi đua.
CREATE TABLE khoi_cum (
    id       INTEGER PRIMARY KEY,
    ma       TEXT NOT NULL UNIQUE CHECK (ma <> ''),
    loai     TEXT NOT NULL CHECK (loai IN ('khoi', 'cum')),
    ten      TEXT NOT NULL CHECK (ten <> ''),  -- 'Cụm thi đua số 1'
    thu_tu   INTEGER NOT NULL,
    tu_ngay  DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    CHECK (den_ngay IS NULL OR den_ngay >= tu_ngay)
);

-- Đơn vị tham gia phong trào: huyện, xã, khu dân cư, sở, doanh nghiệp, trường học…
CREATE TABLE don_vi (
    id          INTEGER PRIMARY KEY,
    ma          TEXT NOT NULL UNIQUE CHECK (ma <> ''), -- 'dong-xoai', 'dong-xoai.tan-phu.kp1'
    ten         TEXT NOT NULL CHECK (ten <> ''), -- 'Thành phố Đồng Xoài', 'Sở Nội vụ'
    ten_ngan    TEXT NOT NULL CHECK (ten_ngan <> ''), -- 'Đồng Xoài'
    khoa_ten    TEXT NOT NULL CHECK (khoa_ten <> ''), -- khóa xếp theo tiếng Việt
    loai_ma     TEXT NOT NULL REFERENCES loai_don_vi (ma),
    cap_tren_id INTEGER REFERENCES don_vi (id), -- đơn vị cấp trên trực tiếp; khu dân cư thuộc xã, xã thuộc huyện
    cap_quan_ly TEXT NOT NULL CHECK (cap_quan_ly IN ('trung_uong', 'tinh', 'huyen', 'xa')), -- quyết định thẩm quyền công nhận (TT 124 Đ.10)
    dia_ban_ma  TEXT REFERENCES dia_ban (ma),  -- địa bàn đóng
    khoi_cum_id INTEGER REFERENCES khoi_cum (id),
    co_quan_ma  TEXT REFERENCES co_quan (ma),  -- khi đơn vị cũng ban hành văn bản
    quy_mo      TEXT CHECK (quy_mo IN ('lon', 'vua', 'nho', 'sieu_nho')), -- doanh nghiệp; nhỏ và siêu nhỏ không xét TT 124
    cap_hoc     TEXT CHECK (cap_hoc IN ('mam_non', 'tieu_hoc', 'thcs', 'thpt', 'gdtx', 'cao_dang', 'dai_hoc')), -- cơ sở giáo dục; mầm non, tiểu học không xét TT 124
    bien_gioi   BOOLEAN NOT NULL DEFAULT FALSE CHECK (bien_gioi IN (TRUE, FALSE)), -- địa bàn biên giới
    thu_tu      INTEGER NOT NULL DEFAULT 0,    -- thứ tự in trong phụ lục, trong một cấp trên
    tu_ngay     DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay    DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)), -- huyện, thị trấn: 2025-06-30
    mau         BOOLEAN NOT NULL DEFAULT FALSE CHECK (mau IN (TRUE, FALSE)),
    CHECK (den_ngay IS NULL OR den_ngay >= tu_ngay),
    CHECK (cap_tren_id IS NULL OR cap_tren_id <> id)
);
CREATE INDEX don_vi_cap_tren ON don_vi (cap_tren_id);
CREATE INDEX don_vi_loai ON don_vi (loai_ma);

-- Đơn vị mới kế thừa đơn vị cũ khi sáp nhập, chia tách.
CREATE TABLE ke_thua_don_vi (
    cu_id  INTEGER NOT NULL REFERENCES don_vi (id),
    moi_id INTEGER NOT NULL REFERENCES don_vi (id),
    ngay   DATE NOT NULL CHECK (ngay IS NOT DISTINCT FROM date(ngay)),
    can_cu TEXT NOT NULL,                      -- 'Nghị quyết số 1662/NQ-UBTVQH15'
    PRIMARY KEY (cu_id, moi_id),
    CHECK (cu_id <> moi_id)
);

-- Khối trưởng, Cụm trưởng của một năm.
CREATE TABLE truong_khoi_cum (
    khoi_cum_id INTEGER NOT NULL REFERENCES khoi_cum (id),
    nam         INTEGER NOT NULL CHECK (nam BETWEEN 2000 AND 2100),
    vai_tro     TEXT NOT NULL CHECK (vai_tro IN ('truong', 'pho')),
    don_vi_id   INTEGER NOT NULL REFERENCES don_vi (id),
    PRIMARY KEY (khoi_cum_id, nam, vai_tro)
);

-- Người: người được khen, người ký. Số định danh, điện thoại không lưu ở đây vì văn bản không in.
CREATE TABLE nguoi (
    id         INTEGER PRIMARY KEY,
    ho_ten     TEXT NOT NULL CHECK (ho_ten <> ''), -- NFC, viết như người đó viết
    khoa_ten   TEXT NOT NULL CHECK (khoa_ten <> ''), -- khóa xếp: tên, họ, đệm (pipeline/viet)
    gioi_tinh  TEXT NOT NULL CHECK (gioi_tinh IN ('nam', 'nu')),
    ngay_sinh  DATE CHECK (ngay_sinh IS NOT DISTINCT FROM date(ngay_sinh)),
    nam_sinh   INTEGER CHECK (nam_sinh BETWEEN 1900 AND 2100), -- khi chỉ biết năm
    cap_bac    TEXT,                           -- 'Thượng tá': in thay Ông/Bà cho lực lượng vũ trang
    chuc_vu    TEXT,                           -- 'Trưởng khu phố'
    don_vi_id  INTEGER REFERENCES don_vi (id), -- nơi công tác, cư trú
    phan_loai  TEXT NOT NULL DEFAULT 'truc_tiep' CHECK (phan_loai IN ('lanh_dao_tinh', 'lanh_dao_so', 'lanh_dao_phong', 'doanh_nhan', 'truc_tiep')), -- phân loại cán bộ; truc_tiep: người trực tiếp lao động, công tác
    dan_toc    TEXT,
    mau        BOOLEAN NOT NULL DEFAULT FALSE CHECK (mau IN (TRUE, FALSE)) -- người không có thật của dữ liệu mẫu
);
CREATE INDEX nguoi_khoa_ten ON nguoi (khoa_ten);
