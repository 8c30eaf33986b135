// Package tag is the language of the templates: what may stand between braces in a
// Word file, a workbook or a PDF form, and what it comes to for given data.
//
// In: Find cuts a text into tags and faults, Parse reads one tag. Out: a Tag, which does
// not change any more and may be used by several goroutines; with a Scope over the
// records of a data set it gives a text (Append), a repetition (Loop) or a value (Eval).
//
//	{ten_don_vi} {don_vi.ten}     a value
//	{#ca_nhan} … {/ca_nhan} {/}   repeat over a list; once for a record or what is true
//	{^ca_nhan} … {/ca_nhan}       when empty, false or absent
//	{.} {$stt} {$dau} {$cuoi}     the item, its number from 1, is it first, is it last
//	{so_tien | tien}              filters, see Filters
//	{#so > 0 && loai != "TT"}     == != < <= > >= && || ! and brackets
//	{ca_nhan.so}                  how many items a list has
//	{%bieu_do}                    a picture
//	{{                            one brace
//
// A brace that is not followed by a letter, an underscore or one of # ^ / . $ % is text. So
// is one followed by blanks, but where what stands up to the closing brace reads as a tag
// ({ ten_don_vi }) or begins as one and does not ({ # ca_nhan || }), which is a fault.
// Without a filter a number is written plainly with a decimal comma (1234,5), a day as
// 05/02/2024, truth as "có" or "không", NULL as nothing.
//
// The one thing to know: a name is looked for in the innermost record first, then
// outwards; a NULL inside hides a value outside; a name that no record has is an error,
// but for {^…}, where it counts as absent. Messages are in Vietnamese, for the people
// who make templates.
package tag

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/viet"
)

// Kind tells what a Tag does.
type Kind uint8

// The kinds of tag.
const (
	Value   Kind = iota // {ten}
	Section             // {#ca_nhan}
	Absent              // {^ca_nhan}
	Close               // {/ca_nhan}, {/}
	Picture             // {%bieu_do}
)

// Tag is one tag. It does not change once made.
type Tag struct {
	Kind    Kind
	Source  string // what stands between the braces, in NFC
	expr    *expr  // nil for Close
	filters []call
}

// MaxSource is the greatest length of a tag in bytes.
const MaxSource = 2000

// Parse reads what stands between the braces of a tag.
func Parse(source string) (*Tag, error) {
	source = strings.TrimSpace(viet.NFC(widthless.Replace(source)))
	if len(source) > MaxSource {
		return nil, errors.New("thẻ quá dài")
	}
	t := &Tag{Source: source}
	p := parser{rest: source}
	switch {
	case strings.HasPrefix(source, "/"):
		t.Kind = Close
		return t, nil
	case strings.HasPrefix(source, "#"):
		t.Kind = Section
	case strings.HasPrefix(source, "^"):
		t.Kind = Absent
	case strings.HasPrefix(source, "%"):
		t.Kind = Picture
	}
	var err error
	switch t.Kind {
	case Section, Absent:
		p.rest = source[1:]
		t.expr, err = p.condition()
	case Picture:
		p.rest = source[1:]
		t.expr, err = p.path()
	default:
		if t.expr, err = p.path(); err == nil {
			t.filters, err = p.filters()
		}
	}
	if err == nil {
		err = p.end()
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// widthless drops characters without width that came in with pasted text.
var widthless = strings.NewReplacer("\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00ad", "")

// isBlank reports whether a character between a brace and what stands in it is as good as none.
func isBlank(r rune) bool { return unicode.IsSpace(r) || widthless.Replace(string(r)) == "" }

// String returns the tag with its braces.
func (t *Tag) String() string { return "{" + t.Source + "}" }

// Closes reports whether t ends the section that open began: {/} ends any, {/ca_nhan}
// that over ca_nhan, and a condition is named whole or by its first name.
func (t *Tag) Closes(open *Tag) bool {
	name := squeeze(t.Source[1:])
	if name == "" || name == squeeze(open.Source[1:]) {
		return true
	}
	paths := open.expr.paths(nil)
	return len(paths) > 0 && paths[0] == name
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// Paths returns the names that the tag looks up, in order: "ten", "don_vi.ten", ".",
// "$stt".
func (t *Tag) Paths() []string {
	if t.expr == nil {
		return nil
	}
	return t.expr.paths(nil)
}

// IsFlat reports whether the tag is a plain name: no section, picture, filter, dot or
// condition. Late values are flat.
func (t *Tag) IsFlat() bool {
	return t.Kind == Value && len(t.filters) == 0 && len(t.expr.path) == 1 && isNameStart(t.expr.path[0])
}

// IsCondition reports whether a section asks a question instead of going over a value.
func (t *Tag) IsCondition() bool { return t.expr != nil && t.expr.op != opPath }

// Filters returns the names of the tag's filters in the order in which they work.
func (t *Tag) Filters() []string {
	var names []string
	for _, c := range t.filters {
		names = append(names, c.name)
	}
	return names
}

// Merges reports whether the tag has the filter gop.
func (t *Tag) Merges() bool {
	for _, c := range t.filters {
		if c.name == "gop" {
			return true
		}
	}
	return false
}

// Piece is a tag, a fault or a doubled brace in a text: text[Start:End].
type Piece struct {
	Start, End int
	Tag        *Tag  // nil for a fault and for a doubled brace
	Err        error // what is wrong; nil with Tag nil: "{{", which stands for one brace
}

// Find returns the tags of a text in order. What lies between them is text as it stands.
func Find(text string) []Piece {
	var list []Piece
	for i := 0; i < len(text); {
		n := strings.IndexByte(text[i:], '{')
		if n < 0 {
			break
		}
		i += n
		switch next := text[i+1:]; {
		case strings.HasPrefix(next, "{"):
			list = append(list, Piece{Start: i, End: i + 2})
			i += 2
		case !begins(next):
			if p, ok := spaced(text, i); ok {
				list = append(list, p)
				i = p.End
				continue
			}
			i++
		default:
			p := Piece{Start: i}
			n, err := length(next)
			p.End, p.Err = i+1+n, err
			if err == nil {
				p.Tag, p.Err = Parse(next[:n-1])
			}
			list = append(list, p)
			i = p.End
		}
	}
	return list
}

// spaced reads a tag whose brace is followed by blanks. A name and words behind it are
// prose in braces.
func spaced(text string, i int) (Piece, bool) {
	next := text[i+1:]
	rest := strings.TrimLeftFunc(next, isBlank)
	if len(rest) == len(next) || !begins(rest) || rest[0] == '.' && !isItem(rest) {
		return Piece{}, false
	}
	n, err := length(next)
	if err != nil {
		return Piece{}, false
	}
	p := Piece{Start: i, End: i + 1 + n}
	p.Tag, p.Err = Parse(next[:n-1])
	return p, p.Err == nil || !isNameStart(rest)
}

// isItem reports whether s begins with the dot that stands for the item itself, not with dots
// of prose.
func isItem(s string) bool {
	s = strings.TrimLeftFunc(s[1:], isBlank)
	return strings.HasPrefix(s, "}") || strings.HasPrefix(s, "|")
}

// begins reports whether s, which follows a brace, begins a tag.
func begins(s string) bool {
	if s != "" && strings.IndexByte("#^/.$%", s[0]) >= 0 {
		return true
	}
	return isNameStart(s)
}

func isNameStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || r == '_'
}

// length returns how much of s, which follows the opening brace, belongs to the tag, the
// closing brace included.
func length(s string) (int, error) {
	var quote rune
	for i, r := range s {
		q := plainQuote(r)
		switch {
		case quote != 0:
			if q == quote {
				quote = 0
			}
		case q != 0:
			// A quotation mark without a second one begins no text.
			if rest := s[i+utf8.RuneLen(r):]; strings.ContainsFunc(rest[:min(len(rest), MaxSource)], func(r rune) bool { return plainQuote(r) == q }) {
				quote = q
			}
		case r == '}':
			return i + 1, nil
		case r == '{' || i > MaxSource:
			return i, errors.New("thẻ thiếu dấu } ở cuối")
		}
	}
	return len(s), errors.New("thẻ thiếu dấu } ở cuối")
}

// plainQuote returns the straight form of a quotation mark, 0 for other characters: Word
// makes quotation marks curly while people type.
func plainQuote(r rune) rune {
	switch r {
	case '"', '“', '”', '„', '‟', '″':
		return '"'
	case '\'', '‘', '’', '‚', '‛':
		return '\''
	}
	return 0
}

// Eval returns the value that a tag names, before its filters.
func (t *Tag) Eval(s *Scope) (dataset.Value, error) {
	if t.expr == nil {
		return dataset.Value{}, nil
	}
	return t.expr.eval(s)
}
