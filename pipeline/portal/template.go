package portal

import (
	"context"
	"io/fs"
	"net/http"
	"path"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/people"
)

// templateTile is a kind of document in the list of templates.
type templateTile struct {
	*catalog.Kind
	Broken bool
	Own    bool // a file that people put in force counts today
}

// templates shows the kinds of document with their template files.
func (p *portal) templates(w http.ResponseWriter, r *http.Request) error {
	if p.Papers == nil {
		return archive.ErrNotFound
	}
	var list []templateTile
	for _, k := range p.Papers.Catalog.Kinds() {
		now, err := p.Papers.InForce(r.Context(), k.Slug, p.today())
		if err != nil {
			return err
		}
		list = append(list, templateTile{now, now.Err() != nil, now.Hash() != k.Hash()})
	}
	return p.render(w, r, http.StatusOK, frame{Template: "templates", Title: "Mẫu văn bản", Content: list})
}

// today is the day for readers.
func (p *portal) today() string { return p.Now().In(zone).Format(time.DateOnly) }

// templateContent is the page of a kind's templates.
type templateContent struct {
	Kind    *catalog.Kind
	Files   []templateParts
	Faults  []catalog.Fault // of what is in force today
	Tags    []catalog.Tag
	Filters []filterHelp
	Sent    []catalog.Fault // of a file that was sent just now and stays out
	MayKeep bool
	Notice  notice
}

type filterHelp struct{ Name, Meaning, Sample string }

// templateParts are the versions of a template file, the newest first, at the end the file of
// the office's folder or the program.
type templateParts struct {
	File, About string
	Versions    []templateVersion
	Terms       []archive.TemplateTerm
}

// templateVersion is a version with what it counts for.
type templateVersion struct {
	archive.TemplateVersion
	Now  bool   // it counts today
	From string // first day of the term that counts now or will; "" for none
	Past bool   // it counted before
}

// Own reports whether it is the file of the office's folder or the program.
func (v templateVersion) Own() bool { return v.Number == 0 }

// templateOf shows the versions of a kind's templates, the tags that may be written into
// them, and the faults of what is in force.
func (p *portal) templateOf(w http.ResponseWriter, r *http.Request) error {
	return p.showTemplate(w, r, http.StatusOK, templateContent{Notice: notice{Told: p.sessions.PopString(r.Context(), keyTold)}})
}

func (p *portal) showTemplate(w http.ResponseWriter, r *http.Request, status int, c templateContent) (err error) {
	if c.Kind, err = p.kindOf(r); err != nil {
		return err
	}
	ctx := r.Context()
	for _, file := range c.Kind.Files() {
		parts, err := p.partsOf(ctx, archive.TemplateFile{Kind: c.Kind.Slug, File: file})
		if err != nil {
			return err
		}
		c.Files = append(c.Files, parts)
	}
	c.Faults = p.Papers.Catalog.LintKind(c.Kind)
	c.Tags = p.Papers.Catalog.TagsOf(c.Kind)
	for _, f := range catalog.FilterHelp() {
		c.Filters = append(c.Filters, filterHelp{f.Name, f.Meaning, f.Sample})
	}
	c.MayKeep = of(r).MayAnywhere(people.KeepTemplates)
	return p.render(w, r, status, frame{Template: "template", Title: "Mẫu: " + c.Kind.Name, Content: c})
}

// partsOf reads the versions of a template file and which of them counts when.
func (p *portal) partsOf(ctx context.Context, t archive.TemplateFile) (parts templateParts, err error) {
	parts.File, parts.About = t.File, map[string]string{".docx": "Mẫu Word", ".xlsx": "Mẫu Excel", ".pdf": "Mẫu PDF"}[path.Ext(t.File)]
	versions, err := archive.TemplateVersions(ctx, p.DB.Reader, t)
	if err != nil {
		return parts, err
	}
	if parts.Terms, err = archive.TemplateTerms(ctx, p.DB.Reader, t); err != nil {
		return parts, err
	}
	for _, v := range append(versions, archive.TemplateVersion{}) {
		parts.Versions = append(parts.Versions, counts(v, parts.Terms, p.today()))
	}
	return parts, nil
}

// counts says for which days a version counts; terms are the last first.
func counts(v archive.TemplateVersion, terms []archive.TemplateTerm, today string) templateVersion {
	out := templateVersion{TemplateVersion: v}
	started, later := false, "" // later: day of the term after this one
	for _, t := range terms {
		isLive := t.From != later // one decided later for the same day counts
		later = t.From
		switch {
		case !isLive:
		case t.From > today:
			if t.Version == v.Number {
				out.From = t.From
			}
		case !started:
			started = true
			if out.Now = t.Version == v.Number; out.Now {
				out.From = t.From
			}
		case t.Version == v.Number:
			out.Past = true
		}
	}
	if !started && v.Number == 0 {
		out.Now = true
	}
	return out
}

// kindOf is the kind of a page with the templates that are in force today.
func (p *portal) kindOf(r *http.Request) (*catalog.Kind, error) {
	if p.Papers == nil {
		return nil, archive.ErrNotFound
	}
	if _, err := p.Papers.Catalog.Kind(r.PathValue("kind")); err != nil {
		return nil, archive.ErrNotFound
	}
	return p.Papers.InForce(r.Context(), r.PathValue("kind"), p.today())
}

// templateFile sends the file of a template that is in force today.
func (p *portal) templateFile(w http.ResponseWriter, r *http.Request) error {
	t, _, err := p.templateNamed(r)
	if err != nil {
		return err
	}
	parts, err := p.partsOf(r.Context(), t)
	if err != nil {
		return err
	}
	for _, v := range parts.Versions {
		if v.Now {
			return p.sendTemplate(w, r, t, v.TemplateVersion)
		}
	}
	return archive.ErrNotFound
}

// templateNamed is the template file of a page: no name from the address reaches the file
// system.
func (p *portal) templateNamed(r *http.Request) (t archive.TemplateFile, k *catalog.Kind, err error) {
	if k, err = p.kindOf(r); err != nil {
		return t, nil, err
	}
	for _, name := range k.Files() {
		if name == r.PathValue("file") {
			return archive.TemplateFile{Kind: k.Slug, File: name}, k, nil
		}
	}
	return t, nil, archive.ErrNotFound
}

// templateBytes reads a version; number 0 is the file of the folder or the program.
func (p *portal) templateBytes(ctx context.Context, t archive.TemplateFile, v archive.TemplateVersion) ([]byte, error) {
	if v.Number == 0 {
		return fs.ReadFile(p.Papers.Templates, path.Join(t.Kind, t.File))
	}
	return archive.FileByHash(ctx, p.DB.Reader, v.SHA256)
}

// sendTemplate sends a version, and writes down who took it.
func (p *portal) sendTemplate(w http.ResponseWriter, r *http.Request, t archive.TemplateFile, v archive.TemplateVersion) error {
	data, err := p.templateBytes(r.Context(), t, v)
	if err != nil {
		return err
	}
	name := t.Kind + "-" + t.File
	if v.Number > 0 {
		ext := path.Ext(t.File)
		name = name[:len(name)-len(ext)] + "-ban-" + itoa(v.Number) + ext
	}
	if err := p.recordDownload(r, audit.Act{Detail: "mẫu " + t.Kind + "/" + t.File + ", bản " + itoa(v.Number)}); err != nil {
		return err
	}
	sendFile(w, attachment, name, data)
	return nil
}
