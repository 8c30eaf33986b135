package fill

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx/docxtest"
)

func linked(t testing.TB, data []byte) *Template {
	t.Helper()
	tpl, err := Compile(data, Options{Link: &Link{Keys: map[string][]string{"ca_nhan": {"ho_ten"}}, Names: map[string]string{"ho_ten": "Họ và tên"}}})
	if err != nil {
		t.Fatal(err)
	}
	return tpl
}

// TestMarks: marks stand round what filling writes, and change no letter and no form.
func TestMarks(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"alone in its run", `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{ten_dot}</w:t></w:r></w:p>`, `[<w:r><w:rPr><w:b/></w:rPr><w:t>tổng kết năm 2024</w:t></w:r>]`},
		{"within a run", `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>A {ten_dot} B</w:t></w:r></w:p>`, `<w:r><w:rPr><w:b/></w:rPr><w:t>A </w:t></w:r>[<w:r><w:rPr><w:b/></w:rPr><w:t>tổng kết năm 2024</w:t></w:r>]<w:r><w:rPr><w:b/></w:rPr><w:t> B</w:t></w:r>`},
		{"two against each other", `<w:p><w:r><w:t>{ten_dot}{ten_dot}.</w:t></w:r></w:p>`, `[<w:r><w:t>tổng kết năm 2024</w:t></w:r>][<w:r><w:t>tổng kết năm 2024</w:t></w:r>]<w:r><w:t>.</w:t></w:r>`},
		{"over several runs", `<w:p><w:r><w:t>A {te</w:t></w:r><w:r><w:t>n_dot}</w:t></w:r></w:p>`, `<w:r><w:t>A </w:t></w:r>[<w:r><w:t>tổng kết năm 2024</w:t></w:r>]`},
		{"a choice is one value", `<w:p><w:r><w:t>{#ca_nhan.so > 1}nhiều {ca_nhan.so}{/}{^ca_nhan.so > 1}ít{/} người</w:t></w:r></w:p>`, `[<w:r><w:t>nhiều 2</w:t></w:r>]<w:r><w:t> người</w:t></w:r>`},
		{"a list in the text", `<w:p><w:r><w:t>Gồm </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{#ca_nhan}{don_vi}{^$cuoi}, {/}{/ca_nhan}</w:t></w:r></w:p>`,
			`<w:r><w:t>Gồm </w:t></w:r>[<w:r><w:rPr><w:b/></w:rPr><w:t>Công an xã Đồng Tiến 0, huyện Đồng Phú, Công an xã Đồng Tiến 1, huyện Đồng Phú</w:t></w:r>]`},
		{"nothing to show", `<w:p><w:r><w:t>A{^ca_nhan} không{/ca_nhan}.</w:t></w:r></w:p>`, `<w:r><w:t>A</w:t></w:r>|<w:r><w:t>.</w:t></w:r>`},
		{"paragraphs of records", `<w:p><w:r><w:t>{#ca_nhan}</w:t></w:r></w:p><w:p><w:r><w:t>- {don_vi}</w:t></w:r></w:p><w:p><w:r><w:t>{/ca_nhan}</w:t></w:r></w:p>`,
			`|<w:r><w:t>- </w:t></w:r>[<w:r><w:t>Công an xã Đồng Tiến 0, huyện Đồng Phú</w:t></w:r>]</w:p><w:p>|<w:r><w:t>- </w:t></w:r>[<w:r><w:t>Công an xã Đồng Tiến 1, huyện Đồng Phú</w:t></w:r>]`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			in := docxOf(t, `<w:p><w:r><w:t>x</w:t></w:r></w:p>`+tc.in)
			var b, plain bytes.Buffer
			tpl := linked(t, in)
			if _, err := tpl.Execute(&b, people(2), Run{}); err != nil {
				t.Fatal(err)
			}
			got := partOf(t, b.Bytes(), "word/document.xml")
			ids := map[string]int{}
			for _, m := range regexp.MustCompile(`<w:bookmark(Start|End) w:id="(\d+)"`).FindAllStringSubmatch(got, -1) {
				ids[m[1]+m[2]]++
			}
			for id, n := range ids {
				if n != 1 || len(ids)%2 != 0 {
					t.Errorf("bookmark %s stands %d times of %d", id, n, len(ids))
				}
			}
			got = got[strings.Index(got, "<w:t>x</w:t></w:r></w:p><w:p>")+len("<w:t>x</w:t></w:r></w:p><w:p>"):]
			got = got[:strings.LastIndex(got, "</w:p>")]
			got = regexp.MustCompile(`(<w:bookmarkStart [^>]*/>)(<w:bookmarkEnd [^>]*/>)`).ReplaceAllString(got, "|")
			got = regexp.MustCompile(`<w:sdt>.*?<w:sdtContent>(<w:bookmarkStart [^>]*/>)?`).ReplaceAllString(got, "[")
			got = regexp.MustCompile(`(<w:bookmarkEnd [^>]*/>)?</w:sdtContent></w:sdt>`).ReplaceAllString(got, "]")
			got = strings.ReplaceAll(got, ` xml:space="preserve"`, "")
			if got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
			if t0, err := Compile(in, Options{}); err != nil {
				t.Fatal(err)
			} else if _, err := t0.Execute(&plain, people(2), Run{}); err != nil {
				t.Fatal(err)
			}
			if a, b := textOf(t, plain.Bytes()), textOf(t, b.Bytes()); a != b {
				t.Errorf("without marks\n%s\nwith\n%s", a, b)
			}
		})
	}
}

// TestLoops: the map says of what repeats how many paragraphs or rows it is, and their text.
func TestLoops(t *testing.T) {
	say := func(s string) string { return `<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>` }
	row := `<w:tr><w:tc>` + say("{#ca_nhan}{$stt}") + `</w:tc><w:tc>` + say("{ho_ten}") + say("{don_vi}{/ca_nhan}") + `</w:tc></w:tr>`
	for _, c := range []struct {
		body, frame string
		units       int
		rows        bool
	}{
		{say("{#ca_nhan}") + say("- {don_vi}") + say("Hai {ho_ten}") + say("{/ca_nhan}"), "- {don_vi}\nHai {ho_ten}", 2, false},
		{`<w:tbl>` + row + `</w:tbl>` + say(""), "{$stt}\n{ho_ten}\n{don_vi}", 1, true},
	} {
		loops := linked(t, docxOf(t, c.body)).Map().Loops
		if len(loops) != 1 || loops[0].Frame != c.frame || loops[0].Units != c.units || loops[0].Rows != c.rows || loops[0].Section != "{#ca_nhan}" || strings.Join(loops[0].Key, ",") != "ho_ten" {
			t.Errorf("%+v", loops)
		}
	}
}

// TestMarksOfNotes: notes bear marks as the text does; comments are filled, but bear none, for they are not of the paper.
func TestMarksOfNotes(t *testing.T) {
	note := func(kind string) string {
		return `<w:` + kind + ` w:id="1"><w:p><w:r><w:t>chú {ten_dot}</w:t></w:r></w:p></w:` + kind + `>`
	}
	in := docxOf(t, `<w:p><w:r><w:t>{ten_dot}</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>`,
		[2]string{"word/footnotes.xml", part("footnotes", note("footnote"))}, [2]string{"word/endnotes.xml", part("endnotes", note("endnote"))},
		[2]string{"word/comments.xml", part("comments", note("comment"))})
	var b bytes.Buffer
	if _, err := linked(t, in).Execute(&b, people(1), Run{}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"footnotes", "endnotes", "comments"} {
		text := partOf(t, b.Bytes(), "word/"+name+".xml")
		marked := strings.Contains(text, `"`+BookmarkPrefix) && strings.Contains(text, `"`+ControlPrefix)
		if !strings.Contains(text, ">tổng kết năm 2024<") && !strings.Contains(text, ">chú tổng kết năm 2024<") || marked != (name != "comments") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

func textOf(t testing.TB, data []byte) string {
	t.Helper()
	text, err := docxtest.Text(data)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestMap: the map, written down and read again, says for a data set what stands at every
// mark.
func TestMap(t *testing.T) {
	tpl := linked(t, listTemplate(t))
	data, err := json.Marshal(tpl.Map())
	if err != nil {
		t.Fatal(err)
	}
	m, err := ReadMap(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if m.Hash() != tpl.Map().Hash() {
		t.Error("another hash after reading")
	}
	v, err := m.Values(people(3))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := tpl.Execute(&b, people(3), Run{}); err != nil {
		t.Fatal(err)
	}
	part := partOf(t, b.Bytes(), "word/document.xml")
	if !strings.Contains(part, MapPrefix+m.Hash()) {
		t.Error("the document does not name its map")
	}
	for _, c := range v.Copies {
		at := strings.Index(part, `"`+RowPrefix+c.Mark+`"`)
		if at < 0 {
			t.Fatalf("%v: no bookmark", c.Record)
		}
		row := part[at : at+strings.Index(part[at:], "</w:tr>")]
		for _, one := range c.Values {
			tag := fmt.Sprintf(`"%s%d"`, ControlPrefix, one.Slot)
			if i := strings.Index(row, tag); i < 0 || !strings.Contains(row[i:i+strings.Index(row[i:], "</w:sdt>")], ">"+one.Text+"<") {
				t.Errorf("%v: %s does not hold %q", c.Record, tag, one.Text)
			}
		}
	}
	if len(v.Copies) != 3 || len(v.Slots) != 16 {
		t.Errorf("%d copies, %d values", len(v.Copies), len(v.Slots))
	}
}

// TestKeys: the mark of a record hangs on its key, not on its place, and records with one
// key have marks of their own.
func TestKeys(t *testing.T) {
	m := linked(t, listTemplate(t)).Map()
	marks := func(names ...string) (list []string) {
		cols, _ := dataset.NewColumns("ho_ten", "chuc_vu", "don_vi", "so_tien")
		var rows []dataset.Value
		for _, n := range names {
			rows = append(rows, dataset.OfRecord(dataset.NewRecord(cols, []dataset.Value{dataset.OfText(n), dataset.OfText(""), dataset.OfText(""), dataset.OfInt(1)})))
		}
		set := new(dataset.Set)
		set.Put("ten_dot", dataset.OfText(""))
		set.Put("ca_nhan", dataset.OfList(rows))
		v, err := m.Values(set)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range v.Copies {
			list = append(list, c.Mark)
		}
		return list
	}
	a, b := marks("An", "Bình"), marks("Bình", "Chi", "An", "An")
	if a[0] != b[2] || a[1] != b[0] || b[2] == b[3] || b[1] == b[0] {
		t.Errorf("%q, %q", a, b)
	}
}

// TestMarksCost: a list of records with marks takes at most 1.6 times the room, as files
// are kept.
func TestMarksCost(t *testing.T) {
	var sizes [2]counter
	plain, err := Compile(listTemplate(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, tpl := range []*Template{plain, linked(t, listTemplate(t))} {
		if _, err := tpl.Execute(&sizes[i], people(2000), Run{Level: 6}); err != nil {
			t.Fatal(err)
		}
	}
	if 10*sizes[1] > 16*sizes[0] {
		t.Errorf("%d bytes without marks, %d with", sizes[0], sizes[1])
	}
}

// BenchmarkMarks fills a table of 5,000 rows with marks; the budget is 40 ms.
func BenchmarkMarks(b *testing.B) {
	t := linked(b, listTemplate(b))
	set := people(5000)
	for b.Loop() {
		var n counter
		if _, err := t.Execute(&n, set, Run{}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n), "bytes")
	}
}

// TestEveryCopyHasItsMark: the rows of a list bear their marks, also where their first cell
// chooses between paragraphs.
func TestEveryCopyHasItsMark(t *testing.T) {
	cell := func(text ...string) string {
		out := `<w:tc>`
		for _, s := range text {
			out += `<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>`
		}
		return out + `</w:tc>`
	}
	tpl := linked(t, docxOf(t, `<w:p><w:r><w:t>x</w:t></w:r></w:p><w:tbl><w:tr>`+
		cell("{#ca_nhan}{^$cuoi}", "{$stt}", "{/}", "{#$cuoi}", "{$stt}", "{/}")+cell("{don_vi}{/ca_nhan}")+`</w:tr></w:tbl>`))
	var b bytes.Buffer
	if _, err := tpl.Execute(&b, people(3), Run{}); err != nil {
		t.Fatal(err)
	}
	values, err := tpl.Map().Values(people(3))
	if err != nil || len(values.Copies) != 3 {
		t.Fatalf("%d copies, %v", len(values.Copies), err)
	}
	body := partOf(t, b.Bytes(), "word/document.xml")
	for _, c := range values.Copies {
		if strings.Count(body, `"`+RowPrefix+c.Mark+`"`) != 1 {
			t.Errorf("%s (%q) is not once in\n%s", c.Mark, c.Text, body)
		}
	}
}
