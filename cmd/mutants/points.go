package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// A point is one place of a file and one small wrong change of it.
type point struct {
	file     *source
	fn       *ast.FuncDecl // the function around it; nil for a declaration of the package
	from, to int           // the bytes of the file that are replaced
	text     string        // by this
	what     string        // the change in words: "< to <="
	nth      int           // 1 and up among the points of one function with equal line and change
}

// name is the function that a point stands in, with its receiver: "Set.Add".
func (p point) name() string {
	if p.fn == nil {
		return "-"
	}
	if p.fn.Recv == nil {
		return p.fn.Name.Name
	}
	t := p.fn.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	switch x := t.(type) {
	case *ast.IndexExpr:
		t = x.X
	case *ast.IndexListExpr:
		t = x.X
	}
	return t.(*ast.Ident).Name + "." + p.fn.Name.Name
}

// line is the line that a point begins in, without the blanks around it.
func (p point) line() string {
	from, to := p.from, p.from
	for from > 0 && p.file.text[from-1] != '\n' {
		from--
	}
	for to < len(p.file.text) && p.file.text[to] != '\n' {
		to++
	}
	return strings.Join(strings.Fields(string(p.file.text[from:to])), " ")
}

// key names a point so that it is found again when lines move: package, function, the line, the change.
func (p point) key() string {
	what := p.what
	if p.nth > 1 {
		what += " #" + strconv.Itoa(p.nth)
	}
	return strings.Join([]string{p.file.pkg, p.name(), p.line(), what}, "\t")
}

// order is where a point stands in the sample of a seed. It depends on the point alone, so that a change
// elsewhere in the package leaves the rest of the sample as it was.
func (p point) order(seed int) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d\t%s", seed, p.key())
	// The last bytes of a key move only the low bits of FNV: the finish of murmur3 spreads them.
	x := h.Sum64()
	x = (x ^ x>>33) * 0xff51afd7ed558ccd
	x = (x ^ x>>33) * 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// points lists every point of a package, in the order of its files.
func points(files []*source) []point {
	var all []point
	for _, f := range files {
		for _, decl := range f.tree.Decls {
			w := &walker{file: f}
			if fn, ok := decl.(*ast.FuncDecl); ok {
				if fn.Body == nil || fn.Name.Name == "main" || fn.Name.Name == "init" || fn.Name.Name == "_" {
					continue
				}
				w.fn = fn
				w.node(fn.Body)
			} else {
				w.node(decl)
			}
			all = append(all, w.found...)
		}
	}
	count := map[string]int{}
	for i := range all {
		key := all[i].key()
		count[key]++
		all[i].nth = count[key]
	}
	return all
}

type walker struct {
	file  *source
	fn    *ast.FuncDecl
	found []point
}

func (w *walker) add(from, to token.Pos, text, what string) {
	w.found = append(w.found, point{file: w.file, fn: w.fn, from: w.file.offset(from), to: w.file.offset(to), text: text, what: what})
}

func (w *walker) node(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.TypeSpec:
			return false
		case *ast.GenDecl:
			return n.Tok == token.CONST || n.Tok == token.VAR
		case *ast.IfStmt:
			if handsOn(n) {
				return false
			}
			w.condition(n.Cond)
		case *ast.ForStmt:
			if n.Cond != nil {
				w.condition(n.Cond)
			}
		case *ast.BinaryExpr:
			w.operator(n)
		case *ast.UnaryExpr:
			if n.Op == token.NOT {
				w.add(n.OpPos, n.X.Pos(), "", "! dropped")
			}
		case *ast.IncDecStmt:
			other := map[token.Token]string{token.INC: "--", token.DEC: "++"}[n.Tok]
			w.add(n.TokPos, n.TokPos+2, other, n.Tok.String()+" to "+other)
		case *ast.BlockStmt:
			w.statements(n.List)
		case *ast.CaseClause:
			w.statements(n.Body)
		case *ast.CommClause:
			w.statements(n.Body)
		case *ast.BasicLit:
			w.constant(n)
		case *ast.Ident:
			if n.Name == "true" || n.Name == "false" {
				other := strconv.FormatBool(n.Name == "false")
				w.add(n.Pos(), n.End(), other, n.Name+" to "+other)
			}
		case *ast.CallExpr:
			return !isMessage(n)
		case *ast.Field:
			return n.Tag == nil
		}
		return true
	})
}

// handsOn tells whether a statement is `if err != nil { return …, err }` and no more. It is no point: any
// test sees it turned round, and only a broken disk sees it dropped.
func handsOn(s *ast.IfStmt) bool {
	cond, ok := s.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || s.Init != nil || s.Else != nil || len(s.Body.List) != 1 {
		return false
	}
	is := func(e ast.Expr, name string) bool { id, ok := e.(*ast.Ident); return ok && id.Name == name }
	ret, ok := s.Body.List[0].(*ast.ReturnStmt)
	return ok && is(cond.X, "err") && is(cond.Y, "nil") && len(ret.Results) > 0
}

// isMessage tells whether a call only makes or writes a text for people: what it says is no point.
func isMessage(c *ast.CallExpr) bool {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name == "panic"
	case *ast.SelectorExpr:
		pkg, ok := f.X.(*ast.Ident)
		return ok && (pkg.Name == "errors" && f.Sel.Name == "New" || pkg.Name == "fmt" && f.Sel.Name == "Errorf" || pkg.Name == "slog")
	}
	return false
}

// condition forces a condition both ways; its parts stay in the text, so that what they name stays used.
func (w *walker) condition(e ast.Expr) {
	text := string(w.file.text[w.file.offset(e.Pos()):w.file.offset(e.End())])
	w.add(e.Pos(), e.End(), "(true || ("+text+"))", "condition forced true")
	w.add(e.Pos(), e.End(), "(false && ("+text+"))", "condition forced false")
}

var (
	flipped  = map[token.Token]string{token.LSS: ">=", token.GEQ: "<", token.GTR: "<=", token.LEQ: ">", token.EQL: "!=", token.NEQ: "=="}
	moved    = map[token.Token]string{token.LSS: "<=", token.GEQ: ">", token.GTR: ">=", token.LEQ: "<"}
	swapped  = map[token.Token]string{token.ADD: "-", token.SUB: "+", token.MUL: "/", token.QUO: "*", token.REM: "*", token.LAND: "||", token.LOR: "&&"}
	assigned = map[token.Token]string{token.ADD_ASSIGN: "-=", token.SUB_ASSIGN: "+=", token.MUL_ASSIGN: "/=", token.QUO_ASSIGN: "*="}
)

func (w *walker) operator(n *ast.BinaryExpr) {
	for _, table := range []map[token.Token]string{flipped, moved, swapped} {
		if other, ok := table[n.Op]; ok {
			w.add(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), other, n.Op.String()+" to "+other)
		}
	}
}

func (w *walker) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.ExprStmt:
			if call, ok := s.X.(*ast.CallExpr); ok && isMessage(call) {
				continue
			}
			w.add(s.Pos(), s.End(), "", "statement dropped")
		case *ast.AssignStmt:
			if other, ok := assigned[s.Tok]; ok {
				w.add(s.TokPos, s.TokPos+2, other, s.Tok.String()+" to "+other)
			}
			if s.Tok != token.DEFINE {
				w.drop(s)
			}
		case *ast.IncDecStmt, *ast.DeferStmt, *ast.BranchStmt, *ast.SendStmt:
			w.add(s.Pos(), s.End(), "", "statement dropped")
		case *ast.ReturnStmt:
			if len(s.Results) == 0 {
				w.add(s.Pos(), s.End(), "", "statement dropped")
			}
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt:
			if w.fn != nil && w.fn.Type.Results == nil {
				w.add(s.Pos(), s.Pos(), "return; ", "early return")
			}
		}
	}
}

// drop takes an assignment away, but not its right side, so that what that names stays used.
func (w *walker) drop(s *ast.AssignStmt) {
	blanks := "_" + strings.Repeat(", _", len(s.Lhs)-1)
	if !slices.ContainsFunc(s.Lhs, func(e ast.Expr) bool { id, ok := e.(*ast.Ident); return !ok || id.Name != "_" }) {
		return
	}
	if slices.ContainsFunc(s.Rhs, func(e ast.Expr) bool { _, call := e.(*ast.CallExpr); return call }) {
		w.add(s.Pos(), s.End(), "", "statement dropped")
		return
	}
	w.add(s.Pos(), s.TokPos+token.Pos(len(s.Tok.String())), blanks+" =", "statement dropped")
}

// constant changes a number by one and a name; sentences are for people and left alone.
func (w *walker) constant(n *ast.BasicLit) {
	switch n.Kind {
	case token.INT:
		if v, err := strconv.ParseInt(n.Value, 0, 64); err == nil {
			w.add(n.Pos(), n.End(), strconv.FormatInt(v+1, 10), fmt.Sprintf("%s to %d", n.Value, v+1))
		}
	case token.FLOAT:
		w.add(n.Pos(), n.End(), "(1.5*"+n.Value+")", n.Value+" half as much again")
	case token.STRING:
		if v, err := strconv.Unquote(n.Value); err == nil && v != "" && len(v) <= 30 && !strings.ContainsAny(v, " %\n") {
			w.add(n.Pos(), n.End(), strconv.Quote(v+"x"), n.Value+" to "+strconv.Quote(v+"x"))
		}
	}
}
