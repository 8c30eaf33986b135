package check

import (
	"fmt"
	"strings"
	"testing"
)

// boxed is a text box in a drawing at a place of the page, in points; drawn is a line drawn
// from there to the right.
func boxed(x, y, w, h int, content string) string {
	return anchored(x, y, w, h, `<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="`+emu(w)+`" cy="`+emu(h)+`"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr><wps:txbx><w:txbxContent>`+content+`</w:txbxContent></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp>`)
}

func drawn(x, y, w int) string {
	return anchored(x, y, w, 0, `<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="`+emu(w)+`" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>`)
}

func emu(points int) string { return fmt.Sprint(points * 12700) }

func anchored(x, y, w, h int, shape string) string {
	return `<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>` +
		`<wp:positionH relativeFrom="page"><wp:posOffset>` + emu(x) + `</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>` + emu(y) + `</wp:posOffset></wp:positionV>` +
		`<wp:extent cx="` + emu(w) + `" cy="` + emu(h) + `"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="x"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">` + shape + `</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`
}

// inBoxes is the good paper with its head in two text boxes and drawn lines.
func inBoxes() string {
	table := sideBySide(
		piece("center", 24, "b", "ỦY BAN NHÂN DÂN")+piece("center", 24, "b", "TỈNH ĐỒNG NAI")+ruleLine(900, 3571)+piece("center", 26, "", "Số: 05/KH-UBND"),
		piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")+piece("center", 26, "b", "Độc lập - Tự do - Hạnh phúc")+ruleLine(3183, 5500)+piece("center", 26, "i", "Đồng Nai, ngày 05 tháng 02 năm 2026"))
	head := `<w:p>` + boxed(85, 57, 180, 90, piece("center", 24, "b", "ỦY BAN NHÂN DÂN")+piece("center", 24, "b", "TỈNH ĐỒNG NAI")+piece("center", 26, "", " ")+piece("center", 26, "", "Số: 05/KH-UBND")) +
		boxed(265, 57, 270, 90, piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")+piece("center", 26, "b", "Độc lập - Tự do - Hạnh phúc")+piece("center", 26, "", " ")+piece("center", 26, "i", "Đồng Nai, ngày 05 tháng 02 năm 2026")) +
		drawn(152, 88, 46) + drawn(320, 90, 160) + `</w:p>`
	return strings.Replace(good(plainText...), table, head, 1)
}

// TestForeignShapes: papers that other programs and people set otherwise, in good form, have
// no finding that must or should be mended.
func TestForeignShapes(t *testing.T) {
	for name, body := range map[string]string{"a head in text boxes with drawn lines": inBoxes()} {
		r := judge(t, body)
		if r.Kind != "kế hoạch" || Count(r.Findings, Wrong)+Count(r.Findings, Warning) > 0 {
			var b strings.Builder
			r.Paper.Explain(&b)
			t.Errorf("%s, %s:%s\n%s", name, r.Kind, told(r), b.String())
		}
	}
}
