package word

import (
	"fmt"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// TestFormulas: all signs of a formula stand in one line, indices raised (^) and lowered (_), letters
// slanted (/x/) unless they are said to be upright (ECMA-376-1 22.1.2).
func TestFormulas(t *testing.T) {
	run := func(s string) string { return `<m:r><m:t>` + s + `</m:t></m:r>` }
	of := func(name, content string) string { return `<m:` + name + `>` + content + `</m:` + name + `>` }
	e := func(s string) string { return of("e", run(s)) }
	for _, c := range []struct{ xml, want string }{
		{run("x") + run("=2-1"), "/x/=2−1"},
		{run("2x3"), "2/x/3"},
		{of("f", of("num", run("a"))+of("den", run("b"))), "/a//" + "/b/"},
		{of("f", of("num", run("a+1"))+of("den", run("2"))), "(/a/+1)/2"},
		{of("f", of("num", run("12,5"))+of("den", run("abc"))), "12,5/(/abc/)"},
		{of("sSup", e("x")+of("sup", run("2"))), "/x/^2"},
		{of("sSub", e("x")+of("sub", run("i"))), "/x/_/i/"},
		{of("sSubSup", e("x")+of("sub", run("1"))+of("sup", run("2"))), "/x/_1^2"},
		{of("sPre", of("sub", run("1"))+of("sup", run("2"))+e("x")), "_1^2/x/"},
		{of("limLow", e("y")+of("lim", run("1"))) + of("limUpp", e("z")+of("lim", run("2"))), "/y/_1/z/^2"},
		{of("rad", of("deg", "")+e("x")), "√/x/"},
		{of("rad", of("deg", run("3"))+e("x+1")), "^3√(/x/+1)"},
		{of("nary", of("sub", run("0"))+of("sup", run("1"))+e("x")), "∫_0^1/x/"},
		{of("nary", `<m:naryPr><m:chr m:val="∑"/></m:naryPr>`+e("x")), "∑/x/"},
		{of("d", e("x")), "(/x/)"},
		{of("d", `<m:dPr><m:begChr m:val="["/><m:sepChr m:val=";"/><m:endChr m:val=""/><m:ctrlPr/></m:dPr>`+e("x")+e("y")), "[/x/;/y/"},
		{of("d", e("x")+e("y")), "(/x/|/y/)"},
		{of("func", of("fName", `<m:r><m:rPr><m:sty m:val="p"/></m:rPr><m:t>sin</m:t></m:r>`)+e("x")), "sin\u00a0/x/"},
		{of("acc", e("x")), "/x\u0302/"},
		{of("acc", `<m:accPr><m:chr m:val="~"/></m:accPr>`+e("x")), "/x~/"},
		{of("bar", e("x")), "/x\u0305/"},
		{of("m", of("mr", e("a")+e("b"))+of("mr", e("c")+e("d"))), "[/a/, /b/; /c/, /d/]"},
		{of("eqArr", e("a")+e("b")), "/a/; /b/"},
		{of("box", `<m:boxPr>`+run("z")+`</m:boxPr>`+e("x")), "/x/"},
		{of("groupChr", e("x")), "/x/"},
		{`<m:r><m:rPr><m:nor/></m:rPr><m:t>vận tốc</m:t></m:r>`, "vận tốc"},
		{`<m:r><m:rPr><m:sty m:val="b"/></m:rPr><m:t>v</m:t></m:r>`, "*v"},
		{`<m:r><m:rPr><m:sty m:val="bi"/></m:rPr><m:t>v</m:t></m:r>`, "*/v/"},
		{`<m:r><m:rPr><m:sty m:val="i"/></m:rPr><m:t>v</m:t></m:r>`, "/v/"},
	} {
		f := opened(t, `<w:p><m:oMath>`+c.xml+`</m:oMath></w:p>`, nil)
		got, vert := "", int8(0)
		for _, in := range firstParagraph(t, f).Content {
			if in.Props.vert != vert && in.Props.vert != 0 {
				got += map[int8]string{1: "^", -1: "_"}[in.Props.vert]
			}
			vert = in.Props.vert
			if in.Props.toggles&Bold != 0 {
				got += "*"
			}
			if in.Props.toggles&Italic != 0 {
				got += "/" + in.Text + "/"
			} else {
				got += in.Text
			}
		}
		if got != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.xml, got, c.want)
		}
		if len(f.Facts.List) != 1 {
			t.Errorf("%s: told %v", c.xml, f.Facts.List)
		}
	}
	for body, want := range map[string]string{
		`<w:p><m:oMathPara><m:oMath>` + run("x") + `</m:oMath></m:oMathPara></w:p>`:                                     "center",
		`<w:p><m:oMath>` + run("x") + `</m:oMath></w:p>`:                                                                "",
		`<w:p><w:pPr><w:jc w:val="right"/></w:pPr><m:oMathPara><m:oMath>` + run("x") + `</m:oMath></m:oMathPara></w:p>`: "right",
		`<w:p><w:r><w:t>với</w:t></w:r><m:oMathPara><m:oMath>` + run("x") + `</m:oMath></m:oMathPara></w:p>`:            "",
	} {
		if f := opened(t, body, nil); firstParagraph(t, f).Props.Align != want {
			t.Errorf("%s is aligned %q", body, firstParagraph(t, f).Props.Align)
		}
	}
}

// TestWhatSaysNothingChangesNothing: properties that a place does not say leave those below alone.
func TestWhatSaysNothingChangesNothing(t *testing.T) {
	line := Border{Style: "single", Width: unit.Pt}
	cell := CellProps{Shade: item.Tint{On: true}, saysShade: true}
	cell.Borders[Top], cell.Margins = line, Edges{At: [4]unit.Length{5, 6}, said: [4]bool{true, true}}
	same := cell
	(&CellProps{}).Over(&cell)
	if cell != same {
		t.Errorf("cell %+v, was %+v", cell, same)
	}
	para := ParaProps{ParaBasics: ParaBasics{Has: HasNumber | hasLevel | hasAlign | hasShadePara, NumID: 3, Level: 2, Align: "both", Style: "A", Shade: item.Tint{On: true}}}
	para.Borders[Bottom] = line
	before := para.ParaBasics
	(&ParaProps{}).over(&para)
	if para.ParaBasics != before {
		t.Errorf("paragraph %+v, was %+v", para.ParaBasics, before)
	}
	(&ParaProps{ParaBasics: ParaBasics{Has: hasLevel, Level: 5}}).over(&para)
	if para.NumID != 3 || para.Level != 5 {
		t.Errorf("a level alone: list %d, level %d", para.NumID, para.Level)
	}
	(&ParaProps{ParaBasics: ParaBasics{Style: "B"}}).over(&para)
	if para.Style != "B" {
		t.Errorf("a style over it: %q", para.Style)
	}
	double := CellProps{}
	double.Borders[Top] = Border{Style: "double"}
	double.Over(&cell)
	if cell.Borders[Top].Style != "double" || cell.Margins != same.Margins {
		t.Errorf("a border over it: %+v", cell)
	}
	run := RunProps{Has: hasSize | hasASCII | hasColor, Size: unit.Pt, ascii: "A", color: 7, toggles: Bold, said: Bold, Style: "S"}
	was := run
	(&RunProps{}).Over(&run)
	if run != was {
		t.Errorf("run %+v, was %+v", run, was)
	}
}

// TestLevels: a paragraph takes list and level from its style, or another level alone; a style on one
// with a list keeps its level.
func TestLevels(t *testing.T) {
	styles := `<w:styles><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
		<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
		<w:style w:type="paragraph" w:styleId="LL"><w:basedOn w:val="L"/><w:pPr><w:keepNext/></w:pPr></w:style></w:styles>`
	parts := beside(map[string]string{"styles": styles, "numbering": levels})
	for ppr, want := range map[string][2]int{
		``: {0, 0}, `<w:pStyle w:val="L"/>`: {1, 2}, `<w:pStyle w:val="LL"/>`: {1, 2}, `<w:pStyle w:val="L"/><w:numPr><w:ilvl w:val="1"/></w:numPr>`: {1, 1},
		`<w:pStyle w:val="L"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`: {2, 0}, `<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>`: {0, 0},
	} {
		f := opened(t, `<w:p><w:pPr>`+ppr+`</w:pPr></w:p>`, parts)
		if p := f.Styles.Paragraph(&firstParagraph(t, f).Props, nil); p.NumID != want[0] || p.Level != want[1] {
			t.Errorf("%s: list %d, level %d, want %v", ppr, p.NumID, p.Level, want)
		}
	}
	// A level that is tied to a style is that of the style, whatever level this names.
	tied := strings.Replace(levels, `<w:lvl w:ilvl="1">`, `<w:lvl w:ilvl="1"><w:pStyle w:val="L"/>`, 1)
	f := opened(t, `<w:p><w:pPr><w:pStyle w:val="L"/></w:pPr></w:p>`, beside(map[string]string{"styles": styles, "numbering": tied}))
	if p := f.Styles.Paragraph(&firstParagraph(t, f).Props, nil); p.NumID != 1 || p.Level != 1 {
		t.Errorf("tied to a level: list %d, level %d", p.NumID, p.Level)
	}
}

// TestSymbols: a sign is set in the face that it names, its other properties are those of its run
// (ECMA-376-1 17.3.3.30).
func TestSymbols(t *testing.T) {
	f := opened(t, `<w:p><w:r><w:rPr><w:rFonts w:ascii="A" w:hAnsi="A" w:eastAsia="E"/><w:b/></w:rPr><w:t>x</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>`, nil)
	p := firstParagraph(t, f)
	for i, want := range []string{"A A E 1", "Wingdings Wingdings E 1"} {
		l := f.Styles.Look(f.Styles.Paragraph(&p.Props, nil), p.Content[i].Props)
		if got := fmt.Sprint(l.Ascii, " ", l.HAnsi, " ", l.EastAsia, " ", l.Toggles); got != want {
			t.Errorf("piece %d: %s, want %s", i, got, want)
		}
	}
}

// TestPlacesInTables: paragraphs say in which row and cell of the outermost table they stand, and
// behind which table.
func TestPlacesInTables(t *testing.T) {
	f := opened(t, `<w:p/><w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/><w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>`, nil)
	var got []string
	var walk func(list []Block)
	walk = func(list []Block) {
		for _, b := range list {
			switch b := b.(type) {
			case *Paragraph:
				got = append(got, fmt.Sprint(b.Place.para, b.Place.Table, b.Place.Row, b.Place.Cell))
			case *Table:
				got = append(got, fmt.Sprint("t", b.Place.para, b.Depth))
				for _, r := range b.Rows {
					for _, c := range r.Cells {
						walk(c.Blocks)
					}
				}
			}
		}
	}
	walk(f.Body.Blocks)
	if s, want := strings.Join(got, ", "), "1 0 0 0, t0 0, 2 1 1 1, 3 1 1 2, t0 1, 4 1 1 2, 5 1 1 2, 6 1 1 2, 7 1 2 1, 8 1 0 0"; s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
}

// TestScripts: which characters are set in the East Asian face (ECMA-376-1 17.3.2.26).
func TestScripts(t *testing.T) {
	l := &Look{Ascii: "a", HAnsi: "h", EastAsia: "e"}
	for r, want := range map[rune]string{'A': "a", '~': "a", 0x7F: "a", 0x80: "h", 'ế': "h", 0x2E7F: "h", 0x2E80: "e", '字': "e", 0x9FFF: "e", 0xA000: "h", 0xABFF: "h", 0xAC00: "e", 0xD7A3: "e", 0xD7A4: "h",
		0xF8FF: "h", 0xF900: "e", 0xFAFF: "e", 0xFB00: "h", 0xFEFF: "h", 0xFF00: "e", 0xFFEF: "e", 0xFFF0: "h", 0x1FFFF: "h", 0x20000: "e", 0x3FFFF: "e", 0x40000: "h"} {
		if got := l.Family(r); got != want {
			t.Errorf("U+%04X is set in %s, want %s", r, got, want)
		}
	}
	for lang, want := range map[string]rune{"": ',', "vi-VN": ',', "en-US": '.', "fr-FR": ','} {
		if got := (&ParaFormat{Run: RunProps{lang: lang}}).DecimalSign(); got != want {
			t.Errorf("%s: %c, want %c", lang, got, want)
		}
	}
	for n, word := range map[int]string{1: "một", 2: "hai", 3: "ba", 4: "bốn", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín"} {
		if got := vietnamese.Number(n, "vietnameseCounting"); got != word {
			t.Errorf("%d is %q", n, got)
		}
	}
}

// TestBounds: tables have 512 columns at most; what is no Word file is refused by name.
func TestBounds(t *testing.T) {
	f := opened(t, `<w:tbl><w:tblGrid>`+strings.Repeat(`<w:gridCol w:w="10"/>`, 600)+`<w:x w:w="7"/></w:tblGrid><w:tr>`+strings.Repeat(`<w:tc><w:p/></w:tc>`, 600)+`</w:tr></w:tbl><w:p/>`, nil)
	if tb := f.Body.Blocks[0].(*Table); len(tb.Grid) != 512 || len(tb.Rows[0].Cells) != 512 || tb.ColumnCount() != 512 {
		t.Errorf("%d grid columns, %d cells, %d columns", len(tb.Grid), len(tb.Rows[0].Cells), tb.ColumnCount())
	}
	f = opened(t, `<w:tbl><w:tblGrid><w:gridCol w:w="10"/><w:x w:w="7"/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="2"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p/></w:tc><w:tc><w:p/><w:p/></w:tc></w:tr></w:tbl><w:p/>`, nil)
	tb := f.Body.Blocks[0].(*Table)
	if first, last := tb.Paras(); len(tb.Grid) != 1 || tb.ColumnCount() != 7 || first != 1 || last != 3 {
		t.Errorf("%d grid columns, %d columns, paragraphs %d to %d", len(tb.Grid), tb.ColumnCount(), first, last)
	}
	p, err := ooxml.Open(wordOf(t, `<w:p/>`, nil), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	types, _ := p.Part("[Content_Types].xml")
	book, err := p.Rewritten(map[string][]byte{"[Content_Types].xml": []byte(strings.Replace(string(types), "wordprocessingml.document", "spreadsheetml.sheet", 1))})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(book); err == nil || !strings.Contains(err.Error(), "Excel") {
		t.Errorf("a workbook: %v", err)
	}
}
