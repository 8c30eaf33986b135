package jobs

import (
	"context"
	"fmt"
	"time"

	"vanthu/pipeline/db"
)

// maxShift bounds how far working days may move a time: twenty of them, with the
// longest holidays.
const (
	maxWorkday = 20
	maxShift   = 60 * 24 * time.Hour
)

// Calendar knows which days are working days (ngày làm việc): Monday to Friday but for
// the holidays, and the days on which holidays are made up. The zero Calendar knows no
// holiday.
type Calendar struct {
	days  map[string]bool // "2024-05-04": is it worked
	years map[int]bool
}

// LoadCalendar reads the table lich_nghi.
func LoadCalendar(ctx context.Context, d *db.DB) (*Calendar, error) {
	var rows []struct {
		Day     time.Time `db:"ngay"`
		Working bool      `db:"lam_viec"`
	}
	if err := d.Reader.SelectContext(ctx, &rows, `SELECT ngay, lam_viec FROM lich_nghi`); err != nil {
		return nil, fmt.Errorf("lich_nghi: %w", err)
	}
	c := &Calendar{days: make(map[string]bool, len(rows)), years: make(map[int]bool)}
	for _, r := range rows {
		c.days[r.Day.Format(time.DateOnly)] = r.Working
		c.years[r.Day.Year()] = true
	}
	return c, nil
}

// Knows reports whether the holidays of a year are in the calendar.
func (c *Calendar) Knows(year int) bool { return c != nil && c.years[year] }

// IsWorking reports whether the day of t is a working day.
func (c *Calendar) IsWorking(t time.Time) bool {
	if c != nil {
		if working, ok := c.days[t.Format(time.DateOnly)]; ok {
			return working
		}
	}
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
}

// shift moves a wall time to a working day: n > 0 to the nth from its day on, n < 0 to
// the nth up to its day, 0 not at all.
func (c *Calendar) shift(wall time.Time, n int) time.Time {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	limit := wall.Add(time.Duration(step) * (maxShift - 48*time.Hour))
	for t := wall; n > 0; t = t.AddDate(0, 0, step) {
		if c.IsWorking(t) {
			n--
		}
		if n == 0 || t.Equal(limit) { // a calendar without working days ends somewhere
			return t
		}
	}
	return wall
}
