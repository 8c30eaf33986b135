package portal

import (
	"net/http"
	"strconv"
	"sync"

	"vanthu/pipeline"
	"vanthu/pipeline/archive"
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
	specimen *pipeline.Specimen // of a kind's files
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
	d, err := p.get(r)
	if err != nil {
		return err
	}
	version, err1 := strconv.Atoi(r.PathValue("version"))
	number, err2 := strconv.Atoi(r.PathValue("page"))
	if err1 != nil || err2 != nil || p.Papers == nil {
		return archive.ErrNotFound
	}
	pages := p.laid.find(d.ID, version)
	if pages == nil {
		if pages, err = p.Papers.Pages(r.Context(), &d, version); err != nil {
			return err
		}
		p.laid.keep(laid{document: d.ID, version: version, pages: pages})
	}
	return sendPage(w, r, pages, number)
}
