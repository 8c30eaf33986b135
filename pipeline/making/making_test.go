package making_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// Kinds of a small office: an invitation for a round, a letter to each place, one paper with a slip for each place,
// a form of a month.
const (
	invitation = `name: Giấy mời
code: GM
agency: ubnd-tinh
params: {nam: int, dot: text, ngay: date}
defaults: {ngay: "{nam}-12-15"}
runs: cac_dot_thu
data: {tren: dot_thu}
outputs: {docx: mau.docx, pdf: true}
late: [so_van_ban, ngay_ban_hanh]
file: giay-moi-{nam}-{dot}
`
	letter = `name: Thư mời
code: GM
agency: ubnd-tinh
params: {nam: int, ngay: date}
defaults: {ngay: "{nam}-12-15"}
data: {noi: cac_noi}
each: {query: noi, key: ma}
outputs: {docx: mau.docx}
file: thu-moi-{nam}-{ma}
`
)

func kinds() fstest.MapFS {
	return fstest.MapFS{
		"giay-moi/document.yaml": {Data: []byte(invitation)},
		"giay-moi/mau.docx":      {Data: docxtest.Word("Số: {so_van_ban}/GM", "{ngay_ban_hanh}", "Kính mời {ten} dự họp năm {nam}.")},
		"thu-moi/document.yaml":  {Data: []byte(letter)},
		"thu-moi/mau.docx":       {Data: docxtest.Word("Kính mời {ten} dự họp năm {nam}.")},
	}
}

var texts = fstest.MapFS{
	"dot_thu.sql":     {Data: []byte("-- Một đợt họp\n-- tham số: nam int, dot text\n-- cột: ten text, ten_dot text\n-- (một dòng)\nSELECT ten, ten AS ten_dot FROM dot_thu WHERE nam = :nam AND ma = :dot\n")},
	"cac_noi.sql":     {Data: []byte("-- Các nơi\n-- tham số: nam int\n-- cột: ma text, ten text, ten_rieng text\nSELECT ma, ten, ten AS ten_rieng FROM dot_thu WHERE nam = :nam ORDER BY ma\n")},
	"cac_dot_thu.sql": {Data: []byte("-- Các đợt\n-- tham số: nam int\n-- cột: dot text\nSELECT ma AS dot FROM dot_thu WHERE nam = :nam ORDER BY ma\n")},
}

func office(t *testing.T, change func(files fstest.MapFS)) *making.Maker {
	t.Helper()
	d := dbtest.SQLite(t, queries.Schema())
	d.Writer.MustExec(`CREATE TABLE dot_thu (nam INTEGER NOT NULL, ma TEXT NOT NULL, ten TEXT NOT NULL)`)
	d.Writer.MustExec(`INSERT INTO dot_thu VALUES (2024, 'a', 'xã A'), (2024, 'b', 'xã B'), (2024, 'c', 'xã C')`)
	files := kinds()
	if change != nil {
		change(files)
	}
	return officetest.Small(t, d, files, texts)
}

var year = map[string]string{"nam": "2024"}

func with(more ...string) map[string]string {
	all := maps.Clone(year)
	for i := 0; i < len(more); i += 2 {
		all[more[i]] = more[i+1]
	}
	return all
}

// made makes the documents of a request.
func made(t *testing.T, m *making.Maker, r making.Request) []*archive.Made {
	t.Helper()
	all, err := m.Make(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func fileOf(t *testing.T, one *archive.Made, format string) []byte {
	t.Helper()
	i := slices.IndexFunc(one.Files, func(f archive.File) bool { return f.Format == format })
	if i < 0 {
		t.Fatalf("%s has no %s", one.Name, format)
	}
	return one.Files[i].Data
}

// words is all text of a Word file with what its headers draw across the page.
func words(t *testing.T, data []byte) string {
	t.Helper()
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := docxtest.Text(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range p.Names() {
		if strings.HasPrefix(name, "word/header") {
			part, err := p.Part(name)
			if err != nil {
				t.Fatal(err)
			}
			text += "\n" + string(part)
		}
	}
	return text
}

// TestMake: a document has its key, name, title, parameters and files; the same request gives the same bytes.
func TestMake(t *testing.T) {
	m := office(t, nil)
	r := making.Request{Kind: "giay-moi", Params: with("dot", "b")}
	one, again := made(t, m, r), made(t, m, r)
	if len(one) != 1 || len(again) != 1 {
		t.Fatalf("%d and %d documents", len(one), len(again))
	}
	got := one[0]
	if got.Key != (archive.Key{Kind: "giay-moi", Period: "2024", Agency: "ubnd-tinh", Round: "b"}) || got.Year != 2024 || got.Name != "giay-moi-2024-b" || got.Title != "Giấy mời – xã B" ||
		got.Day != "2024-12-15" || got.Pages != 1 || got.Rows != 0 || got.Sample || got.By != "may" || !got.At.Equal(officetest.Noon) || !maps.Equal(got.Params, with("dot", "b", "ngay", "2024-12-15")) {
		t.Errorf("%+v", got)
	}
	for i, f := range got.Files {
		if !bytes.Equal(f.Data, again[0].Files[i].Data) {
			t.Errorf("%s: other bytes", f.Format)
		}
	}
	text := words(t, fileOf(t, got, "docx"))
	for _, want := range []string{"Số: ……/GM", "ngày …… tháng …… năm 2024", "Kính mời xã B dự họp năm 2024.", making.DraftMark} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	for format, want := range map[string]string{"docx": "docx", "pdf": "pdf"} {
		all := made(t, m, making.Request{Kind: "giay-moi", Params: r.Params, Formats: []string{format}})
		for _, f := range all[0].Files {
			if f.Format != want && f.Format != archive.MapFormat {
				t.Errorf("asked for %s, made %s", format, f.Format)
			}
		}
		fileOf(t, all[0], want)
	}
	if _, err := m.Make(t.Context(), making.Request{Kind: "giay-moi", Params: r.Params, Formats: []string{"xlsx"}}); err == nil || !strings.Contains(err.Error(), "none of the formats xlsx") {
		t.Errorf("a format that the kind has not: %v", err)
	}
	if _, err := m.Make(t.Context(), making.Request{Kind: "khong-co"}); err == nil {
		t.Error("a kind that there is not")
	}
	ctx, cancel := context.WithCancel(t.Context())
	g, err := m.Gather(t.Context(), r)
	cancel()
	if _, stopped := m.MakeGathered(ctx, g, nil); err != nil || !errors.Is(stopped, context.Canceled) {
		t.Errorf("stopped: %v, %v", err, stopped)
	}
}

// TestMailMerge: a letter for each row, or for those that are named; what was gathered may be parted, written down
// and read again, and gives the same letters.
func TestMailMerge(t *testing.T) {
	m := office(t, nil)
	r := making.Request{Kind: "thu-moi", Params: year}
	all := made(t, m, r)
	if len(all) != 3 || all[1].Key.Unit != "b" || all[1].Name != "thu-moi-2024-b" || all[1].Title != "Thư mời – xã B" || !strings.Contains(words(t, fileOf(t, all[2], "docx")), "Kính mời xã C") {
		t.Fatalf("%d letters: %+v", len(all), all)
	}
	r.Units = []string{"c", "khong-co"}
	if some := made(t, m, r); len(some) != 1 || some[0].Key.Unit != "c" {
		t.Errorf("%d letters to c", len(some))
	}
	r.Units = nil
	g, err := m.Gather(t.Context(), r)
	if err != nil || g.Documents() != 3 || !slices.Equal(g.Units(), []string{"a", "b", "c"}) {
		t.Fatalf("%v, %v", g.Units(), err)
	}
	for n, want := range map[int][]int{1: {1, 1, 1}, 2: {2, 1}, 3: {3}, 9: {3}} {
		var sizes []int
		for _, part := range g.Parts(n) {
			sizes = append(sizes, part.Documents())
		}
		if !slices.Equal(sizes, want) {
			t.Errorf("parts of %d: %v", n, sizes)
		}
	}
	written, err := g.Parts(2)[1].MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	m.DB.Writer.MustExec(`UPDATE dot_thu SET ten = 'nơi khác'`)
	read, err := m.ReadGathered(t.Context(), written)
	if err != nil {
		t.Fatal(err)
	}
	later, err := m.MakeGathered(t.Context(), read, nil)
	if err != nil || len(later) != 1 || later[0].Source != all[2].Source || !bytes.Equal(fileOf(t, later[0], "docx"), fileOf(t, all[2], "docx")) {
		t.Errorf("read again: %d letters, %v", len(later), err)
	}
	for _, bad := range []string{"{", `{"kind": "khong-co"}`, `{"kind": "thu-moi", "sets": [1]}`} {
		if _, err := m.ReadGathered(t.Context(), []byte(bad)); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
	set, err := m.DataSet(t.Context(), making.Request{Kind: "thu-moi", Params: year, Units: []string{"b"}})
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := set.Get("ten"); v.Literal() != "nơi khác" {
		t.Errorf("the data of b: %q", v.Literal())
	}
	if _, err := m.DataSet(t.Context(), making.Request{Kind: "thu-moi", Params: year, Units: []string{"d"}}); err == nil || !strings.Contains(err.Error(), "no longer name d") {
		t.Errorf("a place that is gone: %v", err)
	}
	if none := made(t, m, making.Request{Kind: "thu-moi", Params: map[string]string{"nam": "1999"}}); len(none) != 0 {
		t.Errorf("%d letters of a year without places", len(none))
	}
	if g, err := m.Gather(t.Context(), making.Request{Kind: "giay-moi", Params: with("dot", "a")}); err != nil || g.Units() != nil || g.Documents() != 1 {
		t.Errorf("no mail merge: %v, %v", g.Units(), err)
	}
}

// TestYear: all papers of a kind in a year, one for each run; what a caller says goes before, but for the day.
func TestYear(t *testing.T) {
	m := office(t, nil)
	for _, c := range []struct {
		kind  string
		given map[string]string
		want  []map[string]string
	}{
		{"thu-moi", year, []map[string]string{year}},
		{"giay-moi", year, []map[string]string{with("dot", "a"), with("dot", "b"), with("dot", "c")}},
		{"giay-moi", with("ngay", "2024-12-20"), []map[string]string{with("dot", "a", "ngay", "2024-12-20"), with("dot", "b", "ngay", "2024-12-20"), with("dot", "c", "ngay", "2024-12-20")}},
		{"giay-moi", with("dot", "b"), []map[string]string{with("dot", "b")}},
		{"giay-moi", with("dot", "z"), []map[string]string{with("dot", "z")}}, // Make says that there is none
		{"giay-moi", map[string]string{"nam": "1999"}, nil},
	} {
		all, err := m.Year(t.Context(), c.kind, c.given)
		if err != nil || len(all) != len(c.want) {
			t.Errorf("%s %v: %v, %v", c.kind, c.given, all, err)
			continue
		}
		for i, r := range all {
			if r.Kind != c.kind || !maps.Equal(r.Params, c.want[i]) {
				t.Errorf("%s %v: %+v, want %v", c.kind, c.given, r, c.want[i])
			}
		}
	}
	for kind, given := range map[string]map[string]string{"khong-co": year, "giay-moi": {"nam": "hai nghìn"}} {
		if _, err := m.Year(t.Context(), kind, given); err == nil {
			t.Errorf("%s %v has runs", kind, given)
		}
	}
}

// TestWhatIsMissing: rows that are not there are told with their table and what was asked for; a query that fails with
// its file.
func TestWhatIsMissing(t *testing.T) {
	m := office(t, nil)
	_, err := m.Make(t.Context(), making.Request{Kind: "giay-moi", Params: with("dot", "z")})
	refusal := people.Refused(err)
	if refusal == nil || refusal.Way != people.WayData || !making.LacksData(err) || making.IsTemplateFault(err) {
		t.Fatalf("%v", err)
	}
	for _, want := range []string{"giay-moi: chưa đủ số liệu", "nam=2024", "dot=z", "ngay=2024-12-15", "Một đợt họp: bảng dot_thu chưa có dòng nào", "truy vấn dot_thu"} {
		if !strings.Contains(refusal.Text, want) {
			t.Errorf("%q is not in %s", want, refusal.Text)
		}
	}
	m.DB.Writer.MustExec(`ALTER TABLE dot_thu RENAME COLUMN ten TO ten_goi`)
	_, err = m.Make(t.Context(), making.Request{Kind: "giay-moi", Params: with("dot", "a")})
	if refusal := people.Refused(err); refusal == nil || refusal.Way != people.WayMend || making.LacksData(err) || !strings.Contains(refusal.Text, "có lỗi") || !strings.Contains(refusal.Text, "dot_thu") {
		t.Errorf("%v", err)
	}
	if err := m.Rehearse(t.Context(), "giay-moi"); err == nil || !strings.Contains(err.Error(), "dot_thu") {
		t.Errorf("rehearsed: %v", err)
	}
}

// TestMarks: a draft says so on every page, the copy for signature does not; sample data and a database to practise in
// are told in both.
func TestMarks(t *testing.T) {
	m := office(t, nil)
	data := made(t, m, making.Request{Kind: "giay-moi", Params: with("dot", "a")})[0].Data
	all := []string{making.DraftMark, making.SampleMark, making.PracticeMark}
	for _, c := range []struct {
		marks    making.Marks
		practice bool
		want     string
	}{
		{making.Marks{}, false, making.DraftMark}, {making.Marks{Submitted: true}, false, ""}, {making.Marks{Sample: true}, false, making.SampleMark},
		{making.Marks{Sample: true, Submitted: true}, false, making.SampleMark}, {making.Marks{Submitted: true}, true, making.PracticeMark}, {making.Marks{Sample: true}, true, making.PracticeMark},
	} {
		m.Practice = c.practice
		d, err := m.Draft(t.Context(), "giay-moi", data, c.marks)
		if err != nil {
			t.Fatal(err)
		}
		one, err := d.Make([]string{"docx"})
		if err != nil {
			t.Fatal(err)
		}
		text := words(t, fileOf(t, one, "docx"))
		for _, mark := range all {
			if strings.Contains(text, mark) != (mark == c.want) {
				t.Errorf("%+v, practice %v: %q is there: %v", c.marks, c.practice, mark, mark != c.want)
			}
		}
		if one.Sample != c.marks.Sample {
			t.Errorf("%+v: of samples %v", c.marks, one.Sample)
		}
	}
	m.Practice = false
	m.DB.Writer.MustExec(`UPDATE co_so_du_lieu SET so_lieu_mau = TRUE, nguon_mau = 'x'`)
	if one := made(t, m, making.Request{Kind: "giay-moi", Params: with("dot", "a")})[0]; !one.Sample || !strings.Contains(words(t, fileOf(t, one, "docx")), making.SampleMark) {
		t.Error("sample data are not told")
	}
	if _, err := m.Draft(t.Context(), "khong-co", data, making.Marks{}); err == nil {
		t.Error("a draft of a kind that there is not")
	}
}

// TestKeep: what was made and what goes with it are kept together or not at all; a paper with a mark of secrecy is
// refused, whether the template or the data bring it.
func TestKeep(t *testing.T) {
	m := office(t, nil)
	all := made(t, m, making.Request{Kind: "thu-moi", Params: year})
	documents := func() (n int) {
		if err := m.DB.Reader.Get(&n, `SELECT COUNT(*) FROM documents`); err != nil {
			t.Fatal(err)
		}
		return n
	}
	stop := errors.New("stop")
	if _, err := m.Keep(t.Context(), all, func(*sqlx.Tx) error { return stop }); !errors.Is(err, stop) || documents() != 0 {
		t.Errorf("%v, %d documents", err, documents())
	}
	seen := 0
	kept, err := m.Keep(t.Context(), all, func(tx *sqlx.Tx) error { return tx.Get(&seen, `SELECT COUNT(*) FROM documents`) })
	if err != nil || len(kept) != 3 || seen != 3 || documents() != 3 {
		t.Errorf("%+v, %v", kept, err)
	}
	secret := docxtest.Word("TỐI MẬT", "Kính mời {ten}")
	for _, secrets := range []*making.Maker{office(t, func(f fstest.MapFS) { f["thu-moi/mau.docx"] = &fstest.MapFile{Data: secret} }),
		office(t, func(f fstest.MapFS) {
			f["thu-moi/mau.docx"] = &fstest.MapFile{Data: docxtest.Word("{ten}", "Kính mời {ten} dự họp năm {nam}.")}
		})} {
		secrets.DB.Writer.MustExec(`UPDATE dot_thu SET ten = 'TUYỆT MẬT' WHERE ma = 'b'`)
		all := made(t, secrets, making.Request{Kind: "thu-moi", Params: year})
		var n int
		_, err := secrets.Keep(t.Context(), all, nil)
		if !errors.Is(err, check.ErrSecret) || people.Refused(err) == nil || secrets.DB.Reader.Get(&n, `SELECT COUNT(*) FROM documents`) != nil || n != 0 {
			t.Errorf("kept: %v, %d documents", err, n)
		}
	}
	for text, want := range map[string]bool{"MẬT": true, "tài liệu MẬT phải được bảo quản": false} {
		if err := making.RefuseSecret(docxtest.Word(text)); errors.Is(err, check.ErrSecret) != want {
			t.Errorf("%q: %v", text, err)
		}
	}
	set := new(dataset.Set)
	for word, want := range map[string]bool{"MẬT": true, "thường": false} {
		if err := making.RefuseSecretFilled(docxtest.Word(word), set, docxtest.Word(word)); errors.Is(err, check.ErrSecret) != want {
			t.Errorf("filled %q: %v", word, err)
		}
	}
}

// TestCarried: what a document carries beside its data comes from the request, else from the archive.
func TestCarried(t *testing.T) {
	m := office(t, func(f fstest.MapFS) {
		f["giay-moi/mau.docx"] = &fstest.MapFile{Data: docxtest.Word("Số: {so_van_ban}/GM", "{ngay_ban_hanh}", "Kính mời {ten} dự họp năm {nam}{#thay_the_so}, thay {thay_the_so}{/}.")}
	})
	r := making.Request{Kind: "giay-moi", Params: with("dot", "a")}
	names := func(one *archive.Made) string {
		var all []string
		for _, name := range one.Data.Record().Columns().Names() {
			if v, _ := one.Data.Get(name); strings.HasPrefix(name, "thay_the") {
				all = append(all, v.Literal())
			}
		}
		return strings.Join(all, " ")
	}
	plain := made(t, m, r)[0]
	if got := strings.TrimSpace(names(plain)); got != "" || plain.Params["muc_khan"] != "" {
		t.Errorf("carries %q", got)
	}
	r.Carried = &archive.Carried{Urgency: "HỎA TỐC", Replaces: "161/GM", ReplacesDay: "2024-02-05"}
	one := made(t, m, r)[0]
	if got := names(one); got != "161/GM 2024-02-05" || one.Params["muc_khan"] != "HỎA TỐC" || !strings.Contains(words(t, fileOf(t, one, "docx")), "HỎA TỐC") {
		t.Errorf("carries %q, %v", got, one.Params)
	}
	params, urgency, err := making.Params(&archive.Version{Number: 1, Params: `{"nam": "2024", "muc_khan": "KHẨN"}`})
	if err != nil || urgency != "KHẨN" || !maps.Equal(params, year) {
		t.Errorf("%v, %q, %v", params, urgency, err)
	}
	if params, urgency, err = making.Params(&archive.Version{Number: 1, Params: "null"}); params == nil || len(params) > 0 || urgency != "" || err != nil {
		t.Errorf("%v, %q, %v", params, urgency, err)
	}
	if _, _, err = making.Params(&archive.Version{Number: 7, Params: "{"}); err == nil || !strings.Contains(err.Error(), "version 7") {
		t.Error(err)
	}
}

// TestTemplates: a template is rehearsed and judged without data; what keeps it from being filled is told.
func TestTemplates(t *testing.T) {
	m := office(t, nil)
	for _, kind := range []string{"giay-moi", "thu-moi"} {
		if err := m.Rehearse(t.Context(), kind); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		shipped, err := m.JudgeTemplate(kind, nil)
		if err != nil || len(shipped) == 0 { // it has no form at all
			t.Errorf("%s: %+v, %v", kind, shipped, err)
		}
		word, err := fs.ReadFile(m.Templates, kind+"/mau.docx")
		if err != nil {
			t.Fatal(err)
		}
		if given, err := m.JudgeTemplate(kind, word); err != nil || len(given) != len(shipped) {
			t.Errorf("%s: %d findings of the same file, %d, %v", kind, len(given), len(shipped), err)
		}
	}
	for _, word := range [][]byte{[]byte("no Word file"), docxtest.Word("{#a}"), docxtest.Word("{khong_co}")} {
		if _, err := m.JudgeTemplate("thu-moi", word); err == nil || !strings.Contains(err.Error(), "templates/thu-moi/mau.docx") {
			t.Errorf("%.20q: %v", word, err)
		}
	}
	if _, err := m.JudgeTemplate("khong-co", nil); err == nil {
		t.Error("a kind that there is not is judged")
	}
	s, err := m.Specimen(mustKind(t, m, "giay-moi"), nil)
	if err != nil || s.Format != "docx" || len(s.Findings) == 0 || !strings.Contains(words(t, s.Data), making.SampleMark) {
		t.Errorf("%+v, %v", s, err)
	}
	for typ, want := range map[string]string{"int": "12", "int?": "12", "decimal(4)": "1.2500", "bool": "true", "date": "2024-12-15", "text": "mẫu", "text?": "mẫu", "": "mẫu"} {
		if got := making.Sample(typ).Literal(); got != want {
			t.Errorf("a sample of %q is %q, want %q", typ, got, want)
		}
	}
	if got := making.Sample("chart").Literal(); !strings.HasPrefix(got, "data:image/png;base64,") {
		t.Errorf("%.40q", got)
	}
	broken := office(t, func(f fstest.MapFS) { f["thu-moi/mau.docx"] = &fstest.MapFile{Data: docxtest.Word("{khong_co}")} })
	if err := broken.Rehearse(t.Context(), "thu-moi"); err == nil || !strings.Contains(err.Error(), "khong_co") {
		t.Errorf("rehearsed: %v", err)
	}
	if _, err := broken.Kind("khong-co"); err == nil {
		t.Error("a kind that there is not")
	}
}

func mustKind(t *testing.T, m *making.Maker, slug string) *catalog.Kind {
	t.Helper()
	k, err := m.InForce(t.Context(), slug, "2024-12-15")
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestForbidden: a finding that is wrong forbids the use of a document, a warning does not.
func TestForbidden(t *testing.T) {
	for severity, want := range map[string]bool{check.Wrong: true, check.Warning: false, check.Hint: false} {
		if got := making.Forbidden(&archive.Made{Findings: []archive.Finding{{Severity: check.Hint}, {Severity: severity}}}); got != want {
			t.Errorf("%s forbids: %v", severity, got)
		}
	}
	if making.Forbidden(new(archive.Made)) {
		t.Error("a document without findings is forbidden")
	}
}
