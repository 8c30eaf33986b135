package jobs

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestChangeOfClocks counts ten years of days: a time that a change of clocks skips or
// repeats runs once.
func TestChangeOfClocks(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"Asia/Ho_Chi_Minh", "America/New_York", "Australia/Lord_Howe"} { // Lord Howe changes by half an hour
		for _, cron := range []string{"30 1 * * *", "15 2 * * *", "0 0 * * *", "0 7 * * *"} {
			p := plan(t, fmt.Sprintf(`{time_zone: %s, jobs: {j: {kinds: [k], cron: "%s", period: "{ngay}"}}}`, zone, cron))
			end := time.Date(2035, 1, 1, 0, 0, 0, 0, p.zone)
			seen := map[string]bool{}
			at := time.Date(2024, 12, 31, 23, 59, 0, 0, p.zone)
			for o := p.clock["j"].first(at); o.At.Before(end); {
				if day := o.Wall.Format(time.DateOnly); seen[day] || o.At.Before(at) || o.At.In(p.zone).Format(time.DateOnly) != day {
					t.Fatalf("%s %s: %s at %s after %s", zone, cron, day, o.At, at)
				}
				seen[o.Wall.Format(time.DateOnly)] = true
				at = o.At
				next := p.clock["j"].after(o.Wall)
				if first := p.clock["j"].first(at); !first.At.Equal(next.At) { // a new start goes on where the old one was
					t.Fatalf("%s %s: after %s comes %s or %s", zone, cron, at, first.At, next.At)
				}
				o = next
			}
			if len(seen) != 3652 {
				t.Errorf("%s %s: %d days of 3652", zone, cron, len(seen))
			}
		}
	}
	zone, _ := time.LoadLocation("America/New_York")
	for wall, want := range map[string]string{
		"2025-03-09 02:30": "2025-03-09 03:00 -0400", // never comes: the moment of the change
		"2025-11-02 01:30": "2025-11-02 01:30 -0400", // comes twice: the first
		"2025-11-02 02:00": "2025-11-02 02:00 -0500",
		"2025-07-01 07:00": "2025-07-01 07:00 -0400",
	} {
		w, _ := time.Parse("2006-01-02 15:04", wall)
		if got := moment(w, zone).In(zone).Format("2006-01-02 15:04 -0700"); got != want {
			t.Errorf("%s: %s, want %s", wall, got, want)
		}
	}
}

// TestWorkingDays holds schedules against the calendar that comes with the schema.
func TestWorkingDays(t *testing.T) {
	c, err := LoadCalendar(t.Context(), dbtest.SQLite(t, queries.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]bool{
		"2024-02-08": false, "2024-02-15": true, // Tết
		"2024-04-29": false, "2024-05-04": true, // swapped, made up on a Saturday
		"2024-05-05": false, "2024-12-13": true,
		"2031-01-01": true, // nobody knows 2031 yet
	} {
		d, _ := time.Parse(time.DateOnly, day)
		if got := c.IsWorking(d); got != want {
			t.Errorf("%s: working %t", day, got)
		}
	}
	if !c.Knows(2024) || c.Knows(2031) || (*Calendar)(nil).Knows(2024) {
		t.Error("the years of the calendar")
	}
	for _, test := range []struct {
		from, want string
		n          int
	}{
		{"2024-02-08", "2024-02-15", 1}, {"2024-02-08", "2024-02-07", -1}, {"2024-02-15", "2024-02-15", 1},
		{"2024-02-15", "2024-02-07", -2}, {"2024-05-03", "2024-05-04", 2}, {"2024-05-03", "2024-05-06", 3}, {"2024-05-05", "2024-05-05", 0},
	} {
		d, _ := time.Parse(time.DateOnly, test.from)
		if got := c.shift(d, test.n).Format(time.DateOnly); got != test.want {
			t.Errorf("working day %d of %s: %s, want %s", test.n, test.from, got, test.want)
		}
	}
	p := plan(t, `jobs: {j: {kinds: [k], cron: "0 7 * * *", working_day: 1, period: "{ngay}"}}`)
	p.Use(c)
	// The nine days from Thursday to the end of Tết fall on one moment, each with its own period.
	n, at := 0, time.Date(2024, 2, 15, 0, 0, 0, 0, time.UTC)
	for o := p.clock["j"].first(at.Add(-24 * time.Hour * 7)); !o.At.After(at); o = p.clock["j"].after(o.Wall) {
		n++
	}
	if n != 8 {
		t.Errorf("%d days on 2024-02-15", n)
	}
}

// TestTenYears runs schedules on a fake clock over ten years in two time zones, with two
// schedulers, breaks of up to half a year and restarts; whatever happens, each period
// comes once.
func TestTenYears(t *testing.T) {
	for _, zone := range []string{"Asia/Ho_Chi_Minh", "America/New_York"} {
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			d := dbtest.SQLite(t, queries.Schema())
			d.Writer.MustExec(`PRAGMA synchronous = OFF`)
			yaml := `{time_zone: ` + zone + `, jobs: {
				nam: {kinds: [ke-hoach], cron: "0 7 5 1 *", working_day: 1, period: "{nam}"},
				quy: {kinds: [bao-cao], cron: "30 2 10 3,6,9,12 *", period: "{nam}-Q{quy}", missed: all},
				thang: {kinds: [nhac], cron: "30 1 2 * *", period: "{nam}-{thang}", missed: all},
				dot: {kinds: [quyet-dinh], cron: "0 7 20 12 *", each: cac_dot, period: "{nam}-{dot}", missed: all},
				bo: {kinds: [bo], cron: "0 7 15 * *", period: "{nam}-{thang}", missed: skip}}}`
			var now setClock
			rows := func(context.Context, string, time.Time) ([]map[string]string, error) {
				return []map[string]string{{"dot": "mot"}, {"dot": "hai"}}, nil
			}
			start := func() *Service {
				return service(t, d, Config{Plan: plan(t, yaml), Now: now.now, rows: rows})
			}
			now.set("2025-01-01 00:00")
			one, two := start(), start()
			tick(t, one)
			random := rand.New(rand.NewPCG(1, 2))
			end := time.Date(2035, 1, 1, 12, 0, 0, 0, time.UTC)
			for at := now.now(); at.Before(end); {
				step := time.Duration(random.IntN(20*24)) * time.Hour
				if random.IntN(40) == 0 {
					step = time.Duration(random.IntN(180*24)) * time.Hour // switched off
				}
				if at = at.Add(step); at.After(end) {
					at = end
				}
				now.Store(&at)
				tick(t, one)
				tick(t, two)
			}
			seen := map[string]int{}
			for _, p := range allPeriods(t, d) {
				seen[strings.Fields(p)[0]]++
			}
			want := map[string]int{"nam": 10, "quy": 40, "thang": 120, "dot": 20}
			for job, n := range want {
				if seen[job] != n {
					t.Errorf("%s: %d periods of %d", job, seen[job], n)
				}
			}
			if seen["bo"] >= 60 {
				t.Errorf("skip: %d periods were made up for", seen["bo"])
			}
		})
	}
}

func allPeriods(t *testing.T, d *db.DB) []string {
	t.Helper()
	runs, err := History(t.Context(), d, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range runs {
		all = append(all, r.Job+" "+r.Period+" "+r.Kind)
	}
	slices.Sort(all)
	if len(slices.Compact(slices.Clone(all))) != len(all) {
		t.Error("a period came twice")
	}
	return all
}
