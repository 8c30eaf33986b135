//go:build fidelity

package fidelity

import (
	"fmt"
	"strings"
)

// makerFeatures are papers as Word and other programs save them: runs cut by marks of the
// spelling check, content controls, form fields, tables of makerContents, tracked moves, papers of
// offices with their letterheads, contracts, forms and minutes.
var makerFeatures = []feature{
	{name: "maker-letterhead", body: officeHead() + cutProse(0, 4) + officeSign()},
	{name: "maker-letterhead-long", body: officeHead() + cutProse(0, 14) + officeSign() + sect(`<w:headerReference w:type="default" r:id="rheader1"/><w:headerReference w:type="first" r:id="rheader2"/>`, "<w:titlePg/>"),
		parts: map[string]string{"header1.xml": p(`<w:pStyle w:val="Header"/><w:jc w:val="center"/>`, field(`PAGE   \* MERGEFORMAT`, "2")), "header2.xml": p(`<w:pStyle w:val="Header"/>`)}},
	{name: "maker-contract", body: contract(), numbering: dieuNumbering, styles: dieuStyles},
	{name: "maker-parties", body: parties()},
	{name: "maker-form-tabs", body: dottedForm()},
	{name: "maker-contents", body: makerContents(), word: "the page numbers of its contents are those of now, as Word's when it brings fields up to date to print; LibreOffice shows the stored ones", otherText: true},
	{name: "maker-captions", body: captions()},
	{name: "maker-controls", body: controls()},
	{name: "maker-form-fields", body: formFields(), word: "LibreOffice draws check boxes of its own; Word's stand as ☐ and ☒ in the line", otherText: true},
	{name: "maker-tracked-moves", body: trackedMoves(),
		word: "tracked changes are shown as accepted; LibreOffice prints deleted text too", otherText: true},
	{name: "maker-web", styles: webStyle, body: webText()},
	{name: "maker-cover", body: cover() + body(6, "")},
	{name: "maker-week", body: week() + sect("", "")},
	{name: "maker-dark-heads", body: darkHeads()},
	{name: "maker-run-borders", body: say("", prose(0, 1)) + p("", r("", "Thường, "), r(runBox, "trong khung"), r("", ", rồi thường. "+prose(1, 2))),
		word: "LibreOffice gives the border room in the line, Word draws it around the letters where they stand"},
	{name: "maker-line-numbers", body: body(14, "") + sect("", `<w:lnNumType w:countBy="5" w:restart="continuous"/>`)},
	{name: "maker-rule", body: say("", prose(0, 2)) + p("", x(`<w:pict><v:rect style="width:0;height:1.5pt" o:hralign="center" o:hrstd="t" o:hr="t" fillcolor="#a0a0a0" stroked="f"/></w:pict>`)) + say("", prose(1, 2))},
	{name: "maker-mark-larger", body: p(`<w:rPr><w:sz w:val="40"/></w:rPr>`, r("", prose(0, 2))) + say("", prose(1, 2)),
		word: "the paragraph mark counts in the height of its line: several programs that measured Word's PDF say so"},
	{name: "maker-chart-organisation", body: say("", prose(0, 2)) + p("", x(organisation())) + body(2, "")},
	{name: "maker-notes-in-cells", body: notesInCells(), parts: map[string]string{"footnotes.xml": noteSeparators +
		`<w:footnote w:id="1">` + p(`<w:pStyle w:val="FootnoteText"/>`, noteSign, r("", " Một. "+prose(0, 1))) + `</w:footnote><w:footnote w:id="2">` + p(`<w:pStyle w:val="FootnoteText"/>`, noteSign, r("", " Hai. "+prose(1, 1))) + `</w:footnote>`}},
}

const noteSign = `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>`

const runBox = `<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>`

const noteSeparators = `<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>` +
	`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`

// cut is a text in two runs with the marks that Word's spelling check leaves between them.
func cut(props, text string) string {
	if at := strings.IndexByte(text[len(text)/2:], ' '); at >= 0 {
		at += len(text) / 2
		return `<w:r w:rsidRPr="00A77B3E"><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + text[:at] + `</w:t></w:r><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>` +
			r(props, text[at:]) + `<w:proofErr w:type="spellEnd"/><w:lastRenderedPageBreak/>`
	}
	return r(props, text)
}

func cutProse(from, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(p(`<w:spacing w:before="120" w:after="120" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="720"/>`+both, cut("", prose(from+i, 1+i%3))))
	}
	return b.String()
}

// officeHead is the head of an official letter, with lines drawn under agency and motto.
func officeHead() string {
	line := func(x int) string {
		return fmt.Sprintf(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="4294967295" distB="4294967295" distL="114300" distR="114300" simplePos="0" relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>%d</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>221615</wp:posOffset></wp:positionV><wp:extent cx="1080000" cy="0"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="1" name="Straight Connector 1"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1080000" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>`, x)
	}
	return tbl(`<w:tblW w:w="9356" w:type="dxa"/><w:tblInd w:w="-142" w:type="dxa"/><w:tblLook w:val="04A0"/>`, []int{3600, 5756},
		tr("", tc(3600, "", say(centred, "SỞ KẾ HOẠCH"), p(centred, r("<w:b/>", "PHÒNG TỔNG HỢP"), line(650000))),
			tc(5756, "", p(centred, r("<w:b/>", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")), p(centred, r(`<w:b/><w:sz w:val="28"/>`, "Độc lập - Tự do - Hạnh phúc"), line(1200000)))),
		tr("", tc(3600, "", say(`<w:spacing w:before="120"/>`+centred, "Số: 45/SKH-TH"), p(`<w:rPr><w:sz w:val="24"/></w:rPr>`+centred, r(`<w:sz w:val="24"/>`, "V/v báo cáo tình hình thực hiện kế hoạch"))),
			tc(5756, "", p(`<w:spacing w:before="120"/>`+centred, r("<w:i/>", "Thành phố Mẫu, ngày 05 tháng 02 năm 2025"))))) +
		p(`<w:spacing w:before="240" w:after="240"/>`+centred, r("", "Kính gửi: Ủy ban nhân dân tỉnh"))
}

func officeSign() string {
	small := `<w:rPr><w:sz w:val="22"/></w:rPr>`
	return p("") + tbl(`<w:tblLook w:val="04A0"/>`, []int{4500, 4500}, tr("",
		tc(4500, "", p(`<w:rPr><w:sz w:val="24"/></w:rPr>`, r(`<w:b/><w:i/><w:sz w:val="24"/>`, "Nơi nhận:")), p(small, r(`<w:sz w:val="22"/>`, "- Như trên;")), p(small, r(`<w:sz w:val="22"/>`, "- Lưu: VT, TH."))),
		tc(4500, "", p(centred, r("<w:b/>", "GIÁM ĐỐC")), p(centred), p(centred), p(centred, r("<w:b/>", "Phạm Văn Mẫu")))))
}

// dieuNumbering numbers Điều through the whole paper, khoản and điểm within it.
const dieuNumbering = `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>` +
	`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Dieu"/><w:suff w:val="space"/><w:lvlText w:val="Điều %1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr><w:rPr><w:b/></w:rPr></w:lvl>` +
	`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Khoan"/><w:lvlText w:val="%2."/><w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="1080"/></w:tabs><w:ind w:left="0" w:firstLine="720"/></w:pPr></w:lvl>` +
	`<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`

const dieuStyles = `<w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="Điều"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="120" w:after="60"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Khoan"><w:name w:val="Khoản"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:spacing w:before="60" w:after="60"/><w:jc w:val="both"/></w:pPr></w:style>`

func contract() string {
	var b strings.Builder
	for i := range 8 {
		b.WriteString(p(`<w:pStyle w:val="Dieu"/>`, cut("", "Phạm vi và đối tượng áp dụng của quy định này")))
		for k := range 3 {
			b.WriteString(p(`<w:pStyle w:val="Khoan"/>`, cut("", prose(i+k, 1+k%2))))
		}
		b.WriteString(p(`<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>`+both, r("", prose(i, 1))))
	}
	return b.String()
}

// parties are the parties of a contract: names and values at tab stops, hanging.
func parties() string {
	var b strings.Builder
	for _, side := range []string{"A", "B"} {
		b.WriteString(p(`<w:spacing w:before="120"/>`, r("<w:b/>", "BÊN "+side+": CÔNG TY TRÁCH NHIỆM HỮU HẠN MẪU "+side)))
		for _, line := range [][2]string{{"Địa chỉ", "12 đường Số 3, phường Thử Nghiệm, thành phố Ví Dụ, tỉnh Giả Định, cạnh chợ Mới và bến xe khách"}, {"Điện thoại", "0123 456 789"}, {"Mã số thuế", "0100000000"}, {"Đại diện", "Ông Nguyễn Văn Mẫu"}} {
			b.WriteString(p(`<w:tabs><w:tab w:val="left" w:pos="1985"/><w:tab w:val="left" w:pos="2268"/></w:tabs><w:ind w:left="2268" w:hanging="2268"/>`, r("", line[0]), tab, r("", ":"), tab, r("", line[1])))
		}
	}
	return b.String() + body(3, "")
}

func dottedForm() string {
	var b strings.Builder
	for _, label := range []string{"Tôi tên là:", "Sinh ngày:", "Thường trú tại:", "Nghề nghiệp:"} {
		b.WriteString(p(`<w:tabs><w:tab w:val="left" w:leader="dot" w:pos="9071"/></w:tabs><w:spacing w:before="60" w:after="60" w:line="312" w:lineRule="auto"/>`, r("", label+" "), tab))
	}
	for range 5 {
		b.WriteString(p(`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9071"/></w:tabs>`, tab))
	}
	return b.String() + p(`<w:tabs><w:tab w:val="center" w:pos="6800"/></w:tabs>`, tab, r("<w:b/>", "NGƯỜI LÀM ĐƠN"))
}

// makerContents is a table of makerContents in a content control, with links that look as its paragraphs.
func makerContents() string {
	var b, text strings.Builder
	b.WriteString(`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>` + say("", "Mục lục"))
	for i := range 12 {
		begin := ""
		if i == 0 {
			begin = x(`<w:fldChar w:fldCharType="begin"/>`) + x(`<w:instrText xml:space="preserve"> TOC \o "1-3" \h \z \u </w:instrText>`) + x(`<w:fldChar w:fldCharType="separate"/>`)
		}
		title := fmt.Sprintf("Phần %d. Kết quả thực hiện các chỉ tiêu, nhiệm vụ được giao trong năm", i+1)
		b.WriteString(p(`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9061"/></w:tabs>`, begin, fmt.Sprintf(`<w:hyperlink w:anchor="_Toc%d" w:history="1">`, i),
			r(`<w:rStyle w:val="Hyperlink"/><w:noProof/>`, title), `<w:r><w:rPr><w:webHidden/></w:rPr><w:tab/></w:r>`, field(fmt.Sprintf(`PAGEREF _Toc%d \h`, i), fmt.Sprint(i/4+1)), `</w:hyperlink>`))
		text.WriteString(p(`<w:pStyle w:val="Heading1"/>`, fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="_Toc%d"/>`, i, i), r("", title), fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, i)) + body(2, ""))
	}
	b.WriteString(p("", x(`<w:fldChar w:fldCharType="end"/>`)) + `</w:sdtContent></w:sdt>`)
	return b.String() + text.String()
}

func captions() string {
	var b strings.Builder
	grid := []int{700, 4371, 2000, 2000}
	for i := range 3 {
		b.WriteString(p(`<w:keepNext/>`+centred, fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="_Ref%d"/>`, i, i), r("<w:i/>", "Bảng "), field(`SEQ Bảng \* ARABIC`, fmt.Sprint(i+1)), fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, i), r("<w:i/>", ". Số liệu tổng hợp")))
		b.WriteString(tbl(gridded(""), grid, tr("<w:tblHeader/>", cells(grid, "TT", "Chỉ tiêu", "Đơn vị", "Kết quả")...), tr("", cells(grid, "1", prose(i, 1), "%", "13,5")...)))
		b.WriteString(p(both, r("", "Theo "), field(fmt.Sprintf(`REF _Ref%d \h`, i), fmt.Sprintf("Bảng %d", i+1)), r("", " thì "+prose(i, 2))))
	}
	return b.String()
}

// controls are content controls in a line, around paragraphs, rows and cells, and other wrappers.
func controls() string {
	control := func(props, inner string) string {
		return `<w:sdt><w:sdtPr>` + props + `</w:sdtPr><w:sdtContent>` + inner + `</w:sdtContent></w:sdt>`
	}
	box := func(on bool, text string) string {
		sign, value := "☐", "0"
		if on {
			sign, value = "☒", "1"
		}
		return control(`<w14:checkbox><w14:checked w14:val="`+value+`"/></w14:checkbox>`, r("", sign)) + r("", " "+text+"   ")
	}
	row := tr("", tc(4500, "", say("", "hàng trong ô điều khiển")), control("", tc(4500, "", say("", "ô trong ô điều khiển"))))
	return p("", box(true, "Có"), box(false, "Không")) + p("", r("", "Ngày: "), control(`<w:date w:fullDate="2025-03-12T00:00:00Z"><w:dateFormat w:val="dd/MM/yyyy"/></w:date>`, r("", "12/03/2025")), r("", " tại "), `<w:smartTag w:uri="u" w:element="place">`+r("", "Thành phố Mẫu")+`</w:smartTag>`, `<w:customXml w:uri="u" w:element="e">`+r("", ", phòng họp số 2.")+`</w:customXml>`) +
		control("<w:text/>", say("", prose(0, 2))) + `<w:customXml w:uri="u" w:element="e">` + say("", prose(1, 1)) + `</w:customXml>` +
		tbl(gridded(""), []int{4500, 4500}, row, control("", row)) + say("", prose(2, 1))
}

func formFields() string {
	form := func(data, code, result string) string {
		return x(`<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="F"/><w:enabled/>`+data+`</w:ffData></w:fldChar>`) + x(`<w:instrText xml:space="preserve"> `+code+` </w:instrText>`) + x(`<w:fldChar w:fldCharType="separate"/>`) + result + x(`<w:fldChar w:fldCharType="end"/>`)
	}
	return p("", r("", "Họ tên: "), form("<w:textInput/>", "FORMTEXT", r("", "Nguyễn Văn Mẫu")), r("", " Loại: "), form(`<w:ddList><w:result w:val="1"/><w:listEntry w:val="Một"/><w:listEntry w:val="Hai"/></w:ddList>`, "FORMDROPDOWN", "")) +
		p("", form(`<w:checkBox><w:sizeAuto/><w:default w:val="1"/></w:checkBox>`, "FORMCHECKBOX", ""), r("", " Đồng ý")) + p("", field("MERGEFIELD Ho_ten", "«Ho_ten»"), r("", " "+prose(0, 2)))
}

func trackedMoves() string {
	by := `w:author="A" w:date="2025-01-01T00:00:00Z"`
	return p("", r("", "Giữ "), `<w:ins w:id="1" `+by+`>`+r("", "được chèn ")+`</w:ins>`, `<w:del w:id="2" `+by+`><w:r><w:delText>bị xóa</w:delText></w:r></w:del>`, r("", "và hết.")) +
		say("", prose(0, 2)) + p("", `<w:moveTo w:id="7" `+by+`>`+r("", "đoạn được chuyển đến đây")+`</w:moveTo>`) + say("", prose(1, 1))
}

const webStyle = `<w:style w:type="paragraph" w:styleId="NormalWeb"><w:name w:val="Normal (Web)"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="100" w:beforeAutospacing="1" w:after="100" w:afterAutospacing="1"/></w:pPr></w:style>`

func webText() string {
	var b strings.Builder
	for i := range 8 {
		b.WriteString(p(`<w:pStyle w:val="NormalWeb"/><w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>`, cut(`<w:color w:val="333333"/>`, prose(i, 2))))
	}
	return b.String()
}

// cover is a page with a coloured band placed by the page, in a content control.
func cover() string {
	band := `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>1500000</wp:posOffset></wp:positionV><wp:extent cx="7560000" cy="2500000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="1" name="Band"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="7560000" cy="2500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>` +
		`<w:sdt><w:sdtPr><w:alias w:val="Title"/><w:text/></w:sdtPr><w:sdtContent>` + p(centred, r(`<w:color w:val="FFFFFF" w:themeColor="background1"/><w:sz w:val="56"/>`, "BÁO CÁO THƯỜNG NIÊN")) + `</w:sdtContent></w:sdt></w:txbxContent></wps:txbx><wps:bodyPr anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>`
	return `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Cover Pages"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>` + p("", band) + p("", x(`<w:br w:type="page"/>`)) + `</w:sdtContent></w:sdt>`
}

// week is the calendar of a week: days merged over morning and afternoon.
func week() string {
	grid := []int{1400, 1000, 4271, 2400}
	rows := []string{tr("<w:tblHeader/>", cells(grid, "Ngày", "Buổi", "Nội dung", "Thành phần")...)}
	for i, day := range []string{"Hai", "Ba", "Tư", "Năm", "Sáu"} {
		for k, half := range []string{"Sáng", "Chiều"} {
			merge := `<w:vMerge/>`
			if k == 0 {
				merge = `<w:vMerge w:val="restart"/>`
			}
			rows = append(rows, tr("", tc(grid[0], merge+`<w:vAlign w:val="center"/>`, p(centred, r("<w:b/>", map[bool]string{true: "Thứ " + day}[k == 0]))), tc(grid[1], "", say("", half)), tc(grid[2], "", say(both, "- 08h00: "+prose(i+k, 1))), tc(grid[3], "", say("", "Lãnh đạo; các phòng"))))
		}
	}
	return tbl(gridded(""), grid, rows...)
}

// darkHeads has heads of automatic colour on dark cells: white in Word.
func darkHeads() string {
	grid := []int{3000, 3000, 3071}
	shade := `<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>`
	return tbl(gridded(""), grid, tr("", tc(grid[0], shade, say("", "Chỉ tiêu")), tc(grid[1], shade, say("", "Đơn vị")), tc(grid[2], shade, say("", "Kết quả"))), tr("", cells(grid, "Một", "%", "12,5")...)) + say("", prose(0, 1))
}

// organisation is a group of boxes and lines, as charts of an organisation are drawn.
func organisation() string {
	shape := func(kind string, x, y, w, h int, text string) string {
		box := ""
		if text != "" {
			box = `<wps:txbx><w:txbxContent>` + p(centred, r(`<w:sz w:val="22"/>`, text)) + `</w:txbxContent></wps:txbx>`
		}
		return fmt.Sprintf(`<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="%s"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="12700"><a:solidFill><a:srgbClr val="1F4E79"/></a:solidFill></a:ln></wps:spPr>%s<wps:bodyPr anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp>`, x, y, w, h, kind, box)
	}
	members := shape("rect", 1700000, 0, 1600000, 400000, "Giám đốc")
	for i := range 3 {
		members += shape("roundRect", i*1750000, 900000, 1500000, 400000, fmt.Sprintf("Phòng %d", i+1)) + shape("straightConnector1", 750000+i*1750000, 400000, 0, 500000, "")
	}
	return `<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5000000" cy="1300000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="1" name="Group"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5000000" cy="1300000"/><a:chOff x="0" y="0"/><a:chExt cx="5000000" cy="1300000"/></a:xfrm></wpg:grpSpPr>` + members + `</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>`
}

func notesInCells() string {
	note := func(id int) string {
		return fmt.Sprintf(`<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, id)
	}
	return body(2, "") + tbl(gridded(""), []int{4500, 4571}, tr("", tc(4500, "", p("", r("", "ô thứ nhất"), note(1))), tc(4571, "", p("", r("", "ô thứ hai"), note(2))))) + body(3, "")
}
