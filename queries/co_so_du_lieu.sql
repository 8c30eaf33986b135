-- Cơ sở dữ liệu có chứa số liệu mẫu hay không
-- cột: so_lieu_mau bool
-- (một dòng)
SELECT so_lieu_mau FROM co_so_du_lieu
