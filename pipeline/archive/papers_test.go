package archive

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

var boss = &people.User{Name: "boss", Grants: []people.Grant{{Role: people.Admin}}}

// clerk, leader and others hold one role for one agency.
func member(r people.Role) *people.User {
	return &people.User{Name: string(r), Grants: []people.Grant{{Role: r, Agency: "ubnd-tinh"}}}
}

func tx(t testing.TB, d *db.DB, do func(tx *sqlx.Tx) error) error {
	t.Helper()
	return d.Write(t.Context(), do)
}

// real keeps a document that is not of sample data.
func real(t testing.TB, d *db.DB, name string) int64 {
	t.Helper()
	m := sample(t, `{"a":1,"ca_nhan":[{"ho_ten":"Điểu Đức Hòa"},{"ho_ten":"Nguyễn Thị Lan"}]}`, "bản "+name)
	m.Sample, m.Findings, m.Name, m.Key.Round, m.Title = false, nil, name, name, "Quyết định "+name
	return mustKeep(t, d, m).Document
}

func to(t testing.TB, d *db.DB, id int64, by *people.User, state, comment string, waive ...string) error {
	t.Helper()
	s := Step{By: by, To: state, Comment: comment, At: noon, Waive: map[string]string{}}
	for _, w := range waive {
		s.Waive[w] = "lãnh đạo cho phép"
	}
	doc, err := Get(t.Context(), d.Reader, id)
	if err != nil {
		t.Fatal(err)
	}
	if state == Submitted {
		fs, err := Findings(t.Context(), d.Reader, id, doc.Working)
		if err != nil {
			t.Fatal(err)
		}
		s.Copy = &Copy{From: doc.Working, Files: []File{{"docx", []byte("bản trình ký")}}, Findings: fs, Note: "bản trình ký"}
	}
	return tx(t, d, func(tx *sqlx.Tx) error { return Move(t.Context(), tx, id, s) })
}

func sign(t testing.TB, d *db.DB, id int64) {
	t.Helper()
	for _, s := range []string{ContentChecked, FormChecked, Submitted, Signed} {
		if err := to(t, d, id, boss, s, ""); err != nil {
			t.Fatal(err)
		}
	}
}

func issue(t testing.TB, d *db.DB, id int64, so, day string) (n *Number, err error) {
	t.Helper()
	err = tx(t, d, func(tx *sqlx.Tx) error {
		n, err = Issue(t.Context(), tx, Entry{Document: id, By: boss, Number: so, Day: day, Title: "Quyết định", At: issuing}, func(n *Number) (*Copy, error) {
			n.Symbol = n.Text() + "/QĐ-UBND"
			return &Copy{From: 1, Files: []File{{"docx", []byte(n.Symbol)}}, Note: "bản làm việc"}, nil
		})
		return err
	})
	return n, err
}

func mustState(t testing.TB, d *db.DB, id int64, want string) Document {
	t.Helper()
	doc, err := Get(t.Context(), d.Reader, id)
	if err != nil || doc.State != want {
		t.Fatalf("state %q, %v, want %q", doc.State, err, want)
	}
	return doc
}

func wantError(t testing.TB, err error, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if err == nil || !strings.Contains(err.Error(), p) {
			t.Errorf("error %v, want one with %q", err, p)
		}
	}
}

// The whole way of a paper, each step by the role whose step it is, refused to others.
func TestTheWayOfAPaper(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		id := real(t, d, "QD-1")
		steps := []struct {
			by       people.Role
			state    string
			refused  people.Role
			comments string
		}{
			{people.Drafter, ContentChecked, people.Leader, ""},
			{people.FormCheck, FormChecked, people.Drafter, ""},
			{people.Drafter, Submitted, people.Leader, ""},
			{people.Leader, Signed, people.Drafter, ""},
		}
		for _, s := range steps {
			if err := to(t, d, id, member(s.refused), s.state, ""); !errors.Is(err, people.ErrForbidden) {
				t.Fatalf("%s to %s: %v", s.refused, s.state, err)
			}
			other := &people.User{Name: "khac", Grants: []people.Grant{{Role: s.by, Agency: "cong-an-tinh"}}}
			if err := to(t, d, id, other, s.state, ""); !errors.Is(err, people.ErrForbidden) {
				t.Fatalf("another agency's %s to %s: %v", s.by, s.state, err)
			}
			if err := to(t, d, id, member(s.by), s.state, ""); err != nil {
				t.Fatal(err)
			}
		}
		wantError(t, to(t, d, id, boss, Numbered, ""), "cùng một lúc")
		wantError(t, to(t, d, id, boss, Issued, ""), "không chuyển được")
		if _, err := issue(t, d, id, "161", "2024-12-25"); err != nil {
			t.Fatal(err)
		}
		if doc := mustState(t, d, id, Numbered); doc.Symbol != "161/QĐ-UBND" || doc.IssueDay != "2024-12-25" {
			t.Errorf("number: %+v", doc)
		}
		for _, s := range []string{Sealed, Issued} {
			if err := to(t, d, id, member(people.Clerk), s, ""); err != nil {
				t.Fatal(err)
			}
		}
		wantError(t, to(t, d, id, boss, Draft, "sửa"), "không chuyển được")
		edit := Upload{By: boss, At: noon, Origin: "upload", Copy: Copy{Files: []File{{"docx", []byte("sửa")}}}}
		wantError(t, tx(t, d, func(tx *sqlx.Tx) error { _, err := TakeIn(t.Context(), tx, id, edit); return err }), "chỉ sửa bằng văn bản khác")

		relate := func(l Link) error {
			l.Document, l.At = id, noon
			return tx(t, d, func(tx *sqlx.Tx) error { return Relate(t.Context(), tx, boss, l) })
		}
		if err := relate(Link{Relation: "dinh-chinh", Symbol: "12/UBND-NC ngày 02/01/2025", Comment: "sai chính tả"}); err != nil {
			t.Fatal(err)
		}
		later := real(t, d, "QD-2")
		wantError(t, relate(Link{Relation: "thay-the", By: later, Comment: "danh sách"}), "phải đã phát hành")
		sign(t, d, later)
		if _, err := issue(t, d, later, "162", "2024-12-26"); err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{Sealed, Issued} {
			if err := to(t, d, later, boss, s, ""); err != nil {
				t.Fatal(err)
			}
		}
		if err := relate(Link{Relation: "thay-the", By: later, Comment: "danh sách"}); err != nil {
			t.Fatal(err)
		}
		mustState(t, d, id, Replaced)
		links, err := Links(t.Context(), d.Reader, later)
		if err != nil || len(links) != 1 || links[0].Document != id || links[0].Symbol != "162/QĐ-UBND" {
			t.Errorf("links of the later paper: %+v, %v", links, err)
		}
		if _, err := audit.Verify(t.Context(), d.Reader); err != nil {
			t.Error(err)
		}
	})
}

func TestFindingsStopSubmission(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		id := mustKeep(t, d, sample(t, `{}`, "one")).Document // has a finding "sai" and is of sample data
		if err := to(t, d, id, boss, ContentChecked, ""); err != nil {
			t.Fatal(err)
		}
		wantError(t, to(t, d, id, boss, FormChecked, ""), "COUNT", "Điều 1 ghi 05", "xác nhận thể thức", "bỏ qua có lý do")
		if err := to(t, d, id, boss, FormChecked, "", "COUNT"); err != nil {
			t.Fatal(err)
		}
		if err := to(t, d, id, boss, Submitted, ""); err != nil { // it is let pass in this text
			t.Fatal(err)
		}
		doc := mustState(t, d, id, Submitted)
		ws, err := Waivers(t.Context(), d.Reader, id, doc.Submitted)
		if err != nil || len(ws) != 1 || ws[0].Rule != "COUNT" || ws[0].Actor != "boss" || ws[0].Reason == "" {
			t.Errorf("waivers: %+v, %v", ws, err)
		}
		if err := to(t, d, id, boss, Signed, ""); err != nil {
			t.Fatal(err)
		}
		_, err = issue(t, d, id, "1", "2024-12-25")
		wantError(t, err, "số liệu mẫu")
	})
}

// bring takes a document n steps along its way.
func bring(t testing.TB, d *db.DB, id int64, n int, so string) {
	t.Helper()
	for _, s := range []string{ContentChecked, FormChecked, Submitted, Signed, Numbered, Sealed, Issued}[:n] {
		err := error(nil)
		if s == Numbered {
			_, err = issue(t, d, id, so, "2024-12-25")
		} else {
			err = to(t, d, id, boss, s, "")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Which version is the one to open now follows from the state, in lists, on the shelf and
// in the portal alike.
func TestTheVersionToOpen(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		id := real(t, d, "QD-1")
		s, lay := layer(t, d)
		upload := func(origin, format, text string) {
			t.Helper()
			err := tx(t, d, func(tx *sqlx.Tx) error {
				doc, err := Get(t.Context(), tx, id)
				if err == nil {
					_, err = TakeIn(t.Context(), tx, id, Upload{By: boss, At: noon, Origin: origin, Copy: Copy{From: doc.Version, Files: []File{{format, []byte(text)}}}})
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		move := func(state string) func() {
			return func() {
				t.Helper()
				if err := to(t, d, id, boss, state, "lý do"); err != nil {
					t.Fatal(err)
				}
			}
		}
		again := func() {
			m := sample(t, `{"a":2}`, "làm lại")
			m.Sample, m.Findings, m.Name, m.Key.Round = false, nil, "QD-1", "QD-1"
			mustKeep(t, d, m)
		}
		for _, step := range []struct {
			what      string
			do        func()
			version   int
			word, pdf string // on the shelf
		}{
			{"made", func() {}, 1, "bản QD-1", "%PDF bản QD-1"},
			{"edited", func() { upload("upload", "docx", "sửa") }, 2, "sửa", "%PDF bản QD-1"},
			{"checked", move(ContentChecked), 2, "sửa", "%PDF bản QD-1"},
			{"form checked", move(FormChecked), 2, "sửa", "%PDF bản QD-1"},
			{"submitted", move(Submitted), 3, "bản trình ký", "%PDF bản QD-1"},
			{"returned", move(Draft), 2, "sửa", "%PDF bản QD-1"},
			{"checked again", func() { move(ContentChecked)(); move(FormChecked)() }, 2, "sửa", "%PDF bản QD-1"},
			{"submitted again", move(Submitted), 4, "bản trình ký", "%PDF bản QD-1"},
			{"signed", move(Signed), 4, "bản trình ký", "%PDF bản QD-1"},
			{"a run after the signature", again, 4, "bản trình ký", "%PDF bản QD-1"},
			{"signed file", func() { upload("signed", "pdf", "%PDF đã ký") }, 6, "bản trình ký", "%PDF đã ký"},
			{"numbered", func() {
				if _, err := issue(t, d, id, "161", "2024-12-25"); err != nil {
					t.Fatal(err)
				}
			}, 7, "161/QĐ-UBND", ""},
			{"sealed", move(Sealed), 7, "161/QĐ-UBND", ""},
			{"issued file", func() { upload("signed", "pdf", "%PDF phát hành") }, 8, "161/QĐ-UBND", "%PDF phát hành"},
			{"issued", move(Issued), 8, "161/QĐ-UBND", "%PDF phát hành"},
		} {
			step.do()
			docs, err := List(t.Context(), d.Reader, Filter{Name: "QD-1"})
			if err != nil || len(docs) != 1 || docs[0].Version != step.version {
				t.Fatalf("%s: %+v, %v; want version %d", step.what, docs, err, step.version)
			}
			files, err := FilesToOpen(t.Context(), d.Reader, docs...)
			if err != nil || !slices.ContainsFunc(files[id], func(f VersionFile) bool { return f.SHA256 == Hash([]byte(step.word)) }) {
				t.Errorf("%s: %+v, %v", step.what, files, err)
			}
			lay()
			if got := content(t, s, "QD-1.docx"); got != step.word {
				t.Errorf("%s: Word file on the shelf %q, want %q; %q", step.what, got, step.word, shelfFiles(t, s.Dir))
			}
			if step.pdf != "" && content(t, s, "QD-1.pdf") != step.pdf {
				t.Errorf("%s: PDF on the shelf %q, want %q", step.what, content(t, s, "QD-1.pdf"), step.pdf)
			}
			if n := len(shelfFiles(t, s.Dir)); n > 3 {
				t.Errorf("%s: more than one file to choose from: %q", step.what, shelfFiles(t, s.Dir))
			}
		}
	})
}

func TestBooks(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		set := func(b Book) error {
			return tx(t, d, func(tx *sqlx.Tx) error { return SetBook(ctx, people.Change{Tx: tx, By: boss, At: noon}, b) })
		}
		if err := set(Book{Code: "qd", Agency: "ubnd-tinh", Name: "Sổ quyết định", Source: Inside, First: 2871, Kinds: []string{"quyet-dinh-khen-thuong"}}); err != nil {
			t.Fatal(err)
		}
		wantError(t, set(Book{Code: "qd", Agency: "cong-an-tinh", Name: "Sổ", Source: Inside, First: 1, Kinds: []string{"*"}}), "another agency")
		one, two, three := real(t, d, "QD-1"), real(t, d, "QD-2"), real(t, d, "QD-3")
		for _, id := range []int64{one, two, three} {
			sign(t, d, id)
		}
		_, err := issue(t, d, one, "2875", "2024-12-25")
		wantError(t, err, "số tiếp theo là 2871")
		if n, err := issue(t, d, one, "", "2024-12-25"); err != nil || n.Number != 2871 || n.Year != 2024 {
			t.Fatalf("first number: %+v, %v", n, err)
		}
		// A cancelled number is kept with its reason and never given again.
		wantError(t, to(t, d, one, boss, Draft, ""), "phải nêu lý do")
		if err := to(t, d, one, boss, Draft, "sai tên"); err != nil {
			t.Fatal(err)
		}
		if n, err := issue(t, d, two, "", "2024-12-24"); err != nil || n.Number != 2872 {
			t.Fatalf("after a cancelled number: %+v, %v", n, err)
		}
		_, err = issue(t, d, three, "2871", "2024-12-26")
		wantError(t, err, "đã hủy (sai tên)")
		n, err := issue(t, d, three, "2871a", "2024-12-26")
		if err != nil || n.Text() != "2871a" {
			t.Fatalf("inserted number: %+v, %v", n, err)
		}
		doc := mustState(t, d, three, Numbered)
		fs, err := Findings(ctx, d.Reader, three, doc.Versions)
		rules := []string{}
		for _, f := range fs {
			rules = append(rules, f.Rule)
		}
		if err != nil || !slices.Equal(rules, []string{"INSERTED", "DAY_ORDER"}) {
			t.Errorf("findings of the inserted number: %+v, %v", fs, err)
		}
		sign(t, d, one)
		// The year is that of the day of issue: an award for 2024 decided in January 2025.
		if n, err := issue(t, d, one, "", "2025-01-14"); err != nil || n.Number != 2871 || n.Year != 2025 {
			t.Errorf("January: %+v, %v", n, err)
		}
		list, err := Numbers(ctx, d.Reader, "qd", 2024)
		if err != nil || len(list) != 3 || list[0].Cancelled != "sai tên" || list[0].CancelledBy != "boss" || list[1].Suffix != "a" || list[2].Number != 2872 {
			t.Errorf("register: %+v, %v", list, err)
		}
		found, err := List(ctx, d.Reader, Filter{Text: "2872/qđ-ubnd"})
		if err != nil || len(found) != 1 || found[0].ID != two {
			t.Errorf("search by number: %+v, %v", found, err)
		}
	})
}

// A book whose numbers come from outside takes any number once, in each year.
func TestOutsideNumbers(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		one, two := real(t, d, "QD-1"), real(t, d, "QD-2")
		sign(t, d, one)
		sign(t, d, two)
		for so, want := range map[string]string{"": "nêu số", "0": "cần một số", "45ab": "cần một số", "-1": "cần một số"} {
			_, err := issue(t, d, one, so, "2024-12-25")
			wantError(t, err, want)
		}
		_, err := issue(t, d, one, "161", "32/12/2024")
		wantError(t, err, "ngày có trong lịch")
		if n, err := issue(t, d, one, "161", "25/12/2024"); err != nil || n.Book != "ubnd-tinh" || n.Day != "2024-12-25" {
			t.Fatalf("%+v, %v", n, err)
		}
		_, err = issue(t, d, two, "0161", "2024-12-26")
		wantError(t, err, "đã cấp cho 161/QĐ-UBND")
		err = tx(t, d, func(tx *sqlx.Tx) error {
			_, err := Register(t.Context(), tx, Entry{Book: "ubnd-tinh", Symbol: "UBND-NC", By: boss, Number: "7", Day: "2024-02-05", Title: "Công văn", At: noon})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = issue(t, d, two, "007", "2024-12-26")
		wantError(t, err, "07/UBND-NC")
		if n, err := issue(t, d, two, "161", "2025-01-02"); err != nil || n.Year != 2025 {
			t.Errorf("another year: %+v, %v", n, err)
		}
	})
}

// Many clerks at once get numbers without a gap and without a double.
func TestNumbersUnderConcurrency(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		err := tx(t, d, func(tx *sqlx.Tx) error {
			return SetBook(t.Context(), people.Change{Tx: tx, By: boss, At: noon}, Book{Code: "qd", Agency: "ubnd-tinh", Name: "Sổ", Source: Inside, First: 1, Kinds: []string{"*"}})
		})
		if err != nil {
			t.Fatal(err)
		}
		const n = 16
		ids := make([]int64, n)
		for i := range ids {
			ids[i] = real(t, d, fmt.Sprintf("QD-%d", i))
			sign(t, d, ids[i])
		}
		var all sync.WaitGroup
		numbers, errs := make([]int, n), make([]error, n)
		for i, id := range ids {
			all.Go(func() {
				got, err := issue(t, d, id, "", "2024-12-25")
				if errs[i] = err; err == nil {
					numbers[i] = got.Number
				}
			})
		}
		all.Wait()
		slices.Sort(numbers)
		for i, got := range numbers {
			if got != i+1 || errs[i] != nil {
				t.Fatalf("numbers %v, %v", numbers, errors.Join(errs...))
			}
		}
	})
}

func TestSearch(t *testing.T) {
	results := map[string]string{}
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		for i, p := range []string{"Nguyễn Văn An", "Trần Thị Bình", "Nguyễn Thị Văn", "Điểu Đức Hoà"} {
			m := sample(t, fmt.Sprintf(`{"ca_nhan":[{"ho_ten":%q,"ten_don_vi":"Công an xã %d"}]}`, p, i), p)
			m.Name, m.Key.Round, m.Key.Unit = fmt.Sprintf("QD-%d", i), fmt.Sprint(i), fmt.Sprintf("xa-%d", i)
			mustKeep(t, d, m)
		}
		for text, want := range map[string]string{
			"nguyen van":            "QD-0",      // side by side
			"NGUYỄN VĂN AN":         "QD-0",      // any case and marks
			"van nguyen":            "QD-0 QD-2", // nowhere side by side: anywhere
			"dieu duc hoa":          "QD-3",
			"Điểu Đức Hòa":          "QD-3", // the other place of the tone
			"cong an xa 2":          "QD-2",
			"quyết định bằng khen":  "QD-0 QD-1 QD-2 QD-3",
			"khong co":              "",
			"an":                    "QD-0 QD-1 QD-2 QD-3",
			"'; DROP TABLE users--": "",
			"binh_":                 "QD-1",
		} {
			docs, err := List(t.Context(), d.Reader, Filter{Text: text})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, doc := range docs {
				got = append(got, doc.Name)
			}
			slices.Sort(got)
			if s := strings.Join(got, " "); s != want {
				t.Errorf("%q: %q, want %q", text, s, want)
			} else if other, ok := results[text]; ok && other != s {
				t.Errorf("%q: the databases differ: %q, %q", text, s, other)
			} else {
				results[text] = s
			}
		}
		docs, err := List(t.Context(), d.Reader, Filter{Text: "bang khen", Unit: "xa-2", Kind: "quyet-dinh-khen-thuong", State: "dự thảo", Period: "2024"})
		if err != nil || len(docs) != 1 || docs[0].Name != "QD-2" {
			t.Errorf("all filters: %+v, %v", docs, err)
		}
		// A new version without a person no longer answers to the name.
		m := sample(t, `{"ca_nhan":[]}`, "khác")
		m.Name, m.Key.Round, m.Key.Unit = "QD-0", "0", "xa-0"
		mustKeep(t, d, m)
		if docs, err := List(t.Context(), d.Reader, Filter{Text: "nguyen van an"}); err != nil || slices.ContainsFunc(docs, func(d Document) bool { return d.Name == "QD-0" }) {
			t.Errorf("after the person was taken off the list: %+v, %v", docs, err)
		}
	})
}
