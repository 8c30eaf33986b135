package portal

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
)

// apiDoc is a document as programs read it.
type apiDoc struct {
	ID       int64     `json:"id"`
	Kind     apiName   `json:"kind"`
	Year     int       `json:"year"`
	Period   string    `json:"period"`
	Agency   string    `json:"agency"`
	Unit     string    `json:"unit,omitempty"`
	Round    string    `json:"round,omitempty"`
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	State    apiName   `json:"state"`
	Symbol   string    `json:"symbol,omitempty"`
	IssueDay string    `json:"issue_day,omitempty"`
	Urgency  string    `json:"urgency,omitempty"`
	Sample   bool      `json:"sample"`
	Version  int       `json:"version"`
	Pages    int       `json:"pages"`
	Found    apiFound  `json:"findings"`
	Files    []apiFile `json:"files"`
}

// apiName is a code with what people call it.
type apiName struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// apiFound counts findings.
type apiFound struct {
	Wrong    int `json:"wrong"`
	Warnings int `json:"warnings"`
	Hints    int `json:"hints"`
}

// apiFile names a file of a version.
type apiFile struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Size    int64  `json:"size"`
	SHA256  string `json:"sha256"`
	URL     string `json:"url"`
}

// apiVersion is a version of a document.
type apiVersion struct {
	Number int       `json:"number"`
	Origin string    `json:"origin"`
	MadeAt time.Time `json:"made_at"`
	MadeBy string    `json:"made_by"`
	Day    string    `json:"day,omitempty"`
	Note   string    `json:"note,omitempty"`
	Files  []apiFile `json:"files"`
}

// apiWhole is a document with its versions, and the findings of the version to open.
type apiWhole struct {
	apiDoc
	Findings []archive.Finding `json:"finding_list"`
	Versions []apiVersion      `json:"versions"`
}

func apiFiles(id int64, files []archive.VersionFile) []apiFile {
	list := []apiFile{}
	for _, f := range files {
		list = append(list, apiFile{Format: f.Format, Version: f.Version, Size: f.Size, SHA256: f.SHA256,
			URL: fmt.Sprintf("%s/documents/%d/versions/%d/files/%s", apiRoot, id, f.Version, f.Format)})
	}
	return list
}

func (p *portal) apiDoc(d archive.Document, files []archive.VersionFile) apiDoc {
	n := names{kinds: p.Kinds}
	return apiDoc{ID: d.ID, Kind: apiName{d.Kind, n.Kind(d)}, Year: d.Year, Period: d.Period, Agency: d.Agency, Unit: d.Unit, Round: d.Round,
		Name: d.Name, Title: d.Title, State: apiName{d.State, d.StateName}, Symbol: d.Symbol, IssueDay: d.IssueDay, Urgency: d.Urgency, Sample: d.Sample,
		Version: d.Version, Pages: d.Pages, Found: apiFound{d.Wrong, d.Warnings, d.Hints}, Files: apiFiles(d.ID, files)}
}

// apiDocuments sends the documents that fit, some at a time.
func (p *portal) apiDocuments(w http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	f := archive.Filter{Kind: v.Get("kind"), State: v.Get("state"), Agency: v.Get("agency"), Unit: v.Get("unit"), Period: v.Get("period"), Limit: apiPageSize}
	for name, to := range map[string]*int{"year": &f.Year, "limit": &f.Limit} {
		if text := v.Get(name); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 || n > 9999 {
				bad(w, "%s=%s: want a number from 1 on", name, text)
				return
			}
			*to = n
		}
	}
	after, ok := readCursor(v.Get("cursor"))
	if !ok {
		bad(w, "cursor: want what the page before gave as 'next'")
		return
	}
	ctx, limit := r.Context(), min(f.Limit, maxAPIPage)
	f.Limit = limit + 1
	docs, err := archive.Reading{Filter: f, For: of(r).User, From: after}.Next(ctx, p.DB.Reader)
	if err != nil {
		p.apiFail(w, r, err)
		return
	}
	page := struct {
		Documents []apiDoc `json:"documents"`
		Next      string   `json:"next,omitempty"`
	}{Documents: []apiDoc{}}
	if len(docs) > limit {
		docs = docs[:limit]
		page.Next = cursor(docs[limit-1].ID)
	}
	files, err := archive.FilesToOpen(ctx, p.DB.Reader, docs...)
	if err != nil {
		p.apiFail(w, r, err)
		return
	}
	for _, d := range docs {
		page.Documents = append(page.Documents, p.apiDoc(d, files[d.ID]))
	}
	sendJSON(w, "application/json", http.StatusOK, page)
}

// cursor says where a page ended. What it holds is no matter of callers.
func cursor(id int64) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "d%d", id))
}

func readCursor(s string) (id int64, ok bool) {
	if s == "" {
		return 0, true
	}
	data, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(data) < 2 || data[0] != 'd' {
		return 0, false
	}
	id, err = strconv.ParseInt(string(data[1:]), 10, 64)
	return id, err == nil && id > 0
}

// apiDocument sends a document with its versions.
func (p *portal) apiDocument(w http.ResponseWriter, r *http.Request) {
	d, err := p.get(r)
	if err != nil {
		p.apiFail(w, r, err)
		return
	}
	whole, err := p.whole(r, d, p.DB.Reader)
	if err != nil {
		p.apiFail(w, r, err)
		return
	}
	sendJSON(w, "application/json", http.StatusOK, whole)
}

func (p *portal) whole(r *http.Request, d archive.Document, q db.Queryer) (whole apiWhole, err error) {
	ctx := r.Context()
	files, err := archive.FilesToOpen(ctx, q, d)
	if err != nil {
		return whole, err
	}
	whole.apiDoc = p.apiDoc(d, files[d.ID])
	if whole.Findings, err = archive.Findings(ctx, q, d.ID, d.Version); err != nil {
		return whole, err
	}
	if whole.Findings == nil {
		whole.Findings = []archive.Finding{}
	}
	versions, err := archive.Versions(ctx, q, d.ID)
	for _, v := range versions {
		whole.Versions = append(whole.Versions, apiVersion{Number: v.Number, Origin: v.Origin, MadeAt: v.At.UTC(), MadeBy: v.By, Day: v.Day, Note: v.Note, Files: apiFiles(d.ID, v.Files)})
	}
	return whole, err
}

// apiFile sends a file of a version. The record has it before the first byte leaves.
func (p *portal) apiFile(w http.ResponseWriter, r *http.Request) {
	d, err := p.get(r)
	if err != nil {
		p.apiFail(w, r, err)
		return
	}
	version, err := strconv.Atoi(r.PathValue("version"))
	if err != nil {
		p.apiFail(w, r, archive.ErrNotFound)
		return
	}
	format := r.PathValue("format")
	data, err := archive.ReadFile(r.Context(), p.DB.Reader, archive.FileOf{Document: d.ID, Version: version, Format: format})
	if err == nil {
		err = p.recordDownload(r, audit.Act{Document: d.ID, Version: version, Detail: format})
	}
	if err != nil {
		p.apiFail(w, r, err)
		return
	}
	w.Header().Set("ETag", `"`+archive.Hash(data)+`"`)
	sendFile(w, attachment, d.Name+"."+format, data)
}

// apiStates sends the states of documents, in their order.
func (p *portal) apiStates(w http.ResponseWriter, r *http.Request) {
	states, err := archive.States(r.Context(), p.DB.Reader)
	if err != nil {
		p.apiFail(w, r, err)
		return
	}
	list := []apiName{}
	for _, s := range states {
		list = append(list, apiName(s))
	}
	sendJSON(w, "application/json", http.StatusOK, map[string][]apiName{"states": list})
}
