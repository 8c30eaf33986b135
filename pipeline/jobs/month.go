package jobs

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// parseCron reads a cron expression of five fields. Its day of the month may also be L, the
// last day of each month, or L-n, n days before it, alone or in a list: "0 7 15,L * *".
func parseCron(expression string) (cron.Schedule, error) {
	fields := strings.Fields(expression)
	if len(fields) != 5 || !strings.ContainsAny(fields[2], "lL") {
		return cron.ParseStandard(expression)
	}
	if fields[4] != "*" {
		return nil, errors.New("an L in the day of the month goes with * as the day of the week")
	}
	var days []string // that stand for themselves
	var list union
	for part := range strings.SplitSeq(fields[2], ",") {
		before, ok := strings.CutPrefix(strings.ToUpper(part), "L")
		if !ok {
			days = append(days, part)
			continue
		}
		n := 0
		if before != "" {
			var err error
			if n, err = strconv.Atoi(strings.TrimPrefix(before, "-")); err != nil || before[0] != '-' || n < 1 || n > maxBeforeLast {
				return nil, fmt.Errorf("day of the month %q: L, or L-1 to L-%d", part, maxBeforeLast)
			}
		}
		fields[2] = fmt.Sprintf("%d-%d", 28-n, 31-n)
		inner, err := cron.ParseStandard(strings.Join(fields, " "))
		if err != nil {
			return nil, err
		}
		list = append(list, fromLast{inner, n})
	}
	if len(days) > 0 {
		fields[2] = strings.Join(days, ",")
		inner, err := cron.ParseStandard(strings.Join(fields, " "))
		if err != nil {
			return nil, err
		}
		list = append(list, inner)
	}
	return list, nil
}

// maxBeforeLast leaves every month, February too, a day that far before its last.
const maxBeforeLast = 27

// fromLast comes on the days of a schedule that are so many days before the last one of
// their month.
type fromLast struct {
	cron.Schedule
	before int
}

// Next returns the first time after t, zero where none comes.
func (l fromLast) Next(t time.Time) time.Time {
	for t = l.Schedule.Next(t); !t.IsZero(); t = l.Schedule.Next(t) {
		last := time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
		if t.Day() == last-l.before {
			return t
		}
	}
	return t
}

// union comes whenever one of its schedules does.
type union []cron.Schedule

// Next returns the first time after t, zero where none comes.
func (u union) Next(t time.Time) (first time.Time) {
	for _, s := range u {
		if next := s.Next(t); !next.IsZero() && (first.IsZero() || next.Before(first)) {
			first = next
		}
	}
	return first
}
