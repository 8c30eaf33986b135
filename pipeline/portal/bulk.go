package portal

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/people"
)

// How many documents may be taken at once: of a move each is laid out anew.
const (
	maxZipped = 5000
	maxMoved  = 300
)

// bulkMoves are the moves that a person may make with several documents at once.
func bulkMoves(u *people.User) (list []choiceOption) {
	for _, to := range []string{archive.ContentChecked, archive.FormChecked, archive.Submitted} {
		from := map[string]string{archive.ContentChecked: archive.Draft, archive.FormChecked: archive.ContentChecked, archive.Submitted: archive.FormChecked}[to]
		for _, g := range u.Grants {
			if slices.Contains(archive.Next(u, &archive.Document{Key: archive.Key{Agency: g.Agency, Unit: g.Unit}, State: from}), to) {
				list = append(list, choiceOption{to, verbs[to]})
				break
			}
		}
	}
	return list
}

// chosen are the documents that a form names, those of a mail merge one by one.
func (p *portal) chosen(r *http.Request, most int) (docs []archive.Document, err error) {
	ctx := r.Context()
	if err := r.ParseForm(); err != nil {
		return nil, people.Refuse("chọn quá nhiều văn bản một lúc")
	}
	query, err := parseQuery(r, nil)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, pick := range r.Form["chon"] {
		text, isGroup := strings.CutPrefix(pick, "tap-")
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, archive.ErrNotFound
		}
		if !isGroup {
			ids = append(ids, id)
			continue
		}
		d, err := archive.Get(ctx, p.DB.Reader, id)
		if err != nil {
			return nil, err
		}
		members, err := archive.List(ctx, p.DB.Reader, within(query.Filter, d.Year, d.Key)) // as the page shows it
		if err != nil {
			return nil, err
		}
		docs = append(docs, slices.DeleteFunc(members, func(m archive.Document) bool { return m.Unit == "" || m.Round != d.Round })...)
	}
	some, err := archive.Some(ctx, p.DB.Reader, ids...)
	if err != nil {
		return nil, err
	}
	docs = slices.DeleteFunc(append(docs, some...), func(d archive.Document) bool { return !mayRead(of(r).User, d.Key) })
	slices.SortStableFunc(docs, func(a, b archive.Document) int { return int(a.ID - b.ID) })
	docs = slices.CompactFunc(docs, func(a, b archive.Document) bool { return a.ID == b.ID })
	switch {
	case len(docs) == 0:
		return nil, people.Refuse("chưa chọn văn bản nào: đánh dấu vào ô ở đầu dòng rồi làm lại")
	case len(docs) > most:
		return nil, people.Refuse("đã chọn %d văn bản, một lần nhiều nhất %d: lọc bớt rồi làm lại", len(docs), most)
	}
	return docs, nil
}

// several does to the documents that were chosen what the button says.
func (p *portal) several(w http.ResponseWriter, r *http.Request) error {
	if r.PostFormValue("viec") == "tai" {
		docs, err := p.chosen(r, maxZipped)
		if err != nil {
			return p.listFault(w, r, err)
		}
		return p.zip(w, r, docs)
	}
	docs, err := p.chosen(r, maxMoved)
	if err != nil {
		return p.listFault(w, r, err)
	}
	to := r.PostFormValue("den")
	if p.Papers == nil || !slices.ContainsFunc(bulkMoves(of(r).User), func(o choiceOption) bool { return o.Value == to }) {
		return p.listFault(w, r, people.Refuse("chọn việc cần làm với các văn bản đã đánh dấu"))
	}
	told, err := p.moveAll(r, docs, to)
	if err != nil {
		return err
	}
	p.sessions.Put(r.Context(), keyTold, told)
	http.Redirect(w, r, inside(r.PostFormValue("ve")), http.StatusSeeOther)
	return nil
}

func (p *portal) listFault(w http.ResponseWriter, r *http.Request, err error) error {
	if errors.Is(err, archive.ErrNotFound) || r.Context().Err() != nil {
		return err
	}
	fault, status := p.said(r, err)
	return p.showList(w, r, status, notice{Fault: fault})
}

// moveAll makes a move with each document, and tells how many and which not.
func (p *portal) moveAll(r *http.Request, docs []archive.Document, to string) (string, error) {
	done, years := 0, map[int]bool{}
	var refused []string
	for _, d := range docs {
		err := p.Papers.Move(r.Context(), d.ID, archive.Step{By: of(r).User, To: to, At: p.Now()}, 0)
		if r.Context().Err() != nil {
			return "", r.Context().Err()
		}
		if err != nil {
			fault, _ := p.said(r, err)
			if !strings.HasPrefix(fault, d.Name) { // most refusals name the document
				fault = d.Name + ": " + fault
			}
			refused = append(refused, fault)
			continue
		}
		done, years[d.Year] = done+1, true
	}
	for year := range years {
		if err := p.lay(r, year); err != nil {
			p.Log.Error("shelf", "error", err) // the archive has it; the next call lays it out
		}
	}
	told := fmt.Sprintf("%s: đã làm với %d văn bản.", verbs[to], done)
	if n := len(refused); n > 0 {
		told += fmt.Sprintf(" %d văn bản chưa chuyển được. ", n) + strings.Join(refused[:min(n, 5)], " ")
		if n > 5 {
			told += " …"
		}
	}
	return told, nil
}

// zip sends the files to open of documents in one archive. The record has it before the
// first byte leaves.
func (p *portal) zip(w http.ResponseWriter, r *http.Request, docs []archive.Document) error {
	ctx := r.Context()
	files, err := archive.FilesToOpen(ctx, p.DB.Reader, docs...)
	if err != nil {
		return err
	}
	n, err := p.names(ctx, docs...)
	if err != nil {
		return err
	}
	taken := map[string]int{}
	for _, d := range docs {
		taken[n.File(d)]++
	}
	if err := p.recordDownload(r, audit.Act{Detail: fmt.Sprintf("%d văn bản, zip", len(docs))}); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Content-Disposition", contentDisposition(attachment, "van-ban.zip"))
	out := zip.NewWriter(w)
	for _, d := range docs {
		name := n.File(d)
		if taken[name] > 1 {
			name = d.Name // two units share a name
		}
		for _, f := range files[d.ID] {
			if f.Format == archive.DataFormat || f.Format == archive.MapFormat {
				continue
			}
			if err := p.zipOne(ctx, out, fmt.Sprintf("%d/%s.%s", d.Year, name, f.Format), f.SHA256); err != nil {
				p.Log.Error("portal", "path", r.URL.Path, "error", err)
				panic(http.ErrAbortHandler) // the reader must not take a part for the whole
			}
		}
	}
	return out.Close()
}

func (p *portal) zipOne(ctx context.Context, out *zip.Writer, name, sum string) error {
	data, err := archive.FileByHash(ctx, p.DB.Reader, sum)
	if err != nil {
		return err
	}
	part, err := out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}) // the files are packed themselves
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	return err
}
