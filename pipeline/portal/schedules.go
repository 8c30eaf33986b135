package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/people"
)

// dryRunTime is how long a dry run from the page may take.
const dryRunTime = 4 * time.Minute

// job is a job of the plan as the pages show it.
type job struct {
	jobs.Schedule
	Rule string // when it is due, in words; "" where there are none
	now  time.Time
}

// When says the next time, and how far it is.
func (j job) When() string { return inWords(j.Next) + " (" + howFar(j.now, j.Next) + ")" }

// IsLate reports whether the job was due some time ago and nobody has queued it.
func (j job) IsLate() bool { return !j.Paused && !j.Due.IsZero() && j.now.Sub(j.Due) > time.Minute }

// run is a run as the pages show it.
type run struct {
	jobs.Run
	Job, Kind string // as people call them
	Papers    string // address of the documents that it made
	now       time.Time
}

// Said is how far the run has come.
func (r run) Said() string {
	switch r.Word() {
	case "running":
		said := "đang chạy"
		if r.Documents > 0 {
			said += fmt.Sprintf(": %d trên %d văn bản", r.DocumentsDone, r.Documents)
		}
		if _, left, ok := r.Progress(r.now); ok && left >= time.Minute {
			said += fmt.Sprintf(", còn khoảng %d phút", int(left.Minutes()))
		}
		return said
	case "cancelling":
		return "đang dừng"
	case "queued":
		return "đang chờ"
	}
	said := map[string]string{"done": "xong", "failed": "lỗi", "cancelled": "đã dừng"}[r.State]
	if r.State == "done" {
		said += fmt.Sprintf(", %d văn bản", r.DocumentsDone)
	}
	return said
}

// Class is the class of the style sheet.
func (r run) Class() string {
	return map[string]string{"done": "good", "failed": "wrong", "cancelled": "warning"}[r.State]
}

// remedies say what to do about an error that holds a word; the first that fits.
var remedies = []struct{ word, do string }{
	{"chưa có dòng", "Nhập đủ số liệu ở trang Số liệu rồi chạy lại."},
	{"no row", "Nhập đủ số liệu ở trang Số liệu rồi chạy lại."},
	{".docx", "Sửa tệp mẫu ở trang Mẫu văn bản rồi chạy lại."},
	{".xlsx", "Sửa tệp mẫu ở trang Mẫu văn bản rồi chạy lại."},
	{"queries/", "Báo người quản trị: câu truy vấn của cơ quan cần sửa."},
	{"deadline", "Việc chạy quá giờ: chạy lại lúc máy rảnh; nếu vẫn thế, báo người quản trị tăng thời hạn của việc."},
	{"disk", "Đĩa đầy: báo người quản trị dọn đĩa rồi chạy lại."},
	{"no space", "Đĩa đầy: báo người quản trị dọn đĩa rồi chạy lại."},
}

// Remedy says what to do about a run that failed.
func (r run) Remedy() string { return remedy(r.Error) }

func remedy(fault string) string {
	for _, m := range remedies {
		if strings.Contains(fault, m.word) {
			return m.do
		}
	}
	return "Chạy lại; nếu vẫn lỗi, gửi dòng lỗi này cho người quản trị."
}

// scheduleContent is the page of all jobs, or of one.
type scheduleContent struct {
	Jobs   []job
	Job    *job // of which the page is; nil: of all
	Next   []string
	Tells  []string // who is told of its end
	Runs   []run
	Names  *names
	May    bool // run, pause, try
	Day    string
	Notice notice
}

// schedules shows when the jobs of the plan are due and what became of the last runs.
func (p *portal) schedules(w http.ResponseWriter, r *http.Request) error {
	return p.showJobs(w, r, jobView{status: http.StatusOK, notice: p.told(r)})
}

// schedule shows one job.
func (p *portal) schedule(w http.ResponseWriter, r *http.Request) error {
	return p.showJobs(w, r, jobView{status: http.StatusOK, name: r.PathValue("job"), notice: p.told(r)})
}

func (p *portal) told(r *http.Request) notice {
	return notice{Told: p.sessions.PopString(r.Context(), keyTold)}
}

// jobView is what of the schedules is shown.
type jobView struct {
	status int
	name   string // of a job; "" is all
	notice notice
}

func (p *portal) showJobs(w http.ResponseWriter, r *http.Request, v jobView) error {
	if p.Plan == nil {
		return archive.ErrNotFound
	}
	ctx, now := r.Context(), p.Now()
	name := v.name
	c := scheduleContent{Notice: v.notice, May: p.Jobs != nil && of(r).MayAnywhere(people.MakePapers), Day: now.In(zone).Format(time.DateOnly)}
	list, err := jobs.Schedules(ctx, p.DB, p.Plan, now)
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b jobs.Schedule) int { return a.Next.Compare(b.Next) })
	for _, s := range list {
		c.Jobs = append(c.Jobs, job{Schedule: s, Rule: rule(&s.Job), now: now})
		if s.Name == name {
			c.Job = &c.Jobs[len(c.Jobs)-1]
		}
	}
	if name != "" && c.Job == nil {
		return archive.ErrNotFound
	}
	if c.Names, err = p.names(ctx); err != nil {
		return err
	}
	runs, err := jobs.Runs(ctx, p.DB, jobs.Filter{Job: name, Limit: pageSize})
	if err != nil {
		return err
	}
	for _, one := range runs {
		c.Runs = append(c.Runs, p.runOf(one, c.Names))
	}
	f := frame{Template: "schedules", Title: "Lịch", Content: &c}
	if c.Job != nil {
		f.Title = c.Job.Called()
		for at := c.Job.Next; !at.IsZero() && len(c.Next) < 3; at = p.Plan.Next(name, at) {
			c.Next = append(c.Next, inWords(at))
		}
		for _, to := range c.Job.Recipients {
			c.Tells = append(c.Tells, people.Role(to).Name())
		}
	}
	return p.render(w, r, v.status, f)
}

func (p *portal) runOf(one jobs.Run, n *names) run {
	r := run{Run: one, Job: one.Job, Kind: n.KindOf(one.Kind), now: p.Now()}
	if j, err := p.Plan.Job(one.Job); err == nil {
		r.Job = j.Called()
	}
	if one.DocumentsDone > 0 {
		q := listQuery{Filter: archive.Filter{Year: one.Due.In(zone).Year(), Kind: one.Kind, Period: one.Period}}
		r.Papers = q.url(1)
	}
	return r
}

// workJob does to a job what the button says.
func (p *portal) workJob(w http.ResponseWriter, r *http.Request) error {
	j, err := p.jobToWork(r)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(r.Context(), dryRunTime)
	defer cancel()
	told, act, detail := "", "", j.Name
	switch r.PostFormValue("viec") {
	case "chay":
		act = "schedule.run"
		told, err = p.runNow(ctx, r, j)
		detail += " " + r.PostFormValue("ngay")
	case "thu":
		if err = p.try(ctx, j); err == nil {
			told = "Chạy thử tốt: số liệu, mẫu và tham số đều dùng được. Chưa lưu gì vào kho."
		}
	case "dung":
		act, told = "schedule.pause", "Đã tạm dừng: việc không tự chạy nữa cho đến khi bấm “Chạy tiếp”."
		err = p.Jobs.Pause(ctx, j.Name, true)
	case "tiep":
		act, told = "schedule.resume", "Việc chạy tiếp theo lịch."
		if err = p.try(ctx, j); err == nil {
			err = p.Jobs.Pause(ctx, j.Name, false)
		}
	default:
		return archive.ErrNotFound
	}
	if err != nil {
		return p.jobFault(w, r, j.Name, err)
	}
	if err := p.recordJob(r, act, detail); err != nil {
		return err
	}
	p.sessions.Put(r.Context(), keyTold, told)
	http.Redirect(w, r, "/lich/"+j.Name, http.StatusSeeOther)
	return nil
}

// jobToWork is the job of a form, for those who may do something to it.
func (p *portal) jobToWork(r *http.Request) (*jobs.Job, error) {
	if p.Plan == nil || p.Jobs == nil {
		return nil, archive.ErrNotFound
	}
	if !of(r).MayAnywhere(people.MakePapers) {
		return nil, of(r).Forbidden(people.MakePapers, "chạy, tạm dừng việc định kỳ")
	}
	j, err := p.Plan.Job(r.PathValue("job"))
	if err != nil {
		return nil, archive.ErrNotFound
	}
	return j, nil
}

// runNow queues a job, for the period of today or of the day that the form names.
func (p *portal) runNow(ctx context.Context, r *http.Request, j *jobs.Job) (string, error) {
	at, err := p.Plan.Day(r.PostFormValue("ngay"), p.Now())
	if err != nil {
		return "", people.Refuse("ngày không đúng: chọn một ngày trên lịch")
	}
	ids, err := p.Jobs.RunNow(ctx, j.Name, of(r).Name, at)
	if err != nil {
		return "", err
	}
	if len(ids) == 0 {
		return "Chưa có gì đến hạn để lập, nên không có lần chạy nào.", nil
	}
	return fmt.Sprintf("Đã xếp hàng %d lần chạy, làm ngay khi máy rảnh.", len(ids)), nil
}

// try makes a job for once and keeps nothing. What it finds is the answer to who tries.
func (p *portal) try(ctx context.Context, j *jobs.Job) error {
	err := p.Jobs.Check(ctx, j.Name)
	if err != nil && ctx.Err() == nil {
		return people.Refuse("%w. %s", err, remedy(err.Error()))
	}
	return err
}

// jobFault shows on the page of a job why something was not done, and what to do.
func (p *portal) jobFault(w http.ResponseWriter, r *http.Request, name string, err error) error {
	if r.Context().Err() != nil {
		return err
	}
	if ran, ok := errors.AsType[*jobs.Ran](err); ok {
		err = people.Refuse("Kỳ %s đã có lần chạy: muốn lập lại thì bấm “Chạy lại” ở dòng của kỳ ấy dưới đây.", periodName(ran.Runs[0].Period))
	}
	text, status := p.said(r, err)
	return p.showJobs(w, r, jobView{status, name, notice{Fault: text}})
}

// workRun makes a run again, or stops it.
func (p *portal) workRun(w http.ResponseWriter, r *http.Request) error {
	j, err := p.jobToWork(r)
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(r.PathValue("run"), 10, 64)
	if err != nil {
		return archive.ErrNotFound
	}
	switch one, _, err := jobs.GetRun(r.Context(), p.DB, id); {
	case errors.Is(err, jobs.ErrNoRun), err == nil && one.Job != j.Name:
		return archive.ErrNotFound
	case err != nil:
		return err
	}
	act, told := "jobs.retry", "Đã xếp hàng lại, lấy số liệu mới nhất."
	if r.PostFormValue("viec") == "thoi" {
		act, told = "jobs.cancel", "Đang dừng lần chạy. Văn bản đã lập xong vẫn giữ nguyên."
		err = p.Jobs.Cancel(r.Context(), id, of(r).Name)
	} else {
		err = p.Jobs.Retry(r.Context(), id)
	}
	if err != nil {
		return p.jobFault(w, r, j.Name, people.Refuse("lần chạy này vừa thay đổi: xem lại trạng thái của nó"))
	}
	if err := p.recordJob(r, act, fmt.Sprintf("run %d", id)); err != nil {
		return err
	}
	p.sessions.Put(r.Context(), keyTold, told)
	http.Redirect(w, r, "/lich/"+j.Name, http.StatusSeeOther)
	return nil
}

// recordJob puts on record what a person did to a job; act "" is nothing to record.
func (p *portal) recordJob(r *http.Request, act, detail string) error {
	if act == "" {
		return nil
	}
	return p.DB.Write(r.Context(), func(tx *sqlx.Tx) error {
		return audit.Record(r.Context(), tx, audit.Act{At: p.Now(), Actor: of(r).Name, Act: act, Detail: strings.TrimSpace(detail)})
	})
}
