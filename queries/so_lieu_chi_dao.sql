-- Công tác lãnh đạo, chỉ đạo, kiểm tra; kế hoạch, báo cáo của đơn vị (phần II của báo cáo)
-- tham số: nam int
-- cột: cd_nghi_quyet int, cd_ke_hoach int, cd_van_ban_khac int, cd_cuoc_hop int, cd_hoi_nghi int, cd_kinh_phi int?, kt_so_cuoc int,
-- kt_so_don_vi int, vb_ke_hoach int, vb_co_chi_tieu int, vb_bao_cao int, vb_phai_gui int
-- cd_nghi_quyet: nghị quyết, chỉ thị
-- cd_ke_hoach: kế hoạch, chương trình
-- cd_van_ban_khac: công văn, hướng dẫn khác
-- cd_cuoc_hop: cuộc họp Ban Chỉ đạo
-- cd_hoi_nghi: hội nghị sơ kết, tổng kết, tập huấn
-- cd_kinh_phi: kinh phí, đồng; trống khi chưa có số liệu
-- kt_so_cuoc: cuộc kiểm tra đã tổ chức
-- kt_so_don_vi: đơn vị được kiểm tra
-- vb_ke_hoach: đơn vị đã gửi kế hoạch
-- vb_co_chi_tieu: kế hoạch có chỉ tiêu cụ thể
-- vb_bao_cao: đơn vị đã gửi báo cáo
-- vb_phai_gui: đơn vị phải gửi kế hoạch, báo cáo
-- (một dòng)
SELECT g1.*, g2.*, g3.*, g4.*
FROM (
    SELECT COALESCE(SUM(s.nghi_quyet), 0) AS cd_nghi_quyet, COALESCE(SUM(s.ke_hoach), 0) AS cd_ke_hoach, COALESCE(SUM(s.van_ban_khac), 0) AS cd_van_ban_khac, COALESCE(SUM(s.cuoc_hop), 0) AS cd_cuoc_hop, COALESCE(SUM(s.hoi_nghi), 0) AS cd_hoi_nghi, NULLIF(SUM(s.kinh_phi), 0) AS cd_kinh_phi
    FROM chi_dao s WHERE s.nam = :nam
) g1 CROSS JOIN (
    SELECT COUNT(*) AS kt_so_cuoc, COUNT(DISTINCT s.don_vi_id) AS kt_so_don_vi
    FROM kiem_tra s WHERE s.nam = :nam
) g2 CROSS JOIN (
    SELECT COUNT(CASE WHEN s.loai = 'ke_hoach' THEN 1 END) AS vb_ke_hoach, COUNT(CASE WHEN s.loai = 'ke_hoach' AND s.co_chi_tieu THEN 1 END) AS vb_co_chi_tieu, COUNT(CASE WHEN s.loai = 'bao_cao' THEN 1 END) AS vb_bao_cao
    FROM van_ban_don_vi s WHERE s.nam = :nam
) g3 CROSS JOIN (
    SELECT COUNT(*) AS vb_phai_gui
    FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma WHERE u.cap_quan_ly IN ('tinh', 'trung_uong')
        AND (l.cap IN ('huyen', 'xa') OR l.doi_tuong_124 IN ('CQ', 'DN', 'CSGD'))
        AND u.tu_ngay <= date(CAST(:nam AS TEXT) || '-11-30') AND (u.den_ngay IS NULL OR u.den_ngay >= date(CAST(:nam AS TEXT) || '-11-30'))
) g4
