package layout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestOrderOfFiles holds the package to the order of its files that the package comment declares:
// each file stands there once, and of the arrows between files (a function that uses one of
// another file) at most one in twenty goes back up.
func TestOrderOfFiles(t *testing.T) {
	fset := token.NewFileSet()
	files := parsedFiles(t, fset)
	place := declaredOrder(t, files)
	arrows := arrowsOf(fset, files)
	if len(arrows) < 200 {
		t.Errorf("only %d arrows are seen", len(arrows))
	}
	var back []string
	for a := range arrows {
		if place[a.from] > place[a.to] {
			back = append(back, a.from+" "+a.caller+" → "+a.to+" "+a.used)
		}
	}
	if len(back)*20 > len(arrows) {
		slices.Sort(back)
		t.Errorf("%d of %d arrows go back up:\n%s", len(back), len(arrows), strings.Join(back, "\n"))
	}
}

// parsedFiles reads the files of this package that are no tests, by name without ending.
func parsedFiles(t *testing.T, fset *token.FileSet) map[string]*ast.File {
	t.Helper()
	list, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, f := range list {
		name := f.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if files[strings.TrimSuffix(name, ".go")], err = parser.ParseFile(fset, name, nil, parser.ParseComments); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// declaredOrder reads the lines "order:" of the package comment: the place of each file.
func declaredOrder(t *testing.T, files map[string]*ast.File) map[string]int {
	t.Helper()
	place := map[string]int{}
	for _, line := range strings.Split(files["layout"].Doc.Text(), "\n") {
		list, ok := strings.CutPrefix(strings.TrimSpace(line), "order: ")
		if !ok {
			continue
		}
		for _, name := range strings.Fields(list) {
			if _, twice := place[name]; twice || files[name] == nil {
				t.Errorf("the order names %s twice, or there is no such file", name)
			}
			place[name] = len(place)
		}
	}
	for name := range files {
		if _, ok := place[name]; !ok {
			t.Errorf("the order lacks %s.go", name)
		}
	}
	return place
}

// arrow is the use of a function in another file.
type arrow struct{ from, caller, to, used string }

// arrowsOf finds the arrows between files. Imports stay unresolved, which costs nothing: only what
// is declared in these files counts.
func arrowsOf(fset *token.FileSet, files map[string]*ast.File) map[arrow]bool {
	var list []*ast.File
	for _, f := range files {
		list = append(list, f)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Error: func(error) {}, FakeImportC: true}
	pkg, _ := config.Check("layout", fset, list, info) // errors: what imports would have told
	fileOf := func(p token.Pos) string {
		return strings.TrimSuffix(filepath.Base(fset.Position(p).Filename), ".go")
	}
	arrows := map[arrow]bool{}
	for from, f := range files {
		for _, d := range f.Decls {
			caller := "declaration"
			if fn, ok := d.(*ast.FuncDecl); ok {
				caller = fn.Name.Name
			}
			ast.Inspect(d, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				if !ok {
					return true
				}
				if used, ok := info.Uses[id].(*types.Func); ok && used.Pkg() == pkg && fileOf(used.Pos()) != from {
					arrows[arrow{from, caller, fileOf(used.Pos()), used.Name()}] = true
				}
				return true
			})
		}
	}
	return arrows
}
