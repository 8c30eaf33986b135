package portal

import (
	"io/fs"
	"net/http"
	"path"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
)

// templates shows the kinds of document with their template files.
func (p *portal) templates(w http.ResponseWriter, r *http.Request) error {
	if p.Papers == nil {
		return archive.ErrNotFound
	}
	return p.render(w, r, http.StatusOK, frame{Template: "templates", Title: "Mẫu văn bản", Content: p.Papers.Catalog.Kinds()})
}

// templateContent is the page of a kind's template.
type templateContent struct {
	Kind   *catalog.Kind
	Broken string
	Faults []catalog.Fault
	Tags   []catalog.Tag
	Files  []string
}

// templateOf shows the tags that may be written into a kind's template, and its faults.
func (p *portal) templateOf(w http.ResponseWriter, r *http.Request) error {
	k, err := p.kindOf(r)
	if err != nil {
		return err
	}
	c := templateContent{Kind: k, Files: templateFiles(k)}
	if err := k.Err(); err != nil {
		c.Broken = sentence(err.Error())
	}
	if c.Faults, err = p.Papers.Catalog.Lint(k.Slug); err != nil {
		return err
	}
	if c.Tags, err = p.Papers.Catalog.Tags(k.Slug); err != nil {
		return err
	}
	return p.render(w, r, http.StatusOK, frame{Template: "template", Title: "Mẫu: " + k.Name, Content: c})
}

func (p *portal) kindOf(r *http.Request) (*catalog.Kind, error) {
	if p.Papers == nil {
		return nil, archive.ErrNotFound
	}
	k, err := p.Papers.Catalog.Kind(r.PathValue("kind"))
	if err != nil {
		return nil, archive.ErrNotFound
	}
	return k, nil
}

// templateFiles are the template files of a kind.
func templateFiles(k *catalog.Kind) (list []string) {
	for _, name := range []string{k.Outputs.Docx, k.Outputs.Xlsx, k.Outputs.Form} {
		if name != "" {
			list = append(list, name)
		}
	}
	return list
}

// templateFile sends a template file.
func (p *portal) templateFile(w http.ResponseWriter, r *http.Request) error {
	k, err := p.kindOf(r)
	if err != nil {
		return err
	}
	for _, name := range templateFiles(k) { // no name from the address reaches the file system
		if name != r.PathValue("file") {
			continue
		}
		data, err := fs.ReadFile(p.Papers.Templates, path.Join(k.Slug, name))
		if err != nil {
			return err
		}
		h := w.Header()
		h.Set("Content-Disposition", contentDisposition("attachment", k.Slug+"-"+name))
		h.Set("Content-Type", mediaType(path.Ext(name)[1:]))
		w.Write(data)
		return nil
	}
	return archive.ErrNotFound
}
