-- Các kết quả khác của năm đếm được theo kế hoạch (phần III của báo cáo)
-- tham số: nam int
-- cột: ps_chuyen_trang int, ps_chuyen_muc int, ps_so_ky int, ps_phut int, ps_guong int, pb_tong_so int, pb_duoc_pho_bien int,
-- dh_tap_the int, dh_ca_nhan int, dh_bieu_duong int, dh_nhan_rong int, nh_so_diem int, nh_luot_nguoi int, nh_khu_dan_cu int,
-- nh_tap_the_khen int, nh_ca_nhan_khen int, nh_suat_qua int, kgm_trang_nhom int, kgm_thanh_vien int, kgm_tin_bai int,
-- kgm_tin_phan_anh int, kgm_tin_xu_ly int, ph_quy_che int, ph_hoi_nghi int, ph_hoat_dong int
-- ps_chuyen_trang: chuyên trang
-- ps_chuyen_muc: chuyên mục
-- ps_so_ky: kỳ phát, đăng
-- ps_phut: thời lượng phát sóng, phút
-- ps_guong: gương người tốt, việc tốt, điển hình được giới thiệu
-- pb_tong_so: tổng số cán bộ, nhân viên, người lao động, học sinh, sinh viên
-- pb_duoc_pho_bien: số người được phổ biến kế hoạch
-- dh_tap_the: tập thể điển hình
-- dh_ca_nhan: cá nhân điển hình
-- dh_bieu_duong: điển hình được biểu dương, khen thưởng
-- dh_nhan_rong: điển hình được nhân rộng
-- nh_so_diem: điểm tổ chức Ngày hội
-- nh_luot_nguoi: lượt người dự Ngày hội
-- nh_khu_dan_cu: khu dân cư tổ chức Ngày hội
-- nh_tap_the_khen: tập thể được khen dịp Ngày hội
-- nh_ca_nhan_khen: cá nhân được khen dịp Ngày hội
-- nh_suat_qua: suất quà an sinh
-- kgm_trang_nhom: trang, nhóm mạng xã hội
-- kgm_thanh_vien: thành viên, người theo dõi
-- kgm_tin_bai: tin, bài đăng
-- kgm_tin_phan_anh: tin phản ánh của người dân
-- kgm_tin_xu_ly: tin phản ánh đã xử lý
-- ph_quy_che: quy chế, chương trình phối hợp
-- ph_hoi_nghi: hội nghị, cuộc họp phối hợp
-- ph_hoat_dong: hoạt động chung
-- (một dòng)
SELECT g1.*, g2.*, g3.*, g4.*, g5.*, g6.*
FROM (
    SELECT COALESCE(SUM(s.chuyen_trang), 0) AS ps_chuyen_trang, COALESCE(SUM(s.chuyen_muc), 0) AS ps_chuyen_muc, COALESCE(SUM(s.so_ky), 0) AS ps_so_ky, COALESCE(SUM(s.phut_phat_song), 0) AS ps_phut, COALESCE(SUM(s.guong_tieu_bieu), 0) AS ps_guong
    FROM phat_song s WHERE s.nam = :nam
) g1 CROSS JOIN (
    SELECT COALESCE(SUM(s.tong_so), 0) AS pb_tong_so, COALESCE(SUM(s.duoc_pho_bien), 0) AS pb_duoc_pho_bien
    FROM pho_bien s WHERE s.nam = :nam
) g2 CROSS JOIN (
    SELECT COALESCE(SUM(s.tap_the), 0) AS dh_tap_the, COALESCE(SUM(s.ca_nhan), 0) AS dh_ca_nhan, COALESCE(SUM(s.bieu_duong), 0) AS dh_bieu_duong, COALESCE(SUM(s.nhan_rong), 0) AS dh_nhan_rong
    FROM dien_hinh s WHERE s.nam = :nam
) g3 CROSS JOIN (
    SELECT COALESCE(SUM(s.so_diem), 0) AS nh_so_diem, COALESCE(SUM(s.luot_nguoi), 0) AS nh_luot_nguoi, COALESCE(SUM(s.khu_dan_cu), 0) AS nh_khu_dan_cu, COALESCE(SUM(s.tap_the_khen), 0) AS nh_tap_the_khen, COALESCE(SUM(s.ca_nhan_khen), 0) AS nh_ca_nhan_khen, COALESCE(SUM(s.suat_qua), 0) AS nh_suat_qua
    FROM ngay_hoi s WHERE s.nam = :nam
) g4 CROSS JOIN (
    SELECT COALESCE(SUM(s.trang_nhom), 0) AS kgm_trang_nhom, COALESCE(SUM(s.thanh_vien), 0) AS kgm_thanh_vien, COALESCE(SUM(s.tin_bai), 0) AS kgm_tin_bai, COALESCE(SUM(s.tin_phan_anh), 0) AS kgm_tin_phan_anh, COALESCE(SUM(s.tin_xu_ly), 0) AS kgm_tin_xu_ly
    FROM khong_gian_mang s WHERE s.nam = :nam
) g5 CROSS JOIN (
    SELECT COALESCE(SUM(s.quy_che), 0) AS ph_quy_che, COALESCE(SUM(s.hoi_nghi), 0) AS ph_hoi_nghi, COALESCE(SUM(s.hoat_dong), 0) AS ph_hoat_dong
    FROM phoi_hop s WHERE s.nam = :nam
) g6
