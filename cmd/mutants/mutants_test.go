package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// parse makes a source of a text.
func parse(t *testing.T, text string) *source {
	t.Helper()
	f := &source{pkg: "p", path: "p.go", text: []byte(text), fset: token.NewFileSet()}
	var err error
	if f.tree, err = parser.ParseFile(f.fset, f.path, f.text, parser.SkipObjectResolution); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestPoints(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"_ = a < b", "< to >=; < to <="},
		{"_ = a == b", "== to !="},
		{"_ = a + b*2", "+ to -; * to /; 2 to 3"},
		{"x := !ok || true; _ = x", "|| to &&; ! dropped; true to false"},
		{"n++", "statement dropped; ++ to --"},
		{"n += 2", "+= to -=; statement dropped; 2 to 3"},
		{"if a { b() }", "early return; condition forced true; condition forced false; statement dropped"},
		{`f("ten"); f("một câu dài")`, `statement dropped; statement dropped; "ten" to "tenx"`},
		{`panic("ten")`, ""},
		{`err = fmt.Errorf("ten")`, "statement dropped"},
		{"for i := range 3 { continue }", "early return; 3 to 4; statement dropped"},
	} {
		var got []string
		for _, p := range points([]*source{parse(t, "package p\nfunc f() { "+c.body+" }")}) {
			got = append(got, p.what)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %s, want %s", c.body, s, c.want)
		}
	}
}

// An error that is handed on is no point; anything that does more than that is.
func TestPointsOfErrors(t *testing.T) {
	const text = "package p\nfunc f() (int, error) { if err != nil { return 0, err }; return g() }"
	if all := points([]*source{parse(t, text)}); len(all) != 0 {
		t.Errorf("%d points in a function that hands errors on", len(all))
	}
	if all := points([]*source{parse(t, strings.Replace(text, "return 0, err", "h(); return 0, err", 1))}); len(all) == 0 {
		t.Error("no points where an error is acted on")
	}
}

// A key holds when lines move, and tells equal changes of one line apart.
func TestKeys(t *testing.T) {
	keys := func(text string) (keys []string) {
		for _, p := range points([]*source{parse(t, text)}) {
			keys = append(keys, p.key())
		}
		return keys
	}
	const fn = "func (s *Set[T]) F(a int) bool { return a < 1 && a < 2 }"
	one, two := keys("package p\n"+fn), keys("package p\n\nvar x = y\n\n"+fn)
	if !slices.Equal(one, two) {
		t.Errorf("%q\n%q", one, two)
	}
	want := "p\tSet.F\t" + fn + "\t< to <= #2"
	if !slices.Contains(one, want) {
		t.Errorf("%q lacks %q", one, want)
	}
	if len(slices.Compact(slices.Sorted(slices.Values(one)))) != len(one) {
		t.Errorf("a key stands twice: %q", one)
	}
}

// Each kind of function hands over to its copy: methods, nameless and variadic parameters, type parameters.
func TestSchema(t *testing.T) {
	const text = `package p

type T struct{}

func (T) Nameless(int, string) (n int, err error)     { return 1, nil }
func (_ T) Blank(_ int)                               { println(3) }
func (t *T) Variadic(a int, rest ...string)           { rest = rest[1:] }
func Generic[K comparable, V any](m map[K]V, _ K) int { return len(m) + 1 }
func Plain()                                          { println(2) }
`
	f := parse(t, text)
	var mutants []mutant
	for i, p := range points([]*source{f}) {
		mutants = append(mutants, mutant{p, i + 1})
	}
	l := loadSmall(t, f)
	out := schema(f, mutants)
	if !l.compiles(f, out) {
		t.Fatalf("the schema does not compile:\n%s", out)
	}
	for _, want := range []string{
		"(mutantSelf0 T) Nameless(mutantArg0 int, mutantArg1 string)", "return mutantSelf0.mutant1Nameless(mutantArg0, mutantArg1) }",
		"(mutantSelf0_0 T) Blank(mutantArg0_0 int)",
		"t.mutant", "(a, rest...); return }", "Generic[K, V](m, mutantArg1_0) }",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the schema lacks %q:\n%s", want, out)
		}
	}
	if l.compiles(f, []byte("package p\nfunc f() { x := 1 }")) {
		t.Error("an unused variable compiles")
	}
}

// loadSmall makes a package of one file, with what package os needs.
func loadSmall(t *testing.T, f *source) *loaded {
	t.Helper()
	l, err := load("os")
	if err != nil {
		t.Fatal(err)
	}
	l.dir, l.path, l.name, l.files = ".", "p", "p", []*source{f}
	return l
}

// TestTry tries every change of a package of its own: what its test sees is noticed, and nothing else.
func TestTry(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module m\n\ngo 1.26\n",
		"p.go": `package m

var limit = 5

func Big(n int) bool {
	return n > limit
}

func Unseen(n int) int {
	return n - 1
}

func Loop(n int) (sum int) {
	for n > 0 {
		n--
		sum++
	}
	return sum
}
`,
		"p_test.go": `package m

import "testing"

func TestBig(t *testing.T) {
	if Big(5) || !Big(6) || Loop(2) != 2 {
		t.Error()
	}
}
`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	known := map[string]string{"\tUnseen\treturn n - 1\t1 to 2": "of this test"}
	l, err := load("m")
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{loaded: l, dir: t.TempDir(), patience: 2e9, testPath: l.path, testDir: l.dir}
	drawn := draw(l, options{n: 100, seed: 1}, known)
	if err := b.prepare(drawn); err != nil {
		t.Fatal(err)
	}
	var missed []string
	for _, m := range drawn {
		noticed, err := b.tryOne(m)
		if err != nil {
			t.Fatal(err)
		}
		if !noticed {
			missed = append(missed, m.name()+" "+m.what)
		}
	}
	if got := strings.Join(missed, "; "); got != "Unseen - to +" {
		t.Errorf("not noticed: %s", got)
	}
}

// TestRecord: a package that is measured anew has its line changed, the others keep theirs, in order.
func TestRecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "measured.txt")
	for _, results := range [][]result{
		{{pkg: "m/p/viet", killed: 59, tried: 60}, {pkg: "m/p/docx", killed: 2, tried: 3}},
		{{pkg: "m/p/viet", killed: 6, tried: 12}, {pkg: "m/p/none"}, {pkg: "m/a", killed: 1, tried: 1}},
	} {
		if err := record(path, 7, results); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	want := recordHead + "a       1  1   100  7\np/docx  2  3   66   7\np/viet  6  12  50   7\n"
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

// TestEquivalent holds the list of changes without difference: each still names a change of its package.
func TestEquivalent(t *testing.T) {
	known, err := readEquivalent("equivalent.txt")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]map[string]bool{}
	for key := range known {
		pkg, _, _ := strings.Cut(key, "\t")
		if there[pkg] == nil {
			there[pkg] = map[string]bool{}
			l, err := load("vanthu/" + pkg)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range points(l.files) {
				there[pkg][p.key()] = true
			}
		}
		if !there[pkg][key] {
			t.Errorf("equivalent.txt: no such change any more: %s", key)
		}
	}
}
