package portal

import (
	"encoding/json"
	"fmt"
	"html/template"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the zone of readers, on Windows too

	"vanthu/pipeline/archive"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/viet"
)

// list shows the documents of a year, the newest where none is named.
func (p *portal) list(w http.ResponseWriter, r *http.Request) error {
	q := p.DB.Reader
	years, err := archive.Years(r.Context(), q)
	if err != nil {
		return err
	}
	var content struct {
		Year      int
		Years     []int
		Documents []listed
	}
	content.Years = years
	if s := r.PathValue("year"); s != "" {
		if content.Year, err = strconv.Atoi(s); err != nil {
			return archive.ErrNotFound
		}
	} else if len(years) > 0 {
		content.Year = years[0]
	}
	f := frame{Title: "Văn bản"}
	if content.Year != 0 {
		f.Title = fmt.Sprintf("Văn bản năm %d", content.Year)
		docs, err := archive.List(r.Context(), q, archive.Filter{Year: content.Year})
		if err != nil {
			return err
		}
		docs = slices.DeleteFunc(docs, func(d archive.Document) bool { return !mayRead(of(r).User, d.Key) })
		files, err := archive.FilesToOpen(r.Context(), q, docs...)
		if err != nil {
			return err
		}
		n, err := p.names(r.Context(), docs...)
		if err != nil {
			return err
		}
		for _, d := range docs {
			content.Documents = append(content.Documents, listed{d, n, downloads(d, files[d.ID])})
			f.Sample = f.Sample || d.Sample
		}
	}
	f.Content = content
	return p.render(w, r, http.StatusOK, "list", f)
}

type listed struct {
	archive.Document
	Names *names
	Files []download
}

// download is a link to a file of a version.
type download struct {
	Label, URL string
	Size       int64
	SHA256     string
	Data       bool // the data set, not a document
}

var labels = map[string]string{"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "json": "Số liệu (JSON)"}

func downloads(d archive.Document, files []archive.VersionFile) (list []download) {
	for _, f := range files {
		label := labels[f.Format]
		if label == "" {
			label = strings.ToUpper(f.Format)
		}
		list = append(list, download{
			Label: label, Size: f.Size, SHA256: f.SHA256, Data: f.Format == "json",
			URL: fmt.Sprintf("/van-ban/%d/ban/%d/%s", d.ID, f.Version, url.PathEscape(d.Name+"."+f.Format)),
		})
	}
	slices.SortStableFunc(list, func(a, b download) int { // the data set last
		switch {
		case a.Data && !b.Data:
			return 1
		case b.Data && !a.Data:
			return -1
		}
		return 0
	})
	return list
}

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
		content.Versions = append(content.Versions, shown{Version: v, Newest: v.Number == d.Version, Files: downloads(d, v.Files), Params: params(v.Params)})
	}
	content.Work = p.workOn(of(r), &d, content.Findings)
	if p.Papers != nil && slices.ContainsFunc(files[d.ID], func(f archive.VersionFile) bool { return f.Format == "docx" && f.Version == d.Version }) {
		for n := range min(d.Pages, maxShown) {
			content.Shown = append(content.Shown, n+1)
		}
	}
	return p.render(w, r, status, "document", frame{Title: d.Title, Sample: d.Sample, Content: content})
}

// maxShown is how many pages are shown in the page of a document; the PDF has all.
const maxShown = 40

// shown is a version as the page shows it.
type shown struct {
	archive.Version
	Newest bool
	Files  []download
	Params map[string]string
}

func params(text string) (m map[string]string) {
	json.Unmarshal([]byte(text), &m) // the archive wrote it; an empty list shows what is not readable
	return m
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

// file sends a file of a version. Versions do not change, so neither does the answer; a
// PDF opens in the browser, the others are saved.
func (p *portal) file(w http.ResponseWriter, r *http.Request) error {
	d, err := p.get(r)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(r.PathValue("version"))
	format, isNamed := strings.CutPrefix(r.PathValue("file"), d.Name+".")
	if err != nil || !isNamed {
		return archive.ErrNotFound
	}
	data, err := archive.ReadFile(r.Context(), p.DB.Reader, d.ID, version, format)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("ETag", `"`+archive.Hash(data)+`"`)
	h.Set("Cache-Control", "private, no-cache")
	if r.Header.Get("If-None-Match") == h.Get("ETag") {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	disposition := "attachment"
	if format == "pdf" {
		disposition = "inline"
		h.Del("Content-Security-Policy") // browsers' readers of PDF bring styles of their own
	}
	name, err := p.fileName(r, d, version, format)
	if err != nil {
		return err
	}
	h.Set("Content-Disposition", contentDisposition(disposition, name))
	h.Set("Content-Type", mediaType(format))
	h.Set("Content-Length", strconv.Itoa(len(data)))
	w.Write(data) // an error means that the reader went away
	return nil
}

// fileName is the name under which a file is saved, the same as on the shelf: that of the
// document for the files to open now, also an annex that an earlier version brought; the
// others say of which version they are.
func (p *portal) fileName(r *http.Request, d archive.Document, version int, format string) (string, error) {
	files, err := archive.FilesToOpen(r.Context(), p.DB.Reader, d)
	if err != nil {
		return "", err
	}
	name := d.Name
	if !slices.ContainsFunc(files[d.ID], func(f archive.VersionFile) bool { return f.Version == version && f.Format == format }) {
		name += fmt.Sprintf("-ban-%d", version)
	}
	return name + "." + format, nil
}

var mediaTypes = map[string]string{
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"pdf":  "application/pdf",
	"json": "application/json",
}

func mediaType(format string) string {
	if t := mediaTypes[format]; t != "" {
		return t
	}
	return "application/octet-stream"
}

// contentDisposition names a file twice: in plain letters for old readers, and as it is
// (RFC 6266).
func contentDisposition(how, name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, viet.Unmark(name))
	value := how + `; filename="` + plain + `"`
	if plain != name {
		if _, star, ok := strings.Cut(mime.FormatMediaType(how, map[string]string{"filename": name}), "; "); ok {
			value += "; " + star
		}
	}
	return value
}

// schedules shows when the jobs of the plan are due and what became of the last runs.
func (p *portal) schedules(w http.ResponseWriter, r *http.Request) error {
	if p.Plan == nil {
		return archive.ErrNotFound
	}
	var content struct {
		Jobs []jobs.Schedule
		Runs []jobs.Run
	}
	var err error
	if content.Jobs, err = jobs.Schedules(r.Context(), p.DB, p.Plan, time.Now()); err != nil {
		return err
	}
	if content.Runs, err = jobs.History(r.Context(), p.DB, 50); err != nil {
		return err
	}
	return p.render(w, r, http.StatusOK, "schedules", frame{Title: "Việc chạy định kỳ", Content: content})
}

var zone = func() *time.Location {
	z, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		panic(err) // time/tzdata is linked in
	}
	return z
}()

var functions = template.FuncMap{
	"moment": func(t time.Time) string {
		if t.IsZero() {
			return "—"
		}
		t = t.In(zone)
		return viet.ShortDate(t.Year(), int(t.Month()), t.Day()) + t.Format(" 15:04")
	},
	"day": func(s string) string {
		t, err := time.Parse(time.DateOnly, s)
		if err != nil {
			return s
		}
		return viet.ShortDate(t.Year(), int(t.Month()), t.Day())
	},
	"size": func(n int64) string {
		switch {
		case n < 1000:
			return fmt.Sprintf("%d B", n)
		case n < 1_000_000:
			return fmt.Sprintf("%d KB", (n+500)/1000)
		}
		return strings.Replace(fmt.Sprintf("%.1f MB", float64(n)/1e6), ".", ",", 1)
	},
	"count": func(n int) string { return viet.Count(int64(n)) },
	"short": func(hash string) string { return hash[:min(12, len(hash))] },
	"origin": func(s string) string {
		return map[string]string{archive.FromRun: "chương trình lập", archive.FromShelf: "người dùng sửa trên kệ", archive.FromPerson: "người dùng nộp",
			archive.FromCopy: "chương trình lập từ bản trước", archive.FromSigner: "bản đã ký"}[s]
	},
	"picture": func(uri string) template.URL { return template.URL(uri) }, // made by the program
	"runState": func(s string) string {
		return map[string]string{"queued": "đang chờ hoặc đang chạy", "done": "xong", "failed": "lỗi", "cancelled": "đã hủy"}[s]
	},
	"severity": func(s string) string { // class of the style sheet
		return map[string]string{archive.Wrong: "wrong", archive.Warning: "warning", archive.Hint: "hint"}[s]
	},
}
