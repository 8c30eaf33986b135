package intake

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// TestOfficeQuestions: what pages ask goes the way of the workbook; what cannot stand is
// told at its field, what the whole shows wrong at its row.
func TestOfficeQuestions(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	q, err := Workbooks{DB: d, Forms: FS()}.OfficeQuestions(t.Context(), 2026, decisionKind)
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string][]Answers{
		"tinh":        {{"loai": "Thành phố", "ten": "Yên Hà"}},
		"ten_co_quan": {{}, {}, {"ky_hieu": "CATP", "tham_muu": "PV05"}, {}, {"ky_hieu": "UBND", "tham_muu": "NC"}},
		"don_vi":      {{"ten": "Xã Bình Minh", "loai": "Xã"}, {}, {"ten": "Ấp 1", "loai": "Khu dân cư", "cap_tren": "Xã Bình Minh"}},
		"nguoi_ky":    {{"co_quan": "Ủy ban nhân dân tỉnh (thành phố)", "ten": "Trần Văn Bình", "gioi_tinh": "Nam", "chuc_vu": "Chủ tịch", "hinh_thuc": "Người đứng đầu"}},
		"so":          {{"co_quan": "Ủy ban nhân dân tỉnh (thành phố)", "ten": "Sổ chung", "nguon": "Chương trình"}},
		"phong_trao":  {{"chu_de": "Giữ vững an ninh", "han_bao_cao": "2026-11-30"}},
	}
	part := func(table string) *Part {
		for i := range q.Parts {
			if q.Parts[i].Table == table {
				return &q.Parts[i]
			}
		}
		t.Fatalf("no part %s", table)
		return nil
	}
	for _, c := range []struct {
		table string
		row   Answers
		field string
		says  string
	}{
		{"tinh", Answers{"ten": "Yên Hà"}, "loai", "cần ghi"}, {"tinh", Answers{"loai": "huyện", "ten": "Yên Hà"}, "loai", "không có trong danh sách"},
		{"phong_trao", Answers{"chu_de": "A", "han_bao_cao": "31/02/2026"}, "han_bao_cao", "không phải ngày"}, {"don_vi", Answers{"ten": "Xã A"}, "loai", "cần ghi"},
		{"nguoi_ky", Answers{"ten": "012345678901"}, "ten", "số"},
	} {
		found := false
		for _, m := range part(c.table).Check([]Answers{{}, c.row}) {
			found = found || m.Field == c.field && strings.Contains(m.Said, c.says)
		}
		if !found {
			t.Errorf("%s %v: no word at %s", c.table, c.row, c.field)
		}
	}
	for i := range q.Parts {
		if wrong := q.Parts[i].Check(answers[q.Parts[i].Table]); len(wrong) > 0 {
			t.Fatal(q.Parts[i].Name, wrong)
		}
	}
	book := func() []byte {
		var b bytes.Buffer
		if err := q.Workbook(answers, &b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	answers["don_vi"][2]["cap_tren"] = "Xã Khác"
	bad := setUp(t, d, book())
	if len(bad.Faults) != 1 || !bad.Refused() || q.Place(bad.Faults[0]) != "Đơn vị, dòng 2, “Đơn vị cấp trên”" {
		t.Fatal(bad.Faults)
	}
	answers["don_vi"][2]["cap_tren"] = "Xã Bình Minh"
	good := setUp(t, d, book())
	if good.Refused() || len(good.Books) != 1 {
		t.Fatal(good.Faults)
	}
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM dia_ban WHERE ma = 'yen-ha' AND loai = 'thanh_pho_tw'`:                               1,
		`SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma IN ('ubnd-tinh', 'cong-an-tinh', 'so-noi-vu')`:          2,
		`SELECT COUNT(*) FROM don_vi WHERE ma = 'binh-minh.ap-1'`:                                                  1,
		`SELECT COUNT(*) FROM nguoi_ky WHERE hinh_thuc = 'truong'`:                                                 1,
		`SELECT COUNT(*) FROM phong_trao WHERE nam = 2026 AND han_bao_cao = '2026-11-30' AND han_ke_hoach IS NULL`: 1,
		`SELECT COUNT(*) FROM ky_so_lieu WHERE nam = 2026`:                                                         18,
	} {
		if n := count(t, d, query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
}

// TestAddToAnOffice: one row is added to what is there, and nothing there changes.
func TestAddToAnOffice(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		var b bytes.Buffer
		if err := (Workbooks{DB: d, Forms: FS()}).OfficeWorkbook(t.Context(), 2026, decisionKind, &b); err != nil {
			t.Fatal(err)
		}
		setUp(t, d, fill(t, b.Bytes(), ownOffice))
		add := func(table string, answers Answers) (what string, err error) {
			t.Helper()
			p, err := Workbooks{DB: d, Forms: FS()}.OfficePart(t.Context(), table, 2026, decisionKind)
			if err != nil {
				t.Fatal(err)
			}
			err = d.Write(t.Context(), func(tx *sqlx.Tx) error {
				what, err = p.Add(t.Context(), tx, answers, noon)
				return err
			})
			return what, err
		}
		signer := func(change Answers) Answers {
			a := Answers{"co_quan": "ubnd-tinh", "ten": "Trần Văn Bình", "gioi_tinh": "Nam", "chuc_vu": "Phó Chủ tịch", "hinh_thuc": "KT", "tu_ngay": "2026-01-01"}
			for k, v := range change {
				a[k] = v
			}
			return a
		}
		for _, c := range []struct {
			table   string
			answers Answers
			says    string // "" for taken
		}{
			{"nguoi_ky", signer(Answers{"kieu": "quyet-dinh-khen-thuong"}), "đã ký loại văn bản này"},
			{"nguoi_ky", signer(Answers{"kieu": "ke-hoach"}), ""}, // one more kind for who is there
			{"nguoi_ky", signer(Answers{"ten": "Lê Thị Cúc", "gioi_tinh": ""}), "“Giới tính”"},
			{"nguoi_ky", signer(Answers{"ten": "Lê Thị Cúc", "hinh_thuc": "TUQ"}), "văn bản ủy quyền"},
			{"nguoi_ky", signer(Answers{"ten": "Lê Thị Cúc", "gioi_tinh": "Nữ", "hinh_thuc": "truong", "chuc_vu": "Chủ tịch"}), ""},
			{"don_vi", Answers{"ten": "xã bình minh", "loai": "Xã"}, "đã có đơn vị"},
			{"don_vi", Answers{"ten": "Ấp 1", "loai": "Khu dân cư", "cap_tren": "Xã Nào"}, "không có đơn vị"},
			{"don_vi", Answers{"ten": "Ấp 2", "loai": "Khu dân cư", "cap_tren": "Xã Bình Minh", "tu_ngay": "2026-01-01"}, ""},
			{"noi_nhan", Answers{"kieu": "ke-hoach", "co_quan": "ubnd-tinh", "vai_tro": "Lưu", "ten": "Lưu: VT"}, "không có việc này"},
		} {
			what, err := add(c.table, c.answers)
			refusal := people.Refused(err)
			if (refusal != nil) != (c.says != "") || refusal != nil && !strings.Contains(refusal.Text, c.says) || refusal == nil && (err != nil || what == "") {
				t.Errorf("%v: %q, %v, want %q", c.answers, what, err, c.says)
			}
		}
		for query, want := range map[string]int{
			`SELECT COUNT(*) FROM nguoi_ky`:                                            2,
			`SELECT COUNT(*) FROM nguoi_ky_kieu`:                                       3,
			`SELECT COUNT(*) FROM nguoi_ky WHERE uu_tien = 2 AND hinh_thuc = 'truong'`: 1,
			`SELECT COUNT(*) FROM don_vi WHERE ma = 'binh-minh.ap-2' AND thu_tu = 3`:   1,
		} {
			if n := count(t, d, query); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
		end := func(ma, last string) error {
			var id int64
			if err := d.Reader.Get(&id, d.Reader.Rebind(`SELECT id FROM don_vi WHERE ma = ?`), ma); err != nil {
				t.Fatal(err)
			}
			return d.Write(t.Context(), func(tx *sqlx.Tx) error {
				_, err := Term{"don_vi", id, last}.End(t.Context(), tx)
				return err
			})
		}
		if err := end("binh-minh", "2026-06-30"); err == nil || !strings.Contains(err.Error(), "còn 2 đơn vị cấp dưới") {
			t.Error(err)
		}
		if err := errors.Join(end("binh-minh.ap-1", "2026-06-30"), end("binh-minh.ap-2", "2026-06-30"), end("binh-minh", "2026-06-30")); err != nil {
			t.Error(err)
		}
	})
}
