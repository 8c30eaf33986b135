package pipeline_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/people"
)

// homes says in which files alone a word of the database stands as a literal. Elsewhere its
// constant says it.
var homes = map[string]string{}

func init() {
	at := func(files string, words ...string) {
		for _, w := range words {
			homes[w] = files
		}
	}
	at("pipeline/archive/move.go", archive.Draft, archive.ContentChecked, archive.FormChecked, archive.Submitted, archive.Signed,
		archive.Numbered, archive.Sealed, archive.Issued, archive.Replaced, archive.Recalled, archive.Cancelled)
	at("pipeline/archive/link.go", archive.Corrects, archive.Takes, archive.Recalls)
	at("pipeline/archive/number.go", archive.Outside, archive.Inside)
	at("pipeline/archive/archive.go pipeline/award/check.go pipeline/check/check.go pipeline/intake/intake.go", archive.Wrong, archive.Warning, archive.Hint)
	at("pipeline/check/check.go", check.Amend)
	for _, r := range people.Roles() {
		if r != people.UnitMember { // don-vi is the name of a field in forms too
			at("pipeline/people/people.go", string(r))
		}
	}
}

// allFiles calls do with every Go file of the product that is no test.
func allFiles(t *testing.T, do func(path string, set *token.FileSet, f *ast.File)) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{".git", "testdata", "output", "dist"}, d.Name()):
			return fs.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err == nil {
			do(filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator))), set, f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// coded reports whether a field that holds a word of the database is told by a literal.
func coded(field string, value ast.Expr) bool {
	lit, ok := value.(*ast.BasicLit)
	return ok && lit.Value != `""` && slices.Contains([]string{"Origin", "Severity", "Relation"}, field)
}

// TestWordsAtHome refuses words of the database as bare literals, alone or quoted in SQL,
// and names of roles outside the table of rights.
func TestWordsAtHome(t *testing.T) {
	allFiles(t, func(path string, set *token.FileSet, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				return n.Tag == nil // tags of structs name columns
			case *ast.BasicLit:
				text, err := strconv.Unquote(n.Value)
				if n.Kind != token.STRING || err != nil {
					return true
				}
				for word, files := range homes {
					if (text == word || strings.Contains(text, "'"+word+"'")) && !slices.Contains(strings.Fields(files), path) {
						t.Errorf("%s: the word %q belongs to %s: use its constant", set.Position(n.Pos()), word, files)
					}
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && coded(key.Name, n.Value) {
					t.Errorf("%s: %s by a bare word: use its constant", set.Position(n.Pos()), key.Name)
				}
			case *ast.BinaryExpr:
				if x, ok := n.X.(*ast.SelectorExpr); ok && coded(x.Sel.Name, n.Y) {
					t.Errorf("%s: %s against a bare word: use its constant", set.Position(n.Pos()), x.Sel.Name)
				}
			case *ast.SelectorExpr:
				roles := []string{"Clerk", "Drafter", "FormCheck", "Appraiser", "Leader", "UnitMember"}
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "people" && slices.Contains(roles, n.Sel.Name) {
					t.Errorf("%s: who may do what stands in pipeline/people/rights.go: ask User.May", set.Position(n.Pos()))
				}
			}
			return true
		})
	})
	for _, same := range [][3]string{{archive.Wrong, check.Wrong, string(intake.Wrong)}, {archive.Warning, check.Warning, string(intake.Doubt)},
		{archive.Hint, check.Hint, string(intake.Notice)}} {
		if same[0] != same[1] || same[0] != same[2] {
			t.Errorf("words for one severity differ: %q", same)
		}
	}
}
