package tag

import (
	"fmt"
	"strings"

	"vanthu/pipeline/dataset"
)

type op uint8

const (
	opPath op = iota
	opConst
	opNot
	opAnd
	opOr
	opEq
	opNe
	opLt
	opLe
	opGt
	opGe
)

// expr is a name, a constant or a condition.
type expr struct {
	op   op
	path []string      // opPath
	val  dataset.Value // opConst
	a, b *expr
}

func (e *expr) paths(list []string) []string {
	switch {
	case e == nil:
		return list
	case e.op == opPath:
		return append(list, strings.Join(e.path, "."))
	}
	return e.b.paths(e.a.paths(list))
}

func (e *expr) eval(s *Scope) (dataset.Value, error) {
	switch e.op {
	case opPath:
		return s.lookup(e.path)
	case opConst:
		return e.val, nil
	}
	a, err := e.a.eval(s)
	if err != nil {
		return a, err
	}
	switch e.op {
	case opNot:
		return dataset.OfBool(!a.IsTrue()), nil
	case opAnd, opOr:
		if a.IsTrue() == (e.op == opOr) {
			return dataset.OfBool(e.op == opOr), nil
		}
		b, err := e.b.eval(s)
		return dataset.OfBool(b.IsTrue()), err
	}
	b, err := e.b.eval(s)
	if err != nil {
		return b, err
	}
	ok, err := compare(e.op, a, b)
	return dataset.OfBool(ok), err
}

// compare answers a comparison. NULL equals NULL only and is neither less nor greater
// than anything, as are values of different kinds.
func compare(o op, a, b dataset.Value) (bool, error) {
	switch o {
	case opEq:
		return a.Equal(b), nil
	case opNe:
		return !a.Equal(b), nil
	}
	if a.IsNull() || b.IsNull() {
		return false, nil
	}
	ordered := a.IsNumber() && b.IsNumber() ||
		a.Kind() == b.Kind() && (a.Kind() == dataset.Date || a.Kind() == dataset.Text)
	if !ordered {
		return false, fmt.Errorf("không so sánh được %s với %s", kindName(a), kindName(b))
	}
	c := dataset.Compare(a, b)
	switch o {
	case opLt:
		return c < 0, nil
	case opLe:
		return c <= 0, nil
	case opGt:
		return c > 0, nil
	}
	return c >= 0, nil
}

// kindName says in Vietnamese what a value is.
func kindName(v dataset.Value) string {
	switch v.Kind() {
	case dataset.Bool:
		return "giá trị đúng/sai"
	case dataset.Int, dataset.Decimal:
		return "số"
	case dataset.Text:
		return "chữ"
	case dataset.Date:
		return "ngày"
	case dataset.List:
		return "danh sách"
	case dataset.Row:
		return "bản ghi"
	}
	return "giá trị trống"
}
