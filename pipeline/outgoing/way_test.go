package outgoing

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/outgoing/diff"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// versionsOf tells the versions of a paper, the newest first.
func versionsOf(t *testing.T, p *Papers, doc *archive.Document) string {
	t.Helper()
	list, err := archive.Versions(t.Context(), p.DB.Reader, doc.ID)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, v := range list {
		fmt.Fprintf(&b, "%d %s of %d:", v.Number, v.Origin, v.BasedOn)
		for _, f := range v.Files {
			b.WriteString(" " + f.Format)
		}
		fmt.Fprintf(&b, "; %s\n", v.Note)
	}
	return b.String()
}

func traced(list []Traced) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%s: %q of %s.%s (%s)", f.Place, f.Reads, f.Query, f.Column, f.About)
		if f.Figure != (archive.Figure{}) {
			fmt.Fprintf(&b, " is %+v", f.Figure)
		}
		for _, s := range f.From {
			fmt.Fprintf(&b, " from %s %s %s %s %.10s", s.File, s.Unit, s.Symbol, s.Actor, s.Received)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func wantText(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n%s\nwant\n%s", what, got, want)
	}
}

// imported notes that a unit sent a file in a year, with changes of ho_xa where it made some.
func imported(p *Papers, name, unit string, year int, changed bool) {
	p.DB.Writer.MustExec(`INSERT INTO imports (name, sha256, body, unit, year, symbol, received, actor, at)
		VALUES (?, ?, X'00', ?, ?, '12/BC-UBND', '2024-12-01', 'lan', '2024-12-01 00:00:00+00:00')`, name, strings.Repeat("0", 64), unit, year)
	if changed {
		p.DB.Writer.MustExec(`INSERT INTO import_changes (import_id, seq, table_name, row_key, before, after) SELECT MAX(id), 1, 'ho_xa', '1', 'a', 'b' FROM imports`)
	}
}

// TestFiguresOfAPaper: of each figure is told where it stands, from which query and column it comes, what the query
// gives and what its unit sent in that year, the newest first; and which other papers hold it, as last year's too.
func TestFiguresOfAPaper(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	ctx := t.Context()
	p.DB.Writer.MustExec(`INSERT INTO ho_xa VALUES (2023, 'Xã Đak Ơ', 900), (2025, 'Xã Đak Ơ', 990)`)
	imported(p, "cu.xlsx", "dak-o", 2024, false)
	imported(p, "moi.xlsx", "dak-o", 2024, false)
	imported(p, "nam-ngoai.xlsx", "dak-o", 2023, false)
	imported(p, "khac.xlsx", "khac", 2024, false)
	report := kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"})
	beside := kept(t, p, "so-sanh", map[string]string{"nam": "2024"})
	later := kept(t, p, "so-sanh", map[string]string{"nam": "2025"})
	figures := func(doc *archive.Document, asked Asked) []Traced {
		t.Helper()
		list, err := p.Trace(ctx, doc, asked)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	const sent = " from moi.xlsx Xã Đak Ơ 12/BC-UBND lan 2024-12-01 from cu.xlsx Xã Đak Ơ 12/BC-UBND lan 2024-12-01"
	wantText(t, "the report", traced(figures(report, Asked{})), `thân văn bản, đoạn 4: "2024" of .nam () is {Record: Column:nam Value:2024}
thân văn bản, đoạn 4: "2226" of tong_ho.tong (Tổng số hộ) is {Record: Column:tong Value:2226}
thân văn bản, đoạn 4: "Xã Bù Nho" of tong_ho.dong_nhat (Tổng số hộ) is {Record: Column:dong_nhat Value:Xã Bù Nho}
thân văn bản, đoạn 4: "Nghị định cũ" of tong_ho.can_cu (Tổng số hộ) is {Record: Column:can_cu Value:Nghị định cũ}
thân văn bản, đoạn 5: "Xã Bù Nho" of cac_xa.ten (Các xã)
thân văn bản, đoạn 5: "1286" of cac_xa.so_ho (Các xã) is {Record:Xã Bù Nho Column:so_ho Value:1286}
thân văn bản, đoạn 6: "Xã Đak Ơ" of cac_xa.ten (Các xã)`+sent+`
thân văn bản, đoạn 6: "940" of cac_xa.so_ho (Các xã) is {Record:Xã Đak Ơ Column:so_ho Value:940}`+sent+`
thân văn bản, đoạn 7: "Sở Nội vụ" of noi_gui.ten (Nơi nhận)
thân văn bản, đoạn 8: "Lưu: VT, NC" of noi_gui.ten (Nơi nhận)
`)
	all := figures(beside, Asked{})
	wantText(t, "the comparison", traced(all), `thân văn bản, đoạn 4: "1286 940 " of so_sanh.nam_nay (So sánh hai năm)
thân văn bản, đoạn 5: "Xã Bù Nho Xã Đak Ơ " of so_sanh.ten (So sánh hai năm)
thân văn bản, đoạn 2: "Xã Bù Nho" of so_sanh.ten (So sánh hai năm)
thân văn bản, đoạn 2: "1286" of so_sanh.nam_nay (So sánh hai năm) is {Record:Xã Bù Nho Column:nam_nay Value:1286}
thân văn bản, đoạn 3: "Xã Đak Ơ" of so_sanh.ten (So sánh hai năm)`+sent+`
thân văn bản, đoạn 3: "940" of so_sanh.nam_nay (So sánh hai năm) is {Record:Xã Đak Ơ Column:nam_nay Value:940}`+sent+`
thân văn bản, đoạn 3: "900" of so_sanh.nam_truoc (So sánh hai năm) is {Record:Xã Đak Ơ Column:nam_truoc Value:900}`+sent+`
`)
	wantText(t, "what reads 940", traced(figures(report, Asked{Text: "940"})), `thân văn bản, đoạn 6: "940" of cac_xa.so_ho (Các xã) is {Record:Xã Đak Ơ Column:so_ho Value:940}`+sent+"\n")
	wantText(t, "what nothing reads", traced(figures(report, Asked{Text: "941"})), "")
	wantText(t, "a mark", traced(figures(beside, Asked{Mark: all[3].Mark})), `thân văn bản, đoạn 2: "1286" of so_sanh.nam_nay (So sánh hai năm) is {Record:Xã Bù Nho Column:nam_nay Value:1286}`+"\n")
	wantText(t, "no mark", traced(figures(beside, Asked{Mark: "99"})), "")
	if _, err := p.Trace(ctx, report, Asked{Version: 7}); err == nil {
		t.Error("a version that there is not")
	}

	theirs := &people.User{Name: "tam", Grants: []people.Grant{{Role: people.UnitMember, Unit: "dak-o"}}}
	for _, c := range []struct {
		of    *archive.Document
		by    *people.User
		asked Asked
		want  string
	}{
		{beside, admin, Asked{}, "so-sanh-2025"}, {later, admin, Asked{}, ""}, {beside, admin, Asked{Text: "940"}, "so-sanh-2025"},
		{beside, admin, Asked{Text: "900"}, ""}, {beside, theirs, Asked{}, ""}, {report, admin, Asked{Text: "2226"}, ""},
	} {
		others, err := p.Elsewhere(ctx, c.of, figures(c.of, c.asked), c.by)
		var names []string
		for _, o := range others {
			names = append(names, o.Name)
		}
		if got := strings.Join(names, " "); err != nil || got != c.want {
			t.Errorf("what %s has of %q stands in %q, want %q, %v", c.of.Name, c.asked.Text, got, c.want, err)
		}
	}
}

// TestSinceAFigureChanged: what an import changed is told of each paper that prints it: what was sent first, each
// figure with its place, a few of many; papers that have the figures of now are not told.
func TestSinceAFigureChanged(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	ctx := t.Context()
	p.DB.Writer.MustExec(`INSERT INTO ho_xa VALUES (2024, 'Xã An', 10), (2024, 'Xã Bình', 20), (2024, 'Xã Cát', 30), (2024, 'Xã Dinh', 40), (2025, 'Xã Đak Ơ', 990), (2022, 'Xã Khác', 2326)`)
	kept(t, p, "bao-cao-ho", map[string]string{"nam": "2022"}) // a total that is the same by chance
	report := kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"})
	kept(t, p, "bao-cao-ho", map[string]string{"nam": "2025"})
	kept(t, p, "so-sanh", map[string]string{"nam": "2024"})
	kept(t, p, "so-sanh", map[string]string{"nam": "2025"})
	if _, _, err := p.TakeIn(ctx, report, admin, typed(t, file(t, p, report, 1, "docx"), " hộ, đông", " (người gõ)")); err != nil {
		t.Fatal(err)
	}
	since := func(by *people.User, change func()) string {
		t.Helper()
		before, err := p.DB.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer before.Rollback()
		if change != nil {
			imported(p, "sua", "dak-o", 2024, true)
			change()
		}
		out, err := p.Since(ctx, before, by)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, o := range out.Papers {
			fmt.Fprintf(&b, "%s, edited %t:\n  %s\n", o.Document.Name, o.Edited, strings.Join(o.Different, "\n  "))
			if o.More > 0 {
				fmt.Fprintf(&b, "  and %d\n", o.More)
			}
		}
		if out.More > 0 {
			fmt.Fprintf(&b, "and %d papers\n", out.More)
		}
		return b.String()
	}
	set := func(statement string) func() { return func() { p.DB.Writer.MustExec(statement) } }
	wantText(t, "nothing", since(admin, nil), "")
	wantText(t, "one", since(admin, set(`UPDATE ho_xa SET so_ho = 1940 WHERE so_ho = 940`)), `so-sanh-2025, edited false:
  Xã Đak Ơ, nam_truoc: 940 → 1.940 (thân văn bản, đoạn 2)
bao-cao-ho-2024, edited true:
  Xã Đak Ơ, số hộ (ước tính): 940 → 1.940 (thân văn bản, đoạn 10)
  dong_nhat: Xã Bù Nho → Xã Đak Ơ (thân văn bản, đoạn 4)
  tổng số hộ: 2.326 → 3.326 (thân văn bản, đoạn 4)
so-sanh-2024, edited false:
  Xã Đak Ơ, nam_nay: 940 → 1.940 (thân văn bản, đoạn 7)
`)
	wantText(t, "many", since(admin, set(`UPDATE ho_xa SET so_ho = so_ho + 1 WHERE nam = 2024`)), `so-sanh-2025, edited false:
  Xã Đak Ơ, nam_truoc: 940 → 1.941 (thân văn bản, đoạn 2)
bao-cao-ho-2024, edited true:
  Xã Đak Ơ, số hộ (ước tính): 940 → 1.941 (thân văn bản, đoạn 10)
  Xã An, số hộ (ước tính): 10 → 11 (thân văn bản, đoạn 5)
  Xã Bình, số hộ (ước tính): 20 → 21 (thân văn bản, đoạn 6)
  Xã Bù Nho, số hộ (ước tính): 1.286 → 1.287 (thân văn bản, đoạn 7)
  Xã Cát, số hộ (ước tính): 30 → 31 (thân văn bản, đoạn 8)
  and 2
so-sanh-2024, edited false:
  Xã Đak Ơ, nam_nay: 940 → 1.941 (thân văn bản, đoạn 7)
  Xã An, nam_nay: 10 → 11 (thân văn bản, đoạn 2)
  Xã Bình, nam_nay: 20 → 21 (thân văn bản, đoạn 3)
  Xã Bù Nho, nam_nay: 1.286 → 1.287 (thân văn bản, đoạn 4)
  Xã Cát, nam_nay: 30 → 31 (thân văn bản, đoạn 5)
  and 1
`)
	wantText(t, "one that may not read them", since(&people.User{Name: "tam", Grants: []people.Grant{{Role: people.UnitMember, Unit: "dak-o"}}}, set(`UPDATE ho_xa SET so_ho = so_ho + 1 WHERE nam = 2024`)), "")
	again := func(kind string) { kept(t, p, kind, map[string]string{"nam": "2024"}) }
	wantText(t, "all but what was made since", since(admin, func() {
		set(`UPDATE ho_xa SET so_ho = so_ho + 1 WHERE ten = 'Xã Cát'`)()
		again("so-sanh")
	}), `bao-cao-ho-2024, edited true:
  Xã Cát, số hộ (ước tính): 30 → 33 (thân văn bản, đoạn 8)
  tổng số hộ: 2.326 → 3.339 (thân văn bản, đoạn 4)
`)
	wantText(t, "of which one was made again", since(admin, set(`UPDATE ho_xa SET so_ho = so_ho + 1 WHERE ten = 'Xã Cát'`)), `bao-cao-ho-2024, edited true:
  Xã Cát, số hộ (ước tính): 30 → 34 (thân văn bản, đoạn 8)
  tổng số hộ: 2.326 → 3.340 (thân văn bản, đoạn 4)
so-sanh-2024, edited false:
  Xã Cát, nam_nay: 33 → 34 (thân văn bản, đoạn 5)
`)
}

// refreshed is a report that a person typed into and that took the figures of now, and the file that the person typed.
func refreshed(t *testing.T, p *Papers) (doc *archive.Document, typedIn []byte) {
	t.Helper()
	doc = kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"})
	typedIn = typed(t, file(t, p, doc, 1, "docx"), " hộ, đông", " (người gõ)")
	if version, note, err := p.TakeIn(t.Context(), doc, admin, typedIn); err != nil || version != 2 || note != "thân văn bản, đoạn 4: thêm “(người gõ)” sau “hộ, đông”" {
		t.Errorf("%d %s, %v", version, note, err)
	}
	p.DB.Writer.MustExec(`UPDATE ho_xa SET so_ho = 1940 WHERE so_ho = 940`)
	if _, err := p.Refresh(t.Context(), now(t, p, doc.ID), admin, Refresh{}); err != nil {
		t.Fatal(err)
	}
	return now(t, p, doc.ID), typedIn
}

// TestEditsInWords: what an edit and the figures of now changed is told in words, in the data where both versions have
// some, and whether a file says anything else at all.
func TestEditsInWords(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	ctx := t.Context()
	doc, typedIn := refreshed(t, p)
	for _, c := range []struct {
		word []byte
		same bool
		note string
	}{{append(bytes.Clone(typedIn), 0), true, "không khác về chữ"}, {file(t, p, doc, 1, "docx"), false, "thân văn bản, đoạn 4: bớt “(người gõ)” trước “nhất là”"}} {
		if e, err := p.Edit(ctx, doc, 2, c.word); err != nil || e.SameText != c.same || e.From != 2 || e.Note != c.note {
			t.Errorf("%d %t %q, %v, want %q", e.From, e.SameText, e.Note, err, c.note)
		}
	}
	differences, err := p.Diff(ctx, doc.ID, 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, "versions 1 and 3", strings.Join(differences, "\n"), `số liệu: danh sách “Các xã” (Xã Đak Ơ), số hộ (ước tính): 940 → 1940
số liệu: dong_nhat: Xã Bù Nho → Xã Đak Ơ
số liệu: tổng số hộ: 2226 → 3226
thân văn bản, đoạn 4: 2226 → 3226 hộ, đông
thân văn bản, đoạn 4: Bù Nho, → Đak Ơ, theo Nghị
thân văn bản, đoạn 6: 940 → 1940 hộ.`)
	if differences, err = p.Diff(ctx, doc.ID, 2, 3); err != nil || len(differences) == 0 || strings.Contains(strings.Join(differences, " "), "số liệu") {
		t.Errorf("versions 2, which has no data, and 3: %q, %v", differences, err)
	}
}

// TestAPaperOnItsWay: what a paper is and has at each step, from the text that is signed to the file that comes back.
func TestAPaperOnItsWay(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	ctx := t.Context()
	doc, _ := refreshed(t, p)
	doc = wave(t, p, doc, toSigned...)
	for what, ask := range map[string]func() error{
		"an overlay": func() error { _, err := p.Overlay(ctx, doc.ID); return err },
		"a slip":     func() error { _, err := p.Slip(ctx, doc.ID); return err },
	} {
		if err := ask(); people.Refused(err) == nil || !strings.Contains(err.Error(), "văn bản chưa có số") {
			t.Errorf("%s before the number: %v", what, err)
		}
	}
	before, err := p.SignBack(ctx, doc, admin, Signed{PDF: file(t, p, doc, 5, "pdf")})
	if err != nil || before.Version != 6 || rules(before.Findings) != "gợi ý NO_SIGNATURE" {
		t.Errorf("before the number: %+v, %v", before, err)
	}
	doc = now(t, p, doc.ID)
	if _, err := p.Issue(ctx, doc.ID, archive.Entry{By: admin, Number: "5", Day: "02/01/2025", At: noon}); people.Refused(err) == nil {
		t.Errorf("a day on which other law holds: %v", err)
	} else {
		wantText(t, "a day on which other law holds", err.Error(), `bao-cao-ho-2024 viết cho ngày 2024-12-15, không ban hành ngày 2025-01-02 được vì nội dung sẽ khác:
  can_cu: Nghị định cũ → Nghị định mới
lập lại văn bản cho ngày ấy, trình ký lại, hoặc chọn ngày khác`)
	}
	n, err := p.Issue(ctx, doc.ID, archive.Entry{By: admin, Number: "5", Day: "16/12/2024", At: noon, Copies: 4})
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, "the number", fmt.Sprint(n.Text(), ", ", n.Symbol, ", ", n.Day, ", ", n.Title, ", ", n.Recipients, ", ", n.Keeper, ", ", n.Copies),
		"05, 05/BC-UBND, 2024-12-16, Báo cáo số hộ năm 2024, Sở Nội vụ, VT, NC, 4")
	doc = now(t, p, doc.ID)
	over, err := p.Overlay(ctx, doc.ID)
	if err != nil || strings.Join(strings.Fields(strings.Join(pages(t, over), "")), " ") != "05 16 12" {
		t.Errorf("the overlay shows %q, %v", pages(t, over), err)
	}
	back, err := p.SignBack(ctx, doc, admin, Signed{PDF: file(t, p, doc, 5, "pdf")})
	if err != nil || back.Version != 8 || rules(back.Findings) != "gợi ý NO_SIGNATURE" {
		t.Errorf("%+v, %v", back, err)
	}
	if text := strings.Join(pages(t, file(t, p, doc, 7, "pdf")), " "); !strings.Contains(text, "Số: 05/BC-UBND") || !strings.Contains(text, "Bình Phước, ngày 16 tháng 12 năm 2024") {
		t.Errorf("the working copy: %s", text)
	}
	if list, err := p.Trace(ctx, doc, Asked{Version: 2, Text: "940"}); err != nil || len(list) != 1 || list[0].Column != "so_ho" {
		t.Errorf("in an older version: %+v, %v", list, err)
	}
	wantText(t, "its versions", versionsOf(t, p, doc), `8 signed of 7: pdf; bản chụp, không có chữ ký số
7 stamp of 0: docx pdf; bản làm việc có số 05/BC-UBND, ngày 16/12/2024; bản gốc là bản đã ký
6 signed of 5: pdf; bản chụp, không có chữ ký số
5 stamp of 4: docx pdf; bản trình ký của phiên bản 4
4 upload of 3: docx map pdf; làm mới bản sửa 2 theo số liệu của bản 3: 3 chỗ cập nhật
3 made of 0: docx json map pdf; `+`
2 upload of 1: docx pdf; thân văn bản, đoạn 4: thêm “(người gõ)” sau “hộ, đông”
1 made of 0: docx json map pdf; `+`
`)
	wantRegister(t, p)
}

// wantRegister holds the register of that paper against what it has to say, on paper and as a workbook.
func wantRegister(t *testing.T, p *Papers) {
	t.Helper()
	ctx := t.Context()
	r, err := p.Register(ctx, "ubnd-tinh", 2024)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Register(ctx, "ubnd-tinh", 2023); err == nil || !strings.Contains(err.Error(), "no number of 2023") {
		t.Error(err)
	}
	if _, err := p.Register(ctx, "khac", 2024); !errors.Is(err, archive.ErrNotFound) {
		t.Error(err)
	}
	printed, err := r.PDF()
	if text := strings.Join(strings.Fields(strings.Join(pages(t, printed), " ")), " "); err != nil || !strings.Contains(text, "05/BC-UBND (2) 16/12/2024") || !strings.Contains(text, "Từ số 05 đến số 05") {
		t.Errorf("the register: %s, %v", text, err)
	}
	if book, err := r.XLSX(); err != nil {
		t.Error(err)
	} else if cells, err := cellLines(book); err != nil || !slices.ContainsFunc(cells, func(l diff.Line) bool { return l.Text == "05/BC-UBND" }) {
		t.Errorf("the workbook: %+v, %v", cells, err)
	}
}

// TestLocate: a file tells which paper it is: the one that is open, of those that are made from the same data.
func TestLocate(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	ctx := t.Context()
	doc, typedIn := refreshed(t, p)
	locate := func(word []byte) string {
		at, err := p.Locate(ctx, word)
		if err != nil {
			return err.Error()
		}
		return fmt.Sprintf("%s lần %d, bản %d", at.Document.Name, at.Document.Seq, at.From)
	}
	third := file(t, p, doc, 3, "docx")
	wantText(t, "the file of before", locate(typedIn), "bao-cao-ho-2024 lần 0, bản 1")
	doc = wave(t, p, doc, toSigned...)
	if _, err := p.Issue(ctx, doc.ID, archive.Entry{By: admin, Number: "5", Day: "2024-12-15", At: noon}); err != nil {
		t.Fatal(err)
	}
	doc = wave(t, p, now(t, p, doc.ID), archive.Sealed, archive.Issued)
	wantText(t, "one that is issued", locate(third), "bao-cao-ho-2024 lần 0, bản 3")
	later, err := p.Replace(ctx, doc, admin, Replacement{Comment: "sai số"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.TakeIn(ctx, later, admin, typed(t, file(t, p, later, 1, "docx"), " hộ, đông", " (người gõ)")); err != nil {
		t.Fatal(err)
	}
	p.DB.Writer.MustExec(`INSERT INTO version_files (document_id, version, format, sha256) SELECT ?, 2, format, sha256 FROM version_files WHERE document_id = ? AND version = 3 AND format = 'json'`, later.ID, doc.ID)
	wantText(t, "one that is issued, and what replaces it", locate(third), "bao-cao-ho-2024-lan-2 lần 1, bản 2")
	p.DB.Writer.MustExec(`UPDATE documents SET state = ? WHERE id = ?`, archive.Draft, doc.ID)
	wantText(t, "two that are open", locate(third), "tệp có thể là của một trong các văn bản bao-cao-ho-2024, bao-cao-ho-2024-lan-2; nêu tên văn bản và gửi tệp làm bản sửa")
	p.DB.Writer.MustExec(`UPDATE documents SET period = '2023'`)
	wantText(t, "a file of another archive", locate(third), "kho lưu trữ không có văn bản mà tệp này bắt đầu từ đó: tệp của kho khác, hoặc văn bản chưa được lưu")
	wantText(t, "a file of no paper", locate(docxtest.Word("x")), "tệp không mang dấu của văn bản nào: tệp không do chương trình lập, loại văn bản không đặt liên kết số liệu, hoặc đã mất dấu; nêu tên văn bản và gửi tệp làm bản sửa")
}

// TestPractice: the sheets that number and day are printed onto in practice say so, as the paper does.
func TestPractice(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	p.DB.Writer.MustExec(`UPDATE co_so_du_lieu SET so_lieu_mau = TRUE, thuc_hanh = TRUE`)
	p.Practice = true
	doc := wave(t, p, kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"}), toSigned...)
	if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "12a", Day: "2024-12-15", At: noon}); err != nil {
		t.Fatal(err)
	}
	over, err := p.Overlay(t.Context(), doc.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, "the overlay", strings.Join(strings.Fields(strings.Join(pages(t, over), "")), " "), "THỰC HÀNH 12a 15 12")
}

// faulty is a small office whose database fails at one step of what is asked of it.
type faulty struct {
	*Papers
	fault *dbtest.Fault
	looks *db.DB // reads the same database, and meets no fault
}

func newFaulty(t *testing.T) *faulty {
	t.Helper()
	looks := dbtest.SQLite(t, queries.Schema())
	f := new(dbtest.Fault)
	d, err := f.Open(t.Context(), looks.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return &faulty{smallOffice(t, d), f, looks}
}

// stands is what the archive has.
func (f *faulty) stands(t *testing.T) (text string) {
	t.Helper()
	err := f.looks.Reader.Get(&text, `SELECT (SELECT GROUP_CONCAT(id || state || urgency) FROM documents) || (SELECT COUNT(*) FROM versions) || '/' ||
		(SELECT COUNT(*) FROM version_files) || '/' || (SELECT COUNT(*) FROM findings) || '/' || (SELECT COUNT(*) FROM audit) || '/' || (SELECT COUNT(*) FROM numbers)`)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// steps does something once for each step that it asks of the database, or for every second, third one, which fails
// there: each time the fault is told, and the archive is as before. Then it is done.
func (f *faulty) steps(t *testing.T, what string, stride int64, do func() error) {
	t.Helper()
	for at := int64(1); ; at += stride {
		before := f.stands(t)
		f.fault.At = f.fault.Steps() + at
		err := do()
		met := f.fault.Steps() >= f.fault.At
		f.fault.At = 0
		switch {
		case !met && err != nil:
			t.Fatalf("%s: %v", what, err)
		case !met:
			return
		case err == nil || !strings.Contains(err.Error(), dbtest.ErrFault.Error()):
			t.Errorf("%s: step %d fails, and what is said is %v", what, at, err)
		}
		if now := f.stands(t); now != before {
			t.Fatalf("%s: step %d fails and leaves\n%s\nof\n%s", what, at, now, before)
		}
	}
}

// TestFaultsAreTold: whichever step of the database fails, whoever asked for it is told, and nothing is half done.
func TestFaultsAreTold(t *testing.T) {
	f := newFaulty(t)
	p, ctx := f.Papers, t.Context()
	doc := kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"})
	begun := file(t, p, doc, 1, "docx")
	typedIn := typed(t, begun, " hộ, đông", " (người gõ)")
	var list []Traced
	each := func(what string, do func() error) { f.steps(t, what, 1, do) }
	some := func(what string, do func() error) { f.steps(t, what, 4, do) } // of much work
	open := func() { doc = now(t, p, doc.ID) }
	some("urgency of what a run made", func() error { return p.SetUrgency(ctx, doc, admin, "HỎA TỐC") })
	if open(); doc.Version != 2 || doc.FromRun != 2 || doc.Urgency != "HỎA TỐC" {
		t.Errorf("with its mark: %+v", doc)
	}
	each("a trace", func() (err error) { list, err = p.Trace(ctx, doc, Asked{Text: "Xã"}); return err })
	each("what holds a figure", func() error { _, err := p.Elsewhere(ctx, doc, list, admin); return err })
	each("rules that mend", func() error { _, err := p.Mendable(ctx, doc); return err })
	each("a mended file", func() error { _, err := p.Mended(ctx, doc); return err })
	each("pages", func() error { _, err := p.Pages(ctx, doc, 1); return err })
	each("a proof", func() error { _, err := p.Verify(ctx, doc, 1); return err })
	each("a paper by its file", func() error { _, err := p.Locate(ctx, typedIn); return err })
	some("an edit", func() error { _, _, err := p.TakeIn(ctx, doc, admin, typedIn); return err })
	each("a difference", func() error { _, err := p.Diff(ctx, doc.ID, 1, 2); return err })
	open()
	f.looks.Writer.MustExec(`UPDATE ho_xa SET so_ho = 1940 WHERE so_ho = 940`)
	some("a refresh that keeps nothing", func() error { _, err := p.Refresh(ctx, doc, admin, Refresh{Dry: true}); return err })
	some("urgency", func() error { return p.SetUrgency(ctx, doc, admin, "KHẨN") })
	open()
	doc = wave(t, p, doc, archive.ContentChecked, archive.FormChecked)
	some("the copy for signature", func() error { return p.Move(ctx, doc.ID, archive.Step{By: admin, To: archive.Submitted, At: noon}, 0) })
	doc = wave(t, p, doc, archive.Signed)
	some("a number", func() error {
		_, err := p.Issue(ctx, doc.ID, archive.Entry{By: admin, Number: "5", Day: "16/12/2024", At: noon})
		return err
	})
	open()
	each("an overlay", func() error { _, err := p.Overlay(ctx, doc.ID); return err })
	each("a slip", func() error { _, err := p.Slip(ctx, doc.ID); return err })
	each("a register", func() error { _, err := p.Register(ctx, "ubnd-tinh", 2024); return err })
	signed := file(t, p, doc, doc.Submitted, "pdf")
	some("a file that comes back", func() error { _, err := p.SignBack(ctx, doc, admin, Signed{PDF: signed}); return err })
	doc = wave(t, p, now(t, p, doc.ID), archive.Sealed, archive.Issued)
	some("what replaces it", func() error { _, err := p.Replace(ctx, doc, admin, Replacement{Comment: "sai số"}); return err })
}
