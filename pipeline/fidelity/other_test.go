//go:build fidelity

package fidelity

import "strings"

var change = ` w:id="7" w:author="a" w:date="2024-01-01T00:00:00Z"`

// tracked wraps runs in a tracked change.
func tracked(kind, inner string) string {
	return `<w:` + kind + change + `>` + inner + `</w:` + kind + `>`
}

func deleted(text string) string {
	return tracked("del", `<w:r><w:delText xml:space="preserve">`+text+`</w:delText></w:r>`)
}

func control(props, content string) string {
	return `<w:sdt><w:sdtPr><w:id w:val="1"/>` + props + `</w:sdtPr><w:sdtContent>` + content + `</w:sdtContent></w:sdt>`
}

var otherFeatures = []feature{
	{name: "control-block", body: body(1, "") + control("", body(2, "")) + body(1, "")},
	{name: "control-inline", body: p(both, r("", prose(0, 1)+" "), control(`<w:text/>`, r("", "nội dung trong ô")), r("", " "+prose(1, 2))) + p("", control(`<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>`, r("", "☒")), r("", " Đã duyệt"))},
	{name: "control-placeholder", body: p(both, r("", "Số: "), control(`<w:showingPlcHdr/><w:text/>`, r(`<w:color w:val="808080"/>`, "bấm vào đây")), r("", " "+prose(0, 2)))},
	{name: "control-table", body: tbl(gridded(""), three, head(three, ""), control("", tr("", cells(three, "1", "trong ô điều khiển", "x")...)), tr("", cell(1000, "", "2"), control("", cell(5000, "", "ô")), cell(3071, "", "y"))) + p("")},
	{name: "smart-tag", body: p(both, r("", prose(0, 1)+" "), `<w:smartTag w:uri="urn:x" w:element="place">`+r("", "tỉnh Bình Phước")+`</w:smartTag>`, r("", " "+prose(1, 1)), `<w:customXml w:element="x">`+r("", " trong thẻ")+`</w:customXml>`)},
	{name: "tracked-text", body: p(both, r("", prose(0, 1)+" "), deleted("bị xóa "), tracked("ins", r("", "được thêm ")), r("", prose(1, 2)), tracked("moveFrom", r("", " dời đi")), tracked("moveTo", r("", " dời đến"))),
		word: "our own choice, not Word's: tracked changes are shown as accepted; LibreOffice and Word print deleted text too, struck out", otherText: true},
	{name: "tracked-inserted", body: p(both, r("", prose(0, 1)+" "), tracked("ins", r("", "được thêm ")), r("", prose(1, 2))) + p(`<w:rPr><w:ins`+change+`/></w:rPr>`, tracked("ins", r("", prose(2, 2)))) + body(1, "")},
	{name: "tracked-paragraphs", body: p(`<w:rPr><w:del`+change+`/></w:rPr>`, r("", "Đoạn này nối với ")) + say("", "đoạn sau.") + body(1, ""),
		word: "as tracked-text: a deleted paragraph mark, accepted, joins two paragraphs (ECMA-376-1 17.13.5.15)"},
	{name: "tracked-formats", body: p(both+`<w:pPrChange`+change+`><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>`, `<w:r><w:rPr><w:b/><w:rPrChange`+change+`><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>Đổi dạng. </w:t></w:r>`, r("", prose(0, 2)))},
	{name: "comments", body: p(both, `<w:commentRangeStart w:id="0"/>`, r("", prose(0, 2)), `<w:commentRangeEnd w:id="0"/>`, x(`<w:commentReference w:id="0"/>`), r("", " "+prose(2, 1))) + body(1, ""), parts: map[string]string{"comments.xml": `<w:comment w:id="0" w:author="a" w:initials="a">` + say("", "ý kiến") + `</w:comment>`}},
	{name: "bookmarks", body: p(both, `<w:bookmarkStart w:id="0" w:name="muc"/>`, r("", "Mục một"), `<w:bookmarkEnd w:id="0"/>`, r("", " "+prose(0, 1))) + p(both, r("", "xem "), field(`REF muc \h`, "Mục một"), r("", " trang "), field(`PAGEREF muc \h`, "1"), r("", ". "+prose(1, 2)))},
	{name: "hyperlinks", body: p(both, r("", prose(0, 1)+" "), `<w:hyperlink r:id="rlink">`+r(`<w:rStyle w:val="Hyperlink"/>`, "cổng thông tin")+`</w:hyperlink>`, r("", " "+prose(1, 1)+" "), `<w:hyperlink w:anchor="muc">`+r(`<w:rStyle w:val="Hyperlink"/>`, "mục một")+`</w:hyperlink>`, field(`HYPERLINK "https://example.org/"`, " địa chỉ")), links: map[string]string{"rlink": "https://example.org/"}},
	{name: "fields-cached", body: p(both, r("", "Bảng "), field("SEQ Bang", "1"), r("", ", tác giả "), field("AUTHOR", "Nguyễn Văn Mẫu"), r("", ". "+prose(0, 2)))},
	{name: "fields-date", body: p(both, r("", "Ngày "), field(`DATE \@ "dd/MM/yyyy"`, "02/01/2024"), r("", ". "+prose(0, 2))),
		word: "our own choice, not Word's: DATE is shown as stored, so that the same file gives the same pages; LibreOffice puts today in", otherText: true},
	{name: "fields-nested", body: p(both, x(`<w:fldChar w:fldCharType="begin"/>`), x(`<w:instrText> IF </w:instrText>`), field("SEQ a", "1"), x(`<w:instrText> = 1 "x" "y" </w:instrText>`), x(`<w:fldChar w:fldCharType="separate"/>`), r("", "kết quả"), x(`<w:fldChar w:fldCharType="end"/>`), r("", " "+prose(0, 2)))},
	{name: "contents-field", body: p(`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9071"/></w:tabs>`, x(`<w:fldChar w:fldCharType="begin"/>`), x(`<w:instrText> TOC \o "1-2" \h </w:instrText>`), x(`<w:fldChar w:fldCharType="separate"/>`), `<w:hyperlink w:anchor="_Toc1">`+r("", "I. TÌNH HÌNH")+tab+field(`PAGEREF _Toc1 \h`, "1")+`</w:hyperlink>`) + p("", x(`<w:fldChar w:fldCharType="end"/>`)) + p(`<w:pStyle w:val="Heading1"/>`, `<w:bookmarkStart w:id="1" w:name="_Toc1"/>`, r("", "I. TÌNH HÌNH"), `<w:bookmarkEnd w:id="1"/>`) + body(3, "")},
	{name: "proof-marks", body: p(both, `<w:proofErr w:type="spellStart"/>`, r("", "Ủy"), r("<w:lang w:val=\"vi-VN\"/>", " ban nhân "), `<w:proofErr w:type="spellEnd"/>`, r("<w:noProof/>", "dân "), r("", prose(1, 3))) + body(1, "")},
	{name: "split-words", body: p(both, strings.Join(split(prose(0, 4)), ""))},
	{name: "empty-document", body: p("")},
	{name: "plan", body: plan(5)},
	{name: "plan-loose", body: strings.ReplaceAll(plan(5), `w:line="276"`, `w:line="340"`),
		word: "LibreOffice keeps multiples of a line in whole percents (141 % for 340/240); the standard counts 240ths (ECMA-376-1 17.3.1.33)"},
	{name: "decision", body: decision},
}

// split cuts a text into runs of three letters.
func split(text string) (runs []string) {
	letters := []rune(text)
	for i := 0; i < len(letters); i += 3 {
		runs = append(runs, r("", string(letters[i:min(i+3, len(letters))])))
	}
	return runs
}

// letterhead is the head of an administrative document with the lines under its names.
var letterhead = tbl(`<w:tblW w:w="9600" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`, []int{4000, 5600}, tr("",
	tc(4000, "", p(centred, r(`<w:sz w:val="26"/>`, "ỦY BAN NHÂN DÂN")), p(centred, r(`<w:b/><w:sz w:val="26"/>`, "TỈNH BÌNH PHƯỚC")), p(centred, r("", "Số:      /KH-UBND"))),
	tc(5600, "", p(centred, r(`<w:b/><w:sz w:val="26"/>`, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")), p(centred, r(`<w:b/><w:sz w:val="28"/>`, "Độc lập - Tự do - Hạnh phúc")), p(centred, r(`<w:i/><w:sz w:val="28"/>`, "Bình Phước, ngày      tháng 01 năm 2024")))))

// plan is a plan of about n pages.
func plan(n int) string {
	var b strings.Builder
	b.WriteString(letterhead + p(`<w:spacing w:before="240"/>`+centred, r(`<w:b/><w:sz w:val="28"/>`, "KẾ HOẠCH")) + p(`<w:spacing w:after="240"/>`+centred, r(`<w:b/><w:sz w:val="28"/>`, "Thực hiện phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2024")))
	text := `<w:spacing w:before="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="720"/>`
	for i := range 4 * n {
		b.WriteString(say(`<w:keepNext/>`+text+both, "Mục về "+prose(i, 1)) + body(2, text))
	}
	return b.String()
}

var decision = letterhead + p(`<w:spacing w:before="240" w:after="240"/>`+centred, r("<w:b/>", "QUYẾT ĐỊNH")) +
	body(4, `<w:spacing w:before="60" w:after="60"/><w:ind w:firstLine="720"/>`) +
	tbl(gridded(""), four, append([]string{head(four, "<w:tblHeader/>")}, rows(20, four, "<w:cantSplit/>")...)...) +
	body(3, `<w:spacing w:before="60" w:after="60"/><w:ind w:firstLine="720"/>`)
