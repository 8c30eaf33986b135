package intake

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// entered does what a page does in one transaction and wants it taken, or refused in words that hold some.
func entered(t *testing.T, d *db.DB, what, refused string, do func(ctx context.Context, tx *sqlx.Tx) error) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *sqlx.Tx) error { return do(t.Context(), tx) })
	if r := people.Refused(err); refused == "" && err != nil || refused != "" && (r == nil || !strings.Contains(r.Text, refused)) {
		t.Errorf("%s: %v, want %q", what, err, refused)
	}
}

// counts compares what queries count.
func counts(t *testing.T, d *db.DB, want map[string]int) {
	t.Helper()
	for query, n := range want {
		if got := count(t, d, query); got != n {
			t.Errorf("%s: %d, want %d", query, got, n)
		}
	}
}

// TestProseOfAPage: a section is written and confirmed, kept with who wrote what, and not over what somebody
// wrote since.
func TestProseOfAPage(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	of := ProseOf{Kind: "bao-cao-tong-ket", Agency: "ubnd-tinh", Year: 2025}
	write := func(what, refused string, seen *time.Time, w Writing) {
		t.Helper()
		w.Author = "lan"
		entered(t, d, what, refused, func(ctx context.Context, tx *sqlx.Tx) error {
			return SectionOf{of, "uu-diem", seen}.Write(ctx, tx, w)
		})
	}
	first, second := noon, noon.Add(time.Minute)
	write("confirmed without a word", "chưa có lời văn", nil, Writing{Text: " \r\n ", Revised: true, At: first})
	write("too long", "dài 50001 ký tự, nhiều nhất 50000", nil, Writing{Text: strings.Repeat("ư", maxSection+1), At: first})
	write("as long as may be", "", nil, Writing{Text: strings.Repeat("ư", maxSection), At: first})
	write("nothing seen, but there is one", "vừa được người khác sửa", nil, Writing{Text: "A", At: second})
	write("an older one seen", "vừa được người khác sửa", &second, Writing{Text: "A", At: second})
	write("one letter, confirmed", "", &first, Writing{Text: " A \r\n  B ", Revised: true, At: second})
	write("emptied", "", &second, Writing{At: noon.Add(time.Hour)})
	all, err := Writings(t.Context(), d.Reader, of, "uu-diem")
	if err != nil || len(all) != 3 || all[0].Text != "" || all[1].Text != "A\nB" || !all[1].Revised || all[2].Revised || all[1].Author != "lan" || !all[1].At.Equal(second) {
		t.Errorf("%+v, %v", all, err)
	}
	counts(t, d, map[string]int{`SELECT COUNT(*) FROM loi_van WHERE noi_dung = '' AND NOT da_sua AND ky = '2025'`: 1})

	// The year after sees it as the text before, until it has one of its own.
	next := of
	next.Year = 2026
	entered(t, d, "again", "", func(ctx context.Context, tx *sqlx.Tx) error {
		at := noon.Add(time.Hour)
		return SectionOf{of, "uu-diem", &at}.Write(ctx, tx, Writing{Text: "Ưu điểm", Author: "mai", At: noon.Add(2 * time.Hour)})
	})
	for _, year := range []ProseOf{of, next} {
		sections, err := Sections(t.Context(), d.Reader, year)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sections {
			want := Section{}
			if s.Code == "uu-diem" && year == of {
				want.Text, want.Written = "Ưu điểm", true
			} else if s.Code == "uu-diem" {
				want.Before, want.BeforeOf = "Ưu điểm", "2025"
			}
			if s.Text != want.Text || s.Written != want.Written || s.Revised || s.Before != want.Before || s.BeforeOf != want.BeforeOf || s.Units != 0 {
				t.Errorf("%d: %+v", year.Year, s)
			}
		}
	}
}

// TestCorrection: a figure is set right on a page where the unit sent the sheet, with a reason; the old one is in
// the record. What contradicts the sheet, a locked year and a figure that there is not are refused.
func TestCorrection(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	if got := bring(t, d, Request{Data: fill(t, blank(t, d), filled)}); got.Refused() {
		t.Fatal(got.Faults)
	}
	good := Correction{Period: Period{"an-binh", 2024}, Table: "tuyen_truyen", Column: "so_buoi", Value: "1.234", Reason: " báo nhầm ", Actor: "mai", At: noon}
	told := 0
	correct := func(change func(*Correction), refused string) {
		t.Helper()
		c := good
		change(&c)
		err := c.Write(t.Context(), d, FS(), func(*sqlx.Tx) error { told++; return nil })
		if r := people.Refused(err); refused == "" && err != nil || refused != "" && (r == nil || !strings.Contains(r.Text, refused)) {
			t.Errorf("%+v: %v, want %q", c, err, refused)
		}
	}
	correct(func(c *Correction) { c.Table = "nguoi" }, "không có bảng số liệu này")
	correct(func(c *Correction) { c.Table = "mo_hinh" }, "không có bảng số liệu này") // of several rows a unit
	correct(func(c *Correction) { c.Column = "nam" }, "không có số liệu này")
	correct(func(c *Correction) { c.Value = "-1" }, "không phải là số đếm")
	correct(func(c *Correction) { c.Value = "1,5" }, "không phải là số đếm")
	correct(func(c *Correction) { c.Reason = " " }, "nêu lý do")
	correct(func(c *Correction) { c.Unit = "khong-co" }, "không có đơn vị mã")
	correct(func(c *Correction) { c.Unit = "an-binh.tan-hoa" }, "chưa gửi trang")
	correct(func(c *Correction) { c.Year = 2023 }, "chưa gửi trang")
	if told != 0 {
		t.Errorf("%d refused corrections are told as done", told)
	}
	before := count(t, d, `SELECT COUNT(*) FROM import_changes`)
	correct(func(*Correction) {}, "")
	correct(func(c *Correction) { c.Value = "1 234" }, "") // the same again changes nothing
	correct(func(c *Correction) { c.Value, c.Column = "0", "to_roi" }, "")
	counts(t, d, map[string]int{
		`SELECT so_buoi FROM tuyen_truyen WHERE nam = 2024 AND don_vi_id = 1`: 1234,
		`SELECT COUNT(*) FROM import_changes`:                                 before + 1,
		`SELECT COUNT(*) FROM import_changes c JOIN imports i ON i.id = c.import_id WHERE i.actor = 'mai' AND i.name = 'sửa trên trang: báo nhầm'
			AND c.before LIKE '%"so_buoi":120%' AND c.after LIKE '%"so_buoi":1234%'`: 1,
	})
	if told != 1 {
		t.Errorf("%d corrections are told, want 1", told)
	}

	list, err := FiguresOf(t.Context(), d.Reader, FS(), Period{"an-binh", 2025})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		for _, c := range f.List {
			if c.Now.Valid || f.Sent || c.Column == "so_buoi" && f.Table == "tuyen_truyen" && c.Before.Int64 != 1234 || c.Column == "nam" {
				t.Errorf("%s sent %v: %+v", f.Table, f.Sent, c)
			}
		}
	}

	entered(t, d, "lock", "", func(ctx context.Context, tx *sqlx.Tx) error { return Lock{"ha", noon}.Set(ctx, tx, 2024) })
	correct(func(c *Correction) { c.Value = "5" }, "số liệu năm 2024 đã khóa (ha)")
	entered(t, d, "open", "", func(ctx context.Context, tx *sqlx.Tx) error { return Open(ctx, tx, 2024) })
	correct(func(c *Correction) { c.Value = "5" }, "")
	if l, err := LockOf(t.Context(), d.Reader, 2024); l != nil || err != nil {
		t.Errorf("lock %+v, %v", l, err)
	}
}

// TestLawOfAPage: a law that a person enters is complete, not there yet, and does to another what it says.
func TestLawOfAPage(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	good := Law{Kind: "nghi-dinh", Symbol: " 999/2026/NĐ-CP ", Day: "2026-05-01", Agency: " Chính  phủ ", Level: "trung_uong", Joining: "quy định", Subject: "một việc", Source: "Công báo"}
	add := func(change func(*Law), refused string) {
		t.Helper()
		l := good
		change(&l)
		entered(t, d, l.Symbol, refused, func(ctx context.Context, tx *sqlx.Tx) error {
			_, _, err := l.Add(ctx, tx)
			return err
		})
	}
	add(func(l *Law) { l.Day = "01/05/2026" }, "không phải là ngày")
	add(func(l *Law) { l.From = "2026-02-30" }, "không phải là ngày")
	add(func(l *Law) { l.Kind = "khong-co" }, "chọn loại")
	add(func(l *Law) { l.Source = " " }, "ghi nguồn")
	add(func(l *Law) { l.Symbol, l.Subject = "", " " }, "phải có trích yếu")
	add(func(l *Law) { l.Party = true }, "văn bản của Đảng viết như")
	add(func(l *Law) { l.Party, l.Symbol = true, "48-CT" }, "văn bản của Đảng viết như")
	add(func(l *Law) { l.Party, l.Symbol = true, "48/CT" }, "văn bản của Đảng viết như")
	add(func(l *Law) { l.Level = "" }, "chọn cấp")
	add(func(l *Law) { l.Level = "trung" }, "chọn cấp")
	add(func(l *Law) { l.Relation, l.Other = "khac", "152/2025/NĐ-CP" }, "chọn quan hệ")
	add(func(l *Law) { l.Relation, l.Other = Amends, "khong-co" }, "chọn văn bản mà nó")

	add(func(*Law) {}, "")
	add(func(*Law) {}, "đã có văn bản 999/2026/NĐ-CP")
	add(func(l *Law) {
		l.Symbol, l.From, l.Relation, l.Other = "998/2026/NĐ-CP", "2026-07-01", Repeals, "999/2026/NĐ-CP"
	}, "")
	add(func(l *Law) { l.Symbol, l.Relation, l.Other = "997/2026/NĐ-CP", Amends, "998/2026/NĐ-CP" }, "")
	add(func(l *Law) { l.Symbol, l.Relation, l.Other = "996/2026/NĐ-CP", Replaces, "998/2026/NĐ-CP" }, "trước ngày có hiệu lực")
	add(func(l *Law) { l.Symbol, l.Kind = "", "luat" }, "")
	add(func(l *Law) { l.Symbol, l.Kind, l.Party = "48-CT/TW", "chi-thi", true }, "đã có văn bản")
	add(func(l *Law) { l.Symbol, l.Kind, l.Party = "99-CT/TW", "chi-thi", true }, "")
	add(func(l *Law) { l.Symbol, l.Kind, l.Party = "", "nghi-quyet", true }, "") // of a congress: it has no number
	counts(t, d, map[string]int{
		`SELECT COUNT(*) FROM van_ban_phap_ly WHERE ma = '999/2026/NĐ-CP' AND so_ky_hieu = ma AND in_so AND he = 'nha_nuoc' AND co_quan = 'Chính phủ' AND hieu_luc_tu = '2026-05-01'
			AND het_hieu_luc = '2026-07-01' AND trang_thai = 'chua_kiem_chung' AND ghi_chu LIKE '%998/2026/NĐ-CP'`: 1,
		`SELECT COUNT(*) FROM van_ban_phap_ly WHERE ma = '998/2026/NĐ-CP' AND het_hieu_luc IS NULL`:                              1,
		`SELECT COUNT(*) FROM quan_he_van_ban WHERE ma = '997/2026/NĐ-CP' AND quan_he = 'sua_doi' AND kia_ma = '998/2026/NĐ-CP'`: 1,
		`SELECT COUNT(*) FROM van_ban_phap_ly WHERE ma = 'luat-2026-05-01' AND so_ky_hieu IS NULL AND NOT in_so`:                 1,
		`SELECT COUNT(*) FROM van_ban_phap_ly WHERE ma IN ('99-CT/TW', 'nghi-quyet-2026-05-01') AND he = 'dang' AND in_so`:       2,
		`SELECT COUNT(*) FROM van_ban_phap_ly WHERE ma = '996/2026/NĐ-CP'`:                                                       0,
	})

	for _, c := range []struct {
		end     LawEnd
		refused string
	}{
		{LawEnd{"997/2026/NĐ-CP", "2026", "x"}, "không phải là ngày"}, {LawEnd{"997/2026/NĐ-CP", "2026-06-01", " "}, "phải ghi căn cứ"},
		{LawEnd{"997/2026/NĐ-CP", "2026-04-30", "x"}, "trước ngày có hiệu lực"}, {LawEnd{"997/2026/NĐ-CP", "2026-05-01", "Nghị định khác"}, ""},
	} {
		entered(t, d, c.end.Day, c.refused, c.end.Write)
	}
	confirm := func(source, refused string) {
		t.Helper()
		entered(t, d, source, refused, func(ctx context.Context, tx *sqlx.Tx) error { return ConfirmLaw(ctx, tx, "997/2026/NĐ-CP", source) })
	}
	confirm(" ", "phải ghi đã đối chiếu")
	confirm("Công báo số 1", "")
	confirm("Công báo số 2", "") // confirmed already
	counts(t, d, map[string]int{`SELECT COUNT(*) FROM van_ban_phap_ly WHERE ma = '997/2026/NĐ-CP' AND het_hieu_luc = '2026-05-01' AND trang_thai = 'da_kiem_chung'
		AND nguon = 'Công báo số 1' AND ghi_chu = 'hết hiệu lực: Nghị định khác'`: 1})
}

// TestRosterOfAPage: recipients, terms and days off are entered on pages; what cannot be is refused.
func TestRosterOfAPage(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	d.Writer.MustExec(`INSERT INTO ten_co_quan (co_quan_ma, tu_ngay, ten, ten_ngan, ten_goi, dong_ten, ky_hieu, dia_danh, the_thuc)
		VALUES ('ubnd-tinh', '2000-01-01', 'Ủy ban nhân dân tỉnh', 'UBND', 'Ủy ban', 'UBND', 'UBND', 'X', 'nd30')`)
	good := Recipient{Kind: "quyet-dinh-khen-thuong", Agency: "ubnd-tinh", Role: "noi_nhan", Name: " Như Điều 3; ", Copies: 1, From: "2026-01-01"}
	for _, c := range []struct {
		change  func(*Recipient)
		refused string
	}{
		{func(r *Recipient) { r.Name = " ; " }, "ghi tên nơi nhận"}, {func(r *Recipient) { r.Role = "sao" }, "chọn Kính gửi, Nơi nhận hoặc Lưu"},
		{func(r *Recipient) { r.Role = "luu" }, "dòng Lưu ghi cả chữ Lưu"},
		{func(r *Recipient) { r.Copies = 0 }, "số bản từ 1 đến 999"}, {func(r *Recipient) { r.Copies = 1000 }, "số bản từ 1 đến 999"},
		{func(r *Recipient) { r.From = "1/1/2026" }, "không phải là ngày"}, {func(r *Recipient) { r.Agency = "so-noi-vu" }, "chọn cơ quan"},
		{func(r *Recipient) {}, ""}, {func(r *Recipient) { r.Name, r.Copies = "Sở Nội vụ", 999 }, ""}, {func(r *Recipient) { r.Name, r.Role = "Tỉnh ủy", "kinh_gui" }, ""},
	} {
		r := good
		c.change(&r)
		entered(t, d, r.Name, c.refused, r.Add)
	}
	list, err := Recipients(t.Context(), d.Reader, "quyet-dinh-khen-thuong")
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	for i, want := range []Recipient{{Role: "kinh_gui", Order: 1, Name: "Tỉnh ủy", Copies: 1}, {Role: "noi_nhan", Order: 1, Name: "Như Điều 3", Copies: 1}, {Role: "noi_nhan", Order: 2, Name: "Sở Nội vụ", Copies: 999}} {
		if got := list[i]; got.Role != want.Role || got.Order != want.Order || got.Name != want.Name || got.Copies != want.Copies || got.From != "2026-01-01" || got.Until != "" {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	counts(t, d, map[string]int{`SELECT COUNT(*) FROM noi_nhan WHERE in_so_ban`: 1})

	for _, c := range []struct {
		term    Term
		refused string
	}{
		{Term{"loi_van", 1, "2026-12-31"}, "không có việc này"}, {Term{"noi_nhan", list[0].ID, "cuối năm"}, "không phải là ngày"},
		{Term{"noi_nhan", list[0].ID, "2025-12-31"}, "trước ngày đầu 2026-01-01"}, {Term{"noi_nhan", list[0].ID, "2026-01-01"}, ""},
		{Term{"don_vi", 1, "2026-06-30"}, "còn 2 đơn vị cấp dưới"}, {Term{"don_vi", 2, "2026-06-30"}, ""}, {Term{"don_vi", 3, "2026-07-01"}, ""},
		{Term{"don_vi", 1, "2026-06-30"}, "còn 1 đơn vị cấp dưới"}, {Term{"don_vi", 1, "2026-07-01"}, ""},
	} {
		entered(t, d, c.term.Table, c.refused, func(ctx context.Context, tx *sqlx.Tx) error {
			what, err := c.term.End(ctx, tx)
			if err == nil && what == "" {
				err = errors.New("nobody says whose term it is")
			}
			return err
		})
	}
	units, err := Units(t.Context(), d.Reader)
	if err != nil || len(units) != 3 || units[0].Name != "Huyện An Bình" || units[0].Above != "" || units[1].Above != "Huyện An Bình" || units[0].Until != "2026-07-01" {
		t.Errorf("%+v, %v", units, err)
	}

	for _, c := range []struct {
		day     DayOff
		refused string
	}{
		{DayOff{Day: "2026-02-30", Name: "x"}, "không phải là ngày"}, {DayOff{Day: "2026-03-06", Name: " "}, "ghi tên ngày"},
		{DayOff{Day: "2026-03-06", Name: "x", Work: true}, "phải là thứ Bảy hoặc Chủ nhật"}, // a Friday
		{DayOff{Day: "2026-03-07", Name: "x"}, "đã là ngày nghỉ"}, {DayOff{Day: "2026-03-08", Name: "x"}, "đã là ngày nghỉ"},
		{DayOff{Day: "2026-03-06", Name: "Nghỉ  bù"}, ""}, {DayOff{Day: "2026-03-07", Name: "Làm bù", Work: true}, ""}, {DayOff{Day: "2026-03-08", Name: "Làm bù", Work: true}, ""},
		{DayOff{Day: "2026-03-06", Name: "Nghỉ lễ"}, ""}, // said anew
	} {
		entered(t, d, c.day.Day, c.refused, c.day.Set)
	}
	entered(t, d, "drop", "", func(ctx context.Context, tx *sqlx.Tx) error { return DropDay(ctx, tx, "2026-03-08") })
	entered(t, d, "drop again", "không có ngày 2026-03-08", func(ctx context.Context, tx *sqlx.Tx) error { return DropDay(ctx, tx, "2026-03-08") })
	days, err := DaysOff(t.Context(), d.Reader, 2026)
	if err != nil {
		t.Fatal(err)
	}
	var march []DayOff
	for _, day := range days {
		if strings.HasPrefix(day.Day, "2026-03") {
			march = append(march, day)
		}
	}
	if len(march) != 2 || march[0] != (DayOff{"2026-03-06", false, "Nghỉ lễ", true}) || march[1] != (DayOff{"2026-03-07", true, "Làm bù", true}) {
		t.Errorf("%+v", march)
	}
}
