//go:build fidelity

package fidelity

import (
	"fmt"
	"strings"
)

// level is a w:lvl with an indent that grows by half an inch.
func level(i int, format, text, more string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/>%s<w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="360"/></w:pPr></w:lvl>`,
		i, format, more, text, 720*(i+1))
}

// numbering is a numbering part of one list with number 1 and further instances.
func numbering(levels []string, instances ...string) string {
	out := `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>` + strings.Join(levels, "") + `</w:abstractNum>`
	out += `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	return out + strings.Join(instances, "")
}

// li is an item of a list.
func li(num, lvl int, text string) string {
	return say(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, lvl, num), text)
}

// items are n items of one level.
func items(n, lvl int) (out string) {
	for i := range n {
		out += li(1, lvl, prose(i, 1))
	}
	return out
}

// listOf is a document with a list of one format.
func listOf(name, format, text string, n int) feature {
	return feature{name: name, body: body(1, "") + items(n, 0) + body(1, ""), numbering: numbering([]string{level(0, format, text, "")})}
}

var outlineLevels = []string{level(0, "decimal", "%1.", ""), level(1, "decimal", "%1.%2.", ""), level(2, "lowerLetter", "%3)", "")}

var listFeatures = []feature{
	listOf("list-decimal", "decimal", "%1.", 12),
	listOf("list-roman", "upperRoman", "%1.", 12),
	listOf("list-lower-roman", "lowerRoman", "(%1)", 9),
	listOf("list-letters", "lowerLetter", "%1)", 28),
	listOf("list-upper-letters", "upperLetter", "%1.", 4),
	listOf("list-zero", "decimalZero", "%1.", 11),
	retold(listOf("list-dash", "numberInDash", "%1", 3), "LibreOffice does not know numberInDash and writes plain figures; the standard writes - 1 - (ECMA-376-1 17.18.59)"),
	listOf("list-dash-typed", "decimal", "- %1 -", 3),
	listOf("list-none", "none", "", 3),
	retold(listOf("list-vietnamese", "vietnameseCounting", "%1.", 22), "LibreOffice does not know vietnameseCounting and writes Arabic figures, as in list-decimal; the standard counts in Vietnamese (ECMA-376-1 17.18.59)"),
	listOf("list-ordinal", "ordinal", "%1", 4),
	listOf("list-text-before", "decimal", "Điều %1.", 12),
	{name: "list-levels", body: li(1, 0, prose(0, 2)) + li(1, 1, prose(1, 1)) + li(1, 1, prose(2, 2)) + li(1, 2, prose(3, 1)) + li(1, 2, "hai") + li(1, 1, "ba") + li(1, 0, prose(4, 1)) + li(1, 1, "một") + li(1, 2, "a"), numbering: numbering(outlineLevels)},
	{name: "list-bullets", body: items(3, 0) + items(3, 1) + items(2, 2), numbering: numbering([]string{bullet(0, "Symbol", "\uf0b7"), bullet(1, "Courier New", "o"), bullet(2, "Wingdings", "\uf0a7")}),
		word: "a line with a sign of Symbol is as high as that font makes it, which LibreOffice does not have here (font.SymbolMetrics)"},
	{name: "list-dashes", body: items(6, 0), numbering: numbering([]string{level(0, "bullet", "-", "")})},
	{name: "list-restart", body: items(2, 0) + body(1, "") + li(2, 0, "lại từ một") + li(2, 0, "hai") + li(3, 0, "từ bảy") + li(1, 0, "nối tiếp"),
		numbering: numbering(outlineLevels, `<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
			`<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>`)},
	{name: "list-level-override", body: items(2, 0) + li(2, 0, "khác dạng") + li(2, 0, "khác dạng hai"),
		numbering: numbering(outlineLevels, `<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">`+level(0, "upperLetter", "%1/", "")+`</w:lvlOverride></w:num>`)},
	{name: "list-no-restart", body: li(1, 0, "một") + li(1, 1, "một một") + li(1, 1, "một hai") + li(1, 0, "hai") + li(1, 1, "tiếp tục"), numbering: numbering([]string{level(0, "decimal", "%1.", ""), level(1, "decimal", "%2)", `<w:lvlRestart w:val="0"/>`)}),
		word: "LibreOffice 7.4 does not know w:lvlRestart and begins anew; 0 is never to begin anew (ECMA-376-1 17.9.10)", otherText: true},
	{name: "list-legal", body: li(1, 0, "chương") + li(1, 1, "mục") + li(1, 1, "mục hai"), numbering: numbering([]string{level(0, "upperRoman", "%1.", ""), level(1, "decimal", "%1.%2.", `<w:isLgl/>`)}),
		word: "LibreOffice 7.4 does not know w:isLgl and keeps Roman numbers; all levels of the label are to be decimal (ECMA-376-1 17.9.4)", otherText: true},
	{name: "list-legal-decimal", body: li(1, 0, "chương") + li(1, 1, "mục") + li(1, 1, "mục hai"), numbering: numbering([]string{level(0, "decimal", "%1.", ""), level(1, "decimal", "%1.%2.", `<w:isLgl/>`)})},
	{name: "list-suffix-space", body: items(4, 0), numbering: numbering([]string{level(0, "decimal", "%1.", `<w:suff w:val="space"/>`)})},
	{name: "list-suffix-nothing", body: items(4, 0), numbering: numbering([]string{level(0, "decimal", "%1. ", `<w:suff w:val="nothing"/>`)})},
	{name: "list-right", body: items(12, 0), numbering: numbering([]string{strings.Replace(level(0, "upperRoman", "%1.", ""), `<w:lvlJc w:val="left"/>`, `<w:lvlJc w:val="right"/>`, 1)})},
	{name: "list-wide-label", body: items(3, 0), numbering: numbering([]string{level(0, "decimal", "Nhiệm vụ thứ %1:", "")})},
	{name: "list-tab-stop", body: items(4, 0), numbering: numbering([]string{`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="1440"/></w:tabs><w:ind w:left="0" w:firstLine="567"/></w:pPr></w:lvl>`})},
	{name: "list-first-line", body: items(4, 0), numbering: numbering([]string{`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr></w:lvl>`})},
	{name: "list-direct-indent", body: say(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="0" w:firstLine="567"/>`, prose(0, 2)) + say(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="1701" w:hanging="567"/>`, prose(1, 2)), numbering: numbering(outlineLevels)},
	{name: "list-bold-label", body: items(3, 0) + say(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:sz w:val="36"/></w:rPr>`, "dấu đoạn to"), numbering: numbering([]string{strings.Replace(level(0, "decimal", "%1.", ""), `</w:lvl>`, `<w:rPr><w:b/><w:color w:val="C00000"/></w:rPr></w:lvl>`, 1)})},
	{name: "list-in-style", body: p(`<w:pStyle w:val="Dieu"/>`, r("", prose(0, 1))) + p(`<w:pStyle w:val="Khoan"/>`, r("", prose(1, 2))) + p(`<w:pStyle w:val="Khoan"/>`, r("", prose(2, 2))) + p(`<w:pStyle w:val="Dieu"/>`, r("", "Điều hai")) + p(`<w:pStyle w:val="Khoan"/>`, r("", "khoản")) + p(`<w:pStyle w:val="Khoan"/><w:numPr><w:numId w:val="0"/></w:numPr>`, r("", "không số "+prose(3, 1))),
		styles:    `<w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="Dieu"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Khoan"><w:name w:val="Khoan"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`,
		numbering: numbering([]string{level(0, "decimal", "Điều %1.", `<w:pStyle w:val="Dieu"/>`), level(1, "decimal", "%2.", `<w:pStyle w:val="Khoan"/>`)})},
	{name: "list-in-cells", body: tbl(gridded(""), []int{4535, 4536}, tr("", tc(4535, "", li(1, 0, prose(0, 1)), li(1, 0, "hai")), tc(4536, "", li(1, 0, "ba"), li(1, 1, prose(1, 1))))) + p(""), numbering: numbering(outlineLevels)},
	{name: "list-typed", body: say(both, "a) "+prose(0, 2)) + say(both, "b) "+prose(1, 1)) + say(both, "c) "+prose(2, 1)) + say(both, "d) "+prose(3, 1)) + say(both, "đ) "+prose(4, 1))},
}

// retold marks a list whose labels are other words in Word.
func retold(f feature, why string) feature {
	f.word, f.otherText = why, true
	return f
}

// bullet is a level whose label is a sign of a font.
func bullet(i int, font, sign string) string {
	return strings.Replace(level(i, "bullet", sign, ""), `</w:lvl>`, `<w:rPr><w:rFonts w:ascii="`+font+`" w:hAnsi="`+font+`" w:hint="default"/></w:rPr></w:lvl>`, 1)
}
