package docx

import (
	"fmt"
	"io"
	"strings"

	"vanthu/pipeline/ooxml"
)

// TraceAttr is the attribute of a paragraph in which Trace puts its number. It is in no
// namespace: Word has none of that name.
const TraceAttr = "trace"

// Trace gives each paragraph of the body a number of its own and says, by that number,
// where it stands. Filling a template passes the numbers by, so that a paragraph of the
// filled document is known by the one that it was written from. The file is for reading
// alone.
func Trace(data []byte) (traced []byte, places map[string]string, err error) {
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		return nil, nil, err
	}
	main, err := p.Main()
	if err != nil {
		return nil, nil, err
	}
	part, err := p.Part(main)
	if err != nil {
		return nil, nil, err
	}
	places = map[string]string{}
	var edits []ooxml.Edit
	s := ooxml.NewScanner(part)
	loc := NewLocator(StoryOf("document", main), s)
	for {
		t, err := s.Next()
		if err == io.EOF {
			break
		} else if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", main, err)
		}
		loc.Token(t)
		if t.Name != "w:p" || t.Kind == ooxml.End {
			continue
		}
		number := fmt.Sprintf("%08X", len(places)+1)
		places[number] = loc.Place().String()
		at := t.Pos + strings.IndexAny(string(part[t.Pos:t.End]), " \t\r\n/>")
		edits = append(edits, ooxml.Edit{Pos: at, End: at, Text: fmt.Sprintf(` %s="%s"`, TraceAttr, number)})
	}
	traced, err = p.Rewritten(map[string][]byte{main: ooxml.Apply(part, edits...)})
	return traced, places, err
}
