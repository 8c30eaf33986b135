package tag

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/pipeline/dataset"
)

// parser reads the inside of a tag from left to right.
type parser struct {
	rest  string
	depth int
}

// maxDepth is how deep brackets and exclamation marks may nest.
const maxDepth = 50

func (p *parser) space() { p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace) }

// accept drops the first of the given signs that stands next, if any.
func (p *parser) accept(signs ...string) (sign string, ok bool) {
	p.space()
	for _, s := range signs {
		if strings.HasPrefix(p.rest, s) {
			p.rest = p.rest[len(s):]
			return s, true
		}
	}
	return "", false
}

func (p *parser) end() error {
	p.space()
	switch {
	case p.rest == "":
		return nil
	case strings.HasPrefix(p.rest, "="):
		return errors.New("so sánh bằng viết là ==")
	case strings.HasPrefix(p.rest, "|"):
		return errors.New("bộ lọc chỉ dùng trong thẻ giá trị")
	}
	return fmt.Errorf("không hiểu phần %q", p.rest)
}

func (p *parser) condition() (*expr, error) { return p.binary("||", opOr, p.and) }
func (p *parser) and() (*expr, error)       { return p.binary("&&", opAnd, p.not) }

func (p *parser) binary(sign string, o op, part func() (*expr, error)) (*expr, error) {
	a, err := part()
	for err == nil {
		if _, ok := p.accept(sign); !ok {
			return a, nil
		}
		var b *expr
		b, err = part()
		a = &expr{op: o, a: a, b: b}
	}
	return nil, err
}

func (p *parser) not() (*expr, error) {
	p.space()
	if strings.HasPrefix(p.rest, "!") {
		p.rest = p.rest[1:]
		if p.depth++; p.depth > maxDepth {
			return nil, errors.New("điều kiện lồng quá sâu")
		}
		a, err := p.not()
		p.depth--
		return &expr{op: opNot, a: a}, err
	}
	a, err := p.operand()
	if err != nil {
		return nil, err
	}
	for _, c := range comparisons {
		if _, ok := p.accept(c.sign); ok {
			b, err := p.operand()
			return &expr{op: c.op, a: a, b: b}, err
		}
	}
	return a, nil
}

// comparisons, the longer signs first.
var comparisons = []struct {
	sign string
	op   op
}{{"==", opEq}, {"!=", opNe}, {"≠", opNe}, {"<=", opLe}, {"≤", opLe}, {">=", opGe}, {"≥", opGe}, {"<", opLt}, {">", opGt}}

func (p *parser) operand() (*expr, error) {
	if _, ok := p.accept("("); ok {
		if p.depth++; p.depth > maxDepth {
			return nil, errors.New("điều kiện lồng quá sâu")
		}
		e, err := p.condition()
		p.depth--
		if err != nil {
			return nil, err
		}
		if _, ok := p.accept(")"); !ok {
			return nil, errors.New("thiếu dấu ) trong điều kiện")
		}
		return e, nil
	}
	if s, ok, err := p.text(); ok || err != nil {
		return &expr{op: opConst, val: dataset.OfText(s)}, err
	}
	if p.rest != "" && (p.rest[0] == '-' || p.rest[0] >= '0' && p.rest[0] <= '9') {
		v, err := p.number()
		return &expr{op: opConst, val: v}, err
	}
	e, err := p.path()
	if err != nil || len(e.path) != 1 {
		return e, err
	}
	switch e.path[0] {
	case "true", "false":
		return &expr{op: opConst, val: dataset.OfBool(e.path[0] == "true")}, nil
	case "null":
		return &expr{op: opConst}, nil
	}
	return e, nil
}

// text reads a text in quotation marks, straight or curly.
func (p *parser) text() (s string, ok bool, err error) {
	p.space()
	first, n := utf8.DecodeRuneInString(p.rest)
	quote := plainQuote(first)
	if quote == 0 {
		return "", false, nil
	}
	in := p.rest[n:]
	for i, r := range in {
		if plainQuote(r) == quote {
			p.rest = in[i+utf8.RuneLen(r):]
			return in[:i], true, nil
		}
	}
	return "", false, errors.New("thiếu dấu nháy đóng")
}

func (p *parser) number() (dataset.Value, error) {
	n := len(p.rest) - len(strings.TrimLeft(p.rest, "-.0123456789"))
	v, err := dataset.OfNumber(p.rest[:n])
	if err != nil {
		return v, fmt.Errorf("không phải là số: %q", p.rest[:n])
	}
	p.rest = p.rest[n:]
	return v, nil
}

// path reads a name, names joined by dots, the item "." or a name that begins with $.
func (p *parser) path() (*expr, error) {
	p.space()
	if strings.HasPrefix(p.rest, ".") {
		p.rest = p.rest[1:]
		if begins(p.rest) {
			return nil, fmt.Errorf("không hiểu phần %q; phần tử đang lặp viết là {.}", "."+p.rest)
		}
		return &expr{op: opPath, path: []string{"."}}, nil
	}
	if strings.HasPrefix(p.rest, "$") {
		p.rest = p.rest[1:]
		name := "$" + p.name()
		switch name {
		case "$stt", "$dau", "$cuoi":
			return &expr{op: opPath, path: []string{name}}, nil
		}
		return nil, fmt.Errorf("không có %s; chỉ có $stt, $dau, $cuoi", name)
	}
	e := &expr{op: opPath}
	for {
		name := p.name()
		if name == "" {
			if p.rest == "" {
				return nil, errors.New("thẻ thiếu tên")
			}
			return nil, fmt.Errorf("cần một tên ở chỗ %q", p.rest)
		}
		e.path = append(e.path, name)
		if !strings.HasPrefix(p.rest, ".") {
			return e, nil
		}
		p.rest = p.rest[1:]
	}
}

// name reads a name: letters of any script, digits and underscores, no digit first.
func (p *parser) name() string {
	if !isNameStart(p.rest) {
		return ""
	}
	n := strings.IndexFunc(p.rest, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && r != '_'
	})
	if n < 0 {
		n = len(p.rest)
	}
	name := p.rest[:n]
	p.rest = p.rest[n:]
	return name
}

func (p *parser) filters() ([]call, error) {
	var list []call
	for {
		if _, ok := p.accept("|"); !ok {
			return list, nil
		}
		p.space()
		c := call{name: p.name()}
		if c.name == "" {
			return nil, errors.New("sau dấu | cần tên bộ lọc")
		}
		if _, ok := p.accept(":"); ok {
			if err := p.argument(&c); err != nil {
				return nil, err
			}
		}
		if err := c.check(); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
}

func (p *parser) argument(c *call) error {
	s, ok, err := p.text()
	if err != nil {
		return err
	}
	if c.has = true; ok {
		c.arg = dataset.OfText(s)
		c.text = s
		return nil
	}
	c.arg, err = p.number()
	if err != nil {
		return fmt.Errorf("bộ lọc %s: sau dấu : cần một số hoặc một chữ trong dấu nháy", c.name)
	}
	return nil
}
