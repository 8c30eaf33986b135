package catalog

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/query"
)

const goodDefinition = `name: Quyết định
code: QĐ
agency: ubnd-tinh
params: {nam: int, dot: text, ngay: date}
defaults: {ngay: "{nam}-12-15", dot: tong-ket}
choices: {dot: [tong-ket, ngay-hoi]}
data: {tren: van_ban, ca_nhan: ca_nhan}
about: {nam: năm, dot: đợt, ngay: ngày}
outputs: {docx: mau.docx, pdf: true}
late: [so_van_ban, ngay_ban_hanh]
file: QD-{nam}-{dot}
`

var testQueries = map[string]string{
	"van_ban.sql": "-- Phần đầu\n-- tham số: nam int, co_quan text\n-- cột: trich_yeu text, ngay_hop date?, so_nguoi int\n" +
		"-- trich_yeu: nội dung tóm tắt, như “Về việc tặng Bằng khen”\n-- (một dòng)\nSELECT 'x' AS trich_yeu, NULL AS ngay_hop, 3 AS so_nguoi WHERE :nam = 1 AND :co_quan = ''\n",
	"ca_nhan.sql": "-- Cá nhân\n-- tham số: nam int, dot text\n-- cột: ho_ten text, so_tien int, don_vi_id int\nSELECT 'a' AS ho_ten, 1 AS so_tien, 1 AS don_vi_id WHERE :nam = 1 AND :dot = '' ORDER BY 1\n",
}

// word makes a Word template with the given paragraphs.
func word(t *testing.T, paragraphs ...string) []byte {
	t.Helper()
	b := nd30.New(nd30.A4)
	for _, p := range paragraphs {
		b.P("Thân văn bản", p)
	}
	data, err := b.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func openTest(t *testing.T, definition string, paragraphs ...string) (*Catalog, error) {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range testQueries {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	lib, err := query.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return Open(fstest.MapFS{
		"quyet-dinh/document.yaml": {Data: []byte(definition)},
		"quyet-dinh/mau.docx":      {Data: word(t, paragraphs...)},
		"chu-y/ghi-chu.md":         {Data: []byte("không phải một kiểu văn bản")},
		"jobs.yaml":                {Data: []byte("")},
	}, lib)
}

func TestDefinition(t *testing.T) {
	c, err := openTest(t, goodDefinition, "{so_van_ban} {ngay_ban_hanh}")
	if err != nil {
		t.Fatal(err)
	}
	k, err := c.Kind("quyet-dinh")
	if err != nil || len(c.Kinds()) != 1 {
		t.Fatalf("kinds %v, %v", c.Kinds(), err)
	}
	if got := fmt.Sprint(k.Params); got != "[{nam int  false [] năm} {dot text tong-ket true [tong-ket ngay-hoi] đợt} {ngay date {nam}-12-15 true [] ngày}]" {
		t.Errorf("params %s", got)
	}
	if got := fmt.Sprint(k.Data); got != "[{tren van_ban} {ca_nhan ca_nhan}]" {
		t.Errorf("data %s", got)
	}
	if _, err := c.Kind("quyet-din"); err == nil || !strings.Contains(err.Error(), `did you mean "quyet-dinh"`) {
		t.Errorf("near name: %v", err)
	}
}

func TestDefinitionFaults(t *testing.T) {
	for name, c := range map[string]struct{ change, to, want string }{
		"unknown key":       {"code: QĐ", "ma: QĐ", `document.yaml:2:1: unknown field "ma"`},
		"unknown inner key": {"pdf: true", "pfd: true", "document.yaml:9:27: unknown field"},
		"wrong type":        {"ngay: date}", "ngay: day}", `document.yaml:4:31: parameter ngay has type "day"`},
		"twice":             {"dot: text,", "nam: text,", `:4:20: mapping key "nam" already defined`},
		"default of none":   {"dot: tong-ket}", "dto: tong-ket}", `:5:33: default for "dto"`},
		"not yaml":          {"outputs: {", "outputs: [", "document.yaml:10:1: "},
		"no output":         {"docx: mau.docx, ", "", "outputs needs docx"},
		"list":              {"ca_nhan: ca_nhan", "ca_nhan: [a, b]", ":7:23: ca_nhan takes one query"},
		"no file":           {"mau.docx", "mau2.docx", "mau2.docx"},
	} {
		t.Run(name, func(t *testing.T) {
			definition := strings.Replace(goodDefinition, c.change, c.to, 1)
			if definition == goodDefinition {
				t.Fatal("nothing changed")
			}
			_, err := openTest(t, definition)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want …%s…", err, c.want)
			}
		})
	}
}

func TestArgs(t *testing.T) {
	c, err := openTest(t, goodDefinition)
	if err != nil {
		t.Fatal(err)
	}
	k := c.Kinds()[0]
	args, err := k.Args(map[string]string{"nam": "2024"})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"nam": "2024", "dot": "tong-ket", "ngay": "2024-12-15", "kieu": "quyet-dinh", "co_quan": "ubnd-tinh"} {
		if got := args[name].Literal(); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if args["ngay"].Kind() != dataset.Date {
		t.Errorf("ngay is %v", args["ngay"].Kind())
	}
	if args, err = k.Args(map[string]string{"nam": "2024", "ngay": "5/2/2025"}); err != nil || args["ngay"].Literal() != "2025-02-05" {
		t.Errorf("day as in Vietnam: %v, %v", args["ngay"].Literal(), err)
	}
	_, err = k.Args(map[string]string{"nam": "hai", "dot": "khac", "nagy": "x"})
	for _, want := range []string{"parameter nam", "a whole number", "one of tong-ket, ngay-hoi", `no parameter "nagy"; did you mean "ngay"?`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v lacks %q", err, want)
		}
	}
}

func results(t *testing.T) map[string]dataset.Value {
	t.Helper()
	set, err := dataset.ParseJSON(strings.NewReader(`{"van_ban":{"trich_yeu":"a/b","ngay_hop":null,"so_nguoi":2},
		"ca_nhan":[{"ho_ten":"A","so_tien":1,"don_vi_id":1},{"ho_ten":"B","so_tien":2,"don_vi_id":2}],
		"viec":[{"don_vi_id":2,"ten":"x"},{"don_vi_id":1,"ten":"y"},{"don_vi_id":2,"ten":"z"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]dataset.Value{}
	for _, name := range []string{"van_ban", "ca_nhan", "viec"} {
		out[name], _ = set.Get(name)
	}
	return out
}

func TestSets(t *testing.T) {
	c, err := openTest(t, strings.Replace(goodDefinition, "QD-{nam}-{dot}", "QD-{nam}-{trich_yeu}", 1))
	if err != nil {
		t.Fatal(err)
	}
	k := c.Kinds()[0]
	args, err := k.Args(map[string]string{"nam": "2024"})
	if err != nil {
		t.Fatal(err)
	}
	sets, err := k.Sets(args, results(t))
	if err != nil || len(sets) != 1 {
		t.Fatalf("%d sets, %v", len(sets), err)
	}
	var b strings.Builder
	if err := sets[0].WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	want := `{"ca_nhan":[{"don_vi_id":1,"ho_ten":"A","so_tien":1},{"don_vi_id":2,"ho_ten":"B","so_tien":2}],"co_quan":"ubnd-tinh","dot":"tong-ket",` +
		`"kieu":"quyet-dinh","nam":2024,"ngay":"2024-12-15","ngay_hop":null,"so_nguoi":2,"trich_yeu":"a/b"}`
	if b.String() != want {
		t.Errorf("got  %s\nwant %s", b.String(), want)
	}
	if name, err := k.FileName(sets[0]); err != nil || name != "QD-2024-a-b" {
		t.Errorf("file name %q, %v", name, err)
	}
}

// TestMailMerge gives each row its own set, with the rows of other lists that belong to it.
func TestMailMerge(t *testing.T) {
	k := &Kind{Slug: "giay-moi", Each: Each{Query: "ca_nhan", Key: "don_vi_id"},
		Data: []Source{{TopLevel, "van_ban"}, {"ca_nhan", "ca_nhan"}, {"viec", "viec"}}}
	sets, err := k.Sets(nil, results(t))
	if err != nil || len(sets) != 2 {
		t.Fatalf("%d sets, %v", len(sets), err)
	}
	for i, want := range []string{"A y", "B x z"} {
		name, _ := sets[i].Get("ho_ten")
		got := name.Str()
		list, _ := sets[i].Get("viec")
		for _, v := range list.Items() {
			s, _ := v.Record().Get("ten")
			got += " " + s.Str()
		}
		if got != want {
			t.Errorf("set %d: %s, want %s", i, got, want)
		}
	}
}

// TestMailMergeByChoice: where a parameter switches the merge, a run without it is one document
// whose list of the merge is empty; with it a row's column goes before the run's, and its key
// stands in the file name.
func TestMailMergeByChoice(t *testing.T) {
	cat, err := openTest(t, strings.NewReplacer("outputs:", "each: {query: ca_nhan, key: don_vi_id, when: 'dot == \"ngay-hoi\"'}\noutputs:",
		"file: QD-{nam}-{dot}", "file: QD-{nam}").Replace(goodDefinition), "Số: {so_van_ban}, {ngay_ban_hanh}", "{so_nguoi}")
	if err != nil {
		t.Fatal(err)
	}
	k := cat.Kinds()[0]
	for round, want := range map[string]string{"tong-ket": "QD-2024 0", "ngay-hoi": "QD-2024-1 1, QD-2024-2 1"} {
		args, err := k.Args(map[string]string{"nam": "2024", "dot": round})
		if err != nil {
			t.Fatal(err)
		}
		sets, err := k.Sets(args, results(t))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range sets {
			name, err := k.FileName(s)
			if err != nil {
				t.Fatal(err)
			}
			list, _ := s.Get("ca_nhan")
			got = append(got, fmt.Sprint(name, " ", len(list.Items())))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q, want %q", round, got, want)
		}
	}
	row, run := &Kind{Slug: "x", Each: Each{Query: "ca_nhan", Key: "ho_ten", When: "true"}, Data: k.Data}, results(t)["van_ban"].Record()
	some := record(map[string]dataset.Value{"so_nguoi": dataset.OfInt(1)})
	if v, has := row.without(run, some).Get("so_nguoi"); has {
		t.Errorf("so_nguoi of the run %v stays beside the row's", v)
	}
}

func TestLint(t *testing.T) {
	for name, c := range map[string]struct {
		paragraph string
		want      string // "" for no fault
	}{
		"value":             {"{trich_yeu} {so_nguoi | hai_chu_so} {ngay_hop | ngay}", ""},
		"parameter":         {"{nam} {ngay | ngay_dai} {kieu}", ""},
		"list":              {"{#ca_nhan}{$stt}. {ho_ten} {so_tien | tien | in_hoa}{^$cuoi};{/}{/ca_nhan}", ""},
		"outer name inside": {"{#ca_nhan}{trich_yeu}{/ca_nhan}", ""},
		"condition":         {`{#so_nguoi > 1 && dot == "tong-ket"}{trich_yeu}{/}`, ""},
		"unknown":           {"{trich_yu}", `không có tên "trich_yu"; gần nhất là "trich_yeu"`},
		"unknown condition": {"{#so_nguio > 1}x{/}", `gần nhất là "so_nguoi"`},
		"unknown absent":    {"{^ca_nhna}x{/}", `gần nhất là "ca_nhan"`},
		"column outside":    {"{ho_ten}", `không có tên "ho_ten"`},
		"list as value":     {"{ca_nhan}", "ca_nhan là một danh sách; viết {#ca_nhan}"},
		"column of list":    {"{ca_nhan.ho_ten}", "viết {#ca_nhan}"},
		"part of value":     {"{trich_yeu.dai}", `không có phần "dai"`},
		"counter outside":   {"{$stt}", "chỉ dùng bên trong một danh sách lặp"},
		"number filter":     {"{trich_yeu | tien}", "bộ lọc tien cần một số, mà trich_yeu kiểu text"},
		"day filter":        {"{so_nguoi | ngay_dai}", "cần một ngày"},
		"late in a list":    {"{#ca_nhan}{so_van_ban}{/}", "so_van_ban"},
		"late with filter":  {"{so_van_ban | in_hoa}", "so_van_ban"},
	} {
		t.Run(name, func(t *testing.T) {
			cat, err := openTest(t, goodDefinition, "Số: {so_van_ban}, {ngay_ban_hanh}", c.paragraph)
			if err != nil {
				t.Fatal(err)
			}
			faults, err := cat.Lint()
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" {
				if len(faults) > 0 {
					t.Errorf("faults: %v", faults)
				}
				return
			}
			if len(faults) == 0 || !strings.Contains(fmt.Sprint(faults), c.want) {
				t.Errorf("got %v, want …%s…", faults, c.want)
			}
			if len(faults) > 0 && faults[0].Place == "" {
				t.Errorf("fault without place: %v", faults[0])
			}
		})
	}
}

func TestLintOfDefinition(t *testing.T) {
	for name, c := range map[string]struct{ change, to, want string }{
		"no such query":     {"ca_nhan: ca_nhan", "ca_nhan: ca_nhna", `không có truy vấn "ca_nhna"; gần nhất là "ca_nhan"`},
		"list at the top":   {"tren: van_ban", "tren: ca_nhan", "chỉ đặt truy vấn có ghi (một dòng)"},
		"missing parameter": {"dot: text, ", "", "cần tham số dot text"},
		"wrong parameter":   {"dot: text", "dot: int", "cần tham số dot kiểu text, nhưng params ghi kiểu int"},
		"file":              {"QD-{nam}", "QD-{naam}", `file: không có tên "naam"`},
		"late twice":        {"late: [so_van_ban", "late: [trich_yeu", `"trich_yeu"`},
		"late not written":  {"ngay_ban_hanh]", "ngay_ban_hanh, noi_ky]", "mẫu thiếu thẻ {noi_ky}"},
	} {
		t.Run(name, func(t *testing.T) {
			definition := strings.Replace(goodDefinition, c.change, c.to, 1)
			definition = strings.Replace(definition, "choices: {dot: [tong-ket, ngay-hoi]}\n", "", 1)
			definition = strings.Replace(definition, ", dot: tong-ket}", "}", 1)
			definition = strings.Replace(definition, "about: {nam: năm, dot: đợt, ngay: ngày}\n", "", 1)
			cat, err := openTest(t, definition, "{so_van_ban} {ngay_ban_hanh}")
			if err != nil {
				t.Fatal(err)
			}
			faults, err := cat.Lint("quyet-dinh")
			if err != nil || !strings.Contains(fmt.Sprint(faults), c.want) {
				t.Errorf("got %v, %v; want …%s…", faults, err, c.want)
			}
		})
	}
}

// TestLintTellsAll: a template with several faults has them all told at once.
func TestLintTellsAll(t *testing.T) {
	cat, err := openTest(t, goodDefinition, "{mot} {#ca_nhan}{hai}{/ca_nhan}", "{trich_yeu | tien}")
	if err != nil {
		t.Fatal(err)
	}
	faults, err := cat.Lint()
	if err != nil || len(faults) != 5 { // three tags, two late names that are not written
		t.Errorf("%d faults: %v, %v", len(faults), faults, err)
	}
}

// TestBrokenTemplateTellsAll: where a section does not close or a filter is none, names that
// exist nowhere are told at the same time, and those that exist somewhere are not blamed.
func TestBrokenTemplateTellsAll(t *testing.T) {
	cat, err := openTest(t, goodDefinition, "{so_van_ban} {ngay_ban_hanh} {khong_co_ten}", "{trich_yeu | vietthuong}", "{#ca_nhan}{ho_ten}{ho_tem}{$stt}")
	if err != nil {
		t.Fatal(err)
	}
	faults, err := cat.Lint()
	if err != nil || len(faults) != 4 {
		t.Fatalf("%d faults: %v, %v", len(faults), faults, err)
	}
	for _, want := range []string{"vietthuong", "{#ca_nhan}", `không có tên "khong_co_ten"`, `gần nhất là "ho_ten"`} {
		if !strings.Contains(fmt.Sprint(faults), want) {
			t.Errorf("%q is not told: %v", want, faults)
		}
	}
}

func TestTags(t *testing.T) {
	cat, err := openTest(t, goodDefinition, "{#ca_nhan}{ho_ten}{/ca_nhan}")
	if err != nil {
		t.Fatal(err)
	}
	tags, err := cat.Tags("quyet-dinh")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]Tag{}
	for _, tag := range tags {
		got[tag.Path] = tag
	}
	if tag := got["trich_yeu"]; tag.Name != "{trich_yeu}" || tag.Sample != "Về việc tặng Bằng khen" || tag.Type != "text" || tag.Used {
		t.Errorf("trich_yeu: %+v", tag)
	}
	if tag := got["ca_nhan"]; tag.Name != "{#ca_nhan}…{/ca_nhan}" || tag.Meaning != "Cá nhân" || !tag.Used {
		t.Errorf("ca_nhan: %+v", tag)
	}
	if tag := got["ca_nhan.ho_ten"]; !tag.Used {
		t.Errorf("ca_nhan.ho_ten: %+v", tag)
	}
	if tag := got["so_van_ban"]; tag.Type != "late" {
		t.Errorf("so_van_ban: %+v", tag)
	}
}

// TestBrokenTemplate: a template that cannot be read keeps its kind from being made, and
// no other; lint tells why.
func TestBrokenTemplate(t *testing.T) {
	for name, paragraph := range map[string]string{
		"open section":   "{#ca_nhan}{ho_ten}",
		"unknown filter": "{trich_yeu | vietthuong}",
	} {
		t.Run(name, func(t *testing.T) {
			cat, err := openTest(t, goodDefinition, "{so_van_ban} {ngay_ban_hanh}", paragraph)
			if err != nil {
				t.Fatal(err)
			}
			k := cat.Kinds()[0]
			if k.Err() == nil || k.Word() != nil {
				t.Errorf("error %v, template %v", k.Err(), k.Word())
			}
			if faults, err := cat.Lint(); err != nil || len(faults) == 0 || !strings.Contains(faults[0].Place, "đoạn 2") {
				t.Errorf("faults %v, %v", faults, err)
			}
		})
	}
	if cat, err := openTest(t, goodDefinition, "{so_van_ban}"); err != nil || cat.Kinds()[0].Err() != nil {
		t.Errorf("a sound kind is broken: %v", err)
	}
}
