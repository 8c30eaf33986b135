-- Thành viên hội đồng xét khen thưởng của một đợt
-- tham số: nam int, dot text
-- cột: tv_ho_ten text, tv_chuc_vu text, tv_co_mat bool
-- tv_ho_ten: cấp bậc, họ tên: “Đại tá Phạm Giả Định”
-- tv_chuc_vu: chức vụ, vai trò trong hội đồng
-- tv_co_mat: có mặt
SELECT t.ho_ten AS tv_ho_ten, t.chuc_vu AS tv_chuc_vu, t.co_mat AS tv_co_mat
FROM thanh_vien_hop t JOIN dot_khen_thuong d ON d.id = t.dot_id
WHERE d.nam = :nam AND d.ma = :dot
ORDER BY t.thu_tu
