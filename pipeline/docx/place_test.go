package docx

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"vanthu/pipeline/ooxml"
)

// walk gives what a locator says of each token of a story: the place and whether it stands in text.
func walk(t *testing.T, body string, visit func(tok ooxml.Token, at *Locator)) {
	t.Helper()
	s := ooxml.NewScanner([]byte(body))
	at := NewLocator(Story{"word/document.xml", "thân"}, s)
	for {
		tok, err := s.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		at.Token(tok)
		visit(tok, at)
	}
}

// A place in tables within tables knows the innermost cell.
func TestCell(t *testing.T) {
	const body = `<w:body><w:p/><w:tbl><w:tr/><w:tr><w:tc/><w:tc/><w:tc><w:p/><w:tbl><w:tr/><w:tr/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl></w:body>`
	var got []string
	walk(t, body, func(tok ooxml.Token, at *Locator) {
		if tok.Name == "w:p" {
			table, row, cell := at.Place().Cell()
			got = append(got, fmt.Sprintf("%s %d %d", table, row, cell))
		}
	})
	want := " 0 0|thân, bảng 1 2 3|thân, bảng 1, hàng 2, ô 3, bảng 1 3 1|thân, bảng 1 2 3"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
	if table, row, cell := (*Place)(nil).Cell(); table != nil || row+cell != 0 {
		t.Error("nowhere has a cell")
	}
}

// Boxes count one by one, of alternate content once, also where alternatives stand in each other and
// the fallback lacks a box.
func TestBoxesOfAlternates(t *testing.T) {
	box := func(in string) string { return "<w:txbxContent><w:p>" + in + "</w:p></w:txbxContent>" }
	either := func(a, b string) string {
		return "<mc:AlternateContent><mc:Choice>" + a + "</mc:Choice><mc:Fallback>" + b + "</mc:Fallback></mc:AlternateContent>"
	}
	body := "<w:body>" + either(box("")+box(""), box("")+box("")) + box("") + either(either(box(""), box("")), either(box(""), box(""))) + box("") + "</w:body>"
	var got []string
	walk(t, body, func(tok ooxml.Token, at *Locator) {
		if tok.Name == "w:p" && tok.Kind == ooxml.Start {
			got = append(got, strings.Fields(at.Place().String())[3])
		}
	})
	if s := strings.Join(got, " "); s != "1, 2, 1, 2, 3, 4, 4, 4, 4, 5," {
		t.Errorf("boxes %s", s)
	}
}

func TestSignsAndText(t *testing.T) {
	const body = `<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:ptab/><w:br/><w:cr></w:cr><w:noBreakHyphen/><w:instrText>b</w:instrText><m:t>c</m:t></w:r></w:p>`
	var signs, text string
	walk(t, body, func(tok ooxml.Token, at *Locator) {
		switch tok.Kind {
		case ooxml.Text:
			text += fmt.Sprint(at.InText(), " ")
		case ooxml.Start, ooxml.Empty:
			signs += at.Sign()
		}
	})
	if signs != "\t\t\n\n-" {
		t.Errorf("signs %q", signs)
	}
	if text != "true false true " {
		t.Errorf("in text: %s", text)
	}
	if (&Locator{}).Sign() != "" || (&Locator{}).InText() {
		t.Error("before the first token")
	}
}

// A visitor's error ends the walk over all stories and comes back.
func TestParagraphsStop(t *testing.T) {
	p := pack(t, `<w:p/><w:p/>`, "", `<q:p/>`)
	stop, n := errors.New("stop"), 0
	if err := ParagraphsOf(p, func(Story, Paragraph) error { n++; return stop }); err != stop || n != 1 {
		t.Errorf("%v after %d paragraphs", err, n)
	}
}

// What stands in the package stays well formed and complete: the mark's part is referred to, declared,
// and drawn within the text's width.
func TestMarkedPackage(t *testing.T) {
	for text, size := range map[string]string{
		"MẪU": "width:120pt;height:66pt", "DỰ THẢO": "width:280pt;height:66pt", "12345678901": "width:440pt;height:66pt",
		"123456789012": "width:460pt;height:63pt", "BẢN SAO ĐỂ LẤY Ý KIẾN": "width:460pt;height:36pt",
	} {
		var out strings.Builder
		f := Finish{Watermark: text, Author: "Văn phòng", Title: "Kế hoạch"}
		if err := f.Write(&out, pack(t, `<w:p/><w:sectPr/>`, "")); err != nil {
			t.Fatal(err)
		}
		p, err := ooxml.Open([]byte(out.String()), ooxml.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range p.Names() {
			if part, err := p.Part(name); err != nil {
				t.Error(err)
			} else if _, err := ooxml.Parse(part); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		header, err := p.Part("word/header-mark-default.xml")
		if err != nil || !strings.Contains(string(header), size) {
			t.Errorf("%s: %v, not %s in %s", text, err, size, header)
		}
		body, _ := p.Part("word/document.xml")
		if strings.Count(string(body), "headerReference") != 1 {
			t.Errorf("%s: no reference to the mark's header: %s", text, body)
		}
		core, _ := p.Find("", "core-properties")
		props, _ := p.Part(core[0])
		for _, want := range []string{"<dc:creator>Văn phòng</", "<cp:lastModifiedBy>Văn phòng</", "<dc:title>Kế hoạch</", "<dc:language>vi-VN</"} {
			if !strings.Contains(string(props), want) {
				t.Errorf("%s not in %s", want, props)
			}
		}
	}
	if err := (Finish{Watermark: "MẪU"}).Write(io.Discard, noBody(t)); err == nil || !strings.Contains(err.Error(), "no body") {
		t.Errorf("a main part without a body: %v", err)
	}
}

func noBody(t *testing.T) []byte {
	t.Helper()
	p, err := ooxml.Open(pack(t, "", ""), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := p.Rewritten(map[string][]byte{"word/document.xml": []byte(`<w:document xmlns:w="` + nsW + `"/>`)})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Only the runs of the mark go: text before, after and between stays, as do other drawings.
func TestUnmarkKeepsTheRest(t *testing.T) {
	mark := `<w:r><w:pict><v:shape><v:textpath string="MẪU"/></v:shape></w:pict></w:r>`
	keep := []string{`<w:r><w:t>a</w:t></w:r>`, `<w:r><w:pict><v:shape><v:textpath string="KHÁC"/></v:shape></w:pict></w:r>`,
		`<w:r><w:drawing><wp:docPr name="Logo"/></w:drawing></w:r>`, `<v:textpath string="MẪU"/>`}
	all := `<w:hdr><w:p>` + strings.Join(keep, mark) + mark + `<w:r><w:drawing><wp:docPr name="VanThuMark7"/></w:drawing></w:r></w:p></w:hdr>`
	got, err := unmark([]byte(all), "MẪU")
	if want := `<w:hdr><w:p>` + strings.Join(keep, "") + `</w:p></w:hdr>`; err != nil || string(got) != want {
		t.Errorf("%v\n got %s\nwant %s", err, got, want)
	}
}
