// Mutants measures how much a package's tests see. It makes small wrong changes in the package, one at
// a time (a comparison turned round or moved by one, a statement dropped, a constant changed, a condition
// forced), runs the package's own tests with each, and prints every change that no test noticed.
//
// A sample of the possible changes is tried. It follows from the seed and from each change alone, so that
// work elsewhere in the package leaves it as it was. A change that does not compile is replaced by the
// next; a run that hangs or takes all memory counts as noticed. No file of the tree is touched: the go
// command reads the changed files through an overlay. All changes inside functions are built into one
// test program and switched on by a variable of the environment; a changed constant or table of the
// package is a build of its own.
//
// A test that calls none of what a change stands in cannot see it: each test is run once alone to learn
// what it calls and how long it takes, and of those that call it the short ones are run first.
//
// equivalent.txt holds the changes that make no difference which a test could or should see, each with
// the reason; they are no part of a sample. measured.txt is what was measured last of each package.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"text/tabwriter"
	"time"
)

type options struct {
	n, seed, parallel, least int
	limit, longest           time.Duration
	record                   bool
	tests                    string // package whose tests are run behind each package's own; "" is none
}

func main() {
	var o options
	flag.IntVar(&o.n, "n", 60, "changes to try in each package")
	flag.IntVar(&o.seed, "seed", 1, "another seed is another sample")
	flag.IntVar(&o.parallel, "p", 1, "runs side by side, 2 at most")
	flag.IntVar(&o.least, "least", 85, "per cent that must be noticed")
	flag.DurationVar(&o.limit, "limit", 30*time.Minute, "longest time for one package; what is left then is not tried, which is said")
	flag.DurationVar(&o.longest, "longest", 0, "leave out tests that take more time of a processor than this each; what they alone would notice counts as not noticed (0: none)")
	flag.BoolVar(&o.record, "record", false, "write what is measured into cmd/mutants/measured.txt")
	flag.StringVar(&o.tests, "tests", "", "package whose tests are run too, e.g. ./pipeline/layout for the packages below it")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: mutants [flags] PACKAGE…   (run in the module's folder)")
		flag.PrintDefaults()
	}
	flag.Parse()
	o.parallel = min(max(o.parallel, 1), 2)
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	ok, err := run(o, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

func run(o options, patterns []string) (ok bool, err error) {
	packages, err := list(patterns...)
	if err != nil {
		return false, err
	}
	known, err := readEquivalent(filepath.Join("cmd", "mutants", "equivalent.txt"))
	if err != nil {
		return false, err
	}
	tmp, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(tmp)
	if err := os.Chmod(tmp, 0o755); err != nil { // some tests run their program as another person
		return false, err
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt)
	go func() { <-stop; os.RemoveAll(tmp); os.Exit(130) }()

	ok = true
	var results []result
	for _, p := range packages {
		if len(p.TestGoFiles)+len(p.XTestGoFiles) == 0 && o.tests == "" {
			fmt.Printf("%s has no tests of its own\n", p.ImportPath)
			continue
		}
		r, err := try(o, p.ImportPath, known, tmp)
		if err != nil {
			return false, err
		}
		results = append(results, r)
		ok = ok && r.killed*100 >= o.least*r.tried
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "package\tnoticed\ttried\tper cent\tnot tried\ttime")
	for _, r := range results {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s\n", r.pkg, r.killed, r.tried, r.percent(), r.untried, r.took.Round(time.Second))
	}
	if err := w.Flush(); err != nil || !o.record {
		return ok, err
	}
	return ok, record(filepath.Join("cmd", "mutants", "measured.txt"), o.seed, results)
}
