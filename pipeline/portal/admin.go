package portal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/intake"
)

// Setting is a setting of the program, as those who run it gave it.
type Setting struct{ Name, Value, About string }

// adminContent is what the pages of quản trị show.
type adminContent struct {
	Part     string // address of the page
	Year     int
	Years    []int
	Needs    []intake.Need
	Lacks    int
	Sample   bool // the database holds sample data
	Empty    bool // there is no agency yet
	Outcome  *outcome
	Settings []Setting
	Books    []archive.Book

	YearSections []yearSection
	Issuers      []issuerLine
	Signers      []intake.Signer
	Units        []intake.Unit
	More         int // units that are not shown
	Text         string
	Add          askedRow // the form of a new line
	Today        string
	Kinds        []coded
	Kind         string
	Agencies     []coded
	Recipients   []intake.Recipient
	Days         []intake.DayOff
	Backups      []backup
	MayBackup    bool
	Notice       notice
	Form         func(name string) string // what was typed into the form
}

// adminPages are the pages of quản trị, each with its template and what it reads.
var adminPages = []struct {
	Path, Name, template string
	read                 func(*portal, *http.Request, *adminContent) error
}{
	{"/quan-tri", "Cơ quan", "office", (*portal).readOffice},
	{"/quan-tri/nam", "Năm", "year", (*portal).readYear},
	{"/quan-tri/co-quan-khac", "Cơ quan khác", "issuers", (*portal).readIssuers},
	{"/quan-tri/don-vi", "Đơn vị", "units", (*portal).readUnits},
	{"/quan-tri/nguoi-ky", "Người ký", "signers", (*portal).readSigners},
	{"/quan-tri/noi-nhan", "Nơi nhận", "recipients", (*portal).readRecipients},
	{"/quan-tri/so", "Sổ", "books", (*portal).readBooks},
	{"/quan-tri/lich-nghi", "Lịch nghỉ", "days", (*portal).readDays},
	{"/quan-tri/sao-luu", "Sao lưu", "backups", (*portal).readBackups},
}

// Parts are the pages of quản trị, for the line of links on each.
func (adminContent) Parts() (list []struct{ Path, Name string }) {
	for _, page := range adminPages {
		list = append(list, struct{ Path, Name string }{page.Path, page.Name})
	}
	return list
}

// Where is the page on which a need of the year is entered; "" for a sheet of the office's
// workbook alone.
func (c adminContent) Where(hint string) string {
	for sheet, page := range map[string]string{"trang Cơ quan khác": "/quan-tri/co-quan-khac", "trang Đơn vị": "/quan-tri/don-vi", "trang Người ký": "/quan-tri/nguoi-ky", "trang Nơi nhận": "/quan-tri/noi-nhan",
		"trang Phong trào": "/quan-tri/nam", "trang Kỳ báo cáo": "/quan-tri/nam", "trang Đợt khen thưởng": "/quan-tri/nam"} {
		if hint == sheet {
			return fmt.Sprintf("%s?nam=%d", page, c.Year)
		}
	}
	return ""
}

// KindName is the name of a kind of paper.
func (c adminContent) KindName(slug string) string {
	if slug == archive.AnyKind {
		return "mọi loại còn lại"
	}
	return nameOf(c.Kinds, slug)
}

// AgencyName is the name of an agency.
func (c adminContent) AgencyName(code string) string { return nameOf(c.Agencies, code) }

// Choices are the kinds of papers for a book that holds some.
func (c adminContent) Choices(held []string) (list []kindChoice) {
	for _, k := range append([]coded{{archive.AnyKind, c.KindName(archive.AnyKind)}}, c.Kinds...) {
		list = append(list, kindChoice{k, slices.Contains(held, k.Ma)})
	}
	return list
}

// None are the kinds of a new book.
func (adminContent) None() []string { return nil }

// kindChoice is a kind of paper that a book may hold.
type kindChoice struct {
	coded
	Chosen bool
}

func nameOf(list []coded, code string) string {
	if i := slices.IndexFunc(list, func(c coded) bool { return c.Ma == code }); i >= 0 {
		return list[i].Ten
	}
	return code
}

// FormName is the form of signing in words (NĐ 30/2020 Đ.13).
func (adminContent) FormName(form string) string {
	return map[string]string{"truong": "người đứng đầu ký", "Q": "quyền (Q.)", "KT": "ký thay (KT.)", "TM": "thay mặt (TM.)", "TM_KT": "thay mặt, ký thay", "TL": "thừa lệnh (TL.)", "TL_KT": "thừa lệnh, ký thay", "TUQ": "thừa ủy quyền (TUQ.)"}[form]
}

// admin shows a page of quản trị.
func (p *portal) admin(w http.ResponseWriter, r *http.Request) error {
	return p.showAdmin(w, r, http.StatusOK, adminContent{Notice: notice{Told: p.sessions.PopString(r.Context(), keyTold)}})
}

func (p *portal) showAdmin(w http.ResponseWriter, r *http.Request, status int, c adminContent) (err error) {
	c.Today, c.Settings, c.MayBackup, c.Form = p.today(), p.Config.Settings, p.Backups != "", r.PostFormValue
	if c.Year, err = p.yearOf(r); err != nil {
		return err
	}
	for _, k := range p.kindList() {
		c.Kinds = append(c.Kinds, coded{k.Slug, k.Name})
	}
	if c.Agencies, err = p.agencies(r.Context()); err != nil {
		return err
	}
	at := strings.TrimSuffix(r.URL.Path, "/co-quan") // where its workbook is sent to
	i := slices.IndexFunc(c.Parts(), func(page struct{ Path, Name string }) bool { return page.Path == at })
	if i < 0 {
		return archive.ErrNotFound
	}
	c.Part = at
	if err := adminPages[i].read(p, r, &c); err != nil {
		return err
	}
	return p.render(w, r, status, frame{Template: "admin_" + adminPages[i].template, Title: "Quản trị", Content: c})
}

// kindList are the kinds of papers, for lists of choices.
func (p *portal) kindList() []intake.Kind {
	if p.Papers == nil {
		return nil
	}
	return KindsOf(p.Papers.Catalog)
}

// agencies are the agencies that have a name today.
func (p *portal) agencies(ctx context.Context) (list []coded, err error) {
	q := p.DB.Reader
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT co_quan_ma AS ma, MAX(ten_ngan) AS ten FROM ten_co_quan
		WHERE CAST(tu_ngay AS TEXT) <= ? AND (den_ngay IS NULL OR CAST(den_ngay AS TEXT) >= ?) GROUP BY co_quan_ma ORDER BY co_quan_ma`), p.today(), p.today())
	return list, err
}

func (p *portal) readOffice(r *http.Request, c *adminContent) (err error) {
	ctx := r.Context()
	if c.Needs, err = intake.Missing(ctx, p.DB, c.Year, p.kindList()); err != nil {
		return err
	}
	for _, n := range c.Needs {
		if n.Count == 0 {
			c.Lacks++
		}
	}
	if c.Sample, err = p.holdsSample(ctx); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	c.Empty, err = p.isEmpty(ctx)
	return err
}

// isEmpty reports an office that nobody has set up yet.
func (p *portal) isEmpty(ctx context.Context) (isEmpty bool, err error) {
	err = sqlx.GetContext(ctx, p.DB.Reader, &isEmpty, `SELECT NOT EXISTS (SELECT 1 FROM ten_co_quan)`)
	return isEmpty, err
}

func (p *portal) readSigners(r *http.Request, c *adminContent) (err error) {
	if c.Add, err = p.askRow(r, "nguoi_ky"); err != nil {
		return err
	}
	c.Signers, err = intake.Signers(r.Context(), p.DB.Reader, c.Today)
	return err
}

// unitsShown is how many units a page shows.
const unitsShown = 100

func (p *portal) readUnits(r *http.Request, c *adminContent) (err error) {
	if c.Add, err = p.askRow(r, "don_vi"); err != nil {
		return err
	}
	all, err := intake.Units(r.Context(), p.DB.Reader)
	if err != nil {
		return err
	}
	c.Text = strings.TrimSpace(r.FormValue("tim"))
	for _, u := range all {
		isOver := u.Until != "" && u.Until < c.Today
		if c.Text == "" && isOver || c.Text != "" && !has(c.Text, u.Name, u.Kind, u.Above) {
			continue
		}
		if len(c.Units) == unitsShown {
			c.More++
			continue
		}
		c.Units = append(c.Units, u)
	}
	return nil
}

func (p *portal) readBooks(r *http.Request, c *adminContent) (err error) {
	c.Books, err = archive.Books(r.Context(), p.DB.Reader)
	return err
}

func (p *portal) readRecipients(r *http.Request, c *adminContent) (err error) {
	if c.Kind, err = chosen(r.FormValue("kieu"), c.Kinds); err != nil {
		return err
	}
	c.Recipients, err = intake.Recipients(r.Context(), p.DB.Reader, c.Kind)
	for i, one := range c.Recipients {
		c.Recipients[i].Agency = c.AgencyName(one.Agency)
	}
	return err
}

func (p *portal) readDays(r *http.Request, c *adminContent) (err error) {
	if err := sqlx.SelectContext(r.Context(), p.DB.Reader, &c.Years, `SELECT DISTINCT CAST(substr(CAST(ngay AS TEXT), 1, 4) AS INTEGER) FROM lich_nghi ORDER BY 1 DESC`); err != nil {
		return err
	}
	if !slices.Contains(c.Years, c.Year+1) {
		c.Years = append([]int{c.Year + 1}, c.Years...)
	}
	c.Days, err = intake.DaysOff(r.Context(), p.DB.Reader, c.Year)
	return err
}

// backTo is the page of quản trị from which a form came.
func backTo(r *http.Request) string {
	q := url.Values{}
	for _, name := range []string{"kieu", "nam", "tim"} {
		if v := r.URL.Query().Get(name); v != "" {
			q.Set(name, v)
		}
	}
	if len(q) == 0 {
		return r.URL.Path
	}
	return r.URL.Path + "?" + q.Encode()
}
