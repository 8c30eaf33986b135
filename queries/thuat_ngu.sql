-- Thuật ngữ của thời kỳ: ba cấp hay hai cấp chính quyền, cơ quan tham mưu thi đua, khen thưởng…
-- tham số: ngay date
-- cột: cap_huyen text?, cap_xa text?, tham_muu_tdkt text?, luc_luong_co_so text?, loai_phong_trao text?, cong_an_cap_huyen text?
-- cap_huyen: “huyện, thị xã, thành phố”; trống khi không còn cấp huyện
-- cap_xa: “xã, phường, thị trấn”; “xã, phường, đặc khu” từ 01/7/2025, “xã, phường” nơi không có đặc khu
-- tham_muu_tdkt: cơ quan tham mưu thi đua, khen thưởng: “Ban Thi đua - Khen thưởng tỉnh”, “Sở Nội vụ”
-- luc_luong_co_so: “lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở”, tên của thời kỳ
-- loai_phong_trao: “phong trào thi đua”; từ 01/10/2026 “phong trào thi đua theo chuyên đề”
-- cong_an_cap_huyen: “Công an các huyện, thị xã, thành phố”; trống khi không còn Công an cấp huyện
-- (một dòng)
SELECT MAX(CASE WHEN khoa = 'cap_huyen' THEN gia_tri END) AS cap_huyen,
    MAX(CASE WHEN khoa <> 'cap_xa' THEN NULL
        WHEN EXISTS (SELECT 1 FROM don_vi u WHERE u.loai_ma = 'phuong' AND u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay))
            AND NOT EXISTS (SELECT 1 FROM don_vi u WHERE u.loai_ma = 'dac_khu' AND u.tu_ngay <= :ngay AND (u.den_ngay IS NULL OR u.den_ngay >= :ngay))
        THEN replace(gia_tri, ', đặc khu', '') ELSE gia_tri END) AS cap_xa,
    MAX(CASE WHEN khoa = 'tham_muu_tdkt' THEN gia_tri END) AS tham_muu_tdkt,
    MAX(CASE WHEN khoa = 'luc_luong_co_so' THEN gia_tri END) AS luc_luong_co_so,
    MAX(CASE WHEN khoa = 'loai_phong_trao' THEN gia_tri END) AS loai_phong_trao,
    MAX(CASE WHEN khoa = 'cong_an_cap_huyen' THEN gia_tri END) AS cong_an_cap_huyen
FROM thuat_ngu
WHERE tu_ngay <= :ngay AND (den_ngay IS NULL OR den_ngay >= :ngay)
