package pipeline_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport is the map of the house: what each package may import of the others.
var mayImport = map[string]string{
	"fonts":     "",
	"queries":   "",
	"templates": "",

	"templates/make": "layout layout/font layout/item nd30 pdf sheet unit", // makes the shipped templates

	"pipeline/unit":              "",
	"pipeline/viet":              "",
	"pipeline/dataset":           "",
	"pipeline/tag":               "dataset viet",
	"pipeline/db":                "",
	"pipeline/db/dbtest":         "db", // a database of its own for each test that wants one
	"pipeline/query":             "dataset db",
	"pipeline/ooxml":             "unit",
	"pipeline/docx":              "ooxml",
	"pipeline/docx/docxtest":     "docx",                        // small Word files for tests
	"pipeline/fill":              "dataset docx ooxml tag viet", // viet: captions that count in Roman numbers
	"pipeline/refresh":           "dataset docx fill ooxml",     // new figures into what people edited; fill says what its marks stand for
	"pipeline/stamp":             "docx ooxml",
	"pipeline/nd30":              "ooxml unit",
	"pipeline/layout":            "fonts layout/chart layout/draw layout/font layout/item layout/word unit viet", // no ooxml: XML is read in word and draw
	"pipeline/layout/chart":      "layout/item ooxml unit",
	"pipeline/layout/draw":       "layout/chart layout/item layout/word ooxml unit",
	"pipeline/layout/font":       "fonts unit",
	"pipeline/layout/item":       "layout/font unit",
	"pipeline/layout/word":       "docx layout/item ooxml unit",
	"pipeline/pdf":               "dataset layout layout/font layout/item tag unit",
	"pipeline/pdf/pdftest":       "", // holds PDFs against ISO 19005-2 and the rules of tagged PDF; signs them as an office's tool does
	"pipeline/picture":           "layout layout/font layout/item unit",
	"pipeline/sheet":             "dataset tag",
	"pipeline/paper":             "docx layout layout/font layout/item nd30 ooxml unit viet", // reads a document by position, form and words; check judges
	"pipeline/check":             "check/cite dataset docx layout nd30 ooxml paper unit viet",
	"pipeline/check/cite":        "viet",                                            // citations in a text, and the register that they are held against
	"pipeline/repair":            "check docx layout ooxml paper picture unit viet", // mends what check finds, and writes it beside the text and the pages
	"pipeline/catalog":           "dataset fill pdf query sheet tag unit viet",
	"pipeline/audit":             "db",       // the record of who did what
	"pipeline/people":            "audit db", // who acts, in which roles
	"pipeline/archive":           "archive/search audit dataset db people viet",
	"pipeline/archive/search":    "db viet",              // finds documents by what stands in them
	"pipeline/intake":            "db people sheet viet", // sheet: the canonical bytes of workbooks; people: what a sender is told who is refused
	"pipeline/sample":            "db viet",
	"pipeline/award":             "audit people viet", // quotas, nominations, appraisal, votes: judges rows, writes its own tables
	"pipeline/making":            "viet dataset db query docx fill stamp nd30 layout layout/font pdf picture paper people check check/cite catalog archive",
	"pipeline/making/officetest": "catalog db layout/font making queries query", // offices for tests
	"pipeline/outgoing":          "archive catalog check dataset docx fill layout layout/item nd30 outgoing/diff paper pdf people making refresh repair sheet unit viet",
	"pipeline/outgoing/diff":     "dataset",         // how two versions differ, in words
	"pipeline/access":            "audit db people", // who may enter the portal: passwords, links, second factor, sessions
	"pipeline/jobs":              "db archive people making",
	"pipeline/portal":            "*",
	"cmd/vanthu":                 "*",
	"cmd/mutants":                "", // measures what the tests see: of the tests, no part of the product
}

// onlyIn says which package alone may import a library.
var onlyIn = map[string]string{
	"github.com/johnfercher/maroto":        "pipeline/pdf",
	"github.com/lukasjarosch/go-docx":      "pipeline/stamp",
	"github.com/xuri/excelize":             "pipeline/sheet pipeline/intake",
	"github.com/go-analyze/charts":         "pipeline/picture",
	"github.com/lib/pq":                    "pipeline/db pipeline/jobs",
	"modernc.org/sqlite":                   "pipeline/db",
	"github.com/pressly/goose":             "pipeline/db",
	"github.com/riverqueue":                "pipeline/jobs",
	"github.com/pdfcpu/pdfcpu":             "pipeline/pdf pipeline/pdf/pdftest",
	"github.com/alexedwards/scs":           "pipeline/portal",
	"github.com/inconshreveable/mousetrap": "cmd/vanthu",
	"github.com/spf13/cobra":               "cmd/vanthu",
	"github.com/wneessen/go-mail":          "pipeline/jobs",
}

// maxArrows bounds the arrows between rooms: one room importing another. A room is a package
// with those below it; the top level's folders are one each.
const maxArrows = 168

// TestImports holds every Go file that is no test against the two tables: no import that is not permitted,
// no permission that is not used.
func TestImports(t *testing.T) {
	root := ".."
	seen := map[string]bool{}
	arrows := map[[2]string]bool{}
	used := map[string]map[string]bool{} // what each package imports of ours and of the libraries above
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata" || d.Name() == "output" || d.Name() == "dist") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, _ := filepath.Rel(root, filepath.Dir(path))
		pkg := filepath.ToSlash(rel)
		if pkg == "." {
			t.Errorf("%s: the top level holds no Go code", path)
			return nil
		}
		allowed, ok := mayImport[pkg]
		if !ok {
			if !seen[pkg] {
				t.Errorf("%s stands on no line of the table: a new package is a design decision", pkg)
			}
			seen[pkg] = true
			return nil
		}
		seen[pkg] = true
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		if used[pkg] == nil {
			used[pkg] = map[string]bool{}
		}
		for _, spec := range f.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			checkImport(t, pkg, allowed, imported)
			ours, is := strings.CutPrefix(imported, "vanthu/")
			if from, to := room(pkg), room(ours); is && from != to {
				arrows[[2]string{from, to}] = true
			}
			used[pkg][strings.TrimPrefix(ours, "pipeline/")] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range mayImport {
		if !seen[pkg] {
			t.Errorf("%s stands in the table but is not there", pkg)
		}
	}
	checkUsed(t, used)
	checkArrows(t, arrows)
}

func room(pkg string) string {
	parts := strings.Split(pkg, "/")
	if parts[0] == "pipeline" && len(parts) > 1 {
		return parts[1]
	}
	return parts[0]
}

// checkArrows refuses more arrows than there may be, and rooms that lead back to themselves.
func checkArrows(t *testing.T, arrows map[[2]string]bool) {
	t.Helper()
	if len(arrows) > maxArrows {
		t.Errorf("%d arrows between rooms, at most %d: let the room that knows a thing do it", len(arrows), maxArrows)
	}
	left := maps.Clone(arrows)
	for before := 0; before != len(left); {
		before = len(left)
		for a := range left {
			leads := func(b [2]string) bool { return b[0] == a[1] }
			if !slices.ContainsFunc(slices.Collect(maps.Keys(left)), leads) { // to a room from which nothing is left to go
				delete(left, a)
			}
		}
	}
	if len(left) > 0 {
		t.Errorf("rooms lead back to themselves: %v", slices.Collect(maps.Keys(left)))
	}
}

// checkUsed refuses permissions that no file needs any more.
func checkUsed(t *testing.T, used map[string]map[string]bool) {
	t.Helper()
	for pkg, allowed := range mayImport {
		for _, other := range strings.Fields(allowed) {
			if other != "*" && !used[pkg][other] {
				t.Errorf("%s may import %s, but does not: take it from the table", pkg, other)
			}
		}
	}
	for lib, owners := range onlyIn {
		for _, pkg := range strings.Fields(owners) {
			imports := func(path string) bool { return strings.HasPrefix(path, lib) }
			if !slices.ContainsFunc(slices.Collect(maps.Keys(used[pkg])), imports) {
				t.Errorf("%s may import %s, but does not: take it from the table", pkg, lib)
			}
		}
	}
}

func checkImport(t *testing.T, pkg, allowed, path string) {
	t.Helper()
	for lib, owners := range onlyIn {
		if strings.HasPrefix(path, lib) && !slices.Contains(strings.Fields(owners), pkg) {
			t.Errorf("%s imports %s, which belongs to %s alone", pkg, path, owners)
		}
	}
	ours, ok := strings.CutPrefix(path, "vanthu/")
	if !ok || allowed == "*" && !strings.HasPrefix(ours, "cmd/") {
		return
	}
	short := strings.TrimPrefix(ours, "pipeline/")
	if !slices.Contains(strings.Fields(allowed), short) {
		t.Errorf("%s may not import %s", pkg, ours)
	}
}
