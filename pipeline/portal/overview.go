package portal

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/people"
)

// overview is the first page: what waits for the person, what of the year is done and late.
type overview struct {
	Year     int
	Years    []int
	Tasks    []task
	Faulty   []task // papers with findings that forbid signing, by kind
	Lines    []timeLine
	Months   []int
	Now      int          // the month, 0 in another year
	Senders  *dataContent // nil: the person takes in no figures
	Missing  []string     // units that have sent no plan or no report, some of them
	More     int          // how many more
	Papers   int
	Empty    bool // nobody has set the office up yet
	MaySetUp bool
	Notices  []jobs.Alert
	Passed   []passed // jobs whose day in the year was over before the program knew them
	Figures  []yearFigure
	Plotted  bool // there is something to plot
	Grades   []grade
	Rounds   []roundShare
}

// task is papers that wait for something.
type task struct {
	Name  string
	Count int
	URL   string
}

// timeLine is a job over the months of a year.
type timeLine struct {
	Name  string
	Cells [12]cell
}

// cell is a month of a time line; the zero value is nothing.
type cell struct{ Class, Sign, Text string }

// HasFigures reports that the year or the one before has any figure.
func (c *overview) HasFigures() bool {
	return slices.ContainsFunc(c.Figures, func(f yearFigure) bool { return f.Now.Int64 > 0 || f.Before.Int64 > 0 })
}

// overviewPage shows the year.
func (p *portal) overviewPage(w http.ResponseWriter, r *http.Request) (err error) {
	ctx, u := r.Context(), of(r).User
	year, err := p.yearOf(r)
	if err != nil {
		return err
	}
	c, err := db.Remember(ctx, p.memory, overviewKey{year, u.Sight()}, func(ctx context.Context) (overview, error) { return p.readOverview(ctx, u, year) })
	if err != nil {
		return err
	}
	if now := p.Now().In(zone); now.Year() == c.Year {
		c.Now = int(now.Month())
	}
	if u.MayAnywhere(people.SeeOffice) {
		if c.Lines, err = p.timeLines(ctx, c.Year); err != nil {
			return err
		}
		c.Notices, c.Passed = apart(p.alerts(), p.Plan)
	}
	return p.render(w, r, http.StatusOK, frame{Template: "overview", Title: "Tổng quan", Page: "/", Content: &c})
}

// passed is a job whose day in the year was over before the program knew it: no trouble, but
// somebody may want it made up.
type passed struct{ Job, Name string }

// apart takes the jobs whose day was over before they were known out of the troubles.
func apart(all []jobs.Alert, plan *jobs.Plan) (troubles []jobs.Alert, over []passed) {
	for _, a := range all {
		job, isOver := strings.CutPrefix(a.Subject, "missed ")
		if !isOver || plan == nil {
			troubles = append(troubles, a)
			continue
		}
		one := passed{Job: job, Name: job}
		if i := slices.IndexFunc(plan.Jobs, func(j jobs.Job) bool { return j.Name == job }); i >= 0 && plan.Jobs[i].Title != "" {
			one.Name = plan.Jobs[i].Title
		}
		over = append(over, one)
	}
	return troubles, over
}

// overviewKey is what the year depends on, but for the time of day.
type overviewKey struct {
	year  int
	sight string
}

// readOverview reads what of the year does not depend on the time.
func (p *portal) readOverview(ctx context.Context, u *people.User, year int) (c overview, err error) {
	c = overview{Year: year, Months: []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}}
	if c.Years, err = archive.Years(ctx, p.memory); err != nil {
		return c, err
	}
	if err := p.tasks(ctx, u, &c); err != nil {
		return c, err
	}
	if c.Papers == 0 {
		if c.Empty, err = p.isEmpty(ctx); err != nil {
			return c, err
		}
		c.MaySetUp = u.IsAdmin()
	}
	if u.MayAnywhere(people.SeeOffice) {
		if err := p.yearFigures(ctx, &c); err != nil {
			return c, err
		}
	}
	if u.MayAnywhere(people.TakeFigures) {
		err = p.sent(ctx, u, &c)
	}
	return c, err
}

// tasks are the papers of the year that wait for a person, by what the person's roles may do
// next, and those with faults.
func (p *portal) tasks(ctx context.Context, u *people.User, c *overview) error {
	states, err := archive.StandingOf(ctx, p.memory, c.Year, u)
	if err != nil {
		return err
	}
	n, err := p.names(ctx)
	if err != nil {
		return err
	}
	link := func(name, value string) string {
		return "/van-ban?" + url.Values{"nam": {strconv.Itoa(c.Year)}, name: {value}}.Encode()
	}
	for _, s := range states {
		c.Papers += s.Count
		d := archive.Document{Key: s.Key, State: s.State}
		steps := archive.Next(u, &d)
		for _, to := range steps {
			if to == archive.Draft || to == archive.Cancelled || s.State == archive.Cancelled {
				continue
			}
			name := waits[to]
			i := slices.IndexFunc(c.Tasks, func(t task) bool { return t.Name == name })
			if i < 0 {
				i, c.Tasks = len(c.Tasks), append(c.Tasks, task{Name: name, URL: link("trang-thai", s.State)})
			}
			c.Tasks[i].Count += s.Count
		}
		if s.Faulty > 0 {
			name := n.of(n.kinds, s.Kind)
			i := slices.IndexFunc(c.Faulty, func(t task) bool { return t.Name == name })
			if i < 0 {
				i, c.Faulty = len(c.Faulty), append(c.Faulty, task{Name: name, URL: link("loai", s.Kind)})
			}
			c.Faulty[i].Count += s.Faulty
		}
	}
	return nil
}

// waits say for what a paper waits, by the state that it comes into next.
var waits = map[string]string{
	archive.ContentChecked: "chờ kiểm tra nội dung", archive.FormChecked: "chờ kiểm tra thể thức", archive.Submitted: "chờ trình ký",
	archive.Signed: "chờ ký", archive.Numbered: "chờ cấp số", archive.Sealed: "chờ đóng dấu", archive.Issued: "chờ phát hành",
}

// timeLines are the jobs of the plan over the months of a year: what ran, and what comes.
func (p *portal) timeLines(ctx context.Context, year int) (lines []timeLine, err error) {
	if p.Plan == nil {
		return nil, nil
	}
	runs, err := jobs.Runs(ctx, p.DB, jobs.Filter{Limit: 2000})
	if err != nil {
		return nil, err
	}
	now := p.Now()
	for _, job := range p.Plan.Jobs {
		line := timeLine{Name: job.Title}
		if line.Name == "" {
			line.Name = job.Name
		}
		for t := time.Date(year, 1, 1, 0, 0, 0, 0, zone).Add(-time.Second); ; {
			if t = p.Plan.Next(job.Name, t); t.IsZero() || t.In(zone).Year() > year {
				break
			}
			m := t.In(zone).Month()
			switch {
			case !t.Before(now):
				line.Cells[m-1] = cell{"due", "○", "đến hạn " + t.In(zone).Format("02/01")}
			case year == now.In(zone).Year():
				line.Cells[m-1] = cell{"late", "–", "đã qua " + t.In(zone).Format("02/01") + ", chưa chạy"}
			}
			t = time.Date(year, m+1, 1, 0, 0, 0, 0, zone).Add(-time.Second) // one a month is enough
		}
		for _, run := range runs {
			due := run.Due.In(zone)
			if run.Job != job.Name || due.Year() != year {
				continue
			}
			to := &line.Cells[due.Month()-1]
			switch {
			case run.State == "failed":
				*to = cell{"failed", "✕", "lỗi: xem trang Lịch"}
			case to.Class == "failed":
			case run.State == "queued":
				*to = cell{"running", "…", "đang chờ hoặc đang chạy"}
			case run.State == "done":
				*to = cell{"done", "✓", fmt.Sprintf("xong, đến hạn %s", due.Format("02/01"))}
			}
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// maxNamed is how many units without plan or report are named.
const maxNamed = 12

// sent says which units have sent plan and report.
func (p *portal) sent(ctx context.Context, u *people.User, c *overview) error {
	all, err := p.senders(ctx, c.Year)
	if err != nil {
		return err
	}
	c.Senders = &dataContent{}
	for _, s := range all {
		if !u.MaySomewhere(people.TakeFigures, s.Code) {
			continue
		}
		c.Senders.Units = append(c.Senders.Units, s)
		if s.Plan != "" {
			c.Senders.Plans++
		}
		if s.Rep != "" {
			c.Senders.Reports++
		}
		if s.Plan != "" && s.Rep != "" {
			continue
		}
		if len(c.Missing) < maxNamed {
			c.Missing = append(c.Missing, s.Name)
		} else {
			c.More++
		}
	}
	return nil
}
