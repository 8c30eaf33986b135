-- Số liệu thống kê: bảy phụ lục của báo cáo và các việc đếm được của kế hoạch.
--
-- Mỗi họ số liệu có kỳ báo cáo riêng ở ky_so_lieu (ho, nam): phải có kỳ rồi mới ghi được số liệu;
-- cột ho của mỗi bảng số liệu là hằng số, chỉ để ràng buộc điều đó. Một dòng là số của một đơn vị
-- trong một năm. Số đếm không âm; đơn vị chưa báo cáo thì không có dòng (khác với 0).
-- +goose Up

-- Kỳ báo cáo của một họ số liệu trong một năm, in trong báo cáo.
CREATE TABLE ky_so_lieu (
    ho       TEXT NOT NULL CHECK (ho IN ('dac_diem', 'chi_dao', 'tuyen_truyen', 'phat_song', 'pho_bien', 'mo_hinh', 'dien_hinh', 'cong_nhan_kdc', 'cong_nhan', 'phan_loai', 'luc_luong', 'tin_bao', 'khen_thuong', 'ngay_hoi', 'khong_gian_mang', 'phoi_hop', 'lien_ket', 'kiem_tra')),
    nam      INTEGER NOT NULL CHECK (nam BETWEEN 2000 AND 2100),
    tu_ngay  DATE NOT NULL CHECK (tu_ngay IS NOT DISTINCT FROM date(tu_ngay)),
    den_ngay DATE NOT NULL CHECK (den_ngay IS NOT DISTINCT FROM date(den_ngay)),
    nguon    TEXT NOT NULL CHECK (nguon <> ''), -- nơi lấy số liệu: 'Báo cáo của Công an các huyện, thị xã, thành phố'
    PRIMARY KEY (ho, nam),
    CHECK (den_ngay >= tu_ngay)
);

-- Đặc điểm tình hình địa bàn (phần I của báo cáo); một dòng mỗi huyện (từ 01/7/2025: mỗi xã).
CREATE TABLE dac_diem (
    ho TEXT NOT NULL DEFAULT 'dac_diem' CHECK (ho = 'dac_diem'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    so_xa INTEGER NOT NULL DEFAULT 0 CHECK (so_xa BETWEEN 0 AND 999999999), -- số xã, phường, thị trấn (đặc khu)
    so_khu_dan_cu INTEGER NOT NULL DEFAULT 0 CHECK (so_khu_dan_cu BETWEEN 0 AND 999999999), -- số khu dân cư
    so_ho INTEGER NOT NULL DEFAULT 0 CHECK (so_ho BETWEEN 0 AND 999999999), -- số hộ
    dan_so INTEGER NOT NULL DEFAULT 0 CHECK (dan_so BETWEEN 0 AND 999999999), -- dân số
    dan_toc_thieu_so INTEGER NOT NULL DEFAULT 0 CHECK (dan_toc_thieu_so BETWEEN 0 AND 999999999), -- số người dân tộc thiểu số
    tin_do INTEGER NOT NULL DEFAULT 0 CHECK (tin_do BETWEEN 0 AND 999999999), -- số tín đồ các tôn giáo
    co_so_ton_giao INTEGER NOT NULL DEFAULT 0 CHECK (co_so_ton_giao BETWEEN 0 AND 999999999), -- số cơ sở tôn giáo
    km_bien_gioi INTEGER NOT NULL DEFAULT 0 CHECK (km_bien_gioi BETWEEN 0 AND 999999999), -- chiều dài biên giới, km
    PRIMARY KEY (nam, don_vi_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam),
    CHECK (dan_toc_thieu_so <= dan_so AND tin_do <= dan_so)
);

-- Công tác lãnh đạo, chỉ đạo (phần II).
CREATE TABLE chi_dao (
    ho TEXT NOT NULL DEFAULT 'chi_dao' CHECK (ho = 'chi_dao'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    kinh_phi BIGINT NOT NULL DEFAULT 0 CHECK (kinh_phi BETWEEN 0 AND 999999999999999), -- kinh phí, đồng
    nghi_quyet INTEGER NOT NULL DEFAULT 0 CHECK (nghi_quyet BETWEEN 0 AND 999999999), -- nghị quyết, chỉ thị đã ban hành
    ke_hoach INTEGER NOT NULL DEFAULT 0 CHECK (ke_hoach BETWEEN 0 AND 999999999), -- kế hoạch, chương trình
    van_ban_khac INTEGER NOT NULL DEFAULT 0 CHECK (van_ban_khac BETWEEN 0 AND 999999999), -- công văn, hướng dẫn khác
    cuoc_hop INTEGER NOT NULL DEFAULT 0 CHECK (cuoc_hop BETWEEN 0 AND 999999999), -- cuộc họp Ban Chỉ đạo
    hoi_nghi INTEGER NOT NULL DEFAULT 0 CHECK (hoi_nghi BETWEEN 0 AND 999999999), -- hội nghị sơ kết, tổng kết, tập huấn
    PRIMARY KEY (nam, don_vi_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam)
);

-- Phụ lục I: tuyên truyền.
CREATE TABLE tuyen_truyen (
    ho TEXT NOT NULL DEFAULT 'tuyen_truyen' CHECK (ho = 'tuyen_truyen'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    so_buoi INTEGER NOT NULL DEFAULT 0 CHECK (so_buoi BETWEEN 0 AND 999999999), -- buổi tuyên truyền, phát động
    luot_nguoi INTEGER NOT NULL DEFAULT 0 CHECK (luot_nguoi BETWEEN 0 AND 999999999), -- lượt người dự
    to_roi INTEGER NOT NULL DEFAULT 0 CHECK (to_roi BETWEEN 0 AND 999999999), -- tờ rơi, tài liệu phát
    tin_bai INTEGER NOT NULL DEFAULT 0 CHECK (tin_bai BETWEEN 0 AND 999999999), -- tin, bài trên báo chí, loa đài
    phong_su INTEGER NOT NULL DEFAULT 0 CHECK (phong_su BETWEEN 0 AND 999999999), -- phóng sự
    bai_mang_xa_hoi INTEGER NOT NULL DEFAULT 0 CHECK (bai_mang_xa_hoi BETWEEN 0 AND 999999999), -- bài trên mạng xã hội
    luot_tiep_can INTEGER NOT NULL DEFAULT 0 CHECK (luot_tiep_can BETWEEN 0 AND 999999999), -- lượt tiếp cận trên mạng xã hội
    PRIMARY KEY (nam, don_vi_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam)
);

-- Chuyên trang, chuyên mục, thời lượng phát sóng (mục II.3.4); đơn vị là đài, báo hoặc địa phương có đài.
CREATE TABLE phat_song (
    ho TEXT NOT NULL DEFAULT 'phat_song' CHECK (ho = 'phat_song'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    chuyen_trang INTEGER NOT NULL DEFAULT 0 CHECK (chuyen_trang BETWEEN 0 AND 999999999), -- số chuyên trang
    chuyen_muc INTEGER NOT NULL DEFAULT 0 CHECK (chuyen_muc BETWEEN 0 AND 999999999), -- số chuyên mục
    so_ky INTEGER NOT NULL DEFAULT 0 CHECK (so_ky BETWEEN 0 AND 999999999), -- số kỳ phát, đăng
    phut_phat_song INTEGER NOT NULL DEFAULT 0 CHECK (phut_phat_song BETWEEN 0 AND 999999999), -- thời lượng phát sóng, phút
    guong_tieu_bieu INTEGER NOT NULL DEFAULT 0 CHECK (guong_tieu_bieu BETWEEN 0 AND 999999999), -- gương người tốt, việc tốt, điển hình được giới thiệu
    PRIMARY KEY (nam, don_vi_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam)
);

-- Người được phổ biến kế hoạch trên tổng số (mục III.3: 100%).
CREATE TABLE pho_bien (
    ho TEXT NOT NULL DEFAULT 'pho_bien' CHECK (ho = 'pho_bien'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    tong_so INTEGER NOT NULL DEFAULT 0 CHECK (tong_so BETWEEN 0 AND 999999999), -- tổng số cán bộ, nhân viên, người lao động, học sinh, sinh viên
    duoc_pho_bien INTEGER NOT NULL DEFAULT 0 CHECK (duoc_pho_bien BETWEEN 0 AND 999999999), -- số người đã được phổ biến
    PRIMARY KEY (nam, don_vi_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam),
    CHECK (duoc_pho_bien <= tong_so)
);

-- Phụ lục II: mô hình quần chúng tham gia bảo vệ an ninh, trật tự.
CREATE TABLE mo_hinh (
    id              INTEGER PRIMARY KEY,
    don_vi_id       INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị xây dựng
    ten             TEXT NOT NULL CHECK (ten <> ''),
    loai            TEXT NOT NULL CHECK (loai IN ('dia_ban', 'co_quan', 'doanh_nghiep', 'co_so_giao_duc', 'ton_giao', 'khong_gian_mang')),
    ngay_ra_mat     DATE NOT NULL CHECK (ngay_ra_mat IS NOT DISTINCT FROM date(ngay_ra_mat)),
    quyet_dinh_so   TEXT,                      -- quyết định công nhận, thành lập
    quyet_dinh_ngay DATE CHECK (quyet_dinh_ngay IS NOT DISTINCT FROM date(quyet_dinh_ngay)),
    thu_tu          INTEGER NOT NULL DEFAULT 0,
    UNIQUE (don_vi_id, ten)
);

-- Tình trạng mỗi mô hình trong một năm; mô hình giải thể không có dòng ở năm sau.
CREATE TABLE mo_hinh_nam (
    ho TEXT NOT NULL DEFAULT 'mo_hinh' CHECK (ho = 'mo_hinh'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    mo_hinh_id INTEGER NOT NULL REFERENCES mo_hinh (id),
    so_thanh_vien INTEGER NOT NULL DEFAULT 0 CHECK (so_thanh_vien BETWEEN 0 AND 999999999),
    xep_loai TEXT NOT NULL CHECK (xep_loai IN ('hieu_qua', 'can_cung_co', 'giai_the')),
    noi_nhan_rong INTEGER NOT NULL DEFAULT 0 CHECK (noi_nhan_rong BETWEEN 0 AND 999999999), -- số nơi nhân rộng mô hình trong năm (mục I.3)
    PRIMARY KEY (nam, mo_hinh_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam)
);

-- Điển hình tiên tiến được phát hiện, biểu dương, nhân rộng (mục I.3).
CREATE TABLE dien_hinh (
    ho TEXT NOT NULL DEFAULT 'dien_hinh' CHECK (ho = 'dien_hinh'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    tap_the INTEGER NOT NULL DEFAULT 0 CHECK (tap_the BETWEEN 0 AND 999999999), -- tập thể điển hình
    ca_nhan INTEGER NOT NULL DEFAULT 0 CHECK (ca_nhan BETWEEN 0 AND 999999999), -- cá nhân điển hình
    bieu_duong INTEGER NOT NULL DEFAULT 0 CHECK (bieu_duong BETWEEN 0 AND 999999999), -- số được biểu dương, khen thưởng
    nhan_rong INTEGER NOT NULL DEFAULT 0 CHECK (nhan_rong BETWEEN 0 AND 999999999), -- số được nhân rộng
    PRIMARY KEY (nam, don_vi_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam),
    CHECK (bieu_duong <= tap_the + ca_nhan AND nhan_rong <= tap_the + ca_nhan)
);

-- Phụ lục III: kết quả công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự” (TT 124/2021/TT-BCA), số tổng hợp
-- của một huyện (xã), sở, ngành. Khu dân cư có kỳ riêng (01/11–31/10): họ 'cong_nhan_kdc'.
CREATE TABLE cong_nhan (
    ho TEXT NOT NULL CHECK (ho IN ('cong_nhan', 'cong_nhan_kdc')), -- 'cong_nhan_kdc' cho khu dân cư, 'cong_nhan' cho các đối tượng khác
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    doi_tuong TEXT NOT NULL CHECK (doi_tuong IN ('KDC', 'XA', 'CQ', 'DN', 'CSGD')), -- khu dân cư; xã, phường, thị trấn; cơ quan; doanh nghiệp; cơ sở giáo dục
    tong INTEGER NOT NULL CHECK (tong BETWEEN 0 AND 999999999), -- tổng số thuộc diện xét
    dang_ky INTEGER NOT NULL CHECK (dang_ky BETWEEN 0 AND 999999999), -- số đăng ký
    dat INTEGER NOT NULL CHECK (dat BETWEEN 0 AND 999999999), -- số được công nhận
    PRIMARY KEY (nam, don_vi_id, doi_tuong),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam),
    CHECK ((doi_tuong = 'KDC') = (ho = 'cong_nhan_kdc')),
    CHECK (dat <= dang_ky AND dang_ky <= tong)
);

-- Kết quả xét từng đơn vị theo TT 124: hai giá trị đạt, chưa đạt. Là cơ sở khen thưởng (Đ.3.3).
CREATE TABLE cong_nhan_don_vi (
    nam INTEGER NOT NULL CHECK (nam BETWEEN 2000 AND 2100),
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị được xét
    dang_ky BOOLEAN NOT NULL CHECK (dang_ky IN (TRUE, FALSE)),
    dat BOOLEAN NOT NULL CHECK (dat IN (TRUE, FALSE)),
    so_truc_thuoc INTEGER CHECK (so_truc_thuoc BETWEEN 0 AND 999999999), -- xã: số KDC, CQ, DN, CSGD phụ trách; cơ quan: số đơn vị trực thuộc
    truc_thuoc_dat INTEGER CHECK (truc_thuoc_dat BETWEEN 0 AND 999999999), -- trong đó đạt; đạt thì ≥ 70% (Đ.5, Đ.6, Đ.7)
    cap_cong_nhan TEXT CHECK (cap_cong_nhan IN ('trung_uong', 'tinh', 'huyen', 'xa')), -- cấp quyết định (Đ.10)
    quyet_dinh_so TEXT,
    quyet_dinh_ngay DATE CHECK (quyet_dinh_ngay IS NOT DISTINCT FROM date(quyet_dinh_ngay)),
    PRIMARY KEY (nam, don_vi_id),
    CHECK (dang_ky OR NOT dat),
    CHECK (truc_thuoc_dat IS NULL OR truc_thuoc_dat <= so_truc_thuoc),
    CHECK (NOT dat OR so_truc_thuoc IS NULL OR truc_thuoc_dat IS NULL OR truc_thuoc_dat * 100 >= so_truc_thuoc * 70)
);

-- Phụ lục IV: phân loại phong trào theo QĐ 510/QĐ-BCA-V05, số tổng hợp của một huyện (xã), sở, ngành.
CREATE TABLE phan_loai (
    ho TEXT NOT NULL DEFAULT 'phan_loai' CHECK (ho = 'phan_loai'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    doi_tuong TEXT NOT NULL CHECK (doi_tuong IN ('KDC', 'XA', 'CQ', 'DN', 'CSGD', 'HUYEN')),
    diem_binh_quan INTEGER CHECK (diem_binh_quan BETWEEN 0 AND 10000), -- điểm bình quân × 100; trống khi tong là 0
    tong INTEGER NOT NULL DEFAULT 0 CHECK (tong BETWEEN 0 AND 999999999), -- tổng số được phân loại
    xuat_sac INTEGER NOT NULL DEFAULT 0 CHECK (xuat_sac BETWEEN 0 AND 999999999), -- xuất sắc
    kha INTEGER NOT NULL DEFAULT 0 CHECK (kha BETWEEN 0 AND 999999999), -- khá
    trung_binh INTEGER NOT NULL DEFAULT 0 CHECK (trung_binh BETWEEN 0 AND 999999999), -- trung bình
    yeu INTEGER NOT NULL DEFAULT 0 CHECK (yeu BETWEEN 0 AND 999999999), -- yếu
    PRIMARY KEY (nam, don_vi_id, doi_tuong),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam),
    CHECK (xuat_sac + kha + trung_binh + yeu = tong)
);

-- Chấm điểm, phân loại từng đơn vị theo QĐ 510.
CREATE TABLE phan_loai_don_vi (
    nam INTEGER NOT NULL CHECK (nam BETWEEN 2000 AND 2100),
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id),
    diem_tu_cham INTEGER CHECK (diem_tu_cham BETWEEN 0 AND 10000), -- × 100
    diem INTEGER NOT NULL CHECK (diem BETWEEN 0 AND 10000), -- điểm cấp trên chấm, × 100
    muc_ma TEXT NOT NULL REFERENCES muc_phan_loai (ma),
    PRIMARY KEY (nam, don_vi_id)
);

-- Phụ lục V: lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở.
CREATE TABLE luc_luong (
    ho TEXT NOT NULL DEFAULT 'luc_luong' CHECK (ho = 'luc_luong'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    so_to INTEGER NOT NULL DEFAULT 0 CHECK (so_to BETWEEN 0 AND 999999999), -- số Tổ bảo vệ an ninh, trật tự
    thanh_vien INTEGER NOT NULL DEFAULT 0 CHECK (thanh_vien BETWEEN 0 AND 999999999), -- số thành viên
    nu INTEGER NOT NULL DEFAULT 0 CHECK (nu BETWEEN 0 AND 999999999), -- trong đó nữ
    dang_vien INTEGER NOT NULL DEFAULT 0 CHECK (dang_vien BETWEEN 0 AND 999999999), -- trong đó đảng viên
    to_xuat_sac INTEGER NOT NULL DEFAULT 0 CHECK (to_xuat_sac BETWEEN 0 AND 999999999), -- tổ hoàn thành xuất sắc
    to_tot INTEGER NOT NULL DEFAULT 0 CHECK (to_tot BETWEEN 0 AND 999999999), -- tổ hoàn thành tốt
    to_hoan_thanh INTEGER NOT NULL DEFAULT 0 CHECK (to_hoan_thanh BETWEEN 0 AND 999999999), -- tổ hoàn thành
    to_khong INTEGER NOT NULL DEFAULT 0 CHECK (to_khong BETWEEN 0 AND 999999999), -- tổ không hoàn thành
    PRIMARY KEY (nam, don_vi_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam),
    CHECK (nu <= thanh_vien AND dang_vien <= thanh_vien),
    CHECK (to_xuat_sac + to_tot + to_hoan_thanh + to_khong = so_to)
);

-- Phụ lục VI: tin báo của quần chúng.
CREATE TABLE tin_bao (
    ho TEXT NOT NULL DEFAULT 'tin_bao' CHECK (ho = 'tin_bao'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    nguon_tin INTEGER NOT NULL DEFAULT 0 CHECK (nguon_tin BETWEEN 0 AND 999999999), -- nguồn tin
    co_gia_tri INTEGER NOT NULL DEFAULT 0 CHECK (co_gia_tri BETWEEN 0 AND 999999999), -- tin có giá trị
    vu_xu_ly INTEGER NOT NULL DEFAULT 0 CHECK (vu_xu_ly BETWEEN 0 AND 999999999), -- vụ việc xử lý, làm rõ
    doi_tuong INTEGER NOT NULL DEFAULT 0 CHECK (doi_tuong BETWEEN 0 AND 999999999), -- đối tượng
    dau_thu INTEGER NOT NULL DEFAULT 0 CHECK (dau_thu BETWEEN 0 AND 999999999), -- vận động đầu thú
    PRIMARY KEY (nam, don_vi_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam),
    CHECK (co_gia_tri <= nguon_tin)
);

-- Phụ lục VII: khen thưởng trong năm theo hình thức, toàn tỉnh.
CREATE TABLE khen_thuong_nam (
    ho TEXT NOT NULL DEFAULT 'khen_thuong' CHECK (ho = 'khen_thuong'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    hinh_thuc_ma TEXT NOT NULL REFERENCES hinh_thuc_khen_thuong (ma),
    tap_the INTEGER NOT NULL DEFAULT 0 CHECK (tap_the BETWEEN 0 AND 999999999),
    ca_nhan INTEGER NOT NULL DEFAULT 0 CHECK (ca_nhan BETWEEN 0 AND 999999999),
    ho_gia_dinh INTEGER NOT NULL DEFAULT 0 CHECK (ho_gia_dinh BETWEEN 0 AND 999999999),
    tien BIGINT NOT NULL DEFAULT 0 CHECK (tien BETWEEN 0 AND 999999999999999), -- tiền thưởng, đồng
    PRIMARY KEY (nam, hinh_thuc_ma),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam)
);

-- Ngày hội toàn dân bảo vệ an ninh Tổ quốc 19/8.
CREATE TABLE ngay_hoi (
    ho TEXT NOT NULL DEFAULT 'ngay_hoi' CHECK (ho = 'ngay_hoi'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    so_diem INTEGER NOT NULL DEFAULT 0 CHECK (so_diem BETWEEN 0 AND 999999999), -- điểm tổ chức
    luot_nguoi INTEGER NOT NULL DEFAULT 0 CHECK (luot_nguoi BETWEEN 0 AND 999999999), -- lượt người dự
    khu_dan_cu INTEGER NOT NULL DEFAULT 0 CHECK (khu_dan_cu BETWEEN 0 AND 999999999), -- khu dân cư tổ chức
    tap_the_khen INTEGER NOT NULL DEFAULT 0 CHECK (tap_the_khen BETWEEN 0 AND 999999999), -- tập thể được khen dịp này
    ca_nhan_khen INTEGER NOT NULL DEFAULT 0 CHECK (ca_nhan_khen BETWEEN 0 AND 999999999), -- cá nhân được khen dịp này
    suat_qua INTEGER NOT NULL DEFAULT 0 CHECK (suat_qua BETWEEN 0 AND 999999999), -- suất quà an sinh
    PRIMARY KEY (nam, don_vi_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam)
);

-- Phong trào trên không gian mạng (mục II.3.2).
CREATE TABLE khong_gian_mang (
    ho TEXT NOT NULL DEFAULT 'khong_gian_mang' CHECK (ho = 'khong_gian_mang'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    trang_nhom INTEGER NOT NULL DEFAULT 0 CHECK (trang_nhom BETWEEN 0 AND 999999999), -- trang, nhóm mạng xã hội do địa phương lập
    thanh_vien INTEGER NOT NULL DEFAULT 0 CHECK (thanh_vien BETWEEN 0 AND 999999999), -- thành viên, người theo dõi
    tin_bai INTEGER NOT NULL DEFAULT 0 CHECK (tin_bai BETWEEN 0 AND 999999999), -- tin, bài đăng
    tin_phan_anh INTEGER NOT NULL DEFAULT 0 CHECK (tin_phan_anh BETWEEN 0 AND 999999999), -- tin phản ánh của người dân
    tin_xu_ly INTEGER NOT NULL DEFAULT 0 CHECK (tin_xu_ly BETWEEN 0 AND 999999999), -- tin đã xử lý
    PRIMARY KEY (nam, don_vi_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam),
    CHECK (tin_xu_ly <= tin_phan_anh)
);

-- Phối hợp với Mặt trận, đoàn thể, cơ quan.
CREATE TABLE phoi_hop (
    ho TEXT NOT NULL DEFAULT 'phoi_hop' CHECK (ho = 'phoi_hop'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    quy_che INTEGER NOT NULL DEFAULT 0 CHECK (quy_che BETWEEN 0 AND 999999999), -- quy chế, chương trình phối hợp đang thực hiện
    hoi_nghi INTEGER NOT NULL DEFAULT 0 CHECK (hoi_nghi BETWEEN 0 AND 999999999), -- hội nghị, cuộc họp phối hợp
    hoat_dong INTEGER NOT NULL DEFAULT 0 CHECK (hoat_dong BETWEEN 0 AND 999999999), -- hoạt động chung
    PRIMARY KEY (nam, don_vi_id),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam)
);

-- Hoạt động kết hợp với từng phong trào, cuộc vận động khác (mục II.3.3).
CREATE TABLE hoat_dong_lien_ket (
    ho TEXT NOT NULL DEFAULT 'lien_ket' CHECK (ho = 'lien_ket'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị báo cáo
    lien_ket_ma TEXT NOT NULL REFERENCES phong_trao_lien_ket (ma),
    so_hoat_dong INTEGER NOT NULL DEFAULT 0 CHECK (so_hoat_dong BETWEEN 0 AND 999999999), -- số hoạt động
    luot_nguoi INTEGER NOT NULL DEFAULT 0 CHECK (luot_nguoi BETWEEN 0 AND 999999999), -- lượt người tham gia
    PRIMARY KEY (nam, don_vi_id, lien_ket_ma),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam)
);

-- Cuộc kiểm tra, đôn đốc đã tổ chức (mục III.1).
CREATE TABLE kiem_tra (
    id INTEGER PRIMARY KEY,
    ho TEXT NOT NULL DEFAULT 'kiem_tra' CHECK (ho = 'kiem_tra'), -- họ số liệu, không ghi
    nam INTEGER NOT NULL,
    don_vi_id INTEGER NOT NULL REFERENCES don_vi (id), -- đơn vị được kiểm tra
    ngay DATE NOT NULL CHECK (ngay IS NOT DISTINCT FROM date(ngay)),
    co_quan_ma TEXT NOT NULL REFERENCES co_quan (ma), -- cơ quan chủ trì
    noi_dung TEXT NOT NULL CHECK (noi_dung <> ''),
    ket_qua TEXT,                              -- nhận xét, kiến nghị
    UNIQUE (don_vi_id, ngay),
    FOREIGN KEY (ho, nam) REFERENCES ky_so_lieu (ho, nam)
);
