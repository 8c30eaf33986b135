// Package docx holds thin views on WordprocessingML: which parts hold text that people see
// (Stories), the text itself (Paragraphs), and, for whoever walks a part token by
// token, where a token stands (Locator). It also puts watermark and properties into a
// finished document (Finish) and takes the watermark out again (Unmark).
//
// In: an opened package, or the bytes of a part. Out: places and texts in the order of the
// document; of Finish and Unmark a document that is otherwise as it was.
//
// The one thing to know: a place is said as a secretary would find it in Word, "thân văn
// bản, bảng 2, hàng 3, ô 1, đoạn 1", all numbers from 1, paragraphs and tables counted
// inside the story or cell that holds them.
package docx

import (
	"fmt"
	"io"
	"path"
	"strings"

	"vanthu/pipeline/ooxml"
)

// Story is a part with text of its own: body, header, footer, footnotes, endnotes, comments.
// Text boxes belong to the story that holds them.
type Story struct {
	Part string // "word/header1.xml"
	Name string // in Vietnamese, "đầu trang (header1)"
}

// Stories returns the stories of a document, the body first, then headers, footers,
// footnotes, endnotes and comments by part name.
func Stories(p *ooxml.Package) ([]Story, error) {
	main, err := p.Main()
	if err != nil {
		return nil, err
	}
	list := []Story{StoryOf("document", main)}
	for _, kind := range []string{"header", "footer", "footnotes", "endnotes", "comments"} {
		parts, err := p.Find(main, kind)
		if err != nil {
			return nil, err
		}
		for i, part := range parts {
			if i == 0 || parts[i-1] != part {
				list = append(list, StoryOf(kind, part))
			}
		}
	}
	return list, nil
}

// StoryOf names a story by the kind of its part: "document", or the relationship type that
// leads to it.
func StoryOf(kind, part string) Story {
	name := map[string]string{"document": "thân văn bản", "header": "đầu trang", "footer": "chân trang",
		"footnotes": "chú thích chân trang", "endnotes": "chú thích cuối văn bản", "comments": "nhận xét"}[kind]
	if kind == "header" || kind == "footer" {
		base := path.Base(part)
		name = fmt.Sprintf("%s (%s)", name, strings.TrimSuffix(base, path.Ext(base)))
	}
	return Story{part, name}
}

// Paragraph is the text of one w:p without that of text boxes in it, which are
// paragraphs of their own.
type Paragraph struct {
	Place  *Place
	Style  string // w:pStyle, "" where none is named
	Listed bool   // has w:numPr of its own: its number is not in Text
	Text   string
	Shown  string // Text without the runs that Word hides (17.3.2.41)
}

// ParagraphsOf is Paragraphs of a DOCX that is not open for anything else.
func ParagraphsOf(data []byte, visit func(Story, Paragraph) error) error {
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		return err
	}
	return Paragraphs(p, visit)
}

// Paragraphs calls visit for every paragraph of a document as the text reads with all
// tracked changes accepted, deleted rows too, story by story: tabs as "\t", line breaks as "\n", no field
// codes, of alternate content the first choice. A paragraph comes when it ends, so after
// those of its text boxes. An error of visit ends the walk and is returned.
func Paragraphs(p *ooxml.Package, visit func(Story, Paragraph) error) error {
	stories, err := Stories(p)
	if err != nil {
		return err
	}
	for _, s := range stories {
		part, err := p.Part(s.Part)
		if err != nil {
			return err
		}
		if err := s.Paragraphs(part, func(p Paragraph) error { return visit(s, p) }); err != nil {
			return err
		}
	}
	return nil
}

// Paragraphs is the function of that name for one story, whose part is given.
func (s Story) Paragraphs(part []byte, visit func(Paragraph) error) error {
	scan := ooxml.NewScanner(part)
	r := reader{scan: scan, at: NewLocator(s, scan), visit: visit}
	for {
		t, err := scan.Next()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s: %w", s.Part, err)
		}
		if err := r.token(t); err != nil {
			return err
		}
	}
}

// reader gathers paragraphs from tokens. A text box puts a paragraph into a paragraph, so
// the open ones form a stack.
type reader struct {
	scan  *ooxml.Scanner
	at    *Locator
	visit func(Paragraph) error
	open  []Paragraph
	texts [][]byte // of these
	veils []veil   // of these
	skip  int      // depth inside what is not shown
}

// veil is what a paragraph hides.
type veil struct {
	run    int  // where in the text the open run begins
	hidden bool // the open run is
	shown  []byte
	any    bool // some run is: shown says more than the text
}

func (r *reader) token(t ooxml.Token) error {
	r.at.Token(t)
	if r.skip == 0 && t.Kind != ooxml.End && r.at.DeletesRow() {
		r.skip = 2 // until w:trPr and w:tr end
		if t.Kind == ooxml.Start {
			r.skip++
		}
		return nil
	}
	if r.skip > 0 || t.Kind == ooxml.Start && IsHidden(t.Name) {
		switch t.Kind {
		case ooxml.Start:
			r.skip++
		case ooxml.End:
			r.skip--
		}
		return nil
	}
	n := len(r.open) - 1
	switch {
	case t.Name == "w:p":
		return r.paragraph(t.Kind)
	case n < 0:
	case t.Name == "w:r":
		r.settle(n)
	case t.Name == "w:vanish" && t.Kind != ooxml.End && r.at.InRun():
		val, ok := r.scan.Attr("w:val")
		r.veils[n].hidden = !ok || val != "0" && val != "false" && val != "off"
	case t.Kind == ooxml.Text:
		if r.at.InText() {
			r.texts[n] = append(r.texts[n], r.scan.Text()...)
		}
	case t.Kind == ooxml.End:
	case t.Name == "w:pStyle":
		r.open[n].Style, _ = r.scan.Attr("w:val")
	case t.Name == "w:numPr":
		r.open[n].Listed = true
	default:
		r.texts[n] = append(r.texts[n], r.at.Sign()...)
	}
	return nil
}

// settle takes what the n-th open paragraph has gained since into what it shows, or hides it.
func (r *reader) settle(n int) {
	v := &r.veils[n]
	switch {
	case v.hidden && !v.any:
		v.any, v.shown = true, append(v.shown, r.texts[n][:v.run]...)
	case v.any && !v.hidden:
		v.shown = append(v.shown, r.texts[n][v.run:]...)
	}
	v.run, v.hidden = len(r.texts[n]), false
}

// paragraph begins and ends paragraphs.
func (r *reader) paragraph(kind ooxml.TokenKind) error {
	n := len(r.open) - 1
	switch {
	case kind == ooxml.Empty:
		return r.visit(Paragraph{Place: r.at.Place()})
	case kind == ooxml.Start:
		r.open = append(r.open, Paragraph{Place: r.at.Place()})
		if n++; n == len(r.texts) {
			r.texts, r.veils = append(r.texts, nil), append(r.veils, veil{})
		}
		r.texts[n], r.veils[n] = r.texts[n][:0], veil{shown: r.veils[n].shown[:0]}
	case n >= 0:
		p := r.open[n]
		p.Text = string(r.texts[n])
		p.Shown = p.Text
		if r.settle(n); r.veils[n].any {
			p.Shown = string(r.veils[n].shown)
		}
		r.open = r.open[:n]
		return r.visit(p)
	}
	return nil
}

// IsHidden reports whether what stands inside an element is no text of the document: text
// deleted or moved away under tracked changes, former formatting, the second branch of
// alternate content, phonetic guides.
func IsHidden(name string) bool {
	switch name {
	case "w:del", "w:moveFrom", "mc:Fallback", "w:rt", "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange":
		return true
	}
	return false
}
