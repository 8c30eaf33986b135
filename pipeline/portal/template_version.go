package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/making"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
)

func itoa(n int) string { return strconv.Itoa(n) }

// versionContent is the page of a version of a template.
type versionContent struct {
	templateVersion
	Kind     *catalog.Kind
	File     string
	Address  string
	Faults   []catalog.Fault
	Broken   string // why it cannot be filled
	Findings []archive.Finding
	Shown    []int // numbers of the sample's pages
	PDF      bool  // the sample is a PDF, opened by itself
	Compared bool  // with another version, which is in force
	Changes  []string
	Against  int // number of the version in force
	MayKeep  bool
	Today    string
	Notice   notice
}

// templateVersion shows a version: what the checker says of it, a sample, and how it differs
// from what is in force.
func (p *portal) templateVersion(w http.ResponseWriter, r *http.Request) error {
	return p.showVersion(w, r, http.StatusOK, notice{Told: p.sessions.PopString(r.Context(), keyTold)})
}

func (p *portal) showVersion(w http.ResponseWriter, r *http.Request, status int, n notice) error {
	t, version, err := p.versionOf(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	c := versionContent{templateVersion: version, File: t.File, Today: p.today(), Notice: n, MayKeep: of(r).MayAnywhere(people.KeepTemplates)}
	c.Address = fmt.Sprintf("/mau/%s/%s/ban/%d", t.Kind, t.File, version.Number)
	if c.Kind, err = p.kindWith(ctx, t, version.TemplateVersion); err != nil {
		return err
	}
	c.Faults = faultsOf(p.Papers.Catalog.LintKind(c.Kind), t.File)
	if len(c.Faults) == 0 && path.Ext(t.File) != ".xlsx" {
		if one, err := p.specimen(ctx, t, version.TemplateVersion, c.Kind); err != nil {
			c.Broken, _ = p.said(r, err)
		} else {
			c.Findings, c.PDF = one.specimen.Findings, one.specimen.Format == "pdf"
			for i := range min(len(one.pages), maxShown) {
				c.Shown = append(c.Shown, i+1)
			}
		}
	}
	if err := p.compareVersions(ctx, t, &c); err != nil {
		return err
	}
	title := fmt.Sprintf("Bản %d của mẫu %s", version.Number, c.Kind.Name)
	if version.Number == 0 {
		title = "Bản gốc của mẫu " + c.Kind.Name
	}
	return p.render(w, r, status, frame{Template: "template_version", Title: title, Content: c})
}

// versionOf is the version that a page is about.
func (p *portal) versionOf(r *http.Request) (t archive.TemplateFile, v templateVersion, err error) {
	if t, _, err = p.templateNamed(r); err != nil {
		return t, v, err
	}
	parts, err := p.partsOf(r.Context(), t)
	if err != nil {
		return t, v, err
	}
	i := slices.IndexFunc(parts.Versions, func(v templateVersion) bool { return itoa(v.Number) == r.PathValue("version") })
	if i < 0 {
		return t, v, archive.ErrNotFound
	}
	return t, parts.Versions[i], nil
}

// kindWith is the kind as it is in force today, with one version of one file.
func (p *portal) kindWith(ctx context.Context, t archive.TemplateFile, v archive.TemplateVersion) (*catalog.Kind, error) {
	data, err := p.templateBytes(ctx, t, v)
	if err != nil {
		return nil, err
	}
	return p.kindOfBytes(ctx, t, data)
}

func (p *portal) kindOfBytes(ctx context.Context, t archive.TemplateFile, data []byte) (*catalog.Kind, error) {
	now, err := archive.PriorTo(ctx, p.DB.Reader, archive.Key{Kind: t.Kind}, p.today())
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for name, sum := range now.Templates {
		if files[name], err = archive.FileByHash(ctx, p.DB.Reader, sum); err != nil {
			return nil, err
		}
	}
	files[t.File] = data
	return p.Papers.Catalog.With(p.Papers.Templates, t.Kind, files)
}

// faultsOf are the faults of one file.
func faultsOf(all []catalog.Fault, file string) (list []catalog.Fault) {
	for _, f := range all {
		if f.File == file {
			list = append(list, f)
		}
	}
	return list
}

// specimen is a kind filled with samples, with its pages.
func (p *portal) specimen(ctx context.Context, t archive.TemplateFile, v archive.TemplateVersion, k *catalog.Kind) (laid, error) {
	if one := p.laid.whole(k.Hash(), 0); one.specimen != nil {
		return one, nil
	}
	word, err := p.templateBytes(ctx, t, v)
	if err != nil {
		return laid{}, err
	}
	s, err := p.Papers.Specimen(k, word)
	if err != nil {
		return laid{}, err
	}
	one := laid{document: k.Hash(), specimen: s}
	if s.Format == "docx" {
		if one.pages, err = p.Papers.SpecimenPages(s); err != nil {
			return laid{}, err
		}
	}
	p.laid.keep(one)
	return one, nil
}

// compareVersions says how the text of a version differs from what is in force.
func (p *portal) compareVersions(ctx context.Context, t archive.TemplateFile, c *versionContent) error {
	if c.Now {
		return nil
	}
	parts, err := p.partsOf(ctx, t)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(parts.Versions, func(v templateVersion) bool { return v.Now })
	before, err := p.templateBytes(ctx, t, parts.Versions[i].TemplateVersion)
	if err != nil {
		return err
	}
	after, err := p.templateBytes(ctx, t, c.TemplateVersion)
	if err != nil {
		return err
	}
	if c.Changes, err = outgoing.DiffTemplate(path.Ext(t.File), before, after); err != nil {
		return nil // a broken file has its faults on the page
	}
	c.Compared, c.Against = true, parts.Versions[i].Number
	return nil
}

// versionPage sends a page of a version's sample.
func (p *portal) versionPage(w http.ResponseWriter, r *http.Request) error {
	one, err := p.specimenOf(r)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(r.PathValue("page"))
	if err != nil {
		return archive.ErrNotFound
	}
	return sendPage(w, r, one.pages, n)
}

// versionPDF sends the sample of a PDF form.
func (p *portal) versionPDF(w http.ResponseWriter, r *http.Request) error {
	one, err := p.specimenOf(r)
	if err != nil {
		return err
	}
	if one.specimen.Format != "pdf" {
		return archive.ErrNotFound
	}
	h := w.Header()
	h.Del("Content-Security-Policy") // browsers' readers of PDF bring styles of their own
	h.Set("Content-Type", mediaType("pdf"))
	w.Write(one.specimen.Data)
	return nil
}

func (p *portal) specimenOf(r *http.Request) (laid, error) {
	t, v, err := p.versionOf(r)
	if err != nil {
		return laid{}, err
	}
	k, err := p.kindWith(r.Context(), t, v.TemplateVersion)
	if err != nil {
		return laid{}, err
	}
	one, err := p.specimen(r.Context(), t, v.TemplateVersion, k)
	if err != nil {
		return laid{}, archive.ErrNotFound // its page tells why
	}
	return one, nil
}

// versionFile sends a version.
func (p *portal) versionFile(w http.ResponseWriter, r *http.Request) error {
	t, v, err := p.versionOf(r)
	if err != nil {
		return err
	}
	return p.sendTemplate(w, r, t, v.TemplateVersion)
}

// takeTemplate keeps a template that a person sends as a version, if it has no fault.
func (p *portal) takeTemplate(w http.ResponseWriter, r *http.Request) error {
	ctx, u := r.Context(), of(r).User
	k, err := p.kindOf(r)
	if err != nil {
		return err
	}
	if !u.MayAnywhere(people.KeepTemplates) {
		return u.Forbidden(people.KeepTemplates, "gửi mẫu văn bản")
	}
	refuse := func(said string, faults []catalog.Fault) error {
		return p.showTemplate(w, r, http.StatusUnprocessableEntity, templateContent{Notice: notice{Fault: said}, Sent: faults})
	}
	t := archive.TemplateFile{Kind: k.Slug, File: r.FormValue("mau")}
	if !slices.Contains(k.Files(), t.File) {
		return archive.ErrNotFound
	}
	data, err := upload(r, path.Ext(t.File))
	if err != nil {
		fault, _ := p.said(r, err)
		return refuse(fault, nil)
	}
	said, faults, err := p.proveTemplate(ctx, t, data)
	if err != nil {
		return err
	}
	if said != "" {
		return refuse(said, faults)
	}
	var number int
	err = p.DB.Write(ctx, func(tx *sqlx.Tx) (err error) {
		number, err = archive.KeepTemplate(ctx, people.Change{Tx: tx, By: u, At: p.Now()}, archive.TemplateUpload{TemplateFile: t, Data: data, Note: strings.TrimSpace(r.PostFormValue("ghi-chu"))})
		return err
	})
	told := fmt.Sprintf("Đã nhận thành bản %d. Bản này chưa dùng: xem thử rồi đưa vào dùng ở dưới.", number)
	if errors.Is(err, archive.ErrSameTemplate) {
		told, err = fmt.Sprintf("Tệp này giống hệt bản %d đã có.", number), nil
	}
	if err != nil {
		return err
	}
	p.sessions.Put(ctx, keyTold, told)
	http.Redirect(w, r, fmt.Sprintf("/mau/%s/%s/ban/%d", t.Kind, t.File, number), http.StatusSeeOther)
	return nil
}

// proveTemplate says why a template stays out, "" where it may come in.
func (p *portal) proveTemplate(ctx context.Context, t archive.TemplateFile, data []byte) (said string, faults []catalog.Fault, err error) {
	k, err := p.kindOfBytes(ctx, t, data)
	if err != nil {
		return "", nil, err
	}
	if faults = faultsOf(p.Papers.Catalog.LintKind(k), t.File); len(faults) > 0 {
		return "Chưa nhận vì mẫu có lỗi: sửa các chỗ dưới đây rồi gửi lại. Mẫu đang dùng giữ nguyên.", faults, nil
	}
	if path.Ext(t.File) == ".xlsx" {
		return "", nil, nil
	}
	one, err := p.Papers.Specimen(k, data)
	if err == nil && one.Format == "docx" {
		err = making.RefuseSecret(one.Data)
	}
	if err != nil {
		if refusal := people.Refused(err); refusal != nil {
			return "Chưa nhận. " + inPortal(refusal), nil, nil
		}
		return "", nil, err
	}
	return "", nil, nil
}

// putTemplate puts a version in force from a day.
func (p *portal) putTemplate(w http.ResponseWriter, r *http.Request) error {
	ctx, u := r.Context(), of(r).User
	t, v, err := p.versionOf(r)
	if err != nil {
		return err
	}
	if !u.MayAnywhere(people.KeepTemplates) {
		return u.Forbidden(people.KeepTemplates, "đưa mẫu văn bản vào dùng")
	}
	term := archive.TemplateTerm{Version: v.Number, From: r.PostFormValue("tu-ngay"), Reason: strings.TrimSpace(r.PostFormValue("ly-do"))}
	var refused error
	err = p.DB.Write(ctx, func(tx *sqlx.Tx) error {
		refused = archive.PutInForce(ctx, people.Change{Tx: tx, By: u, At: p.Now()}, t, term)
		return refused
	})
	if refused != nil && ctx.Err() == nil {
		return p.showVersion(w, r, http.StatusUnprocessableEntity, notice{Fault: sentence(refused.Error())})
	}
	if err != nil {
		return err
	}
	p.sessions.Put(ctx, keyTold, fmt.Sprintf("%s dùng cho văn bản có ngày từ %s.", map[bool]string{true: "Bản gốc", false: fmt.Sprintf("Bản %d", v.Number)}[v.Number == 0], shortDay(term.From)))
	http.Redirect(w, r, "/mau/"+t.Kind, http.StatusSeeOther)
	return nil
}
