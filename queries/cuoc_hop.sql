-- Cuộc họp hội đồng xét khen thưởng của một đợt
-- tham số: nam int, dot text
-- cột: gio_hop text?, gio_xong text?, noi_hop text?, chu_tri text?, chu_tri_chuc_vu text?, thu_ky text?, thu_ky_chuc_vu text?, hop_vang int, phieu_chung int?, ty_le_phieu int?
-- gio_hop: giờ bắt đầu: “08 giờ 00 phút”
-- gio_xong: giờ kết thúc
-- noi_hop: địa điểm: “Phòng họp số 2, trụ sở Công an tỉnh”
-- chu_tri: người chủ trì, cấp bậc ở trước: “Đại tá Nguyễn Văn A”
-- chu_tri_chuc_vu: chức vụ của người chủ trì
-- thu_ky: thư ký, cấp bậc ở trước: “Thiếu tá Trần Thị B”
-- thu_ky_chuc_vu: chức vụ của thư ký
-- hop_vang: số thành viên vắng mặt
-- phieu_chung: số phiếu đồng ý khi mọi trường hợp được số phiếu như nhau, không thì trống
-- ty_le_phieu: tỷ lệ của số phiếu ấy trên số thành viên có mặt, %: “100”
-- (một dòng)
SELECT d.gio_hop, d.gio_xong, d.noi_hop,
    (SELECT MIN(t.ho_ten) FROM thanh_vien_hop t WHERE t.dot_id = d.id AND t.vai_tro = 'chu_tri') AS chu_tri, (SELECT MIN(t.chuc_vu) FROM thanh_vien_hop t WHERE t.dot_id = d.id AND t.vai_tro = 'chu_tri') AS chu_tri_chuc_vu,
    (SELECT MIN(t.ho_ten) FROM thanh_vien_hop t WHERE t.dot_id = d.id AND t.vai_tro = 'thu_ky') AS thu_ky, (SELECT MIN(t.chuc_vu) FROM thanh_vien_hop t WHERE t.dot_id = d.id AND t.vai_tro = 'thu_ky') AS thu_ky_chuc_vu,
    COALESCE(d.so_thanh_vien - d.so_co_mat, 0) AS hop_vang, v.phieu AS phieu_chung, CASE WHEN d.so_co_mat > 0 THEN v.phieu * 100 / d.so_co_mat END AS ty_le_phieu
FROM dot_khen_thuong d LEFT JOIN (
    SELECT n.dot_id, CASE WHEN COUNT(n.so_phieu) = COUNT(*) AND MIN(n.so_phieu) = MAX(n.so_phieu) THEN MIN(n.so_phieu) END AS phieu
    FROM de_nghi_khen_thuong n
    WHERE n.trang_thai <> 'tra_ho_so'
    GROUP BY n.dot_id
) v ON v.dot_id = d.id
WHERE d.nam = :nam AND d.ma = :dot
