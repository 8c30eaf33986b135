package refresh

import (
	"strings"
	"testing"
)

// newRow is the row of a document that has a text.
func newRow(t *testing.T, src, text string) string {
	t.Helper()
	for r := range strings.SplitSeq(src, "<w:tr>") {
		if r, _, _ = strings.Cut(r, "</w:tr>"); strings.Contains(r, text) && !strings.Contains(r, "<w:tbl>") {
			return r
		}
	}
	t.Fatalf("no row %q in %s", text, src)
	return ""
}

// TestRowOfAPerson: a record that came has its row already where a person typed it: that is told, and no second one
// made.
func TestRowOfAPerson(t *testing.T) {
	tpl, made := compiled(t, report), november.set(t)
	next := november
	next.Bang = append([]string{"Huyện Bù Gia Mập=12"}, november.Bang...)
	edited := filled(t, tpl, made)
	src := body(t, edited)
	edited = withBody(t, edited, strings.Replace(src, `</w:tbl>`, row("5", "Huyện  Bù Gia Mập", "12")+`</w:tbl>`, 1))
	res, err := Refresh(edited, Base{tpl.Map(), made}, next.set(t), Options{Day: day})
	if err != nil {
		t.Fatal(err)
	}
	if res.Count(Conflict) != 1 || res.Count(Added) != 0 {
		t.Errorf("%+v", res.Changes)
	}
	if text := reading(t, settled(t, res.DOCX, true)); strings.Count(text, "Bù Gia Mập\n12\n") != 1 || !strings.Contains(body(t, res.DOCX), "commentReference") {
		t.Errorf("%s", text)
	}
}

// TestNewRowIsClean: a row that comes is made after another one, without what concerns that one alone: comments,
// changes of other people, marks of proofing, of pages and of who may edit.
func TestNewRowIsClean(t *testing.T) {
	tpl, made := compiled(t, report), november.set(t)
	next := november
	next.Bang = append(next.Bang[:len(next.Bang):len(next.Bang)], "Thị xã Phước Long=5")
	const by = ` w:id="901" w:author="Ai đó"`
	for name, edit := range map[string][2]string{
		"w:tcPrChange":                {`<w:tcW w:w="2000" w:type="dxa"/>`, `<w:tcW w:w="2000" w:type="dxa"/><w:tcPrChange` + by + `><w:tcPr/></w:tcPrChange>`},
		"w:trPrChange":                {`<w:tr><w:tc>`, `<w:tr><w:trPr><w:cantSplit/><w:trPrChange` + by + `><w:trPr/></w:trPrChange></w:trPr><w:tc>`},
		"w:pPrChange":                 {`<w:jc w:val="both"/></w:pPr>`, `<w:jc w:val="both"/><w:pPrChange` + by + `><w:pPr/></w:pPrChange></w:pPr>`},
		"w:proofErr":                  {`<w:jc w:val="both"/></w:pPr>`, `<w:jc w:val="both"/></w:pPr><w:proofErr w:type="spellStart"/>`},
		"w:permStart":                 {`<w:jc w:val="both"/></w:pPr>`, `<w:jc w:val="both"/></w:pPr><w:permStart w:id="5" w:edGrp="everyone"/>`},
		"w:permEnd":                   {`<w:jc w:val="both"/></w:pPr>`, `<w:jc w:val="both"/></w:pPr><w:permEnd w:id="5"/>`},
		`w:bookmarkStart w:id="4000"`: {`<w:jc w:val="both"/></w:pPr>`, `<w:jc w:val="both"/></w:pPr><w:bookmarkStart w:id="4000" w:name="Của_tôi"/><w:bookmarkEnd w:id="4000"/>`},
		"w:lastRenderedPageBreak":     {`<w:jc w:val="both"/></w:pPr>`, `<w:jc w:val="both"/></w:pPr><w:r><w:lastRenderedPageBreak/></w:r>`},
		"w:rPrChange":                 {`<w:jc w:val="both"/></w:pPr>`, `<w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rPrChange` + by + `><w:rPr/></w:rPrChange></w:rPr></w:r>`},
	} {
		edited := filled(t, tpl, made)
		src := body(t, edited)
		if !strings.Contains(src, edit[0]) {
			t.Fatalf("no %s in %s", edit[0], src)
		}
		edited = withBody(t, edited, strings.ReplaceAll(src, edit[0], edit[1]))
		for _, clean := range []bool{false, true} {
			res, err := Refresh(edited, Base{tpl.Map(), made}, next.set(t), Options{Day: day, Clean: clean})
			if err != nil {
				t.Fatal(err)
			}
			if res.Count(Added) != 1 {
				t.Errorf("%s: %+v", name, res.Changes)
			}
			came := newRow(t, body(t, res.DOCX), "Phước Long")
			if strings.Contains(came, "<"+name) {
				t.Errorf("%s came along (clean %v):\n%s", name, clean, came)
			}
		}
	}
}

// TestTouchedRowsAreNoModels: where somebody changed or commented every row, a record that came is left to people.
func TestTouchedRowsAreNoModels(t *testing.T) {
	tpl, made := compiled(t, report), november.set(t)
	next := november
	next.Bang = append(next.Bang[:len(next.Bang):len(next.Bang)], "Thị xã Phước Long=5")
	const mark = `<w:jc w:val="both"/></w:pPr>`
	for _, touched := range []string{
		`<w:del w:id="901" w:author="Ai đó"><w:r><w:delText>cũ</w:delText></w:r></w:del>`, `<w:moveFrom w:id="901" w:author="Ai đó"><w:r><w:t>cũ</w:t></w:r></w:moveFrom>`,
		`<w:ins w:id="901" w:author="Ai đó"/>`, `<w:commentRangeStart w:id="5"/>`, `<w:commentRangeEnd w:id="5"/>`,
	} {
		edited := filled(t, tpl, made)
		edited = withBody(t, edited, strings.ReplaceAll(body(t, edited), mark, mark+touched))
		res, err := Refresh(edited, Base{tpl.Map(), made}, next.set(t), Options{Day: day})
		if err != nil {
			t.Fatal(err)
		}
		if res.Count(Added) != 0 || res.Count(ByHand) != 1 || strings.Contains(reading(t, settled(t, res.DOCX, true)), "Phước Long\n5\n") {
			t.Errorf("%s: %+v", touched, res.Changes)
		}
	}
}

// TestRowThatGoes: of a row that goes all text is deleted as such (ECMA-376-1 17.3.3.7), whatever way it is written.
func TestRowThatGoes(t *testing.T) {
	tpl, made := compiled(t, report), november.set(t)
	next := november
	next.Bang = november.Bang[:3]
	edited := filled(t, tpl, made)
	edited = withBody(t, edited, strings.ReplaceAll(body(t, edited), `<w:jc w:val="both"/></w:pPr>`, `<w:jc w:val="both"/></w:pPr><w:r><w:t/></w:r><w:r><w:t></w:t><w:tab/></w:r>`))
	res, err := Refresh(edited, Base{tpl.Map(), made}, next.set(t), Options{Day: day})
	if err != nil {
		t.Fatal(err)
	}
	if res.Count(Removed) != 1 {
		t.Fatalf("%+v", res.Changes)
	}
	gone := body(t, res.DOCX)
	at := strings.LastIndex(gone[:strings.Index(gone, "Thị xã Bình Long")], "<w:tr>")
	if gone = gone[at : at+strings.Index(gone[at:], "</w:tr>")]; strings.Contains(gone, "<w:t/>") || strings.Contains(gone, "<w:t>") || strings.Contains(gone, "<w:t ") || !strings.Contains(gone, "<w:delText/>") {
		t.Errorf("%s", gone)
	}
}

// TestReportOfPlaces: the report tells in the order of the document where each change stands, in words.
func TestReportOfPlaces(t *testing.T) {
	tpl, made := compiled(t, report), november.set(t)
	next := november
	next.Xa, next.KinhPhi, next.TonTai = 1290, 2000000, 8
	next.Bang = []string{"Huyện Bù Đăng=121", "Huyện Bù Đốp=35", "Huyện Lộc Ninh=1040", "Thị xã Bình Long=77"}
	res, err := Refresh(filled(t, tpl, made), Base{tpl.Map(), made}, next.set(t), Options{Day: day})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range res.Changes {
		got = append(got, c.Place+": "+c.Old+" → "+c.New)
	}
	const in = "thân văn bản, "
	want := []string{
		in + "đoạn 2: 1.286 → 1.290", in + "đoạn 2: ; kinh phí 1.500.000 đồng → ; kinh phí 2.000.000 đồng", in + "đoạn 3: 07 → 08",
		in + "bảng 1, hàng 2, ô 3, đoạn 1: 120 → 121", in + "đoạn 6: 1.272 → 1.273", in + "đoạn 6: một nghìn hai trăm bảy mươi hai → một nghìn hai trăm bảy mươi ba",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
