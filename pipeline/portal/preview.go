package portal

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/making"
	"vanthu/pipeline/outgoing"
)

// laidOut keeps the documents that were laid out last: a reader asks for their pages one by
// one. Versions do not change, so neither do their pages.
type laidOut struct {
	mu   sync.Mutex
	list []laid // the newest last
}

type laid struct {
	document any // number of a document, *archive.Made, or the hash of a kind's files
	version  int
	pages    outgoing.Pages
	specimen *making.Specimen // of a kind's files
}

// maxLaid is how many documents are kept.
const maxLaid = 8

func (l *laidOut) find(document any, version int) outgoing.Pages {
	return l.whole(document, version).pages
}

// whole is all that is kept of a document, zero where nothing is.
func (l *laidOut) whole(document any, version int) laid {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, one := range l.list {
		if one.document == document && one.version == version {
			return one
		}
	}
	return laid{}
}

func (l *laidOut) keep(one laid) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.list) == maxLaid {
		l.list = append(l.list[:0:0], l.list[1:]...)
	}
	l.list = append(l.list, one)
}

// pageImage sends a page of a version as SVG.
func (p *portal) pageImage(w http.ResponseWriter, r *http.Request) error {
	_, pages, number, err := p.pageOf(r)
	if err != nil {
		return err
	}
	return sendPage(w, r, pages, number)
}

// pageOf lays out the version that is asked for, unless its pages are at hand.
func (p *portal) pageOf(r *http.Request) (d archive.Document, pages outgoing.Pages, number int, err error) {
	if d, err = p.get(r); err != nil {
		return d, nil, 0, err
	}
	version, err1 := strconv.Atoi(r.PathValue("version"))
	number, err2 := strconv.Atoi(r.PathValue("page"))
	if err1 != nil || err2 != nil || p.Papers == nil {
		return d, nil, 0, archive.ErrNotFound
	}
	if pages = p.laid.find(d.ID, version); pages == nil {
		if pages, err = p.Papers.Pages(r.Context(), &d, version); err != nil {
			return d, nil, 0, err
		}
		p.laid.keep(laid{document: d.ID, version: version, pages: pages})
	}
	return d, pages, number, nil
}

// sheet is what the view of one page shows.
type sheet struct {
	archive.Document
	Of            string // the version that is seen
	Page, Pages   int
	Before, After int // the pages beside it, 0 for none
	Width, Height float64
	Figures       []outgoing.Figure
}

// pageView shows a page of a version, on which a click on a figure leads to where it comes
// from.
func (p *portal) pageView(w http.ResponseWriter, r *http.Request) error {
	d, pages, number, err := p.pageOf(r)
	if err != nil {
		return err
	}
	if number < 1 || number > len(pages) {
		return archive.ErrNotFound
	}
	c := sheet{Document: d, Of: r.PathValue("version"), Page: number, Pages: len(pages), Before: number - 1, Figures: pages.Figures(number)}
	if number < len(pages) {
		c.After = number + 1
	}
	c.Width, c.Height = pages[number-1].Width.Points(), pages[number-1].Height.Points()
	return p.render(w, r, http.StatusOK, frame{Template: "sheet", Title: fmt.Sprintf("Trang %d", number), Sample: d.Sample, Content: c})
}
