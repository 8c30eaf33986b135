package dataset

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"unicode/utf8"
)

// Columns are the names of a record's values, in order; the records of a table share
// them.
type Columns struct {
	names []string
	index map[string]int
}

// NewColumns names the values of records; a name given twice is an error.
func NewColumns(names ...string) (*Columns, error) {
	c := &Columns{names: names, index: make(map[string]int, len(names))}
	for i, n := range names {
		if _, twice := c.index[n]; twice {
			return nil, fmt.Errorf("column %q twice", n)
		}
		c.index[n] = i
	}
	return c, nil
}

// Names returns the names in order. The caller must not change them.
func (c *Columns) Names() []string { return c.names }

// Index returns the place of a name, from 0.
func (c *Columns) Index(name string) (i int, ok bool) { i, ok = c.index[name]; return }

// Record is a row: values by name. It does not change once made.
type Record struct {
	cols *Columns
	vals []Value
}

// NewRecord makes a row of cols; it keeps the slice, whose length must be that of cols.
func NewRecord(cols *Columns, vals []Value) *Record {
	if len(vals) != len(cols.names) {
		panic(fmt.Sprintf("dataset: %d values for %d columns", len(vals), len(cols.names)))
	}
	return &Record{cols, vals}
}

// Columns returns the names of the record's values.
func (r *Record) Columns() *Columns { return r.cols }

// At returns the value at place i of Columns.
func (r *Record) At(i int) Value { return r.vals[i] }

// Get returns the value of a name; ok is false where the record has no such name.
func (r *Record) Get(name string) (v Value, ok bool) {
	if i, has := r.cols.index[name]; has {
		return r.vals[i], true
	}
	return Value{}, false
}

func (r *Record) equal(s *Record) bool {
	if len(r.vals) != len(s.vals) {
		return false
	}
	for i, n := range r.cols.names {
		if w, ok := s.Get(n); !ok || !r.vals[i].Equal(w) {
			return false
		}
	}
	return true
}

// Set is the data of one run: values, rows and tables by name. The zero Set is empty.
type Set struct {
	names []string
	vals  map[string]Value
	rec   *Record // made by Record, dropped by Put
}

// Put adds a value under a name that the set does not have yet.
func (s *Set) Put(name string, v Value) error {
	if _, twice := s.vals[name]; twice {
		return fmt.Errorf("data set: %q is there already", name)
	}
	if s.vals == nil {
		s.vals = make(map[string]Value)
	}
	s.names, s.vals[name], s.rec = append(s.names, name), v, nil
	return nil
}

// PutRecord adds every value of r under its own name at the top level.
func (s *Set) PutRecord(r *Record) error {
	for i, n := range r.cols.names {
		if err := s.Put(n, r.vals[i]); err != nil {
			return err
		}
	}
	return nil
}

// Get returns the value of a name at the top level.
func (s *Set) Get(name string) (v Value, ok bool) { v, ok = s.vals[name]; return }

// Record returns the set as one record, its names in the order in which they were put.
func (s *Set) Record() *Record {
	if s.rec == nil {
		cols, _ := NewColumns(slices.Clone(s.names)...)
		vals := make([]Value, len(s.names))
		for i, n := range s.names {
			vals[i] = s.vals[n]
		}
		s.rec = NewRecord(cols, vals)
	}
	return s.rec
}

// Hash returns the SHA-256 of the canonical JSON text.
func (s *Set) Hash() [sha256.Size]byte {
	h := sha256.New()
	s.WriteJSON(h) // a hash takes every byte
	return [sha256.Size]byte(h.Sum(nil))
}

// WriteJSON writes the canonical JSON text of the set: names in the order of their
// bytes, no space, numbers with all their digits and without exponent, dates as
// "2024-02-05", no escape that JSON does not ask for. Equal sets give equal bytes.
func (s *Set) WriteJSON(w io.Writer) error {
	_, err := w.Write(appendRecord(nil, s.Record()))
	return err
}

func appendRecord(b []byte, r *Record) []byte {
	b = append(b, '{')
	order := slices.Sorted(maps.Keys(r.cols.index))
	for k, n := range order {
		if k > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, n), ':')
		b = appendValue(b, r.vals[r.cols.index[n]])
	}
	return append(b, '}')
}

func appendValue(b []byte, v Value) []byte {
	switch v.kind {
	case Null:
		return append(b, "null"...)
	case Bool:
		return append(b, v.Literal()...)
	case Int, Decimal:
		return v.appendLiteral(b)
	case Date:
		return append(v.appendLiteral(append(b, '"')), '"')
	case Text:
		return appendString(b, v.s)
	case Row:
		return appendRecord(b, v.ref)
	}
	b = append(b, '[')
	for i, item := range v.list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, item)
	}
	return append(b, ']')
}

func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range s { // an invalid byte becomes U+FFFD
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\t':
			b = append(b, '\\', 't')
		case r == '\r':
			b = append(b, '\\', 'r')
		case r < 0x20:
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// Limits of ParseJSON, for texts from outside.
const (
	MaxDepth = 64
	maxJSON  = 512 << 20
)

// ParseJSON reads a JSON object as a set: numbers exact, ISO days as dates. A name
// given twice in one object, nesting deeper than MaxDepth, more than one value or a
// text above 512 MiB is an error.
func ParseJSON(r io.Reader) (*Set, error) {
	d := json.NewDecoder(&io.LimitedReader{R: r, N: maxJSON})
	d.UseNumber()
	p := parser{d: d}
	v, err := p.value(0)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("JSON, byte %d: the text ends before the object does; it is cut off", d.InputOffset())
	}
	if err != nil {
		return nil, fmt.Errorf("JSON, byte %d: %w", d.InputOffset(), err)
	}
	if v.kind != Row {
		return nil, fmt.Errorf("JSON: the text is a %s, an object is needed", v.kind)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("JSON, byte %d: text after the object", d.InputOffset())
	}
	s := new(Set)
	return s, s.PutRecord(v.ref)
}

type parser struct {
	d    *json.Decoder
	last *Columns // of the object read last, shared by rows of equal names
}

func (p *parser) value(depth int) (Value, error) {
	if depth > MaxDepth {
		return Value{}, fmt.Errorf("nested deeper than %d", MaxDepth)
	}
	t, err := p.d.Token()
	if err != nil {
		return Value{}, err
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			return p.object(depth)
		}
		return p.array(depth)
	case bool:
		return OfBool(t), nil
	case json.Number:
		return OfNumber(t.String())
	case string:
		return OfText(t), nil
	}
	return Value{}, nil
}

func (p *parser) array(depth int) (Value, error) {
	items := []Value{}
	for p.d.More() {
		v, err := p.value(depth + 1)
		if err != nil {
			return Value{}, err
		}
		items = append(items, v)
	}
	_, err := p.d.Token()
	return OfList(items), err
}

func (p *parser) object(depth int) (Value, error) {
	var names []string
	var vals []Value
	for p.d.More() {
		t, err := p.d.Token()
		if err != nil {
			return Value{}, err
		}
		v, err := p.value(depth + 1)
		if err != nil {
			return Value{}, err
		}
		names, vals = append(names, t.(string)), append(vals, v)
	}
	if _, err := p.d.Token(); err != nil {
		return Value{}, err
	}
	if p.last == nil || !slices.Equal(p.last.names, names) {
		cols, err := NewColumns(names...)
		if err != nil {
			return Value{}, err
		}
		p.last = cols
	}
	return OfRecord(NewRecord(p.last, vals)), nil
}
