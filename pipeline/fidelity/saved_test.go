//go:build fidelity

package fidelity

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
)

// Word writes where its pages began into the files that it saves (w:lastRenderedPageBreak): of any
// such file its pages are known without Word.

// beginWords is how many words tell the beginning of a page.
const beginWords = 3

// savedBegins returns the first words of the pages of a Word file after the first, as Word saved
// them; nil where it did not.
func savedBegins(docx []byte) []string {
	pkg, err := ooxml.Open(docx, ooxml.Limits{})
	if err != nil {
		return nil
	}
	name, err := pkg.Main()
	if err != nil {
		return nil
	}
	part, err := pkg.Part(name)
	if err != nil {
		return nil
	}
	var text strings.Builder
	var from []int // where pages begin in text
	depth := 0     // in what does not show in its place
	for d := xml.NewDecoder(strings.NewReader(string(part))); ; {
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch {
			case depth > 0 || aside[e.Name.Local]:
				depth++
			case e.Name.Local == "lastRenderedPageBreak":
				from = append(from, text.Len())
			case apart[e.Name.Local]:
				text.WriteByte(' ')
			}
		case xml.EndElement:
			if depth > 0 {
				depth--
			}
		case xml.CharData:
			if depth == 0 {
				text.Write(e)
			}
		}
	}
	var begins []string
	for _, at := range slices.Compact(from) {
		if begin := pageBegin(strings.Fields(text.String()[at:])); begin != "" {
			begins = append(begins, begin)
		}
	}
	return begins
}

// aside are elements whose text stands elsewhere or nowhere, apart those that part words.
var (
	aside = map[string]bool{"instrText": true, "delText": true, "drawing": true, "pict": true, "object": true, "del": true, "moveFrom": true, "tabs": true}
	apart = map[string]bool{"p": true, "tab": true, "br": true, "cr": true, "tc": true}
)

func pageBegin(words []string) string {
	words = words[:min(len(words), beginWords)]
	for i := range words {
		words[i] = plain(words[i])
	}
	return strings.Join(words, " ")
}

// ourBegins returns the first words of the pages after the first, furniture left out.
func ourBegins(doc *layout.Document) (begins []string) {
	for i := range doc.Pages[1:] {
		var words []string
		end := item.Text{}
		for _, it := range doc.Pages[i+1].Items {
			w, ok := it.(*item.Text)
			if !ok || w.Para == 0 || w.Label {
				continue
			}
			if n := len(words); n > 0 && w.Para == end.Para && w.Y == end.Y && w.X-end.X-end.Width < w.Size/20 && w.X >= end.X+end.Width-w.Size/20 {
				words[n-1] += w.Text // the parts of one word
			} else if n == beginWords {
				break
			} else {
				words = append(words, w.Text)
			}
			end = *w
		}
		if begin := pageBegin(words); begin != "" {
			begins = append(begins, begin)
		}
	}
	return begins
}

// beginsAlike is the share of Word's pages that begin with the same words here, and their number.
func beginsAlike(docx []byte) (share float64, pages int) {
	saved := savedBegins(docx)
	if len(saved) == 0 {
		return 0, 0
	}
	doc, err := layout.Lay(docx, layout.Options{})
	if err != nil {
		return 0, len(saved)
	}
	return float64(len(align(saved, ourBegins(doc)))) / float64(len(saved)), len(saved)
}

// TestSavedBegins: the pages that a file says Word made are found among ours, and missed where the
// file says otherwise.
func TestSavedBegins(t *testing.T) {
	const mark, page = `<w:lastRenderedPageBreak/>`, `<w:br w:type="page"/>`
	para := func(before, text string) string { return p("", x(before), r("", text)) }
	for _, c := range []struct {
		body  string
		share float64
		pages int
	}{
		{para("", "trang một") + para(page+mark, "trang hai bắt đầu") + para(page+mark, "trang ba bắt đầu"), 1, 2},
		{para("", "trang một") + para(page+mark, "trang hai bắt đầu") + para(mark, "không ở đầu trang"), 0.5, 2},
		{para("", "không lưu"), 0, 0},
	} {
		f := feature{body: c.body}
		if share, pages := beginsAlike(f.docx(t)); share != c.share || pages != c.pages {
			t.Errorf("%.40s: %.2f of %d pages, want %.2f of %d", c.body, share, pages, c.share, c.pages)
		}
	}
}
