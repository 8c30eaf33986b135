package jobs

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// The last day of the month is that of the month, in leap years too.
func TestLastOfTheMonth(t *testing.T) {
	for _, c := range []struct {
		cron, workingDay, from string
		want                   []string
	}{
		{"0 7 L * *", "0", "2024-01-15", []string{"2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"}},
		{"0 7 l 2 *", "0", "2024-03-01", []string{"2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"}},
		{"0 7 L 2 *", "0", "2099-01-01", []string{"2099-02-28", "2100-02-28", "2101-02-28"}}, // 2100 is no leap year
		{"0 7 L 3,6,9,12 *", "0", "2024-12-31", []string{"2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30"}},
		{"0 7 L */3 *", "0", "2025-01-01", []string{"2025-01-31", "2025-04-30"}},
		{"0 7 L-1 * *", "0", "2023-02-01", []string{"2023-02-27", "2023-03-30", "2023-04-29"}},
		{"0 7 L-27 2,3 *", "0", "2023-01-01", []string{"2023-02-01", "2023-03-04", "2024-02-02"}},
		{"0 7 15,L * *", "0", "2023-02-01", []string{"2023-02-15", "2023-02-28", "2023-03-15"}},
		{"0 7 28,L * *", "0", "2023-02-01", []string{"2023-02-28", "2023-03-28", "2023-03-31"}},
		{"0 7,17 L * *", "0", "2023-02-27", []string{"2023-02-28", "2023-02-28", "2023-03-31"}},
		{"0 7 L * *", "-1", "2024-03-01", []string{"2024-03-29", "2024-04-30", "2024-05-31", "2024-06-28"}}, // no Saturday, no Sunday
		{"0 7 L 12 *", "1", "2023-12-01", []string{"2024-01-01", "2024-12-31"}},                             // the last of 2023 is a Sunday
		{"0 7 31 * *", "0", "2024-01-15", []string{"2024-01-31", "2024-03-31", "2024-05-31"}},               // months that have one
		{"0 7 29 2 *", "0", "2024-03-01", []string{"2028-02-29", "2032-02-29"}},
	} {
		p := plan(t, fmt.Sprintf(`jobs: {j: {kinds: [k], cron: "%s", working_day: %s, period: "{ngay}"}}`, c.cron, c.workingDay))
		at, err := time.ParseInLocation(time.DateOnly, c.from, p.zone)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		o := p.clock["j"].first(at)
		for range c.want {
			got = append(got, o.At.In(p.zone).Format(time.DateOnly))
			o = p.clock["j"].after(o.Wall)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s, working day %s, from %s: %v, want %v", c.cron, c.workingDay, c.from, got, c.want)
		}
	}
}

// What is no day before the last is refused with what is.
func TestLastOfTheMonthRefused(t *testing.T) {
	for cron, want := range map[string]string{
		"0 7 L-28 * *": "L-1 to L-27", "0 7 L-0 * *": "L-1 to L-27", "0 7 L+1 * *": "L-1 to L-27", "0 7 L- * *": "L-1 to L-27", "0 7 LW * *": "L-1 to L-27",
		"0 7 L * 1": "day of the week", "0 7 L 13 *": "above maximum", "0 7 32,L * *": "above maximum", "61 7 L * *": "above maximum",
	} {
		if _, err := parseCron(cron); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", cron, err, want)
		}
	}
}
