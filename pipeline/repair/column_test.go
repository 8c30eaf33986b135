package repair

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/check"
	"vanthu/pipeline/paper"
)

// lineOf is a paragraph without form; tabs and breaks are those of Word.
func lineOf(text string) string {
	return `<w:p><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">` +
		strings.NewReplacer("\t", `</w:t><w:tab/><w:t xml:space="preserve">`, "\n", `</w:t><w:br/><w:t xml:space="preserve">`).Replace(text) + `</w:t></w:r></w:p>`
}

func linesOf(texts ...string) string {
	var b strings.Builder
	for _, s := range texts {
		b.WriteString(lineOf(s))
	}
	return b.String()
}

// centredOf are lines each in the middle of the page.
func centredOf(texts ...string) string {
	return strings.ReplaceAll(linesOf(texts...), "<w:p>", `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>`)
}

var (
	planHead = plan[:strings.Index(plan, piece("center", 28, "b", "KẾ HOẠCH"))]
	planTail = plan[strings.LastIndex(plan, "<w:tbl>") : strings.LastIndex(plan, "</w:tbl>")+len("</w:tbl>")]
	gapOf    = strings.Repeat(" ", 30)
)

// loose are heads and signatures as people type them.
var loose = []struct{ name, head, tail string }{
	{"tabs", linesOf("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH ĐỒNG NAI\tĐộc lập - Tự do - Hạnh phúc", "Số: 05/KH-UBND\tĐồng Nai, ngày 05 tháng 02 năm 2026"), ""},
	{"spaces", linesOf("ỦY BAN NHÂN DÂN"+gapOf+"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH ĐỒNG NAI"+gapOf+"Độc lập - Tự do - Hạnh phúc", "Số: 05/KH-UBND"+gapOf+"Đồng Nai, ngày 05 tháng 02 năm 2026"), ""},
	{"one paragraph", lineOf("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH ĐỒNG NAI\tĐộc lập - Tự do - Hạnh phúc\nSố: 05/KH-UBND\tĐồng Nai, ngày 05 tháng 02 năm 2026"), ""},
	{"one below the other", linesOf("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG NAI", "Số: 05/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Đồng Nai, ngày 05 tháng 02 năm 2026"), ""},
	{"one below the other in the middle", centredOf("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG NAI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 05/KH-UBND", "Đồng Nai, ngày 05 tháng 02 năm 2026"), ""},
	{"signature by tabs", "", linesOf("Nơi nhận:\t\t\t\t\t\tTM. ỦY BAN NHÂN DÂN", "- Bộ Công an;\t\t\t\t\t\tKT. CHỦ TỊCH", "- Lưu: VT, NC.\t\t\t\t\t\tPHÓ CHỦ TỊCH", "", "", "\t\t\t\t\t\t\tTrần Thị Ví Dụ")},
	{"signature below the recipients", "", linesOf("Nơi nhận:", "- Bộ Công an;", "- Lưu: VT, NC.") +
		piece("right", 28, "b", "TM. ỦY BAN NHÂN DÂN") + piece("right", 28, "b", "KT. CHỦ TỊCH") + piece("right", 28, "b", "PHÓ CHỦ TỊCH") + linesOf("", "") + piece("right", 28, "b", "Trần Thị Ví Dụ")},
	{"nothing centred", linesOf("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH ĐỒNG NAI\tĐộc lập - Tự do - Hạnh phúc", "Số: 05/KH-UBND\tĐồng Nai, ngày 05 tháng 02 năm 2026"), "title"},
	{"in lines of a drawing", linesOf("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH ĐỒNG NAI\tĐộc lập - Tự do - Hạnh phúc") +
		`<w:p><w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:90pt" from="30pt,2pt" to="120pt,2pt"/></w:pict></w:r></w:p>` + lineOf("Số: 05/KH-UBND\tĐồng Nai, ngày 05 tháng 02 năm 2026"), ""},
}

// TestLooseColumnsBecomeTables: head and signature made of tabs, spaces or loose lines come
// out in a table with drawn lines, the words in their order; mended again they stay.
func TestLooseColumnsBecomeTables(t *testing.T) {
	opts := Options{Check: office(t)}
	for _, c := range loose {
		t.Run(c.name, func(t *testing.T) {
			body := plan
			if c.head != "" {
				body = strings.Replace(body, planHead, c.head, 1)
			}
			switch c.tail {
			case "":
			case "title":
				body = strings.NewReplacer(piece("center", 28, "b", "KẾ HOẠCH"), lineOf("KẾ HOẠCH"), piece("center", 28, "b", "Phát động phong trào thi đua năm 2026"), lineOf("Phát động phong trào thi đua năm 2026"), line(2000, 9071), "").Replace(body)
			default:
				body = strings.Replace(body, planTail, c.tail, 1)
			}
			in := word(t, body)
			r, err := Mend(in, opts)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(r.Mended, func(f check.Finding) bool { return f.Rule == "COLUMNS" }) || len(r.After.Findings) > 0 {
				t.Errorf("left: %q", tell(r.After.Findings))
			}
			if a, b := textOf(t, in), textOf(t, r.Docx); a != b {
				t.Errorf("reads\n%s\nread\n%s", b, a)
			}
			for _, role := range []paper.Role{paper.Motto1, paper.Signer} {
				if u := r.After.Paper.First(role); u == nil || u.Form.Table == 0 || u.Form.Cell != 2 {
					t.Errorf("%s stands in no right column", role)
				}
			}
			again, err := Mend(r.Docx, opts)
			if err != nil || !bytes.Equal(again.Docx, r.Docx) {
				t.Errorf("mended again it differs (%v)", err)
			}
		})
	}
}

func tell(fs []check.Finding) (list []string) {
	for _, f := range fs {
		list = append(list, fmt.Sprintf("%s %s: %s “%s”", f.Rule, f.Place, f.Message, f.Text))
	}
	return list
}

// TestWhatATableWouldLoseStays: a head that holds more than words and lines is left alone.
func TestWhatATableWouldLoseStays(t *testing.T) {
	for name, more := range map[string]string{
		"a field":           `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`,
		"a tracked change":  `<w:ins w:id="1" w:author="A"><w:r><w:t>/.</w:t></w:r></w:ins>`,
		"a comment":         `<w:commentRangeStart w:id="0"/>`,
		"a page break":      `<w:r><w:br w:type="page"/></w:r>`,
		"a column break":    `<w:r><w:br w:type="column"/></w:r>`,
		"a text box":        `<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:9pt;height:9pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>`,
		"a drawn rectangle": `<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:9pt;height:9pt"/></w:pict></w:r>`,
		"a note":            `<w:r><w:footnoteReference w:id="2"/></w:r>`,
	} {
		t.Run(name, func(t *testing.T) {
			head := strings.Replace(loose[0].head, "</w:p>", more+"</w:p>", 1)
			r, err := Mend(word(t, strings.Replace(plan, planHead, head, 1)), Options{Check: office(t)})
			if err != nil {
				t.Fatal(err)
			}
			if u := r.After.Paper.First(paper.Motto1); u == nil || u.Form.Table > 0 || !strings.Contains(string(zipped(t, r.Docx, "word/document.xml")), more[:20]) {
				t.Error("it was moved, or is lost")
			}
		})
	}
	framed := strings.Replace(loose[0].head, "<w:p>", `<w:p><w:pPr><w:framePr w:w="9000" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/></w:pPr>`, 1)
	if r, err := Mend(word(t, strings.Replace(plan, planHead, framed, 1)), Options{Check: office(t)}); err != nil || !strings.Contains(string(zipped(t, r.Docx, "word/document.xml")), "framePr") {
		t.Errorf("a frame is lost (%v)", err)
	}
}

// TestWhatATableKeeps: bookmarks in and between paragraphs, their styles and numbers come along;
// what Word notes for itself may go.
func TestWhatATableKeeps(t *testing.T) {
	marked := strings.Replace(loose[0].head, "<w:r>", `<w:bookmarkStart w:id="7" w:name="dau"/><w:bookmarkEnd w:id="7"/><w:proofErr w:type="spellStart"/><w:r>`, 1)
	marked = strings.Replace(marked, "</w:p>", `</w:p><w:bookmarkStart w:id="8" w:name="giua"/><w:bookmarkEnd w:id="8"/>`, 1)
	last := strings.LastIndex(marked, "<w:p>")
	marked = marked[:last] + strings.Replace(marked[last:], "<w:p>", `<w:p><w:pPr><w:pStyle w:val="RIENG"/></w:pPr>`, 1)
	r, err := Mend(word(t, strings.Replace(plan, planHead, marked, 1)), Options{Check: office(t)})
	if err != nil {
		t.Fatal(err)
	}
	main := string(zipped(t, r.Docx, "word/document.xml"))
	for _, kept := range []string{`w:name="dau"`, `w:name="giua"`, `<w:pPr><w:pStyle w:val="RIENG"/><w:spacing`} {
		if !strings.Contains(main, kept) {
			t.Errorf("%s is lost", kept)
		}
	}
	if u := r.After.Paper.First(paper.Motto1); u == nil || u.Form.Table == 0 {
		t.Error("it is in no table")
	}
	if strings.Count(main, `"dau"`) != 1 || strings.Count(main, `"giua"`) != 1 {
		t.Error("a bookmark stands twice")
	}
}

// TestTypedLines: lines made of signs stay where they are not named, and are drawn where
// they are.
func TestTypedLines(t *testing.T) {
	spaced := strings.Replace(plan, planHead, linesOf("ỦY BAN NHÂN DÂN"+gapOf+"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH ĐỒNG NAI"+gapOf+"Độc lập - Tự do - Hạnh phúc", "-------"+gapOf+"---------------", "Số: 05/KH-UBND"+gapOf+"Đồng Nai, ngày 05 tháng 02 năm 2026"), 1)
	both, err := Mend(word(t, spaced), Options{Check: office(t), Writing: []string{All}})
	if err != nil || strings.Contains(textOf(t, both.Docx), "---") || len(both.After.Findings) > 0 {
		t.Errorf("between columns of spaces, left: %q (%v)", tell(both.After.Findings), err)
	}
	typed := strings.Replace(plan, line(3183, 5500), piece("center", 26, "", "---------------"), 1)
	typed = strings.Replace(typed, line(900, 3571), piece("center", 26, "", "_______"), 1)
	r, err := Mend(word(t, typed), Options{Check: office(t)})
	if err != nil || !strings.Contains(textOf(t, r.Docx), "-----") {
		t.Errorf("not named, but taken away (%v)", err)
	}
	if !slices.Contains(r.Offers(), "MOTTO-RULE") {
		t.Errorf("offered: %q", r.Offers())
	}
	r, err = Mend(word(t, typed), Options{Check: office(t), Writing: []string{"MOTTO-RULE", "RULE-TYPED"}})
	if err != nil || strings.Contains(textOf(t, r.Docx), "---") || strings.Contains(textOf(t, r.Docx), "___") || len(r.After.Findings) > 0 {
		t.Errorf("left: %q (%v)", tell(r.After.Findings), err)
	}
}

// TestTextBoxesAreNotFilled: a head in text boxes gets no lines, which would push its words
// out of the boxes; what is left is told, and mended again it stays.
func TestTextBoxesAreNotFilled(t *testing.T) {
	box := func(x int, lines string) string {
		return fmt.Sprintf(`<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;margin-left:%dpt;margin-top:0;width:230pt;height:84pt" stroked="f" filled="f"><v:textbox><w:txbxContent>%s</w:txbxContent></v:textbox></v:rect></w:pict></w:r>`, x, lines)
	}
	head := `<w:p><w:pPr><w:spacing w:after="1700"/></w:pPr>` + box(0, linesOf("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG NAI", "Số: 05/KH-UBND")) +
		box(240, linesOf("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Đồng Nai, ngày 05 tháng 02 năm 2026")) + `</w:p>`
	r, err := Mend(word(t, strings.Replace(plan, planHead, head, 1)), Options{Check: office(t)})
	if err != nil {
		t.Fatal(err)
	}
	main := string(zipped(t, r.Docx, "word/document.xml"))
	if head, _, _ := strings.Cut(main, "KẾ HOẠCH"); strings.Contains(head, "pBdr") {
		t.Error("a line was put into a text box")
	}
	if !slices.ContainsFunc(r.After.Findings, func(f check.Finding) bool { return f.Rule == "MOTTO-RULE" }) || slices.Contains(r.Offers(), "MOTTO-RULE") {
		t.Errorf("told: %q, offered %q", tell(r.After.Findings), r.Offers())
	}
	again, err := Mend(r.Docx, Options{Check: office(t)})
	if err != nil || !bytes.Equal(again.Docx, r.Docx) {
		t.Errorf("mended again it differs (%v)", err)
	}
}

// TestTablesBuiltOtherwiseStay: the columns of a head whose table holds another one are not
// changed, nor are that one's.
func TestTablesBuiltOtherwiseStay(t *testing.T) {
	inner := `<w:tbl><w:tblPr><w:tblW w:w="2000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="1000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`
	narrow := strings.NewReplacer("3571", "4771", "5500", "4300").Replace(planHead)
	for name, head := range map[string]string{
		"another table before the words": strings.Replace(narrow, `<w:tcPr><w:tcW w:w="4300" w:type="dxa"/></w:tcPr>`, `<w:tcPr><w:tcW w:w="4300" w:type="dxa"/></w:tcPr>`+inner, 1),
		"another table behind the words": strings.Replace(narrow, `</w:tc></w:tr></w:tbl>`, inner+`<w:p/></w:tc></w:tr></w:tbl>`, 1),
		"three columns":                  strings.Replace(strings.Replace(narrow, `<w:gridCol w:w="4300"/>`, `<w:gridCol w:w="4300"/><w:gridCol w:w="10"/>`, 1), `</w:tc></w:tr></w:tbl>`, `</w:tc><w:tc><w:tcPr><w:tcW w:w="10" w:type="dxa"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`, 1),
	} {
		if head == narrow {
			t.Fatal(name)
		}
		r, err := Mend(word(t, strings.Replace(plan, planHead, head, 1)), Options{Check: office(t)})
		if err != nil {
			t.Fatal(err)
		}
		main := string(zipped(t, r.Docx, "word/document.xml"))
		for _, kept := range []string{`<w:gridCol w:w="4771"/><w:gridCol w:w="4300"/>`, `<w:tcW w:w="4771" w:type="dxa"/>`, `<w:tcW w:w="4300" w:type="dxa"/>`} {
			if !strings.Contains(main, kept) {
				t.Errorf("%s: %s is gone", name, kept)
			}
		}
		if strings.Contains(head, inner) && !strings.Contains(main, inner) {
			t.Errorf("%s: it is changed", name)
		}
	}
}
