package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/fonts"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
	"vanthu/pipeline/viet"
)

// atomKind tells what an atom is.
type atomKind uint8

const (
	atomText atomKind = iota
	atomSpace
	atomTab
	atomLineBreak
	atomPageBreak
	atomColumnBreak
	atomObject // an inline picture or shape
	atomMark   // takes no room: bookmark, anchor of a drawing
)

// atom is the smallest thing that a line break moves: a word or the part of a word up to a
// break opportunity or a change of looks, a space, a tab.
type atom struct {
	kind     atomKind
	canBreak bool // a line may end behind it
	soft     bool // a soft hyphen: shows only where the line ends
	cut      bool // the next atom holds the rest of this word, which is wider than a line
	label    bool // the number or bullet of a list paragraph, the sign of a note
	leader   byte // of a tab: the sign that fills it, 0 is none
	count    int32
	text     string // of a mark the bookmark, of a position tab its alignment
	ink      *ink
	width    unit.Length // of a tab: set when its line is broken
	object   *drawing    // of an object or the anchor of a drawing
	link     *word.Target
	note     *note // a reference to a footnote
}

// shaper turns the pieces of a paragraph into atoms.
type shaper struct {
	t      *typesetter
	p      *word.Paragraph
	f      *word.ParaFormat
	atoms  []atom
	word   []byte
	link   *word.Target
	floats bool // a drawing is anchored here
	ink    *ink
	recent *ink // given last, with small
	small  bool
	width  unit.Length // between the indents
	marked *note       // its own mark comes next
	paged  bool        // signs of notes hang on the page
	last   rune        // the character before, 0 at a boundary that is no text
}

// legacyName tells the families that hold Vietnamese letters at codes of their own.
func legacyName(family string) bool {
	return len(family) > 3 && (strings.EqualFold(family[:3], ".vn") || strings.EqualFold(family[:3], "vni"))
}

// unicode gives text that was typed in TCVN3 or VNI, for a face that is not here, in the
// letters which that face shows. With the face itself the codes stay as they are.
func (t *typesetter) unicode(text string, l *word.Look) string {
	if _, match := t.fonts.Find(l.HAnsi, false, false); match == fonts.Same {
		return text
	}
	text, enc := viet.DecodeLegacy(text, l.HAnsi)
	if enc != viet.Unicode {
		t.Facts.Add("face", word.Place{Part: "toàn văn bản"}, "Chữ gõ bằng mã "+enc.String()+" (phông “"+l.HAnsi+"”) được đổi sang Unicode.")
	}
	return text
}

// text cuts a piece of text into atoms.
func (s *shaper) text(text string, l *word.Look) {
	if legacyName(l.HAnsi) {
		text = s.t.unicode(text, l)
	}
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	family := s.t.signs(l)
	for _, r := range text {
		if family != "" && r != ' ' || r >= 0xF000 && r <= 0xF0FF {
			s.sign(r, l)
		} else {
			s.rune(r, l)
		}
	}
	s.flush(false)
}

func (s *shaper) rune(r rune, l *word.Look) {
	switch {
	case r == ' ' || r == '\n' || r == '\r':
		s.space(' ', l)
		return
	case r == '\t':
		s.flush(false)
		s.atoms = append(s.atoms, atom{kind: atomTab, ink: s.inkFor(' ', l, false), link: s.link})
		s.last = 0
		return
	case r == '\u00ad':
		k := s.inkFor('-', l, false)
		s.flush(false)
		s.atoms = append(s.atoms, atom{kind: atomText, canBreak: true, soft: true, ink: k, link: s.link})
		return
	case r == '\u2028' || r == '\u2029' || r == '\u0085':
		s.flush(false)
		s.atoms = append(s.atoms, atom{kind: atomLineBreak, ink: s.inkFor(' ', l, false), link: s.link})
		s.last = 0
		return
	case r == '\u200b':
		s.flush(true)
		return
	case r == '\u2060' || r == '\ufeff' || r == '\u200d' || r == '\u200c' || r < ' ':
		return
	case r >= '\u2002' && r <= '\u200a' && r != '\u2007' || r == '\u3000':
		s.space(r, l)
		return
	}
	small := false
	if l.Is(word.Caps) {
		r = unicode.ToUpper(r)
	} else if l.Is(word.SmallCaps) {
		if up := unicode.ToUpper(r); up != r {
			r, small = up, true
		}
	}
	last := r
	if r == '\u2011' { // the hyphen of the face itself, behind which no line ends
		r = '-'
	}
	k := s.inkFor(r, l, small)
	if s.breaksBefore(last) {
		s.flush(true)
	}
	if k != s.ink || len(s.word) > maxWord {
		s.flush(false)
		s.ink = k
	}
	s.word = appendRune(s.word, r)
	s.last = last
}

// maxWord bounds the bytes of an atom, so that a long text without spaces is broken in
// linear time.
const maxWord = 256

func appendRune(b []byte, r rune) []byte {
	if r < 0x80 {
		return append(b, byte(r))
	}
	return append(b, string(r)...)
}

// breaksBefore decides whether a line may end between the last character and r where no
// space stands: behind a hyphen or dash inside a word, and around ideographs (UAX #14
// classes HY, BA, B2, ID). All other break opportunities are spaces.
func (s *shaper) breaksBefore(r rune) bool {
	switch s.last {
	case 0:
		return false
	case '-': // Word breaks behind it before figures too, which UAX #14 LB25 forbids
		return (len(s.word) > 1 || s.joins()) && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '(' || r == '“')
	case '\u2010', '\u2013', '\u2014':
		return r != s.last && !unicode.IsPunct(r)
	}
	if unicode.In(s.last, unicode.Ps, unicode.Pi) { // no line ends in an opening bracket (UAX #14 LB14)
		return false
	}
	return word.IsIdeograph(s.last) && !unicode.IsPunct(r) || word.IsIdeograph(r) && !unicode.IsPunct(r)
}

// joins reports whether the word goes on from the atom before.
func (s *shaper) joins() bool {
	n := len(s.atoms)
	return n > 0 && s.atoms[n-1].kind == atomText
}

func (s *shaper) space(r rune, l *word.Look) {
	s.flush(false)
	s.last = 0
	k := s.inkFor(r, l, false)
	w := k.width(string(r)) + s.kern(k, r)
	if n := len(s.atoms); r == ' ' && n > 0 && s.atoms[n-1].kind == atomSpace && s.atoms[n-1].ink == k && s.atoms[n-1].count > 0 {
		s.atoms[n-1].width += w
		s.atoms[n-1].count++
		return
	}
	a := atom{kind: atomSpace, canBreak: true, ink: k, width: w, link: s.link}
	if r == ' ' {
		a.count = 1 // stretches in justified lines
	}
	s.atoms = append(s.atoms, a)
}

// flush ends the word that has been gathered.
func (s *shaper) flush(canBreak bool) {
	if len(s.word) == 0 {
		if n := len(s.atoms); canBreak && n > 0 && s.atoms[n-1].kind == atomText {
			s.atoms[n-1].canBreak = true
		}
		return
	}
	text := s.t.intern(s.word)
	if n := len(s.atoms); n > 0 && s.ink.pairs != nil {
		first, _ := utf8.DecodeRuneInString(text)
		s.atoms[n-1].width += s.kern(s.ink, first)
	}
	s.atoms = append(s.atoms, atom{kind: atomText, canBreak: canBreak, text: text, ink: s.ink, width: s.ink.width(text), link: s.link})
	if s.marked != nil && !s.marked.End {
		s.atoms[len(s.atoms)-1].note = s.marked
	}
	s.marked = nil
	s.word = s.word[:0]
}

// kern returns by how much r, in ink k, is moved behind the last atom where that is a word or
// a space in the same ink.
func (s *shaper) kern(k *ink, r rune) unit.Length {
	n := len(s.atoms)
	if k.pairs == nil || n == 0 || s.atoms[n-1].ink != k {
		return 0
	}
	switch a := &s.atoms[n-1]; {
	case a.kind == atomSpace && a.count > 0:
		return k.kern(' ', r)
	case a.kind == atomText && a.text != "":
		last, _ := utf8.DecodeLastRuneInString(a.text)
		return k.kern(last, r)
	}
	return 0
}

// inkFor returns the ink for a character; a missing glyph comes from a fallback face or is
// reported.
func (s *shaper) inkFor(r rune, l *word.Look, small bool) *ink {
	base := s.t.face(l.Family(r), l)
	face := base
	if !base.Has(r) && r != '\u00a0' {
		if other := s.t.fonts.Fallback(r, l.Is(word.Bold), l.Is(word.Italic)); other != nil {
			face = other
		} else {
			s.t.Facts.Add("glyph", s.p.Place, "Không phông nào có ký tự “"+string(r)+"” ("+codePoint(r)+").")
		}
	}
	if s.recent == nil || s.recent.face != face || s.recent.family != base || s.recent.look != l || s.small != small {
		s.recent, s.small = s.t.ink(l, face, base, small), small
	}
	return s.recent
}

func codePoint(r rune) string {
	const hex = "0123456789ABCDEF"
	out := ""
	for shift := 20; shift >= 0; shift -= 4 {
		d := r >> shift & 15
		if d != 0 || out != "" || shift < 16 {
			out += string(hex[d])
		}
	}
	return "U+" + out
}

// maxWords bounds the table of words.
const maxWords = 1 << 16

// intern returns the text of a word; equal words share their memory.
func (t *typesetter) intern(word []byte) string {
	if s, ok := t.words[string(word)]; ok {
		return s
	}
	s := string(word)
	if len(t.words) < maxWords {
		t.words[s] = s
	}
	return s
}
