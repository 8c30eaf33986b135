package sample

import (
	"context"
	"math/rand/v2"
	"time"
)

// dice makes the sample the same every time: one generator with a constant seed.
type dice struct{ *rand.Rand }

func newDice() dice { return dice{rand.New(rand.NewPCG(138, 2024))} }

// between returns a whole number from a to b, both included.
func (d dice) between(a, b int) int { return a + d.IntN(b-a+1) }

// vary returns weights moved up or down by at most percent of themselves.
func (d dice) vary(weights []int, percent int) []int {
	out := make([]int, len(weights))
	for i, w := range weights {
		out[i] = w * 1000 * d.between(100-percent, 100+percent) / 100
	}
	return out
}

// share splits total into whole parts in proportion to weights, so that the parts add
// up to total exactly: what rounding down leaves over goes to the largest remainders,
// among equal ones to the first. All weights 0 give all to the first part.
func share(total int, weights []int) []int {
	parts, sum := make([]int, len(weights)), 0
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		parts[0] = total
		return parts
	}
	rest, left := make([]int, len(weights)), total
	for i, w := range weights {
		parts[i], rest[i] = total*w/sum, total*w%sum
		left -= parts[i]
	}
	for ; left > 0; left-- {
		top := 0
		for i, r := range rest {
			if r > rest[top] {
				top = i
			}
		}
		parts[top]++
		rest[top] = -1
	}
	return parts
}

// shareWithin splits total as share does, no part above its limit. Total must not
// exceed the sum of the limits.
func shareWithin(total int, weights, limits []int) []int {
	parts := share(total, weights)
	over := 0
	for i := range parts {
		if parts[i] > limits[i] {
			over += parts[i] - limits[i]
			parts[i] = limits[i]
		}
	}
	for i := 0; over > 0; i = (i + 1) % len(parts) {
		if parts[i] < limits[i] {
			parts[i]++
			over--
		}
	}
	return parts
}

// daysOff reads the days on which offices are closed, besides the ends of weeks.
func (f *filler) daysOff(ctx context.Context) error {
	var days []string
	if err := f.tx.SelectContext(ctx, &days, "SELECT CAST(ngay AS TEXT) FROM lich_nghi WHERE NOT lam_viec"); err != nil {
		return err
	}
	f.off = map[string]bool{}
	for _, day := range days {
		f.off[day[:len(time.DateOnly)]] = true
	}
	return nil
}

// workday is the n-th working day behind a day, itself counted as 0 if it is one; -1 is the last
// working day up to it.
func (f *filler) workday(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	closed := func() bool {
		return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday || f.off[t.Format(time.DateOnly)]
	}
	step := 1
	if n < 0 {
		step, n = -1, 0
	}
	for ; closed() || n > 0; t = t.AddDate(0, 0, step) {
		if !closed() {
			n--
		}
	}
	return t.Format(time.DateOnly)
}
