package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// schema writes a file with several mutants at once. Each stands in a copy of its function at the end of
// the file; the function itself begins by handing over to the copy whose number is switched on. So one
// build serves all mutants of a package.
func schema(f *source, mutants []mutant) []byte {
	var edits []edit
	var copies strings.Builder
	byFunc := map[*ast.FuncDecl][]mutant{}
	for _, m := range mutants {
		byFunc[m.fn] = append(byFunc[m.fn], m)
	}
	for _, decl := range f.tree.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || len(byFunc[fn]) == 0 {
			continue
		}
		names := nameArguments(f, fn)
		edits = append(edits, names...)
		var prelude strings.Builder
		for _, m := range byFunc[fn] {
			prelude.WriteString(handOver(fn, m.copyName(), m.number))
			from := f.offset(fn.Pos())
			own := append(slices.Clone(names),
				edit{f.offset(fn.Name.Pos()), f.offset(fn.Name.End()), m.copyName()}, edit{m.from, m.to, m.text})
			copies.WriteString("\n" + string(apply(f.text[from:f.offset(fn.End())], own, from)) + "\n")
		}
		at := f.offset(fn.Body.Lbrace) + 1
		edits = append(edits, edit{at, at, prelude.String()})
	}
	return append(apply(f.text, edits, 0), copies.String()...)
}

// plain writes a file with the change of one point in its place.
func plain(p point) []byte {
	return apply(p.file.text, []edit{{p.from, p.to, p.text}}, 0)
}

// switchFile is the file that a package gets beside its own: which mutant is switched on. Where a log is
// asked for, it notes each mutant whose function is called, once.
func switchFile(pkg string) []byte {
	return fmt.Appendf(nil, `package %s

import (
	"os"
	"sync"
)

var mutantOn, mutantLog = os.Getenv(%q), os.Getenv(%q)

var mutantsSeen sync.Map

func mutant(number string) bool {
	if mutantLog != "" {
		if _, seen := mutantsSeen.LoadOrStore(number, true); !seen {
			if f, err := os.OpenFile(mutantLog, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); err == nil {
				f.WriteString(number + "\n")
				f.Close()
			}
		}
	}
	return mutantOn == number
}
`, pkg, switchName, logName)
}

// Variables of the environment: the mutant that is switched on; the file that takes the numbers of those
// whose functions are called.
const (
	switchName = "VANTHU_MUTANT"
	logName    = "VANTHU_MUTANT_LOG"
)

type edit struct {
	from, to int
	text     string
}

// apply makes edits that do not overlap; base is the place of the text's first byte in what the edits count.
func apply(text []byte, edits []edit, base int) []byte {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b edit) int { return a.from - b.from })
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(out, text[at:e.from-base]...)
		out = append(out, e.text...)
		at = e.to - base
	}
	return append(out, text[at:]...)
}

// nameArguments gives a name to each receiver and parameter that has none, so that they can be handed over.
func nameArguments(f *source, fn *ast.FuncDecl) []edit {
	var edits []edit
	name := func(list *ast.FieldList, prefix string) {
		if list == nil {
			return
		}
		for i, field := range list.List {
			if len(field.Names) == 0 {
				at := f.offset(field.Type.Pos())
				edits = append(edits, edit{at, at, fmt.Sprintf("%s%d ", prefix, i)})
			}
			for j, id := range field.Names {
				if id.Name == "_" {
					edits = append(edits, edit{f.offset(id.Pos()), f.offset(id.End()), fmt.Sprintf("%s%d_%d", prefix, i, j)})
				}
			}
		}
	}
	name(fn.Recv, "mutantSelf")
	name(fn.Type.Params, "mutantArg")
	return edits
}

// handOver is the statement that calls a copy of the function in place of it.
func handOver(fn *ast.FuncDecl, copyName string, number int) string {
	call := copyName
	if fn.Recv != nil {
		self := "mutantSelf0"
		if names := fn.Recv.List[0].Names; len(names) == 1 && names[0].Name == "_" {
			self = "mutantSelf0_0"
		} else if len(names) == 1 {
			self = names[0].Name
		}
		call = self + "." + copyName
	} else if fn.Type.TypeParams != nil {
		var types []string
		for _, field := range fn.Type.TypeParams.List {
			for _, id := range field.Names {
				types = append(types, id.Name)
			}
		}
		call += "[" + strings.Join(types, ", ") + "]"
	}
	call += "(" + strings.Join(arguments(fn.Type.Params), ", ") + ")"
	if fn.Type.Results == nil {
		call += "; return"
	} else {
		call = "return " + call
	}
	return fmt.Sprintf(" if mutant(\"%d\") { %s };", number, call)
}

func arguments(params *ast.FieldList) []string {
	var args []string
	for i, field := range params.List {
		dots := ""
		if _, variadic := field.Type.(*ast.Ellipsis); variadic {
			dots = token.ELLIPSIS.String()
		}
		if len(field.Names) == 0 {
			args = append(args, fmt.Sprintf("mutantArg%d%s", i, dots))
		}
		for j, id := range field.Names {
			name := id.Name
			if name == "_" {
				name = fmt.Sprintf("mutantArg%d_%d", i, j)
			}
			args = append(args, name+dots)
		}
	}
	return args
}
