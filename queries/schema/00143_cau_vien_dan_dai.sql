-- Câu viện dẫn viết ngày dài thì văn bản được dẫn trong câu ấy cũng viết ngày dài.
-- +goose Up
DROP VIEW cau_vien_dan;
CREATE VIEW cau_vien_dan AS
WITH RECURSIVE chu AS (
    SELECT v.ma, v.dan_ma, v.dan_cach, v.trich_yeu, v.noi_tu, v.thieu_so_goc, l.ten,
        v.loai_ma IN ('luat', 'phap-lenh') AS la_luat,
        CASE WHEN v.in_so THEN v.so_ky_hieu END AS so,
        COALESCE(v.dan_cach_goc, v.dan_cach) AS dan_cach_goc,
        COALESCE(v.trich_yeu_goc, v.trich_yeu) AS trich_yeu_goc,
        CAST(v.ngay AS TEXT) AS n, CAST(COALESCE(v.ngay_goc, v.ngay) AS TEXT) AS n_goc,
        COALESCE(' của ' || v.co_quan || COALESCE(' ' || v.khoa_dang, ''), '') AS cua,
        COALESCE(' của ' || COALESCE(v.co_quan_goc, v.co_quan) || COALESCE(' ' || COALESCE(v.khoa_dang_goc, v.khoa_dang), ''), '') AS cua_goc,
        COALESCE(' ' || v.trich_yeu_sau, '') AS sau
    FROM van_ban_phap_ly v JOIN loai_van_ban l ON l.ma = v.loai_ma
), ngay AS (
    SELECT chu.*,
        COALESCE(' ngày ' || substr(n, 9, 2) || '/' || CASE WHEN substr(n, 6, 2) BETWEEN '03' AND '09' THEN substr(n, 7, 1) ELSE substr(n, 6, 2) END || '/' || substr(n, 1, 4), '') AS ngan,
        COALESCE(' ngày ' || substr(n_goc, 9, 2) || '/' || CASE WHEN substr(n_goc, 6, 2) BETWEEN '03' AND '09' THEN substr(n_goc, 7, 1) ELSE substr(n_goc, 6, 2) END || '/' || substr(n_goc, 1, 4), '') AS ngan_goc,
        COALESCE(' ngày ' || substr(n, 9, 2) || ' tháng ' || CASE WHEN substr(n, 6, 2) BETWEEN '03' AND '09' THEN substr(n, 7, 1) ELSE substr(n, 6, 2) END || ' năm ' || substr(n, 1, 4), '') AS dai
    FROM chu
), ghep AS (
    SELECT ma, dan_ma, dan_cach, dan_cach_goc, sau,
        CASE WHEN la_luat THEN ten || COALESCE(' ' || trich_yeu, '') ELSE ten || COALESCE(' số ' || so, '') END AS rut_gon,
        CASE WHEN la_luat THEN ten || COALESCE(' ' || trich_yeu_goc, '')
             ELSE ten || COALESCE(CASE WHEN thieu_so_goc THEN ' ' ELSE ' số ' END || so, '') END AS rut_gon_goc,
        ngan || CASE WHEN la_luat THEN '' ELSE cua END AS ngan,
        ngan_goc || CASE WHEN la_luat THEN '' ELSE cua_goc END AS ngan_goc,
        dai || CASE WHEN la_luat THEN '' ELSE cua END AS dai,
        CASE WHEN la_luat THEN '' ELSE COALESCE(' ' || noi_tu, '') || COALESCE(' ' || trich_yeu, '') END AS ve,
        CASE WHEN la_luat THEN '' ELSE COALESCE(' ' || noi_tu, '') || COALESCE(' ' || trich_yeu_goc, '') END AS ve_goc
    FROM ngay
), cau AS (
    SELECT ma, rut_gon, rut_gon_goc,
        rut_gon || ngan AS khong, rut_gon_goc || ngan_goc AS khong_goc, rut_gon || dai AS khong_dai,
        rut_gon || ngan || ve AS cau, rut_gon_goc || ngan_goc || ve_goc AS cau_goc, rut_gon || dai || ve AS cau_dai
    FROM ghep WHERE dan_ma IS NULL
    UNION ALL
    SELECT g.ma, g.rut_gon, g.rut_gon_goc,
        g.rut_gon || g.ngan, g.rut_gon_goc || g.ngan_goc, g.rut_gon || g.dai,
        g.rut_gon || g.ngan || g.ve || ' ' || CASE g.dan_cach WHEN 'rut_gon' THEN c.rut_gon WHEN 'khong_trich_yeu' THEN c.khong ELSE c.cau END || g.sau,
        g.rut_gon_goc || g.ngan_goc || g.ve_goc || ' ' || CASE g.dan_cach_goc WHEN 'rut_gon' THEN c.rut_gon_goc WHEN 'khong_trich_yeu' THEN c.khong_goc ELSE c.cau_goc END || g.sau,
        g.rut_gon || g.dai || g.ve || ' ' || CASE g.dan_cach WHEN 'rut_gon' THEN c.rut_gon WHEN 'khong_trich_yeu' THEN c.khong_dai ELSE c.cau_dai END || g.sau
    FROM ghep g JOIN cau c ON c.ma = g.dan_ma
)
SELECT ma, rut_gon, cau, cau_goc, cau_dai FROM cau;

-- +goose Down
DROP VIEW cau_vien_dan;
CREATE VIEW cau_vien_dan AS
WITH RECURSIVE chu AS (
    SELECT v.ma, v.dan_ma, v.dan_cach, v.trich_yeu, v.noi_tu, v.thieu_so_goc, l.ten,
        v.loai_ma IN ('luat', 'phap-lenh') AS la_luat,
        CASE WHEN v.in_so THEN v.so_ky_hieu END AS so,
        COALESCE(v.dan_cach_goc, v.dan_cach) AS dan_cach_goc,
        COALESCE(v.trich_yeu_goc, v.trich_yeu) AS trich_yeu_goc,
        CAST(v.ngay AS TEXT) AS n, CAST(COALESCE(v.ngay_goc, v.ngay) AS TEXT) AS n_goc,
        COALESCE(' của ' || v.co_quan || COALESCE(' ' || v.khoa_dang, ''), '') AS cua,
        COALESCE(' của ' || COALESCE(v.co_quan_goc, v.co_quan) || COALESCE(' ' || COALESCE(v.khoa_dang_goc, v.khoa_dang), ''), '') AS cua_goc,
        COALESCE(' ' || v.trich_yeu_sau, '') AS sau
    FROM van_ban_phap_ly v JOIN loai_van_ban l ON l.ma = v.loai_ma
), ngay AS (
    SELECT chu.*,
        COALESCE(' ngày ' || substr(n, 9, 2) || '/' || CASE WHEN substr(n, 6, 2) BETWEEN '03' AND '09' THEN substr(n, 7, 1) ELSE substr(n, 6, 2) END || '/' || substr(n, 1, 4), '') AS ngan,
        COALESCE(' ngày ' || substr(n_goc, 9, 2) || '/' || CASE WHEN substr(n_goc, 6, 2) BETWEEN '03' AND '09' THEN substr(n_goc, 7, 1) ELSE substr(n_goc, 6, 2) END || '/' || substr(n_goc, 1, 4), '') AS ngan_goc,
        COALESCE(' ngày ' || substr(n, 9, 2) || ' tháng ' || CASE WHEN substr(n, 6, 2) BETWEEN '03' AND '09' THEN substr(n, 7, 1) ELSE substr(n, 6, 2) END || ' năm ' || substr(n, 1, 4), '') AS dai
    FROM chu
), ghep AS (
    SELECT ma, dan_ma, dan_cach, dan_cach_goc, sau,
        CASE WHEN la_luat THEN ten || COALESCE(' ' || trich_yeu, '') ELSE ten || COALESCE(' số ' || so, '') END AS rut_gon,
        CASE WHEN la_luat THEN ten || COALESCE(' ' || trich_yeu_goc, '')
             ELSE ten || COALESCE(CASE WHEN thieu_so_goc THEN ' ' ELSE ' số ' END || so, '') END AS rut_gon_goc,
        ngan || CASE WHEN la_luat THEN '' ELSE cua END AS ngan,
        ngan_goc || CASE WHEN la_luat THEN '' ELSE cua_goc END AS ngan_goc,
        dai || CASE WHEN la_luat THEN '' ELSE cua END AS dai,
        CASE WHEN la_luat THEN '' ELSE COALESCE(' ' || noi_tu, '') || COALESCE(' ' || trich_yeu, '') END AS ve,
        CASE WHEN la_luat THEN '' ELSE COALESCE(' ' || noi_tu, '') || COALESCE(' ' || trich_yeu_goc, '') END AS ve_goc
    FROM ngay
), cau AS (
    SELECT ma, rut_gon, rut_gon_goc,
        rut_gon || ngan AS khong, rut_gon_goc || ngan_goc AS khong_goc,
        rut_gon || ngan || ve AS cau, rut_gon_goc || ngan_goc || ve_goc AS cau_goc, rut_gon || dai || ve AS cau_dai
    FROM ghep WHERE dan_ma IS NULL
    UNION ALL
    SELECT g.ma, g.rut_gon, g.rut_gon_goc,
        g.rut_gon || g.ngan, g.rut_gon_goc || g.ngan_goc,
        g.rut_gon || g.ngan || g.ve || ' ' || CASE g.dan_cach WHEN 'rut_gon' THEN c.rut_gon WHEN 'khong_trich_yeu' THEN c.khong ELSE c.cau END || g.sau,
        g.rut_gon_goc || g.ngan_goc || g.ve_goc || ' ' || CASE g.dan_cach_goc WHEN 'rut_gon' THEN c.rut_gon_goc WHEN 'khong_trich_yeu' THEN c.khong_goc ELSE c.cau_goc END || g.sau,
        g.rut_gon || g.dai || g.ve || ' ' || CASE g.dan_cach WHEN 'rut_gon' THEN c.rut_gon WHEN 'khong_trich_yeu' THEN c.khong ELSE c.cau END || g.sau
    FROM ghep g JOIN cau c ON c.ma = g.dan_ma
)
SELECT ma, rut_gon, cau, cau_goc, cau_dai FROM cau;
