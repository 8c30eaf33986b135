package paper

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// wordFile packs a body into a DOCX whose defaults are Times New Roman 14 pt on A4.
func wordFile(t *testing.T, body string) []byte {
	t.Helper()
	return withFooter(t, body, "")
}

// withFooter is wordFile with paragraphs at the foot of each page.
func withFooter(t *testing.T, body, footer string) []byte {
	t.Helper()
	reference := ""
	if footer != "" {
		reference = `<w:footerReference w:type="default" r:id="r2"/>`
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`},
		{"word/footer1.xml", `<w:ftr ` + ns + `>` + footer + `</w:ftr>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`},
		{"word/styles.xml", `<w:styles ` + ns + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`},
		{"word/document.xml", `<w:document ` + ns + `><w:body>` + body + `<w:sectPr>` + reference + `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567"/></w:sectPr></w:body></w:document>`},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// para is a paragraph; props go into w:pPr, text may hold tabs and breaks of line.
func para(props, text string) string {
	text = strings.NewReplacer("\t", `</w:t><w:tab/><w:t xml:space="preserve">`, "\n", `</w:t><w:br/><w:t xml:space="preserve">`).Replace(text)
	return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

const (
	mid  = `<w:jc w:val="center"/>`
	tab  = `<w:tabs><w:tab w:val="center" w:pos="6300"/></w:tabs>`
	tabs = `<w:tabs><w:tab w:val="center" w:pos="1700"/><w:tab w:val="center" w:pos="6300"/></w:tabs>`
)

func table(left, right string) string {
	cell := func(s string, width int) string {
		return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>`, width, s)
	}
	return `<w:tbl><w:tblGrid><w:gridCol w:w="3400"/><w:gridCol w:w="5700"/></w:tblGrid><w:tr>` + cell(left, 3400) + cell(right, 5700) + `</w:tr></w:tbl>`
}

// heads are the same head and foot, made in ways that look alike.
var heads = map[string][2]string{
	"table": {
		table(para(mid, "UBND TỈNH BÌNH PHƯỚC")+para(mid, "SỞ NỘI VỤ")+para(mid, "Số: 12/TTr-SNV"),
			para(mid, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")+para(mid, "Độc lập - Tự do - Hạnh phúc")+para(mid, "Bình Phước, ngày 05 tháng 02 năm 2024")),
		table(para("", "Nơi nhận:")+para("", "- Như trên;")+para("", "- Lưu: VT, NV."), para(mid, "KT. GIÁM ĐỐC")+para(mid, "PHÓ GIÁM ĐỐC")+para(mid, "")+para(mid, "Trần Thị Ví Dụ")),
	},
	"breaks in cells": {
		table(para(mid, "UBND TỈNH BÌNH PHƯỚC\nSỞ NỘI VỤ\nSố: 12/TTr-SNV"), para(mid, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình Phước, ngày 05 tháng 02 năm 2024")),
		table(para("", "Nơi nhận:\n- Như trên;\n- Lưu: VT, NV."), para(mid, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\nTrần Thị Ví Dụ")),
	},
	"tabs": {
		para(tabs, "\tUBND TỈNH BÌNH PHƯỚC\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para(tabs, "\tSỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc") +
			para(tabs, "\tSố: 12/TTr-SNV\tBình Phước, ngày 05 tháng 02 năm 2024"),
		para(tab, "Nơi nhận:\tKT. GIÁM ĐỐC") + para(tab, "- Như trên;\tPHÓ GIÁM ĐỐC") + para(tab, "- Lưu: VT, NV.") + para(tab, "\tTrần Thị Ví Dụ"),
	},
}

// TestHeadsMadeInSeveralWays: what looks alike is read alike.
func TestHeadsMadeInSeveralWays(t *testing.T) {
	want := map[string]Role{"UBND TỈNH BÌNH PHƯỚC": Superior, "SỞ NỘI VỤ": Issuer, "Số: 12/TTr-SNV": Number,
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": Motto1, "Độc lập - Tự do - Hạnh phúc": Motto2, "Bình Phước, ngày 05 tháng 02 năm 2024": PlaceDate,
		"TỜ TRÌNH": Kind, "Về việc đề nghị khen thưởng": Subject, "Kính gửi: Ủy ban nhân dân tỉnh.": To,
		"I. SỰ CẦN THIẾT": Roman, "1. Cơ sở pháp lý": Clause, "1.1. Luật": SubClause, "a) Điểm thứ nhất;": Point, "- Ý thứ nhất;": Dash, "Kính đề nghị xem xét./.": Text,
		"Nơi nhận:": Recipients, "- Như trên;": Recipient, "- Lưu: VT, NV.": Filed,
		"KT. GIÁM ĐỐC": Power, "PHÓ GIÁM ĐỐC": Power, "Trần Thị Ví Dụ": Signer, "Phụ lục I": Annex, "DANH SÁCH ĐỀ NGHỊ": AnnexTitle, "(Kèm theo Tờ trình số 12/TTr-SNV)": AnnexOf}
	for name, h := range heads {
		t.Run(name, func(t *testing.T) {
			body := h[0] + para(mid, "TỜ TRÌNH") + para(mid, "Về việc đề nghị khen thưởng") + para(mid, "Kính gửi: Ủy ban nhân dân tỉnh.")
			for _, s := range []string{"I. SỰ CẦN THIẾT", "1. Cơ sở pháp lý", "1.1. Luật", "a) Điểm thứ nhất;", "- Ý thứ nhất;", "Kính đề nghị xem xét./."} {
				body += para(`<w:jc w:val="both"/>`, s)
			}
			body += h[1] + para(`<w:pageBreakBefore/>`+mid, "Phụ lục I") + para(mid, "DANH SÁCH ĐỀ NGHỊ") + para(mid, "(Kèm theo Tờ trình số 12/TTr-SNV)")
			p, err := Read(wordFile(t, body), Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]Role{}
			for _, u := range p.Units {
				got[u.Text] = u.Role
			}
			for text, role := range want {
				if got[text] != role {
					t.Errorf("%q is taken for %q, want %q", text, got[text], role)
				}
			}
			if !p.Found || p.Kind.Code != "TTr" || len(p.Units) != len(want) {
				t.Errorf("kind %v %q, %d units of %d", p.Found, p.Kind.Code, len(p.Units), len(want))
			}
		})
	}
}

// TestFlatPath: a drawn shape is a line where it is flat and long enough, from its leftmost to its rightmost point.
func TestFlatPath(t *testing.T) {
	const pt = unit.Pt
	at := func(op byte, points ...item.Point) item.Segment {
		s := item.Segment{Op: op}
		copy(s.P[:], points)
		return s
	}
	for _, c := range []struct {
		path item.Path
		want string // "left right y width", "" for no line
	}{
		{item.Path{Width: pt, Segments: []item.Segment{at('M', item.Point{X: 100 * pt, Y: 50 * pt}), at('L', item.Point{X: 200 * pt, Y: 50 * pt})}}, "100 200 50 1"},
		{item.Path{Segments: []item.Segment{at('M', item.Point{X: 200 * pt, Y: 51 * pt}), at('L', item.Point{X: 100 * pt, Y: 50 * pt}), at('Z')}}, "100 200 50 1"},
		{item.Path{Width: pt, Segments: []item.Segment{at('M', item.Point{X: 100 * pt, Y: 50 * pt}), at('C', item.Point{X: 90 * pt, Y: 50 * pt}, item.Point{X: 300 * pt, Y: 50 * pt}, item.Point{X: 200 * pt, Y: 50 * pt})}}, "90 300 50 1"},
		{item.Path{Width: pt, Segments: []item.Segment{at('M', item.Point{X: 100 * pt, Y: 50 * pt}), at('L', item.Point{X: 200 * pt, Y: 80 * pt})}}, ""},
		{item.Path{Width: pt, Segments: []item.Segment{at('M', item.Point{X: 100 * pt, Y: 50 * pt}), at('L', item.Point{X: 108 * pt, Y: 50 * pt})}}, ""},
		{item.Path{Width: pt, Segments: []item.Segment{at('M', item.Point{X: 100 * pt, Y: 50 * pt})}}, ""},
	} {
		s, ok := flatPath(&c.path)
		got := ""
		if ok {
			got = fmt.Sprintf("%.0f %.0f %.0f %.0f", s.left.Points(), s.right.Points(), s.y.Points(), s.width.Points())
		}
		if got != c.want {
			t.Errorf("%+v: %q, want %q", c.path.Segments, got, c.want)
		}
	}
}

// TestPlaces: a unit is where its letters are painted, also behind a break of line.
func TestPlaces(t *testing.T) {
	p, err := Read(wordFile(t, para("", "Dòng một\nDòng hai")+para(`<w:jc w:val="right"/>`, "Bên phải")), Options{})
	if err != nil || len(p.Units) != 3 {
		t.Fatalf("%v, %d units", err, len(p.Units))
	}
	a, b, c := p.Units[0].At, p.Units[1].At, p.Units[2].At
	if a.Page != 1 || b.Top <= a.Bottom || a.Left != b.Left || c.Left < b.Right || c.Lines != 1 {
		t.Errorf("boxes %+v %+v %+v", a, b, c)
	}
	if p.Units[1].Place != "thân văn bản, đoạn 1" || p.Units[2].Place != "thân văn bản, đoạn 2" {
		t.Errorf("places %q, %q", p.Units[1].Place, p.Units[2].Place)
	}
}

// TestTitleBehindTheSignature: a line of capitals in the middle behind the signer's name is the
// title of an annex, not another name.
func TestTitleBehindTheSignature(t *testing.T) {
	body := table(strong(mid, "UBND TỈNH ĐỒNG NAI")+para(mid, "Số: 5/KH-UBND"), strong(mid, motto)+strong(mid, motto2)+para(mid, "Đồng Nai, ngày 05 tháng 02 năm 2026")) +
		strong(mid, "KẾ HOẠCH") + strong(mid, "Phát động") + para(both, "Nội dung./.") +
		table(para("", "Nơi nhận:")+para("", "- Lưu: VT."), strong(mid, "CHỦ TỊCH")+para(mid, "")+strong(mid, "Lê Văn Mẫu")) +
		strong(mid, "DANH SÁCH KÈM THEO") + para(both, "1. Đơn vị A.")
	p, err := Read(wordFile(t, body), Options{})
	if err != nil {
		t.Fatal(err)
	}
	names := 0
	for i := range p.Units {
		u := &p.Units[i]
		if u.Role == Signer {
			names++
		}
		if u.Text == "DANH SÁCH KÈM THEO" && (u.Role != AnnexTitle || u.Annex != 1) {
			t.Errorf("the title is taken for %s of annex %d", u.Role, u.Annex)
		}
	}
	if names != 1 {
		t.Errorf("%d names of signers, want 1", names)
	}
}
