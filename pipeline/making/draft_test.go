package making_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/check/cite"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/pdf"
)

// shown is the text of a PDF without blanks: a mark across a page is read letter by letter.
func shown(t *testing.T, data []byte) string {
	t.Helper()
	pages, err := pdf.Text(data)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(strings.Join(pages, "")), "")
}

func tight(s string) string { return strings.Join(strings.Fields(s), "") }

// TestEdited: of a file that a person edited the PDF bears the marks of its state, also where the person took them
// away; the copy for signature has the file too, without the mark of a draft.
func TestEdited(t *testing.T) {
	m := office(t, nil)
	one := made(t, m, making.Request{Kind: "giay-moi", Params: with("dot", "a")})[0]
	word := fileOf(t, one, "docx")
	draft := func(marks making.Marks) *making.Draft {
		d, err := m.Draft(t.Context(), "giay-moi", one.Data, marks)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	c, err := draft(making.Marks{}).Edited(word)
	if err != nil || len(c.Files) != 1 || c.Files[0].Format != "pdf" || c.Pages != 1 || !strings.Contains(shown(t, c.Files[0].Data), tight(making.DraftMark)) {
		t.Fatalf("a draft: %+v, %v", c, err)
	}
	if c, err = draft(making.Marks{Submitted: true, Urgency: "KHẨN"}).Edited(word); err != nil || len(c.Files) != 2 {
		t.Fatalf("the copy for signature: %+v, %v", c, err)
	}
	for _, f := range c.Files {
		text := ""
		if f.Format == "docx" {
			text = tight(words(t, f.Data))
		} else {
			text = shown(t, f.Data)
		}
		if strings.Contains(text, tight(making.DraftMark)) || !strings.Contains(text, "KHẨN") || f.Format == "pdf" && (!strings.Contains(text, "Số:/GM") || !strings.Contains(text, "ngàythángnăm2024")) {
			t.Errorf("%s of the copy for signature: %s", f.Format, text)
		}
	}
	lost := func(f archive.Finding) bool { return f.Rule == "LATE" && f.Severity == check.Wrong }
	if slices.ContainsFunc(c.Findings, lost) {
		t.Errorf("%+v", c.Findings)
	}
	if c, err = draft(making.Marks{}).Edited(docxtest.Word("Kính mời mọi người.")); err != nil || !slices.ContainsFunc(c.Findings, lost) {
		t.Errorf("a file without a place for number and day: %+v, %v", c, err)
	}
	if _, err = draft(making.Marks{}).Edited([]byte("no Word file")); !errors.Is(err, archive.ErrUnreadable) {
		t.Errorf("no Word file: %v", err)
	}
}

// TestNumbered: the working copy of a signed file has number and day and says what it is.
func TestNumbered(t *testing.T) {
	m := office(t, nil)
	one := made(t, m, making.Request{Kind: "giay-moi", Params: with("dot", "a")})[0]
	d, err := m.Draft(t.Context(), "giay-moi", one.Data, making.Marks{Submitted: true, Urgency: "HỎA TỐC"})
	if err != nil {
		t.Fatal(err)
	}
	signed, err := d.Edited(fileOf(t, one, "docx"))
	if err != nil {
		t.Fatal(err)
	}
	word := signed.Files[slices.IndexFunc(signed.Files, func(f archive.File) bool { return f.Format == "docx" })].Data
	late := map[string]string{"so_van_ban": "05", "ngay_ban_hanh": "ngày 05 tháng 02 năm 2024"}
	for practice, mark := range map[bool]string{false: making.WorkMark, true: making.PracticeMark} {
		m.Practice = practice
		c, err := d.Numbered(word, late)
		if err != nil || len(c.Files) != 2 || c.Pages != 1 {
			t.Fatalf("%+v, %v", c, err)
		}
		for _, f := range c.Files {
			text := ""
			if f.Format == "docx" {
				text = tight(words(t, f.Data))
			} else {
				text = shown(t, f.Data)
			}
			for _, want := range []string{"Số:05/GM", "ngày05tháng02năm2024", tight(mark), "HỎATỐC"} {
				if !strings.Contains(text, want) {
					t.Errorf("practice %v, %s: %q is not in %s", practice, f.Format, want, text)
				}
			}
		}
	}
	if _, err := d.Numbered(docxtest.Word("Kính mời."), late); err == nil {
		t.Error("a file without a place for number and day")
	}
}

// TestCarriedOfTheArchive: a paper that is made again carries what the archive knows of it, also where its data were
// written down before; that of another year does not.
func TestCarriedOfTheArchive(t *testing.T) {
	m := office(t, nil)
	m.DB.Writer.MustExec(`INSERT INTO dot_thu VALUES (2025, 'a', 'xã A')`)
	r := making.Request{Kind: "giay-moi", Params: with("dot", "a")}
	if _, err := m.Keep(t.Context(), made(t, m, r), nil); err != nil {
		t.Fatal(err)
	}
	m.DB.Writer.MustExec(`UPDATE documents SET urgency = 'KHẨN'`)
	g, err := m.Gather(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	written, err := g.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	read, err := m.ReadGathered(t.Context(), written)
	if err != nil {
		t.Fatal(err)
	}
	for what, g := range map[string]*making.Gathered{"gathered": g, "read again": read} {
		all, err := m.MakeGathered(t.Context(), g, nil)
		if err != nil || len(all) != 1 || all[0].Params["muc_khan"] != "KHẨN" {
			t.Errorf("%s: %+v, %v", what, all, err)
		}
	}
	if all := made(t, m, making.Request{Kind: "giay-moi", Params: map[string]string{"nam": "2025", "dot": "a"}}); all[0].Params["muc_khan"] != "" {
		t.Errorf("of another year: %v", all[0].Params)
	}
	// What was gathered by other queries says so.
	other := officetest.Small(t, m.DB, kinds(), func() fstest.MapFS {
		files := fstest.MapFS{}
		for name, f := range texts {
			files[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(f.Data), "SELECT", "SELECT ", 1))}
		}
		return files
	}())
	if read, err = other.ReadGathered(t.Context(), written); err != nil {
		t.Fatal(err)
	}
	all, err := other.MakeGathered(t.Context(), read, nil)
	if err != nil || all[0].Source.Queries != made(t, m, r)[0].Source.Queries {
		t.Errorf("made by queries %s, %v", all[0].Source.Queries, err)
	}
}

// TestFindings: what is empty in a document is found, with the page where something stands on one.
func TestFindings(t *testing.T) {
	m := office(t, nil)
	whole := made(t, m, making.Request{Kind: "giay-moi", Params: with("dot", "a")})[0].Findings
	m.DB.Writer.MustExec(`UPDATE dot_thu SET ten = ''`)
	empty := made(t, m, making.Request{Kind: "giay-moi", Params: with("dot", "a")})[0].Findings
	tells := func(f archive.Finding) bool {
		return strings.Contains(f.Message, "ten") && strings.Contains(f.Message, "trống")
	}
	if slices.ContainsFunc(whole, tells) || !slices.ContainsFunc(empty, tells) {
		t.Errorf("an empty value: %+v", empty)
	}
	pages := 0
	for _, f := range whole {
		if strings.HasPrefix(f.Place, "trang 1, ") {
			pages++
		}
		if strings.Contains(f.Place, "trang 0") {
			t.Errorf("%+v", f)
		}
	}
	if pages == 0 {
		t.Errorf("%d of %d findings are on page 1", pages, len(whole))
	}
}

// TestPrint: a template of no kind is filled and drawn; in a database to practise in it says so.
func TestPrint(t *testing.T) {
	m := office(t, func(f fstest.MapFS) {
		f["phieu.docx"] = &fstest.MapFile{Data: docxtest.Word("Phiếu gửi {ten}")}
		f["hong.docx"] = &fstest.MapFile{Data: docxtest.Word("{#ten}")}
	})
	set := new(dataset.Set)
	if err := set.Put("ten", dataset.OfText("xã A")); err != nil {
		t.Fatal(err)
	}
	for _, m.Practice = range []bool{false, true} {
		data, err := m.Print("phieu.docx", set, pdf.Info{Title: "Phiếu"})
		if text := shown(t, data); err != nil || !strings.Contains(text, "PhiếugửixãA") || strings.Contains(text, tight(making.PracticeMark)) != m.Practice {
			t.Errorf("practice %v: %s, %v", m.Practice, text, err)
		}
	}
	if _, err := m.Print("khong-co.docx", set, pdf.Info{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a template that there is not: %v", err)
	}
	if _, err := m.Print("hong.docx", set, pdf.Info{}); err == nil || !strings.Contains(err.Error(), "templates/hong.docx") {
		t.Errorf("a broken one: %v", err)
	}
}

// TestListsAreRehearsed: samples fill the lists of a kind with what their rows are asked for.
func TestListsAreRehearsed(t *testing.T) {
	m := office(t, func(f fstest.MapFS) {
		f["danh-sach/document.yaml"] = &fstest.MapFile{Data: []byte("name: Danh sách\ncode: DS\nagency: ubnd-tinh\nparams: {nam: int, ngay: date}\ndefaults: {ngay: \"{nam}-12-15\"}\ndata: {noi: cac_noi}\noutputs: {docx: mau.docx}\nfile: danh-sach-{nam}\n")}
		f["danh-sach/mau.docx"] = &fstest.MapFile{Data: docxtest.Word("Gồm{#noi} {ten},{/noi} hết.")}
	})
	if err := m.Rehearse(t.Context(), "danh-sach"); err != nil {
		t.Error(err)
	}
	one := made(t, m, making.Request{Kind: "danh-sach", Params: year})[0]
	if one.Rows != 3 || !strings.Contains(words(t, fileOf(t, one, "docx")), "Gồm xã A, xã B, xã C, hết.") || one.Title != "Danh sách năm 2024" {
		t.Errorf("%+v", one)
	}
}

// TestRegister: the office's own register of law goes before the one that ships, with the days on which a law holds.
func TestRegister(t *testing.T) {
	m := office(t, nil)
	m.DB.Writer.MustExec(`UPDATE van_ban_phap_ly SET hieu_luc_tu = '2024-02-03', het_hieu_luc = '2025-07-04' WHERE so_ky_hieu = '98/2023/NĐ-CP'`)
	r, err := making.Register(t.Context(), m.DB, m.Queries)
	if err != nil {
		t.Fatal(err)
	}
	cited := cite.Find("theo Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ")
	if len(cited) != 1 {
		t.Fatalf("%+v", cited)
	}
	if e := r.Of(&cited[0]); e == nil || e.From != "2024-02-03" || e.Until != "2025-07-04" || e.Issuer != "Chính phủ" || e.Kind != "Nghị định" || e.Date != "2023-12-31" || e.Title == "" {
		t.Errorf("%+v", e)
	}
	if !r.Has("98/2023/NĐ-CP") || r.Has("999/2099/NĐ-CP") {
		t.Error("what the register has")
	}
}
