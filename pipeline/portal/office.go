package portal

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/people"
)

// bookContent is the outgoing register of a book and year.
type bookContent struct {
	Books   []archive.Book
	Book    archive.Book
	Year    int
	Years   []int
	Numbers []archive.Number
}

// book shows the outgoing register of a book (NĐ 30/2020 PL IV.I), the first one where none
// is named.
func (p *portal) book(w http.ResponseWriter, r *http.Request) (err error) {
	ctx, q := r.Context(), p.DB.Reader
	var c bookContent
	if c.Books, err = archive.Books(ctx, q); err != nil {
		return err
	}
	if err := sqlx.SelectContext(ctx, q, &c.Years, `SELECT DISTINCT year FROM numbers ORDER BY year DESC`); err != nil {
		return err
	}
	if c.Year, err = p.yearOf(r); err != nil {
		return err
	}
	if r.FormValue("nam") == "" && len(c.Years) > 0 {
		c.Year = c.Years[0]
	}
	for i, b := range c.Books {
		if b.Code == r.FormValue("so") || i == 0 && r.FormValue("so") == "" {
			c.Book = b
		}
	}
	if c.Book.Code == "" && r.FormValue("so") != "" {
		return archive.ErrNotFound
	}
	if c.Book.Code != "" {
		if c.Numbers, err = archive.Numbers(ctx, q, c.Book.Code, c.Year); err != nil {
			return err
		}
	}
	return p.render(w, r, http.StatusOK, frame{Template: "book", Title: "Sổ văn bản đi", Content: c})
}

// bookFile sends the register as it is printed, or as a workbook.
func (p *portal) bookFile(w http.ResponseWriter, r *http.Request) error {
	year, err := strconv.Atoi(r.PathValue("year"))
	if err != nil || p.Papers == nil {
		return archive.ErrNotFound
	}
	reg, err := p.Papers.Register(r.Context(), r.PathValue("book"), year)
	if errors.Is(err, archive.ErrNotFound) {
		return archive.ErrNotFound
	} else if err != nil {
		return err
	}
	format, draw := "pdf", reg.PDF
	if r.PathValue("file") == "so.xlsx" {
		format, draw = "xlsx", reg.XLSX
	}
	data, err := draw()
	if err != nil {
		return err
	}
	if err := p.recordDownload(r, audit.Act{Detail: fmt.Sprintf("sổ %s năm %d, %s", reg.Book.Code, year, format)}); err != nil {
		return err
	}
	sendFile(w, attachment, fmt.Sprintf("So-van-ban-di-%s-%d.%s", reg.Book.Code, year, format), data)
	return nil
}

// law is a legal document of the register.
type law struct {
	Code   string `db:"ma"`
	Kind   string `db:"loai"`
	Number string `db:"so"`
	Day    string `db:"ngay"`
	Agency string `db:"co_quan"`
	About  string `db:"trich_yeu"`
	From   string `db:"hieu_luc_tu"`
	Until  string `db:"het_hieu_luc"`
	State  string `db:"trang_thai"`
	Cited  int    `db:"so_kieu"` // kinds of document that cite it
	By     string // what replaces or amends it, in words
}

// lawContent is the register of legal documents on a day.
type lawContent struct {
	Day     string
	Text    string
	Laws    []law
	All     []law   // for the choice of what a new one replaces
	Kinds   []coded // of legal documents
	MayKeep bool
	Notice  notice
	Form    func(name string) string // what was typed into the form
}

// Over reports whether a legal document is not in force on the day.
func (c lawContent) Over(l law) bool { return l.Until != "" && l.Until <= c.Day }

// Coming reports whether a legal document is not in force yet on the day.
func (c lawContent) Coming(l law) bool { return l.From != "" && l.From > c.Day }

// laws shows the register of legal documents with what is in force.
func (p *portal) laws(w http.ResponseWriter, r *http.Request) error {
	return p.showLaws(w, r, http.StatusOK, notice{Told: p.sessions.PopString(r.Context(), keyTold)})
}

func (p *portal) showLaws(w http.ResponseWriter, r *http.Request, status int, n notice) error {
	ctx, q := r.Context(), p.DB.Reader
	c := lawContent{Day: p.today(), Text: r.FormValue("tim"), Notice: n, MayKeep: of(r).MayAnywhere(people.KeepLaws), Form: r.PostFormValue}
	if err := sqlx.SelectContext(ctx, q, &c.Kinds, `SELECT ma, ten FROM loai_van_ban WHERE nhom <> 'ban_sao' ORDER BY CASE nhom WHEN 'quy_pham' THEN 0 WHEN 'dang' THEN 1 ELSE 2 END, thu_tu`); err != nil {
		return err
	}
	var all []law
	err := sqlx.SelectContext(ctx, q, &all, selectLaw+`
		FROM van_ban_phap_ly v JOIN loai_van_ban l ON l.ma = v.loai_ma ORDER BY v.ngay DESC, v.ma`)
	if err != nil {
		return fmt.Errorf("portal: legal documents: %w", err)
	}
	var links []struct{ Ma, Quan_he, Kia_ma, So string }
	err = sqlx.SelectContext(ctx, q, &links, `SELECT q.ma, q.quan_he, q.kia_ma, COALESCE(v.so_ky_hieu, v.ma) AS so FROM quan_he_van_ban q JOIN van_ban_phap_ly v ON v.ma = q.ma
		WHERE q.quan_he IN ('thay_the', 'sua_doi', 'bai_bo') ORDER BY q.ma`)
	if err != nil {
		return fmt.Errorf("portal: legal documents: %w", err)
	}
	by := map[string]string{}
	for _, l := range links {
		word := map[string]string{"thay_the": "bị thay thế bởi ", "sua_doi": "được sửa đổi bởi ", "bai_bo": "bị bãi bỏ bởi "}[l.Quan_he]
		if by[l.Kia_ma] != "" {
			word = "; " + word
		}
		by[l.Kia_ma] += word + l.So
	}
	for _, l := range all {
		l.By = by[l.Code]
		if has(c.Text, l.Kind, l.Number, l.Code, l.Agency, l.About) {
			c.Laws = append(c.Laws, l)
		}
	}
	c.All = all
	return p.render(w, r, status, frame{Template: "laws", Title: "Văn bản pháp lý", Content: c})
}

// acts shows the record of who did what, the newest first.
func (p *portal) acts(w http.ResponseWriter, r *http.Request) error {
	var c struct {
		Who, What string
		Acts      []audit.Act
		Before    int64 // acts before this one are on the next page; 0: there are none
	}
	c.Who, c.What = r.FormValue("nguoi"), r.FormValue("viec")
	before, _ := strconv.ParseInt(r.FormValue("truoc"), 10, 64)
	if before <= 0 {
		before = 1 << 62
	}
	q := p.DB.Reader
	err := sqlx.SelectContext(r.Context(), q, &c.Acts, q.Rebind(`SELECT seq, at, actor, act, COALESCE(document_id, 0) AS document_id, COALESCE(version, 0) AS version, detail, hash
		FROM audit WHERE seq < ? AND (CAST(? AS TEXT) = '' OR actor = ?) AND (CAST(? AS TEXT) = '' OR act LIKE ?) ORDER BY seq DESC LIMIT ?`),
		before, c.Who, c.Who, c.What, c.What+"%", pageSize+1)
	if err != nil {
		return fmt.Errorf("portal: record: %w", err)
	}
	if len(c.Acts) > pageSize {
		c.Acts = c.Acts[:pageSize]
		c.Before = c.Acts[pageSize-1].Seq
	}
	return p.render(w, r, http.StatusOK, frame{Template: "acts", Title: "Nhật ký", Content: c})
}

// help shows the help for each page.
func (p *portal) help(w http.ResponseWriter, r *http.Request) error {
	return p.render(w, r, http.StatusOK, frame{Template: "help", Title: "Hướng dẫn"})
}
