package paper

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// walked is what the main part says of its paragraphs, by their numbers.
type walked struct {
	places    map[int]string
	tracked   []int // of each tracked change, its paragraph
	commented []int // of each comment
}

// walkBody walks the main part as layout numbers its paragraphs: of alternate content
// the choice that is understood, else the fallback. Of a traced document the places are
// those given by its numbers.
func walkBody(pkg *ooxml.Package, traced map[string]string) (w walked, err error) {
	main, err := pkg.Main()
	if err != nil {
		return w, err
	}
	part, err := pkg.Part(main)
	if err != nil {
		return w, err
	}
	s := ooxml.NewScanner(part)
	loc := docx.NewLocator(docx.Story{Part: main, Name: "thân văn bản"}, s)
	w.places = map[int]string{}
	skip := 0
	var taken []bool // of the open mc:AlternateContent: is one of its contents read?
	for n := 0; ; {
		t, err := s.Next()
		if errors.Is(err, io.EOF) {
			return w, nil
		} else if err != nil {
			return w, fmt.Errorf("%s: %w", main, err)
		}
		loc.Token(t)
		if t.Kind == ooxml.Start || t.Kind == ooxml.Empty {
			switch {
			case isTracked(t.Name):
				w.tracked = append(w.tracked, max(n, 1))
			case t.Name == "w:commentReference":
				w.commented = append(w.commented, max(n, 1))
			}
		}
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
				w.places[n] = traced[number]
			} else {
				w.places[n] = loc.Place().String()
			}
		}
	}
}

// isTracked tells the elements that record a change for someone to accept (ECMA-376-1 17.13.5).
func isTracked(name string) bool {
	switch name {
	case "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel", "w:cellMerge", "w:numberingChange":
		return true
	}
	return strings.HasSuffix(name, "PrChange")
}
