package paper

import (
	"errors"
	"fmt"
	"io"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// bodyPlaces walks the main part as layout numbers its paragraphs: of alternate content
// the choice that is understood, else the fallback. Of a traced document the places are
// those given by its numbers.
func bodyPlaces(pkg *ooxml.Package, traced map[string]string) (map[int]string, error) {
	main, err := pkg.Main()
	if err != nil {
		return nil, err
	}
	part, err := pkg.Part(main)
	if err != nil {
		return nil, err
	}
	s := ooxml.NewScanner(part)
	loc := docx.NewLocator(docx.Story{Part: main, Name: "thân văn bản"}, s)
	places, skip := map[int]string{}, 0
	var taken []bool // of the open mc:AlternateContent: is one of its contents read?
	for n := 0; ; {
		t, err := s.Next()
		if errors.Is(err, io.EOF) {
			return places, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", main, err)
		}
		loc.Token(t)
		switch {
		case skip > 0:
			if t.Kind == ooxml.Start {
				skip++
			} else if t.Kind == ooxml.End {
				skip--
			}
		case t.Kind == ooxml.Start && (t.Name == "w:del" || t.Name == "w:moveFrom"):
			skip = 1
		case t.Name == "mc:AlternateContent" && t.Kind == ooxml.Start:
			taken = append(taken, false)
		case t.Name == "mc:AlternateContent" && t.Kind == ooxml.End:
			taken = taken[:len(taken)-1]
		case (t.Name == "mc:Choice" || t.Name == "mc:Fallback") && t.Kind == ooxml.Start && len(taken) > 0:
			if last := &taken[len(taken)-1]; *last {
				skip = 1
			} else {
				*last = true
			}
		case t.Name == "w:p" && t.Kind != ooxml.End:
			n++
			if number, ok := s.Attr(docx.TraceAttr); ok && traced != nil {
				places[n] = traced[number]
			} else {
				places[n] = loc.Place().String()
			}
		}
	}
}
