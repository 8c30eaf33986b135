//go:build fidelity

package fidelity

import "fmt"

// framed is a paragraph in a frame (w:framePr).
func framed(attrs, text string) string {
	return p(`<w:framePr `+attrs+`/>`, r("", text))
}

// afloat is a small table that floats (w:tblpPr), with n rows.
func afloat(attrs string, rows int) string {
	grid := []int{1200, 2400}
	var all []string
	for i := range rows {
		all = append(all, tr("", cells(grid, fmt.Sprint(i+1), "Đơn vị "+fmt.Sprint(i+1))...))
	}
	return tbl(`<w:tblpPr `+attrs+`/><w:tblStyle w:val="TableGrid"/><w:tblW w:w="3600" w:type="dxa"/><w:tblLook w:val="04A0"/>`, grid, all...)
}

// ownDropCap is why drop caps differ.
const ownDropCap = "LibreOffice makes a drop cap of its own of the frame and sizes the letter anew, its ink from the top of the first line to the foot of the last; in the file it is a frame whose letter has the size that Word gave it (ECMA-376-1 17.3.1.11). As many lines stand beside it in both"

// textBoxType defines the type of VML text boxes, as Word does where the first one stands.
const textBoxType = `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`

const pageNumberFrame = `<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="%s" w:y="1"/>`

// floatFeatures are frames, floating tables and text beside them and beside drawings.
var floatFeatures = []feature{
	{name: "frame-page-number", body: body(20, "") + a4(refHead), parts: map[string]string{"header1.xml": p(fmt.Sprintf(pageNumberFrame, "center"), field("PAGE", "1")) + say(`<w:pStyle w:val="Header"/>`, "")}},
	{name: "frame-page-number-right", body: body(20, "") + a4(refFoot), parts: map[string]string{"footer1.xml": p(fmt.Sprintf(pageNumberFrame, "right"), field("PAGE", "1")) + say(`<w:ind w:right="360"/>`, "Chân trang")}},
	{name: "frame-left", body: body(1, "") + framed(`w:w="2800" w:hSpace="180" w:wrap="around" w:vAnchor="text" w:hAnchor="text" w:y="100"`, "Nơi nhận: các sở, ban, ngành; Ủy ban nhân dân các xã, phường; lưu văn thư.") + body(5, "")},
	{name: "frame-page", body: body(1, "") + framed(`w:w="2400" w:h="1400" w:hRule="exact" w:hSpace="180" w:vSpace="180" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="5000" w:y="4000"`, "Khung đặt theo trang") + body(8, "")},
	{name: "frame-drop-cap", body: p(`<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/><w:spacing w:line="897" w:lineRule="exact"/>`, r(`<w:position w:val="-9"/><w:sz w:val="116"/>`, "Ủ")) + body(4, ""),
		word: ownDropCap},
	{name: "frame-two", body: framed(`w:w="3000" w:hSpace="142" w:wrap="around" w:vAnchor="text" w:hAnchor="text" w:y="1"`, "Khung thứ nhất") + framed(`w:w="3000" w:hSpace="142" w:wrap="around" w:vAnchor="text" w:hAnchor="text" w:y="1"`, "cùng một khung") + body(4, "")},
	{name: "float-table-right", body: body(1, "") + afloat(`w:leftFromText="180" w:rightFromText="180" w:vertAnchor="text" w:tblpXSpec="right" w:tblpY="60"`, 4) + body(5, "")},
	{name: "float-table-left", body: body(1, "") + afloat(`w:leftFromText="180" w:rightFromText="180" w:vertAnchor="text" w:horzAnchor="margin" w:tblpY="1"`, 4) + body(5, "")},
	{name: "float-table-page", body: body(1, "") + afloat(`w:leftFromText="180" w:rightFromText="180" w:vertAnchor="page" w:horzAnchor="page" w:tblpX="6000" w:tblpY="4500"`, 4) + body(8, ""),
		word: "LibreOffice puts text into the strip of 55 pt at the right of the table; Word begins a line beside something that floats only where it has an inch, whatever stands in it (40 cases measured in PDFs by Word, github.com/yukiyokotani/office-open-xml-viewer/pull/696)"},
	{name: "float-table-margin", body: body(1, "") + afloat(`w:leftFromText="180" w:rightFromText="180" w:vertAnchor="margin" w:horzAnchor="margin" w:tblpX="1" w:tblpYSpec="bottom"`, 4) + body(14, "")},
	{name: "float-table-page-end", body: body(15, "") + afloat(`w:leftFromText="180" w:rightFromText="142" w:vertAnchor="text" w:horzAnchor="margin" w:tblpY="1"`, 12) + body(5, "")},
	{name: "float-table-two", body: body(1, "") + afloat(`w:leftFromText="0" w:rightFromText="142" w:vertAnchor="text" w:horzAnchor="margin" w:tblpY="1"`, 3) + p("") + body(1, "") + afloat(`w:leftFromText="180" w:rightFromText="0" w:vertAnchor="text" w:horzAnchor="margin" w:tblpXSpec="right" w:tblpY="1"`, 3) + body(3, "")},
	{name: "float-table-not", body: body(1, "") + afloat(`w:vertAnchor="page"`, 3) + body(2, ""),
		word: "Word takes no notice of w:tblpPr that says no more than here ([MS-OI29500] 2.1.162 b); LibreOffice puts the table at the top of the page"},
	{name: "float-table-wide", body: body(1, "") + tbl(`<w:tblpPr w:leftFromText="180" w:rightFromText="180" w:vertAnchor="text" w:horzAnchor="text" w:tblpY="100"/>`+gridded(""), three, tr("", cells(three, "1", "Nội dung", "Ghi chú")...), tr("", cells(three, "2", "Nội dung", "Ghi chú")...)) + body(4, ""),
		word: "LibreOffice makes a table that is as wide as the text an ordinary one: it drops the distance from the text (w:tblpY) and where the text of its cells begins (ECMA-376-1 17.4.57)"},
	{name: "wrap-both-sides", body: body(1, "") + p(both, floating(square, [2]int{55, 4}, [2]int{45, 30}, blip("rwide", 45, 30, "")), r("", prose(0, 9))) + body(3, "")},
	{name: "wrap-largest", body: p(both, floating(`<wp:wrapSquare wrapText="largest"/>`, [2]int{40, 4}, [2]int{40, 30}, blip("rwide", 40, 30, "")), r("", prose(0, 9))) + body(2, "")},
	{name: "wrap-left", body: p(both, floating(`<wp:wrapSquare wrapText="left"/>`, [2]int{70, 4}, [2]int{40, 30}, blip("rwide", 40, 30, "")), r("", prose(0, 9))) + body(2, "")},
	{name: "wrap-page", body: p(both, x(anchored(square, [2]string{"page", "page"}, [2]int{30, 60}, [2]int{60, 40}, blip("rwide", 60, 40, ""))), r("", prose(0, 4))) + body(8, "")},
	{name: "wrap-page-end", body: body(15, "") + p(both, floating(square, [2]int{0, 10}, [2]int{60, 50}, blip("rwide", 60, 50, "")), r("", prose(0, 9))) + body(3, "")},
	{name: "wrap-over-page", body: body(13, "") + p(both, floating(square, [2]int{100, 4}, [2]int{55, 30}, blip("rwide", 55, 30, "")), r("", prose(0, 24))) + body(2, "")},
	{name: "wrap-list", body: p("", floating(square, [2]int{0, 4}, [2]int{60, 60}, blip("rwide", 60, 60, ""))) + body(2, `<w:ind w:left="720" w:hanging="360"/>`) + body(3, `<w:ind w:firstLine="567"/>`)},
	{name: "wrap-box-vml", body: body(1, "") + p(both, x(`<w:pict><v:shape type="#_x0000_t202" style="position:absolute;margin-left:300pt;margin-top:5pt;width:150pt;height:70pt;z-index:1" strokeweight=".75pt"><v:textbox><w:txbxContent>`+boxText+`</w:txbxContent></v:textbox><w10:wrap type="square"/></v:shape></w:pict>`), r("", prose(0, 9))) + body(2, "")},
	{name: "wrap-box-vml-typed", body: body(1, "") + p(both, x(`<w:pict>`+textBoxType+`<v:shape id="_x0000_s1026" type="#_x0000_t202" style="position:absolute;margin-left:300pt;margin-top:5pt;width:150pt;height:70pt;z-index:1" strokeweight=".75pt"><v:textbox><w:txbxContent>`+boxText+`</w:txbxContent></v:textbox><w10:wrap type="square"/></v:shape></w:pict>`), r("", prose(0, 9))) + body(2, "")},
}
