package layout

import (
	"strings"
	"testing"
)

// TestLevelsWithoutList: a level alone (w:ilvl without w:numId) is one of the list of the style
// below, or of the style that is based on; without a list anywhere nothing is numbered.
func TestLevelsWithoutList(t *testing.T) {
	level := func(i, format, text, more string) string {
		return `<w:lvl w:ilvl="` + i + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/>` + more + `<w:suff w:val="space"/><w:lvlText w:val="` + text + `"/></w:lvl>`
	}
	style := func(id, based, props string) string {
		return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + id + `"/><w:basedOn w:val="` + based + `"/><w:pPr>` + props + `</w:pPr></w:style>`
	}
	s := source{
		numbering: `<w:abstractNum w:abstractNumId="0">` + level("0", "decimal", "%1.", "") + level("1", "lowerLetter", "%1%2)", "") + level("2", "lowerRoman", "%3/", "") +
			`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>` +
			`<w:abstractNum w:abstractNumId="1">` + level("0", "decimalZero", "%1", "") + level("1", "upperRoman", "%1.%2", "") + level("2", "lowerLetter", "%1.%2.%3", "<w:isLgl/>") +
			`</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`,
		styles: plainStyles + style("A", "Normal", `<w:numPr><w:numId w:val="1"/></w:numPr>`) + style("B", "A", `<w:numPr><w:ilvl w:val="1"/></w:numPr>`) +
			style("C", "Normal", `<w:numPr><w:ilvl w:val="1"/></w:numPr>`),
		body: paraXML(`<w:pStyle w:val="A"/>`, "một") + paraXML(`<w:pStyle w:val="B"/>`, "hai") + paraXML(`<w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="2"/></w:numPr>`, "ba") +
			paraXML(`<w:pStyle w:val="C"/>`, "bốn") + paraXML(`<w:numPr><w:ilvl w:val="1"/></w:numPr>`, "năm") + paraXML(`<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>`, "sáu") +
			paraXML(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`, "bảy") + paraXML(`<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>`, "tám") +
			paraXML(`<w:numPr><w:ilvl w:val="2"/><w:numId w:val="2"/></w:numPr>`, "chín"),
	}
	var got []string
	for _, w := range texts(&mustLay(t, s).Pages[0]) {
		got = append(got, w.Text)
	}
	// Word: w:isLgl leaves figures with a leading zero as they are.
	const want = "1. một 1a) hai i/ ba bốn năm sáu 01 bảy 01.I tám 01.1.1 chín"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}
