package fill

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/ooxml"
)

// filled fills a body with parts beside it and returns the document.
func filled(t *testing.T, body, json string, more ...[2]string) []byte {
	t.Helper()
	tpl, err := Compile(docxOf(t, long.Replace(body), more...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := tpl.Execute(&out, setOf(t, json), Run{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// found returns all that an expression finds in a part, the groups where it has some.
func found(t *testing.T, data []byte, part, expr string) string {
	t.Helper()
	var list []string
	for _, m := range regexp.MustCompile(expr).FindAllStringSubmatch(partOf(t, data, part), -1) {
		list = append(list, strings.Join(m[1:], "="))
	}
	return strings.Join(list, " ")
}

const twoRecords = `{"ten": "ngoài", "ds": [{"ten": "A", "con": ["x", "y"]}, {"ten": "B", "con": ["z"]}]}`

// Notes and comments of a repeated part are copied with their reference and filled from
// its record; others, and those of a part that does not come, stay as they are or go.
func TestNotesInRepeatedParts(t *testing.T) {
	note := func(kind, id string) string {
		return `<w:` + kind + ` w:id="` + id + `"><w:p w14:paraId="0000000` + id + `"><w:r><w:t>chú {ten}</w:t></w:r></w:p></w:` + kind + `>`
	}
	ref := func(kind, id string) string { return `<w:r><w:` + kind + ` w:id="` + id + `"/></w:r>` }
	body := `[p]` + ref("footnoteReference", "2") + `[/p][P]{#ds}[/P][p]` + ref("footnoteReference", "1") + ref("endnoteReference", "1") +
		`<w:commentRangeStart w:id="4"/>[r]{ten}[/r]<w:commentRangeEnd w:id="4"/>` + ref("commentReference", "4") + `[/p]` +
		`[P]{#con}[/P][p]` + ref("footnoteReference", "3") + `[/p][P]{/con}[/P][P]{/ds}[/P]`
	parts := [][2]string{
		{"word/footnotes.xml", part("footnotes", `<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>`+note("footnote", "1")+note("footnote", "2")+
			`<w:footnote w:id="3"><w:p><w:r><w:t>{.} {ten}</w:t></w:r></w:p></w:footnote>`)},
		{"word/endnotes.xml", part("endnotes", `<w:endnote w:id="1"><w:p/></w:endnote>`)},
		{"word/comments.xml", part("comments", note("comment", "4"))},
	}
	out := filled(t, body, twoRecords, parts...)
	for _, c := range []struct{ part, expr, want string }{
		{"word/document.xml", `footnoteReference w:id="(\d+)"`, "2 1 3 4 5 6"},
		{"word/footnotes.xml", `<w:footnote w:id="(\d+)">.*?<w:t[^>]*>([^<]*)<`, "1=chú A 5=chú B 2=chú ngoài 3=x A 4=y A 6=z B"},
		{"word/document.xml", `endnoteReference w:id="(\d+)"`, "1 2"},
		{"word/endnotes.xml", `<w:endnote w:id="(\d+)">`, "1 2"},
		{"word/document.xml", `comment(\w+) w:id="(\d+)"`, "RangeStart=4 RangeEnd=4 Reference=4 RangeStart=5 RangeEnd=5 Reference=5"},
		{"word/comments.xml", `<w:comment w:id="(\d+)">.*?<w:t[^>]*>([^<]*)<`, "4=chú A 5=chú B"},
	} {
		if got := found(t, out, c.part, c.expr); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.part, c.expr, got, c.want)
		}
	}
	if got := found(t, out, "word/footnotes.xml", `paraId="(\d+)"`); len(got) == 0 || strings.Count(got, "00000001") != 1 {
		t.Errorf("paragraphs of notes: %s", got)
	}
	if got := found(t, filled(t, body, `{"ten": "ngoài", "ds": []}`, parts...), "word/footnotes.xml", `<w:footnote w:id="(\d+)">`); got != "2" {
		t.Errorf("notes of an empty list: %s, want 2", got)
	}
}

// A comment that reaches over the edge of a repeated part stays once.
func TestCommentOverTheEdge(t *testing.T) {
	out := filled(t, `[p]<w:commentRangeStart w:id="4"/>[r]a[/r][/p][P]{#ds}[/P][p]<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>[r]{ten}[/r][/p][P]{/ds}[/P]`,
		twoRecords, [2]string{"word/comments.xml", part("comments", `<w:comment w:id="4"><w:p/></w:comment>`)})
	if got := found(t, out, "word/document.xml", `comment(\w+) w:id="(\d+)"`); got != "RangeStart=4 RangeEnd=4 Reference=4" {
		t.Error(got)
	}
}

// What leads to a bookmark of the same repeated part leads to the copy beside it, however
// the field is written; what stands outside leads to the first.
func TestReferencesInRepeatedParts(t *testing.T) {
	field := func(code ...string) string {
		s := `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`
		for _, c := range code {
			s += `<w:r><w:instrText xml:space="preserve">` + c + `</w:instrText></w:r>`
		}
		return s + `<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	out := filled(t, `[P]{#ds}[/P][p]`+field(" REF muc \\h ")+`<w:bookmarkStart w:id="4" w:name="muc"/>[r]{ten}[/r]<w:bookmarkEnd w:id="4"/>`+
		field(" PAGEREF mu", "c \\h")+field(` HYPERLINK \l "muc" `)+field("MERGEFIELD muc")+field("REF khac")+`<w:fldSimple w:instr=" NOTEREF muc "/><w:hyperlink w:anchor="muc"/>[/p]`+
		`[P]{#con}[/P][p]`+strings.Replace(field("REF muc"), `<w:r><w:fldChar w:fldCharType="separate"/></w:r>`, "", 1)+field("MERGEFIELD muc")+`[/p][P]{/con}[/P][P]{/ds}[/P][p]`+field("REF muc")+`[/p]`, twoRecords)
	got := found(t, out, "word/document.xml", `(?:instrText [^>]*>|instr="|anchor="|w:name=")([^<"]*(?:"\w+" )?)`)
	want := ` REF muc \h  muc  PAGEREF muc  \h  HYPERLINK \l "muc"  MERGEFIELD muc REF khac  NOTEREF muc  muc REF muc MERGEFIELD muc REF muc MERGEFIELD muc` +
		`  REF muc_5 \h  muc_5  PAGEREF muc_5  \h  HYPERLINK \l "muc_5"  MERGEFIELD muc REF khac  NOTEREF muc_5  muc_5 REF muc_5 MERGEFIELD muc REF muc`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A field that shows the text of a bookmark in a repeated part from outside of it shows that of the first
// copy, and nothing where none comes; within the part that of its own copy.
func TestReferencesShowTheFirstCopy(t *testing.T) {
	ref := `<w:fldSimple w:instr=" REF muc \h "><w:r><w:t>Mục {.} của {ten}</w:t></w:r></w:fldSimple>`
	body := `[p]` + ref + `[/p][P]{#ds}[/P][P]{#con}[/P][p]<w:bookmarkStart w:id="1" w:name="muc"/>[r]Mục {.} của {ten}[/r]<w:bookmarkEnd w:id="1"/>` + ref + `[/p][P]{/con}[/P][p]` + ref + `[/p][P]{/ds}[/P]`
	texts := func(json string) string {
		return found(t, filled(t, body, json), "word/document.xml", `>([^<]*Mục[^<]*)<`)
	}
	if got, want := texts(twoRecords), "Mục x của A Mục x của A Mục x của A Mục y của A Mục y của A Mục x của A Mục z của B Mục z của B Mục z của B"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := texts(`{"ten": "ngoài", "ds": []}`), "Mục  của "; got != want {
		t.Errorf("without records: %q, want %q", got, want)
	}
	tpl, err := Compile(docxOf(t, long.Replace(body)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if faults := tpl.Check(setOf(t, twoRecords)); len(faults) > 0 {
		t.Error(faults)
	}
	sign := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	complex := `[p]` + sign("begin") + `<w:r><w:instrText>REF muc</w:instrText></w:r>` + sign("separate") + `[r]{ten}[/r]` + sign("end") + `[/p]`
	if tpl, err = Compile(docxOf(t, long.Replace(complex+body)), Options{Link: &Link{}}); err != nil {
		t.Fatal(err)
	}
	if slots := tpl.Map().Slots; len(slots) != 2 || slots[0].Source != "{.}" {
		t.Errorf("marks %+v", slots)
	}
}

// A range that may be edited in a protected document is one of its own in each copy; one over the edge of
// the repeated part stays once, and none is taken for a bookmark of the same number.
func TestEditableRangesInRepeatedParts(t *testing.T) {
	out := filled(t, `[P]{#ds}[/P][p]<w:bookmarkStart w:id="7" w:name="a"/><w:permStart w:id="7" w:edGrp="everyone"/>[r]{ten}[/r]<w:permEnd w:id="7"/><w:bookmarkEnd w:id="7"/><w:permStart w:id="9" w:edGrp="everyone"/>[/p][P]{/ds}[/P][p]<w:permEnd w:id="9"/>[/p]`, twoRecords)
	if got, want := found(t, out, "word/document.xml", `<w:(\w+(?:Start|End)) w:id="(\d+)"`), "bookmarkStart=7 permStart=7 permEnd=7 bookmarkEnd=7 permStart=9 bookmarkStart=10 permStart=11 permEnd=11 bookmarkEnd=10 permEnd=9"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// What stands beside an inner repeated part leads to the first copy in it, of the same outer copy; in
// the first outer copy that is the one that bears the name, as for what stands outside.
func TestReferencesBesideInnerParts(t *testing.T) {
	out := filled(t, `[P]{#ds}[/P][p]<w:hyperlink w:anchor="muc"/>[/p][P]{#con}[/P][p]<w:bookmarkStart w:id="4" w:name="muc"/>[r]{.}[/r]<w:bookmarkEnd w:id="4"/><w:fldSimple w:instr=" REF muc "/>[/p][P]{/con}[/P]`+
		`[P]{#co}[/P][p]<w:hyperlink w:anchor="muc"/>[/p][P]{/co}[/P][P]{/ds}[/P][p]<w:fldSimple w:instr="PAGEREF muc \h"/>[/p]`,
		`{"ds": [{"con": ["x", "y"], "co": true}, {"con": ["z", "t"], "co": true}, {"con": [], "co": false}]}`,
		[2]string{"word/header1.xml", part("hdr", `[p]<w:hyperlink w:anchor="muc"/>[r]`+strings.Repeat("x", 900)+`{#ds}{/ds}[/r][/p]`)})
	if got, want := found(t, out, "word/document.xml", `(?:w:anchor="|w:instr="\s*|w:name=")([^"]*?)\s*"`),
		"muc muc REF muc muc_5 REF muc_5 muc muc_6 muc_6 REF muc_6 muc_7 REF muc_7 muc_6 muc_8 PAGEREF muc \\h"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := found(t, out, "word/document.xml", `bookmarkStart w:id="(\d+)"`); got != "4 5 6 7" {
		t.Errorf("numbers %s", got)
	}
	if got := found(t, out, "word/header1.xml", `anchor="([^"]*)"`); got != "muc" {
		t.Errorf("of another part: %s", got)
	}
}

// A drawing of VML and the object that it shows keep their tie in each copy.
func TestShapesInRepeatedParts(t *testing.T) {
	out := filled(t, `[P]{#ds}[/P][p]<w:r><w:object><v:shape id="_x0000_i1025" o:spid="_x0000_s1030" type="#_x0000_t75"/><o:OLEObject ShapeID="_x0000_i1025"/></w:object></w:r>[/p][P]{/ds}[/P]`, twoRecords)
	if got, want := found(t, out, "word/document.xml", `(?: id|spid|ShapeID|type)="([^"]*)"`),
		"_x0000_i1025 _x0000_s1030 #_x0000_t75 _x0000_i1025 _x0000_i1026 _x0000_s1026 #_x0000_t75 _x0000_i1026"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A list that a repeated part holds as its own begins anew in each copy; one that counts
// the copies goes on, as does one that has items elsewhere.
func TestListsInRepeatedParts(t *testing.T) {
	const numbers = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>`
	item := func(id, level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr></w:pPr>[r]` + text + `[/r]</w:p>`
	}
	for _, c := range []struct{ name, body, want, starts string }{
		{"two items under a line", `[P]{#ds}[/P][P]{ten}[/P]` + item("1", "0", "a") + item("1", "0", "b") + `[P]{/ds}[/P]`, "1 1 8 8", "8=0=3"},
		{"a start of its own", `[P]{#ds}[/P][P]{ten}[/P]` + item("7", "0", "a") + item("7", "0", "b") + `[P]{/ds}[/P]`, "7 7 8 8", "8=0=5"},
		{"items alone", `[P]{#ds}[/P]` + item("1", "0", "a") + item("1", "0", "b") + `[P]{/ds}[/P]`, "1 1 8 8", "8=0=3"},
		{"a list within", `[P]{#ds}[/P][P]{ten}[/P][P]{#con}[/P]` + item("1", "0", "{.}") + `[P]{/con}[/P][P]{/ds}[/P]`, "1 1 8", "8=0=3"},
		{"cells of a row", `<w:tbl><w:tr><w:tc>[P]{#ds}{ten}[/P]</w:tc><w:tc>` + item("1", "0", "a") + item("1", "0", "b{/ds}") + `</w:tc></w:tr></w:tbl>`, "1 1 8 8", "8=0=3"},
		{"counts the copies", `[P]{#ds}[/P]` + item("1", "0", "{ten}") + `[P]{/ds}[/P]`, "1 1", ""},
		{"counts the copies over a second level", `[P]{#ds}[/P]` + item("1", "0", "{ten}") + `[P]{#con}[/P]` + item("1", "1", "{.}") + `[P]{/con}[/P][P]{/ds}[/P]`, "1 1 1 1 1", ""},
		{"one item a copy", `[P]{#ds}[/P][P]{ten}[/P]` + item("1", "0", "a") + `[P]{/ds}[/P]`, "1 1", ""},
		{"begun before", item("1", "0", "o") + `[P]{#ds}[/P][P]{ten}[/P]` + item("1", "0", "a") + item("1", "0", "b") + `[P]{/ds}[/P]`, "1 1 1 1 1", ""},
	} {
		out := filled(t, c.body, twoRecords, [2]string{"word/numbering.xml", part("numbering", numbers)})
		if got := found(t, out, "word/document.xml", `numId w:val="(\d+)"`); got != c.want {
			t.Errorf("%s: lists %s, want %s", c.name, got, c.want)
		}
		if got := found(t, out, "word/numbering.xml", `<w:num xmlns[^>]*w:numId="(\d+)"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="(\d)"><w:startOverride w:val="(\d)"/>`); got != c.starts {
			t.Errorf("%s: instances %s, want %s", c.name, got, c.starts)
		}
	}
}

// A list that its style says begins anew too, and keeps the indents of the style.
func TestListsOfStyles(t *testing.T) {
	numbers := part("numbering", `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	style := func(id, inner string) string {
		return `<w:style w:type="paragraph" w:styleId="` + id + `">` + inner + `</w:style>`
	}
	styles := part("styles", style("A", `<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>`)+style("B", `<w:basedOn w:val="A"/><w:pPr><w:ind w:left="5"/></w:pPr>`)+
		style("C", `<w:basedOn w:val="A"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>`)+style("D", `<w:basedOn w:val="D"/>`))
	para := func(style, more, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + more + `</w:pPr>[r]` + text + `[/r]</w:p>`
	}
	const body = `(<w:pPr>.*?</w:pPr>)`
	plain, again := `<w:pPr><w:pStyle w:val="A"/></w:pPr>`, `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`
	for _, c := range []struct{ name, body, want string }{
		{"two items", `[P]{ten}[/P]` + para("A", "", "a") + para("A", `<w:keepNext/><w:jc w:val="left"/>`, "b"),
			plain + ` <w:pPr><w:pStyle w:val="A"/><w:keepNext/><w:jc w:val="left"/></w:pPr> <w:pPr><w:pStyle w:val="A"/>` + again + `</w:pPr> <w:pPr><w:pStyle w:val="A"/><w:keepNext/>` + again + `<w:jc w:val="left"/></w:pPr>`},
		{"an indent of the style and one of the paragraph", `[P]{ten}[/P]` + para("B", `<w:spacing w:before="1"/><w:jc w:val="left"/>`, "a") + para("B", `<w:ind w:left="9"/>`, "b"),
			`<w:pPr><w:pStyle w:val="B"/><w:spacing w:before="1"/><w:jc w:val="left"/></w:pPr> <w:pPr><w:pStyle w:val="B"/><w:ind w:left="9"/></w:pPr>` +
				` <w:pPr><w:pStyle w:val="B"/>` + again + `<w:spacing w:before="1"/><w:ind w:left="5"/><w:jc w:val="left"/></w:pPr> <w:pPr><w:pStyle w:val="B"/>` + again + `<w:ind w:left="9"/></w:pPr>`},
		{"no list", `[P]{ten}[/P]` + para("C", "", "a") + para("D", "", "b"), strings.Repeat(` <w:pPr><w:pStyle w:val="C"/></w:pPr> <w:pPr><w:pStyle w:val="D"/></w:pPr>`, 2)[1:]},
	} {
		out := filled(t, `[P]{#ds}[/P]`+c.body+`[P]{/ds}[/P]`, twoRecords, [2]string{"word/numbering.xml", numbers}, [2]string{"word/styles.xml", styles})
		if got := found(t, out, "word/document.xml", body); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
	}
	outside := filled(t, para("A", "", "o")+`[P]{#ds}[/P][P]{ten}[/P]`+para("A", "", "a")+para("A", "", "b")+`[P]{/ds}[/P]`, twoRecords,
		[2]string{"word/numbering.xml", numbers}, [2]string{"word/styles.xml", styles})
	if got := found(t, outside, "word/document.xml", `numId w:val="(\d+)"`); got != "" {
		t.Errorf("a list begun before: instances %s", got)
	}
}

// Tags in the code of a field are filled, and in the address, the place and the tip of a link,
// also as Word escapes them; a link whose address has tags becomes a field. Where anything
// else leads to such an address, that is a fault.
func TestTagsInLinks(t *testing.T) {
	const data = `{"ds": [{"ten": "A&B"}, {"ten": "C\"D"}]}`
	out := filled(t, `[P]{#ds}[/P][p]<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://x.vn/{ten}?a=1&amp;b={ten}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`+
		`<w:fldSimple w:instr=" HYPERLINK &quot;https://x.vn/{ten}&quot; "/><w:hyperlink w:anchor="m_{ten}" w:tooltip="{ten | in_hoa}"/>[/p][P]{/ds}[/P]`, data)
	for expr, want := range map[string]string{
		`<w:instrText[^>]*>([^<]*)<`: ` HYPERLINK "https://x.vn/A&amp;B?a=1&amp;b=A&amp;B"   HYPERLINK "https://x.vn/C"D?a=1&amp;b=C"D" `,
		`w:instr="([^"]*)"`:          ` HYPERLINK &quot;https://x.vn/A&amp;B&quot;   HYPERLINK &quot;https://x.vn/C&quot;D&quot; `,
		`<w:hyperlink ([^>]*)/>`:     `w:anchor="m_A&amp;B" w:tooltip="A&amp;B" w:anchor="m_C&quot;D" w:tooltip="C&quot;D"`,
	} {
		if got := found(t, out, "word/document.xml", expr); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
	link := func(target, body string) []byte {
		p, err := ooxml.Open(docxOf(t, long.Replace(body)), ooxml.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		data, err := p.Rewritten(map[string][]byte{"word/_rels/document.xml.rels": []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="h" Type="` + relURI + `hyperlink" Target="` + target + `" TargetMode="External"/><Relationship Id="k" Type="` + relURI + `hyperlink" Target="https://y.vn" TargetMode="External"/></Relationships>`)})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	const r = ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	for target, first := range map[string]string{"https://x.vn/{ten}": "A&amp;B", "https://x.vn/%7Bten%20%7c%20mac_dinh:%22-%22%7D": "A&amp;B"} {
		tpl, err := Compile(link(target, `[P]{#ds}[/P][p]<w:hyperlink`+r+` r:id="h" w:anchor="a" w:tooltip="xem {ten}">[r]{ten}[/r]</w:hyperlink><w:hyperlink`+r+` r:id="k">[r]y[/r]</w:hyperlink>[/p][P]{/ds}[/P]`), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := tpl.Execute(&b, setOf(t, data), Run{}); err != nil {
			t.Fatal(err)
		}
		if got := partOf(t, b.Bytes(), "word/document.xml"); strings.Count(got, `HYPERLINK "https://x.vn/`+first+`" \l "a" \o "xem A&amp;B" `) != 1 || strings.Count(got, `<w:hyperlink`) != 2 {
			t.Errorf("%s: %s", target, got)
		}
		if rels := partOf(t, b.Bytes(), "word/_rels/document.xml.rels"); strings.Contains(rels, "x.vn") || !strings.Contains(rels, "y.vn") {
			t.Errorf("%s: relationships %s", target, rels)
		}
	}
	if _, err := Compile(link("https://x.vn/{ma}", `[p]<w:drawing`+r+` r:link="h"/>[/p]`), Options{}); err == nil || !strings.Contains(err.Error(), "địa chỉ liên kết https://x.vn/{ma}: thẻ {ma}") {
		t.Errorf("an address that is no link's: %v", err)
	}
}

// Captions that fields number are counted anew where copies of them come; a sequence
// without copies, and one that counts in another way, keeps what the file says.
func TestSequencesInRepeatedParts(t *testing.T) {
	seq := func(code, stored string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> SEQ ` + code + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
			`<w:r><w:t>` + stored + `</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	out := filled(t, `[p]<w:r><w:instrText> SEQ Lạc </w:instrText></w:r>`+seq(`Hình \* ARABIC`, "1")+seq("Bảng", "7")+`[/p][P]{#ds}[/P][p]`+seq("Hình", "2")+seq(`Biểu \s 1`, "9")+
		`<w:fldSimple w:instr=" SEQ Sơ_đồ \* MERGEFORMAT "><w:r><w:t>1</w:t></w:r></w:fldSimple>[/p][P]{/ds}[/P][p]`+seq("Hình", "3")+seq(`Hình \r 10`, "4")+seq("Hình", "5")+`[/p]`,
		twoRecords)
	if got, want := found(t, out, "word/document.xml", `<w:t[^>]*>([^<]*)</w:t>`), "1 7 2 9 1 3 9 2 4 10 11"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	out = filled(t, `[P]{#ds}[/P][p]`+seq(`Hình \* ROMAN`, "I")+seq(`Hình \c`, "1")+seq(`a \* alphabetic`, "a")+seq(`B \r 27 \* ALPHABETIC`, "a")+`[/p][P]{/ds}[/P]`, twoRecords)
	if got, want := found(t, out, "word/document.xml", `<w:t[^>]*>([^<]*)</w:t>`), "I 1 a AA II 2 b AA"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A caption in a text box stands twice in the file, as DrawingML and for older programs as VML:
// both say the same number, and count as one.
func TestSequencesInTextBoxes(t *testing.T) {
	seq := func(stored string) string {
		return `<w:p><w:fldSimple w:instr=" SEQ Hình "><w:r><w:t>` + stored + `</w:t></w:r></w:fldSimple></w:p>`
	}
	box := `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing><w:txbxContent>` + seq("1") + seq("2") + `</w:txbxContent></w:drawing></mc:Choice>` +
		`<mc:Fallback><w:pict><w:txbxContent>` + seq("1") + seq("2") + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
	out := filled(t, `[P]{#ds}[/P][p]`+box+`[/p][P]{/ds}[/P]`+seq("3"), twoRecords)
	if got, want := found(t, out, "word/document.xml", `<w:t[^>]*>([^<]*)</w:t>`), "1 2 1 2 3 4 3 4 5"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A copy of a list keeps the levels that its instance of the numbering has of its own.
func TestCopiesOfAListKeepItsOwnLevels(t *testing.T) {
	item := func(text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	const own = `<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1/"/></w:lvl>`
	out := filled(t, `[P]{#ds}[/P][p]Phần {ten}[/p]`+item("một")+item("hai")+`[P]{/ds}[/P]`, twoRecords, [2]string{"word/numbering.xml", part("numbering",
		`<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>`+
			`<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">`+own+`</w:lvlOverride></w:num>`)})
	if got, want := found(t, out, "word/numbering.xml", `<w:lvlOverride w:ilvl="0">(.*?)</w:lvlOverride>`), own+` <w:startOverride w:val="3"/>`+own; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := found(t, out, "word/document.xml", `<w:numId w:val="(\d+)"`); got != "3 3 4 4" {
		t.Errorf("instances %s", got)
	}
}

// A reference to the caption of its own copy shows the number that the caption has there,
// whether it stands before or behind it; another one keeps what the file says.
func TestReferencesToCaptionsInRepeatedParts(t *testing.T) {
	field := func(code, stored string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + code + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
			`<w:r><w:t>` + stored + `</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	caption := func(name, id, n string) string {
		return `[p]<w:bookmarkStart w:id="` + id + `" w:name="` + name + `"/>` + field("SEQ Bảng", n) + `<w:bookmarkEnd w:id="` + id + `"/>[/p]`
	}
	simple := `<w:fldSimple w:instr=" REF hai "><w:r><w:t>Bảng 2,</w:t></w:r></w:fldSimple>`
	for _, c := range []struct{ name, body, want string }{
		{"before and behind", `[P]{#ds}[/P][p]` + field(`REF mot \h`, "Bảng 1") + simple + `[/p]` + caption("mot", "1", "1") + caption("hai", "2", "2") + `[p]` + field("REF mot", "1") + field("REF hai", "2") + `[/p][P]{/ds}[/P]`,
			"Bảng 1|Bảng 2,|1|2|1|2|Bảng 3|Bảng 4,|3|4|3|4"},
		{"outside", caption("dau", "3", "1") + `[P]{#ds}[/P][p]` + field("REF dau", "Bảng 1") + field("REF la", "Bảng 1") + `[/p]` + caption("mot", "1", "2") + `[P]{/ds}[/P]`,
			"1|Bảng 1|Bảng 1|2|Bảng 1|Bảng 1|3"},
		{"one between that a condition shows", `[P]{#ds}[/P][p]` + field("REF hai", "Bảng 2") + `[/p][P]{#ten == \"A\"}[/P]` + caption("mot", "1", "1") + `[P]{/}[/P]` + caption("hai", "2", "2") + `[P]{/ds}[/P]`,
			"Bảng 2|1|2|Bảng 2|3"},
		{"words without the number", `[P]{#ds}[/P][p]` + field("REF mot", "Bảng 12") + `[/p]` + caption("mot", "1", "1") + `[P]{/ds}[/P]`, "Bảng 12|1|Bảng 12|2"},
		{"Roman", `[P]{#ds}[/P][p]` + field("REF mot", "Bảng I") + `[/p]` + caption("mot", "1", "I") + `[P]{/ds}[/P]`, "Bảng 1|1|Bảng 2|2"},
	} {
		out := filled(t, strings.ReplaceAll(c.body, `\"`, `"`), twoRecords)
		if got := strings.ReplaceAll(found(t, out, "word/document.xml", `<w:t[^>]*>([^<]*)</w:t>`), " ", "|"); got != strings.ReplaceAll(c.want, " ", "|") {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
