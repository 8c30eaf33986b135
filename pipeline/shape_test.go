package pipeline

import (
	"go/ast"
	"go/token"
	"testing"
)

// The shape that functions and files keep, so that each can be read at once.
const (
	maxLines  = 80  // of a function
	maxFile   = 600 // lines of a file
	maxParams = 4   // of a function; the receiver is none
)

// unshaped are functions that still take more parameters, by file and name.
var unshaped = map[string]bool{
	"cmd/vanthu/refresh.go refreshFile":         true,
	"pipeline/archive/find.go ReadFile":         true,
	"pipeline/award/decide.go Override":         true,
	"pipeline/intake/import.go Import":          true,
	"pipeline/intake/import.go take":            true,
	"pipeline/intake/intake.go add":             true,
	"pipeline/intake/office.go OfficeWorkbook":  true,
	"pipeline/intake/office.go Office":          true,
	"pipeline/intake/people.go paper":           true,
	"pipeline/intake/people.go withdraw":        true,
	"pipeline/intake/prove.go apart":            true,
	"pipeline/intake/read.go readCell":          true,
	"pipeline/intake/write.go UnitWorkbook":     true,
	"pipeline/outgoing/companions.go edited":    true,
	"pipeline/outgoing/correct.go keepChanges":  true,
	"pipeline/outgoing/replace.go Replace":      true,
	"pipeline/outgoing/signback.go SignBack":    true,
	"pipeline/pdf/pdftest/structure.go element": true,
	"pipeline/pdf/pdftest/structure.go kid":     true,
	"pipeline/pdf/structure.go put":             true,
	"pipeline/query/query.go Run":               true,
	"pipeline/query/query.go run":               true,
	"pipeline/sample/results.go unit":           true,
	"pipeline/sample/results.go shares":         true,
	"templates/make/chung.go phuLuc":            true,
	"templates/make/khen_thuong.go nhom":        true,
}

func TestShape(t *testing.T) {
	seen := map[string]bool{}
	allFiles(t, func(path string, set *token.FileSet, f *ast.File) {
		if n := set.File(f.Pos()).LineCount(); n > maxFile {
			t.Errorf("%s has %d lines, at most %d: part it", path, n, maxFile)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1; n > maxLines {
				t.Errorf("%s: %s has %d lines, at most %d", set.Position(fn.Pos()), fn.Name.Name, n, maxLines)
			}
			if n, name := fn.Type.Params.NumFields(), path+" "+fn.Name.Name; n > maxParams && !unshaped[name] {
				t.Errorf("%s: %s has %d parameters, at most %d", set.Position(fn.Pos()), fn.Name.Name, n, maxParams)
			} else if n > maxParams {
				seen[name] = true
			}
		}
	})
	for name := range unshaped {
		if !seen[name] {
			t.Errorf("%s keeps the shape: take it from the list", name)
		}
	}
}
