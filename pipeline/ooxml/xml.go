package ooxml

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// TokenKind tells what a Token is.
type TokenKind uint8

// Kinds of token.
const (
	Start TokenKind = iota // <w:p>
	Empty                  // <w:p/>: no End follows
	End                    // </w:p>
	Text                   // characters, or one CDATA section
	Other                  // comment, processing instruction, XML declaration
)

// Token is a piece of an XML text: src[Pos:End]. The tokens of a text follow one
// another without gap (after a byte order mark, which belongs to none), so what a
// reader does not change it can copy.
type Token struct {
	Kind     TokenKind
	Name     string // of Start, Empty and End: canonical, see Scanner
	Pos, End int
}

// Attr is an attribute; Name is canonical, Value has its entities resolved.
type Attr struct{ Name, Value string }

// MaxDepth is how deep elements may nest.
const MaxDepth = 256

// Scanner cuts an XML text into tokens and keeps their places in it, which lets a
// caller change a text and leave all else byte for byte. Names come out canonical: the
// prefix is the customary one of the namespace, whatever prefix the file uses and
// whether its URI is the transitional or the strict one ("w:p", "r:id",
// "mc:AlternateContent"); a namespace that is not known keeps the file's prefix, with
// "?" before it where that prefix is the customary one of another namespace. A prefix
// that is not declared is taken as canonical, so fragments can be read.
//
// It refuses what can hurt: document type declarations (and so all entities but XML's
// five), other encodings than UTF-8, nesting deeper than MaxDepth, unbalanced tags.
type Scanner struct {
	src   string
	pos   int
	tok   Token
	cdata bool
	attrs []rawAttr
	open  []frame
	ns    []binding
	names map[string]string // name as written → canonical, in the present scope
	err   error
}

type rawAttr struct{ name, value string }
type frame struct {
	name string // as written
	ns   int    // len(Scanner.ns) outside of the element
}
type binding struct{ prefix, canonical string }

// NewScanner returns a scanner over src.
func NewScanner(src []byte) *Scanner {
	s := &Scanner{src: string(src), names: make(map[string]string, 64)}
	switch {
	case strings.HasPrefix(s.src, "\xef\xbb\xbf"):
		s.pos = 3
	case strings.HasPrefix(s.src, "\xfe\xff"), strings.HasPrefix(s.src, "\xff\xfe"):
		s.err = fmt.Errorf("XML ghi bằng UTF-16, chỉ đọc UTF-8: mở bằng Word rồi lưu lại")
	case !utf8.ValidString(s.src):
		s.err = fmt.Errorf("XML không đúng UTF-8")
	}
	return s
}

// errCut says that the text ends where more must come.
var errCut = errors.New("hết tệp giữa chừng")

// Next returns the next token, io.EOF after the last. Other errors name the byte; they stay.
func (s *Scanner) Next() (Token, error) {
	if s.err != nil {
		return Token{}, s.err
	}
	if err := s.next(); err != nil {
		if err != io.EOF {
			err = fmt.Errorf("XML, byte %d: %w", s.pos, err)
		}
		s.err = err
		return Token{}, err
	}
	return s.tok, nil
}

func (s *Scanner) next() error {
	if s.tok.Kind == End || s.tok.Kind == Empty {
		s.leave()
	}
	rest := s.src[s.pos:]
	if rest == "" {
		if len(s.open) > 0 {
			return fmt.Errorf("hết tệp khi chưa đóng <%s>", s.open[len(s.open)-1].name)
		}
		return io.EOF
	}
	s.attrs, s.cdata = s.attrs[:0], false
	if rest[0] != '<' {
		n := strings.IndexByte(rest, '<')
		if n < 0 {
			n = len(rest)
		}
		return s.emit(Text, "", n)
	}
	switch {
	case len(rest) < 2:
		return errCut
	case rest[1] == '/':
		return s.endTag(rest)
	case rest[1] == '?':
		return s.until(Other, "?>", rest)
	case strings.HasPrefix(rest, "<!--"):
		return s.until(Other, "-->", rest)
	case strings.HasPrefix(rest, "<![CDATA["):
		err := s.until(Text, "]]>", rest)
		s.cdata = true
		return err
	case rest[1] == '!':
		return fmt.Errorf("không nhận khai báo DOCTYPE")
	}
	return s.startTag(rest)
}

func (s *Scanner) emit(k TokenKind, name string, n int) error {
	s.tok = Token{k, name, s.pos, s.pos + n}
	s.pos += n
	return nil
}

func (s *Scanner) until(k TokenKind, mark, rest string) error {
	n := strings.Index(rest, mark)
	if n < 0 {
		return fmt.Errorf("thiếu %s", mark)
	}
	if k == Other && strings.HasPrefix(rest, "<?xml ") {
		decl := strings.ToLower(rest[:n])
		if strings.Contains(decl, "encoding") && !strings.Contains(decl, "utf-8") && !strings.Contains(decl, "us-ascii") {
			return fmt.Errorf("mã chữ không phải UTF-8: %s", rest[:n])
		}
	}
	return s.emit(k, "", n+len(mark))
}

func (s *Scanner) endTag(rest string) error {
	n := strings.IndexByte(rest, '>')
	if n < 0 {
		return errCut
	}
	name := strings.TrimRight(rest[2:n], " \t\r\n")
	if len(s.open) == 0 {
		return fmt.Errorf("</%s> không đóng thẻ nào", name)
	}
	if f := s.open[len(s.open)-1]; f.name != name {
		return fmt.Errorf("gặp </%s> ở chỗ phải là </%s>", name, f.name)
	}
	return s.emit(End, s.canonical(name), n+1)
}

func (s *Scanner) startTag(rest string) error {
	i := 1
	for i < len(rest) && !isSpace(rest[i]) && rest[i] != '>' && rest[i] != '/' {
		i++
	}
	name := rest[1:i]
	if !isName(name) {
		return fmt.Errorf("không phải tên thẻ: %.20q", name)
	}
	declares := false
	kind := Start
	for {
		for i < len(rest) && isSpace(rest[i]) {
			i++
		}
		if i >= len(rest) {
			return errCut
		}
		if rest[i] == '>' {
			i++
			break
		}
		if rest[i] == '/' {
			if i+1 >= len(rest) || rest[i+1] != '>' {
				return fmt.Errorf("dấu / giữa <%s>", name)
			}
			kind, i = Empty, i+2
			break
		}
		a, n, err := attribute(rest[i:])
		if err != nil {
			return fmt.Errorf("<%s>: %w", name, err)
		}
		i += n
		if strings.HasPrefix(a.name, "xmlns") && (len(a.name) == 5 || a.name[5] == ':') {
			declares = true
		}
		s.attrs = append(s.attrs, a)
	}
	if len(s.open) >= MaxDepth {
		return fmt.Errorf("thẻ lồng nhau quá %d tầng", MaxDepth)
	}
	s.open = append(s.open, frame{name, len(s.ns)})
	if declares {
		s.declare()
	}
	return s.emit(kind, s.canonical(name), i)
}

// attribute reads name="value" at the start of rest and returns its length.
func attribute(rest string) (a rawAttr, n int, err error) {
	i := strings.IndexByte(rest, '=')
	if i < 0 {
		return a, 0, errCut
	}
	a.name = strings.TrimRight(rest[:i], " \t\r\n")
	if !isName(a.name) {
		return a, 0, fmt.Errorf("không phải tên thuộc tính: %.20q", a.name)
	}
	for i++; i < len(rest) && isSpace(rest[i]); i++ {
	}
	if i >= len(rest) || rest[i] != '"' && rest[i] != '\'' {
		return a, 0, fmt.Errorf("thuộc tính %s: giá trị không có dấu nháy", a.name)
	}
	end := strings.IndexByte(rest[i+1:], rest[i])
	if end < 0 {
		return a, 0, errCut
	}
	a.value = rest[i+1 : i+1+end]
	return a, i + end + 2, nil
}

// declare takes the namespace declarations of the element just opened into scope.
func (s *Scanner) declare() {
	changed := false
	for _, a := range s.attrs {
		prefix, ok := strings.CutPrefix(a.name, "xmlns")
		if !ok || prefix != "" && prefix[0] != ':' {
			continue
		}
		prefix = strings.TrimPrefix(prefix, ":")
		c := canonicalPrefix(prefix, unescape(a.value))
		if old, bound := s.bound(prefix); !bound || old != c {
			changed = true
			s.ns = append(s.ns, binding{prefix, c})
		}
	}
	if changed {
		clear(s.names)
	}
}

func (s *Scanner) leave() {
	f := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	if f.ns != len(s.ns) {
		s.ns = s.ns[:f.ns]
		clear(s.names)
	}
}

func (s *Scanner) bound(prefix string) (canonical string, ok bool) {
	for i := len(s.ns) - 1; i >= 0; i-- {
		if s.ns[i].prefix == prefix {
			return s.ns[i].canonical, true
		}
	}
	return "", false
}

func (s *Scanner) canonical(name string) string {
	if c, ok := s.names[name]; ok {
		return c
	}
	prefix, local, has := strings.Cut(name, ":")
	if !has {
		prefix, local = "", name
	}
	c := name
	if p, ok := s.bound(prefix); ok && p != prefix {
		c = local
		if p != "" {
			c = p + ":" + local
		}
	}
	s.names[name] = c
	return c
}

// Attr returns the value of an attribute of the present Start or Empty token. An
// attribute without prefix has its plain name.
func (s *Scanner) Attr(name string) (value string, ok bool) {
	for _, a := range s.attrs {
		if a.name == name && strings.IndexByte(name, ':') < 0 || s.attrName(a.name) == name {
			return unescape(a.value), true
		}
	}
	return "", false
}

// Attrs returns all attributes of the present token but namespace declarations.
func (s *Scanner) Attrs() []Attr { return s.appendAttrs(nil) }

func (s *Scanner) appendAttrs(list []Attr) []Attr {
	for _, a := range s.attrs {
		if a.name == "xmlns" || strings.HasPrefix(a.name, "xmlns:") {
			continue
		}
		list = append(list, Attr{s.attrName(a.name), unescape(a.value)})
	}
	return list
}

func (s *Scanner) attrName(name string) string {
	if strings.IndexByte(name, ':') < 0 {
		return name
	}
	return s.canonical(name)
}

// Text returns the characters of the present Text token.
func (s *Scanner) Text() string {
	t := s.src[s.tok.Pos:s.tok.End]
	if s.cdata {
		return t[len("<![CDATA[") : len(t)-len("]]>")]
	}
	return unescape(t)
}

// Source returns the bytes of a token as they stand in the text.
func (s *Scanner) Source(t Token) string { return s.src[t.Pos:t.End] }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func isName(n string) bool {
	if n == "" || n[0] >= '0' && n[0] <= '9' || n[0] == '-' || n[0] == '.' || n[0] == ':' {
		return false
	}
	return !strings.ContainsAny(n, "<>&'\"= \t\r\n/")
}

// unescape resolves XML's five entities and character references; a reference that is
// none of these stays as it is written.
func unescape(t string) string {
	i := strings.IndexAny(t, "&\r")
	if i < 0 {
		return t
	}
	var b strings.Builder
	b.Grow(len(t))
	for ; i >= 0; i = strings.IndexAny(t, "&\r") {
		b.WriteString(t[:i])
		t = t[i:]
		if t[0] == '\r' { // XML 1.0, 2.11
			t = strings.TrimPrefix(t[1:], "\n")
			b.WriteByte('\n')
			continue
		}
		end := strings.IndexByte(t, ';')
		r, ok := rune(0), false
		if end > 0 && end <= 10 {
			r, ok = reference(t[1:end])
		}
		if !ok {
			b.WriteByte('&')
			t = t[1:]
			continue
		}
		b.WriteRune(r)
		t = t[end+1:]
	}
	b.WriteString(t)
	return b.String()
}

func reference(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, ok := strings.CutPrefix(name, "#")
	base := 10
	if hex, is := strings.CutPrefix(digits, "x"); is {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if !ok || err != nil || n > utf8.MaxRune || !allowed(rune(n)) {
		return 0, false
	}
	return rune(n), true
}

// allowed is XML 1.0's production Char.
func allowed(r rune) bool {
	return r >= 0x20 && r < 0xD800 || r == '\t' || r == '\n' || r == '\r' || r >= 0xE000 && r < 0xFFFE || r >= 0x10000
}

// ForbiddenAt returns the place of the first byte of s that XML 1.0 cannot hold (a
// control character, U+FFFE, a broken UTF-8 sequence), -1 where there is none.
func ForbiddenAt(s string) int {
	for i, r := range s {
		if !allowed(r) || r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return i
		}
	}
	return -1
}

// AppendEscaped appends s as character data or, where attr is set, as an attribute's
// value in double quotes. What XML cannot hold (see ForbiddenAt) becomes U+FFFD.
func AppendEscaped(dst []byte, s string, attr bool) []byte {
	last := 0
	for i := 0; i < len(s); {
		c := s[i]
		esc, n := "", 1
		switch {
		case c == '&':
			esc = "&amp;"
		case c == '<':
			esc = "&lt;"
		case c == '>':
			esc = "&gt;"
		case c == '"' && attr:
			esc = "&quot;"
		case c == '\r':
			esc = "&#13;"
		case c == '\n' && attr:
			esc = "&#10;"
		case c == '\t' && attr:
			esc = "&#9;"
		case c < 0x20 && c != '\t' && c != '\n':
			esc = "\uFFFD"
		case c >= utf8.RuneSelf:
			var r rune
			if r, n = utf8.DecodeRuneInString(s[i:]); !allowed(r) || r == utf8.RuneError && n == 1 {
				esc = "\uFFFD"
			}
		}
		if esc != "" {
			dst = append(append(dst, s[last:i]...), esc...)
			last = i + n
		}
		i += n
	}
	return append(dst, s[last:]...)
}
