package pipeline_test

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

func TestShape(t *testing.T) {
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
			if n := fn.Type.Params.NumFields(); n > maxParams {
				t.Errorf("%s: %s has %d parameters, at most %d", set.Position(fn.Pos()), fn.Name.Name, n, maxParams)
			}
		}
	})
}
