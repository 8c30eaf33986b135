package jobs

import (
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"
)

// A clock reads the times of a schedule off the wall and says when they are.
//
// Cron expressions speak of the wall: "0 7 5 1 *" is seven o'clock wherever the hands
// stand then. So the clock counts wall times, written as if the zone were UTC, and turns
// each into one moment: where the clocks are put back, and the time comes twice, the
// first; where they are put forward, and it never comes, the moment of the change.
type clock struct {
	cron     cron.Schedule
	zone     *time.Location
	workday  int                      // 0: any day; 1: the first working day from the day on, 2 the second; -1: the last one up to the day…
	calendar atomic.Pointer[Calendar] // pages read while a dry run reads it anew
}

// occurrence is a time of a schedule.
type occurrence struct {
	Wall time.Time // what the cron expression says, in UTC as on the wall; names the period
	At   time.Time // when it is due; zero: never
}

// after returns the first occurrence whose wall time comes after wall.
func (c *clock) after(wall time.Time) occurrence {
	next := c.cron.Next(wall)
	if next.IsZero() {
		return occurrence{}
	}
	return occurrence{next, moment(c.calendar.Load().shift(next, c.workday), c.zone)}
}

// first returns the first occurrence that is due after t. Working days move a time by
// less than maxShift.
func (c *clock) first(t time.Time) occurrence {
	wall := onWall(t.In(c.zone)).Add(-25 * time.Hour) // before any change of clocks
	if c.workday != 0 {
		wall = wall.Add(-maxShift)
	}
	o := c.after(wall)
	for !o.At.IsZero() && !o.At.After(t) {
		o = c.after(o.Wall)
	}
	return o
}

// onWall writes what a clock in t's zone shows as a time in UTC.
func onWall(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// moment says when the clocks of a zone show a wall time.
func moment(wall time.Time, zone *time.Location) time.Time {
	_, before := wall.Add(-26 * time.Hour).In(zone).Zone() // no zone changes twice in two days
	_, after := wall.Add(26 * time.Hour).In(zone).Zone()
	early := wall.Add(-time.Duration(before) * time.Second).In(zone)
	if onWall(early).Equal(wall) {
		return early
	}
	late := wall.Add(-time.Duration(after) * time.Second).In(zone)
	if onWall(late).Equal(wall) {
		return late
	}
	change, _ := early.ZoneBounds()
	return change
}
