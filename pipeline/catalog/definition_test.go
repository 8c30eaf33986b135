package catalog

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/query"
	"vanthu/pipeline/sheet"
	"vanthu/pipeline/unit"
)

// reportDefinition uses every key that a kind with a Word template may have.
const reportDefinition = `name: Báo cáo
code: BC
agency: "{don_vi}"
order: 1
params: {nam: int, ngay: date, don_vi: text, ghi: text, rut_gon: bool}
defaults: {ngay: "{nam}-12-15", don_vi: xa-a, ghi: " ", rut_gon: false}
choices: {don_vi: [xa-a, xa-b]}
about: {ghi: "ghi chú"}
apart: true
runs: cac_xa
data: {tren: [van_ban, nguoi_ky], xa: ca_xa, cap: cap_tren}
each: {query: xa, key: ma}
charts:
  ve: {query: xa, type: cot, title: "Năm {nam}", x: ten, y: [so], names: ["Số {nam}"]}
  bieu: {query: xa, type: duong, title: "Các năm", x: ten, y: [so]}
outputs: {docx: mau.docx, xlsx: bieu.xlsx}
link: true
late: [so_van_ban]
needs:
  - {value: nguoi_ky, when: trich_yeu, from: "bảng nguoi_ky"}
file: BC-{nam}-{ma}
`

const formDefinition = `name: Bằng khen
agency: ubnd-tinh
params: {nam: int, ngay: date, chi_in_chu: bool}
defaults: {ngay: "{nam}-12-15", chi_in_chu: false}
data: {tren: van_ban}
outputs: {form: mau.pdf}
print: {overlay: chi_in_chu, dx: -1.5, dy: 2, width: 420, height: 297}
file: BK-{nam}
`

// reportQueries are contracts; the statements behind them matter to nobody here.
var reportQueries = map[string]string{
	"van_ban.sql": testQueries["van_ban.sql"],
	"nguoi_ky.sql": "-- Người ký\n-- tham số: ngay date, kieu text, co_quan text, muon text?\n-- cột: nguoi_ky text, tuoi int, gio decimal(2), ban bool\n" +
		"-- (một dòng)\nSELECT :ngay, :kieu, :co_quan, :muon\n",
	"ca_xa.sql": "-- Các xã\n-- tham số: nam int, rut_gon bool\n-- cột: ma text, ten text, so int, bat_dau date?\n-- khóa: ma\n-- ten: tên xã: như trên giấy\n" +
		"-- so: (số hộ)\nSELECT :nam, :rut_gon ORDER BY 1\n",
	"cap_tren.sql": "-- Cấp trên\n-- tham số: nam int\n-- cột: cap_ten text, cap_so int\n-- (một dòng)\nSELECT :nam\n",
	"cac_xa.sql":   "-- Các lần làm\n-- tham số: nam int, kieu text, muon text?\n-- cột: don_vi text\nSELECT :nam, :kieu, :muon ORDER BY 1\n",
	"lan_sai.sql":  "-- Các lần làm\n-- tham số: nam int, dot text\n-- cột: don_vi text?, nam text, xa text\nSELECT :nam, :dot ORDER BY 1\n",
	"ky_sai.sql":   "-- Người ký\n-- tham số: kieu int\n-- cột: ten_ky text\n-- (một dòng)\nSELECT :kieu\n",
}

// book makes a workbook template with a list over ca_xa and a cell of its own.
func book(t *testing.T, cell string) []byte {
	t.Helper()
	var b bytes.Buffer
	err := sheet.WriteTemplate(&b, []sheet.Annex{{Sheet: "A", Title: "Năm {nam}", List: "xa",
		Columns: []sheet.Column{{Head: "Tên", Tag: "{ten}"}, {Head: "Số", Tag: cell}}}})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// form makes a PDF with a field of the given text, twice.
func form(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	field := pdf.Field{Name: "ten", X: unit.Cm, Y: unit.Cm, W: 10 * unit.Cm, H: unit.Cm, Family: "Times New Roman", Size: 12 * unit.Pt, Text: text}
	doc := &layout.Document{Pages: []layout.Page{{Width: 20 * unit.Cm, Height: 10 * unit.Cm}}}
	if err := pdf.WriteForm(&b, doc, pdf.Info{}, []pdf.Field{field}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// openKinds opens a catalog of templates, with the queries of reportQueries.
func openKinds(t *testing.T, templates map[string][]byte) (*Catalog, error) {
	t.Helper()
	queries, files := fstest.MapFS{}, fstest.MapFS{}
	for name, text := range reportQueries {
		queries[name] = &fstest.MapFile{Data: []byte(text)}
	}
	lib, err := query.Load(queries)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range templates {
		files[name] = &fstest.MapFile{Data: data}
	}
	return Open(files, lib)
}

// report is the files of the kind of reportDefinition.
func report(t *testing.T, definition, cell string, paragraphs ...string) map[string][]byte {
	t.Helper()
	return map[string][]byte{
		"bao-cao/document.yaml": []byte(definition),
		"bao-cao/mau.docx":      word(t, append([]string{"Số: {so_van_ban}"}, paragraphs...)...),
		"bao-cao/bieu.xlsx":     book(t, cell),
	}
}

func TestEveryKeyOfADefinition(t *testing.T) {
	files := report(t, reportDefinition, "{so}", "{#xa}", "{ten} từ {bat_dau} có {so}", "{/xa}")
	files["bang-khen/document.yaml"] = []byte(formDefinition)
	files["bang-khen/mau.pdf"] = form(t, "{trich_yeu}")
	files[".git/document.yaml"] = []byte("name: không phải một kiểu")
	files["hong/document.yaml"] = []byte("name: [")
	c, err := openKinds(t, files)
	if err == nil || !strings.Contains(err.Error(), "templates/hong/document.yaml:1:") || strings.Contains(err.Error(), ".git") {
		t.Errorf("the broken kind: %v", err)
	}
	if len(c.Kinds()) != 2 || c.Kinds()[0].Slug != "bang-khen" || c.Kinds()[1].Slug != "bao-cao" {
		t.Fatalf("kinds %v: order is 0, then 1", c.Kinds())
	}
	if near := c.Nearest("bao-cáo"); near != "bao-cao" {
		t.Errorf("nearest %q", near)
	}
	if _, err := c.Kind("zzzzzzzzzzz"); err == nil || !strings.Contains(err.Error(), ": there are bang-khen, bao-cao") {
		t.Errorf("a kind like no other: %v", err)
	}
	k := c.Kinds()[1]
	if faults, err := c.Lint("bao-cao"); err != nil || len(faults) > 0 || k.Err() != nil {
		t.Errorf("faults %v, %v, %v", faults, err, k.Err())
	}
	for _, one := range []struct{ got, want any }{
		{k.Charts, []Chart{{"bieu", "xa", "duong", "Các năm", "ten", []string{"so"}, nil}, {"ve", "xa", "cot", "Năm {nam}", "ten", []string{"so"}, []string{"Số {nam}"}}}},
		{k.Each, Each{Query: "xa", Key: "ma"}},
		{k.Needs, []Need{{"nguoi_ky", "trich_yeu", "bảng nguoi_ky"}}},
		{k.Outputs, Outputs{Docx: "mau.docx", Xlsx: "bieu.xlsx"}},
		{[]any{k.Runs, k.Link, k.Apart, k.Late, k.Asks()}, []any{"cac_xa", true, true, []string{"so_van_ban"}, []string{"nam"}}},
		{k.QueryNames(), []string{"van_ban", "nguoi_ky", "ca_xa", "cap_tren"}},
		{c.Kinds()[0].Print, Print{"", "chi_in_chu", -3 * unit.Mm / 2, 2 * unit.Mm, 420 * unit.Mm, 297 * unit.Mm}},
		{[]bool{k.Word() != nil, k.Linked() != nil, k.Book() != nil, k.Form() != nil, c.Kinds()[0].Form() != nil}, []bool{true, true, true, false, true}},
	} {
		if fmt.Sprintf("%+v", one.got) != fmt.Sprintf("%+v", one.want) {
			t.Errorf("got  %+v\nwant %+v", one.got, one.want)
		}
	}
	// Rows are known by the key of their query, columns by what people call them.
	m := k.Linked().Map()
	var names []string
	for _, s := range m.Slots {
		names = append(names, s.Name)
	}
	if got := strings.Join(names, ","); got != "tên xã,bat_dau,(số hộ)" || len(m.Loops) != 1 || strings.Join(m.Loops[0].Key, ",") != "ma" {
		t.Errorf("slots are called %s, loops %+v", got, m.Loops)
	}
}

func TestFaultsOfEveryKey(t *testing.T) {
	for name, c := range map[string]struct{ change, to, want string }{
		"no name":             {"name: Báo cáo\n", "", ":1:1: name is missing"},
		"no agency":           {"agency: \"{don_vi}\"\n", "", ":1:1: agency is missing"},
		"no file":             {"file: BC-{nam}-{ma}\n", "", ":1:1: file is missing"},
		"about of none":       {"about: {ghi", "about: {ghy", `:8:9: about for "ghy", which is not among params`},
		"choices of none":     {"choices: {don_vi", "choices: {donvi", `:1:1: choices for "donvi", which is not among params`},
		"no day":              {"ngay: date", "ngay: text", "document.yaml:1:1: params must hold ngay: date"},
		"no year":             {"nam: int", "nam: text", "document.yaml:1:1: params must hold nam: int"},
		"no parameters":       {"params: {nam: int, ngay: date, don_vi: text, ghi: text, rut_gon: bool}\n", "", "params must hold nam: int"},
		"docx and form":       {"xlsx: bieu.xlsx", "form: mau.pdf", "outputs has docx and form"},
		"key without query":   {"query: xa, key: ma}\ncharts", "key: ma}\ncharts", "each needs query and key together"},
		"when without query":  {"each: {query: xa, key: ma}", "each: {when: 'nam == 2024'}", "each.when is for kinds with each.query"},
		"when of a column":    {"query: xa, key: ma}", "query: xa, key: ma, when: 'ten == \"x\"'}", "each.when"},
		"query without key":   {"query: xa, key: ma", "query: xa", "each needs query and key together"},
		"print without form":  {"link: true", "print: {dx: 1}", "print is for kinds with outputs: {form: FILE}"},
		"list where a value":  {"about: {ghi: \"ghi chú\"}", "about: {ghi: [a]}", "8:14: must be a plain value"},
		"list in a list":      {"[van_ban, nguoi_ky]", "[[van_ban], nguoi_ky]", "must be a plain value"},
		"value where mapping": {"about: {ghi: \"ghi chú\"}", "about: ghi", "8:8: must be a mapping like {name: value}"},
		"record where a name": {"xa: ca_xa", "xa: {a: b}", "must be a plain value"},
		"no workbook":         {"bieu.xlsx", "bang.xlsx", "bao-cao: document.yaml names bang.xlsx under outputs, but there is no such file"},
	} {
		t.Run(name, func(t *testing.T) { wantFault(t, "bao-cao", reportDefinition, c.change, c.to, c.want) })
	}
}

func TestFaultsOfPrint(t *testing.T) {
	for name, c := range map[string]struct{ change, to, want string }{
		"fields otherwise":   {"overlay: chi_in_chu", "fields: gone", `print.fields is "gone"; write removed, fillable or overlay`},
		"overlay of none":    {"overlay: chi_in_chu", "overlay: in_chu", `:1:1: print.overlay names "in_chu", which is no parameter of type bool`},
		"overlay of a text":  {"chi_in_chu: bool", "chi_in_chu: text", `print.overlay names "chi_in_chu"`},
		"no number":          {"dx: -1.5", "dx: 1cm", `:1:1: print.dx is "1cm"; write millimetres, like 1.5`},
		"far to the left":    {"dx: -1.5", "dx: -2000", `print.dx is "-2000"`},
		"far down":           {"dy: 2", "dy: 2000", `print.dy is "2000"`},
		"no width":           {"width: 420", "width: 0", `print.width is "0"`},
		"no height":          {"height: 297", "height: -1", `print.height is "-1"`},
		"just not too far":   {"dx: -1.5", "dx: -1999.99", ""},
		"nothing moved":      {"dx: -1.5", "dx: 0", ""},
		"as the template is": {"width: 420, height: 297", "dy: 1", "document.yaml:7:"}, // dy twice
	} {
		t.Run(name, func(t *testing.T) { wantFault(t, "bang-khen", formDefinition, c.change, c.to, c.want) })
	}
}

// wantFault opens a kind with a changed definition; want is "" where that is right.
func wantFault(t *testing.T, slug, definition, change, to, want string) {
	t.Helper()
	changed := strings.Replace(definition, change, to, 1)
	if changed == definition {
		t.Fatal("nothing changed")
	}
	_, err := openKinds(t, map[string][]byte{
		slug + "/document.yaml": []byte(changed), slug + "/mau.pdf": form(t, "{trich_yeu}"),
		slug + "/mau.docx": word(t, "{so_van_ban}"), slug + "/bieu.xlsx": book(t, "{so}"),
	})
	if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want …%s…", err, want)
	}
}

// TestAllFaultsAtOnce: each fault of a definition is a line, in the order of the file's keys, always the same.
func TestAllFaultsAtOnce(t *testing.T) {
	for range 5 {
		_, err := openTest(t, "params: {nam: int}\nchoices: {b: [x], a: [x]}\noutputs: {docx: mau.docx}\n")
		var got []string
		for line := range strings.Lines(fmt.Sprint(err)) {
			got = append(got, strings.TrimSpace(line[strings.Index(line, ": ")+2:]))
		}
		want := `choices for "a", which is not among params|choices for "b", which is not among params|` +
			"params must hold ngay: date, the day for which the document is written|name is missing|agency is missing|file is missing"
		if s := strings.Join(got, "|"); s != want {
			t.Fatalf("got  %s\nwant %s", s, want)
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		param      Param
		text, want string // want begins with "!" where it is an error
	}{
		{Param{Type: Text}, "  e\u0302 ", "ê"},
		{Param{Type: Text}, " ", "!a text that is not empty"},
		{Param{Type: Int}, " 12 ", "12"},
		{Param{Type: Int}, "1.5", "!a whole number"},
		{Param{Type: Bool}, "true", "true"},
		{Param{Type: Bool}, "có", "!true or false"},
		{Param{Type: Date}, "5/2/2024", "2024-02-05"},
		{Param{Type: Date}, "30/2/2024", "!a day like 2024-12-15 or 15/12/2024"},
		{Param{Type: Date}, "mai", "!a day like"},
		{Param{Type: Text, Choices: []string{"a", "b"}}, "b", "b"},
		{Param{Type: Text, Choices: []string{"a", "b"}}, "c", "!one of a, b"},
		{Param{Type: Text, Choices: []string{}}, "c", "!one of"},
	} {
		v, err := c.param.Parse(c.text)
		wrong, isError := strings.CutPrefix(c.want, "!")
		if isError != (err != nil) || isError && !strings.Contains(err.Error(), wrong) || !isError && v.Literal() != c.want {
			t.Errorf("%v of %q: %q, %v; want %q", c.param.Type, c.text, v.Literal(), err, c.want)
		}
	}
}

func TestArgsOfAReport(t *testing.T) {
	c, err := openKinds(t, report(t, reportDefinition, "{so}"))
	if err != nil {
		t.Fatal(err)
	}
	k := c.Kinds()[0]
	for _, one := range []struct {
		given map[string]string
		want  string
	}{
		{map[string]string{"nam": "2024", "ghi": "x", "don_vi": "xa-b"}, "xa-b"},
		{map[string]string{"ghi": "x"}, "bao-cao: parameter nam (int) is missing: give --param nam=…; default of parameter ngay:"},
		{map[string]string{"nam": "2024"}, `bao-cao: parameter ghi is ""; it must be a text that is not empty`},
		{map[string]string{"nam": "2024", "ghi": "x", "zzzzzzzz": "1"}, `no parameter "zzzzzzzz"; there are nam, ngay, don_vi, ghi, rut_gon`},
	} {
		args, err := k.Args(one.given)
		if got := args[ArgAgency].Literal(); err == nil && got != one.want || err != nil && !strings.HasPrefix(err.Error(), one.want) {
			if err == nil || !strings.Contains(err.Error(), one.want) {
				t.Errorf("%v: %q, %v; want %s", one.given, got, err, one.want)
			}
		}
	}
	// A kind that has the agency and the kind among its parameters keeps what is given.
	own := &Kind{Slug: "a", Agency: "x", Params: []Param{{Name: ArgAgency, Type: Text}, {Name: ArgKind, Type: Text}}}
	args, err := own.Args(map[string]string{ArgAgency: "y", ArgKind: "b"})
	if err != nil || args[ArgAgency].Literal() != "y" || args[ArgKind].Literal() != "b" {
		t.Errorf("own agency and kind: %v, %v", args, err)
	}
	if _, err := (&Kind{Slug: "a", Agency: "{khong}"}).Args(nil); err == nil || !strings.Contains(err.Error(), "a: agency:") {
		t.Errorf("agency of an unknown name: %v", err)
	}
}

func TestFileName(t *testing.T) {
	set := new(dataset.Set)
	set.Put("a", dataset.OfText("x/y\\z:*?\"<>|\tü ."))
	set.Put("khong", dataset.OfText(" . "))
	for _, c := range []struct{ pattern, want, fault string }{
		{"QD-{a}", "QD-x-y-z--------ü", ""},
		{"{{a}-{a | in_hoa}", "{a}-X-Y-Z--------Ü", ""},
		{"{khong}", "", "comes to nothing"},
		{"{#a}x{/a}", "", "only {name} may stand here"},
		{"{a | khong_co}", "", "khong_co"},
		{"{b}", "", "b"},
	} {
		got, err := (&Kind{Slug: "k", File: c.pattern}).FileName(set)
		if got != c.want || (err != nil) != (c.fault != "") || err != nil && !(strings.HasPrefix(err.Error(), "k: file name: ") && strings.Contains(err.Error(), c.fault)) {
			t.Errorf("%s: %q, %v; want %q, %s", c.pattern, got, err, c.want, c.fault)
		}
	}
	title, names, err := Chart{Name: "ve", Title: "Biểu {a}", Names: []string{"{a}", "b"}}.Texts(set)
	if err != nil || !strings.HasPrefix(title, "Biểu x/y") || len(names) != 2 || !strings.HasPrefix(names[0], "x/y") || names[1] != "b" {
		t.Errorf("%q %q %v", title, names, err)
	}
	if _, _, err := (Chart{Name: "ve", Title: "{b}"}).Texts(set); err == nil || !strings.Contains(err.Error(), "chart ve: title: ") {
		t.Errorf("title of an unknown name: %v", err)
	}
	if _, _, err := (Chart{Name: "ve", Names: []string{"{b}"}}).Texts(set); err == nil || !strings.Contains(err.Error(), "chart ve: names: ") {
		t.Errorf("series of an unknown name: %v", err)
	}
}
