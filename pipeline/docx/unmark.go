package docx

import (
	"io"
	"strings"

	"vanthu/pipeline/ooxml"
)

// Unmark returns a document without the watermark that Finish put into it, also after
// people edited it in Word. All else stays byte for byte.
func Unmark(data []byte, watermark string) ([]byte, error) {
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		return nil, err
	}
	main, err := p.Main()
	if err != nil {
		return nil, err
	}
	headers, err := p.Find(main, "header")
	if err != nil {
		return nil, err
	}
	changed := map[string][]byte{}
	for _, name := range headers {
		part, err := p.Part(name)
		if err != nil {
			return nil, err
		}
		plain, err := unmark(part, watermark)
		if err != nil {
			return nil, err
		}
		if len(plain) != len(part) {
			changed[name] = plain
		}
	}
	if len(changed) == 0 {
		return data, nil
	}
	return p.Rewritten(changed)
}

// unmark takes the runs that draw the watermark out of a header.
func unmark(part []byte, watermark string) ([]byte, error) {
	var edits []ooxml.Edit
	s := ooxml.NewScanner(part)
	depth, from := 0, 0
	marked := false
	for {
		t, err := s.Next()
		if err == io.EOF {
			return ooxml.Apply(part, edits...), nil
		} else if err != nil {
			return nil, err
		}
		switch {
		case t.Name == "w:r" && t.Kind == ooxml.Start:
			if depth++; depth == 1 {
				from, marked = t.Pos, false
			}
		case t.Name == "w:r" && t.Kind == ooxml.End:
			if depth--; depth == 0 && marked {
				edits = append(edits, ooxml.Edit{Pos: from, End: t.End})
			}
		case depth > 0 && t.Kind != ooxml.End:
			marked = marked || isMark(s, t, watermark)
		}
	}
}

// isMark knows the shape by its text, or by the name that Finish gave it.
func isMark(s *ooxml.Scanner, t ooxml.Token, watermark string) bool {
	switch t.Name {
	case "v:textpath":
		text, _ := s.Attr("string")
		return text == watermark
	case "wp:docPr":
		name, _ := s.Attr("name")
		return strings.HasPrefix(name, "VanThuMark")
	}
	return false
}
