package portal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/award"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// awardsContent is the page of an award round: what units may nominate and what they do,
// what the rules of appraisal say, the papers.
type awardsContent struct {
	Year, Direct int
	Years        []int
	Rounds       []coded
	Day          string // of the appraisal
	judged              // zero where the year has no round
	Papers       []line
	All          string // address of all papers of the round
	MayJudge     bool
	Today        string
	Kinds        []coded // of papers that are made for a round
	Notice       notice
}

// judged is a round as the rules see it on a day.
type judged struct {
	Round        award.Round
	Quotas       []award.Quota
	Total        award.Quota // of all units
	Findings     []award.Finding
	Open, Passed int // findings that forbid the award, and those that were let pass
	States       []stateCount
	Eligible     []eligible // on whom the council decides
}

// eligible is a nominee that fulfils the conditions and has not been decided on.
type eligible struct {
	ID   int64  `db:"id"`
	Name string `db:"ten"`
}

// Nominated reports that units nominate anybody.
func (c judged) Nominated() bool {
	return c.Total.HasCollectives+c.Total.HasPeople+c.Total.HasHouseholds > 0
}

// Allotted reports that the round has quotas at all.
func (c judged) Allotted() bool { return c.Total.Collectives+c.Total.People+c.Total.Households > 0 }

// stateCount is how many nominees stand where.
type stateCount struct {
	State string `db:"trang_thai"`
	Count int    `db:"so"`
}

// Name is the state in words.
func (s stateCount) Name() string {
	return map[string]string{"de_nghi": "chờ thẩm định", "tra_ho_so": "trả hồ sơ", "du_dieu_kien": "đủ điều kiện",
		"khong_du_dieu_kien": "không đủ điều kiện", "duyet": "được duyệt", "khong_duyet": "không được duyệt"}[s.State]
}

// Over reports whether a unit nominates more than its quota.
func (c awardsContent) Over(q award.Quota) bool {
	return c.Allotted() && (q.HasCollectives > q.Collectives || q.HasPeople > q.People || q.HasHouseholds > q.Households)
}

// awards shows an award round, the first of the year where none is named.
func (p *portal) awards(w http.ResponseWriter, r *http.Request) error {
	return p.showAwards(w, r, http.StatusOK, notice{Told: p.sessions.PopString(r.Context(), keyTold)})
}

func (p *portal) showAwards(w http.ResponseWriter, r *http.Request, status int, n notice) (err error) {
	ctx, q := r.Context(), p.memory
	c := awardsContent{Notice: n, Direct: award.DirectShare, MayJudge: of(r).MaySomewhere(people.CheckContent, "")}
	if c.Year, err = p.yearOf(r); err != nil {
		return err
	}
	c.Today = p.today()
	if c.Day = r.URL.Query().Get("ngay"); c.Day == "" {
		c.Day = c.Today
	} else if _, err := time.Parse(time.DateOnly, c.Day); err != nil {
		return archive.ErrNotFound
	}
	if err := sqlx.SelectContext(ctx, q, &c.Years, `SELECT DISTINCT nam FROM dot_khen_thuong ORDER BY nam DESC`); err != nil {
		return err
	}
	if err := sqlx.SelectContext(ctx, q, &c.Rounds, q.Rebind(`SELECT ma, ten FROM dot_khen_thuong WHERE nam = ? ORDER BY ma DESC`), c.Year); err != nil {
		return err
	}
	code := r.FormValue("dot")
	if code == "" && len(c.Rounds) > 0 {
		code = c.Rounds[0].Ma
	}
	if code != "" {
		key := judgedKey{c.Year, c.Direct, code, c.Day}
		c.judged, err = db.Remember(ctx, p.memory, key, func(ctx context.Context) (judged, error) { return p.readRound(ctx, key) })
		if err != nil {
			return err
		}
		if err := p.papersOf(r, &c); err != nil {
			return err
		}
		if p.Papers != nil && of(r).MayAnywhere(people.MakePapers) {
			for _, k := range p.Papers.Catalog.Kinds() {
				if slices.ContainsFunc(k.Params, func(one catalog.Param) bool { return one.Name == "dot" }) {
					c.Kinds = append(c.Kinds, coded{k.Slug, k.Name})
				}
			}
		}
	}
	return p.render(w, r, status, frame{Template: "awards", Title: fmt.Sprintf("Khen thưởng năm %d", c.Year), Content: c})
}

// judgedKey says which round, judged how.
type judgedKey struct {
	year, direct int
	round, day   string
}

// readRound reads a round as it is at one moment.
func (p *portal) readRound(ctx context.Context, k judgedKey) (c judged, err error) {
	tx, err := p.DB.Snapshot(ctx)
	if err != nil {
		return c, err
	}
	defer tx.Rollback()
	work := award.Work{Tx: tx}
	if c.Round, err = work.Find(ctx, k.year, k.round); errors.Is(err, award.ErrNoRound) {
		return c, archive.ErrNotFound
	} else if err != nil {
		return c, err
	}
	if c.Quotas, err = work.Quotas(ctx, c.Round); err != nil {
		return c, err
	}
	t := &c.Total
	for _, q := range c.Quotas {
		t.Collectives, t.People, t.Households = t.Collectives+q.Collectives, t.People+q.People, t.Households+q.Households
		t.HasCollectives, t.HasPeople, t.HasHouseholds = t.HasCollectives+q.HasCollectives, t.HasPeople+q.HasPeople, t.HasHouseholds+q.HasHouseholds
	}
	if c.Findings, err = work.Check(ctx, c.Round, award.Options{Day: k.day, Direct: k.direct}); err != nil {
		return c, err
	}
	for _, f := range c.Findings {
		switch {
		case f.Passed != "":
			c.Passed++
		case f.Severity == award.Wrong:
			c.Open++
		}
	}
	err = tx.SelectContext(ctx, &c.Eligible, tx.Rebind(`SELECT id, ten FROM de_nghi_khen_thuong WHERE dot_id = ? AND trang_thai = 'du_dieu_kien' ORDER BY loai DESC, khoa_ten, id`), c.Round.ID)
	if err != nil {
		return c, err
	}
	return c, tx.SelectContext(ctx, &c.States, tx.Rebind(`SELECT trang_thai, COUNT(*) AS so FROM de_nghi_khen_thuong WHERE dot_id = ? GROUP BY trang_thai ORDER BY trang_thai`), c.Round.ID)
}

// papersOf finds the papers of the round that the visitor may read.
func (p *portal) papersOf(r *http.Request, c *awardsContent) error {
	found, err := p.listOf(r.Context(), of(r).User, listQuery{Filter: archive.Filter{Year: c.Year}, Round: c.Round.Code, Page: 1})
	c.All, c.Papers = found.Here, found.Lines
	return err
}

// judge does what the page of a round offers: a rule is let pass, a quota set, the
// appraisal written.
func (p *portal) judge(w http.ResponseWriter, r *http.Request) error {
	ctx, u := r.Context(), of(r)
	year, err := p.yearOf(r)
	if err != nil {
		return err
	}
	if !u.MaySomewhere(people.CheckContent, "") {
		return u.Forbidden(people.CheckContent, "thẩm định khen thưởng")
	}
	told := ""
	var refused error
	err = p.DB.Write(ctx, func(tx *sqlx.Tx) error {
		work := award.Work{Tx: tx, Actor: u.Name, At: p.Now()}
		round, err := work.Find(ctx, year, r.FormValue("dot"))
		if errors.Is(err, award.ErrNoRound) {
			return archive.ErrNotFound
		} else if err != nil {
			return err
		}
		told, refused = judgeOne(ctx, work, round, r)
		return refused
	})
	if refused != nil && ctx.Err() == nil {
		fault, status := p.said(r, refused)
		return p.showAwards(w, r, status, notice{Fault: fault})
	}
	if err != nil {
		return err
	}
	p.sessions.Put(ctx, keyTold, told)
	back := url.Values{"nam": {strconv.Itoa(year)}, "dot": {r.FormValue("dot")}}
	http.Redirect(w, r, "/khen-thuong?"+back.Encode(), http.StatusSeeOther)
	return nil
}

func judgeOne(ctx context.Context, work award.Work, round award.Round, r *http.Request) (told string, err error) {
	whole := func(name string) int {
		n, bad := strconv.Atoi(cmp.Or(strings.TrimSpace(r.PostFormValue(name)), "0"))
		if bad != nil {
			err = people.Refuse("“%s”: viết bằng chữ số", r.PostFormValue(name))
		}
		return n
	}
	switch r.PostFormValue("viec") {
	case "bo-qua":
		nominee, bad := strconv.ParseInt(r.PostFormValue("de-nghi"), 10, 64)
		if bad != nil {
			return "", people.Refuse("không có đề nghị số %q", r.PostFormValue("de-nghi"))
		}
		return "Đã ghi lý do bỏ qua.", work.Override(ctx, round, award.Override{Nominee: nominee, Code: r.PostFormValue("quy-tac"), Reason: r.PostFormValue("ly-do")})
	case "chi-tieu":
		q := award.Quota{Unit: r.PostFormValue("don-vi"), Collectives: whole("tap-the"), People: whole("ca-nhan"), Households: whole("ho"), Note: strings.TrimSpace(r.PostFormValue("ghi-chu"))}
		if err != nil {
			return "", err
		}
		return "Đã ghi chỉ tiêu.", work.SetQuota(ctx, round, q)
	case "hop":
		ballot := award.Ballot{Day: r.PostFormValue("ngay"), Minutes: strings.TrimSpace(r.PostFormValue("so")), Members: whole("thanh-vien"), Present: whole("co-mat"), All: true}
		if err == nil {
			ballot.Votes, err = votesOf(r)
		}
		if err != nil {
			return "", err
		}
		if err := work.Vote(ctx, round, ballot); err != nil {
			return "", err
		}
		yes, no, err := work.Approve(ctx, round, ballot.Day, award.Majority(ballot.Present))
		return fmt.Sprintf("Đã ghi kết quả họp xét: %d được duyệt, %d không (từ %d phiếu trở lên là được duyệt).", yes, no, award.Majority(ballot.Present)), err
	case "ghi-ket-qua":
		good, bad, err := work.Appraise(ctx, round, award.Options{Day: work.At.In(zone).Format(time.DateOnly), Direct: award.DirectShare})
		return fmt.Sprintf("Đã ghi kết quả thẩm định: %d đủ điều kiện, %d không.", good, bad), err
	}
	return "", people.Refuse("trang không có việc này")
}

// votesOf reads the votes of single nominees, a field each; those left empty have all.
func votesOf(r *http.Request) (map[int64]int, error) {
	votes := map[int64]int{}
	for name := range r.PostForm {
		id, isVote := strings.CutPrefix(name, "phieu-")
		typed := strings.TrimSpace(r.PostFormValue(name))
		if !isVote || typed == "" {
			continue
		}
		nominee, bad := strconv.ParseInt(id, 10, 64)
		count, worse := strconv.Atoi(typed)
		if bad != nil || worse != nil {
			return nil, people.Refuse("số phiếu “%s”: viết bằng chữ số", typed)
		}
		votes[nominee] = count
	}
	return votes, nil
}
