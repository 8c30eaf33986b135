package word

import (
	"fmt"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// TestSections: what each child of w:sectPr says (ECMA-376-1 17.6).
func TestSections(t *testing.T) {
	const tw = unit.Twip
	show := func(s *Section) string {
		var columns []string
		for _, c := range s.Columns {
			columns = append(columns, fmt.Sprintf("%d+%d", c.Width/tw, c.Gap/tw))
		}
		return fmt.Sprintf("%d×%d %d %d %d %d gutter %d, %d %d %s %s %d %s %v %v %s %d", s.Width/tw, s.Height/tw, s.Top/tw, s.Right/tw, s.Bottom/tw, s.Left/tw, s.Gutter/tw, s.Header/tw, s.Footer/tw,
			s.Start, strings.Join(columns, " "), s.First, s.Format, s.TitlePage, s.Separator, s.VAlign, s.Pitch/tw)
	}
	plain := "12240×15840 1440 1440 1440 1440 gutter 0, 720 720 nextPage 9360+720 -1 decimal false false  0"
	change := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(plain) }
	for xml, want := range map[string]string{
		``:                                   plain,
		`<w:pgSz w:w="11906" w:h="16838"/>`:  change("12240×15840", "11906×16838", "9360", "9026"),
		`<w:pgSz w:w="100" w:h="99999999"/>`: change("12240×15840", "720×86400", "9360", "720"),
		`<w:pgMar w:top="-1134" w:right="851" w:bottom="1000" w:left="1701" w:header="500" w:footer="400" w:gutter="100"/>`: change("1440 1440 1440 1440 gutter 0, 720 720", "-1134 851 1000 1701 gutter 100, 500 400", "9360", "9588"),
		`<w:pgMar w:left="-5" w:right="-5" w:gutter="-5"/>`:                                                                 change("1440 1440 1440 1440", "1440 0 1440 0", "9360", "12240"),
		`<w:pgMar w:top="99999999" w:bottom="-99999999"/>`:                                                                  change("1440 1440 1440 1440", "43200 1440 -43200 1440"),
		`<w:type w:val="continuous"/>`:                                                                                      change("nextPage", "continuous"),
		`<w:cols w:num="2" w:space="360" w:sep="1"/>`:                                                                       change("9360+720", "4500+360 4500+360", "false false", "false true"),
		`<w:cols w:num="2"/>`:                                                                                               change("9360+720", "4320+720 4320+720"),
		`<w:cols w:num="45" w:space="400"/>`:                                                                                change("9360+720", "9360+400"),
		`<w:cols w:num="0" w:space="-5"/>`:                                                                                  change("9360+720", "9360+0"),
		`<w:cols w:num="2" w:equalWidth="0"><w:col w:w="3000" w:space="100"/><w:col w:w="200"/></w:cols>`:                   change("9360+720", "3000+100 360+0"),
		`<w:cols w:num="2" w:equalWidth="1"><w:col w:w="3000" w:space="100"/></w:cols>`:                                     change("9360+720", "4320+720 4320+720"),
		`<w:cols w:num="2" w:equalWidth="0"/>`:                                                                              change("9360+720", "4320+720 4320+720"),
		`<w:titlePg/>`:                                                                                                      change("false false", "true false"),
		`<w:titlePg w:val="0"/>`:                                                                                            plain,
		`<w:pgNumType w:start="5" w:fmt="lowerRoman"/>`:                                                                     change("-1 decimal", "5 lowerRoman"),
		`<w:pgNumType w:start="-5"/>`:                                                                                       change("-1 decimal", "0 decimal"),
		`<w:vAlign w:val="center"/>`:                                                                                        change("false false ", "false false center"),
		`<w:docGrid w:type="lines" w:linePitch="360"/>`:                                                                     change("  0", "  360"),
		`<w:docGrid w:type="linesAndChars" w:linePitch="360"/>`:                                                             change("  0", "  360"),
		`<w:docGrid w:linePitch="360"/>`:                                                                                    plain,
		`<w:docGrid w:type="lines" w:linePitch="-360"/>`:                                                                    plain,
	} {
		f := opened(t, `<w:p/><w:sectPr>`+xml+`</w:sectPr>`, nil)
		if got := show(f.Body.Last); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", xml, got, want)
		}
	}
	s := opened(t, `<w:p/><w:sectPr><w:headerReference w:type="default" r:id="a"/><w:footerReference w:type="first" r:id="b"/><w:pgBorders w:offsetFrom="page" w:display="firstPage"><w:top w:val="single" w:sz="8"/><w:left w:val="apples" w:sz="20"/></w:pgBorders>
		<w:footnotePr><w:numFmt w:val="chicago"/><w:numRestart w:val="eachPage"/></w:footnotePr><w:endnotePr><w:numStart w:val="3"/></w:endnotePr><w:lnNumType w:countBy="5" w:start="2" w:distance="100" w:restart="continuous"/></w:sectPr>`, nil).Body.Last
	if s.Headers["default"] != "a" || s.Footers["first"] != "b" || len(s.Headers) != 1 {
		t.Errorf("headers %v, footers %v", s.Headers, s.Footers)
	}
	if b := s.Borders; b == nil || b.FromText || b.Display != "firstPage" || !b.Art || b.Sides[Top] != (Border{Style: "single", Width: unit.Pt}) || b.Sides[Left] != (Border{Style: "single", Width: unit.Pt}) {
		t.Errorf("borders %+v", b)
	}
	if *s.Footnotes != (NoteNumbers{"chicago", 1, "eachPage"}) || *s.Endnotes != (NoteNumbers{"lowerRoman", 3, "continuous"}) {
		t.Errorf("notes %+v, %+v", s.Footnotes, s.Endnotes)
	}
	if *s.Lines != (LineNumbers{Every: 5, Start: 3, Distance: 100 * tw, Restart: "continuous"}) {
		t.Errorf("lines %+v", s.Lines)
	}
	for xml, want := range map[string]string{`<w:lnNumType w:countBy="1"/>`: "{1 1 0.00 newPage}", `<w:lnNumType/>`: "none", `<w:lnNumType w:countBy="-2"/>`: "none", `<w:lnNumType w:countBy="2" w:start="0" w:distance="-9"/>`: "{2 1 0.00 newPage}"} {
		got := "none"
		if l := opened(t, `<w:p/><w:sectPr>`+xml+`</w:sectPr>`, nil).Body.Last.Lines; l != nil {
			got = fmt.Sprint(*l)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", xml, got, want)
		}
	}
	if opened(t, `<w:p/>`, nil).Body.Last != nil {
		t.Error("a body without w:sectPr ends a section")
	}
}

// TestTables: what w:tblPr, w:trPr and w:tcPr say (ECMA-376-1 17.4).
func TestTables(t *testing.T) {
	const tw, pt = unit.Twip, unit.Pt
	table := func(tblPr, trPr, tcPr string) *Table {
		f := opened(t, `<w:tbl><w:tblPr>`+tblPr+`</w:tblPr><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="-5"/></w:tblGrid><w:tr><w:trPr>`+trPr+`</w:trPr><w:tc><w:tcPr>`+tcPr+`</w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p/>`, nil)
		return f.Body.Blocks[0].(*Table)
	}
	if tb := table("", "", ""); len(tb.Grid) != 2 || tb.Grid[0] != int64(1000*tw) || tb.Grid[1] != 0 || tb.ColumnCount() != 2 || len(tb.Rows) != 1 || tb.Props != (TableProps{}) {
		t.Errorf("%+v", tb)
	}
	for xml, want := range map[string]string{
		`<w:tblStyle w:val="T"/><w:jc w:val="center"/>`: "{Style:T Align:center}",
		`<w:tblW w:w="5000" w:type="pct"/>`:             "{Width:{pct 0 5000}}", `<w:tblW w:w="50%" w:type="dxa"/>`: "{Width:{pct 0 2500}}", `<w:tblW w:w="2000" w:type="dxa"/>`: "{Width:{dxa 1270000 0}}",
		`<w:tblW w:w="2000"/>`: "{Width:{dxa 1270000 0}}", `<w:tblW w:w="0" w:type="auto"/>`: "{Width:{auto 0 0}}", `<w:tblW w:w="0" w:type="nil"/>`: "{Width:{auto 0 0}}",
		`<w:tblInd w:w="-100" w:type="dxa"/>`: "{Indent:-5.00 saysIndent:true}", `<w:tblInd w:w="100" w:type="pct"/>`: "{}",
		`<w:tblLayout w:type="fixed"/>`: "{Fixed:true saysLayout:true}", `<w:tblLayout w:type="autofit"/>`: "{saysLayout:true}",
		`<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:start w:w="40" w:type="dxa"/><w:bottom w:w="-5" w:type="dxa"/><w:end w:w="60" w:type="dxa"/></w:tblCellMar>`: "{Margins:{[1.00 2.00 0.00 3.00] [true true true true]}}",
		`<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="60" w:type="pct"/></w:tblCellMar>`:                                                               "{Margins:{[0.00 2.00 0.00 0.00] [false true false false]}}",
		`<w:tblBorders><w:insideH w:val="single" w:sz="8"/><w:insideV w:val="nil"/></w:tblBorders>`:                                                                  "{Borders:[{ 0.00 0.00 0} { 0.00 0.00 0} { 0.00 0.00 0} { 0.00 0.00 0} {single 1.00 0.00 0} {nil 0.00 0.00 0}]}",
		`<w:shd w:val="clear" w:fill="FFFFFF"/>`: fmt.Sprintf("{shade:%v saysShade:true}", item.Tint{On: true, Color: 0xFFFFFF}),
		`<w:tblLook w:val="04A0"/>`:              fmt.Sprintf("{Look:%d}", LookFirstRow|LookFirstCol|LookNoColBands), `<w:tblLook w:val="0340"/>`: fmt.Sprintf("{Look:%d}", LookLastRow|LookLastCol|LookNoRowBands),
		`<w:tblLook w:val="0020" w:firstRow="0" w:lastColumn="1"/>`:               fmt.Sprintf("{Look:%d}", LookLastCol),
		`<w:tblStyleRowBandSize w:val="2"/><w:tblStyleColBandSize w:val="5000"/>`: "{RowBand:2 ColBand:1000}", `<w:tblCellSpacing w:w="20" w:type="dxa"/>`: "{Spacing:1.00}", `<w:tblCellSpacing w:w="-20" w:type="dxa"/>`: "{}", `<w:bidiVisual/>`: "{Backwards:true}",
	} {
		if got := spoken(table(xml, "", "").Props); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", xml, got, want)
		}
	}
	for xml, want := range map[string]string{
		`<w:trHeight w:val="400"/>`: "{Height:20.00}", `<w:trHeight w:val="400" w:hRule="exact"/>`: "{Height:20.00 Exact:true}", `<w:trHeight w:val="-5" w:hRule="atLeast"/>`: "{}",
		`<w:cantSplit/><w:tblHeader/>`: "{CantSplit:true Header:true}", `<w:cantSplit w:val="0"/><w:tblHeader w:val="off"/>`: "{}", `<w:gridBefore w:val="1"/><w:gridAfter w:val="9999"/>`: "{Before:1 After:512}",
	} {
		if got := spoken(table("", xml, "").Rows[0].Props); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", xml, got, want)
		}
	}
	for xml, want := range map[string]string{
		`<w:tcW w:w="1000" w:type="dxa"/><w:gridSpan w:val="2"/>`: "{Width:{dxa 635000 0} Span:2}", `<w:gridSpan w:val="0"/>`: "{Span:1}", `<w:gridSpan w:val="9999"/>`: "{Span:512}",
		`<w:vMerge w:val="restart"/>`: fmt.Sprintf("{Merge:%d}", MergeStart), `<w:vMerge/>`: fmt.Sprintf("{Merge:%d}", MergeGoOn), `<w:hMerge w:val="restart"/>`: fmt.Sprintf("{across:%d}", MergeStart),
		`<w:vAlign w:val="bottom"/><w:textDirection w:val="btLr"/><w:noWrap/>`: "{VAlign:bottom Direction:btLr NoWrap:true}", `<w:shd w:val="clear" w:fill="auto"/>`: "{saysShade:true}",
		`<w:tcMar><w:left w:w="20" w:type="dxa"/></w:tcMar>`:          "{Margins:{[0.00 1.00 0.00 0.00] [false true false false]}}",
		`<w:tcBorders><w:end w:val="single" w:sz="8"/></w:tcBorders>`: "{Borders:[{ 0.00 0.00 0} { 0.00 0.00 0} { 0.00 0.00 0} {single 1.00 0.00 0} { 0.00 0.00 0} { 0.00 0.00 0}]}",
	} {
		if got := spoken(table("", "", xml).Rows[0].Cells[0].Props); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", xml, got, want)
		}
	}
	for w, want := range map[preferredWidth]unit.Length{{Kind: "dxa", length: 5 * pt}: 5 * pt, {Kind: "dxa", length: -5 * pt}: 0, {Kind: "pct", pct: 2500}: 50 * pt, {Kind: "auto", length: 5 * pt}: 0, {}: 0} {
		if got := w.In(100 * pt); got != want {
			t.Errorf("%v in 100 pt is %v, want %v", w, got, want)
		}
	}
	// What lies over something else, and what stays.
	base := TableProps{Width: preferredWidth{Kind: "dxa", length: pt}, Indent: pt, Align: "left", Fixed: true, RowBand: 1, ColBand: 1, Spacing: pt, Style: "A", Look: LookFirstRow}
	over := base
	(&TableProps{}).Over(&over)
	if over != base {
		t.Errorf("nothing over it: %+v", over)
	}
	(&TableProps{Width: preferredWidth{Kind: "auto"}, saysIndent: true, Align: "right", saysLayout: true, RowBand: 3, ColBand: 4, Spacing: 2 * pt, Style: "B", Look: LookLastRow, Backwards: true, saysShade: true, shade: item.Tint{On: true}}).Over(&over)
	if want := (TableProps{Width: preferredWidth{Kind: "auto"}, saysIndent: true, Align: "right", RowBand: 3, ColBand: 4, Spacing: 2 * pt, Style: "A", Look: LookFirstRow, Backwards: true, saysShade: true, shade: item.Tint{On: true}}); over != want {
		t.Errorf("over it: %+v", over)
	}
	row := RowProps{Height: pt, Exact: true}
	(&RowProps{Exact: false, Before: 3, CantSplit: true, Header: true}).Over(&row)
	if want := (RowProps{Height: pt, Exact: true, CantSplit: true, Header: true}); row != want {
		t.Errorf("row %+v", row)
	}
	(&RowProps{Height: 2 * pt}).Over(&row)
	if row.Height != 2*pt || row.Exact {
		t.Errorf("row %+v", row)
	}
	cell := CellProps{VAlign: "top", Direction: "tbRl", Shade: item.Tint{On: true}, Span: 2}
	(&CellProps{Span: 5, NoWrap: true}).Over(&cell)
	if want := (CellProps{VAlign: "top", Direction: "tbRl", Shade: item.Tint{On: true}, Span: 2, NoWrap: true}); cell != want {
		t.Errorf("cell %+v", cell)
	}
	(&CellProps{VAlign: "center", Direction: "btLr", saysShade: true}).Over(&cell)
	if want := (CellProps{VAlign: "center", Direction: "btLr", saysShade: true, Span: 2, NoWrap: true}); cell != want {
		t.Errorf("cell %+v", cell)
	}
}

// shownBlocks shows paragraphs by their words and tables by their cells.
func shownBlocks(list []Block) string {
	var out []string
	for _, b := range list {
		switch b := b.(type) {
		case *Paragraph:
			out = append(out, shownInlines(b.Content))
		case *Table:
			s := "["
			for i, r := range b.Rows {
				if i > 0 {
					s += " / "
				}
				for k, c := range r.Cells {
					if k > 0 {
						s += "|"
					}
					s += shownBlocks(c.Blocks)
				}
			}
			out = append(out, s+"]")
		}
	}
	return strings.Join(out, ", ")
}

func shownInlines(list []Inline) (s string) {
	for _, in := range list {
		switch in.Kind {
		case InText:
			s += in.Text
		case InTab:
			s += "→"
		case InLineBreak:
			s += "↵"
		case InPageBreak:
			s += "⇟"
		case InColumnBreak:
			s += "‖"
		case InField:
			s += "{" + in.Text + in.Ref + " " + in.Format + in.Stored + [...]string{"", " before", " after"}[in.Relative] + "}"
		case InFootnote:
			s += fmt.Sprintf("(fn%d%s)", in.Id, in.Text)
		case InEndnote:
			s += fmt.Sprintf("(en%d%s)", in.Id, in.Text)
		case InBookmark:
			s += "#" + in.Text
		case InPositionTab:
			s += "⇥" + in.Text
		case InDrawing:
			s += "@"
			for _, blocks := range in.Boxes {
				s += "<" + shownBlocks(blocks) + ">"
			}
		}
		if in.Link != nil {
			s += "→" + in.Link.Url + "#" + in.Link.Anchor
		}
	}
	return s
}

// TestContent: what stands in paragraphs and between them (ECMA-376-1 17.3, 17.4, 17.16).
func TestContent(t *testing.T) {
	text := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	field := func(code, result string) string {
		sep := ""
		if result != "" {
			sep = `<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + text(result)
		}
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">` + code + `</w:instrText></w:r>` + sep + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	p := func(s string) string { return `<w:p>` + s + `</w:p>` }
	row := func(cells ...string) string {
		s := `<w:tr>`
		for _, c := range cells {
			s += `<w:tc>` + c + `</w:tc>`
		}
		return s + `</w:tr>`
	}
	tbl := func(rows ...string) string { return `<w:tbl>` + strings.Join(rows, "") + `</w:tbl>` }
	const mc = ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	for _, c := range []struct{ xml, want string }{
		{p(text(" a ") + `<w:r><w:t> b </w:t></w:r>`), " a b"},
		{p(`<w:r><w:t>a</w:t><w:tab/><w:br/><w:br w:type="page"/><w:br w:type="column"/><w:br w:type="textWrapping"/><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:char="0"/><w:ptab w:alignment="right"/></w:r>`), "a→↵⇟‖↵↵\u2011\u00ad\uf0fc⇥right"},
		{p(`<w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="3" w:customMarkFollows="1"/><w:footnoteReference w:id="4" w:customMarkFollows="0"/></w:r>`), "(fn2)(en3custom)(fn4)"},
		{p(`<w:ins>` + text("a") + `</w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:moveFrom>` + text("c") + `</w:moveFrom><w:moveTo>` + text("d") + `</w:moveTo><w:smartTag>` + text("e") + `</w:smartTag><w:sdt><w:sdtContent>` + text("f") + `</w:sdtContent></w:sdt><w:customXml>` + text("g") + `</w:customXml><w:bdo>` + text("h") + `</w:bdo>`), "adefgh"},
		{p(`<w:bookmarkStart w:name="muc"/>` + text("a")), "#muca"},
		{p(`<w:hyperlink w:anchor="muc">` + text("a") + `</w:hyperlink>` + text("b")), "a→#mucb"},
		{p(`<w:hyperlink r:id="web" w:anchor="x">` + text("a") + `</w:hyperlink><w:hyperlink r:id="nha">` + text("b") + `</w:hyperlink>`), "a→https://example.org/#xb→#"},
		{p(`<w:fldSimple w:instr=" PAGE \* ROMAN ">` + text("IV") + `</w:fldSimple><w:fldSimple w:instr="DATE">` + text("hôm nay") + `</w:fldSimple><w:fldSimple w:instr="PAGEREF muc">` + text("7") + `</w:fldSimple>`), "{PAGE upperRoman}hôm nay{PAGEREFmuc 7}"},
		{p(`<w:fldSimple w:instr='HYPERLINK "https://example.org" \l "muc"'>` + text("a") + `</w:fldSimple>` + text("b")), "a→https://example.org#mucb"},
		{p(field("NUMPAGES", "9") + field("SECTIONPAGES", "") + field(" pageref muc \\h ", "12") + field("PAGEREF muc \\p", "trên") + field("DATE", "hôm qua") + field("TIME", "")), "{NUMPAGES }{SECTIONPAGES }{PAGEREFmuc 12}{PAGEREFmuc trên before}hôm qua"},
		{p(`<w:bookmarkStart w:name="muc"/>` + field(`PAGEREF "muc" \P`, "trên") + field("PAGEREF", "9") + `<w:fldSimple w:instr="PAGEREF muc \p">` + text("x") + `</w:fldSimple>`), "#muc{PAGEREFmuc trên after}9{PAGEREFmuc x after}"},
		{`<w:bookmarkStart w:name="a"/>` + p(text("b")) + `<w:tbl><w:bookmarkStart w:name="c"/><w:tr><w:bookmarkStart w:name="d"/><w:tc>` + p(text("e")) + `</w:tc></w:tr></w:tbl><w:sdt><w:sdtContent><w:bookmarkStart w:name="f"/></w:sdtContent></w:sdt>` + p("") + `<w:bookmarkStart w:name="g"/>`, "#ab, [#c#de], #f"},
		{p(field("DATE", "x") + `<w:hyperlink w:anchor="a">` + text("Mục") + `<w:r><w:tab/></w:r>` + text("9") + `</w:hyperlink>`), "xMục→#a→→#a9→#a"},
		{p(`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType="separate"/></w:r><w:hyperlink w:anchor="a"><w:r><w:t>1</w:t><w:tab/><w:t>2024</w:t><w:tab/><w:t>7</w:t></w:r></w:hyperlink><w:hyperlink w:anchor="b">` + text("7") + `<w:r><w:tab/></w:r>` + text("viii") + `</w:hyperlink>` + text("8") + `<w:hyperlink w:anchor="c"><w:r><w:tab/></w:r>` + text("mix") + text("x1") + `</w:hyperlink><w:r><w:fldChar w:fldCharType="end"/></w:r>`),
			"1→#a→→#a2024→#a→→#a{PAGEREFa 7}→#a7→#b→→#b{PAGEREFb viii}→#b8→→#cmix→#cx1→#c"},
		{p(field(`PAGE \* roman`, "") + field(`PAGE \* ALPHABETIC`, "") + field(`PAGE \* alphabetic`, "") + field(`PAGE \* Arabic`, "") + field(`PAGE \* ArabicDash`, "") + field(`PAGE \* CardText`, "") + field(`PAGE \* Ordinal`, "") + field(`PAGE \* OrdText`, "") + field(`PAGE \* Hex`, "") + field(`PAGE \* MERGEFORMAT`, "") + field(`PAGE \*`, "")),
			"{PAGE lowerRoman}{PAGE upperLetter}{PAGE lowerLetter}{PAGE decimal}{PAGE numberInDash}{PAGE cardinalText}{PAGE ordinal}{PAGE ordinalText}{PAGE hex}{PAGE }{PAGE }"},
		{p(field(`HYPERLINK \l "muc"`, "a") + text("b") + field(`HYPERLINK "https://example.org" \o "lời"`, "c")), "a→#mucbc→https://example.org#"},
		{p(field(`IF `+`</w:instrText></w:r>`+field("PAGE", "3")+`<w:r><w:instrText> = 1 "x"`, "y")), "y"},
		{p(`<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + text("a")), "a"},
		{p(`<w:r><w:pgNum/></w:r>`), "{PAGE }"},
		{p(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`), "☒"},
		{p(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked w:val="0"/><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`), "☐"},
		{p(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:default w:val="1"/><w:listEntry w:val="a"/><w:listEntry w:val="b"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`), "b"},
		{p(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="0"/><w:default w:val="1"/><w:listEntry w:val="a"/><w:listEntry w:val="b"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`), "a"},
		{p(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="2"/><w:listEntry w:val="a"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`), ""},
		{p(`<w:r><mc:AlternateContent` + mc + `><mc:Choice Requires="wps w14"><w:t>a</w:t></mc:Choice><mc:Fallback><w:t>b</w:t></mc:Fallback></mc:AlternateContent><mc:AlternateContent` + mc + `><mc:Choice Requires="x99"><w:t>c</w:t></mc:Choice><mc:Choice Requires="wpg"><w:t>d</w:t></mc:Choice><mc:Fallback><w:t>e</w:t></mc:Fallback></mc:AlternateContent><mc:AlternateContent` + mc + `><mc:Choice><w:t>f</w:t></mc:Choice><mc:Fallback><w:t>g</w:t></mc:Fallback></mc:AlternateContent></w:r>`), "adg"},
		{p(`<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>` + p(text("hộp")) + `</w:txbxContent></v:textbox></v:rect></w:pict></w:r>`), "@<hộp>"},
		{p(`<w:r><w:ruby><w:rt>` + text("đọc") + `</w:rt><w:rubyBase>` + text("chữ") + `</w:rubyBase></w:ruby></w:r>`), "chữ"},
		{p(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`+text("a")) + p(text("b")) + p(text("c")), "ab, c"},
		{p(`<w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr>`+text("a")) + p(text("b")), "ab"},
		{p(`<w:pPr><w:rPr><w:del/></w:rPr><w:sectPr/></w:pPr>`+text("a")) + p(text("b")), "a, b"},
		{`<w:sdt><w:sdtContent>` + p(text("a")) + `</w:sdtContent></w:sdt><w:ins>` + p(text("b")) + `</w:ins><w:del>` + p(text("c")) + `</w:del><w:customXml>` + p(text("d")) + `</w:customXml>`, "a, b, d"},
		{tbl(row(p(text("a")), p(text("b"))), row(p(text("c"))+p(text("d")))) + p(text("e")), "[a|b / c, d], e"},
		{tbl(row(p(text("a")))) + tbl(row(p(text("b")))) + p(""), "[a / b], "},
		{tbl(row(p(text("a")))) + `<w:tbl><w:tblPr><w:jc w:val="center"/></w:tblPr>` + row(p(text("b"))) + `</w:tbl>` + p(""), "[a], [b], "},
		{tbl(row(p(text("a")))) + p("") + tbl(row(p(text("b")))), "[a], , [b]"},
		{tbl(row(tbl(row(p(text("a"))))+p(""))) + p(""), "[[a], ], "},
		{tbl() + p(text("a")), "a"},
		{tbl(`<w:tr><w:trPr><w:del/></w:trPr><w:tc>`+p(text("a"))+`</w:tc></w:tr>`, row(p(text("b"))), `<w:tr/>`, `<w:sdt><w:sdtContent>`+row(p(text("c")))+`</w:sdtContent></w:sdt>`), "[b / c]"},
		{tbl(`<w:tr><w:sdt><w:sdtContent><w:tc>` + p(text("a")) + `</w:tc></w:sdtContent></w:sdt><w:tc>` + p(text("b")) + `</w:tc></w:tr>`), "[a|b]"},
		{tbl(`<w:tr><w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr>` + p(text("a")) + `</w:tc><w:tc><w:tcPr><w:hMerge/></w:tcPr>` + p(text("b")) + `</w:tc><w:tc>` + p(text("c")) + `</w:tc></w:tr>`), "[a|c]"},
		{tbl(`<w:tr><w:tc><w:tcPr><w:hMerge/></w:tcPr>` + p(text("a")) + `</w:tc></w:tr>`), "[a]"},
		{tbl(row(p(text("a"))), `<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:bookmarkStart w:name="x"/><w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r></w:p></w:tc></w:tr>`), "[a]"},
		{tbl(row(p(text("a"))), `<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>`+text("b")+`</w:p></w:tc></w:tr>`), "[a / b]"},
		{tbl(row(p(text("a"))), `<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r></w:p></w:tc></w:tr>`), "[a / b]"},
		{tbl(row(p(text("a"))), `<w:tr><w:tc><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r></w:p></w:tc></w:tr>`), "[a / b]"},
	} {
		f := opened(t, c.xml, map[string]string{"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="web" Type="` + relation + `hyperlink" Target="https://example.org/" TargetMode="External"/><Relationship Id="nha" Type="` + relation + `image" Target="a.png"/></Relationships>`})
		if got := shownBlocks(f.Body.Blocks); got != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.xml, got, c.want)
		}
	}
	deep := strings.Repeat(`<w:tbl><w:tr><w:tc>`, MaxNesting+1) + `<w:p/>` + strings.Repeat(`</w:tc></w:tr></w:tbl>`, MaxNesting+1)
	if _, err := Open(wordOf(t, deep, nil)); err == nil || !strings.Contains(err.Error(), fmt.Sprint(MaxNesting)) {
		t.Errorf("tables without end: %v", err)
	}
	if f := opened(t, strings.Repeat(`<w:tbl><w:tr><w:tc>`, MaxNesting)+`<w:p/>`+strings.Repeat(`</w:tc></w:tr></w:tbl>`, MaxNesting), nil); f.Paras != 1 {
		t.Errorf("%d paragraphs", f.Paras)
	}
}

// TestSettings: what word/settings.xml says, and what holds where it is silent (ECMA-376-1 17.15).
func TestSettings(t *testing.T) {
	const tw = unit.Twip
	plain := Settings{DefaultTab: 720 * tw, Mode: 12, DocumentFootnotes: NoteNumbers{"decimal", 1, "continuous"}, DocumentEndnotes: NoteNumbers{"lowerRoman", 1, "continuous"}}
	with := func(change func(s *Settings)) Settings { s := plain; change(&s); return s }
	for xml, want := range map[string]Settings{
		``:                                plain,
		`<w:defaultTabStop w:val="500"/>`: with(func(s *Settings) { s.DefaultTab = 500 * tw }), `<w:defaultTabStop w:val="0"/>`: plain, `<w:defaultTabStop w:val="5"/>`: with(func(s *Settings) { s.DefaultTab = unit.Pt }),
		`<w:evenAndOddHeaders/><w:mirrorMargins/>`: with(func(s *Settings) { s.EvenOdd, s.Mirror = true, true }), `<w:evenAndOddHeaders w:val="0"/>`: plain,
		`<w:compat><w:doNotUseHTMLParagraphAutoSpacing/><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" w:val="15"/><w:compatSetting w:name="x" w:val="9"/></w:compat>`: with(func(s *Settings) { s.AddsSpacing, s.Ragged, s.Mode = true, true, 15 }),
		`<w:footnotePr><w:numFmt w:val="upperRoman"/><w:numStart w:val="4"/></w:footnotePr><w:endnotePr><w:numRestart w:val="eachSect"/></w:endnotePr>`: with(func(s *Settings) {
			s.DocumentFootnotes, s.DocumentEndnotes = NoteNumbers{"upperRoman", 4, "continuous"}, NoteNumbers{"lowerRoman", 1, "eachSect"}
		}),
		`<w:footnotePr><w:numStart w:val="-4"/></w:footnotePr>`: with(func(s *Settings) { s.DocumentFootnotes.Start = 0 }),
	} {
		f := opened(t, `<w:p/>`, beside(map[string]string{"settings": `<w:settings>` + xml + `</w:settings>`}))
		if f.Settings != want {
			t.Errorf("%s:\n%+v\nwant\n%+v", xml, f.Settings, want)
		}
	}
	if f := opened(t, `<w:p/>`, nil); f.Settings != plain {
		t.Errorf("without settings: %+v", f.Settings)
	}
	hyphens := func(xml string) int {
		return len(opened(t, `<w:p/>`, beside(map[string]string{"settings": `<w:settings>` + xml + `</w:settings>`})).Facts.List)
	}
	if hyphens(`<w:autoHyphenation/>`) != 1 || hyphens(`<w:autoHyphenation w:val="0"/>`) != 0 {
		t.Error("words that are not hyphenated are not told")
	}
	if f := opened(t, `<w:p/>`, beside(map[string]string{"settings": `<w:settings><w:autoHyphenation/></w:settings>`,
		"styles": `<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`})); len(f.Facts.List) != 0 {
		t.Errorf("Vietnamese is not hyphenated, and yet: %v", f.Facts.List)
	}
}

// TestNotes: notes are found by kind and number, their paragraphs counted behind those of the body;
// separators are no notes.
func TestNotes(t *testing.T) {
	note := func(kind, id, typ, text string) string {
		if typ != "" {
			typ = ` w:type="` + typ + `"`
		}
		return `<w:` + kind + ` w:id="` + id + `"` + typ + `><w:p><w:r><w:` + kind + `Ref/><w:t>` + text + `</w:t></w:r></w:p></w:` + kind + `>`
	}
	f := opened(t, `<w:p/><w:p/>`, beside(map[string]string{
		"footnotes": `<w:footnotes>` + note("footnote", "-1", "separator", "gạch") + note("footnote", "0", "continuationSeparator", "gạch dài") + note("footnote", "1", "", "một") + note("footnote", "2", "normal", "hai") + `</w:footnotes>`,
		"endnotes":  `<w:endnotes>` + note("endnote", "-1", "separator", "gạch cuối") + note("endnote", "1", "", "ba") + `</w:endnotes>`,
	}))
	for key, want := range map[NoteKey]string{{false, 1}: "một 5", {false, 2}: "hai 6", {true, 1}: "ba 8"} {
		n := f.Notes[key]
		if n == nil {
			t.Errorf("no note %v", key)
			continue
		}
		p := n.Blocks[0].(*Paragraph)
		if got := fmt.Sprint(p.Content[1].Text, " ", f.ParaNumber(p)); got != want || n.End != key.End || p.Content[0].Kind != InNoteSign || p.Content[0].Id != key.Id || (p.Content[0].Text == "end") != key.End || n.Paras[0] != n.Paras[1] {
			t.Errorf("%v: %s, want %s; %+v", key, got, want, n)
		}
	}
	if len(f.Notes) != 3 || shownBlocks(f.Separator) != "gạch" || f.Paras != 2 || f.NoteParas != 4 {
		t.Errorf("%d notes, separator %q, %d and %d paragraphs", len(f.Notes), shownBlocks(f.Separator), f.Paras, f.NoteParas)
	}
	if n := f.ParaNumber(f.Body.Blocks[1].(*Paragraph)); n != 2 {
		t.Errorf("the second paragraph has number %d", n)
	}
}

// TestBorders: which of two wins, and how wide their lines are (ECMA-376-1 17.4.66, 17.18.2).
func TestBorders(t *testing.T) {
	const pt = unit.Pt
	line := func(style string, width unit.Length, color item.Color) Border {
		return Border{Style: style, Width: width, Color: color}
	}
	for _, c := range []struct{ a, b, want Border }{
		{Border{}, line("single", pt, 0), line("single", pt, 0)}, {line("single", pt, 0), Border{}, line("single", pt, 0)}, {line("single", pt, 0), line("nil", 9*pt, 0), line("single", pt, 0)}, {line("none", 9*pt, 0), line("single", pt, 0), line("single", pt, 0)},
		{line("single", 2*pt, 1), line("single", pt, 0), line("single", 2*pt, 1)}, {line("single", pt, 1), line("single", 2*pt, 0), line("single", 2*pt, 0)}, {line("single", 2*pt, 0), line("double", pt, 0), line("double", pt, 0)},
		{line("triple", pt, 0), line("single", 4*pt, 0), line("triple", pt, 0)}, {line("single", pt, 0xFFFFFF), line("single", pt, 0x808080), line("single", pt, 0x808080)}, {line("single", pt, 0x00FF00), line("single", pt, 0xFF0000), line("single", pt, 0xFF0000)},
		{line("single", pt, 0xFF0000), line("single", pt, 0x0000FF), line("single", pt, 0xFF0000)}, {line("nil", 0, 0), line("none", 0, 0), line("nil", 0, 0)},
	} {
		if got := Stronger(c.a, c.b); got != c.want {
			t.Errorf("%v against %v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
	for style, want := range map[string]string{ // bands of a width of 4 pt, from the text outwards
		"single": "[4.00]", "double": "[4.00 4.00 4.00]", "doubleWave": "[4.00 4.00 4.00]", "triple": "[4.00 4.00 4.00 4.00 4.00]", "thinThickSmallGap": "[0.75 0.75 4.00]", "thickThinSmallGap": "[4.00 0.75 0.75]", "thinThickThinSmallGap": "[0.75 0.75 4.00 0.75 0.75]",
		"thinThickMediumGap": "[2.00 2.00 4.00]", "thickThinMediumGap": "[4.00 2.00 2.00]", "thinThickThinMediumGap": "[2.00 2.00 4.00 2.00 2.00]", "thinThickLargeGap": "[0.75 4.00 1.50]", "thickThinLargeGap": "[1.50 4.00 0.75]", "thinThickThinLargeGap": "[0.75 4.00 1.50 4.00 0.75]",
	} {
		if got := fmt.Sprint(line(style, 4*pt, 0).Bands()); got != want {
			t.Errorf("%s: %s, want %s", style, got, want)
		}
	}
}

// TestFrames: where frames and floating tables stand (ECMA-376-1 17.3.1.11, 17.4.57).
func TestFrames(t *testing.T) {
	const tw = unit.Twip
	for attrs, want := range map[string]Framing{
		``: {Wraps: true, Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}},
		`w:w="100" w:h="200" w:hRule="exact" w:hSpace="10" w:vSpace="20"`:   {Wraps: true, Width: 100 * tw, Height: 200 * tw, Exact: true, HSpace: 10 * tw, VSpace: 20 * tw, Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}},
		`w:w="-1" w:h="-1" w:hRule="atLeast" w:hSpace="-1" w:vSpace="-1"`:   {Wraps: true, Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}},
		`w:hAnchor="page" w:x="100" w:vAnchor="margin" w:y="200"`:           {Wraps: true, Horz: Axis{From: "page", Offset: 100 * tw}, Vert: Axis{From: "margin", Offset: 200 * tw}},
		`w:hAnchor="text" w:xAlign="right" w:vAnchor="text" w:yAlign="top"`: {Wraps: true, Horz: Axis{From: "column", Align: "right"}, Vert: Axis{From: "paragraph", Align: "top"}},
		`w:hAnchor="x" w:vAnchor="x" w:yAlign="inline" w:y="5"`:             {Wraps: true, Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}},
		`w:y="5"`:            {Wraps: true, Horz: Axis{From: "column"}, Vert: Axis{From: "margin", Offset: 5 * tw}},
		`w:wrap="notBeside"`: {Wraps: true, Sides: NoSide, Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}}, `w:wrap="none"`: {Wraps: true, Sides: NoSide, Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}},
		`w:wrap="through"`: {Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}}, `w:dropCap="drop" w:lines="3"`: {Wraps: true, DropCap: "drop", Lines: 3, Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}},
		`w:dropCap="margin" w:lines="99"`: {Wraps: true, DropCap: "margin", Lines: 10, Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}}, `w:dropCap="none" w:lines="3"`: {Wraps: true, Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}},
	} {
		f := opened(t, `<w:p><w:pPr><w:framePr `+attrs+`/></w:pPr></w:p>`, nil)
		if got := f.Styles.Paragraph(&firstParagraph(t, f).Props, nil).Frame; got == nil || *got != want {
			t.Errorf("%s:\n%+v\nwant\n%+v", attrs, got, want)
		}
	}
	for attrs, want := range map[string]*tableFloat{
		``: nil, `w:vertAnchor="page"`: nil, `w:tblpX="0" w:tblpY="0"`: nil,
		`w:vertAnchor="text"`:                              {Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}},
		`w:horzAnchor="page"`:                              {Horz: Axis{From: "page"}, Vert: Axis{From: "paragraph"}},
		`w:tblpX="101" w:tblpY="-100" w:vertAnchor="page"`: {Horz: Axis{From: "column", Offset: 100 * tw}, Vert: Axis{From: "page", Offset: -100 * tw}},
		`w:tblpXSpec="center" w:tblpYSpec="bottom" w:topFromText="10" w:leftFromText="20" w:bottomFromText="30" w:rightFromText="-40"`: {Horz: Axis{From: "column", Align: "center"}, Vert: Axis{From: "margin", Align: "bottom"}, Around: [4]unit.Length{Top: 10 * tw, Left: 20 * tw, Bottom: 30 * tw}},
		`w:tblpYSpec="inline" w:tblpX="1"`: {Horz: Axis{From: "column"}, Vert: Axis{From: "paragraph"}},
	} {
		f := opened(t, `<w:tbl><w:tblPr><w:tblpPr `+attrs+`/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>`, nil)
		got := f.Body.Blocks[0].(*Table).Props.Float
		if (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("%s:\n%+v\nwant\n%+v", attrs, got, want)
		}
	}
	for overlap, want := range map[string]bool{"never": true, "overlap": false} {
		f := opened(t, `<w:tbl><w:tblPr><w:tblpPr w:tblpX="5"/><w:tblOverlap w:val="`+overlap+`"/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>`, nil)
		if got := f.Body.Blocks[0].(*Table).Props.Float.Apart; got != want {
			t.Errorf("overlap %s: %v", overlap, got)
		}
	}
}
