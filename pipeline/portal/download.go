package portal

import (
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/viet"
)

// download is a link to a file of a version.
type download struct {
	Label, URL string
	Size       int64
	SHA256     string
	Data       bool // the data set, not a document
}

var labels = map[string]string{"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "json": "Số liệu (JSON)", archive.MapFormat: "Liên kết số liệu (JSON)"}

func downloads(d archive.Document, files []archive.VersionFile) (list []download) {
	for _, f := range files {
		label := labels[f.Format]
		if label == "" {
			label = strings.ToUpper(f.Format)
		}
		list = append(list, download{
			Label: label, Size: f.Size, SHA256: f.SHA256, Data: f.Format == archive.DataFormat || f.Format == archive.MapFormat,
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
	data, err := archive.ReadFile(r.Context(), p.DB.Reader, archive.FileOf{Document: d.ID, Version: version, Format: format})
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
	how := attachment
	if format == "pdf" {
		how = inline
	}
	name, err := p.fileName(r, d, version, format)
	if err != nil {
		return err
	}
	if err := p.recordDownload(r, audit.Act{Document: d.ID, Version: version, Detail: format}); err != nil {
		return err
	}
	sendFile(w, how, name, data)
	return nil
}

// mended sends the Word file to open with its form mended, for a person to look at and to
// send back as an edit.
func (p *portal) mended(w http.ResponseWriter, r *http.Request) error {
	d, err := p.get(r)
	if err != nil {
		return err
	}
	if p.Papers == nil {
		return archive.ErrNotFound
	}
	res, err := p.Papers.Mended(r.Context(), &d)
	if err != nil {
		return err
	}
	if err := p.recordDownload(r, audit.Act{Document: d.ID, Version: d.Working, Detail: "docx, đã chỉnh thể thức"}); err != nil {
		return err
	}
	name, err := p.fileOf(r.Context(), d)
	if err != nil {
		return err
	}
	sendFile(w, attachment, name+"-da-chinh-the-thuc.docx", res.Docx)
	return nil
}

// slip sends the phiếu gửi of a numbered document, to print.
func (p *portal) slip(w http.ResponseWriter, r *http.Request) error {
	d, err := p.get(r)
	if err != nil {
		return err
	}
	if p.Papers == nil || d.Symbol == "" {
		return archive.ErrNotFound
	}
	data, err := p.Papers.Slip(r.Context(), d.ID)
	if err != nil {
		return err
	}
	if err := p.recordDownload(r, audit.Act{Document: d.ID, Version: d.Working, Detail: "pdf, phiếu gửi"}); err != nil {
		return err
	}
	name, err := p.fileOf(r.Context(), d)
	if err != nil {
		return err
	}
	sendFile(w, attachment, name+"-phieu-gui.pdf", data)
	return nil
}

// recordDownload writes down who takes which file: nothing leaves without a record. The
// act says which; whose, what and when are told here.
func (p *portal) recordDownload(r *http.Request, act audit.Act) error {
	act.At, act.Actor, act.Act, act.Detail = p.Now(), of(r).User.Name, "file.download", of(r).by(act.Detail)
	return p.DB.Write(r.Context(), func(tx *sqlx.Tx) error {
		return audit.Record(r.Context(), tx, act)
	})
}

// fileName is the name under which a file is saved: that of the
// document for the files to open now, also an annex that an earlier version brought; the
// others say of which version they are.
func (p *portal) fileName(r *http.Request, d archive.Document, version int, format string) (string, error) {
	files, err := archive.FilesToOpen(r.Context(), p.DB.Reader, d)
	if err != nil {
		return "", err
	}
	name, err := p.fileOf(r.Context(), d)
	if err != nil {
		return "", err
	}
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
	"map":  "application/json",
}

func mediaType(format string) string {
	if t := mediaTypes[format]; t != "" {
		return t
	}
	return "application/octet-stream"
}

// How a browser takes a file (RFC 6266): it saves it, or shows it.
const (
	attachment = "attachment"
	inline     = "inline"
)

// sendFile sends a file, whose kind its name tells.
func sendFile(w http.ResponseWriter, how, name string, data []byte) {
	h := w.Header()
	if how == inline {
		h.Del("Content-Security-Policy") // browsers' readers of PDF bring styles of their own
	}
	h.Set("Content-Disposition", contentDisposition(how, name))
	h.Set("Content-Type", mediaType(strings.TrimPrefix(path.Ext(name), ".")))
	h.Set("Content-Length", strconv.Itoa(len(data)))
	w.Write(data) // an error means that the reader went away
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
