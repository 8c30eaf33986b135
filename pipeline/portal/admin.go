package portal

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
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
	Outcome  *outcome
	Settings []Setting
	Books    []archive.Book

	Signers    []intake.Signer
	Today      string
	Kinds      []coded
	Kind       string
	Agencies   []coded
	Recipients []intake.Recipient
	Days       []intake.DayOff
	Backups    []backup
	MayBackup  bool
	Notice     notice
}

// Parts are the pages of quản trị.
func (adminContent) Parts() []struct{ Path, Name string } {
	return []struct{ Path, Name string }{{"/quan-tri", "Cơ quan"}, {"/quan-tri/nguoi-ky", "Người ký"}, {"/quan-tri/noi-nhan", "Nơi nhận"}, {"/quan-tri/lich-nghi", "Lịch nghỉ"}, {"/quan-tri/sao-luu", "Sao lưu"}}
}

// KindName is the name of a kind of paper.
func (c adminContent) KindName(slug string) string {
	if i := slices.IndexFunc(c.Kinds, func(k coded) bool { return k.Ma == slug }); i >= 0 {
		return c.Kinds[i].Ten
	}
	return slug
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
	c.Part, c.Today, c.Settings, c.MayBackup = r.URL.Path, p.today(), p.Config.Settings, p.Backups != ""
	if c.Year, err = p.yearOf(r); err != nil {
		return err
	}
	for _, k := range p.kindList() {
		c.Kinds = append(c.Kinds, coded{k.Slug, k.Name})
	}
	part := "office"
	read := p.readOffice
	switch strings.TrimPrefix(r.URL.Path, "/quan-tri") {
	case "/nguoi-ky":
		part, read = "signers", p.readSigners
	case "/noi-nhan":
		part, read = "recipients", p.readRecipients
	case "/lich-nghi":
		part, read = "days", p.readDays
	case "/sao-luu":
		part, read = "backups", p.readBackups
	case "", "/co-quan":
		c.Part = "/quan-tri"
	default:
		return archive.ErrNotFound
	}
	if err := read(r, &c); err != nil {
		return err
	}
	return p.render(w, r, status, frame{Template: "admin_" + part, Title: "Quản trị", Content: c})
}

// kindList are the kinds of papers, for lists of choices.
func (p *portal) kindList() (list []intake.Kind) {
	if p.Papers == nil {
		return nil
	}
	for _, k := range p.Papers.Catalog.Kinds() {
		list = append(list, intake.Kind{Slug: k.Slug, Name: k.Name})
	}
	return list
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
	if err := sqlx.GetContext(ctx, p.DB.Reader, &c.Sample, `SELECT so_lieu_mau FROM co_so_du_lieu`); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	c.Books, err = archive.Books(ctx, p.DB.Reader)
	return err
}

func (p *portal) readSigners(r *http.Request, c *adminContent) (err error) {
	c.Signers, err = intake.Signers(r.Context(), p.DB.Reader, c.Today)
	return err
}

func (p *portal) readRecipients(r *http.Request, c *adminContent) (err error) {
	q := p.DB.Reader
	if c.Kind, err = chosen(r.FormValue("kieu"), c.Kinds); err != nil {
		return err
	}
	err = sqlx.SelectContext(r.Context(), q, &c.Agencies, q.Rebind(`SELECT co_quan_ma AS ma, MAX(ten_ngan) AS ten FROM ten_co_quan
		WHERE CAST(tu_ngay AS TEXT) <= ? AND (den_ngay IS NULL OR CAST(den_ngay AS TEXT) >= ?) GROUP BY co_quan_ma ORDER BY co_quan_ma`), c.Today, c.Today)
	if err != nil {
		return err
	}
	c.Recipients, err = intake.Recipients(r.Context(), q, c.Kind)
	for i, one := range c.Recipients {
		if j := slices.IndexFunc(c.Agencies, func(a coded) bool { return a.Ma == one.Agency }); j >= 0 {
			c.Recipients[i].Agency = c.Agencies[j].Ten
		}
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

// changeOffice changes a line of the office's own data: the term of a signer or a recipient,
// a new recipient, a day off.
func (p *portal) changeOffice(w http.ResponseWriter, r *http.Request) error {
	ctx, u := r.Context(), of(r).User
	value := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	number := func(name string) int64 {
		n, _ := strconv.ParseInt(value(name), 10, 64) // 0 is refused
		return n
	}
	var told string
	do := func(tx *sqlx.Tx) (detail string, err error) {
		switch act := value("viec"); act {
		case "nguoi_ky", "noi_nhan":
			told = "Đã ghi ngày cuối. Văn bản có ngày sau đó không lấy dòng này nữa."
			what, err := intake.Term{Table: act, ID: number("dong"), Last: value("ngay")}.End(ctx, tx)
			return fmt.Sprintf("%s %d %s: đến %s", act, number("dong"), what, value("ngay")), err
		case "them-noi-nhan":
			told = "Đã thêm nơi nhận."
			one := intake.Recipient{Kind: r.FormValue("kieu"), Agency: value("co-quan"), Role: value("vai-tro"), Name: value("ten"), Copies: int(number("so-ban")), From: value("ngay")}
			if _, err := chosen(one.Kind, p.codedKinds()); err != nil || one.Kind == "" {
				return "", archive.ErrNotFound
			}
			return fmt.Sprintf("noi_nhan %s %s %s: %s, từ %s", one.Kind, one.Agency, one.Role, one.Name, one.From), one.Add(ctx, tx)
		case "ngay-nghi":
			told = "Đã ghi vào lịch nghỉ."
			day := intake.DayOff{Day: value("ngay"), Work: value("lam-viec") != "", Name: value("ten")}
			return fmt.Sprintf("lich_nghi %s %s, làm việc: %t", day.Day, day.Name, day.Work), day.Set(ctx, tx)
		case "bo-ngay":
			told = "Đã bỏ ngày khỏi lịch nghỉ."
			return "lich_nghi bỏ " + value("ngay"), intake.DropDay(ctx, tx, value("ngay"))
		}
		return "", &intake.Refused{Why: "trang không có việc này"}
	}
	err := p.DB.Write(ctx, func(tx *sqlx.Tx) error {
		if err := audit.Lock(ctx, tx); err != nil {
			return err
		}
		detail, err := do(tx)
		if err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Act{At: p.Now(), Actor: u.Name, Act: "office.change", Detail: detail})
	})
	if why, refused := intake.IsRefused(err); refused {
		return p.showAdmin(w, r, http.StatusUnprocessableEntity, adminContent{Notice: notice{Fault: sentence(why)}})
	}
	if errors.Is(err, sql.ErrNoRows) {
		return archive.ErrNotFound
	}
	if err != nil {
		return err
	}
	p.sessions.Put(ctx, keyTold, told)
	http.Redirect(w, r, backTo(r), http.StatusSeeOther)
	return nil
}

func (p *portal) codedKinds() (list []coded) {
	for _, k := range p.kindList() {
		list = append(list, coded{k.Slug, k.Name})
	}
	return list
}

// backTo is the page of quản trị from which a form came.
func backTo(r *http.Request) string {
	q := url.Values{}
	for _, name := range []string{"kieu", "nam"} {
		if v := r.FormValue(name); v != "" {
			q.Set(name, v)
		}
	}
	if len(q) == 0 {
		return r.URL.Path
	}
	return r.URL.Path + "?" + q.Encode()
}
