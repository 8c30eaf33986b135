package outgoing

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/outgoing/diff"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/people"
	"vanthu/pipeline/sample"
	"vanthu/pipeline/unit"
	"vanthu/queries"
	"vanthu/templates"
)

var admin = &people.User{Name: "minh", Grants: []people.Grant{{Role: people.Admin}}}

var noon = officetest.Noon

// office is a Maker over the sample province, whose data are taken as real.
func office(t testing.TB, d *db.DB) *Papers {
	t.Helper()
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	d.Writer.MustExec(`UPDATE co_so_du_lieu SET so_lieu_mau = FALSE`)
	m := officetest.Shipped(t, d, templates.FS())
	m.By = "minh"
	return Of(m)
}

// kept makes and keeps the one document of a request.
func kept(t testing.TB, p *Papers, kind string, params map[string]string) *archive.Document {
	t.Helper()
	made, err := p.Make(t.Context(), making.Request{Kind: kind, Params: params})
	if err != nil || len(made) != 1 {
		t.Fatalf("%d documents, %v", len(made), err)
	}
	k, err := p.Keep(t.Context(), made, nil)
	if err != nil {
		t.Fatal(err)
	}
	return now(t, p, k[0].Document)
}

func now(t testing.TB, p *Papers, id int64) *archive.Document {
	t.Helper()
	doc, err := archive.Get(t.Context(), p.DB.Reader, id)
	if err != nil {
		t.Fatal(err)
	}
	return &doc
}

func plan(t testing.TB, p *Papers) *archive.Document {
	return kept(t, p, "ke-hoach", map[string]string{"nam": "2024"})
}

// move takes a document along its way, up to a state.
func move(t testing.TB, p *Papers, doc *archive.Document, states ...string) *archive.Document {
	t.Helper()
	for _, s := range states {
		if err := p.Move(t.Context(), doc.ID, archive.Step{By: admin, To: s, Comment: "lý do", At: noon}, 0); err != nil {
			t.Fatal(err)
		}
	}
	return now(t, p, doc.ID)
}

var toSigned = []string{archive.ContentChecked, archive.FormChecked, archive.Submitted, archive.Signed}

func file(t testing.TB, p *Papers, doc *archive.Document, version int, format string) []byte {
	t.Helper()
	data, err := archive.ReadFile(t.Context(), p.DB.Reader, archive.FileOf{Document: doc.ID, Version: version, Format: format})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// rewrite replaces texts in all parts of a Word file, as a person would in Word.
func rewrite(t testing.TB, word []byte, pairs ...string) []byte {
	t.Helper()
	p, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 6)
	changed := false
	for _, name := range p.Names() {
		part, err := p.Part(name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "word/document.xml" {
			part = []byte(unmarked(string(part)))
		}
		for i := 0; i < len(pairs); i += 2 {
			for _, old := range [][]byte{[]byte(pairs[i]), []byte(unbroken(pairs[i]))} {
				if bytes.Contains(part, old) {
					part, changed = bytes.Replace(part, old, []byte(pairs[i+1]), 1), true
					break
				}
			}
		}
		to, err := w.Create(name)
		if err == nil {
			_, err = to.Write(part)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || !changed {
		t.Fatalf("nothing to replace of %q, %v", pairs, err)
	}
	return b.Bytes()
}

// pages are the texts of a PDF's pages as another program reads them.
func pages(t testing.TB, data []byte) (list []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

// Every page says DỰ THẢO until the paper is laid before the leader, also where a person
// edited it and took the mark away; no page of the copy for signature does.
func TestDraftMarkOnEveryPage(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	marked := func(what string, data []byte, want bool) {
		t.Helper()
		list := pages(t, data)
		if len(list) < 4 {
			t.Fatalf("%s: %d pages", what, len(list))
		}
		for i, p := range list {
			lines := strings.Split(p, "\n")
			if got := slices.Contains(lines, "DỰ") && slices.Contains(lines, "THẢO"); got != want {
				t.Errorf("%s: page %d of %d carries DỰ THẢO: %v, want %v", what, i+1, len(list), got, want)
			}
		}
	}
	for _, kind := range []string{"ke-hoach", "quyet-dinh-khen-thuong"} {
		params := map[string]string{"nam": "2024"}
		if kind != "ke-hoach" {
			params["dot"], params["ngay"] = "tong-ket", "2025-01-14"
		}
		doc := kept(t, p, kind, params)
		marked("made", file(t, p, doc, 1, "pdf"), true)
		word := rewrite(t, file(t, p, doc, 1, "docx"), "thi đua", "thi đua yêu nước", `string="DỰ THẢO"`, `string=""`)
		if _, _, err := p.TakeIn(t.Context(), doc, admin, word); err != nil {
			t.Fatal(err)
		}
		marked("edited", file(t, p, doc, 2, "pdf"), true)
		doc = move(t, p, doc, archive.ContentChecked, archive.FormChecked)
		marked("checked", file(t, p, doc, doc.Version, "pdf"), true)
		doc = move(t, p, doc, archive.Submitted)
		if doc.Version != 3 {
			t.Fatalf("to open: version %d", doc.Version)
		}
		marked("copy for signature", file(t, p, doc, 3, "pdf"), false)
		if lines, err := Lines(file(t, p, doc, 3, "docx")); err != nil || slices.ContainsFunc(lines, func(l diff.Line) bool { return strings.Contains(l.Text, "DỰ THẢO") }) {
			t.Errorf("Word file of the copy: %v", err)
		}
		doc = move(t, p, doc, archive.Draft)
		marked("returned", file(t, p, doc, doc.Version, "pdf"), true)
	}
}

// The mark of urgency stands under the number, in a red frame of the size that the decree
// names, on the draft, the copy for signature and the working copy, through edits too.
func TestUrgency(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := plan(t, p)
	set := func(mark string) {
		t.Helper()
		if err := p.SetUrgency(t.Context(), now(t, p, doc.ID), admin, mark); err != nil {
			t.Fatal(err)
		}
		doc = now(t, p, doc.ID)
	}
	for mark, mm := range map[string]unit.Length{"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30} {
		set(mark)
		framed(t, file(t, p, doc, doc.Version, "docx"), mark, mm*unit.Mm)
		if first := pages(t, file(t, p, doc, doc.Version, "pdf"))[0]; strings.Count(first, mark) != 1 {
			t.Errorf("page 1 with %s:\n%.300s", mark, first)
		}
	}
	if err := p.SetUrgency(t.Context(), doc, admin, "GẤP"); err == nil {
		t.Error("GẤP is no mark")
	}
	set("KHẨN")
	// A run makes the same document; verify proves it.
	again, err := p.Make(t.Context(), making.Request{Kind: "ke-hoach", Params: map[string]string{"nam": "2024"}})
	if err != nil {
		t.Fatal(err)
	}
	if k, err := p.Keep(t.Context(), again, nil); err != nil || k[0].New {
		t.Errorf("a run after the mark: %+v, %v", k, err)
	}
	if diff, err := p.Verify(t.Context(), doc, doc.FromRun); err != nil || len(diff) > 0 {
		t.Errorf("verify: %q, %v", diff, err)
	}
	if diff, err := p.Verify(t.Context(), doc, 1); err != nil || len(diff) > 0 {
		t.Errorf("verify of the version before: %q, %v", diff, err)
	}
	// On a text that a person edited the mark changes, and nothing else.
	word := rewrite(t, file(t, p, doc, doc.Version, "docx"), "thi đua", "thi đua yêu nước")
	if _, _, err := p.TakeIn(t.Context(), doc, admin, word); err != nil {
		t.Fatal(err)
	}
	set("HỎA TỐC")
	framed(t, file(t, p, doc, doc.Version, "docx"), "HỎA TỐC", 30*unit.Mm)
	if diff, err := p.Diff(t.Context(), doc.ID, doc.Version-1, doc.Version); err != nil || len(diff) != 1 || !strings.Contains(diff[0], "KHẨN → HỎA TỐC") {
		t.Errorf("what differs: %q, %v", diff, err)
	}
	// Changed after it was laid before the leader, it goes back.
	doc = move(t, p, doc, archive.ContentChecked, archive.FormChecked, archive.Submitted)
	framed(t, file(t, p, doc, doc.Version, "docx"), "HỎA TỐC", 30*unit.Mm)
	set("")
	if doc.State != archive.Draft || strings.Contains(pages(t, file(t, p, doc, doc.Version, "pdf"))[0], "HỎA TỐC") {
		t.Errorf("taken away: %s", doc.State)
	}
	// A signed paper has no mark that it was not signed with: it goes back first.
	doc = move(t, p, doc, toSigned...)
	if err := p.SetUrgency(t.Context(), doc, admin, "THƯỢNG KHẨN"); err == nil || !strings.Contains(err.Error(), "trình ký lại") {
		t.Errorf("after the signature: %v", err)
	}
	if doc = now(t, p, doc.ID); doc.State != archive.Signed || doc.Urgency != "" {
		t.Errorf("after the refusal: %s %q", doc.State, doc.Urgency)
	}
	doc = move(t, p, doc, archive.Draft)
	set("THƯỢNG KHẨN")
	doc = move(t, p, doc, archive.ContentChecked, archive.FormChecked)
	// Also an older version laid before the leader bears it.
	if err := p.Move(t.Context(), doc.ID, archive.Step{By: admin, To: archive.Submitted, At: noon}, 1); err != nil {
		t.Fatal(err)
	}
	doc = move(t, p, doc, archive.Signed)
	framed(t, file(t, p, doc, doc.Submitted, "docx"), "THƯỢNG KHẨN", 40*unit.Mm)
	if first := pages(t, file(t, p, doc, doc.Submitted, "pdf"))[0]; strings.Count(first, "THƯỢNG KHẨN") != 1 {
		t.Errorf("page 1 of the copy for signature:\n%.300s", first)
	}
	if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "161", Day: "2024-02-05", At: noon}); err != nil {
		t.Fatal(err)
	}
	doc = now(t, p, doc.ID)
	framed(t, file(t, p, doc, doc.Version, "docx"), "THƯỢNG KHẨN", 40*unit.Mm)
	if err := p.SetUrgency(t.Context(), doc, admin, "KHẨN"); err == nil || !strings.Contains(err.Error(), "161/KH-UBND") {
		t.Errorf("after the number: %v", err)
	}
	r, err := p.Register(t.Context(), "ubnd-tinh", 2024)
	if err != nil || remarks(&r.Numbers[0]) != "THƯỢNG KHẨN" {
		t.Errorf("register: %+v, %v", r, err)
	}
	slip, err := p.Slip(t.Context(), doc.ID)
	if err != nil || !strings.Contains(strings.Join(pages(t, slip), ""), "Mức độ khẩn: THƯỢNG KHẨN") {
		t.Errorf("phiếu gửi: %v", err)
	}
}

// framed holds the one mark on page 1 against NĐ 30/2020 PL I: 13 to 14 points, bold, red,
// in the middle of a frame of 8 mm, under the number in the left column.
func framed(t *testing.T, word []byte, mark string, width unit.Length) {
	t.Helper()
	doc, err := layout.Lay(word, layout.Options{Fonts: font.Shipped()})
	if err != nil {
		t.Fatal(err)
	}
	var number, text *item.Text
	var words []string
	left, right, top, bottom := unit.Length(1<<40), unit.Length(0), unit.Length(1<<40), unit.Length(0)
	const red = item.Color(0xFF0000)
	for _, it := range doc.Pages[0].Items {
		switch it := it.(type) {
		case *item.Text:
			if strings.HasPrefix(it.Text, "Số:") && number == nil {
				number = it
			}
			if it.Color == red {
				words = append(words, it.Text)
				if text == nil {
					text = it
				}
			}
		case *item.Line:
			if it.Color == red {
				left, right = min(left, it.X1, it.X2), max(right, it.X1, it.X2)
				top, bottom = min(top, it.Y1, it.Y2), max(bottom, it.Y1, it.Y2)
			}
		}
	}
	if text == nil || strings.Join(strings.Fields(strings.Join(words, " ")), " ") != mark {
		t.Fatalf("red text %q, want %q once", words, mark)
	}
	near := func(what string, got, want unit.Length) {
		t.Helper()
		if d := got - want; d < -unit.Mm*3/10 || d > unit.Mm*3/10 {
			t.Errorf("%s: %s %.1f mm, want %.1f", mark, what, float64(got)/float64(unit.Mm), float64(want)/float64(unit.Mm))
		}
	}
	near("width of the frame", right-left, width)
	near("height of the frame", bottom-top, 8*unit.Mm)
	near("middle of the left column", (left+right)/2, 30*unit.Mm+34*unit.Mm)
	if text.Size < 13*unit.Pt || text.Size > 14*unit.Pt || !text.Face.Bold {
		t.Errorf("%s: %v, bold %v", mark, text.Size, text.Face.Bold)
	}
	if number == nil || top < number.Y || text.Y < top || text.Y > bottom || top-number.Y > 12*unit.Mm {
		t.Errorf("%s: the frame begins at %v, the number stands at %+v", mark, top, number)
	}
}

// A paper with a mark of secrecy comes in by no door.
func TestSecretPapersAreRefused(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := plan(t, p)
	refused := func(door string, err error) {
		t.Helper()
		if !errors.Is(err, check.ErrSecret) {
			t.Errorf("%s: %v", door, err)
		}
	}
	word := file(t, p, doc, 1, "docx")
	for what, secret := range map[string][]byte{
		"a paragraph": rewrite(t, word, ">KẾ HOẠCH<", ">MẬT<"),
		"a text box":  rewrite(t, word, "</w:body>", `</w:body>`, "<w:sectPr", `<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>TỐI</w:t></w:r><w:r><w:t xml:space="preserve"> MẬT</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p><w:sectPr`),
		"a watermark": rewrite(t, word, `string="DỰ THẢO"`, `string="TUYỆT MẬT"`),
	} {
		_, _, err := p.TakeIn(t.Context(), doc, admin, secret)
		refused("upload, "+what, err)
		_, err = p.Edit(t.Context(), doc, 1, secret)
		refused("shelf, "+what, err)
		refused("fill and stamp, "+what, making.RefuseSecret(secret))
	}
	if _, _, err := p.TakeIn(t.Context(), doc, admin, rewrite(t, word, "thi đua", "thi đua, giữ bí mật, tài liệu MẬT phải được bảo quản")); err != nil {
		t.Errorf("the word in prose: %v", err)
	}
	doc = move(t, p, now(t, p, doc.ID), toSigned...)
	signed := drawn(t, file(t, p, doc, doc.Version, "docx"), ">KẾ HOẠCH<", ">TỐI MẬT<")
	_, err := p.SignBack(t.Context(), doc, admin, Signed{PDF: signed})
	refused("sign-back", err)
	prose := drawn(t, file(t, p, doc, doc.Version, "docx"), "thi đua", "thi đua, tài liệu MẬT phải được bảo quản")
	if _, err := p.SignBack(t.Context(), doc, admin, Signed{PDF: prose}); err != nil {
		t.Errorf("sign-back of the word in prose: %v", err)
	}
	p.DB.Writer.MustExec(`UPDATE phong_trao SET chu_de = 'TUYỆT MẬT'`)
	made, err := p.Make(t.Context(), making.Request{Kind: "ke-hoach", Params: map[string]string{"nam": "2024"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Keep(t.Context(), made, nil)
	refused("data", err)
	versions, err := archive.Versions(t.Context(), p.DB.Reader, doc.ID)
	if err != nil || len(versions) != 4 { // made, edited, copy for signature, the signed file
		t.Errorf("%d versions, %v", len(versions), err)
	}
}

// drawn is the PDF of a Word file that was changed.
func drawn(t *testing.T, word []byte, pairs ...string) []byte {
	t.Helper()
	doc, err := layout.Lay(rewrite(t, word, pairs...), layout.Options{Fonts: font.Shipped()})
	if err != nil {
		t.Fatal(err)
	}
	out, err := buffer(func(b *bytes.Buffer) error { return pdf.Write(b, doc, pdf.Info{}) })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// blank is a copy for signature with blanks for number and day, as its PDF shows it.
func blank(t *testing.T, p *Papers, doc *archive.Document, word []byte) []byte {
	t.Helper()
	d, err := p.draftOf(t.Context(), doc, doc.FromRun, making.Marks{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := d.Blank(word)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// scanned is a PDF of pictures of another one's pages.
func scanned(t *testing.T, data []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.pdf"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", "40", "-gray", filepath.Join(dir, "a.pdf"), filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "p*.pgm"))
	if err != nil || len(names) == 0 {
		t.Fatal("no pictures")
	}
	var b bytes.Buffer
	var places []int
	put := func(format string, args ...any) {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(places))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.4\n")
	kids := ""
	for i := range names {
		kids += fmt.Sprintf("%d 0 R ", 3+3*i)
	}
	put("<</Type/Catalog/Pages 2 0 R>>")
	put("<</Type/Pages/Kids[%s]/Count %d>>", kids, len(names))
	for i, name := range names {
		pgm, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var w, h, most int
		if _, err := fmt.Sscanf(string(pgm[:40]), "P5\n%d %d\n%d", &w, &h, &most); err != nil {
			t.Fatal(err)
		}
		pixels := pgm[len(pgm)-w*h:]
		put("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>", 4+3*i, 5+3*i)
		draw := "q 595 0 0 842 0 0 cm /I Do Q"
		put("<</Length %d>>stream\n%s\nendstream", len(draw), draw)
		put("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>stream\n%s\nendstream", w, h, len(pixels), pixels)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, p := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, at)
	return b.Bytes()
}
