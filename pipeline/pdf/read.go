package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// Objects of a PDF as the reader gives them: nil, bool, float64, []byte (strings), name,
// ref, array and dict.
type (
	name  string
	array []any
	dict  map[name]any
)

// file is a PDF in memory with a classical cross-reference table, as the drawing
// library writes it.
type file struct {
	src     []byte
	offsets map[ref]int
	trailer dict
}

var errSyntax = errors.New("not the syntax of PDF")

// openFile finds the objects of a PDF.
func openFile(src []byte) (*file, error) {
	i := bytes.LastIndex(src, []byte("startxref"))
	if i < 0 {
		return nil, errSyntax
	}
	at, err := (&scanner{src: src, at: i + len("startxref")}).integer()
	if err != nil || at < 0 || at >= len(src) {
		return nil, errSyntax
	}
	s := &scanner{src: src, at: at}
	if s.word() != "xref" {
		return nil, errSyntax
	}
	f := &file{src: src, offsets: make(map[ref]int)}
	for {
		w := s.word()
		if w == "trailer" {
			break
		}
		first, err1 := strconv.Atoi(w)
		count, err2 := s.integer()
		if err1 != nil || err2 != nil {
			return nil, errSyntax
		}
		for n := first; n < first+count; n++ {
			off, err := s.integer()
			if err != nil {
				return nil, errSyntax
			}
			s.word() // generation
			if s.word() == "n" {
				f.offsets[ref(n)] = off
			}
		}
	}
	t, err := s.object(0)
	if err != nil {
		return nil, err
	}
	f.trailer, _ = t.(dict)
	return f, nil
}

// get returns an object and, of a stream, its bytes as stored.
func (f *file) get(r ref) (any, []byte, error) {
	off, has := f.offsets[r]
	if !has || off < 0 || off >= len(f.src) {
		return nil, nil, fmt.Errorf("no object %d", r)
	}
	s := &scanner{src: f.src, at: off}
	s.word()
	s.word()
	if s.word() != "obj" {
		return nil, nil, errSyntax
	}
	v, err := s.object(0)
	if err != nil {
		return nil, nil, err
	}
	d, isDict := v.(dict)
	if !isDict || s.word() != "stream" {
		return v, nil, nil
	}
	size, _ := d["Length"].(float64)
	start := s.at + 1 // the line feed after "stream"
	if start < len(f.src) && f.src[start-1] == '\r' {
		start++
	}
	if size < 0 || start+int(size) > len(f.src) {
		return nil, nil, errSyntax
	}
	return v, f.src[start : start+int(size)], nil
}

// dict returns a dictionary that stands in place or behind a reference.
func (f *file) dict(v any) (dict, error) {
	if r, is := v.(ref); is {
		var err error
		if v, _, err = f.get(r); err != nil {
			return nil, err
		}
	}
	if d, is := v.(dict); is {
		return d, nil
	}
	return nil, errSyntax
}

// scanner reads the tokens of PDF files and of page contents.
type scanner struct {
	src []byte
	at  int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (s *scanner) skip() {
	for s.at < len(s.src) {
		switch c := s.src[s.at]; {
		case isSpace(c):
			s.at++
		case c == '%':
			for s.at < len(s.src) && s.src[s.at] != '\n' && s.src[s.at] != '\r' {
				s.at++
			}
		default:
			return
		}
	}
}

// bytes returns the next run of regular characters, empty at a delimiter or the end.
func (s *scanner) bytes() []byte {
	s.skip()
	start := s.at
	for s.at < len(s.src) && !isSpace(s.src[s.at]) && !isDelimiter(s.src[s.at]) {
		s.at++
	}
	return s.src[start:s.at]
}

func (s *scanner) word() string { return string(s.bytes()) }

func (s *scanner) integer() (int, error) { return strconv.Atoi(s.word()) }

// maxNesting bounds arrays and dictionaries within each other.
const maxNesting = 64

// object reads one object; a reference "12 0 R" counts as one.
func (s *scanner) object(depth int) (any, error) {
	s.skip()
	if s.at >= len(s.src) || depth > maxNesting {
		return nil, errSyntax
	}
	switch c := s.src[s.at]; {
	case c == '/':
		s.at++
		return name(s.word()), nil
	case c == '(':
		return s.literal()
	case c == '[':
		return s.array(depth)
	case c == '<' && s.at+1 < len(s.src) && s.src[s.at+1] == '<':
		return s.dict(depth)
	case c == '<':
		return s.hex()
	case isDelimiter(c):
		return nil, errSyntax
	}
	switch w := s.word(); w {
	case "true", "false":
		return w == "true", nil
	case "null":
		return nil, nil
	default:
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			return nil, errSyntax
		}
		back := s.at
		if _, err := s.integer(); err == nil && s.word() == "R" {
			return ref(v), nil
		}
		s.at = back
		return v, nil
	}
}

func (s *scanner) array(depth int) (any, error) {
	s.at++
	a := array{}
	for {
		s.skip()
		if s.at < len(s.src) && s.src[s.at] == ']' {
			s.at++
			return a, nil
		}
		v, err := s.object(depth + 1)
		if err != nil {
			return nil, err
		}
		a = append(a, v)
	}
}

func (s *scanner) dict(depth int) (any, error) {
	s.at += 2
	d := dict{}
	for {
		s.skip()
		if s.at+1 < len(s.src) && s.src[s.at] == '>' {
			s.at += 2
			return d, nil
		}
		k, err := s.object(depth + 1)
		key, is := k.(name)
		if err != nil || !is {
			return nil, errSyntax
		}
		if d[key], err = s.object(depth + 1); err != nil {
			return nil, err
		}
	}
}

// literal reads a string in parentheses.
func (s *scanner) literal() ([]byte, error) {
	var out []byte
	depth := 0
	for ; s.at < len(s.src); s.at++ {
		c := s.src[s.at]
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				s.at++
				return out, nil
			}
		case '\\':
			if s.at++; s.at >= len(s.src) {
				return nil, errSyntax
			}
			if c = s.src[s.at]; c == 'r' {
				c = '\r'
			} else if c == 'n' {
				c = '\n'
			}
		}
		out = append(out, c)
	}
	return nil, errSyntax
}

func (s *scanner) hex() ([]byte, error) {
	end := bytes.IndexByte(s.src[s.at:], '>')
	if end < 0 {
		return nil, errSyntax
	}
	var digits []byte
	for _, c := range s.src[s.at+1 : s.at+end] {
		if !isSpace(c) {
			digits = append(digits, c)
		}
	}
	s.at += end + 1
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	for i := range out {
		v, err := strconv.ParseUint(string(digits[2*i:2*i+2]), 16, 8)
		if err != nil {
			return nil, errSyntax
		}
		out[i] = byte(v)
	}
	return out, nil
}
