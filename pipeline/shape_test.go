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
	"templates/make/chung.go phuLuc": true,
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
