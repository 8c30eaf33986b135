package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A mutant is a point that was drawn.
type mutant struct {
	point
	number int // 1 and up
}

func (m mutant) copyName() string { return fmt.Sprintf("mutant%d%s", m.number, m.fn.Name.Name) }

func (m mutant) String() string {
	at := 1 + bytes.Count(m.file.text[:m.from], []byte("\n"))
	return fmt.Sprintf("%s/%s:%d\t%s\t%s\t%s", m.file.pkg, filepath.Base(m.file.path), at, m.name(), m.line(), strings.SplitN(m.key(), "\t", 4)[3])
}

type result struct {
	pkg                    string
	killed, tried, untried int
	took                   time.Duration
}

func (r result) percent() int { return r.killed * 100 / max(r.tried, 1) }

// try draws a package's mutants and runs its tests with each.
func try(o options, pkg string, known map[string]string, tmp string) (result, error) {
	start := time.Now()
	r := result{pkg: pkg}
	l, err := load(pkg)
	if err != nil {
		return r, err
	}
	mutants := draw(l, o, known)
	patterns := []string{pkg}
	if o.tests != "" {
		patterns = append(patterns, o.tests)
	}
	tests, err := list(patterns...)
	if err != nil {
		return r, err
	}
	slices.SortStableFunc(tests, func(a, b listed) int { // its own first, which are quick
		return cmp.Compare(btoi(a.ImportPath != l.path), btoi(b.ImportPath != l.path))
	})
	var benches []*bench
	for _, p := range tests {
		if len(p.TestGoFiles)+len(p.XTestGoFiles) == 0 {
			continue
		}
		b := &bench{loaded: l, dir: tmp, patience: 10 * time.Second, longest: o.longest, testPath: p.ImportPath, testDir: p.Dir}
		if err := b.prepare(mutants); err != nil {
			return r, err
		}
		benches = append(benches, b)
	}

	var mu sync.Mutex
	var wg sync.WaitGroup
	var firstErr error
	room := make(chan struct{}, o.parallel)
	for _, m := range mutants {
		room <- struct{}{}
		if time.Since(start) > o.limit {
			r.untried++
			<-room
			continue
		}
		wg.Go(func() {
			defer func() { <-room }()
			noticed, err := false, error(nil)
			for _, b := range benches {
				if noticed || err != nil {
					break
				}
				noticed, err = b.tryOne(m)
			}
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err != nil:
				firstErr = errors.Join(firstErr, err)
			case noticed:
				r.killed++
			default:
				fmt.Println("not noticed:", m)
			}
			r.tried++
		})
	}
	wg.Wait()
	r.took = time.Since(start)
	return r, firstErr
}

// draw samples n points that compile. Tables of the package hold many constants of one kind: at most a sixth
// of the sample falls on them.
func draw(l *loaded, o options, known map[string]string) []mutant {
	all := points(l.files)
	slices.SortStableFunc(all, func(a, b point) int {
		if x, y := a.order(o.seed), b.order(o.seed); x < y {
			return -1
		} else if x > y {
			return 1
		}
		return 0
	})
	var drawn []mutant
	tables := 0
	for _, p := range all {
		if len(drawn) == o.n {
			break
		}
		if _, ok := known[p.key()]; ok || p.fn == nil && tables >= o.n/6 {
			continue
		}
		m := mutant{p, len(drawn) + 1}
		text := plain(p)
		if p.fn != nil {
			text = schema(p.file, []mutant{m})
		}
		if !l.compiles(p.file, text) {
			continue
		}
		if p.fn == nil {
			tables++
		}
		drawn = append(drawn, m)
	}
	return drawn
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// prepare builds the test program with all changes in it and learns what each test calls.
func (b *bench) prepare(mutants []mutant) (err error) {
	if b.program, err = b.buildSchema(mutants); err != nil {
		return err
	}
	if b.tests, err = b.reach(b.program); err != nil {
		return err
	}
	var took time.Duration
	var names []string
	for _, t := range b.tests {
		took += t.took
		names = append(names, t.name)
	}
	if failed, out := b.run(b.program, 10*time.Minute, runOptions{tests: names}); failed && names != nil {
		return fmt.Errorf("%s: its tests fail together without any change:\n%s", b.testPath, out)
	}
	fmt.Printf("%s: %d changes drawn, the %d tests of %s take %s", b.loaded.path, len(mutants), len(b.tests), b.testPath, took.Round(10*time.Millisecond))
	if b.leftOut > 0 {
		fmt.Printf("; %d take more than %s of a processor each and are left out", b.leftOut, b.longest)
	}
	fmt.Println()
	return nil
}

// A bench builds and runs test programs of one package.
type bench struct {
	*loaded
	dir      string        // a folder of our own
	patience time.Duration // how long a run may take beyond four times what it takes without a change
	longest  time.Duration // longest time of a processor for one test; 0 is no bound
	leftOut  int           // tests that take more
	tests    []testFunc    // the shortest first
	program  string        // with the changes that a variable switches on
	testPath string        // the package of the tests, and its folder
	testDir  string
}

func (b *bench) buildSchema(mutants []mutant) (program string, err error) {
	byFile := map[*source][]mutant{}
	for _, m := range mutants {
		if m.fn != nil {
			byFile[m.file] = append(byFile[m.file], m)
		}
	}
	texts := map[string][]byte{filepath.Join(b.loaded.dir, switchFileName): switchFile(b.name)}
	for f, own := range byFile {
		texts[f.path] = schema(f, own)
	}
	return b.build("all", texts)
}

// build makes the test program with files of the package replaced.
func (b *bench) build(name string, texts map[string][]byte) (program string, err error) {
	dir, err := os.MkdirTemp(b.dir, name)
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	for path, text := range texts {
		replace[path] = filepath.Join(dir, filepath.Base(path))
		if err := os.WriteFile(replace[path], text, 0o644); err != nil {
			return "", err
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, overlay, 0o644); err != nil {
		return "", err
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		return "", err
	}
	program = filepath.Join(dir, "tests.exe")
	_, err = command(exec.Command("go", "test", "-c", "-vet=off", "-overlay", file, "-o", program, b.testPath))
	return program, err
}

func (b *bench) tryOne(m mutant) (noticed bool, err error) {
	if m.fn != nil {
		return b.noticed(b.program, strconv.Itoa(m.number)), nil
	}
	own, err := b.build("own", map[string][]byte{m.file.path: plain(m.point)})
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(filepath.Dir(own))
	return b.noticed(own, ""), nil
}

// readEquivalent reads the list of changes that make no difference: key, then the reason, parted by tabs.
func readEquivalent(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	known := map[string]string{}
	scan := bufio.NewScanner(f)
	for n := 1; scan.Scan(); n++ {
		line := scan.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 5 || strings.TrimSpace(fields[4]) == "" {
			return nil, fmt.Errorf("%s:%d: a line is package, function, line of source, change, reason, parted by tabs", path, n)
		}
		known[strings.Join(fields[:4], "\t")] = fields[4]
	}
	return known, scan.Err()
}
