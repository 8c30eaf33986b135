// Package docx holds thin views on WordprocessingML, for whoever walks a Word file token
// by token: which parts hold text that people see (Stories), where in words a token
// stands (Locator), and the text itself (Paragraphs, Text).
//
// In: an opened package, or the bytes of a part. Out: names, places, texts; nothing is
// changed here.
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

// Story is a part with text of its own: body, header, footer, footnotes, endnotes.
type Story struct {
	Part string // "word/header1.xml"
	Name string // in Vietnamese, "đầu trang (header1)"
}

// Stories returns the stories of a document, the body first, then headers, footers,
// footnotes and endnotes by part name.
func Stories(p *ooxml.Package) ([]Story, error) {
	main, err := p.Main()
	if err != nil {
		return nil, err
	}
	list := []Story{{main, "thân văn bản"}}
	for _, k := range []struct{ relType, name string }{
		{"header", "đầu trang"}, {"footer", "chân trang"},
		{"footnotes", "chú thích chân trang"}, {"endnotes", "chú thích cuối văn bản"},
	} {
		parts, err := p.Find(main, k.relType)
		if err != nil {
			return nil, err
		}
		for i, part := range parts {
			if i > 0 && parts[i-1] == part {
				continue
			}
			s := Story{part, k.name}
			if k.relType == "header" || k.relType == "footer" {
				base := path.Base(part)
				s.Name = fmt.Sprintf("%s (%s)", k.name, strings.TrimSuffix(base, path.Ext(base)))
			}
			list = append(list, s)
		}
	}
	return list, nil
}

// Paragraph is the text of one w:p without that of text boxes in it, which are
// paragraphs of their own.
type Paragraph struct {
	Place string
	Style string // w:pStyle, "" where none is named
	Text  string
}

// Paragraphs calls visit for every paragraph of a part as the text reads with all tracked
// changes accepted: tabs as "\t", line breaks as "\n", no field codes, of alternate
// content the first choice. A paragraph comes when it ends, so after those of its text
// boxes. An error of visit ends the walk and is returned.
func Paragraphs(part []byte, story Story, visit func(Paragraph) error) error {
	s := ooxml.NewScanner(part)
	loc := NewLocator(story)
	var open []*Paragraph
	var texts []*strings.Builder
	skip := 0 // depth inside what is not shown
	for {
		t, err := s.Next()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s: %w", story.Part, err)
		}
		loc.Token(t)
		if skip > 0 || t.Kind == ooxml.Start && IsHidden(t.Name) {
			switch t.Kind {
			case ooxml.Start:
				skip++
			case ooxml.End:
				skip--
			}
			continue
		}
		n := len(open) - 1
		switch {
		case t.Kind == ooxml.Start && t.Name == "w:p":
			open, texts = append(open, &Paragraph{Place: loc.Place()}), append(texts, new(strings.Builder))
		case t.Kind == ooxml.End && t.Name == "w:p" && n >= 0:
			p := open[n]
			p.Text = texts[n].String()
			open, texts = open[:n], texts[:n]
			if err := visit(*p); err != nil {
				return err
			}
		case t.Kind == ooxml.Empty && t.Name == "w:p":
			if err := visit(Paragraph{Place: loc.Place()}); err != nil {
				return err
			}
		case n < 0:
		case t.Kind == ooxml.Text && loc.InText():
			texts[n].WriteString(s.Text())
		case t.Kind == ooxml.End:
		case t.Name == "w:pStyle":
			open[n].Style, _ = s.Attr("w:val")
		default:
			texts[n].WriteString(Sign(t.Name))
		}
	}
}

// Text returns the text of all stories of a document, a line a paragraph.
func Text(p *ooxml.Package) (string, error) {
	stories, err := Stories(p)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, s := range stories {
		part, err := p.Part(s.Part)
		if err != nil {
			return "", err
		}
		err = Paragraphs(part, s, func(p Paragraph) error {
			b.WriteString(p.Text)
			b.WriteByte('\n')
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return b.String(), nil
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

// Sign returns the text that an empty element of a run stands for, "" for most.
func Sign(name string) string {
	switch name {
	case "w:tab", "w:ptab":
		return "\t"
	case "w:br", "w:cr":
		return "\n"
	case "w:noBreakHyphen":
		return "\u2011"
	}
	return ""
}
