package portal

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// maxFiles is how many workbooks are taken at a time.
const maxFiles = 50

// sender is a unit that sends figures, with what it has sent of a year.
type sender struct {
	Code string `db:"ma"`
	Name string `db:"ten"`
	Plan string `db:"ke_hoach"` // day on which it came, "" for not yet
	Rep  string `db:"bao_cao"`
	Last string `db:"nhan"` // day on which figures came last
}

// dataContent is the page of figures.
type dataContent struct {
	Year     int
	Years    []int
	Units    []sender
	Plans    int
	Reports  int
	Figures  int
	Lock     *intake.Lock
	MayLock  bool
	Notice   notice
	Outcomes []outcome
	Old      *outdated
}

// outcome is what became of a file that was sent.
type outcome struct {
	Name   string
	Said   string
	Failed bool
	Faults []intake.Fault
	Marked string // address of the copy with its faults marked, "" for none
	Rounds []roundLink
}

// roundLink is an award round in which nominees of a unit wait for their appraisal.
type roundLink struct {
	coded
	URL     string
	Waiting int `db:"cho"`
}

// data shows what of the year's figures came in.
func (p *portal) data(w http.ResponseWriter, r *http.Request) error {
	return p.showData(w, r, http.StatusOK, dataContent{Notice: notice{Told: p.sessions.PopString(r.Context(), keyTold)}})
}

func (p *portal) showData(w http.ResponseWriter, r *http.Request, status int, c dataContent) (err error) {
	ctx, q, u := r.Context(), p.DB.Reader, of(r)
	if c.Year, err = p.yearOf(r); err != nil {
		return err
	}
	if err := sqlx.SelectContext(ctx, q, &c.Years, `SELECT DISTINCT nam FROM ky_so_lieu ORDER BY nam DESC`); err != nil {
		return err
	}
	all, err := p.senders(ctx, c.Year)
	if err != nil {
		return err
	}
	for _, s := range all {
		if !u.MaySomewhere(people.TakeFigures, s.Code) {
			continue
		}
		c.Units = append(c.Units, s)
		for _, one := range []struct {
			day string
			n   *int
		}{{s.Plan, &c.Plans}, {s.Rep, &c.Reports}, {s.Last, &c.Figures}} {
			if one.day != "" {
				*one.n++
			}
		}
	}
	if c.Lock, err = intake.LockOf(ctx, q, c.Year); err != nil {
		return err
	}
	c.MayLock = u.MayAnywhere(people.LockFigures)
	return p.render(w, r, status, frame{Template: "data", Title: fmt.Sprintf("Số liệu năm %d", c.Year), Content: c})
}

// yearOf is the year that a page is asked for, else the one that people work on.
func (p *portal) yearOf(r *http.Request) (int, error) {
	text := r.FormValue("nam")
	if text == "" {
		var err error
		if text, err = p.workYear(r.Context()); err != nil {
			return 0, err
		}
	}
	year, err := strconv.Atoi(text)
	if err != nil || year < 2000 || year > 2100 {
		return 0, archive.ErrNotFound
	}
	return year, nil
}

// senders are the units that are to send plan, report and figures of a year.
func (p *portal) senders(ctx context.Context, year int) ([]sender, error) {
	return db.Remember(ctx, p.memory, sendersKey{year}, func(ctx context.Context) ([]sender, error) { return p.readSenders(ctx, year) })
}

// sendersKey is what the senders depend on.
type sendersKey struct{ year int }

func (p *portal) readSenders(ctx context.Context, year int) (list []sender, err error) {
	end := fmt.Sprintf("%d-12-31", year)
	err = sqlx.SelectContext(ctx, p.DB.Reader, &list, p.DB.Reader.Rebind(`SELECT u.ma, u.ten,
			COALESCE(CAST(k.ngay_nhan AS TEXT), '') AS ke_hoach, COALESCE(CAST(b.ngay_nhan AS TEXT), '') AS bao_cao,
			COALESCE((SELECT CAST(MAX(i.received) AS TEXT) FROM imports i WHERE i.unit = u.ma AND i.year = ?), '') AS nhan
		FROM don_vi u JOIN loai_don_vi l ON l.ma = u.loai_ma
			LEFT JOIN van_ban_don_vi k ON k.don_vi_id = u.id AND k.nam = ? AND k.loai = 'ke_hoach'
			LEFT JOIN van_ban_don_vi b ON b.don_vi_id = u.id AND b.nam = ? AND b.loai = 'bao_cao'
		WHERE CAST(u.tu_ngay AS TEXT) <= ? AND (u.den_ngay IS NULL OR CAST(u.den_ngay AS TEXT) >= ?) AND u.cap_quan_ly IN ('tinh', 'trung_uong')
			AND (l.cap IN ('huyen', 'xa') OR l.doi_tuong_124 IN ('CQ', 'DN', 'CSGD'))
		ORDER BY CASE WHEN l.cap IS NULL THEN 1 ELSE 0 END, u.thu_tu, u.khoa_ten, u.id`), year, year, year, end, fmt.Sprintf("%d-01-01", year))
	if err != nil {
		return nil, fmt.Errorf("portal: units: %w", err)
	}
	return list, nil
}

// takeData takes in workbooks, each all or nothing.
func (p *portal) takeData(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseMultipartForm(8 << 20); err != nil {
		fault := "Chưa nhận được tệp nào: chọn tệp rồi gửi lại."
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			fault = fmt.Sprintf("Các tệp lớn quá %d MB: gửi ít tệp hơn một lần.", maxUpload>>20)
		}
		return p.showData(w, r, http.StatusUnprocessableEntity, dataContent{Notice: notice{Fault: fault}})
	}
	defer r.MultipartForm.RemoveAll()
	files := r.MultipartForm.File["tep"]
	year, err := p.yearOf(r)
	if err != nil {
		return err
	}
	req := intake.Request{Actor: of(r).Name, At: p.Now(), Paper: intake.Paper{Symbol: strings.TrimSpace(r.PostFormValue("so")), Kind: r.PostFormValue("loai")}, Unit: r.PostFormValue("don-vi")}
	if day := strings.TrimSpace(r.PostFormValue("ngay")); day != "" {
		y, m, d, ok := viet.ParseDate(day)
		if !ok {
			return p.showData(w, r, http.StatusUnprocessableEntity, dataContent{Notice: notice{Fault: "Ngày văn bản viết như 20/11/2024."}})
		}
		req.Paper.Day = fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	}
	fault := ""
	switch {
	case len(files) == 0:
		fault = "Chưa chọn tệp nào."
	case len(files) > maxFiles:
		fault = fmt.Sprintf("Một lần nhiều nhất %d tệp.", maxFiles)
	case req.Paper.Kind != "" && (req.Paper.Symbol == "" || req.Paper.Day == ""):
		fault = "Đã chọn loại văn bản gửi kèm thì ghi cả số, ký hiệu và ngày của văn bản ấy."
	}
	if fault != "" {
		return p.showData(w, r, http.StatusUnprocessableEntity, dataContent{Notice: notice{Fault: fault}})
	}
	c, status := dataContent{}, http.StatusOK
	c.Old, err = p.changing(r.Context(), of(r).User, func() error {
		for _, header := range files {
			one := req
			one.Name, one.Year = path.Base(strings.ReplaceAll(header.Filename, `\`, "/")), year
			f, err := header.Open()
			if err == nil {
				one.Data, err = io.ReadAll(f)
				f.Close()
			}
			if err != nil {
				return err
			}
			o, err := p.takeOne(r, one)
			if err != nil {
				return err
			}
			if o.Failed {
				status = http.StatusUnprocessableEntity
			}
			c.Outcomes = append(c.Outcomes, o)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.showData(w, r, status, c)
}

// takeOne takes in one workbook.
func (p *portal) takeOne(r *http.Request, req intake.Request) (o outcome, err error) {
	o.Name = req.Name
	result, err := p.takeBook(r, req)
	if said := notTaken(err); said != "" {
		o.Said, o.Failed = said, true
		return o, nil
	}
	if err != nil {
		return o, err
	}
	o.Faults = result.Faults
	if result.Marked != nil {
		o.Marked = "/so-lieu/loi/tep/" + p.marked.keep(markedFile{by: of(r).Name, name: strings.TrimSuffix(req.Name, path.Ext(req.Name)) + "-loi.xlsx", data: result.Marked, at: p.Now()})
	}
	switch {
	case result.Refused():
		o.Said, o.Failed = "Chưa nhận vì tệp có lỗi: sửa các ô dưới đây rồi gửi lại chính tệp này. Số liệu đang có giữ nguyên.", true
	case result.ID == 0:
		o.Said = fmt.Sprintf("%d dòng, không có gì khác số liệu đang có.", result.Rows)
	default:
		o.Said = fmt.Sprintf("Đã nhận %d dòng: thêm %d, sửa %d, bỏ %d.", result.Rows, result.Added, result.Changed, result.Removed)
	}
	if !o.Failed && of(r).MayAnywhere(people.SeeOffice) {
		o.Rounds, err = p.waitingRounds(r.Context(), result)
	}
	return o, err
}

// waitingRounds are the rounds in which nominees of the unit of a workbook wait.
func (p *portal) waitingRounds(ctx context.Context, of *intake.Result) (list []roundLink, err error) {
	q := p.DB.Reader
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT d.ma, d.ten, COUNT(*) AS cho FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id JOIN don_vi u ON u.id = n.don_vi_id
		WHERE d.nam = ? AND u.ma = ? AND n.trang_thai = 'de_nghi' GROUP BY d.ma, d.ten ORDER BY d.ma`), of.Year, of.Unit)
	for i, d := range list {
		list[i].URL = "/khen-thuong?" + url.Values{"nam": {strconv.Itoa(of.Year)}, "dot": {d.Ma}}.Encode()
	}
	return list, err
}

// markedFile is a copy of a workbook with its faults marked, for the person who sent it.
type markedFile struct {
	id, by, name string
	data         []byte
	at           time.Time
}

// markedFiles are such copies, the oldest first.
type markedFiles struct {
	mu   sync.Mutex
	list []markedFile
}

// sendMarked sends such a copy.
func (p *portal) sendMarked(w http.ResponseWriter, r *http.Request) error {
	f, ok := p.marked.find(r.PathValue("id"), of(r).Name, p.Now())
	if !ok {
		return archive.ErrNotFound
	}
	sendFile(w, attachment, f.name, f.data)
	return nil
}

// keep keeps a copy for its person and gives its id; the oldest go.
func (l *markedFiles) keep(f markedFile) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	f.id = rand.Text()
	if len(l.list) >= maxFiles {
		l.list = append(l.list[:0:0], l.list[1:]...)
	}
	l.list = append(l.list, f)
	return f.id
}

func (l *markedFiles) find(id, by string, at time.Time) (markedFile, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, f := range l.list {
		if f.id == id && f.by == by && at.Sub(f.at) < waitTime {
			return f, true
		}
	}
	return markedFile{}, false
}

// unitOf is the unit of a page, for those who may see its figures.
func (p *portal) unitOf(r *http.Request) (s sender, year int, err error) {
	if year, err = p.yearOf(r); err != nil {
		return s, 0, err
	}
	q := p.DB.Reader
	err = sqlx.GetContext(r.Context(), q, &s, q.Rebind(`SELECT ma, ten, '' AS ke_hoach, '' AS bao_cao, '' AS nhan FROM don_vi WHERE ma = ?`), r.PathValue("unit"))
	if err != nil || !of(r).MaySomewhere(people.TakeFigures, s.Code) {
		return s, 0, archive.ErrNotFound
	}
	return s, year, nil
}

// unitBook sends the workbook that a unit fills.
func (p *portal) unitBook(w http.ResponseWriter, r *http.Request) error {
	s, year, err := p.unitOf(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := (intake.Workbooks{DB: p.DB, Forms: p.Forms}).UnitWorkbook(r.Context(), s.Code, year, &b); err != nil {
		return err
	}
	if err := p.recordDownload(r, audit.Act{Detail: fmt.Sprintf("biểu mẫu %s năm %d", s.Code, year)}); err != nil {
		return err
	}
	sendFile(w, attachment, fmt.Sprintf("So-lieu-%d-%s.xlsx", year, s.Code), b.Bytes())
	return nil
}

// unitContent is the page of a unit's figures.
type unitContent struct {
	Unit    sender
	Year    int
	Sheets  []intake.Figures
	Changes []correction
	Lock    *intake.Lock
	Notice  notice
	Old     *outdated
}

// correction is a figure that somebody set right.
type correction struct {
	Name  string    `db:"name"`
	Actor string    `db:"actor"`
	At    time.Time `db:"at"`
}

// unitData shows the figures of a unit beside last year's.
func (p *portal) unitData(w http.ResponseWriter, r *http.Request) error {
	return p.showUnit(w, r, http.StatusOK, notice{Told: p.sessions.PopString(r.Context(), keyTold)})
}

func (p *portal) showUnit(w http.ResponseWriter, r *http.Request, status int, n notice) (err error) {
	c := unitContent{Notice: n}
	if c.Unit, c.Year, err = p.unitOf(r); err != nil {
		return err
	}
	if c.Old, err = p.popOutdated(r); err != nil {
		return err
	}
	q := p.DB.Reader
	if c.Sheets, err = intake.FiguresOf(r.Context(), q, p.Forms, intake.Period{Unit: c.Unit.Code, Year: c.Year}); err != nil {
		return err
	}
	if c.Lock, err = intake.LockOf(r.Context(), q, c.Year); err != nil {
		return err
	}
	err = sqlx.SelectContext(r.Context(), q, &c.Changes, q.Rebind(`SELECT name, actor, at FROM imports WHERE unit = ? AND year = ? ORDER BY id DESC LIMIT 20`), c.Unit.Code, c.Year)
	if err != nil {
		return err
	}
	return p.render(w, r, status, frame{Template: "unit", Title: c.Unit.Name, Content: c})
}

// correct sets one figure right.
func (p *portal) correct(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	s, year, err := p.unitOf(r)
	if err != nil {
		return err
	}
	table, column, _ := strings.Cut(r.PostFormValue("so-lieu"), ".")
	c := intake.Correction{Period: intake.Period{Unit: s.Code, Year: year}, Table: table, Column: column, Value: strings.TrimSpace(r.PostFormValue("gia-tri")),
		Reason: strings.TrimSpace(r.PostFormValue("ly-do")), Actor: of(r).Name, At: p.Now()}
	old, err := p.changing(ctx, of(r).User, func() error {
		return c.Write(ctx, p.DB, p.Forms, func(tx *sqlx.Tx) error {
			return audit.Record(ctx, tx, audit.Act{At: c.At, Actor: c.Actor, Act: "figure.correct", Detail: fmt.Sprintf("%s %d %s.%s = %s: %s", c.Unit, c.Year, table, column, c.Value, c.Reason)})
		})
	})
	if people.Refused(err) != nil {
		fault, status := p.said(r, err)
		return p.showUnit(w, r, status, notice{Fault: fault})
	} else if err != nil {
		return err
	}
	if err := p.putOutdated(ctx, old); err != nil {
		return err
	}
	p.sessions.Put(ctx, keyTold, "Đã sửa số liệu.")
	http.Redirect(w, r, fmt.Sprintf("/so-lieu/%s?nam=%d", s.Code, year), http.StatusSeeOther)
	return nil
}

// lockData locks the figures of a year, or opens them.
func (p *portal) lockData(w http.ResponseWriter, r *http.Request) error {
	ctx, u := r.Context(), of(r)
	year, err := p.yearOf(r)
	if err != nil {
		return err
	}
	if !u.MayAnywhere(people.LockFigures) {
		return u.Forbidden(people.LockFigures, "khóa số liệu")
	}
	locked := r.PostFormValue("viec") == "khoa"
	err = p.DB.Write(ctx, func(tx *sqlx.Tx) error {
		if err := audit.Record(ctx, tx, audit.Act{At: p.Now(), Actor: u.Name, Act: map[bool]string{true: "figures.lock", false: "figures.open"}[locked], Detail: strconv.Itoa(year)}); err != nil {
			return err
		}
		if locked {
			return intake.Lock{By: u.Name, At: p.Now()}.Set(ctx, tx, year)
		}
		return intake.Open(ctx, tx, year)
	})
	if err != nil {
		return err
	}
	p.sessions.Put(ctx, keyTold, map[bool]string{true: "Đã khóa số liệu: không ai nhập, sửa được nữa cho đến khi mở.", false: "Đã mở khóa số liệu."}[locked])
	http.Redirect(w, r, fmt.Sprintf("/so-lieu?nam=%d", year), http.StatusSeeOther)
	return nil
}
