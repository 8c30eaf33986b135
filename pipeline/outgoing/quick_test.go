package outgoing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
	"vanthu/pipeline/refresh"
	"vanthu/queries"
)

// TestFiguresOfNowInAFile: a file that a person brings goes on from the version that it was begun from: what is told of
// other papers, what a dry run keeps, whose words a file lacks, and that nothing is kept where nothing is new.
func TestFiguresOfNowInAFile(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	ctx := t.Context()
	doc := kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"})
	beside := kept(t, p, "so-sanh", map[string]string{"nam": "2024"})
	p.DB.Writer.MustExec(`INSERT INTO ho_xa VALUES (2025, 'Xã Đak Ơ', 990)`)
	kept(t, p, "so-sanh", map[string]string{"nam": "2025"})
	made := file(t, p, doc, 1, "docx")
	mine, theirs := typed(t, made, " hộ, đông", " (người gõ)"), typed(t, made, "BÁO CÁO", " (người khác gõ)")
	into := func(word []byte, by *people.User, how Refresh) (*Refreshed, error) {
		t.Helper()
		at, err := p.Locate(ctx, word)
		if err != nil {
			t.Fatal(err)
		}
		return p.RefreshFile(ctx, at, by, how)
	}
	nobody := &people.User{Name: "tam", Grants: []people.Grant{{Role: people.UnitMember, Unit: "dak-o"}}}
	if _, err := into(mine, nobody, Refresh{}); err == nil || !strings.Contains(err.Error(), "làm mới số liệu của bao-cao-ho-2024") {
		t.Errorf("by nobody: %v", err)
	}
	p.DB.Writer.MustExec(`UPDATE ho_xa SET so_ho = 1940 WHERE so_ho = 940`)
	told := func(r *Refreshed, err error) string {
		if err != nil {
			return err.Error()
		}
		s := fmt.Sprintf("%d %d %d, %d updated", r.Edited, r.FromRun, r.Version, (&refresh.Result{Changes: r.Changes}).Count(refresh.Updated))
		for _, o := range r.Others {
			s += "\n" + o.Document.Name + ": " + strings.Join(o.Different, "; ")
		}
		return s
	}
	wantText(t, "a dry run", told(into(mine, admin, Refresh{Dry: true})), "0 0 0, 3 updated")
	wantText(t, "what it keeps", fmt.Sprint(now(t, p, doc.ID).Versions), "1")
	wantText(t, "the file", told(into(mine, admin, Refresh{})), "2 3 4, 3 updated")
	wantText(t, "another's", told(into(theirs, admin, Refresh{})), "bao-cao-ho-2024: tệp này bắt đầu từ bản 1, mà bản 4 là chữ người khác đã sửa, không có trong tệp; so hai bản (documents diff) rồi gửi một bản sửa chung")
	wantText(t, "the newest, unchanged", told(into(file(t, p, doc, 4, "docx"), admin, Refresh{})), "4 0 0, 0 updated")
	wantText(t, "what stands", versionsOf(t, p, doc), `4 upload of 3: docx map pdf; làm mới bản sửa 2 theo số liệu của bản 3: 3 chỗ cập nhật
3 made of 0: docx json map pdf; `+`
2 upload of 1: docx pdf; thân văn bản, đoạn 4: thêm “(người gõ)” sau “hộ, đông”
1 made of 0: docx json map pdf; `+`
`)

	// The paper of the next year holds them as last year's.
	if _, _, err := p.TakeIn(ctx, beside, admin, typed(t, file(t, p, beside, 1, "docx"), "SO SÁNH", " (người gõ)")); err != nil {
		t.Fatal(err)
	}
	wantText(t, "a dry run of the paper beside it", told(p.Refresh(ctx, now(t, p, beside.ID), admin, Refresh{Dry: true})), "2 0 0, 2 updated\nso-sanh-2025: Xã Đak Ơ, nam_nay: 940 → 1.940")
	wantText(t, "which keeps nothing", fmt.Sprint(now(t, p, beside.ID).Versions), "2")
}

// TestWithoutLinks: a paper whose versions have no map of their figures is refused where its figures are asked for, and
// who asks is told to make it again.
func TestWithoutLinks(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	ctx := t.Context()
	doc := kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"})
	if _, _, err := p.TakeIn(ctx, doc, admin, typed(t, file(t, p, doc, 1, "docx"), " hộ, đông", " (người gõ)")); err != nil {
		t.Fatal(err)
	}
	doc = now(t, p, doc.ID)
	p.DB.Writer.MustExec(`DROP TRIGGER version_files_no_delete`) // it keeps people from doing what follows
	p.DB.Writer.MustExec(`DELETE FROM version_files WHERE format = 'map'`)
	const want = "bao-cao-ho-2024: "
	for what, ask := range map[string]func() error{
		"a trace":   func() error { _, err := p.Trace(ctx, doc, Asked{}); return err },
		"a refresh": func() error { _, err := p.Refresh(ctx, doc, admin, Refresh{}); return err },
	} {
		if err := ask(); !errors.Is(err, refresh.ErrMarks) || people.Refused(err) == nil || !strings.HasPrefix(err.Error(), want) || !strings.HasSuffix(err.Error(), "lập lại rồi sửa trên bản mới") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if ps, err := p.Pages(ctx, doc, 2); err != nil || len(ps) != 1 || ps.Figures(1) != nil {
		t.Errorf("its pages: %d, %v", len(ps), err)
	}
}

// TestMadeAgainToTheByte: a version that a run made comes out the same, or what differs is told by file, in words where
// its text does, with what it was made with.
func TestMadeAgainToTheByte(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	ctx := t.Context()
	doc := kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"})
	word := file(t, p, doc, 1, "docx")
	for _, other := range [][]byte{typed(t, word, " hộ, đông", " (người gõ)"), typed(t, word, "<w:body>", "<!-- -->")} {
		if _, _, err := p.TakeIn(ctx, now(t, p, doc.ID), admin, other); err != nil {
			t.Fatal(err)
		}
	}
	verify := func(version int) string {
		t.Helper()
		list, err := p.Verify(ctx, now(t, p, doc.ID), version)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(list, "\n")
	}
	wantText(t, "as it is", verify(1)+verify(2), "")
	p.DB.Writer.MustExec(`DROP TRIGGER version_files_no_update`) // it keeps people from doing what follows
	instead := func(version int) {
		p.DB.Writer.MustExec(`UPDATE version_files SET sha256 = (SELECT sha256 FROM version_files WHERE version = ? AND format = 'docx') WHERE version = 1 AND format = 'docx'`, version)
	}
	instead(2)
	wantText(t, "other words", verify(1), "docx: thân văn bản, đoạn 4: bớt “(người gõ)” trước “nhất là”")
	instead(3)
	p.Program = "sau"
	wantText(t, "the same words", verify(1), fmt.Sprintf("docx: byte khác (trước %d, nay %d byte), chữ như cũ hoặc không so được\nchương trình đã đổi: test → sau", len(file(t, p, doc, 3, "docx")), len(word)))
}

// TestUrgencyOfAnEdit: the mark of urgency comes into the text that a person edited, as a version of its own, and
// nothing else of it changes; what is laid before the leader bears it, and no mark of a draft.
func TestUrgencyOfAnEdit(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	ctx := t.Context()
	doc, _ := refreshed(t, p)
	if err := p.SetUrgency(ctx, doc, admin, "HỎA TỐC"); err != nil {
		t.Fatal(err)
	}
	doc = now(t, p, doc.ID)
	list, err := DiffWord(file(t, p, doc, 4, "docx"), file(t, p, doc, 5, "docx"))
	if err != nil || doc.Urgency != "HỎA TỐC" || len(list) != 1 || !strings.Contains(list[0], "HỎA TỐC") {
		t.Errorf("%+v, %q, %v", doc, list, err)
	}
	doc = wave(t, p, doc, archive.ContentChecked, archive.FormChecked)
	if err := p.Move(ctx, doc.ID, archive.Step{By: admin, To: archive.Submitted, At: noon}, 9); !errors.Is(err, archive.ErrNotFound) || now(t, p, doc.ID).State != doc.State {
		t.Errorf("a version that there is not: %v", err)
	}
	doc = wave(t, p, doc, archive.Submitted)
	reads := func(version int) string {
		return strings.Join(strings.Fields(strings.Join(pages(t, file(t, p, doc, version, "pdf")), " ")), " ")
	}
	text := reads(doc.Submitted)
	if !strings.Contains(text, "HỎA TỐC") || strings.Contains(text, making.DraftMark) || !strings.Contains(reads(5), making.DraftMark) {
		t.Errorf("laid before the leader: %s", text)
	}
}

// TestSignedWithItsNumber: number and day that the signing tool printed come into the book, wherever the paper waited for
// the leader; who may not give numbers brings none in.
func TestSignedWithItsNumber(t *testing.T) {
	ctx := t.Context()
	for _, way := range [][]string{toSigned, toSigned[:len(toSigned)-1]} {
		p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
		doc := wave(t, p, kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"}), way...)
		signed := printedPDF(t, "Số: 05/BC-UBND", "Bình Phước, ngày 15 tháng 12 năm 2024", "BÁO CÁO")
		nobody := &people.User{Name: "tam", Grants: []people.Grant{{Role: people.UnitMember, Unit: "dak-o"}}}
		if _, err := p.SignBack(ctx, doc, nobody, Signed{PDF: signed}); err == nil || now(t, p, doc.ID).Symbol != "" {
			t.Errorf("%s, by nobody: %v", doc.State, err)
		}
		if _, err := p.SignBack(ctx, doc, admin, Signed{PDF: signed}); err != nil {
			t.Fatal(err)
		}
		doc = now(t, p, doc.ID)
		wantText(t, "in the book", doc.State+", "+doc.Symbol+", "+doc.IssueDay, archive.Numbered+", 05/BC-UBND, 2024-12-15")
		slip, err := p.Slip(ctx, doc.ID)
		if text := strings.Join(strings.Fields(strings.Join(pages(t, slip), " ")), " "); err != nil || !strings.Contains(text, "05/BC-UBND") || !strings.Contains(text, "Báo cáo số hộ") || !strings.Contains(text, "Sở Nội vụ") {
			t.Errorf("the slip: %s, %v", text, err)
		}
	}
}

// TestAnotherPaperReplacesNone: parameters by which another paper is made are refused where one is replaced; what sets an
// issued paper right needs its text, or the reason to recall it.
func TestAnotherPaperReplacesNone(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	ctx := t.Context()
	p.DB.Writer.MustExec(`INSERT INTO ho_xa VALUES (2025, 'Xã An', 10)`)
	doc := wave(t, p, kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"}), toSigned...)
	if _, err := p.Issue(ctx, doc.ID, archive.Entry{By: admin, Number: "5", Day: "2024-12-15", At: noon}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Correct(ctx, now(t, p, doc.ID), admin, Correction{Relation: archive.Recalls, Comment: "x", Day: "2025-01-05"}); people.Refused(err) == nil || !strings.Contains(err.Error(), "đã phát hành có số") {
		t.Errorf("one that is not issued: %v", err)
	}
	doc = wave(t, p, now(t, p, doc.ID), archive.Sealed, archive.Issued)
	before := documents(t, p)
	if _, err := p.Replace(ctx, doc, admin, Replacement{Comment: "sai số", Params: map[string]string{"nam": "2025", "ngay": "2025-12-15"}}); people.Refused(err) == nil || !strings.Contains(err.Error(), "với các tham số này, chương trình lập văn bản khác") {
		t.Errorf("another year: %v", err)
	}
	for _, c := range []struct {
		order Correction
		says  string
	}{
		{Correction{Comment: "x"}, "đưa tệp Word đã sửa lại cho đúng, hoặc thu hồi"},
		{Correction{Comment: "x", Edited: []byte("no Word file")}, "bao-cao-ho-2024: "},
		{Correction{Relation: archive.Recalls}, "bao-cao-ho-2024: nêu lý do"},
	} {
		c.order.Day = "2025-01-05"
		if _, err := p.Correct(ctx, doc, admin, c.order); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v", c.order, err)
		}
	}
	if n := documents(t, p); n != before {
		t.Errorf("%d papers begun by what was refused", n-before)
	}
}

// TestCompanionsOfAnEdit: what is made from the same data as an edited paper is named with what brings it along: its row
// of the register where it has a number, its workbook where it has one.
func TestCompanionsOfAnEdit(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	doc := kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"})
	from, err := p.fromRun(t.Context(), doc.ID, 1)
	if err != nil {
		t.Fatal(err)
	}
	const say = ": Làm từ số liệu, chưa có những chỗ vừa sửa tay: sửa số liệu cho khớp, rồi "
	again := "lập lại “Báo cáo số hộ” với nam=2024, ngay=2024-12-15.\n"
	for _, c := range []struct {
		symbol string
		sheet  bool
		want   string
	}{
		{"", false, ""}, {"05/BC-UBND", false, check.Warning + " COMPANION sổ đăng ký, số 05/BC-UBND" + say + "lập văn bản thay thế bao-cao-ho-2024.\n"},
		{"", true, check.Warning + " COMPANION bảng tính bao-cao-ho-2024.xlsx" + say + again},
	} {
		numbered, v := *doc, *from
		numbered.Symbol = c.symbol
		if c.sheet {
			v.Files = append(v.Files[:len(v.Files):len(v.Files)], archive.VersionFile{Format: "xlsx"})
		}
		found, err := p.companions(t.Context(), &numbered, &v)
		if err != nil {
			t.Fatal(err)
		}
		wantText(t, c.symbol, toldFindings(found), c.want)
	}
}

// TestAgencyThatIsNone: where an agency has no names on a day all are empty; what else keeps them from being read is an
// error.
func TestAgencyThatIsNone(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	set, err := p.withAgency(t.Context(), "khac", "2024-12-15")
	if err != nil {
		t.Fatal(err)
	}
	contract, _ := p.Queries.Contract(queryAgency)
	for _, c := range contract.Columns {
		if v, has := set.Get(c.Name); !has || v.Literal() != "" {
			t.Errorf("%s: %q, %t", c.Name, v.Literal(), has)
		}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.withAgency(gone, "khac", "2024-12-15"); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits any more: %v", err)
	}
}

// TestPagesOfWhatARunMade: the pages of what is not kept yet are those of its Word file; there may be none.
func TestPagesOfWhatARunMade(t *testing.T) {
	p := smallOffice(t, dbtest.SQLite(t, queries.Schema()))
	made, err := p.Make(t.Context(), making.Request{Kind: "bao-cao-ho", Params: map[string]string{"nam": "2024"}})
	if err != nil {
		t.Fatal(err)
	}
	ps, err := p.PagesOf(t.Context(), made[0])
	if err != nil || len(ps) != 1 {
		t.Fatalf("%d pages, %v", len(ps), err)
	}
	if gaps := gaps(&ps[0]); len(gaps) != 3 {
		t.Errorf("its blanks: %+v", gaps)
	}
	for i := range made[0].Files {
		if bytes.HasPrefix(made[0].Files[i].Data, []byte("PK")) {
			made[0].Files[i].Format = "khac"
		}
	}
	if _, err := p.PagesOf(t.Context(), made[0]); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("no Word file: %v", err)
	}
}

// TestFaultsOfQuestions: whichever step of the database fails, who asks which papers print old figures, or for the pages
// of one, is told.
func TestFaultsOfQuestions(t *testing.T) {
	f := newFaulty(t)
	p, ctx := f.Papers, t.Context()
	f.looks.Writer.MustExec(`INSERT INTO ho_xa VALUES (2023, 'Xã Đak Ơ', 940)`)
	kept(t, p, "so-sanh", map[string]string{"nam": "2024"})
	doc := kept(t, p, "bao-cao-ho", map[string]string{"nam": "2024"})
	f.looks.Writer.MustExec(`UPDATE documents SET year = 2031 WHERE id <> ?`, doc.ID) // by the name of its row alone
	before, err := f.looks.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer before.Rollback()
	imported(p, "sua", "dak-o", 2024, true)
	f.looks.Writer.MustExec(`UPDATE ho_xa SET so_ho = 1940 WHERE so_ho = 940`)
	f.steps(t, "pages", 1, func() error { _, err := p.Pages(ctx, doc, 1); return err })
	f.steps(t, "papers that print old figures", 1, func() error { _, err := p.Since(ctx, before, admin); return err })
}
