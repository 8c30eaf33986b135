package sample_test

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/sample"
	"vanthu/pipeline/viet"
	"vanthu/queries"
)

// TestFill fills a database of each kind once and looks at what it holds.
func TestFill(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
			t.Fatal(err)
		}
		for name, check := range map[string]func(t *testing.T, d *db.DB){
			"offices work on working days": checkWorkdays,
			"counts":                       checkCounts, "laws": checkLaws, "people in order": checkOrder,
			"prose": checkProse, "not twice": checkRefusal, "ids go on": checkIDs,
		} {
			t.Run(name, func(t *testing.T) { check(t, d) })
		}
	})
}

func one(t *testing.T, d *db.DB, sql string) (n int64) {
	t.Helper()
	if err := d.Reader.GetContext(t.Context(), &n, sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return n
}

// checkWorkdays holds that what offices did, they did on days on which they are open.
func checkWorkdays(t *testing.T, d *db.DB) {
	days := func(sql string) (list []string) {
		t.Helper()
		if err := d.Reader.SelectContext(t.Context(), &list, sql); err != nil {
			t.Fatal(err)
		}
		return list
	}
	off := days("SELECT CAST(ngay AS TEXT) FROM lich_nghi WHERE NOT lam_viec")
	for _, column := range []string{"kiem_tra.ngay", "van_ban_don_vi.ngay_van_ban", "van_ban_don_vi.ngay_nhan", "mo_hinh.ngay_ra_mat", "mo_hinh.quyet_dinh_ngay",
		"de_nghi_khen_thuong.ngay_nhan", "dot_khen_thuong.bien_ban_ngay", "dot_khen_thuong.ngay_du_kien", "cong_nhan_don_vi.quyet_dinh_ngay"} {
		table, name, _ := strings.Cut(column, ".")
		of := days("SELECT DISTINCT CAST(" + name + " AS TEXT) FROM " + table + " WHERE " + name + " IS NOT NULL")
		for _, day := range of {
			at, err := time.Parse(time.DateOnly, day[:len(time.DateOnly)])
			if err != nil || at.Weekday() == time.Saturday || at.Weekday() == time.Sunday || slices.Contains(off, day) {
				t.Errorf("%s: %s is a day off: %v", column, day, err)
			}
		}
		if len(of) == 0 {
			t.Errorf("%s has no day", column)
		}
	}
}

func checkCounts(t *testing.T, d *db.DB) {
	of := func(period, kind, state string) string {
		return "SELECT count(*) FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id WHERE d.nam = 2024 AND d.ma = '" +
			period + "' AND n.loai = '" + kind + "'" + state
	}
	const passed = " AND n.trang_thai = 'duyet'"
	for sql, want := range map[string]int64{
		"SELECT count(*) FROM don_vi WHERE loai_ma IN ('huyen', 'thi_xa', 'thanh_pho')":                       11,
		"SELECT count(*) FROM don_vi WHERE loai_ma IN ('xa', 'phuong', 'thi_tran') AND cap_quan_ly = 'huyen'": 111,
		"SELECT count(*) FROM don_vi WHERE loai_ma = 'khu_dan_cu'":                                            860,
		"SELECT count(*) FROM don_vi WHERE loai_ma IN ('xa', 'phuong') AND tu_ngay = '2025-07-01'":            95,
		"SELECT count(*) FROM don_vi WHERE loai_ma = 'phuong' AND tu_ngay = '2025-07-01'":                     23,
		of("tong-ket", "tap_the", ""):                                                           40,
		of("tong-ket", "ca_nhan", ""):                                                           60,
		of("tong-ket", "ho_gia_dinh", ""):                                                       5,
		of("tong-ket", "tap_the", passed):                                                       38,
		of("tong-ket", "ca_nhan", passed):                                                       57,
		of("ngay-hoi", "tap_the", ""):                                                           0,
		of("ngay-hoi", "ca_nhan", passed):                                                       8,
		of("ngay-hoi", "ho_gia_dinh", passed):                                                   2,
		"SELECT count(*) FROM mo_hinh_nam WHERE nam = 2023 AND xep_loai <> 'giai_the'":          401,
		"SELECT count(*) FROM mo_hinh_nam WHERE nam = 2024 AND xep_loai <> 'giai_the'":          426,
		"SELECT count(*) FROM mo_hinh_nam WHERE nam = 2024 AND xep_loai = 'giai_the'":           21,
		"SELECT count(*) FROM co_so_du_lieu WHERE so_lieu_mau":                                  1,
		"SELECT count(*) FROM nguoi WHERE NOT mau":                                              0,
		"SELECT count(*) FROM de_nghi_khen_thuong WHERE NOT mau":                                0,
		"SELECT CAST(sum(dat) AS BIGINT) FROM cong_nhan WHERE nam = 2024 AND doi_tuong = 'KDC'": 812,
		"SELECT CAST(sum(so_buoi) AS BIGINT) FROM tuyen_truyen WHERE nam = 2024":                16214,
	} {
		if got := one(t, d, sql); got != want {
			t.Errorf("%s: %d, want %d", sql, got, want)
		}
	}
}

// checkLaws runs statements that must find nothing.
func checkLaws(t *testing.T, d *db.DB) {
	for name, sql := range map[string]string{
		"a total of khu dân cư or communes is not the number of units judged": `
			SELECT count(*) FROM cong_nhan c JOIN don_vi h ON h.id = c.don_vi_id WHERE c.nam = 2024 AND c.doi_tuong IN ('KDC', 'XA')
			AND (c.tong, c.dang_ky, c.dat) <> (SELECT count(*), count(CASE WHEN r.dang_ky THEN 1 END), count(CASE WHEN r.dat THEN 1 END)
				FROM cong_nhan_don_vi r JOIN don_vi u ON u.id = r.don_vi_id JOIN loai_don_vi l ON l.ma = u.loai_ma LEFT JOIN don_vi x ON x.id = u.cap_tren_id
				WHERE r.nam = 2024 AND l.doi_tuong_124 = c.doi_tuong AND COALESCE(CASE WHEN l.ma = 'khu_dan_cu' THEN x.cap_tren_id ELSE u.cap_tren_id END, 0) = h.id)`,
		"classified is not what was judged": `
			SELECT count(*) FROM phan_loai p JOIN cong_nhan c USING (nam, don_vi_id, doi_tuong) WHERE p.tong <> c.tong`,
		"a level does not fit its points": `
			SELECT count(*) FROM phan_loai_don_vi p JOIN muc_phan_loai m ON m.ma = p.muc_ma WHERE p.diem NOT BETWEEN m.diem_tu AND m.diem_den`,
		"a recognised commune has a khu dân cư that did not register": `
			SELECT count(*) FROM cong_nhan_don_vi x JOIN don_vi k ON k.cap_tren_id = x.don_vi_id JOIN cong_nhan_don_vi r ON r.don_vi_id = k.id
			WHERE x.dat AND NOT r.dang_ky`,
		"an awarded commune was not recognised": `
			SELECT count(*) FROM de_nghi_khen_thuong n JOIN cong_nhan_don_vi r ON r.don_vi_id = n.tap_the_id WHERE n.trang_thai = 'duyet' AND NOT r.dat`,
		"too few awarded collectives are units that were judged": `
			SELECT CASE WHEN count(*) > 15 THEN 0 ELSE 1 END FROM de_nghi_khen_thuong n JOIN cong_nhan_don_vi r ON r.don_vi_id = n.tap_the_id WHERE n.trang_thai = 'duyet'`,
		"a person who is nominated belongs to no unit": `
			SELECT count(*) FROM nguoi p JOIN de_nghi_khen_thuong n ON n.nguoi_id = p.id WHERE p.don_vi_id IS NULL AND n.noi_cong_tac NOT LIKE '%Ví Dụ' AND n.noi_cong_tac NOT LIKE '%Minh Họa%'`,
		"an awarded sender has no plan or no report": `
			SELECT count(*) FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN don_vi u ON u.id = n.don_vi_id
			WHERE d.nam = 2024 AND u.loai_ma <> 'cong_an' AND (SELECT count(*) FROM van_ban_don_vi v WHERE v.nam = 2024 AND v.don_vi_id = u.id) < 2`,
		"more teams than khu dân cư": `SELECT count(*) FROM luc_luong l JOIN dac_diem d USING (nam, don_vi_id) WHERE l.so_to <> d.so_khu_dan_cu`,
		"a Ngày hội in more khu dân cư than there are": `
			SELECT count(*) FROM ngay_hoi n JOIN dac_diem d USING (nam, don_vi_id) WHERE n.khu_dan_cu > d.so_khu_dan_cu`,
		"at most 20 of 100 teams are excellent": `SELECT count(*) FROM luc_luong WHERE to_xuat_sac * 5 > so_to + 5`,
		"a model launched after its year":       `SELECT count(*) FROM mo_hinh m JOIN mo_hinh_nam n ON n.mo_hinh_id = m.id WHERE n.nam = 2023 AND m.ngay_ra_mat > '2023-12-31'`,
		"a nomination without its last step": `
			SELECT count(*) FROM de_nghi_khen_thuong n WHERE NOT EXISTS (SELECT 1 FROM tham_dinh t WHERE t.de_nghi_id = n.id AND t.ket_qua = n.trang_thai)`,
		"more nominated than allotted": `
			SELECT count(*) FROM chi_tieu_khen_thuong c WHERE c.tap_the < (SELECT count(*) FROM de_nghi_khen_thuong n
			WHERE n.dot_id = c.dot_id AND n.don_vi_id = c.don_vi_id AND n.loai = 'tap_the')`,
		"a unit of three-level government lives on": `
			SELECT count(*) FROM don_vi WHERE loai_ma IN ('huyen', 'thi_xa', 'thanh_pho', 'thi_tran') AND (den_ngay IS NULL OR den_ngay > '2025-06-30')`,
		"a commune without khu dân cư": `
			SELECT count(*) FROM don_vi x WHERE x.cap_quan_ly = 'huyen' AND NOT EXISTS (SELECT 1 FROM don_vi k WHERE k.cap_tren_id = x.id)`,
		"a person works nowhere in print": `SELECT count(*) FROM de_nghi_khen_thuong WHERE loai <> 'tap_the' AND (noi_cong_tac IS NULL OR loai = 'ca_nhan' AND chuc_vu IS NULL)`,
	} {
		if n := one(t, d, sql); n != 0 {
			t.Errorf("%s: %d", name, n)
		}
	}
}

// checkOrder compares the order of the stored keys with the order of names that the
// field expects: tên, họ, đệm.
func checkOrder(t *testing.T, d *db.DB) {
	var got []string
	err := d.Reader.SelectContext(t.Context(), &got, `SELECT n.ten FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id
		WHERE d.nam = 2024 AND d.ma = 'tong-ket' AND n.loai = 'ca_nhan' ORDER BY n.khoa_ten, n.id`)
	if err != nil {
		t.Fatal(err)
	}
	head := "Nguyễn Văn An; Bùi Văn Anh; Nguyễn Văn Anh; Nguyễn Thị Ánh; Trần Thị Ánh; Lê Ân; Phạm Văn Ấn; Nguyễn Thị Bình; Đặng Văn Bính; Nguyễn Thị Dung; Nguyễn Văn Dũng; Điểu Dương; Điểu; Hoàng Văn Đức; Điểu Đương"
	if all := strings.Join(got, "; "); !strings.HasPrefix(all, head) {
		t.Errorf("the list begins %.300s\nwant %s", all, head)
	}
	if !slices.IsSortedFunc(got, func(a, b string) int { return strings.Compare(viet.NameKey(a), viet.NameKey(b)) }) {
		t.Error("the stored keys are not those of the names")
	}
}

func checkProse(t *testing.T, d *db.DB) {
	for _, agency := range []string{"cong-an-tinh", "ubnd-tinh"} {
		missing := one(t, d, `SELECT count(*) FROM muc_loi_van m WHERE m.kieu = 'bao-cao-tong-ket' AND NOT EXISTS (SELECT 1 FROM loi_van l
			WHERE l.kieu = m.kieu AND l.muc = m.muc AND l.ky = '2024' AND l.co_quan_ma = '`+agency+`' AND l.da_sua AND l.noi_dung <> '')`)
		if missing != 0 {
			t.Errorf("%s: %d sections without prose", agency, missing)
		}
	}
	var texts []string
	if err := d.Reader.SelectContext(t.Context(), &texts, "SELECT noi_dung FROM loi_van UNION SELECT ten FROM de_nghi_khen_thuong UNION SELECT ten FROM don_vi"); err != nil {
		t.Fatal(err)
	}
	for _, s := range texts {
		if viet.Clean(s) != s || strings.Contains(s, "  ") {
			t.Errorf("not clean: %.80q", s)
		}
	}
}

func checkRefusal(t *testing.T, d *db.DB) {
	before := one(t, d, "SELECT count(*) FROM don_vi")
	if err := sample.Fill(t.Context(), d, sample.Choice{}); !errors.Is(err, sample.ErrNotEmpty) {
		t.Errorf("second fill: %v, want ErrNotEmpty", err)
	}
	if after := one(t, d, "SELECT count(*) FROM don_vi"); after != before {
		t.Errorf("a refused fill left %d units, %d before", after, before)
	}
}

// checkIDs proves that the next row of an office gets an id of its own.
func checkIDs(t *testing.T, d *db.DB) {
	err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
		_, err := tx.Exec("INSERT INTO nguoi (ho_ten, khoa_ten, gioi_tinh) VALUES ('Mới', 'x', 'nam')")
		return errors.Join(err, errUndo)
	})
	if err.Error() != errUndo.Error() {
		t.Error(err)
	}
}

var errUndo = errors.New("undo")

// TestChoice: enterprises of numbered names come on top of the sample, as many as were asked for and no more than
// the limit; a database to practise in says so.
func TestChoice(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	for _, scale := range []int{-1, sample.MaxScale + 1} {
		if err := sample.Fill(t.Context(), d, sample.Choice{Scale: scale}); err == nil || one(t, d, "SELECT count(*) FROM don_vi") != 0 {
			t.Errorf("%d units more: %v", scale, err)
		}
	}
	if err := sample.Fill(t.Context(), d, sample.Choice{Practice: true, Scale: 3}); err != nil {
		t.Fatal(err)
	}
	for sql, want := range map[string]int64{
		"SELECT count(*) FROM co_so_du_lieu WHERE so_lieu_mau AND thuc_hanh": 1,
		"SELECT count(*) FROM don_vi":                                        1151 + 3,
		`SELECT count(*) FROM don_vi WHERE ten = 'Công ty mẫu số 0003' AND ma = 'tinh.so-0003' AND thu_tu = 1002 AND quy_mo = 'vua' AND mau
			AND cap_quan_ly = 'tinh' AND dia_ban_ma = 'binh-phuoc'`: 1,
	} {
		if got := one(t, d, sql); got != want {
			t.Errorf("%s: %d, want %d", sql, got, want)
		}
	}
}

// TestFillLeavesNothingHalfDone makes the last steps fail.
func TestFillLeavesNothingHalfDone(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	if _, err := d.Writer.Exec("DROP TABLE thanh_vien_nhom"); err != nil {
		t.Fatal(err)
	}
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err == nil || !strings.Contains(err.Error(), "thanh_vien_nhom") {
		t.Errorf("error %v, want one that names the table", err)
	}
	if n := one(t, d, "SELECT count(*) FROM don_vi"); n != 0 {
		t.Errorf("%d units are left", n)
	}
}

// TestFillGivesTheKnownRows holds what a fill writes against the record, so that two fills hold the
// same rows and a change of any figure shows in review.
func TestFillGivesTheKnownRows(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	before := contents(t, d)
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, line := range contents(t, d) {
		if !slices.Contains(before, line) { // what came with the migrations is none of the sample's
			b.WriteString(line + "\n")
		}
	}
	const path = "testdata/rows.txt"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != string(want) {
		lines := strings.Split(string(want), "\n")
		for line := range strings.Lines(got) {
			if line = strings.TrimSuffix(line, "\n"); !slices.Contains(lines, line) {
				t.Errorf("not in the record: %s", line)
			}
		}
		t.Errorf("the sample is not that of %s (go test ./pipeline/sample -update writes it anew)", path)
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

// contents has a line for every column that holds values, of every table but those of the migrations' own: how many values there
// are, how many different ones, the least and the greatest, and a checksum of all in the order of the rows.
func contents(t *testing.T, d *db.DB) (lines []string) {
	t.Helper()
	var tables []string
	if err := d.Reader.SelectContext(t.Context(), &tables, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' ORDER BY name"); err != nil {
		t.Fatal(err)
	}
	for _, name := range tables {
		rows, err := d.Reader.QueryxContext(t.Context(), "SELECT * FROM "+name+" ORDER BY 1, 2")
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		values := make([][]any, len(columns))
		for rows.Next() {
			row, err := rows.SliceScan()
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range row {
				values[i] = append(values[i], v)
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
		for i, column := range columns {
			if slices.ContainsFunc(values[i], func(v any) bool { return v != nil }) {
				lines = append(lines, name+"."+column+": "+summary(values[i]))
			}
		}
	}
	return lines
}

// summary describes the values of a column, of which there is one at least; NULL counts in the checksum alone.
func summary(values []any) string {
	sum := crc32.NewIEEE()
	var present []any
	different := map[any]bool{}
	for _, v := range values {
		if day, ok := v.(time.Time); ok {
			v = day.Format("2006-01-02")
		}
		fmt.Fprintf(sum, "%v\n", v)
		if v != nil {
			present = append(present, v)
			different[v] = true
		}
	}
	order := func(a, b any) int {
		if n, ok := a.(int64); ok {
			return cmp.Compare(n, b.(int64))
		}
		return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
	}
	return fmt.Sprintf("%d values, %d different, %.40q to %.40q, %08x", len(present), len(different),
		fmt.Sprint(slices.MinFunc(present, order)), fmt.Sprint(slices.MaxFunc(present, order)), sum.Sum32())
}

func BenchmarkFill(b *testing.B) {
	for range b.N {
		b.StopTimer()
		d := dbtest.SQLite(b, queries.Schema())
		b.StartTimer()
		if err := sample.Fill(b.Context(), d, sample.Choice{}); err != nil {
			b.Fatal(err)
		}
	}
}
