package portal

import (
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"vanthu/pipeline/archive"
)

// asset is a file that pages name: the style sheet, the script.
type asset struct {
	data []byte
	mime string
	tag  string
}

// loadAssets reads the pages and what they name.
func (p *portal) loadAssets() error {
	p.assets = map[string]asset{}
	for name, mime := range map[string]string{"style.css": "text/css; charset=utf-8", "portal.js": "text/javascript; charset=utf-8"} {
		data, err := embedded.ReadFile(name)
		if err != nil {
			return err
		}
		p.assets[name] = asset{data, mime, `"` + archive.Hash(data) + `"`}
	}
	names, err := fs.Glob(embedded, "pages/*.html")
	if err != nil {
		return err
	}
	for _, name := range names {
		if name == "pages/frame.html" {
			continue
		}
		t, err := template.New("frame.html").Funcs(functions).ParseFS(embedded, "pages/frame.html", name)
		if err != nil {
			return err
		}
		p.pages[strings.TrimSuffix(path.Base(name), ".html")] = t
	}
	return nil
}

// asset sends the style sheet or the script, which change with the program alone.
func (p *portal) asset(w http.ResponseWriter, r *http.Request) {
	a := p.assets[path.Base(r.URL.Path)]
	h := w.Header()
	h.Set("Content-Type", a.mime)
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", a.tag)
	if r.Header.Get("If-None-Match") == a.tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Write(a.data)
}
