package refresh

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/ooxml"
)

const space = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"`

// packed is a document whose body holds body.
func packed(t testing.TB, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 6)
	const rel = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", rel + `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document` + space + `><w:body>` + body + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`},
	} {
		if err := w.Put(p[0], []byte(p[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func para(text string) string {
	return `<w:p><w:pPr><w:jc w:val="both"/></w:pPr>` + run(text) + `</w:p>`
}

func run(text string) string {
	return `<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func row(cells ...string) string {
	out := `<w:tr>`
	for _, c := range cells {
		out += `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>` + para(c) + `</w:tc>`
	}
	return out + `</w:tr>`
}

// report is a template with what reports have: figures in prose, rise and fall, a clause
// that may be absent, a list in the text, paragraphs for each record, a table.
var report = para("BÁO CÁO năm {nam}") +
	para("Toàn tỉnh có {so_xa | so} xã; {#tang > 0}tăng {tang | so} xã{/}{#giam > 0}giảm {giam | so} xã{/}{#tang == 0 && giam == 0}không thay đổi{/} so với năm trước{#kinh_phi}; kinh phí {kinh_phi | tien}{/}.") +
	para("{#co_ton_tai}") + para("- Còn {ton_tai | hai_chu_so} xã chưa đạt.") + para("{/co_ton_tai}") +
	para("{#lien_ket}") + para("- Phối hợp với {goi}: {so_lan | so} lần{#$cuoi}.{/}{^$cuoi};{/}") + para("{/lien_ket}") +
	`<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>` + row("TT", "Đơn vị", "Số buổi") + row("{#bang}{$stt}", "{don_vi}", "{so_buoi | so}{/bang}") + `</w:tbl>` +
	para("Cộng: {tong | so} buổi ({tong | bang_chu}), theo Nghị định 30/2020/NĐ-CP.")

var keys = map[string][]string{"bang": {"don_vi"}, "lien_ket": {"goi"}}

// figures are what a test may change.
type figures struct {
	Xa, Tang, Giam, KinhPhi, TonTai int
	LienKet                         []string // "Đoàn=3"
	Bang                            []string
}

func (f figures) set(t testing.TB) *dataset.Set {
	t.Helper()
	list := func(items []string, name, count string) (out string, sum int) {
		var rows []string
		for _, i := range items {
			var n int
			k, v, _ := strings.Cut(i, "=")
			fmt.Sscan(v, &n)
			sum += n
			rows = append(rows, fmt.Sprintf(`{%q: %q, %q: %d}`, name, k, count, n))
		}
		return "[" + strings.Join(rows, ",") + "]", sum
	}
	lienKet, _ := list(f.LienKet, "goi", "so_lan")
	bang, tong := list(f.Bang, "don_vi", "so_buoi")
	kinhPhi := "null"
	if f.KinhPhi > 0 {
		kinhPhi = fmt.Sprint(f.KinhPhi)
	}
	s, err := dataset.ParseJSON(strings.NewReader(fmt.Sprintf(`{"nam": 2024, "so_xa": %d, "tang": %d, "giam": %d, "kinh_phi": %s, "co_ton_tai": %t, "ton_tai": %d, "lien_ket": %s, "bang": %s, "tong": %d}`,
		f.Xa, f.Tang, f.Giam, kinhPhi, f.TonTai > 0, f.TonTai, lienKet, bang, tong)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var november = figures{Xa: 1286, Tang: 5, KinhPhi: 1500000, TonTai: 7, LienKet: []string{"Đoàn thanh niên=3", "Hội phụ nữ=4"},
	Bang: []string{"Huyện Bù Đăng=120", "Huyện Bù Đốp=35", "Huyện Lộc Ninh=1040", "Thị xã Bình Long=77"}}

func compiled(t testing.TB, body string) *fill.Template {
	t.Helper()
	tpl, err := fill.Compile(packed(t, body), fill.Options{Link: &fill.Link{Keys: keys, Names: map[string]string{"so_xa": "Số xã"}}})
	if err != nil {
		t.Fatal(err)
	}
	return tpl
}

func filled(t testing.TB, tpl *fill.Template, set *dataset.Set) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := tpl.Execute(&b, set, fill.Run{Imprint: paperOf}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func body(t testing.TB, data []byte) string {
	t.Helper()
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	part, err := p.Part("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	return string(part)
}

func withBody(t testing.TB, data []byte, body string) []byte {
	t.Helper()
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.Rewritten(map[string][]byte{"word/document.xml": []byte(body)})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// reading is the text of a document with all changes accepted, a line a paragraph.
func reading(t testing.TB, data []byte) string {
	t.Helper()
	text, err := docxtest.Text(data)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

var day = time.Date(2024, 12, 15, 0, 0, 0, 0, time.UTC)

// settled accepts or refuses all tracked changes in our name.
func settled(t testing.TB, data []byte, accept bool) []byte {
	t.Helper()
	src := body(t, data)
	p, err := readPart(docx.StoryOf("document", "word/document.xml"), []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	var walk func(k int)
	ours := func(k int, name string) bool { k = p.child(k, name); return k >= 0 && p.elems[k].val == Author }
	kids := func(k int) {
		at := p.elems[k].inner
		for c := k + 1; c < p.elems[k].next; c = p.elems[c].next {
			out.WriteString(src[at:p.elems[c].pos])
			at = p.elems[c].end
			walk(c)
		}
		if at < p.elems[k].innerEnd {
			out.WriteString(src[at:p.elems[k].innerEnd])
		}
	}
	walk = func(k int) {
		e := &p.elems[k]
		come, go_ := "w:ins", "w:del"
		if !accept {
			come, go_ = go_, come
		}
		pr := p.child(k, "w:trPr")
		if e.name == "w:p" {
			if pr = p.child(k, "w:pPr"); pr >= 0 {
				pr = p.child(pr, "w:rPr")
			}
		}
		switch {
		case (e.name == "w:tr" || e.name == "w:p") && pr >= 0 && ours(pr, go_):
		case (e.name == go_) && e.val == Author:
		case e.name == come && e.val == Author:
			if e.inner == e.end {
				return
			}
			n := out.Len()
			kids(k)
			if !accept {
				s := strings.ReplaceAll(string(out.Bytes()[n:]), "w:delText", "w:t")
				out.Truncate(n)
				out.WriteString(s)
			}
		case e.inner == e.end:
			out.WriteString(p.raw(k))
		default:
			out.WriteString(src[e.pos:e.inner])
			kids(k)
			out.WriteString(src[e.innerEnd:e.end])
		}
	}
	out.WriteString(src[:p.elems[0].pos])
	walk(0)
	return withBody(t, data, out.String())
}

// formatted is the text of a document with the properties of every letter: what a reader
// sees, however it is cut into runs.
func formatted(t testing.TB, data []byte) string {
	t.Helper()
	src := body(t, data)
	p, err := readPart(docx.StoryOf("document", "word/document.xml"), []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for k := range p.elems {
		if p.elems[k].name != "w:p" {
			continue
		}
		last := ""
		out.WriteString("\n¶")
		for _, i := range p.text(k).items {
			props := ""
			if i.run >= 0 {
				if pr := p.child(i.run, "w:rPr"); pr >= 0 {
					props = p.raw(pr)
				}
			}
			if i.deleted {
				props += "del"
			}
			if props != last && i.text != "" {
				out.WriteString("⟨" + props + "⟩")
				last = props
			}
			out.WriteString(i.text)
		}
	}
	return out.String()
}

// TestRefresh: what nobody edited becomes, with all changes accepted, what the data of the
// day give, and nothing is left to do.
func TestRefresh(t *testing.T) {
	tpl := compiled(t, report)
	made := november.set(t)
	next := november
	next.Xa, next.Tang, next.Giam, next.KinhPhi = 1290, 0, 2, 0
	next.LienKet = []string{"Đoàn thanh niên=3", "Hội phụ nữ=9", "Hội nông dân=1"}
	next.Bang = []string{"Huyện Bù Đăng=120", "Huyện Bù Gia Mập=12", "Huyện Lộc Ninh=1041", "Thị xã Bình Long=77"}
	now := next.set(t)
	edited := filled(t, tpl, made)
	res, err := Refresh(edited, Base{tpl.Map(), made}, now, Options{Day: day})
	if err != nil {
		t.Fatal(err)
	}
	if res.Count(Updated) != 8 || res.Count(Added) != 2 || res.Count(Removed) != 1 || len(res.Changes) != 11 {
		t.Errorf("%+v", res.Changes)
	}
	if got, want := reading(t, settled(t, res.DOCX, true)), reading(t, filled(t, tpl, now)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := formatted(t, settled(t, res.DOCX, false)), formatted(t, edited); got != want {
		t.Errorf("refused\n%s\nwant\n%s", got, want)
	}
}

// TestDecisions: what becomes of one value, whoever changed it.
func TestDecisions(t *testing.T) {
	tpl := compiled(t, report)
	made := november.set(t)
	other := november
	other.Xa = 1290
	same, changed := made, other.set(t)
	type replace struct{ old, new string }
	for _, tc := range []struct {
		name  string
		edit  replace
		now   *dataset.Set
		want  Decision // "": nothing to tell
		reads string
	}{
		{"only the data changed", replace{}, changed, Updated, "có 1.290 xã"},
		{"nothing changed", replace{}, same, "", "có 1.286 xã"},
		{"only a person changed", replace{"1.286", "hơn 1.280"}, same, Kept, "có hơn 1.280 xã"},
		{"both, to one value", replace{"1.286", "1.290"}, changed, "", "có 1.290 xã"},
		{"both", replace{"1.286", "hơn 1.280"}, changed, Conflict, "có hơn 1.280 xã"},
		{"inside an insertion of somebody else", replace{`<w:sdt><w:sdtPr><w:alias w:val="Số xã"/>`, `<w:ins w:id="900" w:author="Ai đó"><w:r><w:t>x</w:t></w:r></w:ins><w:sdt><w:sdtPr><w:alias w:val="Số xã"/>`}, changed, Updated, "có x1.290 xã"},
		{"a piece of it inserted by somebody else", replace{`>1.286</w:t></w:r>`, `>1.2</w:t></w:r><w:ins w:id="900" w:author="Ai đó"><w:r><w:t>86</w:t></w:r></w:ins>`}, changed, Conflict, "có 1.286 xã"},
		{"the control lost its name", replace{`<w:tag w:val="vt.1"/>`, ""}, changed, Updated, "có 1.290 xã"},
		{"control and bookmark lost their names", replace{`"vt.1"/>`, `"khác"/>`}, changed, Updated, "có 1.290 xã"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			edited := filled(t, tpl, made)
			src := body(t, edited)
			if tc.edit.old != "" && !strings.Contains(src, tc.edit.old) {
				t.Fatalf("no %s in %s", tc.edit.old, src)
			}
			src = strings.Replace(src, tc.edit.old, tc.edit.new, 1)
			if strings.HasPrefix(tc.name, "control and bookmark") {
				src = strings.Replace(src, `"_vt_1"`, `"khac"`, 1)
			}
			edited = withBody(t, edited, src)
			res, err := Refresh(edited, Base{tpl.Map(), made}, tc.now, Options{Day: day})
			if err != nil {
				t.Fatal(err)
			}
			got := Decision("")
			for _, c := range res.Changes {
				got = c.Decision
			}
			if len(res.Changes) > 1 || got != tc.want {
				t.Errorf("%+v, want %q", res.Changes, tc.want)
			}
			out := res.DOCX
			if out == nil {
				out = edited
			}
			if text := reading(t, out); !strings.Contains(text, tc.reads) {
				t.Errorf("%q is not in %s", tc.reads, text)
			}
			comments := 0
			if p, err := ooxml.Open(out, ooxml.Limits{}); err != nil {
				t.Fatal(err)
			} else if p.Has(commentsPart) {
				comments = 1
			}
			if (tc.want == Conflict) != (comments == 1) {
				t.Errorf("%d comments", comments)
			}
		})
	}
}

// TestOtherMap: a file is refreshed with the map of its own template alone.
func TestOtherMap(t *testing.T) {
	made := november.set(t)
	edited := filled(t, compiled(t, report), made)
	if _, err := Refresh(edited, Base{compiled(t, para("{so_xa}")+report).Map(), made}, made, Options{}); err == nil || !strings.Contains(err.Error(), "bản đồ") {
		t.Errorf("another map: %v", err)
	}
	if _, err := Refresh(packed(t, para("x")), Base{compiled(t, report).Map(), made}, made, Options{}); err == nil {
		t.Error("a file without marks is taken")
	}
}

// TestPictures: a picture that the data draw is the new one where nobody changed it.
func TestPictures(t *testing.T) {
	tpl := compiled(t, report)
	made := november.set(t)
	with := func(name, picture string) []byte {
		p, err := ooxml.Open(filled(t, tpl, made), ooxml.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		out, err := p.Rewritten(map[string][]byte{name: []byte(picture)})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	o := Options{Made: with("word/media/image1.png", "made"), Now: with("word/media/image1.png", "now")}
	for _, tc := range []struct{ name, picture, want string }{
		{"word/media/image3.png", "made", "now"},
		{"word/media/image3.png", "somebody's", ""},
		{"word/other.bin", "made", ""},
	} {
		res, err := Refresh(with(tc.name, tc.picture), Base{tpl.Map(), made}, made, o)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if res.DOCX != nil {
			p, err := ooxml.Open(res.DOCX, ooxml.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			part, err := p.Part(tc.name)
			if err != nil {
				t.Fatal(err)
			}
			got = string(part)
		}
		if got != tc.want || len(res.Changes) != min(1, len(tc.want)) {
			t.Errorf("%v: %q, %+v", tc, got, res.Changes)
		}
	}
}

// TestWordsThatStay: of a value with several words only those that the data changed are tracked,
// also where some come before all others; a text of other words is replaced as one.
func TestWordsThatStay(t *testing.T) {
	for _, tc := range []struct{ was, is, gone, comes string }{
		{"tăng 725 buổi (4,68%); số lượt người dự tăng 48.150 lượt (6,30%).", "tăng 1.725 buổi (11,14%); số lượt người dự giảm 150 lượt (6,30%).", "725|(4,68%);|tăng 48.150", "1.725|(11,14%);|giảm 150"},
		{"Lan", "Nguyễn Lan", "Lan", "Nguyễn Lan"},
		{"Lan", "Lan Anh", "", " Anh"},
		{"bà Lan", "Lan", "bà ", ""},
		{"một hai ba", "bốn hai năm sáu", "một hai ba", "bốn hai năm sáu"},
		{"một hai ba", "một ba", "hai ", ""},
		{"một ba", "một hai ba", "", "hai "},
	} {
		gone, comes, reads, at := []string{}, []string{}, "", 0
		for _, r := range replacements(tc.was, tc.is) {
			if g := tc.was[r.a:r.b]; g != "" {
				gone = append(gone, g)
			}
			if r.text != "" {
				comes = append(comes, r.text)
			}
			reads += tc.was[at:r.a] + r.text
			at = r.b
		}
		if got := strings.Join(gone, "|"); got != tc.gone || reads+tc.was[at:] != tc.is {
			t.Errorf("%q to %q: gone %q, want %q; it reads %q", tc.was, tc.is, got, tc.gone, reads+tc.was[at:])
		}
		if got := strings.Join(comes, "|"); got != tc.comes {
			t.Errorf("%q to %q: comes %q, want %q", tc.was, tc.is, got, tc.comes)
		}
		tpl := compiled(t, para("Đồng chí {ten} chủ trì."))
		set := func(s string) *dataset.Set {
			d := new(dataset.Set)
			if err := d.Put("ten", dataset.OfText(s)); err != nil {
				t.Fatal(err)
			}
			return d
		}
		edited := filled(t, tpl, set(tc.was))
		res, err := Refresh(edited, Base{tpl.Map(), set(tc.was)}, set(tc.is), Options{Day: day})
		if err != nil {
			t.Errorf("%q to %q: %v", tc.was, tc.is, err)
			continue
		}
		if got, want := reading(t, settled(t, res.DOCX, true)), "Đồng chí "+tc.is+" chủ trì."; strings.TrimSpace(got) != want {
			t.Errorf("accepted it reads %q, want %q", got, want)
		}
		if got, want := reading(t, settled(t, res.DOCX, false)), reading(t, edited); got != want {
			t.Errorf("refused it reads %q, want %q", got, want)
		}
	}
}

// TestSameWordsTwice: of two places that read the same one is deleted; the other one is not taken
// for it, and gets the new value once.
func TestSameWordsTwice(t *testing.T) {
	tpl := compiled(t, para("Phong trào {ten} của toàn tỉnh trong năm.")+para("Phong trào {ten} của toàn tỉnh trong năm."))
	set := func(s string) *dataset.Set {
		d := new(dataset.Set)
		if err := d.Put("ten", dataset.OfText(s)); err != nil {
			t.Fatal(err)
		}
		return d
	}
	original := filled(t, tpl, set("bình yên"))
	src := body(t, original)
	_, behind, _ := strings.Cut(src, "</w:p>")
	edited := withBody(t, original, src[:strings.Index(src, "<w:p>")]+behind)
	res, err := Refresh(edited, Base{tpl.Map(), set("bình yên")}, set("bình yên (bổ sung)"), Options{Day: day})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(reading(t, settled(t, res.DOCX, true))); got != "Phong trào bình yên (bổ sung) của toàn tỉnh trong năm." || res.Count(Lost) != 1 || res.Count(Updated) != 1 {
		t.Errorf("%q, %+v", got, res.Changes)
	}
}
