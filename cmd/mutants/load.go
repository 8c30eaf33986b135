package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A source is one Go file of a package that is no test.
type source struct {
	pkg  string // the package's path below the module
	path string
	text []byte
	tree *ast.File
	fset *token.FileSet
}

func (f *source) offset(p token.Pos) int { return f.fset.Position(p).Offset }

// A loaded package can say of a changed file whether the package still compiles with it.
type loaded struct {
	dir, path, name string
	files           []*source
	exports         map[string]string // import path to file of export data
	importer        types.Importer
}

// listed is what `go list -json` says of a package.
type listed struct {
	Dir, ImportPath, Name, Export string
	GoFiles                       []string
	TestGoFiles, XTestGoFiles     []string
}

// list asks the go command for packages; args stand before the patterns.
func list(args ...string) ([]listed, error) {
	out, err := command(exec.Command("go", append([]string{"list", "-json=Dir,ImportPath,Name,Export,GoFiles,TestGoFiles,XTestGoFiles"}, args...)...))
	if err != nil {
		return nil, err
	}
	var all []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var l listed
		if err := dec.Decode(&l); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		all = append(all, l)
	}
}

// load reads a package by its path.
func load(pkg string) (*loaded, error) {
	all, err := list("-deps", "-export", pkg, "os", "sync") // the switch imports these
	if err != nil {
		return nil, err
	}
	l := &loaded{exports: map[string]string{}}
	for _, p := range all {
		l.exports[p.ImportPath] = p.Export
		if p.ImportPath != pkg {
			continue
		}
		l.dir, l.path, l.name = p.Dir, p.ImportPath, p.Name
		_, short, _ := strings.Cut(p.ImportPath, "/")
		fset := token.NewFileSet()
		for _, name := range p.GoFiles {
			f := &source{pkg: short, path: filepath.Join(p.Dir, name), fset: fset}
			if f.text, err = os.ReadFile(f.path); err != nil {
				return nil, err
			}
			if f.tree, err = parser.ParseFile(fset, f.path, f.text, parser.SkipObjectResolution); err != nil {
				return nil, err
			}
			l.files = append(l.files, f)
		}
	}
	l.importer = importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		file, ok := l.exports[path]
		if !ok {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(file)
	})
	return l, nil
}

// compiles tells whether the package is right with a file's text changed.
func (l *loaded) compiles(changed *source, text []byte) bool {
	fset := token.NewFileSet()
	texts := map[string][]byte{filepath.Join(l.dir, switchFileName): switchFile(l.name), changed.path: text}
	var trees []*ast.File
	for _, f := range l.files {
		if f != changed {
			texts[f.path] = f.text
		}
	}
	for path, text := range texts {
		tree, err := parser.ParseFile(fset, path, text, parser.SkipObjectResolution)
		if err != nil {
			return false
		}
		trees = append(trees, tree)
	}
	_, err := (&types.Config{Importer: l.importer}).Check(l.path, fset, trees, nil)
	return err == nil
}

// switchFileName sorts behind all others and is in no package.
const switchFileName = "zz_mutant_switch.go"

func command(c *exec.Cmd) ([]byte, error) {
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s%s", strings.Join(c.Args, " "), err, out, stderr.Bytes())
	}
	return out, nil
}
