package portal

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/award"
	"vanthu/pipeline/people"
)

// awardYearContent is the page of what a year's statistics of awards hold beside the rounds: titles
// won, awards that no round of this program has made, the fund.
type awardYearContent struct {
	Year     int
	Years    []int
	Titles   []award.Title
	Kinds    []award.TitleKind
	Tallies  []award.Tally
	Types    []coded
	Forms    []coded
	Fund     award.Fund
	MayWrite bool
	Notice   notice
	Form     func(name string) string // what was typed into the form
}

// awardYear shows that page; writeAwardYear takes its forms.
func (p *portal) awardYear(w http.ResponseWriter, r *http.Request) error {
	return p.showAwardYear(w, r, http.StatusOK, notice{Told: p.sessions.PopString(r.Context(), keyTold)})
}

func (p *portal) showAwardYear(w http.ResponseWriter, r *http.Request, status int, n notice) (err error) {
	ctx, q := r.Context(), p.DB.Reader
	c := awardYearContent{Notice: n, MayWrite: of(r).MaySomewhere(people.CheckContent, ""), Form: r.PostFormValue}
	if c.Year, err = p.yearOf(r); err != nil {
		return err
	}
	for _, t := range award.Types {
		c.Types = append(c.Types, coded{t.Code, t.Name})
	}
	for _, read := range []func() error{
		func() error {
			return sqlx.SelectContext(ctx, q, &c.Years, `SELECT nam FROM phong_trao UNION SELECT nam FROM dot_khen_thuong ORDER BY nam DESC`)
		},
		func() error {
			return sqlx.SelectContext(ctx, q, &c.Forms, q.Rebind(`SELECT ma, ten FROM hinh_thuc_khen_thuong WHERE cap <> 'huyen' OR EXISTS (SELECT 1 FROM thuat_ngu WHERE khoa = 'cap_huyen' AND gia_tri <> ''
				AND CAST(tu_ngay AS TEXT) <= ? AND (den_ngay IS NULL OR CAST(den_ngay AS TEXT) >= ?)) ORDER BY thu_tu, ma`), fmt.Sprintf("%d-12-31", c.Year), fmt.Sprintf("%d-01-01", c.Year))
		},
		func() error { c.Titles, err = award.Titles(ctx, q, c.Year); return err },
		func() error { c.Kinds, err = award.TitleKinds(ctx, q); return err },
		func() error { c.Tallies, err = award.Tallies(ctx, q, c.Year); return err },
		func() error { c.Fund, err = award.FundOf(ctx, q, c.Year); return err },
	} {
		if err := read(); err != nil {
			return err
		}
	}
	return p.render(w, r, status, frame{Template: "award_year", Title: fmt.Sprintf("Danh hiệu, thống kê, quỹ khen thưởng năm %d", c.Year), Content: c})
}

// Share is the share of the fund as people write it: "20,00".
func (c awardYearContent) Share() string {
	if c.Fund.Share == 0 {
		return ""
	}
	return fmt.Sprintf("%d,%02d", c.Fund.Share/100, c.Fund.Share%100)
}

// SpanName is the time of a title in words.
func (c awardYearContent) SpanName(t award.Title) string {
	switch t.Span {
	case "nam_hoc":
		return fmt.Sprintf("năm học %d–%d", t.From, t.To)
	case "giai_doan":
		return fmt.Sprintf("giai đoạn %d–%d", t.From, t.To)
	}
	return strconv.Itoa(t.From)
}

func (p *portal) writeAwardYear(w http.ResponseWriter, r *http.Request) error {
	ctx, u := r.Context(), of(r)
	year, err := p.yearOf(r)
	if err != nil {
		return err
	}
	if !u.MaySomewhere(people.CheckContent, "") {
		return u.Forbidden(people.CheckContent, "ghi danh hiệu, thống kê, quỹ khen thưởng")
	}
	told := ""
	err = p.DB.Write(ctx, func(tx *sqlx.Tx) (err error) {
		told, err = yearForm{Request: r}.write(ctx, award.Work{Tx: tx, Actor: u.Name, At: p.Now()}, year)
		return err
	})
	if err != nil && ctx.Err() == nil {
		fault, status := p.said(r, err)
		return p.showAwardYear(w, r, status, notice{Fault: fault})
	} else if err != nil {
		return err
	}
	p.sessions.Put(ctx, keyTold, told)
	http.Redirect(w, r, fmt.Sprintf("/khen-thuong/nam?nam=%d", year), http.StatusSeeOther)
	return nil
}

// yearForm is a form of that page; fault is the first field that is no number.
type yearForm struct {
	*http.Request
	fault error
}

func (f *yearForm) value(name string) string { return strings.TrimSpace(f.PostFormValue(name)) }

// number is a whole number as offices write it, 1.500.000; "" is 0.
func (f *yearForm) number(name string) int64 {
	text := strings.NewReplacer(".", "", " ", "").Replace(f.value(name))
	if text == "" {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil && f.fault == nil {
		f.fault = people.Refuse("%q không phải là số; viết bằng chữ số, như 1.500.000", f.value(name))
	}
	return n
}

// share is a percentage with at most two decimals, times 100.
func (f *yearForm) share(name string) int {
	whole, part, _ := strings.Cut(strings.TrimSuffix(f.value(name), "%"), ",")
	part = (part + "00")[:2]
	n, err := strconv.Atoi(whole + part)
	if f.value(name) != "" && err != nil && f.fault == nil {
		f.fault = people.Refuse("%q không phải là tỷ lệ; viết như 20 hay 0,25", f.value(name))
	}
	if f.value(name) == "" {
		return 0
	}
	return n
}

// write does what the form asks for, and tells it.
func (f yearForm) write(ctx context.Context, w award.Work, year int) (told string, err error) {
	reason := f.value("ly-do")
	switch f.value("viec") {
	case "danh-hieu":
		t := award.Title{Code: f.value("danh-hieu"), Who: f.value("ten"), Span: f.value("ky"), From: int(f.number("tu-nam")), To: int(f.number("den-nam")),
			Initiatives: int(f.number("sang-kien")), Decision: f.value("so"), Day: f.value("ngay")}
		if f.fault == nil {
			f.fault = w.AddTitle(ctx, t, reason)
		}
		return "Đã ghi danh hiệu.", f.fault
	case "bo-danh-hieu":
		return "Đã bỏ danh hiệu.", w.DropTitle(ctx, f.number("dong"), reason)
	case "loai-hinh":
		t := award.Tally{Form: f.value("hinh-thuc"), Type: f.value("loai-hinh"), Collectives: int(f.number("tap-the")), Enterprises: int(f.number("doanh-nghiep")),
			Cooperatives: int(f.number("hop-tac-xa")), Leaders: int(f.number("lanh-dao-quan-ly")), Others: int(f.number("khac")), Households: int(f.number("ho"))}
		if f.fault == nil {
			f.fault = w.SetTally(ctx, year, t, reason)
		}
		return "Đã ghi số lượng khen thưởng.", f.fault
	case "quy":
		fund := award.Fund{Carried: f.number("du-dau"), Set: f.number("trich"), Share: f.share("ty-le")}
		now, err := award.FundOf(ctx, w.Tx, year)
		if err != nil {
			return "", err
		}
		for _, s := range now.Spent {
			s.Known, s.Amount = f.value("chi-"+s.Code) != "", f.number("chi-"+s.Code)
			fund.Spent = append(fund.Spent, s)
		}
		if f.fault == nil {
			f.fault = w.SetFund(ctx, year, fund, reason)
		}
		return "Đã ghi quỹ của năm.", f.fault
	}
	return "", people.Refuse("trang không có việc này")
}
