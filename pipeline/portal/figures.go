package portal

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/refresh"
)

// maxTraced is how many figures are listed; a longer text finds fewer.
const maxTraced = 200

// figures is what the page of a document's figures shows: where they come from, or what
// the figures of now would change.
type figures struct {
	archive.Document
	Notice notice
	Dry    *outgoing.Refreshed // nil: the page is about where figures come from
	Puts   int                 // values, rows and paragraphs that the figures of now would change
	Left   int                 // that they leave to people
	Text   string
	Marked bool // a click on a page asked, not a text
	Seen   int  // the version that is seen, 0 for the newest text
	Traced []outgoing.Traced
	More   bool             // there are more than are listed
	Others []archive.Holder // papers that hold the figure which was clicked, of those that the reader may see
}

// tryRefresh shows what the figures of now would change in a document, and keeps nothing.
func (p *portal) tryRefresh(w http.ResponseWriter, r *http.Request) error {
	d, err := p.get(r)
	if err != nil {
		return err
	}
	if p.Papers == nil {
		return archive.ErrNotFound
	}
	c, status := figures{Document: d}, http.StatusOK
	c.Dry, err = p.Papers.Refresh(r.Context(), &d, of(r).User, outgoing.Refresh{Dry: true})
	switch {
	case r.Context().Err() != nil:
		return r.Context().Err()
	case err != nil:
		c.Dry = &outgoing.Refreshed{}
		c.Notice.Fault, status = p.said(r, err)
	default:
		all := &refresh.Result{Changes: c.Dry.Changes}
		c.Puts = all.Count(refresh.Updated, refresh.Added, refresh.Removed)
		c.Left = all.Count(refresh.Conflict, refresh.Lost, refresh.Ambiguous, refresh.ByHand, refresh.Unmarked)
	}
	return p.render(w, r, status, frame{Template: "figures", Title: "Số liệu mới cho văn bản", Sample: d.Sample, Content: c})
}

// putFigures puts the figures of now into the text that people edited.
func (p *portal) putFigures(r *http.Request, d *archive.Document) (string, error) {
	if seen, err := strconv.Atoi(r.PostFormValue("ban")); err != nil || seen != d.Version {
		return "", archive.ErrChanged
	}
	res, err := p.Papers.Refresh(r.Context(), d, of(r).User, outgoing.Refresh{Clean: r.PostFormValue("cach") == "sach"})
	if err != nil {
		return "", err
	}
	if res.Version == 0 {
		return "Số liệu trong văn bản đã là số liệu mới nhất; không có gì thay đổi.", nil
	}
	told := fmt.Sprintf("Đã cập nhật số liệu mới, thành bản %d (chữ của bản %d, số liệu của bản %d).", res.Version, res.Edited, res.FromRun)
	return told + " Văn bản cần kiểm tra nội dung lại.", nil
}

// trace shows where the figures of a document come from.
func (p *portal) trace(w http.ResponseWriter, r *http.Request) error {
	d, err := p.get(r)
	if err != nil {
		return err
	}
	if p.Papers == nil {
		return archive.ErrNotFound
	}
	asked := outgoing.Asked{Text: strings.TrimSpace(r.FormValue("so")), Mark: r.FormValue("dau")}
	if v := r.FormValue("ban"); v != "" {
		if asked.Version, err = strconv.Atoi(v); err != nil {
			return archive.ErrNotFound
		}
	}
	c, status := figures{Document: d, Text: asked.Text, Marked: asked.Mark != "", Seen: asked.Version}, http.StatusOK
	if c.Text != "" || c.Marked {
		c.Traced, err = p.Papers.Trace(r.Context(), &d, asked)
	}
	if err == nil && c.Marked && len(c.Traced) > 0 {
		c.Others, err = p.Papers.Elsewhere(r.Context(), &d, c.Traced[:1], of(r).User)
	}
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	if err != nil {
		c.Notice.Fault, status = p.said(r, err)
	}
	if c.More = len(c.Traced) > maxTraced; c.More {
		c.Traced = c.Traced[:maxTraced]
	}
	return p.render(w, r, status, frame{Template: "figures", Title: "Nguồn của số liệu", Sample: d.Sample, Content: c})
}

// Now is what stands in the document before a change: what a person wrote, else what was made.
func (c figures) Now(ch refresh.Change) string { return cmp.Or(ch.Edited, ch.Old) }

// Mark is the class of a decision in the style sheet.
func (c figures) Mark(d refresh.Decision) string {
	switch d {
	case refresh.Updated, refresh.Added, refresh.Removed:
		return "good"
	case refresh.Kept:
		return "hint"
	}
	return "warning"
}

// Record is what a figure is about: the keys of the records around it.
func (c figures) Record(keys []string) string { return strings.Join(keys, "; ") }
