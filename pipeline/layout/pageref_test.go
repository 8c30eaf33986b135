package layout

import (
	"strings"
	"testing"
)

// words joins the words of a page.
func wordsOf(p *Page) string {
	var out []string
	for _, w := range texts(p) {
		out = append(out, w.Text)
	}
	return strings.Join(out, " ")
}

// TestPageReferences: the page of a bookmark (PAGEREF, as in a table of contents) is worked out,
// in the numbers of its section; where the bookmark is not found, the stored result shows.
func TestPageReferences(t *testing.T) {
	field := func(code, stored string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + code + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>` + stored + `</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	mark := func(name string) string {
		return `<w:bookmarkStart w:id="1" w:name="` + name + `"/><w:bookmarkEnd w:id="1"/>`
	}
	const next = `<w:p><w:r><w:br w:type="page"/></w:r></w:p>`
	d := mustLay(t, source{body: `<w:p>` + field(`TOC \o "1-1"`, "") + field(`PAGEREF _Toc1 \h`, "9") + `</w:p>` +
		`<w:p>` + field("PAGEREF la", "9") + `</w:p><w:p>` + field("PAGEREF thieu", "7") + `</w:p><w:p>` + field(`PAGEREF _Toc1 \* ROMAN`, "9") + `</w:p>` +
		`<w:p><w:fldSimple w:instr=" PAGEREF _Toc1 "><w:r><w:t>9</w:t></w:r></w:fldSimple><w:fldSimple w:instr=" PAGEREF thieu "><w:r><w:t>8</w:t></w:r></w:fldSimple></w:p>` + next +
		`<w:p>` + mark("_Toc1") + `<w:r><w:t>chương</w:t></w:r></w:p>` +
		`<w:p><w:pPr>` + a4 + `</w:pPr></w:p><w:p>` + mark("la") + `<w:r><w:t>phụ</w:t></w:r></w:p>` + strings.Replace(a4, "</w:sectPr>", `<w:pgNumType w:fmt="lowerRoman" w:start="4"/></w:sectPr>`, 1)})
	if got := wordsOf(&d.Pages[0]); got != "2 iv 7 II 2 8" && got != "2 iv 7 II 28" {
		t.Errorf("got %q", got)
	}
}

// TestParityOfRestartedPages: where even and odd pages differ, an empty page keeps two odd pages
// apart when numbers start anew.
func TestParityOfRestartedPages(t *testing.T) {
	for _, c := range []struct {
		settings, start string
		pages           int
	}{{`<w:evenAndOddHeaders/>`, "1", 3}, {`<w:evenAndOddHeaders/>`, "2", 2}, {``, "1", 2}} {
		d := mustLay(t, source{settings: c.settings + `<w:defaultTabStop w:val="720"/>`,
			body: paraXML(a4, "một") + paraXML("", "hai") + strings.Replace(a4, "</w:sectPr>", `<w:pgNumType w:start="`+c.start+`"/></w:sectPr>`, 1)})
		if len(d.Pages) != c.pages {
			t.Errorf("%q, start %s: %d pages, want %d", c.settings, c.start, len(d.Pages), c.pages)
		}
	}
}

// TestPageBreakAtFoot: a line that holds nothing but a page break stands at the foot of a full
// page, it makes no empty one.
func TestPageBreakAtFoot(t *testing.T) {
	const next = `<w:p><w:r><w:br w:type="page"/></w:r></w:p>`
	for n := 44; n < 47; n++ { // 45 lines fill a page
		d := mustLay(t, source{body: strings.Repeat(paraXML("", "đầy"), n) + next + paraXML("", "sau")})
		want := 2
		if n > 45 {
			want = 3
		}
		if len(d.Pages) != want || wordsOf(&d.Pages[len(d.Pages)-1]) != "sau" {
			t.Errorf("%d lines and a page break: %d pages, the last one %q", n, len(d.Pages), wordsOf(&d.Pages[len(d.Pages)-1]))
		}
	}
}

// TestLostWords: words that stand off the paper are counted and reported.
func TestLostWords(t *testing.T) {
	if d := mustLay(t, source{body: paraXML(`<w:ind w:left="12000"/>`, "ngoài")}); d.Lost == 0 || len(d.Facts) == 0 || d.Facts[0].Kind != "overflow" {
		t.Errorf("%d words lost, facts %v", d.Lost, d.Facts)
	}
	if d := mustLay(t, source{body: paraXML("", "trong")}); d.Lost != 0 || len(d.Facts) > 0 {
		t.Errorf("%d words lost, facts %v", d.Lost, d.Facts)
	}
}

// TestTablesOffThePaper: a table whose right edge passes that of the page is told, by its place
// and by how much, also where all its letters can be read; one that reaches the edge is not.
func TestTablesOffThePaper(t *testing.T) {
	const fixed = `<w:tblLayout w:type="fixed"/>`
	row := rowXML("", asks(0, "", "một"), asks(0, "", "hai"))
	for _, c := range []struct {
		name, body, want string
	}{
		{"wide", gridXML(widthXML(14000)+fixed, []int{7000, 7000}, row), "thân văn bản, bảng 1: Bảng rộng hơn tờ giấy, mép phải vượt mép giấy 66 mm; thu hẹp cột hoặc xoay ngang trang."},
		{"at the edge", gridXML(widthXML(10200)+fixed, []int{5100, 5100}, row), ""},
		{"within the margins", gridXML(widthXML(9000)+fixed, []int{4500, 4500}, row), ""},
		{"floating", gridXML(`<w:tblpPr w:vertAnchor="text" w:horzAnchor="page" w:tblpX="9000" w:tblpY="1"/>`+widthXML(4000)+fixed, []int{2000, 2000}, row) + paraXML("", "sau"), "thân văn bản, bảng 1: Bảng rộng hơn tờ giấy, mép phải vượt mép giấy 18 mm; thu hẹp cột hoặc xoay ngang trang."},
	} {
		got := ""
		for _, f := range mustLay(t, source{body: c.body}).Facts {
			if f.Kind == "overflow" {
				got += f.Place + ": " + f.Detail
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestPageNumbersWhereverTheyStand: pages of bookmarks and totals are worked out in boxes, notes and
// headers too, and wherever the bookmark stands: between paragraphs, rows and cells, in boxes.
func TestPageNumbersWhereverTheyStand(t *testing.T) {
	field := func(code string) string {
		return `<w:fldSimple w:instr="` + code + `"><w:r><w:t>9</w:t></w:r></w:fldSimple>`
	}
	const (
		next = `<w:p><w:r><w:br w:type="page"/></w:r></w:p>`
		mark = `<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>`
	)
	fields := `<w:p>` + field("PAGEREF x") + `<w:r><w:t xml:space="preserve"> / </w:t></w:r>` + field("NUMPAGES") + `</w:p>`
	box := func(inner string) string {
		return `<w:p><w:r><w:pict><v:shape type="#_x0000_t202" style="width:200pt;height:50pt"><v:textbox><w:txbxContent>` + inner + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`
	}
	cell := func(before, inner string) string {
		return `<w:tbl><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr>` + before + `<w:tc><w:p>` + inner + `<w:r><w:t>ô</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`
	}
	target := `<w:p>` + mark + `<w:r><w:t>mục</w:t></w:r></w:p>`
	for _, c := range []struct {
		name string
		s    source
		want string
	}{
		{"in the text", source{body: fields + next + target}, "2 / 2"},
		{"in a box", source{body: box(fields) + next + target}, "2 / 2"},
		{"in a note", source{body: `<w:p><w:r><w:t>a</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>` + next + target, parts: map[string]string{"footnotes.xml": `<w:footnote w:id="2">` + fields + `</w:footnote>`}}, "a1 2 / 2"},
		{"in a header", source{body: paraXML("", "a") + next + target + strings.Replace(a4, "<w:pgSz", `<w:headerReference w:type="default" r:id="rheader1"/><w:pgSz`, 1), parts: map[string]string{"header1.xml": box(fields)}}, "2 / 2 a"},
		{"of a bookmark between paragraphs", source{body: fields + next + mark + paraXML("", "a")}, "2 / 2"},
		{"of a bookmark before a table", source{body: fields + next + mark + cell("", "")}, "2 / 2"},
		{"of a bookmark before a cell", source{body: fields + next + cell(mark, "")}, "2 / 2"},
		{"of a bookmark in a box", source{body: fields + next + box(target)}, "2 / 2"},
		{"of a bookmark in an empty paragraph", source{body: fields + next + `<w:p>` + mark + `</w:p>`}, "2 / 2"},
	} {
		if got := wordsOf(&mustLay(t, c.s).Pages[0]); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestPositionsOfBookmarks: a reference with the switch \p says on which page its bookmark stands or, on
// its own page, whether above or below it, in the language of the result that the file stores
// (ECMA-376-1 17.16.5.45).
func TestPositionsOfBookmarks(t *testing.T) {
	field := func(name, stored string) string {
		return `<w:p><w:fldSimple w:instr="PAGEREF ` + name + ` \p \h"><w:r><w:t>` + stored + `</w:t></w:r></w:fldSimple></w:p>`
	}
	mark := func(name string) string {
		return `<w:p><w:bookmarkStart w:id="1" w:name="` + name + `"/><w:bookmarkEnd w:id="1"/></w:p>`
	}
	const next = `<w:p><w:r><w:br w:type="page"/></w:r></w:p>`
	d := mustLay(t, source{body: mark("a") + field("a", "") + field("b", "") + field("c", "trên trang 7") + field("a", "below") + field("b", "Above") + field("c", "on page 7") + field("d", "on page 8") + mark("b") + next + mark("c")})
	if got, want := wordsOf(&d.Pages[0]), "ở trên ở dưới trên trang 2 above below on page 2 on page 8"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestContentsOfOtherPrograms: the number that ends an entry of a table of contents is that of the page to
// which it leads, on every level, also where the file holds it as plain text.
func TestContentsOfOtherPrograms(t *testing.T) {
	sign := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	code := func(s string) string {
		return sign("begin") + `<w:r><w:instrText>` + s + `</w:instrText></w:r>` + sign("separate")
	}
	text := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r><w:r><w:tab/></w:r>` }
	number := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	entry := func(level, inner string) string {
		return `<w:p><w:pPr><w:pStyle w:val="TOC` + level + `"/><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs></w:pPr>` + inner + `</w:p>`
	}
	heading := func(name, s string) string {
		return `<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:bookmarkStart w:id="1" w:name="` + name + `"/><w:r><w:t>` + s + `</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>`
	}
	d := mustLay(t, source{body: entry("1", code(`TOC \o "1-3" \t "Muc,2" \u \h \z`)+code(`HYPERLINK \l "một"`)+text("Một")+code(`PAGEREF một \h`)+number("7")+sign("end")+sign("end")) +
		entry("2", `<w:hyperlink w:anchor="hai">`+text("1.1")+text("Hai")+number("9")+`</w:hyperlink>`) +
		entry("3", code(`HYPERLINK \l "ba"`)+text("Ba")+number("9")+sign("end")) + entry("1", text("Bốn")+number("9")+sign("end")) +
		heading("một", "Một") + heading("hai", "Hai") + heading("ba", "Ba")})
	var got []string
	for _, w := range texts(&d.Pages[0]) {
		if !strings.Contains(w.Text, "..") {
			got = append(got, w.Text)
		}
	}
	if got, want := strings.Join(got, " "), "Một 2 1.1 Hai 3 Ba 4 Bốn 9"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestNumbersOfParagraphs: a reference to the number of a paragraph in a list is that of now, without the
// points at its end; in the context of other levels, and without a number, it is what the
// file stores (ECMA-376-1 17.16.5.51).
func TestNumbersOfParagraphs(t *testing.T) {
	field := func(code string) string {
		return `<w:fldSimple w:instr="` + code + `"><w:r><w:t>cũ</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> </w:t></w:r>`
	}
	item := func(level, name string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="1"/></w:numPr></w:pPr><w:bookmarkStart w:id="1" w:name="` + name + `"/><w:r><w:t>mục</w:t></w:r></w:p>`
	}
	const numbers = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	d := mustLay(t, source{numbering: numbers, body: `<w:p>` + field(`REF hai \r \h`) + field(`REF hai \w`) + field(`REF hai \n \* MERGEFORMAT`) + field(`REF ba \n`) + field(`REF ba \r`) + field(`REF hai \h`) + field(`REF hai \r \p`) + field(`REF khong \r`) + field(`REF trơn \r`) + `</w:p>` +
		item("0", "một") + item("0", "hai") + item("1", "ba") + `<w:p><w:bookmarkStart w:id="1" w:name="trơn"/></w:p>`})
	if got, want := wordsOf(&d.Pages[0]), "Điều 2 Điều 2 Điều 2 a) cũ cũ cũ cũ cũ Điều 1. mục Điều 2. mục a) mục"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
