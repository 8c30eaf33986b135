package repair

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/check"
	"vanthu/pipeline/ooxml"
)

// ending ends a section: a paragraph that is set to the left, which is mended too.
const ending = "Các cơ quan, đơn vị, địa phương tổ chức thực hiện nghiêm túc Kế hoạch này, báo cáo kết quả về Công an tỉnh."

// sections gives a paper of several pages two sections, the second from the middle of the text
// on, each with what it has beside the header: of the first, of the second.
func sections(t *testing.T, first, second func(sect string) string) []byte {
	return long(t, func(s string) string {
		from, to := strings.LastIndex(s, "<w:sectPr"), strings.LastIndex(s, "</w:sectPr>")+len("</w:sectPr>")
		sect := s[from:to]
		half := strings.Index(s[len(s)/2:], "<w:p>") + len(s)/2
		return s[:half] + `<w:p><w:pPr><w:jc w:val="left"/>` + first(sect) + `</w:pPr><w:r><w:t>` + ending + `</w:t></w:r></w:p>` + s[half:from] + second(sect) + s[to:]
	})
}

func sectionsOf(t *testing.T, word []byte) (list []string) {
	t.Helper()
	for _, s := range strings.SplitAfter(string(zipped(t, word, "word/document.xml")), "</w:sectPr>") {
		if at := strings.LastIndex(s, "<w:sectPr"); at >= 0 {
			list = append(list, s[at:])
		}
	}
	return list
}

// TestNumbersOfSections: numbers that begin anew in the text run on; a section that goes on with a
// first page of its own has its number there too; what another section has stays.
func TestNumbersOfSections(t *testing.T) {
	same := func(s string) string { return s }
	continued := func(s string) string { return strings.Replace(s, "<w:titlePg/>", "", 1) }
	restarted := func(s string) string {
		s = continued(s)
		if strings.Contains(s, "<w:pgNumType") {
			return strings.Replace(s, `w:start="1"`, `w:start="7"`, 1)
		}
		return strings.Replace(s, "<w:cols", `<w:pgNumType w:start="7"/><w:cols`, 1)
	}
	for _, c := range []struct {
		name          string
		first, second func(s string) string
		rule          string
		holds         func(first, second string) bool
	}{
		{"begin anew", same, restarted, "PAGENO-COUNT", func(first, second string) bool {
			return !strings.Contains(second, "pgNumType") && strings.Contains(first, "titlePg")
		}},
		{"begin with another number", func(s string) string { return strings.Replace(s, `w:start="1"`, `w:start="7"`, 1) }, func(s string) string { return strings.Replace(continued(s), `<w:pgNumType w:start="1"/>`, "", 1) }, "PAGENO-COUNT", func(first, second string) bool {
			return strings.Contains(first, `<w:pgNumType w:start="1"/>`) && !strings.Contains(second, "pgNumType")
		}},
		{"hidden where the text goes on", same, func(s string) string { return strings.Replace(s, `w:start="1"`, `w:start="2"`, 1) }, "PAGENO-MISSING", func(first, second string) bool {
			return strings.Contains(first, "titlePg") && !strings.Contains(second, "titlePg")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Mend(sections(t, c.first, c.second), Options{Check: office(t)})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(r.Before.Findings, func(f check.Finding) bool { return f.Rule == c.rule }) {
				t.Errorf("not found: %q", tell(r.Before.Findings))
			}
			for _, f := range r.After.Findings {
				if strings.HasPrefix(f.Rule, "PAGENO") {
					t.Errorf("left: %s %s: %s", f.Rule, f.Place, f.Message)
				}
			}
			before, _, _ := strings.Cut(string(zipped(t, r.Docx, "word/document.xml")), ending)
			if at := strings.LastIndex(before, "<w:p>"); !strings.Contains(before[at:], `<w:jc w:val="both"/>`) {
				t.Errorf("the paragraph at the end of the section: %s", before[at:])
			}
			if list := sectionsOf(t, r.Docx); len(list) != 2 || !c.holds(list[0], list[1]) {
				t.Errorf("%q", list)
			}
		})
	}
}

// TestNumberAsWritten: the number comes into the middle, in 14 points, upright and light, in the
// header where it is and nowhere else.
func TestNumberAsWritten(t *testing.T) {
	in := long(t, func(s string) string { return s })
	p, err := ooxml.Open(in, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	name := ""
	for _, n := range p.Names() {
		if part, err := p.Part(n); err == nil && bytes.Contains(part, []byte("PAGE")) {
			name = n
		}
	}
	const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	number := func(ppr, rpr string) string {
		return `<w:hdr ` + ns + `><w:p><w:pPr>` + ppr + `</w:pPr><w:r>` + rpr + `<w:fldChar w:fldCharType="begin"/></w:r><w:r>` + rpr + `<w:instrText> PAGE </w:instrText></w:r><w:r>` + rpr + `<w:fldChar w:fldCharType="end"/></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t></w:t></w:r></w:p></w:hdr>`
	}
	face := `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>`
	for _, c := range []struct{ name, from, to string }{
		{"aside", number(`<w:framePr w:wrap="around" w:hAnchor="margin" w:xAlign="right"/><w:tabs><w:tab w:val="right" w:pos="9000"/></w:tabs><w:ind w:left="6000"/><w:jc w:val="right"/>`, `<w:rPr><w:sz w:val="28"/></w:rPr>`),
			number(`<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/>`, `<w:rPr><w:sz w:val="28"/></w:rPr>`)},
		{"in another look", number(`<w:jc w:val="center"/>`, `<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:b/><w:i/><w:sz w:val="20"/></w:rPr>`),
			number(`<w:jc w:val="center"/>`, `<w:rPr>`+face+`<w:b w:val="0"/><w:i w:val="0"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, err := p.Rewritten(map[string][]byte{name: []byte(c.from)})
			if err != nil {
				t.Fatal(err)
			}
			r, err := Mend(in, Options{Check: office(t)})
			if err != nil {
				t.Fatal(err)
			}
			got := strings.NewReplacer(`<w:bCs w:val="0"/>`, "", `<w:iCs w:val="0"/>`, "").Replace(string(zipped(t, r.Docx, name)))
			if got != c.to {
				t.Errorf("%s\nwant\n%s", got, c.to)
			}
		})
	}
}

// TestNumberOfTheFirstPage: a first page with a header of its own loses the number that stands in
// it, and no other page does.
func TestNumberOfTheFirstPage(t *testing.T) {
	p, err := ooxml.Open(long(t, func(s string) string { return s }), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	number := `<w:hdr xmlns:w="` + nsW + `"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`
	in, err := p.Rewritten(map[string][]byte{"word/header2.xml": []byte(number)}) // that of the first page
	if err != nil {
		t.Fatal(err)
	}
	numbersMended(t, "PAGENO-FIRST", in)
	r, err := Mend(in, Options{Check: office(t)})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(zipped(t, r.Docx, "word/header2.xml")), `<w:hdr xmlns:w="`+nsW+`"><w:p/></w:hdr>`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
