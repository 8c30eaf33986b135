//go:build fidelity

package fidelity

var paragraphFeatures = []feature{
	{name: "align", body: say(`<w:jc w:val="left"/>`, prose(0, 3)) + say(`<w:jc w:val="center"/>`, prose(1, 3)) + say(`<w:jc w:val="right"/>`, prose(2, 3)) + say(both, prose(3, 3)) + say(`<w:jc w:val="start"/>`, prose(0, 2)) + say(`<w:jc w:val="end"/>`, prose(1, 2))},
	{name: "distribute", body: say(`<w:jc w:val="distribute"/>`, prose(0, 3)) + say(`<w:jc w:val="distribute"/>`, "Dòng ngắn")},
	{name: "justify-break", body: p(both, r("", prose(0, 1)), x("<w:br/>"), r("", "ngắn"), x("<w:br/>"), r("", prose(1, 2)))},
	{name: "justify-break-loose", compat: `<w:doNotExpandShiftReturn/>`, body: p(both, r("", prose(0, 1)), x("<w:br/>"), r("", "ngắn thôi"), x("<w:br/>"), r("", prose(1, 2)))},
	{name: "justify-2013", mode: 15, body: body(8, "") + body(4, `<w:ind w:left="2268"/>`),
		word: "in compatibility mode 15 Word presses the spaces of a justified line together to take in one more word; LibreOffice does from 24.2 on"},
	{name: "indents", body: body(2, `<w:ind w:left="567"/>`) + body(2, `<w:ind w:right="1134"/>`) + body(2, `<w:ind w:firstLine="567"/>`) + body(2, `<w:ind w:left="1134" w:hanging="567"/>`) + body(2, `<w:ind w:left="-567" w:right="-567"/>`)},
	{name: "indents-characters", body: body(2, `<w:ind w:leftChars="200" w:left="520" w:firstLineChars="100" w:firstLine="260"/>`)},
	{name: "spacing", body: body(4, `<w:spacing w:before="120" w:after="60"/>`) + body(3, `<w:spacing w:before="240"/>`) + body(3, `<w:spacing w:after="240"/>`)},
	{name: "spacing-contextual", body: body(5, `<w:spacing w:before="120" w:after="120"/><w:contextualSpacing/>`) + p(`<w:pStyle w:val="Heading2"/>`, r("", "Tiêu đề")) + body(2, `<w:spacing w:after="200"/>`)},
	{name: "spacing-auto", body: body(4, `<w:spacing w:before="100" w:beforeAutospacing="1" w:after="100" w:afterAutospacing="1"/>`)},
	{name: "spacing-page-top", body: body(24, `<w:spacing w:before="480"/>`)},
	{name: "spacing-after-break", body: body(2, "") + p("", x(`<w:br w:type="page"/>`)) + body(3, `<w:spacing w:before="480"/>`) + say(`<w:pageBreakBefore/><w:spacing w:before="480"/>`, prose(0, 2))},
	{name: "line-auto", body: body(4, `<w:spacing w:line="276" w:lineRule="auto"/>`) + body(4, `<w:spacing w:line="360" w:lineRule="auto"/>`) + body(3, `<w:spacing w:line="216" w:lineRule="auto"/>`)},
	{name: "line-at-least", body: body(3, `<w:spacing w:line="400" w:lineRule="atLeast"/>`) + body(3, `<w:spacing w:line="200" w:lineRule="atLeast"/>`)},
	{name: "line-exact", body: body(3, `<w:spacing w:line="340" w:lineRule="exact"/>`) + body(3, `<w:spacing w:line="240" w:lineRule="exact"/>`)},
	{name: "line-exact-sizes", body: p(`<w:spacing w:line="360" w:lineRule="exact"/>`, r(`<w:sz w:val="20"/>`, prose(0, 1)+" "), r(`<w:sz w:val="32"/>`, prose(1, 1)))},
	{name: "line-auto-sizes", body: p(`<w:spacing w:line="300" w:lineRule="auto"/>`, r(`<w:sz w:val="20"/>`, prose(0, 1)+" "), r(`<w:sz w:val="40"/>`, "To "), r("", prose(1, 2))) + body(2, ""),
		word: "what a multiple of a line adds stands below the line in Word; LibreOffice puts it above, but for the first line"},
	{name: "line-auto-pages", body: body(36, `<w:spacing w:before="60" w:line="288" w:lineRule="auto"/><w:ind w:firstLine="567"/>`)},
	{name: "empty-paragraphs", body: body(1, "") + p("") + p(`<w:rPr><w:sz w:val="12"/></w:rPr>`) + say("", "sau hai đoạn trống") + p(`<w:spacing w:line="360" w:lineRule="auto"/>`) + body(1, "")},
	{name: "empty-raised", body: say(centred, "TỈNH BÌNH PHƯỚC") + p(centred+raised, r(`<w:vertAlign w:val="superscript"/>`, "____________")) + say("", "sau đoạn trống") + p(raised) + p(`<w:spacing w:line="360" w:lineRule="exact"/>`+centred+raised) + p(centred+`<w:rPr><w:position w:val="10"/></w:rPr>`) + body(1, "")},
	{name: "empty-raised-aligned", body: p(centred+raised) + say("", "sau đoạn trống") + p(both+`<w:rPr><w:vertAlign w:val="subscript"/></w:rPr>`) + p(`<w:spacing w:before="120" w:after="60"/>`+centred+raised) + body(1, ""),
		word: "LibreOffice gives an empty super- or subscript paragraph that is not aligned left no height; vertAlign changes the size and place of letters (ECMA-376-1 17.3.2.42), and every paragraph has a line"},
	{name: "borders", body: body(1, "") + body(2, boxOf("")) + body(1, "") + say(`<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="1" w:color="auto"/></w:pBdr><w:jc w:val="center"/>`, "Độc lập - Tự do - Hạnh phúc") + body(1, "")},
	{name: "borders-between", body: body(3, boxOf(`<w:between w:val="single" w:sz="4" w:space="1" w:color="auto"/>`)) + body(1, ""),
		word: "LibreOffice does not know the border between paragraphs: it closes and opens the box (ECMA-376-1 17.3.1.5)"},
	{name: "borders-indented", body: body(1, boxOf("")+`<w:ind w:left="567" w:right="567"/>`) + body(1, boxOf("")+`<w:ind w:left="1134"/>`) + body(1, "")},
	{name: "shading", body: body(1, "") + body(2, `<w:shd w:val="clear" w:color="auto" w:fill="DEEAF6"/><w:spacing w:after="120"/>`) + body(1, boxOf("")+`<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>`)},
	{name: "keep-next", body: body(13, "") + say("<w:keepNext/>", "Tiêu đề đi với đoạn sau") + say("<w:keepNext/>", "Tiêu đề hai") + body(6, "")},
	{name: "keep-lines", body: body(13, "<w:keepLines/>") + body(6, "<w:keepLines/>")},
	{name: "widow", body: body(40, "<w:widowControl/>")},
	{name: "no-widow", body: body(40, `<w:widowControl w:val="0"/>`)},
	{name: "break-before", body: body(2, "") + say("<w:pageBreakBefore/>", "Phụ lục I") + body(2, "") + say("<w:pageBreakBefore/>", "Phụ lục II")},
	{name: "headings", body: p(`<w:pStyle w:val="Heading1"/>`, r("", "I. TÌNH HÌNH")) + p(`<w:pStyle w:val="Heading2"/>`, r("", "1. Kết quả")) + body(10, "") + p(`<w:pStyle w:val="Heading1"/>`, r("", "II. NHIỆM VỤ")) + p(`<w:pStyle w:val="Heading2"/>`, r("", "1. Chung")) + body(8, "")},
	{name: "grid-lines", body: body(8, "") + sect("", `<w:docGrid w:type="lines" w:linePitch="400"/>`)},
	{name: "grid-lines-spacing", body: body(2, "") + body(2, `<w:spacing w:line="360" w:lineRule="auto"/>`) + body(2, `<w:spacing w:line="480" w:lineRule="atLeast"/>`) + body(2, `<w:spacing w:line="300" w:lineRule="exact"/>`) + body(1, "") +
		sect("", `<w:docGrid w:type="lines" w:linePitch="360"/>`),
		word: "Word takes a least height that is larger than a row of the grid, and an exact height, as they are; LibreOffice takes the row. Multiples as in line-auto-sizes"},
	{name: "grid-default", body: body(8, "") + sect("", `<w:docGrid w:linePitch="360"/>`)},
	{name: "drop-cap", body: p(`<w:framePr w:dropCap="drop" w:lines="2" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/><w:spacing w:line="600" w:lineRule="exact"/><w:textAlignment w:val="baseline"/>`, r(`<w:position w:val="-6"/><w:sz w:val="66"/>`, "T")) + say(both, prose(0, 4)),
		word: ownDropCap},
	{name: "text-frame", body: body(1, "") + p(`<w:framePr w:w="3000" w:hSpace="180" w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"/>`, r("", "Khung chữ bên phải trang giấy")) + body(4, "")},
	{name: "style-spacing", body: p(`<w:pStyle w:val="Sp"/>`, r("", prose(0, 2))) + p(`<w:pStyle w:val="Sp"/>`, r("", prose(2, 2))) + p(`<w:pStyle w:val="Sp"/><w:spacing w:before="0"/>`, r("", prose(4, 2))),
		styles: `<w:style w:type="paragraph" w:styleId="Sp"><w:name w:val="Sp"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="120" w:after="120" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr></w:style>`},
	{name: "word-defaults", body: say("", prose(0, 4)) + say("", prose(3, 4)) + say("", prose(5, 2)),
		styles: `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr></w:style>`},
}

// raised makes the mark of a paragraph a superscript.
const raised = `<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>`

// boxOf is a border around a paragraph.
func boxOf(more string) string {
	side := ` w:val="single" w:sz="8" w:space="4" w:color="auto"/>`
	return `<w:pBdr><w:top` + side + `<w:left` + side + `<w:bottom` + side + `<w:right` + side + more + `</w:pBdr>`
}
