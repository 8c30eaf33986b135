package main

import (
	"bufio"
	"bytes"
	"context"
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

// try draws a package's mutants and runs its tests with each.
func try(o options, pkg string, known map[string]string, tmp string) (result, error) {
	start := time.Now()
	r := result{pkg: pkg}
	l, err := load(pkg)
	if err != nil {
		return r, err
	}
	mutants := draw(l, o, known)
	b := &bench{loaded: l, dir: tmp}
	program, err := b.buildSchema(mutants)
	if err != nil {
		return r, err
	}
	before := time.Now()
	if noticed, out := b.noticed(program, "", 10*time.Minute); noticed {
		return r, fmt.Errorf("%s: its tests fail without any change:\n%s", pkg, out)
	}
	took := time.Since(before)
	fmt.Printf("%s: %d changes drawn, the tests take %s\n", pkg, len(mutants), took.Round(10*time.Millisecond))
	longest := 10*time.Second + 4*took

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
			noticed, err := b.tryOne(m, program, longest)
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

// A bench builds and runs test programs of one package.
type bench struct {
	*loaded
	dir string // a folder of our own
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
	program = filepath.Join(dir, "tests.exe")
	_, err = command(exec.Command("go", "test", "-c", "-vet=off", "-overlay", file, "-o", program, b.path))
	return program, err
}

func (b *bench) tryOne(m mutant, program string, longest time.Duration) (noticed bool, err error) {
	if m.fn != nil {
		noticed, _ = b.noticed(program, strconv.Itoa(m.number), longest)
		return noticed, nil
	}
	own, err := b.build("own", map[string][]byte{m.file.path: plain(m.point)})
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(filepath.Dir(own))
	noticed, _ = b.noticed(own, "", longest)
	return noticed, nil
}

// mostMemory is what a run may take, in KiB: a loop that never ends must not take the machine along.
const mostMemory = "3000000"

// noticed runs a test program, in the package's folder as go test does, and tells whether it failed.
func (b *bench) noticed(program, on string, longest time.Duration) (failed bool, out []byte) {
	tmp, err := os.MkdirTemp(b.dir, "t")
	if err != nil {
		return true, []byte(err.Error())
	}
	defer os.RemoveAll(tmp)
	ctx, cancel := context.WithTimeout(context.Background(), longest+10*time.Second)
	defer cancel()
	c := exec.CommandContext(ctx, "sh", "-c", "ulimit -d "+mostMemory+`; exec "$0" "$@"`, program, "-test.short", "-test.failfast", "-test.timeout", longest.String())
	c.Dir = b.loaded.dir
	c.Env = append(os.Environ(), switchName+"="+on, "TMPDIR="+tmp)
	c.WaitDelay = 5 * time.Second
	out, err = c.CombinedOutput()
	return err != nil && !errors.Is(err, exec.ErrWaitDelay), out
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
