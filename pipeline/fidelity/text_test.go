//go:build fidelity

package fidelity

import "strings"

// looks is a paragraph in which a property is on and off, long enough to break.
func looks(props string) string {
	return body(1, "") + p(both, r("", prose(0, 1)+" "), r(props, prose(1, 2)+" "), r("", prose(3, 1))) + p("", r(props, "Dòng chỉ có kiểu chữ này"))
}

var textFeatures = []feature{
	{name: "plain", body: body(12, "")},
	{name: "bold-italic", body: looks("<w:b/>") + looks("<w:i/>") + looks("<w:b/><w:i/>")},
	{name: "underline", body: looks(`<w:u w:val="single"/>`) + looks(`<w:u w:val="double"/>`) + looks(`<w:u w:val="dotted"/>`) + looks(`<w:u w:val="words"/>`) + looks(`<w:u w:val="wave"/>`)},
	{name: "strike", body: looks("<w:strike/>") + looks("<w:dstrike/>")},
	{name: "caps", body: looks("<w:caps/>")},
	{name: "small-caps", body: looks("<w:smallCaps/>")},
	{name: "super-subscript", body: p(both, r("", "Diện tích 25 km"), r(`<w:vertAlign w:val="superscript"/>`, "2"), r("", ", nước H"), r(`<w:vertAlign w:val="subscript"/>`, "2"), r("", "O. "+prose(0, 3))) + body(2, "")},
	{name: "spacing-wide", body: looks(`<w:spacing w:val="20"/>`)},
	{name: "spacing-narrow", body: looks(`<w:spacing w:val="-10"/>`)},
	{name: "scale", body: looks(`<w:w w:val="90"/>`) + looks(`<w:w w:val="150"/>`)},
	{name: "position", body: looks(`<w:position w:val="6"/>`) + looks(`<w:position w:val="-6"/>`),
		word: "w:position counts in half points (ECMA-376-1 17.3.2.24); LibreOffice raises by whole percents of the line's height, 3.4 pt for 3"},
	{name: "highlight", body: looks(`<w:highlight w:val="yellow"/>`) + looks(`<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>`)},
	{name: "colour", body: looks(`<w:color w:val="C00000"/>`) + looks(`<w:color w:val="4472C4" w:themeColor="accent1"/>`)},
	{name: "hidden", body: p(both, r("", prose(0, 1)+" "), r("<w:vanish/>", "không ai thấy câu này "), r("", prose(1, 2))) + p(`<w:rPr><w:vanish/></w:rPr>`, r("<w:vanish/>", "đoạn ẩn")) + body(2, "")},
	{name: "sizes", body: p(both, r(`<w:sz w:val="20"/>`, prose(0, 1)+" "), r(`<w:sz w:val="36"/>`, "Cỡ chữ mười tám "), r(`<w:sz w:val="27"/>`, prose(1, 2))) + body(2, "")},
	{name: "families", body: looks(`<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>`) + looks(`<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>`)},
	{name: "families-fitted", body: looks(`<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>`) + looks(`<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Cambria"/>`)},
	{name: "theme-fonts", body: looks(`<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>`) + looks(`<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>`)},
	{name: "no-break-space", body: say(both, strings.ReplaceAll(prose(0, 3), "Ủy ban nhân dân", "Ủy\u00a0ban\u00a0nhân\u00a0dân")+" Ngày 15\u00a0tháng\u00a011\u00a0năm\u00a02024. "+prose(4, 2))},
	{name: "no-break-hyphen", body: p(both, r("", "Căn cứ Kế hoạch số 12/KH"), x(`<w:noBreakHyphen/>`), r("", "UBND ngày 02 tháng 01 năm 2024. "+prose(0, 2)+" Kế hoạch số 345/KH"), x(`<w:noBreakHyphen/>`), r("", "UBND. "+prose(3, 2)))},
	{name: "soft-hyphen", body: p(both, r("", strings.Repeat("hợp tác quốc\u00adtế, công\u00adnghệ thông\u00adtin ", 14)), x(`<w:softHyphen/>`), r("", prose(0, 1)))},
	{name: "hyphens", body: say(both, strings.Repeat("Quyết định số 1234/QĐ-UBND-NC, mục A-B-C-D, 10-11-2024, e-mail ", 6)) + say("", "dấu ‐ và ‑ và – và —")},
	{name: "slashes", body: say("", strings.Repeat("Nghị định số 30/2020/NĐ-CP và Thông tư 01/2011/TT-BNV/BCA; ", 8))},
	{name: "signs", body: say("", "Mũi tên → ← ⇒, ô ☐ ☑ ☒, số La Mã Ⅳ Ⅸ, dấu ✓ ✔ • ■ □ ● ○ ★ … “ngoặc” ‘đơn’ § № ≥ ≤ ± × ÷ €") + body(2, "")},
	{name: "symbol-characters", body: p("", r("", "Dấu "), x(`<w:sym w:font="Wingdings" w:char="F0FE"/>`), r("", " đã xong, "), x(`<w:sym w:font="Wingdings" w:char="F0A8"/>`), r("", " chưa xong, "), x(`<w:sym w:font="Symbol" w:char="F0B7"/>`), r("", " chấm.")) + body(2, "")},
	{name: "decomposed", body: say(both, "Tiê\u0301ng Viê\u0323t to\u0302\u0309 ho\u031b\u0323p: Uy\u0309 ban nha\u0302n da\u0302n. "+prose(0, 3))},
	{name: "long-word", body: say("", strings.Repeat("mộttừrấtdàikhôngcókhoảngtrắng", 8)) + body(2, "")},
	{name: "many-spaces", body: say(both, "Nơi    nhận:     "+strings.ReplaceAll(prose(0, 3), " ", "  "))},
	{name: "line-break", body: p("", r("", "ỦY BAN NHÂN DÂN"), x("<w:br/>"), r("", "TỈNH BÌNH PHƯỚC"), x("<w:br/>"), x("<w:br/>"), r("", prose(0, 2))) + p(both, r("", prose(1, 1)), x("<w:br/>"), r("", prose(2, 2)))},
	{name: "toggles", body: p(`<w:pStyle w:val="Heading1"/>`, r("", "Kiểu đậm "), r(`<w:rStyle w:val="Strong"/>`, "đậm hai lần "), r(`<w:b w:val="0"/>`, "tắt đậm "), r("<w:b/>", "bật đậm")) + p("", r(`<w:rStyle w:val="Strong"/>`, "Mạnh "), r("", prose(0, 2))),
		word: "a bold character style in a bold paragraph style is not bold (ECMA-376-1 17.7.3); in LibreOffice it is"},
	{name: "style-chain", body: p(`<w:pStyle w:val="Leaf"/>`, r("", prose(0, 3))) + p(`<w:pStyle w:val="Middle"/>`, r(`<w:rStyle w:val="LeafChar"/>`, prose(2, 1)+" "), r("", prose(3, 2))) + p(`<w:pStyle w:val="Missing"/>`, r("", prose(4, 2))),
		styles: `<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="120" w:line="320" w:lineRule="exact"/><w:ind w:firstLine="567"/></w:pPr><w:rPr><w:sz w:val="28"/></w:rPr></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Middle"><w:name w:val="Middle"/><w:basedOn w:val="Base"/><w:pPr><w:jc w:val="both"/></w:pPr><w:rPr><w:i/></w:rPr></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Leaf"><w:name w:val="Leaf"/><w:basedOn w:val="Middle"/><w:link w:val="LeafChar"/><w:pPr><w:ind w:left="567"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
			`<w:style w:type="character" w:styleId="LeafChar"><w:name w:val="Leaf Char"/><w:link w:val="Leaf"/><w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style>`},
	{name: "run-border", body: looks(`<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)},
	{name: "kerning", body: looks(`<w:kern w:val="2"/>`) + p("", r(`<w:kern w:val="2"/>`, "AVATAR Tây To Vụ AV LT “Tư” VÀ, TA. Yv 11")) +
		p(both, r(`<w:kern w:val="2"/>`, strings.ToUpper(prose(0, 3))+" "+strings.ReplaceAll(prose(2, 2), " ", " Tư AV, "))) +
		p(both, r(`<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:kern w:val="2"/><w:b/>`, strings.ToUpper(prose(1, 2))+" "+prose(3, 2)))},
	{name: "tabs-default", body: p("", r("", "Một"), tab, r("", "hai"), tab, tab, r("", "ba"), tab, r("", prose(0, 1))) + body(1, "")},
	{name: "tabs-kinds", body: tabbed("")},
	{name: "tabs-leaders", body: tabbed(` w:leader="dot"`) + tabbed(` w:leader="underscore"`) + tabbed(` w:leader="hyphen"`)},
	{name: "tabs-hanging", body: p(`<w:ind w:left="1134" w:hanging="567"/>`, r("", "1."), tab, r("", prose(0, 3))) + p(`<w:tabs><w:tab w:val="left" w:pos="1701"/></w:tabs><w:ind w:left="1134" w:hanging="1134"/>`, r("", "Kính gửi:"), tab, r("", prose(1, 2)))},
	{name: "tabs-contents", body: contents(14),
		word: "LibreOffice paints nothing behind a tab beyond the right indent, a loss of text; it stands in the file and in Word at the tab (ECMA-376-1 17.3.1.37)", otherText: true},
	{name: "tabs-beyond", body: p(`<w:tabs><w:tab w:val="right" w:pos="9600"/></w:tabs>`, r("", "Trái"), tab, r("", "bên phải lề")) + p(`<w:tabs><w:tab w:val="right" w:pos="9071"/></w:tabs>`, r("", prose(0, 1)), tab, r("", "cuối dòng"))},
	{name: "tabs-full", body: p(`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9073"/></w:tabs>`, r("", "Theo đề nghị của "+strings.Repeat(".", 70)), tab, r("", strings.Repeat(".", 45)+" .")) + p(`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8800"/></w:tabs>`, r("", "Trái"), tab, r("", "bên phải"), tab) + body(1, "")},
	{name: "tabs-position", body: p("", r("", "Trái"), x(`<w:ptab w:relativeTo="margin" w:alignment="center" w:leader="none"/>`), r("", "Giữa"), x(`<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>`), r("", "Phải")) + body(1, "")},
	{name: "page-break", body: body(2, "") + p("", r("", "trước "), x(`<w:br w:type="page"/>`), r("", "sau chỗ ngắt trang "+prose(0, 2))) + p("", x(`<w:br w:type="page"/>`)) + body(2, "")},
	{name: "rendered-break", body: p("", r("", prose(0, 2)), x(`<w:lastRenderedPageBreak/>`), r("", prose(2, 2)))},
}

// tabbed is a list of lines with all kinds of tab stops.
func tabbed(leader string) (out string) {
	for _, row := range [][]string{{"Trái", "giữa", "phải", "1.234,5"}, {"Một", "dòng giữa dài", "12", "7,25"}, {"", "x", "dài hơn nữa", "100"}} {
		out += p(`<w:tabs><w:tab w:val="left" w:pos="567"/><w:tab w:val="center" w:pos="3000"`+leader+`/><w:tab w:val="right" w:pos="6000"`+leader+`/><w:tab w:val="decimal" w:pos="8000"`+leader+`/></w:tabs>`,
			tab, r("", row[0]), tab, r("", row[1]), tab, r("", row[2]), tab, r("", row[3]))
	}
	return out
}

// contents is a table of contents of n entries.
func contents(n int) (out string) {
	for i := range n {
		out += p(`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9071"/></w:tabs><w:ind w:right="567"/>`, r("", prose(i, 1)), tab, r("", strings.Repeat("1", 1+i%3)))
	}
	return out
}
