package templates

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"vanthu/pipeline/check"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/stamp"
	"vanthu/pipeline/viet"
	"vanthu/queries"
)

// real are papers of one dossier as offices write it: layout, formulas and order of the decision
// 2871/QĐ-UBND, the proposal 2753/TTr-STP and the minutes 02/BB-STP of a province (2022), with
// names that nobody bears; see testdata/mau-that. They are made by data and choices alone.
var real = []struct{ kind, file, params, number, day string }{
	{"quyet-dinh-khen-thuong", "quyet-dinh", "ngay=2024-10-17 kieu_danh_sach=dong neu_tien=false ten_ubnd=viet-tat ten_danh_sach=ngan ngay_can_cu=ngan " +
		"thi_hanh=Thủ_trưởng_các_cơ_quan,_đơn_vị_liên_quan", "2871", "ngày 17 tháng 10 năm 2024"},
	{"to-trinh-khen-thuong", "to-trinh", "ngay=2024-09-28 co_quan=so-tu-phap kieu_danh_sach=hai-cot ten_danh_sach=ngan ten_ubnd=viet-tat ve_viec=v-v xet_khen=true " +
		"neu_qua_trinh=false neu_tien=false ngay_can_cu=ngan can_cu_dong=mot-cau ngay_loi_van=ngan", "2753", "ngày 28 tháng 9 năm 2024"},
	{"bien-ban-xet-khen-thuong", "bien-ban", "ngay=2024-09-25 co_quan=so-tu-phap kieu_danh_sach=hai-cot neu_vang=true ngay_loi_van=ngan", "02", ""},
}

// TestRealPapers: of the original at most 1 % of the words are missing, and at most 2 % of its
// words are extra.
func TestRealPapers(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	realDossier(t, o)
	for _, c := range real {
		t.Run(c.file, func(t *testing.T) {
			original, err := os.ReadFile("testdata/mau-that/" + c.file + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			params := map[string]string{"nam": "2024", "dot": "giai-doan"}
			for _, p := range strings.Fields(c.params) {
				name, value, _ := strings.Cut(p, "=")
				params[name] = strings.ReplaceAll(value, "_", " ")
				if name != "thi_hanh" {
					params[name] = value
				}
			}
			made := o.make(t, c.kind, params)
			for _, f := range made.Findings {
				if f.Severity == check.Wrong {
					t.Errorf("finding %+v", f)
				}
			}
			late := map[string]string{"so_van_ban": c.number}
			if c.day != "" {
				late["ngay_ban_hanh"] = c.day
			}
			if made.Files[0].Data, err = stamp.Stamp(made.Files[0].Data, late); err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(textOf(t, made), "\u2011", "-")
			want, got := strings.Fields(string(original)), strings.Fields(text)
			missing, extra := differing(want, got), differing(got, want)
			t.Logf("%d words, missing %q, extra %q", len(want), missing, extra)
			if 100*len(missing) > len(want) || 100*len(extra) > 2*len(want) {
				t.Errorf("of %d words %d are missing, %d extra:\n%q\n%q\n%s", len(want), len(missing), len(extra), missing, extra, text)
			}
		})
	}
}

// differing are the words of a that are not in the longest common sequence of a and b.
func differing(a, b []string) (list []string) {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	for i, j := 0, 0; i < len(a); {
		switch {
		case j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case j < len(b) && length[i][j+1] >= length[i+1][j]:
			j++
		default:
			list = append(list, a[i])
			i++
		}
	}
	return list
}

// realDossier enters the dossier's data: agencies, signers, recipients, bases, the round with its
// meeting, who is nominated.
func realDossier(t *testing.T, o *office) {
	t.Helper()
	for _, statement := range []string{
		`INSERT INTO co_quan (ma, loai, la_tap_the, mo_ta) VALUES ('so-tu-phap', 'so_ban_nganh', FALSE, 'Sở Tư pháp'), ('so-noi-vu-cu', 'so_ban_nganh', FALSE, 'Sở Nội vụ')`,
		`INSERT INTO ten_co_quan (co_quan_ma, tu_ngay, ten, ten_ngan, ten_goi, dong_chu_quan, dong_ten, ky_hieu, dia_danh, dia_ban_ma, the_thuc)
			SELECT 'so-tu-phap', '2020-01-01', 'Sở Tư pháp tỉnh Bình Phước', 'Sở Tư pháp', 'Sở Tư pháp', 'UBND TỈNH BÌNH PHƯỚC', 'SỞ TƯ PHÁP', 'STP', 'Bình Phước', dia_ban_ma, 'nd30'
			FROM ten_co_quan WHERE co_quan_ma = 'ubnd-tinh' AND tu_ngay < '2024-10-17' AND (den_ngay IS NULL OR den_ngay > '2024-10-17')`,
		`INSERT INTO ten_co_quan (co_quan_ma, tu_ngay, ten, ten_ngan, ten_goi, dong_chu_quan, dong_ten, ky_hieu, dia_danh, dia_ban_ma, the_thuc)
			SELECT 'so-noi-vu-cu', tu_ngay, 'Sở Nội vụ tỉnh Bình Phước', 'Sở Nội vụ', 'Sở Nội vụ', dong_chu_quan, 'SỞ NỘI VỤ', 'SNV', dia_danh, dia_ban_ma, the_thuc FROM ten_co_quan WHERE co_quan_ma = 'so-tu-phap'`,
		`INSERT INTO nguoi (id, ho_ten, khoa_ten, gioi_tinh) VALUES (90001, 'Lê Giả Giang', 'giang', 'nam'), (90002, 'Đỗ Giả Hải', 'hai', 'nam')`,
		`INSERT INTO nguoi_ky (id, co_quan_ma, nguoi_id, chuc_vu, hinh_thuc, tu_ngay) VALUES (9001, 'so-tu-phap', 90001, 'Giám đốc', 'truong', '2020-01-01'), (9002, 'so-noi-vu-cu', 90002, 'Giám đốc', 'truong', '2020-01-01')`,
		`INSERT INTO nguoi_ky_kieu (nguoi_ky_id, kieu) VALUES (9001, '*'), (9002, '*')`,
		`DELETE FROM noi_nhan WHERE kieu = 'quyet-dinh-khen-thuong'`,
		`INSERT INTO noi_nhan (kieu, co_quan_ma, vai_tro, thu_tu, ten, tu_ngay) VALUES
			('quyet-dinh-khen-thuong', 'ubnd-tinh', 'noi_nhan', 1, 'CT, các PCT UBND tỉnh', '2020-01-01'), ('quyet-dinh-khen-thuong', 'ubnd-tinh', 'noi_nhan', 2, 'Ban TĐKT tỉnh', '2020-01-01'),
			('quyet-dinh-khen-thuong', 'ubnd-tinh', 'luu', 3, 'Lưu: VT, NCVX', '2020-01-01'),
			('to-trinh-khen-thuong', 'so-tu-phap', 'kinh_gui', 1, 'Chủ tịch Ủy ban nhân dân tỉnh', '2020-01-01'),
			('to-trinh-khen-thuong', 'so-tu-phap', 'kinh_gui', 2, 'Hội đồng Thi đua - Khen thưởng tỉnh (qua Sở Nội vụ)', '2020-01-01'),
			('to-trinh-khen-thuong', 'so-tu-phap', 'noi_nhan', 3, 'Như trên', '2020-01-01'), ('to-trinh-khen-thuong', 'so-tu-phap', 'noi_nhan', 4, 'Sở Nội vụ', '2020-01-01'),
			('to-trinh-khen-thuong', 'so-tu-phap', 'noi_nhan', 5, 'Giám đốc, các PGĐ Sở', '2020-01-01'), ('to-trinh-khen-thuong', 'so-tu-phap', 'luu', 6, 'Lưu: VT, VP', '2020-01-01')`,
		`DELETE FROM vien_dan WHERE van_ban_ma = '01/2024/TT-BNV'`,
		`INSERT INTO dot_khen_thuong (id, nam, ma, ten, loai, thanh_tich, hinh_thuc_ma, co_quan_de_nghi_ma, to_trinh_so, to_trinh_ngay, co_quan_tham_dinh_ma, tham_dinh_so, tham_dinh_ngay,
				bien_ban_so, bien_ban_ngay, so_thanh_vien, so_co_mat, ngay_du_kien, gio_hop, gio_xong, noi_hop)
			VALUES (900, 2024, 'giai-doan', 'Tổng kết giai đoạn 2022 - 2024', 'chuyen_de', 'đã có thành tích xuất sắc trong phong trào thi đua “Toàn dân bảo vệ an ninh Tổ quốc” giai đoạn 2022 - 2024',
				'bang-khen-tinh', 'so-tu-phap', '2753/TTr-STP', '2024-09-28', 'so-noi-vu-cu', '1650/TTr-SNV-TĐKT', '2024-10-11', '02/BB-STP', '2024-09-25', 9, 9, '2024-10-17', '14 giờ 00 phút', '15 giờ 30 phút', 'phòng họp Sở Tư pháp')`,
		`INSERT INTO thanh_vien_hop (dot_id, thu_tu, ho_ten, chuc_vu, vai_tro) VALUES (900, 1, 'Lê Giả Giang', 'Giám đốc, Chủ tịch Hội đồng', 'chu_tri'), (900, 2, 'Vũ Thị Giả Hà', 'Chánh Văn phòng, Thư ký Hội đồng', 'thu_ky')`,
	} {
		o.DB.Writer.MustExec(statement)
	}
	const nomination = `INSERT INTO de_nghi_khen_thuong (id, dot_id, loai, nguoi_id, ten, khoa_ten, chuc_vu, noi_cong_tac, doi_tuong_ma, doi_tuong_nhom, hinh_thuc_ma, thanh_tich, don_vi_id,
			co_to_trinh, co_bao_cao, co_bien_ban, so_phieu, trang_thai, thu_tu)
		SELECT ?, 900, ?, ?, ?, ?, ?, NULLIF(?, ''), MIN(ma), nhom, 'bang-khen-tinh', 'Thành tích', (SELECT MIN(id) FROM don_vi), TRUE, TRUE, TRUE, 9, 'duyet', ? FROM doi_tuong_thi_dua WHERE nhom = ? GROUP BY nhom`
	for i, name := range []string{"Phòng Phổ biến giáo dục pháp luật, Sở Tư pháp", "Phòng Tư pháp huyện Lộc Ninh", "Phòng Tư pháp thị xã Bình Long", "Nhân dân và cán bộ xã Thanh An, huyện Hớn Quản", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh"} {
		o.DB.Writer.MustExec(nomination, 9100+i, "tap_the", nil, name, viet.TextKey(name), nil, nil, i+1, "tap_the")
	}
	for i, p := range [][5]string{{"Nguyễn Giả An", "nam", "", "Phó Giám đốc", "Sở Tư pháp"}, {"Lê Thị Giả Bình", "nu", "", "Trưởng phòng Tư pháp huyện Lộc Ninh", ""},
		{"Trần Giả Cường", "nam", "Đại tá", "Chính ủy Bộ Chỉ huy Bộ đội Biên phòng tỉnh", ""}, {"Phạm Giả Dũng", "nam", "", "Trưởng thôn", "thôn 3, xã Thanh An, huyện Hớn Quản"}} {
		o.DB.Writer.MustExec(`INSERT INTO nguoi (id, ho_ten, khoa_ten, gioi_tinh, cap_bac) VALUES (?, ?, ?, ?, NULLIF(?, ''))`, 90100+i, p[0], strconv.Itoa(i), p[1], p[2])
		o.DB.Writer.MustExec(nomination, 9200+i, "ca_nhan", 90100+i, p[0], strconv.Itoa(i), p[3], p[4], i+1, "ca_nhan")
	}
}
