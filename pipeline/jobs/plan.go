package jobs

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no time zones of its own

	"github.com/goccy/go-yaml"
	"github.com/robfig/cron/v3"
)

// PlanFile is the only definition of scheduled jobs, read through the layers of
// templates: what an office has in its home stands in place of the embedded one.
const PlanFile = "jobs.yaml"

// Plan is what jobs.yaml says.
type Plan struct {
	Jobs  []Job // by name
	zone  *time.Location
	clock map[string]cron.Schedule
}

// Job is a scheduled job.
type Job struct {
	Name     string            `yaml:"-"`     // key in jobs.yaml
	Title    string            `yaml:"title"` // for people
	Kinds    []string          `yaml:"kinds"` // documents to make, in this order of queueing
	Params   map[string]string `yaml:"params"`
	Cron     string            `yaml:"cron"`   // minute hour day month weekday, in the plan's time zone
	Period   string            `yaml:"period"` // key of the period, with {nam} {nam_truoc} {quy} {thang} of the time due
	Missed   Missed            `yaml:"missed"` // default Latest
	Timeout  time.Duration     `yaml:"timeout"`
	Attempts int               `yaml:"attempts"`
}

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
	p := &Plan{clock: make(map[string]cron.Schedule)}
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
	clock, err := cron.ParseStandard(j.Cron)
	if err != nil {
		return fmt.Errorf("cron: %w", err)
	}
	if strings.Contains(j.Cron, "TZ=") {
		return errors.New("cron: the time zone stands in time_zone, once for all jobs")
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
	when := time.Date(2024, 1, 1, 0, 0, 0, 0, p.zone)
	if _, err := expand(j.Period, when); err != nil {
		return fmt.Errorf("period: %w", err)
	}
	if _, err := j.paramsAt(when); err != nil {
		return err
	}
	p.Jobs, p.clock[j.Name] = append(p.Jobs, j), clock
	return nil
}

// Next returns the first time after t at which a job of the plan is due, in the plan's
// time zone; zero where there is none.
func (p *Plan) Next(job string, t time.Time) time.Time {
	return p.clock[job].Next(t.In(p.zone))
}

func (j *Job) paramsAt(due time.Time) (map[string]string, error) {
	params := make(map[string]string, len(j.Params))
	for name, value := range j.Params {
		v, err := expand(value, due)
		if err != nil {
			return nil, fmt.Errorf("params: %s: %w", name, err)
		}
		params[name] = v
	}
	return params, nil
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// expand puts the parts of a day into a text: {nam} its year, {nam_truoc} the year
// before, {quy} 1 to 4, {thang} 01 to 12, {ngay} the whole day as 2024-12-15.
func expand(s string, t time.Time) (string, error) {
	var unknown string
	out := placeholder.ReplaceAllStringFunc(s, func(name string) string {
		switch name {
		case "{nam}":
			return t.Format("2006")
		case "{nam_truoc}":
			return fmt.Sprintf("%04d", t.Year()-1)
		case "{quy}":
			return fmt.Sprint((int(t.Month()) + 2) / 3)
		case "{thang}":
			return t.Format("01")
		case "{ngay}":
			return t.Format(time.DateOnly)
		}
		unknown = name
		return name
	})
	if unknown != "" {
		return "", fmt.Errorf("%s is not known; there are {nam}, {nam_truoc}, {quy}, {thang}, {ngay}", unknown)
	}
	return out, nil
}
