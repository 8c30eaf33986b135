package portal

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/outgoing"
)

// document shows one document: findings of the version to open, versions, provenance.
func (p *portal) document(w http.ResponseWriter, r *http.Request) error {
	return p.showDocument(w, r, http.StatusOK, notice{Told: p.sessions.PopString(r.Context(), keyTold)})
}

func (p *portal) showDocument(w http.ResponseWriter, r *http.Request, status int, n notice) error {
	d, err := p.get(r)
	if err != nil {
		return err
	}
	versions, err := archive.Versions(r.Context(), p.DB.Reader, d.ID)
	if err != nil {
		return err
	}
	var content struct {
		archive.Document
		Names    *names
		Open     []download // the files to open now
		Links    []string   // papers that correct, replace or recall, from either side
		Findings []archive.Finding
		Versions []shown
		Notice   notice
		Work     work
		Shown    []int // numbers of the pages that can be seen here
		Linked   bool  // its figures can be traced
		Renew    bool  // figures of now can be put into it
		Mendable bool  // its form can be mended
	}
	content.Document, content.Notice = d, n
	if content.Names, err = p.names(r.Context(), d); err != nil {
		return err
	}
	files, err := archive.FilesToOpen(r.Context(), p.DB.Reader, d)
	if err != nil {
		return err
	}
	content.Open = downloads(d, files[d.ID])
	links, err := archive.Links(r.Context(), p.DB.Reader, d.ID)
	if err != nil {
		return err
	}
	for _, l := range links {
		content.Links = append(content.Links, l.Say(d.ID))
	}
	if content.Findings, err = archive.Findings(r.Context(), p.DB.Reader, d.ID, d.Version); err != nil {
		return err
	}
	for _, v := range versions {
		content.Versions = append(content.Versions, shown{Version: v, Newest: v.Number == d.Version, Files: downloads(d, v.Files), Params: p.params(d.Kind, v.Params)})
	}
	content.Work = p.workOn(of(r), &d, content.Findings)
	if content.Work.Number {
		if content.Work.Outside, err = p.numberedOutside(r.Context(), d.Key); err != nil {
			return err
		}
	}
	if p.Papers != nil && content.Work.Edit {
		rules, err := p.Papers.Mendable(r.Context(), &d)
		if err != nil {
			return err
		}
		content.Mendable = len(rules) > 0
	}
	content.Linked, content.Renew = outgoing.Linked(versions)
	content.Linked, content.Renew = content.Linked && p.Papers != nil, content.Renew && content.Work.Edit
	if p.Papers != nil && slices.ContainsFunc(files[d.ID], func(f archive.VersionFile) bool { return f.Format == "docx" && f.Version == d.Version }) {
		for n := range min(d.Pages, maxShown) {
			content.Shown = append(content.Shown, n+1)
		}
	}
	return p.render(w, r, status, frame{Template: "document", Title: d.Title, Sample: d.Sample, Content: content})
}

// maxShown is how many pages are shown in the page of a document; the PDF has all.
const maxShown = 40

// shown is a version as the page shows it.
type shown struct {
	archive.Version
	Newest bool
	Files  []download
	Params []datum
}

// params are the parameters with which a version was made, as the form of its kind calls them.
func (p *portal) params(kind, text string) (list []datum) {
	var given map[string]string
	json.Unmarshal([]byte(text), &given) // the archive wrote it; an empty list shows what is not readable
	var k *catalog.Kind
	if p.Papers != nil {
		k, _ = p.Papers.Kind(kind) // nil for a kind that is no more: its codes stand for themselves
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		one := datum{Name: name, Value: shortDay(given[name])}
		if k != nil {
			if i := slices.IndexFunc(k.Params, func(param catalog.Param) bool { return param.Name == name }); i >= 0 {
				word := wordOf(k, &k.Params[i])
				one.Name = word.Label
				if word.Values[one.Value] != "" {
					one.Value = word.Values[one.Value]
				} else if isCode(&k.Params[i], one.Value) {
					one.Value = "theo lệ thường"
				} else if k.Params[i].Type == catalog.Bool {
					one.Value = map[string]string{"true": "có", "false": "không"}[one.Value]
				}
			}
		}
		list = append(list, one)
	}
	return list
}

// numberedOutside reports that the numbers of a paper come from a book on paper.
func (p *portal) numberedOutside(ctx context.Context, k archive.Key) (bool, error) {
	books, err := archive.Books(ctx, p.DB.Reader)
	source := archive.Outside // of the book that is opened where there is none
	for _, b := range books {
		switch {
		case b.Agency != k.Agency:
		case slices.Contains(b.Kinds, k.Kind):
			return b.Source == archive.Outside, err
		case slices.Contains(b.Kinds, archive.AnyKind):
			source = b.Source
		}
	}
	return source == archive.Outside, err
}

func (p *portal) get(r *http.Request) (archive.Document, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return archive.Document{}, archive.ErrNotFound
	}
	d, err := archive.Get(r.Context(), p.DB.Reader, id)
	if err == nil && !mayRead(of(r).User, d.Key) { // as if it were not there: its name is not for all
		return archive.Document{}, archive.ErrNotFound
	}
	return d, err
}
