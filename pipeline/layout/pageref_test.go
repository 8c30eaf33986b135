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
