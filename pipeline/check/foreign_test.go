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
	for name, body := range map[string]string{
		"a head in text boxes with drawn lines": inBoxes(),
		"an annex with a head of its own":       headedAnnex(plainText...),
		"two bodies that sign side by side":     jointly(),
		"a body that is called phòng, chống": with(piece("center", 24, "b", "ỦY BAN NHÂN DÂN")+piece("center", 24, "b", "TỈNH ĐỒNG NAI"),
			piece("center", 24, "", "UBND TỈNH ĐỒNG NAI")+piece("center", 24, "b", "BAN CHỈ ĐẠO")+piece("center", 24, "b", "PHÒNG, CHỐNG TỘI PHẠM"), "05/KH-UBND", "05/KH-BCĐ", "TM. ỦY BAN NHÂN DÂN", "TM. BAN CHỈ ĐẠO", "KT. CHỦ TỊCH", "KT. TRƯỞNG BAN", "PHÓ CHỦ TỊCH", "PHÓ TRƯỞNG BAN"),
	} {
		r := judge(t, body)
		if r.Kind != "kế hoạch" || Count(r.Findings, Wrong)+Count(r.Findings, Warning) > 0 {
			var b strings.Builder
			r.Paper.Explain(&b)
			t.Errorf("%s, %s:%s\n%s", name, r.Kind, told(r), b.String())
		}
	}
}

// headedAnnex is the good paper with an annex of these lines under a head of its own, as
// decisions set the rules that they issue.
func headedAnnex(text ...string) string {
	more := newPage + sideBySide(piece("center", 24, "b", "ỦY BAN NHÂN DÂN")+piece("center", 24, "b", "TỈNH ĐỒNG NAI")+ruleLine(900, 3571),
		piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")+piece("center", 26, "b", "Độc lập - Tự do - Hạnh phúc")+ruleLine(3183, 5500)) +
		piece("center", 28, "b", "QUY CHẾ") + piece("center", 28, "b", "Hoạt động của Hội đồng") +
		piece("center", 28, "i", "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh)")
	for _, s := range text {
		more += piece("both", 28, "b", s)
	}
	return strings.Replace(said("Ban hành Quy chế kèm theo Kế hoạch này."), "<w:sectPr>", more+"<w:sectPr>", 1)
}

// jointly is the good paper as two ministries sign it.
func jointly() string {
	sign := func(body, name string) string {
		return piece("center", 28, "b", "KT. BỘ TRƯỞNG") + piece("center", 28, "b", body) + piece("center", 28, "b", "THỨ TRƯỞNG") + piece("center", 28, "", " ") + piece("center", 28, "b", name)
	}
	body := with("05/KH-UBND", "05/KHPH-UBND-BTP")
	from := strings.LastIndex(body, "<w:tbl>")
	return body[:from] + sideBySide(sign("BỘ NỘI VỤ", "Trần Văn Mẫu"), sign("BỘ TƯ PHÁP", "Lê Thị Ví Dụ")) + piece("left", 24, "bi", "Nơi nhận:") + piece("left", 22, "", "- Bộ Công an;") + piece("left", 22, "", "- Lưu: VT, NC.") +
		body[from+strings.Index(body[from:], "</w:tbl>")+len("</w:tbl>"):]
}

// TestAnnexInArticles: an annex with a head of its own is a part of the paper, and its articles
// are counted.
func TestAnnexInArticles(t *testing.T) {
	if r := judge(t, headedAnnex("Điều 1. Phạm vi", "1. Một.", "2. Hai.", "Điều 2. Hiệu lực")); len(r.Findings) > 0 {
		t.Errorf("in good form:%s", told(r))
	}
	for rule, text := range map[string][]string{"NUM-ARTICLE": {"Điều 1. Phạm vi", "Điều 3. Hiệu lực"}, "NUM-CLAUSE": {"Điều 1. Phạm vi", "1. Một.", "3. Ba."}, "FORM-ARTICLE": {"Điều 1: Phạm vi"}} {
		if r := judge(t, headedAnnex(text...)); !strings.Contains(told(r), " "+rule+",") {
			t.Errorf("%s is not found:%s", rule, told(r))
		}
	}
	body := headedAnnex("Nội dung.")
	at := strings.LastIndex(body, "CHỦ NGHĨA ")
	if r := judge(t, body[:at]+body[at+len("CHỦ NGHĨA "):]); !strings.Contains(told(r), " MOTTO-TEXT,") {
		t.Errorf("a short name of the state above the annex is not found:%s", told(r))
	}
}
