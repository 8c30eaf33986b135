package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A testFunc is a test of the package, run alone.
type testFunc struct {
	name    string
	took    time.Duration
	reaches map[string]bool // numbers of the mutants whose functions it calls
}

// reach runs each test alone, without a change, to learn how long it takes and what it calls. A test that
// takes more time of a processor than b.longest is left out: what it alone would notice counts as not noticed.
func (b *bench) reach(program string) (tests []testFunc, err error) {
	c := exec.Command(program, "-test.list", "^(Test|Example|Fuzz)")
	c.Dir = b.testDir
	out, err := command(c)
	if err != nil {
		return nil, err
	}
	for name := range strings.Lines(string(out)) {
		if name = strings.TrimSpace(name); !strings.HasPrefix(name, "Test") && !strings.HasPrefix(name, "Example") && !strings.HasPrefix(name, "Fuzz") {
			continue // what a TestMain prints
		}
		log := filepath.Join(b.dir, "called")
		start := time.Now()
		var cost time.Duration
		failed, out := b.run(program, 10*time.Minute, runOptions{log: log, cost: &cost, tests: []string{name}})
		if failed {
			return nil, fmt.Errorf("%s fails alone, without any change:\n%s", name, out)
		}
		if b.longest > 0 && cost > b.longest {
			b.leftOut++
			os.Remove(log)
			continue
		}
		t := testFunc{name, time.Since(start), map[string]bool{}}
		called, err := os.ReadFile(log)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
		for number := range strings.Lines(string(called)) {
			t.reaches[strings.TrimSpace(number)] = true
		}
		os.Remove(log)
		tests = append(tests, t)
	}
	slices.SortStableFunc(tests, func(a, b testFunc) int { return int(a.took - b.took) })
	return tests, nil
}

// noticed runs the tests that call a mutant's function, all for one that is built alone: first the short
// ones, of which most mutants fall, then the others, fewer and fewer at a time.
func (b *bench) noticed(program, on string) bool {
	var names []string
	var took, all time.Duration
	for _, t := range b.tests {
		if on == "" || t.reaches[on] {
			all += t.took
		}
	}
	share := all / 8
	try := func() bool {
		if len(names) == 0 {
			return false
		}
		failed, _ := b.run(program, b.patience+4*took, runOptions{on: on, tests: names})
		names, took, share = nil, 0, share*2
		return failed
	}
	for _, t := range b.tests {
		if on != "" && !t.reaches[on] {
			continue
		}
		if took+t.took > share && try() {
			return true
		}
		names, took = append(names, t.name), took+t.took
	}
	return try()
}

type runOptions struct {
	on    string         // number of the mutant that is switched on; "" is none
	log   string         // file that takes the numbers of what is called; "" is none
	cost  *time.Duration // takes the time of a processor; nil is not asked
	tests []string       // those alone; nil is all
}

// mostMemory is what a run may take, in KiB: a loop that never ends must not take the machine along.
const mostMemory = "3000000"

// run runs a test program, in the package's folder as go test does, and tells whether it failed.
func (b *bench) run(program string, longest time.Duration, o runOptions) (failed bool, out []byte) {
	tmp, err := os.MkdirTemp(b.dir, "t")
	if err != nil {
		return true, []byte(err.Error())
	}
	defer os.RemoveAll(tmp)
	if err := os.Chmod(tmp, 0o755); err != nil {
		return true, []byte(err.Error())
	}
	ctx, cancel := context.WithTimeout(context.Background(), longest+10*time.Second)
	defer cancel()
	args := []string{"-c", "ulimit -d " + mostMemory + `; exec "$0" "$@"`, program, "-test.short", "-test.failfast", "-test.timeout", longest.String()}
	if o.tests != nil {
		args = append(args, "-test.run", "^("+strings.Join(o.tests, "|")+")$")
	}
	c := exec.CommandContext(ctx, "sh", args...)
	c.Dir = b.testDir
	c.Env = append(os.Environ(), switchName+"="+o.on, logName+"="+o.log, "TMPDIR="+tmp)
	c.WaitDelay = 5 * time.Second
	out, err = c.CombinedOutput()
	if o.cost != nil && c.ProcessState != nil {
		*o.cost = c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	return err != nil && !errors.Is(err, exec.ErrWaitDelay), out
}
