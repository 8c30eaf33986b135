//go:build fidelity

package fidelity

import (
	"fmt"
	"strings"
)

// emu is a millimetre.
const emu = 36000

// blip is a picture of w × h mm.
func blip(id string, w, h int, crop string) string {
	return fmt.Sprintf(`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Hình"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="%s"/>%s<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[3]d" cy="%[4]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>`, id, crop, w*emu, h*emu)
}

// inline is a run with a picture of w × h mm.
func inline(id string, w, h int) string {
	return x(fmt.Sprintf(`<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="1" name="Hình 1" descr="Sơ đồ"/>%s</wp:inline></w:drawing>`, w*emu, h*emu, blip(id, w, h, "")))
}

// floating is a run with an anchored graphic of w × h mm at a place in mm from column and
// paragraph.
func floating(wrap string, at, size [2]int, graphic string) string {
	return x(anchored(wrap, [2]string{"column", "paragraph"}, at, size, graphic))
}

func anchored(wrap string, from [2]string, at, size [2]int, graphic string) string {
	behind := 0
	if wrap == "behind" {
		wrap, behind = "<wp:wrapNone/>", 1
	}
	return fmt.Sprintf(`<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="2" behindDoc="%d" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="%s"><wp:posOffset>%d</wp:posOffset></wp:positionH><wp:positionV relativeFrom="%s"><wp:posOffset>%d</wp:posOffset></wp:positionV><wp:extent cx="%d" cy="%d"/><wp:effectExtent l="0" t="0" r="0" b="0"/>%s<wp:docPr id="2" name="Hình 2"/>%s</wp:anchor></w:drawing>`,
		behind, from[0], at[0]*emu, from[1], at[1]*emu, size[0]*emu, size[1]*emu, wrap, graphic)
}

// shape is a DrawingML shape of w × h mm, with blocks in it if it is a text box.
func shape(kind string, w, h int, blocks string) string {
	text := ""
	if blocks != "" {
		text = `<wps:txbx><w:txbxContent>` + blocks + `</w:txbxContent></wps:txbx>`
	}
	return fmt.Sprintf(`<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="%s"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>%s<wps:bodyPr lIns="91440" tIns="45720" rIns="91440" bIns="45720" anchor="t"/></wps:wsp></a:graphicData></a:graphic>`,
		w*emu, h*emu, kind, text)
}

const (
	square    = `<wp:wrapSquare wrapText="bothSides"/>`
	topBottom = `<wp:wrapTopAndBottom/>`
	noWrap    = `<wp:wrapNone/>`
	tight     = `<wp:wrapTight wrapText="bothSides"><wp:wrapPolygon edited="0"><wp:start x="0" y="0"/><wp:lineTo x="0" y="21600"/><wp:lineTo x="21600" y="21600"/><wp:lineTo x="21600" y="0"/><wp:lineTo x="0" y="0"/></wp:wrapPolygon></wp:wrapTight>`
)

// alternate is a drawing with an older form for programs that do not know it.
func alternate(choice, fallback string) string {
	return x(`<mc:AlternateContent><mc:Choice Requires="wps">` + choice + `</mc:Choice><mc:Fallback><w:pict>` + fallback + `</w:pict></mc:Fallback></mc:AlternateContent>`)
}

// vmlBox is a text box in VML, in points.
func vmlBox(style, blocks string) string {
	return `<v:shape type="#_x0000_t202" style="position:absolute;` + style + `" strokeweight=".75pt"><v:textbox><w:txbxContent>` + blocks + `</w:txbxContent></v:textbox></v:shape>`
}

const vmlLine = `<v:line style="position:absolute;z-index:1" from="150pt,2pt" to="300pt,2pt" strokeweight=".75pt"/>`

// watermark is DỰ THẢO across the page, as Word writes it.
const watermark = `<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/></v:shapetype><v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:130pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="DỰ THẢO"/></v:shape></w:pict></w:r>`

var boxText = say("", "Chữ trong khung") + p(`<w:jc w:val="center"/>`, r("<w:b/>", "DỰ THẢO"))

const narrowStrips = "LibreOffice puts text into strips beside a drawing that are narrower than an inch; Word begins a line there only where it has an inch, as beside a table (float-table-page); picture-square-left and wrap-both-sides have room"

var drawingFeatures = []feature{
	{name: "picture-inline", body: body(1, "") + p(`<w:jc w:val="center"/>`, inline("rwide", 60, 30)) + body(1, "") + p(both, r("", prose(0, 1)), inline("rphoto", 12, 16), r("", prose(1, 2)))},
	{name: "picture-kinds", body: p("", inline("rwide", 40, 20), inline("ralpha", 20, 20), inline("rphoto", 24, 32)) + body(2, "")},
	{name: "picture-page-end", body: body(13, "") + p("", inline("rwide", 120, 60)) + body(3, "")},
	{name: "picture-line-spacing", body: p(`<w:spacing w:line="360" w:lineRule="auto"/>`, inline("rwide", 40, 20)) + p(`<w:spacing w:line="400" w:lineRule="atLeast"/>`, inline("rwide", 40, 20)) + body(2, "")},
	{name: "picture-wide", body: body(1, "") + p("", inline("rwide", 200, 100)) + body(1, "")},
	{name: "picture-cell", body: tbl(gridded(""), three, tr("", cell(1000, "", "1"), tc(5000, "", p("", inline("rwide", 60, 30))), tc(3071, "", p("", inline("rphoto", 24, 32))))) + body(1, "")},
	{name: "picture-square", body: body(1, "") + p(both, floating(square, [2]int{100, 2}, [2]int{50, 40}, blip("rwide", 50, 40, "")), r("", prose(0, 8))) + body(2, ""), word: narrowStrips},
	{name: "picture-square-left", body: p(both, floating(square, [2]int{0, 0}, [2]int{40, 30}, blip("rwide", 40, 30, "")), r("", prose(0, 8))) + body(2, "")},
	{name: "picture-tight", body: p(both, floating(tight, [2]int{60, 5}, [2]int{40, 30}, blip("rwide", 40, 30, "")), r("", prose(0, 8))) + body(2, "")},
	{name: "picture-top-bottom", body: body(1, "") + p(both, floating(topBottom, [2]int{30, 8}, [2]int{80, 30}, blip("rwide", 80, 30, "")), r("", prose(0, 4))) + body(2, "")},
	{name: "picture-behind", body: p(both, floating("behind", [2]int{20, 0}, [2]int{80, 30}, blip("ralpha", 80, 30, "")), r("", prose(0, 6))) + body(2, "")},
	{name: "picture-crop", body: p("", x(fmt.Sprintf(`<w:drawing><wp:inline><wp:extent cx="%d" cy="%d"/><wp:docPr id="1" name="Hình"/>%s</wp:inline></w:drawing>`, 40*emu, 30*emu, blip("rwide", 40, 30, `<a:srcRect l="25000" t="10000" r="25000"/>`)))) + body(2, "")},
	{name: "picture-header", body: body(20, "") + a4(refHead), parts: map[string]string{"header1.xml": p("", inline("rwide", 20, 10), r("", " Công an tỉnh"))}},
	{name: "box-drawingml", body: body(1, "") + p(both, alternate(anchored(noWrap, [2]string{"column", "paragraph"}, [2]int{100, 0}, [2]int{40, 18}, shape("rect", 40, 18, boxText)), vmlBox("margin-left:283pt;margin-top:0;width:113pt;height:51pt", boxText)), r("", "Đoạn có khung")) + body(3, "")},
	{name: "box-square", body: p(both, floating(square, [2]int{100, 0}, [2]int{45, 25}, shape("rect", 45, 25, boxText)), r("", prose(0, 8))) + body(1, ""), word: narrowStrips},
	{name: "box-inline", body: p("", x(fmt.Sprintf(`<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="1" name="Khung"/>%s</wp:inline></w:drawing>`, 60*emu, 20*emu, shape("rect", 60, 20, boxText)))) + body(2, "")},
	{name: "box-vml", body: body(1, "") + p(both, x(`<w:pict>`+vmlBox("margin-left:300pt;margin-top:5pt;width:120pt;height:50pt;z-index:1", boxText)+`</w:pict>`), r("", "Đoạn có khung VML")) + body(3, "")},
	{name: "line-drawingml", body: p(`<w:jc w:val="center"/>`, r("<w:b/>", "Độc lập - Tự do - Hạnh phúc")) + p("", floating(noWrap, [2]int{50, 1}, [2]int{60, 0}, shape("line", 60, 0, ""))) + body(3, "")},
	{name: "line-vml", body: p(`<w:jc w:val="center"/>`, r("<w:b/>", "Độc lập - Tự do - Hạnh phúc")) + p("", x(`<w:pict>`+vmlLine+`</w:pict>`)) + body(3, "")},
	{name: "line-alternate", body: p(`<w:jc w:val="center"/>`, r("<w:b/>", "Độc lập - Tự do - Hạnh phúc")) + p("", alternate(anchored(noWrap, [2]string{"column", "paragraph"}, [2]int{50, 1}, [2]int{60, 0}, shape("line", 60, 0, "")), vmlLine)) + body(3, "")},
	{name: "shapes", body: p("", floating(noWrap, [2]int{0, 2}, [2]int{30, 20}, shape("ellipse", 30, 20, "")), floating(noWrap, [2]int{40, 2}, [2]int{30, 20}, shape("roundRect", 30, 20, "")), floating(noWrap, [2]int{80, 2}, [2]int{30, 20}, shape("rightArrow", 30, 20, ""))) + body(4, "")},
	{name: "shape-page", body: p("", x(anchored(noWrap, [2]string{"page", "page"}, [2]int{20, 250}, [2]int{80, 15}, shape("rect", 80, 15, say("", "Ở cuối trang")))), r("", "Đầu trang")) + body(3, "")},
	{name: "watermark", body: body(20, "") + a4(refHead), parts: map[string]string{"header1.xml": p(`<w:pStyle w:val="Header"/>`, strings.TrimSpace(watermark))}, outlined: "DỰ THẢO"},
}
