package tag

import (
	"errors"
	"fmt"
	"strings"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/viet"
)

// Scope is where names are looked for: the records entered, innermost last. It serves
// one run; it must not be shared by goroutines.
type Scope struct {
	frames []frame
}

type frame struct {
	item dataset.Value
	rec  *dataset.Record // the item, where it is a record
	i, n int             // place in the list, from 0, and its length; n is 0 outside of lists
}

// NewScope returns a scope over the top level of a data set.
func NewScope(top *dataset.Record) *Scope {
	return &Scope{frames: []frame{{item: dataset.OfRecord(top), rec: top}}}
}

// UnknownName is the error for a name that no record in scope has.
type UnknownName struct {
	Name string
	Near string // the nearest name that there is, "" where none resembles it
}

func (e *UnknownName) Error() string {
	if e.Near != "" {
		return fmt.Sprintf("không có tên %q; gần nhất là %q", e.Name, e.Near)
	}
	return fmt.Sprintf("không có tên %q", e.Name)
}

// Count is what a list answers to as if it were a column: how many items it has.
const Count = "so"

func (s *Scope) lookup(path []string) (dataset.Value, error) {
	name := path[0]
	if name[0] == '.' || name[0] == '$' {
		return s.special(name)
	}
	var v dataset.Value
	found := false
	for i := len(s.frames) - 1; i >= 0 && !found; i-- {
		if r := s.frames[i].rec; r != nil {
			v, found = r.Get(name)
		}
	}
	if !found {
		return v, &UnknownName{name, Nearest(name, s.Names())}
	}
	for k, step := range path[1:] {
		switch v.Kind() {
		case dataset.Null:
			return v, nil
		case dataset.List:
			if step == Count && k == len(path)-2 {
				return dataset.OfInt(int64(len(v.Items()))), nil
			}
			return v, fmt.Errorf("%s là danh sách, chỉ có %s.%s là số phần tử", strings.Join(path[:k+1], "."), strings.Join(path[:k+1], "."), Count)
		case dataset.Row:
		default:
			return v, fmt.Errorf("%s là %s, không có phần %q", strings.Join(path[:k+1], "."), kindName(v), step)
		}
		r := v.Record()
		if v, found = r.Get(step); !found {
			return v, &UnknownName{strings.Join(path, "."), Nearest(step, r.Columns().Names())}
		}
	}
	return v, nil
}

func (s *Scope) special(name string) (dataset.Value, error) {
	if name == "." {
		return s.frames[len(s.frames)-1].item, nil
	}
	for i := len(s.frames) - 1; i > 0; i-- {
		f := s.frames[i]
		switch {
		case f.n == 0:
		case name == "$stt":
			return dataset.OfInt(int64(f.i) + 1), nil
		case name == "$dau":
			return dataset.OfBool(f.i == 0), nil
		default:
			return dataset.OfBool(f.i == f.n-1), nil
		}
	}
	return dataset.Value{}, fmt.Errorf("%s chỉ dùng bên trong một danh sách lặp", name)
}

// Names returns the names in scope, the innermost first.
func (s *Scope) Names() []string {
	var names []string
	for i := len(s.frames) - 1; i >= 0; i-- {
		if r := s.frames[i].rec; r != nil {
			names = append(names, r.Columns().Names()...)
		}
	}
	return names
}

// Loop is what a section comes to: it is shown Len times.
type Loop struct {
	items []dataset.Value // of a list
	one   dataset.Value   // shown once, inside this value
	n     int
	push  bool
}

// Loop looks up what a section stands for.
func (t *Tag) Loop(s *Scope) (Loop, error) {
	v, err := t.expr.eval(s)
	if t.Kind == Absent {
		var unknown *UnknownName
		if errors.As(err, &unknown) {
			v, err = dataset.Value{}, nil
		}
		if err != nil || v.IsTrue() {
			return Loop{}, err
		}
		return Loop{n: 1}, nil
	}
	switch {
	case err != nil || !v.IsTrue():
		return Loop{}, err
	case v.Kind() == dataset.List:
		return Loop{items: v.Items(), n: len(v.Items()), push: true}, nil
	}
	return Loop{one: v, n: 1, push: v.Kind() != dataset.Bool}, nil
}

// Len returns how many times the section is shown.
func (l *Loop) Len() int { return l.n }

// Enter takes the ith item into scope; Leave must follow.
func (l *Loop) Enter(s *Scope, i int) {
	switch {
	case l.items != nil:
		s.frames = append(s.frames, frame{l.items[i], l.items[i].Record(), i, l.n})
	case l.push:
		s.frames = append(s.frames, frame{l.one, l.one.Record(), 0, 0})
	}
}

// Leave undoes Enter.
func (l *Loop) Leave(s *Scope) {
	if l.push {
		s.frames = s.frames[:len(s.frames)-1]
	}
}

// Nearest returns the known name that resembles name most, "" where none does. Marks and
// case do not count: {tên_đơn_vị} finds ten_don_vi.
func Nearest(name string, known []string) string {
	want := []rune(viet.Fold(name))
	best, least := "", max(2, len(want)/3)+1
	for _, k := range known {
		have := []rune(viet.Fold(k))
		if d := len(have) - len(want); d >= least || -d >= least {
			continue
		}
		if d := distance(want, have); d < least && d < max(len(want), len(have)) {
			best, least = k, d
		}
	}
	return best
}

// distance counts the letters to add, drop or change, neighbours in wrong order once.
func distance(a, b []rune) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := range a {
		last2, last, row := rows[0], rows[1], rows[2]
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(row[j]+1, last[j+1]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], last2[j-1]+1)
			}
		}
		rows = [3][]int{last, row, last2}
	}
	return rows[1][len(b)]
}

// Resolve looks up every name of the tag, also those that a condition would not come to
// and those of {^…}, and returns what is wrong with the first.
func (t *Tag) Resolve(s *Scope) error { return t.expr.resolve(s) }

func (e *expr) resolve(s *Scope) error {
	if e == nil {
		return nil
	}
	if e.op == opPath {
		_, err := s.lookup(e.path)
		return err
	}
	if err := e.a.resolve(s); err != nil {
		return err
	}
	return e.b.resolve(s)
}
