package portal

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/people"
)

// proseContent is the prose of a report of a year.
type proseContent struct {
	intake.ProseOf
	Years    []int
	Kinds    []coded // that have prose
	Agencies []coded // that write it
	Sections []intake.Section
	Done     int          // sections that somebody confirmed
	Open     int          // sections that keep the report from being signed
	Doubts   []legalDoubt // citations of the report that nobody has confirmed
	MayWrite bool
	Notice   notice
}

// legalDoubt is a law that a kind cites and nobody has held against its original.
type legalDoubt struct {
	Code string `db:"ma"`
	Name string `db:"ten"`
}

// Address is the address of a section, of the whole prose where it is "".
func (c proseContent) Address(section string) string {
	q := url.Values{"nam": {fmt.Sprint(c.Year)}, "kieu": {c.Kind}, "co-quan": {c.Agency}}
	if section != "" {
		section = "/" + section
	}
	return "/thuyet-minh" + section + "?" + q.Encode()
}

// Of is the same prose of another year, kind or agency; "" and 0 keep it.
func (c proseContent) Of(year int, kind, agency string) string {
	if year != 0 {
		c.Year = year
	}
	if kind != "" {
		c.Kind = kind
	}
	if agency != "" {
		c.Agency = agency
	}
	return c.Address("")
}

// prose shows the sections of a report with who wrote them.
func (p *portal) prose(w http.ResponseWriter, r *http.Request) error {
	c, err := p.proseOf(r)
	if err != nil {
		return err
	}
	c.Notice.Told = p.sessions.PopString(r.Context(), keyTold)
	for _, s := range c.Sections {
		switch {
		case s.Revised:
			c.Done++
		case s.Needed || s.Text != "":
			c.Open++
		}
	}
	q, day := p.DB.Reader, fmt.Sprintf("%d-12-31", c.Year)
	err = sqlx.SelectContext(r.Context(), q, &c.Doubts, q.Rebind(`SELECT DISTINCT v.ma, l.ten || ' ' || COALESCE(v.so_ky_hieu, v.ma) AS ten
		FROM vien_dan d JOIN van_ban_phap_ly v ON v.ma = d.van_ban_ma JOIN loai_van_ban l ON l.ma = v.loai_ma
		WHERE d.kieu = ? AND v.trang_thai = 'chua_kiem_chung' AND CAST(d.tu_ngay AS TEXT) <= ? AND (d.den_ngay IS NULL OR CAST(d.den_ngay AS TEXT) >= ?) ORDER BY 2`),
		c.Kind, day, day)
	if err != nil {
		return err
	}
	return p.render(w, r, http.StatusOK, frame{Template: "prose", Title: fmt.Sprintf("Thuyết minh năm %d", c.Year), Content: c})
}

// proseOf reads the prose that a page is about.
func (p *portal) proseOf(r *http.Request) (c proseContent, err error) {
	ctx, q := r.Context(), p.DB.Reader
	if c.Year, err = p.yearOf(r); err != nil {
		return c, err
	}
	if err := sqlx.SelectContext(ctx, q, &c.Years, `SELECT DISTINCT nam FROM phong_trao ORDER BY nam DESC`); err != nil {
		return c, err
	}
	if !slices.Contains(c.Years, c.Year) {
		c.Years = append(c.Years, c.Year)
		slices.SortFunc(c.Years, func(a, b int) int { return b - a })
	}
	if err := sqlx.SelectContext(ctx, q, &c.Kinds, `SELECT DISTINCT kieu AS ma, '' AS ten FROM muc_loi_van ORDER BY kieu`); err != nil {
		return c, err
	}
	for i := range c.Kinds {
		c.Kinds[i].Ten = p.Config.Kinds[c.Kinds[i].Ma]
		if c.Kinds[i].Ten == "" {
			c.Kinds[i].Ten = c.Kinds[i].Ma
		}
	}
	if c.Kind, err = chosen(r.FormValue("kieu"), c.Kinds); err != nil {
		return c, err
	}
	if c.Agencies, err = p.writers(r, c.Kind); err != nil {
		return c, err
	}
	if c.Agency, err = chosen(r.FormValue("co-quan"), c.Agencies); err != nil {
		return c, err
	}
	c.MayWrite = of(r).May(people.WriteProse, people.Scope{Agency: c.Agency})
	c.Sections, err = intake.Sections(ctx, q, c.ProseOf)
	return c, err
}

// chosen is what an address names of a list, the first where it names none.
func chosen(code string, list []coded) (string, error) {
	if code == "" && len(list) > 0 {
		return list[0].Ma, nil
	}
	if !slices.ContainsFunc(list, func(c coded) bool { return c.Ma == code }) {
		return "", archive.ErrNotFound
	}
	return code, nil
}

// writers are the agencies that may issue a kind, those first whose prose the visitor may
// write.
func (p *portal) writers(r *http.Request, slug string) (list []coded, err error) {
	q := p.DB.Reader
	err = sqlx.SelectContext(r.Context(), q, &list, q.Rebind(`SELECT t.co_quan_ma AS ma, t.ten FROM ten_co_quan t
		WHERE t.tu_ngay = (SELECT MAX(tu_ngay) FROM ten_co_quan WHERE co_quan_ma = t.co_quan_ma) AND t.co_quan_ma IN (SELECT co_quan_ma FROM loi_van WHERE kieu = ?) ORDER BY t.ten`), slug)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b coded) int {
		may := func(c coded) int {
			if of(r).May(people.WriteProse, people.Scope{Agency: c.Ma}) {
				return 0
			}
			return 1
		}
		return may(a) - may(b)
	})
	return list, nil
}

// sectionContent is the page of a section.
type sectionContent struct {
	proseContent
	intake.Section
	Text           string // in the field
	Seen           string // when the text was written that the person sees
	FromUnits      []intake.UnitText
	Writings       []intake.Writing
	Previous, Next string // sections beside it, "" for none
}

// section shows a section beside last year's, with what units sent for it.
func (p *portal) section(w http.ResponseWriter, r *http.Request) error {
	return p.showSection(w, r, http.StatusOK, notice{Told: p.sessions.PopString(r.Context(), keyTold)})
}

func (p *portal) showSection(w http.ResponseWriter, r *http.Request, status int, n notice) (err error) {
	ctx, q := r.Context(), p.DB.Reader
	var c sectionContent
	if c.proseContent, err = p.proseOf(r); err != nil {
		return err
	}
	c.Notice = n
	i := slices.IndexFunc(c.Sections, func(s intake.Section) bool { return s.Code == r.PathValue("section") })
	if i < 0 {
		return archive.ErrNotFound
	}
	c.Section = c.Sections[i]
	if i > 0 {
		c.Previous = c.Sections[i-1].Code
	}
	if i+1 < len(c.Sections) {
		c.Next = c.Sections[i+1].Code
	}
	if c.Text = c.Section.Text; !c.Written {
		c.Text = c.Before
	}
	if c.At != nil {
		c.Seen = c.At.UTC().Format(time.RFC3339Nano)
	}
	if n.Fault != "" { // nothing that was typed is lost
		c.Text = r.PostFormValue("noi-dung")
	}
	if c.FromUnits, err = intake.UnitTexts(ctx, q, c.ProseOf, c.Code); err != nil {
		return err
	}
	if c.Writings, err = intake.Writings(ctx, q, c.ProseOf, c.Code); err != nil {
		return err
	}
	return p.render(w, r, status, frame{Template: "section", Title: c.Number + ". " + c.Name, Content: c})
}

// writeSection writes the text of a section, and confirms it where the person says so.
func (p *portal) writeSection(w http.ResponseWriter, r *http.Request) error {
	ctx, u := r.Context(), of(r).User
	c, err := p.proseOf(r)
	if err != nil {
		return err
	}
	if err := u.Allow(people.WriteProse, people.Scope{Agency: c.Agency}, "viết lời văn của cơ quan này"); err != nil {
		return err
	}
	if !slices.ContainsFunc(c.Sections, func(s intake.Section) bool { return s.Code == r.PathValue("section") }) {
		return archive.ErrNotFound
	}
	writing := intake.Writing{Text: r.PostFormValue("noi-dung"), Revised: r.PostFormValue("viec") == "xac-nhan", Author: u.Name, At: p.Now()}
	var before *time.Time
	if at, err := time.Parse(time.RFC3339Nano, r.PostFormValue("da-xem")); err == nil {
		before = &at
	}
	err = p.DB.Write(ctx, func(tx *sqlx.Tx) error {
		detail := fmt.Sprintf("%s %s %d %s", c.Kind, c.Agency, c.Year, r.PathValue("section"))
		if writing.Revised {
			detail += ", xác nhận"
		}
		if err := audit.Record(ctx, tx, audit.Act{At: writing.At, Actor: u.Name, Act: "prose.write", Detail: detail}); err != nil {
			return err
		}
		return intake.SectionOf{ProseOf: c.ProseOf, Section: r.PathValue("section"), Seen: before}.Write(ctx, tx, writing)
	})
	if refusal := people.Refused(err); refusal != nil {
		return p.showSection(w, r, http.StatusUnprocessableEntity, notice{Fault: inPortal(refusal)})
	}
	if err != nil {
		return err
	}
	p.sessions.Put(ctx, keyTold, map[bool]string{true: "Đã lưu và xác nhận lời văn cho năm này.", false: "Đã lưu, chưa xác nhận."}[writing.Revised])
	http.Redirect(w, r, c.Address(strings.TrimSpace(r.PathValue("section"))), http.StatusSeeOther)
	return nil
}
