package fill

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// contentsDoc is a document with a table of contents before headings in sections, some of them nested.
func contentsDoc() string {
	sign := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	code := func(s string) string {
		return sign("begin") + `<w:r><w:instrText xml:space="preserve"> ` + s + ` </w:instrText></w:r>` + sign("separate")
	}
	entry := func(begin, anchor, text string) string {
		return `<w:p w14:paraId="000000A` + anchor[len(anchor)-1:] + `"><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>` + begin + `<w:hyperlink w:anchor="` + anchor + `">[r]` + text + `[/r]<w:r><w:tab/></w:r>` + code("PAGEREF "+anchor+" \\h") + `[r]7[/r]` + sign("end") + `</w:hyperlink></w:p>`
	}
	heading := func(id, name, text string) string {
		return `[p]<w:bookmarkStart w:id="` + id + `" w:name="` + name + `"/>[r]` + text + `[/r]<w:bookmarkEnd w:id="` + id + `"/>[/p]`
	}
	return entry(code(`TOC \o "1-3" \h`), "_Toc1", "Mục {ten}") + entry("", "_Toc2", "Phần {.} của {ten}") + entry("", "_Toc3", "Hết {ten}") + entry("", "_Toc4", "Chung") + entry("", "_Toc5", "Khi có") +
		`[p]` + sign("end") + `[/p]` +
		`[P]{#ds}[/P]` + heading("1", "_Toc1", "Mục {ten}") + `[P]{#con}[/P]` + heading("2", "_Toc2", "Phần {.} của {ten}") + `[P]{/con}[/P]` + heading("3", "_Toc3", "Hết {ten}") + `[P]{/ds}[/P]` +
		heading("4", "_Toc4", "Chung") + `[P]{#so > 3}[/P]` + heading("5", "_Toc5", "Khi có") + `[P]{/}[/P]`
}

// Entries of a table of contents come with the headings to which they lead: repeated with them, left out
// with them, each copy to the bookmark of its own; the field begins once, also without entries.
func TestContentsOfRepeatedHeadings(t *testing.T) {
	entries := regexp.MustCompile(`<w:p w14:paraId="(\w+)">.*?anchor="(\w+)".*?<w:t[^>]*>([^<]*)<.*?PAGEREF (\w+)`)
	for _, c := range []struct{ name, json, entries, marks string }{
		{"two copies", `{"so": 5, "ds": [{"ten": "A", "con": ["x", "y"]}, {"ten": "B", "con": ["z"]}]}`,
			"_Toc1 Mục A, _Toc2 Phần x của A, _Toc2_6 Phần y của A, _Toc3 Hết A, _Toc1_7 Mục B, _Toc2_9 Phần z của B, _Toc3_8 Hết B, _Toc4 Chung, _Toc5 Khi có",
			"_Toc1 _Toc2 _Toc2_6 _Toc3 _Toc1_7 _Toc2_9 _Toc3_8 _Toc4 _Toc5"},
		{"an empty list within", `{"so": 5, "ds": [{"ten": "A", "con": []}, {"ten": "B", "con": ["z"]}]}`,
			"_Toc1 Mục A, _Toc3 Hết A, _Toc1_6 Mục B, _Toc2_8 Phần z của B, _Toc3_7 Hết B, _Toc4 Chung, _Toc5 Khi có", "_Toc1 _Toc3 _Toc1_6 _Toc2_8 _Toc3_7 _Toc4 _Toc5"},
		{"nothing repeated, condition false", `{"so": 1, "ds": []}`, "_Toc4 Chung", "_Toc4"},
	} {
		out := filled(t, contentsDoc(), c.json)
		src := partOf(t, out, "word/document.xml")
		var got []string
		ids := map[string]bool{}
		for _, m := range entries.FindAllStringSubmatch(src, -1) {
			if m[2] != m[4] || ids[m[1]] {
				t.Errorf("%s: entry %v", c.name, m[1:])
			}
			ids[m[1]] = true
			got = append(got, m[2]+" "+m[3])
		}
		if s := strings.Join(got, ", "); s != c.entries {
			t.Errorf("%s: %s, want %s", c.name, s, c.entries)
		}
		if s := found(t, out, "word/document.xml", `bookmarkStart w:id="\d+" w:name="(\w+)"`); s != c.marks {
			t.Errorf("%s: bookmarks %s, want %s", c.name, s, c.marks)
		}
		begin, end := strings.Count(src, `"begin"`), strings.Count(src, `"end"`)
		if n := strings.Count(src, " TOC "); n != 1 || begin != end || strings.Index(src, " TOC ") > strings.Index(src, "Chung") {
			t.Errorf("%s: %d fields TOC, %d beginnings, %d ends", c.name, n, begin, end)
		}
	}
}

// The template's sample data know the names in repeated entries; values in them bear no marks.
func TestContentsAreCheckedAndUnlinked(t *testing.T) {
	tpl, err := Compile(docxOf(t, long.Replace(contentsDoc())), Options{Link: &Link{}})
	if err != nil {
		t.Fatal(err)
	}
	if faults := tpl.Check(setOf(t, `{"so": 5, "ds": [{"ten": "A", "con": ["x"]}]}`)); len(faults) > 0 {
		t.Error(faults)
	}
	if n := len(tpl.Map().Unlinked); n != 4 {
		t.Errorf("%d values without marks: %v", n, tpl.Map().Unlinked)
	}
	if _, err := tpl.Execute(&bytes.Buffer{}, setOf(t, `{"so": 5, "ds": [{"ten": "A", "con": ["x"]}]}`), Run{}); err != nil {
		t.Error(err)
	}
}
