package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/fonts"
	"vanthu/pipeline/layout/font"
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

// ink is how an atom is painted: a look with the face that serves it.
type ink struct {
	face            *font.Face
	size            unit.Length // as drawn
	rise            unit.Length // of the baseline: super-, subscript, position
	ascent, descent unit.Length // what it asks of its line; the face's line gap is in ascent
	frame           unit.Length // the part of both that a border takes
	look            *word.Look
	family          *font.Face    // the face for the family asked for; face may be a fallback
	pairs           *font.Kerning // nil where pairs are not moved
}

// inkKey identifies an ink.
type inkKey struct {
	look  *word.Look
	face  *font.Face
	small bool // small capitals
	scale int  // percent, of signs; 0 means 100
}

// look returns how a run looks; equal looks are one and the same.
func (t *typesetter) look(f *word.ParaFormat, direct *word.RunProps) *word.Look {
	l := t.Styles.Look(f, direct)
	if same := t.looks[*l]; same != nil {
		return same
	}
	t.looks[*l] = l
	if l.Is(word.Effect) {
		t.Facts.Add("feature", word.Place{Part: "toàn văn bản"}, "Hiệu ứng chữ (viền, bóng, nổi, chìm, dấu nhấn) không được vẽ.")
	}
	return l
}

// faceKey identifies a request for a face.
type faceKey struct {
	family       string
	bold, italic bool
}

// servedFace is the face that a request was given.
type servedFace struct {
	key  faceKey
	face *font.Face
}

// face returns the face for a family. One that is replaced by another than its metric twin,
// with which lines break alike, is reported once.
func (t *typesetter) face(family string, l *word.Look) *font.Face {
	key := faceKey{family, l.Is(word.Bold), l.Is(word.Italic)}
	if t.lastFace.face != nil && key == t.lastFace.key { // as nearly always
		return t.lastFace.face
	}
	if f := t.faces[key]; f != nil {
		t.lastFace = servedFace{key, f}
		return f
	}
	f, match := t.fonts.Find(family, l.Is(word.Bold), l.Is(word.Italic))
	t.faces[key] = f
	switch {
	case match == fonts.Fit:
		t.Facts.Add("face", word.Place{Part: "toàn văn bản"}, "Không có phông “"+family+"”: nét chữ của phông khác, co theo bề rộng của phông này; dòng ngắt như Word.")
	case match == fonts.Class && !fonts.Symbol(family): // the signs of symbol fonts come from Unicode
		t.Facts.Add("face", word.Place{Part: "toàn văn bản"}, "Không có phông “"+family+"”: dùng “"+f.Family+"”, chỗ ngắt dòng có thể khác Word.")
	}
	return f
}

// scriptSize is the size of super- and subscript. Word: two thirds, in whole half points;
// the baseline moves by a third of the size up or a twelfth down and the line stays as high
// as the full size makes it. LibreOffice draws them at 58 %.
func scriptSize(size unit.Length) unit.Length {
	return max(unit.HalfPt, size*2/3/unit.HalfPt*unit.HalfPt)
}

func (t *typesetter) ink(l *word.Look, face, base *font.Face, small bool) *ink {
	key := inkKey{l, face, small, 0}
	if k := t.inks[key]; k != nil {
		return k
	}
	k := &ink{face: face, family: base, size: l.Size, look: l}
	if l.Kerned {
		k.pairs = face.Kerning()
	}
	if small {
		k.size = l.Size.Scale(4, 5)
	}
	k.ascent, k.descent = lineMetrics(base, k.size)
	if a, d, ok := font.SymbolMetrics(t.signs(l)); ok {
		k.ascent, k.descent = wholeTwips(k.size.Scale(a, 1000)), wholeTwips(k.size.Scale(d, 1000))
	}
	switch l.Vert {
	case 1:
		k.rise, k.size = k.size.Scale(1, 3), scriptSize(k.size)
	case -1:
		k.rise, k.size = -k.size.Scale(1, 12), scriptSize(k.size)
	}
	k.rise += l.Raise
	k.ascent, k.descent = k.ascent+max(0, l.Raise), k.descent+max(0, -l.Raise) // Word: a line never gets lower
	if l.Box.Visible() {                                                       // a line makes room for the border around its letters above and below, not beside
		k.frame = l.Box.Space + l.Box.Thickness()
		k.ascent, k.descent = k.ascent+k.frame, k.descent+k.frame
	}
	t.inks[key] = k
	return k
}

// lineMetrics returns what a face asks of a line above (its line gap included) and below
// the baseline, in whole twips. Word and LibreOffice count heights of lines in twips.
func lineMetrics(f *font.Face, size unit.Length) (ascent, descent unit.Length) {
	m := f.Metrics()
	return wholeTwips(size.Scale(m.Ascent+m.Gap, m.PerEm)), wholeTwips(size.Scale(m.Descent, m.PerEm))
}

func wholeTwips(l unit.Length) unit.Length { return (l + unit.Twip/2) / unit.Twip * unit.Twip }

// width returns the width of a text: the advances are added in units of the em and turned
// into a length once, so that nothing is lost by rounding.
func (k *ink) width(text string) unit.Length {
	m := k.face.Metrics()
	sum, n := int64(0), int64(0)
	if k.pairs != nil {
		sum = k.pairs.Within(m, text)
	}
	for _, r := range text {
		sum += m.Advance(r)
		n++
	}
	return k.size.Scale(sum*k.look.Scale, m.PerEm*100) + k.look.Spacing*unit.Length(n)
}

// kern returns by how much b is moved behind a.
func (k *ink) kern(a, b rune) unit.Length {
	m := k.face.Metrics()
	return k.size.Scale(k.pairs.Between(m, a, b)*k.look.Scale, m.PerEm*100)
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
	case r == '\u2028' || r == '\u2029':
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
