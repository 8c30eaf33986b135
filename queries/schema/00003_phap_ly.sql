-- Sổ văn bản pháp lý (domain 6.4) và việc viện dẫn.
-- +goose Up

-- Văn bản được viện dẫn. Câu viện dẫn ghép từ các cột:
--   <loai> số <so_ky_hieu> ngày <ngay> của <co_quan> <noi_tu> <trich_yeu> [<câu viện dẫn của dan_ma> <trich_yeu_sau>]
-- Các cột …_goc giữ đúng chữ của văn bản gốc năm 2024 khi chữ ấy khác chữ đúng (chế độ nguyên văn).
CREATE TABLE van_ban_phap_ly (
    ma          TEXT NOT NULL PRIMARY KEY CHECK (ma <> ''), -- số, ký hiệu hoặc mã riêng của luật: '48-CT/TW', 'luat-tdkt-2022'
    loai_ma     TEXT NOT NULL REFERENCES loai_van_ban (ma),
    so_ky_hieu  TEXT,                          -- như in: '124/2021/TT-BCA'; trống: văn bản không số
    in_so       BOOLEAN NOT NULL DEFAULT TRUE CHECK (in_so IN (TRUE, FALSE)), -- luật, pháp lệnh viện dẫn không kèm số (NĐ 30 PL I.II.6)
    he          TEXT NOT NULL CHECK (he IN ('nha_nuoc', 'dang')), -- hệ văn bản
    ngay        DATE CHECK (ngay IS NOT DISTINCT FROM date(ngay)), -- ngày ban hành đúng
    ngay_goc    DATE CHECK (ngay_goc IS NOT DISTINCT FROM date(ngay_goc)), -- ngày (sai) ghi trong văn bản gốc: ngay_trong_van_ban của domain 6.4
    co_quan     TEXT,                          -- cơ quan ban hành như in: 'Bộ Chính trị'
    co_quan_goc TEXT,
    cap_co_quan TEXT NOT NULL CHECK (cap_co_quan IN ('trung_uong', 'bo', 'tinh', 'huyen', 'so')),
    khoa_dang   TEXT,                          -- '(khóa XI)' in sau tên cơ quan
    khoa_dang_goc TEXT,
    noi_tu      TEXT,                          -- chữ nối: 'về', 'quy định', 'ban hành'; trống nếu không có trích yếu
    trich_yeu   TEXT,                          -- kể cả dấu ngoặc “ ” nếu in
    trich_yeu_goc TEXT,
    dan_ma      TEXT REFERENCES van_ban_phap_ly (ma), -- văn bản mà trích yếu nhắc tới
    dan_cach    TEXT CHECK (dan_cach IN ('day_du', 'khong_trich_yeu', 'rut_gon')), -- rut_gon: chỉ loại và số, ký hiệu
    dan_cach_goc TEXT CHECK (dan_cach_goc IN ('day_du', 'khong_trich_yeu', 'rut_gon')),
    trich_yeu_sau TEXT,                        -- phần trích yếu sau văn bản ấy: 'trên địa bàn tỉnh Bình Phước'
    thieu_so_goc BOOLEAN NOT NULL DEFAULT FALSE CHECK (thieu_so_goc IN (TRUE, FALSE)), -- văn bản gốc viết thiếu chữ “số”: 'Chỉ thị 09-CT/TW'
    hieu_luc_tu DATE CHECK (hieu_luc_tu IS NOT DISTINCT FROM date(hieu_luc_tu)),
    het_hieu_luc DATE CHECK (het_hieu_luc IS NOT DISTINCT FROM date(het_hieu_luc)), -- ngày đầu tiên không còn hiệu lực
    trang_thai  TEXT NOT NULL CHECK (trang_thai IN ('da_kiem_chung', 'chua_kiem_chung', 'sai_ngay')), -- sai_ngay: văn bản gốc ghi sai ngày, ngày đúng đã kiểm chứng
    nguon       TEXT NOT NULL CHECK (nguon <> ''), -- biết từ đâu
    ghi_chu     TEXT,
    CHECK (dan_ma IS NULL OR dan_ma <> ma),
    CHECK ((dan_ma IS NULL) = (dan_cach IS NULL)),
    CHECK (trang_thai <> 'sai_ngay' OR (ngay_goc IS NOT NULL AND ngay IS NOT NULL AND ngay <> ngay_goc)),
    CHECK (he <> 'dang' OR so_ky_hieu IS NULL OR so_ky_hieu LIKE '%-%/%'),
    CHECK (hieu_luc_tu IS NULL OR het_hieu_luc IS NULL OR het_hieu_luc >= hieu_luc_tu)
);

-- Quan hệ giữa hai văn bản: văn bản ma … văn bản kia.
CREATE TABLE quan_he_van_ban (
    ma      TEXT NOT NULL REFERENCES van_ban_phap_ly (ma),
    quan_he TEXT NOT NULL CHECK (quan_he IN ('tiep_tuc', 'thuc_hien', 'thay_the', 'sua_doi', 'bai_bo', 'huong_dan')),
    kia_ma  TEXT NOT NULL REFERENCES van_ban_phap_ly (ma),
    PRIMARY KEY (ma, quan_he, kia_ma),
    CHECK (ma <> kia_ma)
);

-- Kiểu văn bản nào viện dẫn văn bản nào, ở phần nào, thứ tự nào, trong thời kỳ nào.
CREATE TABLE vien_dan (
    kieu       TEXT NOT NULL CHECK (kieu <> ''), -- tên thư mục templates/<kieu>
    phan       TEXT NOT NULL CHECK (phan IN ('can_cu', 'mo_dau', 'trung_uong', 'dia_phuong')), -- can_cu: dòng Căn cứ; trung_uong, dia_phuong: hai gạch đầu dòng mục II.3.1 của kế hoạch
    thu_tu     INTEGER NOT NULL CHECK (thu_tu BETWEEN 1 AND 999),
    tu_ngay    DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)), -- ngày của văn bản được soạn
    den_ngay   DATE CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    van_ban_ma TEXT NOT NULL REFERENCES van_ban_phap_ly (ma),
    PRIMARY KEY (kieu, phan, thu_tu, tu_ngay),
    CHECK (den_ngay IS NULL OR den_ngay >= tu_ngay)
);
