package intake

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// ownOffice is a workbook of an office with all that a first decision needs.
var ownOffice = cells{
	"Tỉnh":            {"B5": "thành phố", "C5": "Thành phố Yên Hà"},
	"Cơ quan":         {"C7": "CATP", "C9": "UBND", "D9": "NC"},
	"Đơn vị":          {"B5": "Xã Bình Minh", "C5": "Xã", "B6": "Ấp 1", "C6": "Khu dân cư", "D6": "Xã Bình Minh"},
	"Người ký":        {"B5": "Ủy ban nhân dân tỉnh (thành phố)", "C5": "Trần Văn Bình", "D5": "Nam", "F5": "Phó Chủ tịch", "G5": "KT. (cấp phó ký thay)", "H5": "Quyết định"},
	"Nơi nhận":        {"B5": "Quyết định", "C5": "Ủy ban nhân dân tỉnh (thành phố)", "D5": "Nơi nhận", "E5": "Như Điều 3", "B6": "Quyết định", "C6": "Ủy ban nhân dân tỉnh (thành phố)", "D6": "Nơi nhận", "E6": "Sở Nội vụ", "F6": 3},
	"Sổ văn bản":      {"B5": "Ủy ban nhân dân tỉnh (thành phố)", "C5": "Sổ chung", "D5": "Chương trình"},
	"Phong trào":      {"B5": "Giữ vững an ninh, trật tự"},
	"Kỳ báo cáo":      {"C9": "15/11/2025", "D9": "14/11/2026"},
	"Đợt khen thưởng": {"B5": "Tổng kết năm 2026", "C5": "Tổng kết", "D5": "Bằng khen UBND tỉnh", "Q5": "20/12/2026"},
	"Danh sách khen": {"B5": "Cá nhân", "C5": "Điểu Đức Hòa", "D5": "Nam", "H5": "Thành viên lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", "I5": "Bình Minh", "L5": "Có", "M5": "Khen",
		"B6": "Tập thể", "C6": "Ấp 1", "H6": "Tập thể nhân dân và cán bộ xã, phường, thị trấn", "I6": "Xã Bình Minh", "L6": "Không", "M6": "Không khen", "N6": "Thiếu biên bản"},
}

// setUp takes the workbook of an office in.
func setUp(t *testing.T, d *db.DB, data []byte) *Result {
	t.Helper()
	return setUpOf(t, d, data, decisionKind)
}

// setUpAny is setUp of an office that has a kind that any agency issues.
func setUpAny(t *testing.T, d *db.DB, data []byte) *Result {
	t.Helper()
	return setUpOf(t, d, data, anyKind)
}

func setUpOf(t *testing.T, d *db.DB, data []byte, kinds []Kind) *Result {
	t.Helper()
	r := Request{Name: "o.xlsx", Data: data, Actor: "lan", At: noon, Kinds: kinds}
	got, err := Workbooks{DB: d, Forms: FS()}.Office(t.Context(), r, func(*sqlx.Tx, *Result) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return got
}

var decisionKind = []Kind{
	{"quyet-dinh-khen-thuong", "Quyết định", "ubnd-tinh", true, true},
	{"ke-hoach", "Kế hoạch", "ubnd-tinh", true, true},
	{"to-trinh", "Tờ trình", "so-noi-vu", true, true}, // of an agency that this office does not have
}

// An office comes from one workbook, the same file changes nothing, a changed one updates.
func TestOfficeOfOnesOwn(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		var b bytes.Buffer
		if err := (Workbooks{DB: d, Forms: FS()}).OfficeWorkbook(t.Context(), 2026, decisionKind, &b); err != nil {
			t.Fatal(err)
		}
		data := fill(t, b.Bytes(), ownOffice)
		got := setUp(t, d, data)
		if got.Refused() || got.ID == 0 || len(got.Books) != 1 || got.Books[0].Source != "trong" {
			t.Fatalf("%+v", got)
		}
		for query, want := range map[string]int{
			`SELECT COUNT(*) FROM dia_ban WHERE ma = 'yen-ha' AND ten = 'Yên Hà' AND loai = 'thanh_pho_tw' AND trang_thai = 'chua_kiem_chung'`:                 1,
			`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'ubnd-tinh' AND ten = 'Ủy ban nhân dân thành phố Yên Hà' AND dia_danh = 'Yên Hà'`:             1,
			`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'bo-cong-an'`:                                                                                 1,
			`SELECT COUNT(*) FROM don_vi WHERE ma = 'binh-minh.ap-1' AND cap_quan_ly = 'xa'`:                                                                   1,
			`SELECT COUNT(*) FROM nguoi_ky k JOIN nguoi_ky_kieu q ON q.nguoi_ky_id = k.id WHERE k.thay_cho = 'Chủ tịch' AND q.kieu = 'quyet-dinh-khen-thuong'`: 1,
			`SELECT COUNT(*) FROM noi_nhan WHERE thu_tu = 2 AND so_ban = 3 AND in_so_ban`:                                                                      1,
			`SELECT COUNT(*) FROM ky_so_lieu WHERE nam = 2026`:                                                                                                 18,
			`SELECT COUNT(*) FROM ky_so_lieu WHERE den_ngay = '2026-11-14'`:                                                                                    1,
			`SELECT COUNT(*) FROM dot_khen_thuong WHERE ma = 'tong-ket' AND thanh_tich LIKE '%theo chuyên đề%'`:                                                1,
			`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE trang_thai = 'duyet'`:                                                                              1,
			`SELECT COUNT(*) FROM tham_dinh WHERE ket_qua = 'khong_duyet' AND ly_do = 'Thiếu biên bản'`:                                                        1,
		} {
			if n := count(t, d, query); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
		changes := count(t, d, `SELECT COUNT(*) FROM import_changes`)
		if again := setUp(t, d, data); again.ID != 0 || count(t, d, `SELECT COUNT(*) FROM import_changes`) != changes {
			t.Errorf("the same file changed something: %+v", again)
		}
		next := setUp(t, d, fill(t, data, cells{
			"Danh sách khen": {"L6": "Có", "M6": "Khen", "N6": nil},
			"Nơi nhận":       {"B6": nil, "C6": nil, "D6": nil, "E6": nil, "F6": nil},
		}))
		if next.Refused() || count(t, d, `SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE trang_thai = 'duyet'`) != 2 || count(t, d, `SELECT COUNT(*) FROM noi_nhan`) != 1 {
			t.Errorf("%+v", next)
		}
		wrong := setUp(t, d, fill(t, data, cells{"Danh sách khen": {"D5": nil, "I6": "Xã Không Có", "L6": "Không", "M6": "Khen"}, "Đơn vị": {"D6": "Xã Khác"}, "Đợt khen thưởng": {"D5": "Giấy khen UBND cấp xã"}}))
		if !wrong.Refused() || !has(wrong.Faults, "D5", Wrong, "thiếu giới tính") || !has(wrong.Faults, "I6", Wrong, "không có đơn vị") || !has(wrong.Faults, "D6", Wrong, "dòng phía trên") || !has(wrong.Faults, "R5", Wrong, "chọn cơ quan ấy") {
			t.Errorf("%v", wrong.Faults)
		}
		missing, err := Missing(t.Context(), d, 2026, decisionKind)
		if err != nil {
			t.Fatal(err)
		}
		lacks := map[string]bool{}
		for _, n := range missing {
			lacks[n.What] = n.Count == 0
		}
		if lacks["đợt khen thưởng"] || !lacks["nơi nhận của: Kế hoạch"] || !lacks["người ký của: Kế hoạch"] || lacks["danh sách đã xét khen"] {
			t.Errorf("%v", missing)
		}
	})
}

// TestWhoDecides: the head of an agency decides on a Giấy khen alone, of the police where the form
// says so.
func TestWhoDecides(t *testing.T) {
	for _, c := range []struct {
		form, said string
		agency     any
		fault      bool
	}{
		{"bang-khen-tinh", "", nil, false}, {"bang-khen-tinh", "so-noi-vu", nil, true},
		{"giay-khen-cat", "", "cong-an-tinh", false}, {"giay-khen-xa", "", nil, true}, {"giay-khen-so", "so-noi-vu", "so-noi-vu", false},
	} {
		if agency, fault := deciderOf(c.form, c.said); agency != c.agency || (fault != "") != c.fault {
			t.Errorf("%s, %q: %v, %q", c.form, c.said, agency, fault)
		}
	}
}

// answers are what a person types: a wrong one is asked again, a choice is told by number or
// name, an empty first answer ends a part.
var answers = []string{
	"ba", "2", "Yên Hà", // province: a wrong choice, then by number
	"", "", "CATP", "PV05", "", "UBND", "NC", // agencies; the first are passed over
	"Sở Tư pháp", "1", "STP", "", "", // another one, which the signers may choose
	"Xã Bình Minh", "xa", "", "", // units
	"4", "Trần Văn Bình", "Nam", "", "Chủ tịch", "truong", "", // signers
	"sở tư pháp", "Lê Thị Hoa", "Nữ", "", "Giám đốc", "truong", "", "",
	"1", "4", "2", "Như Điều 3", "", // recipients
	"",                                                      // books
	"Giữ vững an ninh", "31/02/2026", "", "x", "30/11/2026", // the movement: a day that there is not
	"", // award rounds
}

// TestAskOffice: what is answered line by line stands in the workbook and goes in.
func TestAskOffice(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	ask := func(lines []string) ([]byte, string, error) {
		var b, said bytes.Buffer
		err := Workbooks{DB: d, Forms: FS()}.AskOffice(t.Context(), Interview{2026, decisionKind, strings.NewReader(strings.Join(lines, "\n") + "\n"), &said}, &b)
		return b.Bytes(), said.String(), err
	}
	data, said, err := ask(answers)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for text, want := range map[string]int{"“ba” không có trong danh sách": 1, "    2  thành phố": 1, "  ! ": 3} {
		if n := strings.Count(said, text); n != want {
			t.Errorf("%q stands %d times, want %d:\n%s", text, n, want, said)
		}
	}
	if got := setUp(t, d, data); got.Refused() {
		t.Fatal(got.Faults)
	}
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM dia_ban WHERE ma = 'yen-ha' AND loai = 'thanh_pho_tw'`:                               1,
		`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma IN ('ubnd-tinh', 'cong-an-tinh')`:                       2,
		`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma IN ('so-noi-vu', 'ban-chi-dao')`:                        0,
		`SELECT COUNT(*) FROM don_vi WHERE ten = 'Xã Bình Minh'`:                                                   1,
		`SELECT COUNT(*) FROM nguoi_ky WHERE co_quan_ma = 'so-tu-phap' AND chuc_vu = 'Giám đốc'`:                   1,
		`SELECT COUNT(*) FROM nguoi_ky k JOIN nguoi n ON n.id = k.nguoi_id WHERE n.ho_ten = 'Trần Văn Bình'`:       1,
		`SELECT COUNT(*) FROM noi_nhan WHERE ten = 'Như Điều 3' AND kieu = 'quyet-dinh-khen-thuong'`:               1,
		`SELECT COUNT(*) FROM phong_trao WHERE nam = 2026 AND han_bao_cao = '2026-11-30' AND han_ke_hoach IS NULL`: 1,
	} {
		if n := count(t, d, query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
	if data, _, err := ask(answers[:9]); !errors.Is(err, ErrUnfinished) || len(data) > 0 {
		t.Errorf("half the answers: %d bytes, %v", len(data), err)
	}
}

// TestOfficeFaults: what cannot stand in an office's workbook is told at its cell, of each cell one thing, and
// nothing goes in.
func TestOfficeFaults(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	var b bytes.Buffer
	if err := (Workbooks{DB: d, Forms: FS()}).OfficeWorkbook(t.Context(), 2026, decisionKind, &b); err != nil {
		t.Fatal(err)
	}
	rows := func(columns string, first int, lines ...[]any) map[string]any {
		m := map[string]any{}
		for i, line := range lines {
			for j, column := range columns {
				m[fmt.Sprint(string(column), first+i)] = line[j]
			}
		}
		return m
	}
	const (
		council, police = "Ủy ban nhân dân tỉnh (thành phố)", "Công an tỉnh (thành phố)"
		name, people    = "Điểu Đức Hòa", "Thành viên lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở"
		groups          = "Tập thể nhân dân và cán bộ xã, phường, thị trấn"
	)
	whole := fill(t, b.Bytes(), ownOffice)
	got := setUp(t, d, fill(t, whole, cells{
		"Người ký": rows("BCDFGHI", 5,
			[]any{police, "A", "Nam", "Giám đốc", "TM. (thay mặt tập thể)", nil, nil}, []any{council, "B", "Nam", "Chánh Văn phòng", "TL. (thừa lệnh)", nil, nil},
			[]any{council, "C", "Nam", "Giám đốc Sở", "TUQ. (thừa ủy quyền)", nil, nil}, []any{council, "D", "Nam", "Giám đốc Sở", "TUQ. (thừa ủy quyền)", nil, "Quy chế"},
			[]any{council, "E", "Nam", "Chủ tịch", "Người đứng đầu", nil, nil}),
		"Kỳ báo cáo":      {"C9": "15/11/2026"},
		"Đợt khen thưởng": {"N5": 9, "O5": 9},
		"Danh sách khen": rows("BCDHIJLMN", 5,
			[]any{"Cá nhân", name, "Nam", groups, "Bình Minh", nil, "Có", "Khen", nil}, []any{"Tập thể", "Ấp 1", nil, people, "Xã Bình Minh", nil, "Có", "Khen", nil},
			[]any{"Hộ gia đình", "Lê Thị Hoa", "Nữ", people, "Bình Minh", nil, "Có", "Khen", nil}, []any{"Cá nhân", name, "Nam", people, "Bình Minh", nil, "Không", "Khen", nil},
			[]any{"Tập thể", "Ấp 2", nil, groups, "Bình Minh", nil, "Có", "Không khen", nil}, []any{"Tập thể", "Ấp 3", nil, groups, "Bình Minh", "Sơ kết", "Có", "Khen", nil},
			[]any{"Cá nhân", name, nil, people, "Bình Minh", nil, "Có", "Khen", nil}, []any{"Tập thể", "Ấp 1", nil, groups, "Xã Bình Minh", nil, "Có", "Khen", nil}),
	}))
	want := map[place]string{
		{"Người ký", "G5"}: "không ký TM.", {"Người ký", "I6"}: "phải theo quy chế", {"Người ký", "I7"}: "phải theo quy chế", {"Người ký", "K8"}: "ủy quyền có thời hạn",
		{"Kỳ báo cáo", "D9"}:     "ngày cuối kỳ trước ngày đầu kỳ",
		{"Danh sách khen", "H5"}: "không dành cho cá nhân", {"Danh sách khen", "H6"}: "không dành cho tập thể", {"Danh sách khen", "H7"}: "không dành cho hộ gia đình",
		{"Danh sách khen", "M8"}: "hồ sơ chưa đủ", {"Danh sách khen", "N9"}: "không khen thì ghi lý do", {"Danh sách khen", "J10"}: "không rõ đợt", {"Danh sách khen", "D11"}: "thiếu giới tính",
	}
	for _, f := range got.Faults {
		if words, ok := want[place{f.Sheet, f.Cell}]; f.Severity == Wrong && (!ok || !strings.Contains(f.Message, words)) {
			t.Errorf("%v, want %q", f, words)
		}
		delete(want, place{f.Sheet, f.Cell})
	}
	if len(want) > 0 {
		t.Errorf("not told: %v", want)
	}
	counts(t, d, map[string]int{`SELECT COUNT(*) FROM imports`: 0, `SELECT COUNT(*) FROM don_vi`: 0, `SELECT COUNT(*) FROM nguoi_ky`: 0})

	// What the reader finds wrong is told alone, before anything is held against the rest.
	got = setUp(t, d, fill(t, whole, cells{"Người ký": {"D5": "Không rõ", "F5": nil}, "Đợt khen thưởng": {"N5": 9, "O5": 10}}))
	if !has(got.Faults, "D5", Wrong, "không có trong danh sách") || has(got.Faults, "D5", Wrong, "thiếu") || !has(got.Faults, "F5", Wrong, "thiếu chức vụ") || has(got.Faults, "O5", Wrong, "") {
		t.Errorf("%v", got.Faults)
	}
	got = setUp(t, d, fill(t, whole, cells{"Đợt khen thưởng": {"N5": 9, "O5": 10}}))
	if !has(got.Faults, "O5", Wrong, "có mặt nhiều hơn số thành viên") {
		t.Errorf("%v", got.Faults)
	}
}

// TestOfficeChanges: an agency that is called otherwise from a day on keeps its old name until then; a signer and
// a period are changed in place; without a police there is no ministry above it.
func TestOfficeChanges(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	var b bytes.Buffer
	if err := (Workbooks{DB: d, Forms: FS()}).OfficeWorkbook(t.Context(), 2026, decisionKind, &b); err != nil {
		t.Fatal(err)
	}
	data := fill(t, fill(t, b.Bytes(), ownOffice), cells{"Cơ quan": {"C7": nil}, "Kỳ báo cáo": {"E9": "Công an các xã"}})
	if got := setUp(t, d, data); got.Refused() {
		t.Fatal(got.Faults)
	}
	counts(t, d, map[string]int{
		`SELECT COUNT(*) FROM ten_co_quan`: 1,
		`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = 'ubnd-tinh' AND tu_ngay = '2000-01-01' AND den_ngay IS NULL AND dong_ten = 'ỦY BAN NHÂN DÂN' || CHAR(10) || 'THÀNH PHỐ YÊN HÀ'
			AND ten_goi = 'Ủy ban nhân dân thành phố' AND the_thuc = 'nd30' AND tham_muu = 'NC' AND chu_quan_ma IS NULL`: 1,
		`SELECT COUNT(*) FROM ky_so_lieu WHERE den_ngay = '2026-11-14' AND nguon = 'Công an các xã'`:                                                1,
		`SELECT COUNT(*) FROM ky_so_lieu WHERE ho = 'cong_nhan_kdc' AND tu_ngay = '2025-11-01' AND den_ngay = '2026-10-31'`:                         1,
		`SELECT COUNT(*) FROM ky_so_lieu WHERE tu_ngay = '2025-11-16' AND den_ngay = '2026-11-15' AND nguon = 'Báo cáo của các đơn vị'`:             16,
		`SELECT COUNT(*) FROM nguoi_ky WHERE tu_ngay = '2026-01-01' AND den_ngay IS NULL AND uu_tien = 1 AND thay_cho = 'Chủ tịch'`:                 1,
		`SELECT COUNT(*) FROM don_vi WHERE ma = 'binh-minh' AND ten_ngan = 'Bình Minh' AND cap_quan_ly = 'tinh' AND thu_tu = 1`:                     1,
		`SELECT COUNT(*) FROM phong_trao WHERE pham_vi = 'toàn thành phố và trên không gian mạng' AND tu_ngay = '2026-01-01'`:                       1,
		`SELECT COUNT(*) FROM tham_dinh WHERE ngay = '2026-12-20' AND nguoi_lam = 'lan'`:                                                            2,
		`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE loai = 'tap_the' AND co_bao_cao`:                                                            0,
		`SELECT COUNT(*) FROM noi_nhan WHERE (so_ban = 1 AND NOT in_so_ban AND thu_tu = 1) OR (so_ban = 3 AND in_so_ban AND thu_tu = 2)`:            2,
		`SELECT COUNT(*) FROM dot_khen_thuong WHERE hinh_thuc_ma = 'bang-khen-tinh' AND ngay_du_kien = '2026-12-20' AND co_quan_de_nghi_ma IS NULL`: 1,
	})
	data = fill(t, data, cells{
		"Cơ quan":    {"F9": "Ủy ban nhân dân thành phố Yên Hạ", "I9": "01/07/2026"},
		"Kỳ báo cáo": {"D9": "13/11/2026"},
		"Người ký":   {"K5": "30/09/2026", "H5": nil},
	})
	if got := setUp(t, d, data); got.Refused() || got.ID == 0 {
		t.Fatalf("%+v", got)
	}
	counts(t, d, map[string]int{
		`SELECT COUNT(*) FROM ten_co_quan WHERE tu_ngay = '2000-01-01' AND den_ngay = '2026-06-30' AND ten = 'Ủy ban nhân dân thành phố Yên Hà'`: 1,
		`SELECT COUNT(*) FROM ten_co_quan WHERE tu_ngay = '2026-07-01' AND den_ngay IS NULL AND dong_ten = 'ỦY BAN NHÂN DÂN THÀNH PHỐ YÊN HẠ'`:   1,
		`SELECT COUNT(*) FROM ky_so_lieu WHERE den_ngay = '2026-11-13'`:                                                                          1,
		`SELECT COUNT(*) FROM ky_so_lieu`: 18,
		`SELECT COUNT(*) FROM nguoi_ky k JOIN nguoi_ky_kieu q ON q.nguoi_ky_id = k.id AND q.kieu = '*' WHERE k.den_ngay = '2026-09-30'`: 1,
		`SELECT COUNT(*) FROM nguoi_ky_kieu`:                        1,
		`SELECT COUNT(*) FROM nguoi WHERE ho_ten = 'Trần Văn Bình'`: 1,
	})
	if got := setUp(t, d, data); got.Refused() || got.ID != 0 {
		t.Errorf("the same file changed something: %+v", got)
	}
}
