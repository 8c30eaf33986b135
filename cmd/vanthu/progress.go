package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// progress tells how far a long run is, how fast it goes and how long it takes yet: on a
// terminal once a second on one line, elsewhere every ten seconds on a line of its own.
type progress struct {
	out         io.Writer
	now         func() time.Time
	what        string
	total       int
	line        string // between two tellings: "\r" on a terminal
	every       time.Duration
	began, told time.Time
}

func newProgress(out io.Writer, what string, total int) *progress {
	p := &progress{out: out, now: time.Now, what: what, total: total, line: "\n", every: 10 * time.Second, began: time.Now()}
	if f, is := out.(*os.File); is {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			p.line, p.every = "\r", time.Second
		}
	}
	return p
}

// at tells that so many are done, if it is time to.
func (p *progress) at(done int) {
	now := p.now()
	if done < p.total && !p.told.IsZero() && now.Sub(p.told) < p.every {
		return
	}
	p.told = now
	took := now.Sub(p.began)
	rate := float64(done) / max(took.Seconds(), 0.001)
	left := time.Duration(float64(took) / float64(max(done, 1)) * float64(p.total-done)).Round(time.Second)
	fmt.Fprintf(p.out, "%s: %d of %d, %.0f a second, %s left", p.what, done, p.total, rate, left)
	if p.line == "\r" && done < p.total {
		fmt.Fprint(p.out, "   \r")
		return
	}
	fmt.Fprintln(p.out)
}
