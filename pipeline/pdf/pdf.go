// Package pdf draws laid-out pages as a PDF 1.7 file that is a tagged PDF and keeps the
// rules of PDF/A-2u.
//
// In: a layout.Document and what its metadata say. Out: the bytes of a PDF; equal input
// gives equal bytes. The steps of Write:
//
//  1. openFaces (plan.go, face.go): the faces in use, a code for every letter shown;
//  2. planPage (plan.go): the words of a page grouped to runs;
//  3. draw (draw.go): maroto draws runs and lines, some pages at a time;
//  4. finish (finish.go): the finishing pass reads what maroto drew (read.go, drawn.go),
//     adds what its provider lacks (content.go) and writes the page (object.go);
//  5. fonts.go, image.go, outline.go, meta.go: the objects that pages share;
//  6. the structure: tags.go gathers what belongs to which paragraph, structure.go and
//     cells.go tell it in the order of the document.
//
// Form (form.go, fill.go) fills PDF templates with form fields and draws them the same
// way, before the template's own page (frame.go); WriteForm (template.go) makes such a
// template.
//
// Package pdftest holds files against the rules that Write keeps.
//
// The one thing to know: maroto gives pages without sizes, in stand-in faces, and dates
// them by the clock; nothing of its file but the page contents comes into ours.
package pdf

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// Info is what the metadata of a file say.
type Info struct {
	Title  string    // "" is the document's own
	Author string    // "" is none
	Lang   string    // BCP 47; "" is the document's own
	Day    time.Time // the day of the document: dates say 00:00 +07:00 of it; zero: no dates

	// Boxes shows a letter that its face lacks as the face's empty box, which still reads
	// and copies as the letter, where otherwise nothing is drawn but an error returned.
	Boxes bool
}

// Limits of what is drawn.
const (
	maxSide  = 14400 * unit.Pt   // ISO 32000-1, annex C
	maxPlace = 1000000 * unit.Pt // far outside of any page
)

// Write draws doc to out. A letter that its face lacks is a *GlyphError; sizes that no
// page can have, broken fonts and broken pictures are errors, too, and then nothing, or
// nothing of use, was written.
func Write(out io.Writer, doc *layout.Document, info Info) error {
	w := &job{doc: doc, info: info}
	return w.write(out)
}

// job is a file to be written: a document and what a form adds to it.
type job struct {
	doc    *layout.Document
	info   Info
	frame  *frame     // stands behind every page; nil is none
	fields []Field    // form fields on the first page
	filled [][]filled // fields that stay fields, by page; nil: none
}

func (j *job) write(out io.Writer) error {
	if err := check(j.doc); err != nil {
		return err
	}
	fs, err := openFaces(j.doc, j.info.Boxes)
	if err != nil {
		return err
	}
	f := newFinisher(out, j, fs)
	if err := f.writeImages(); err != nil {
		return err
	}
	if err := f.pages(); err != nil {
		return err
	}
	return f.close()
}

// check refuses what no page can show.
func check(doc *layout.Document) error {
	if len(doc.Pages) == 0 {
		return errors.New("a document without pages")
	}
	for i := range doc.Pages {
		p := &doc.Pages[i]
		if p.Width <= 0 || p.Height <= 0 || p.Width > maxSide || p.Height > maxSide {
			return fmt.Errorf("page %d: a sheet of %v × %v pt", i+1, p.Width, p.Height)
		}
		for _, it := range p.Items {
			if err := checkItem(it); err != nil {
				return fmt.Errorf("page %d: %w", i+1, err)
			}
		}
	}
	return nil
}

func checkItem(it item.Item) error {
	switch it := it.(type) {
	case *item.Text:
		if it.Size <= 0 || it.Size > maxSide || it.Scale < 0 || it.Scale > 10000 {
			return fmt.Errorf("text %q of size %v pt, scale %d %%", it.Text, it.Size, it.Scale)
		}
		return checkPlaces(it.X, it.Y, it.Width, it.Spacing)
	case *item.Line:
		if it.Width < 0 {
			return fmt.Errorf("a line %v pt wide", it.Width)
		}
		var sum unit.Length
		for _, d := range it.Dash {
			if d < 0 {
				return fmt.Errorf("a dash %v pt long", d)
			}
			sum += d
		}
		if len(it.Dash) > 0 && centiOf(sum) <= 0 {
			return errors.New("dashes without length")
		}
		return checkPlaces(it.X1, it.Y1, it.X2, it.Y2, it.Width, sum)
	case *item.Fill:
		return checkPlaces(it.X, it.Y, it.W, it.H)
	case *item.Path:
		return checkPath(it)
	case *item.Picture:
		return checkPlaces(it.X, it.Y, it.W, it.H)
	case *item.Link:
		return checkPlaces(it.X, it.Y, it.W, it.H, it.TopY)
	case nil:
		return errors.New("an empty item")
	}
	return nil
}

func checkPath(p *item.Path) error {
	for i, s := range p.Segments {
		if _, known := segments[s.Op]; !known {
			return fmt.Errorf("path segment %q", s.Op)
		}
		if i == 0 && s.Op != 'M' {
			return errors.New("a path without a start")
		}
		for _, pt := range s.P {
			if err := checkPlaces(pt.X, pt.Y); err != nil {
				return err
			}
		}
	}
	if p.Width < 0 {
		return fmt.Errorf("a stroke %v pt wide", p.Width)
	}
	return nil
}

func checkPlaces(places ...unit.Length) error {
	for _, v := range places {
		if v > maxPlace || v < -maxPlace {
			return fmt.Errorf("a place or length of %v pt", v)
		}
	}
	return nil
}

// chunkPages is how many pages maroto draws at once: many enough to carry the cost of
// starting it, few enough that memory does not grow with the document.
const chunkPages = 8

// pages draws all pages, chunk by chunk, on all processors; they are written in order.
func (f *finisher) pages() error {
	type result struct {
		pages []*finished
		err   error
	}
	n := len(f.doc.Pages)
	chunks, ahead := (n+chunkPages-1)/chunkPages, runtime.GOMAXPROCS(0)
	results := make([]chan result, chunks)
	var running sync.WaitGroup
	defer running.Wait()
	start := func(i int) {
		if i < chunks {
			results[i] = make(chan result, 1)
			running.Go(func() {
				pages, err := f.chunk(i*chunkPages, min((i+1)*chunkPages, n))
				results[i] <- result{pages, err}
			})
		}
	}
	for i := range ahead {
		start(i)
	}
	for i := range chunks {
		r := <-results[i]
		if r.err != nil {
			return r.err
		}
		start(i + ahead)
		for _, p := range r.pages {
			if err := f.write(p); err != nil {
				return err
			}
		}
	}
	return nil
}
