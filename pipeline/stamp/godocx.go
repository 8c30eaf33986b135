package stamp

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"sync"

	godocx "github.com/lukasjarosch/go-docx"

	"vanthu/pipeline/ooxml"
)

// go-docx numbers runs and fragments with counters of the package, so only one document
// may be in work at a time.
var oneAtATime sync.Mutex

// replaceTags lets go-docx put the values in place of the tags and notes what it made of
// each piece. It sees one paragraph a tag and one run, with one text element, a piece,
// and nothing else; so what it cannot do never reaches it: several text elements in a run
// (it keeps the last), empty ones (<w:t/> is an error), runs in runs, mathematics (whose
// elements have the same local names), a brace without its partner, other prefixes.
func replaceTags(stories []*story, values map[string]string) error {
	var hits []*hit
	for _, s := range stories {
		hits = append(hits, s.hits...)
	}
	data, err := minimalDocument(hits)
	if err != nil {
		return err
	}
	out, err := runGoDocx(data, values)
	if err != nil {
		return fmt.Errorf("không điền được thẻ ở %s: %w", hits[0].place, err)
	}
	return readBack(out, hits, values)
}

const (
	documentHead = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	documentTail = `</w:body></w:document>`
)

func minimalDocument(hits []*hit) ([]byte, error) {
	doc := []byte(documentHead)
	for _, h := range hits {
		doc = append(doc, `<w:p>`...)
		for _, p := range h.pieces {
			doc = append(doc, `<w:r><w:t>`...)
			doc = ooxml.AppendEscaped(doc, p.text, false)
			doc = append(doc, `</w:t></w:r>`...)
		}
		doc = append(doc, `</w:p>`...)
	}
	doc = append(doc, documentTail...)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateHeader(&zip.FileHeader{Name: godocx.DocumentXml, Method: zip.Store})
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(doc); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}

// runGoDocx returns the document part that go-docx makes. What it gets is well formed by
// construction, yet a library that panics on documents is not given the program.
func runGoDocx(data []byte, values map[string]string) (out []byte, err error) {
	oneAtATime.Lock()
	defer oneAtATime.Unlock()
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, fmt.Errorf("go-docx: %v", r)
		}
	}()
	d, err := godocx.OpenBytes(data)
	if err != nil {
		return nil, fmt.Errorf("go-docx: %w", err)
	}
	defer d.Close()
	m := make(godocx.PlaceholderMap, len(values))
	for name, v := range values {
		m[name] = v
	}
	if err := d.ReplaceAll(m); err != nil {
		return nil, fmt.Errorf("go-docx: %w", err)
	}
	return d.GetFile(godocx.DocumentXml), nil
}

// readBack reads the texts of the pieces out of what go-docx made, and checks that each
// tag has become its value and nothing else.
func readBack(out []byte, hits []*hit, values map[string]string) error {
	var texts []string
	s := ooxml.NewScanner(out)
	for {
		t, err := s.Next()
		if err == io.EOF {
			break
		} else if err != nil {
			return fmt.Errorf("go-docx: %w", err)
		}
		switch {
		case t.Kind == ooxml.Start && t.Name == "w:t":
			texts = append(texts, "")
		case t.Kind == ooxml.Text && len(texts) > 0:
			texts[len(texts)-1] += s.Text()
		}
	}
	for _, h := range hits {
		got := ""
		for _, p := range h.pieces {
			if len(texts) == 0 {
				return fmt.Errorf("go-docx làm mất thẻ {%s} ở %s", h.name, h.place)
			}
			p.after, texts = texts[0], texts[1:]
			got += p.after
		}
		if got != values[h.name] {
			return fmt.Errorf("go-docx điền sai thẻ {%s} ở %s: %q thay cho %q", h.name, h.place, got, values[h.name])
		}
	}
	return nil
}
