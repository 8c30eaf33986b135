package jobs

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no time zones of its own

	"github.com/goccy/go-yaml"
)

// PlanFile is the only definition of scheduled jobs, read through the layers of
// templates: what an office has in its home stands in place of the embedded one.
const PlanFile = "jobs.yaml"

// Plan is what jobs.yaml says.
type Plan struct {
	Jobs  []Job // by name
	zone  *time.Location
	clock map[string]*clock
}

// Job is a scheduled job.
type Job struct {
	Name       string            `yaml:"-"`     // key in jobs.yaml
	Title      string            `yaml:"title"` // for people
	Kinds      []string          `yaml:"kinds"` // documents to make, in this order of queueing
	Params     map[string]string `yaml:"params"`
	Cron       string            `yaml:"cron"`        // minute hour day month weekday, in the plan's time zone; the day L is the last of the month, L-1 the one before
	WorkingDay int               `yaml:"working_day"` // 1: the first working day from that day on, 2 the second…; -1: the last one up to it…; 0: that day
	Each       string            `yaml:"each"`        // query whose rows are runs of their own; takes nam and ngay of the time due
	Period     string            `yaml:"period"`      // key of the period; with each, {column} stands for the row's
	Recipients []string          `yaml:"recipients"`  // people or roles who are told of the end
	Missed     Missed            `yaml:"missed"`      // default Latest
	Timeout    time.Duration     `yaml:"timeout"`     // of some documents, at most; default 10 minutes
	Attempts   int               `yaml:"attempts"`    // default 5
}

// Called is what people call the job: its title, else its name.
func (j *Job) Called() string { return cmp.Or(j.Title, j.Name) }

// Missed says what becomes of times that passed while nothing ran.
type Missed string

// Policies for missed times.
const (
	Latest Missed = "latest" // run the last one
	All    Missed = "all"    // run each
	Skip   Missed = "skip"   // run none that is more than an hour late
)

const (
	defaultZone     = "Asia/Ho_Chi_Minh"
	defaultTimeout  = 10 * time.Minute
	defaultAttempts = 5
)

// LoadPlan reads jobs.yaml. A missing file is a plan without jobs.
func LoadPlan(fsys fs.FS) (*Plan, error) {
	data, err := fs.ReadFile(fsys, PlanFile)
	if errors.Is(err, fs.ErrNotExist) {
		data, err = []byte("jobs: {}"), nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", PlanFile, err)
	}
	var file struct {
		TimeZone string         `yaml:"time_zone"`
		Jobs     map[string]Job `yaml:"jobs"`
	}
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s:\n%s", PlanFile, yaml.FormatError(err, false, true))
	}
	if file.TimeZone == "" {
		file.TimeZone = defaultZone
	}
	p := &Plan{clock: make(map[string]*clock)}
	if p.zone, err = time.LoadLocation(file.TimeZone); err != nil {
		return nil, fmt.Errorf("%s: time_zone: %w", PlanFile, err)
	}
	for _, name := range slices.Sorted(maps.Keys(file.Jobs)) {
		job := file.Jobs[name]
		job.Name = name
		if err := p.add(job); err != nil {
			return nil, fmt.Errorf("%s: job %s: %w", PlanFile, name, err)
		}
	}
	return p, nil
}

func (p *Plan) add(j Job) error {
	if len(j.Kinds) == 0 || j.Period == "" {
		return errors.New("kinds and period are needed")
	}
	if strings.Contains(j.Cron, "TZ=") {
		return errors.New("cron: the time zone stands in time_zone, once for all jobs")
	}
	times, err := parseCron(j.Cron)
	if err != nil {
		return fmt.Errorf("cron: %w", err)
	}
	if j.WorkingDay < -maxWorkday || j.WorkingDay > maxWorkday {
		return fmt.Errorf("working_day from %d to %d", -maxWorkday, maxWorkday)
	}
	if j.Missed == "" {
		j.Missed = Latest
	}
	if j.Missed != Latest && j.Missed != All && j.Missed != Skip {
		return fmt.Errorf("missed: %q; want latest, all or skip", j.Missed)
	}
	if j.Timeout == 0 {
		j.Timeout = defaultTimeout
	}
	if j.Attempts == 0 {
		j.Attempts = defaultAttempts
	}
	if j.Timeout < time.Second || j.Timeout > maxTimeout || j.Attempts < 1 || j.Attempts > 100 {
		return fmt.Errorf("timeout from 1s to %s, attempts from 1 to 100", maxTimeout)
	}
	if j.Each == "" { // what a query under each gives is known when it is asked
		if _, err := j.orders(occurrence{}, nil); err != nil {
			return err
		}
	}
	p.Jobs, p.clock[j.Name] = append(p.Jobs, j), &clock{cron: times, zone: p.zone, workday: j.WorkingDay}
	return nil
}

// Use makes working days those of a calendar.
func (p *Plan) Use(c *Calendar) {
	for _, clock := range p.clock {
		clock.calendar.Store(c)
	}
}

// Job finds a job by its name.
func (p *Plan) Job(name string) (*Job, error) {
	for i := range p.Jobs {
		if p.Jobs[i].Name == name {
			return &p.Jobs[i], nil
		}
	}
	var names []string
	for _, j := range p.Jobs {
		names = append(names, j.Name)
	}
	return nil, fmt.Errorf("%s has no job %q; it has %s", PlanFile, name, strings.Join(names, ", "))
}

// Next returns the first time after t at which a job of the plan is due, in the plan's
// time zone; zero where there is none.
func (p *Plan) Next(job string, t time.Time) time.Time {
	return p.clock[job].first(t).At
}

// missedBefore is the last wall time of a job in the year of now that is over; nil where
// there is none. A job that runs for the rows of a query misses nothing, nor does one that
// comes every day.
func (p *Plan) missedBefore(job *Job, now time.Time) *time.Time {
	if job.Each != "" || job.Missed == Skip {
		return nil
	}
	clock := p.clock[job.Name]
	year := now.In(p.zone).Year()
	o := clock.first(time.Date(year, 1, 1, 0, 0, 0, 0, p.zone).Add(-time.Second))
	var last *time.Time
	for n := 0; !o.At.IsZero() && !o.At.After(now); n++ {
		if n == 60 {
			return nil
		}
		wall := o.Wall
		last, o = &wall, clock.after(o.Wall)
	}
	return last
}

// Day returns noon of a day ("2024-12-05") in the plan's time zone, or now where it is "".
func (p *Plan) Day(day string, now time.Time) (time.Time, error) {
	if day == "" {
		return now, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, day, p.zone)
	return t.Add(12 * time.Hour), err
}

// paramsAt are the parameters for a wall time and, with each, a row.
func (j *Job) paramsAt(wall time.Time, row map[string]string) (map[string]string, error) {
	params := make(map[string]string, len(j.Params))
	for name, value := range j.Params {
		v, err := expand(value, wall, row)
		if err != nil {
			return nil, fmt.Errorf("params: %s: %w", name, err)
		}
		params[name] = v
	}
	return params, nil
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// expand puts the parts of a day into a text: {nam} its year, {nam_truoc} the year
// before, {quy} 1 to 4, {thang} 01 to 12, {thang_truoc} as 2024-11, {ngay} the whole day
// as 2024-12-15; and the columns of a row, which go before these.
func expand(s string, t time.Time, row map[string]string) (string, error) {
	parts := map[string]string{
		"nam": t.Format("2006"), "nam_truoc": fmt.Sprintf("%04d", t.Year()-1),
		"quy": strconv.Itoa((int(t.Month()) + 2) / 3), "thang": t.Format("01"),
		"thang_truoc": t.AddDate(0, 0, -t.Day()).Format("2006-01"), "ngay": t.Format(time.DateOnly),
	}
	maps.Copy(parts, row)
	var unknown string
	out := placeholder.ReplaceAllStringFunc(s, func(name string) string {
		v, ok := parts[name[1:len(name)-1]]
		if !ok {
			unknown = name
		}
		return v
	})
	if unknown != "" {
		return "", fmt.Errorf("%s is not known; there are {%s}", unknown, strings.Join(slices.Sorted(maps.Keys(parts)), "}, {"))
	}
	return out, nil
}
