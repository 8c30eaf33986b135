package paper

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// units makes units of the paragraphs and gives them their places on the pages.
func (p *Paper) units(places map[int]string) {
	for i := range p.doc.Forms {
		f := &p.doc.Forms[i]
		units := unitsOf(f, places[f.Para])
		if p.Units = append(p.Units, units...); len(units) == 0 {
			p.Empty = append(p.Empty, *f)
		}
	}
	for i := range p.doc.Others {
		f := &p.doc.Others[i]
		for _, u := range unitsOf(f, f.Place) {
			if u.Role = roleOf[f.Part]; u.Role == Footer && contact.MatchString(u.Text) {
				u.Role = Contact
			}
			p.Others = append(p.Others, u)
		}
	}
	p.locate()
}

// roleOf is what the paragraphs of the stories beside the body are.
var roleOf = map[string]Role{"đầu trang": Header, "chân trang": Footer, "chú thích cuối trang": Note, "chú thích cuối văn bản": Note}

// unitsOf makes units of a paragraph that stands at a place: none where it holds no text.
func unitsOf(f *layout.Form, place string) (list []Unit) {
	parts := split(f)
	for n, pieces := range parts {
		raw := textOf(pieces)
		if strings.TrimSpace(strings.ReplaceAll(raw, "\u00a0", " ")) == "" {
			continue
		}
		u := Unit{Form: f, Part: n, Parts: len(parts), Pieces: pieces, Raw: raw, Place: place, Text: clean(raw)}
		if len(list) == 0 && f.Label != "" {
			u.Text = clean(f.Label) + " " + u.Text
		}
		list = append(list, u)
	}
	return list
}

// clean gives text as it reads: NFC, single spaces.
func clean(s string) string {
	return strings.Join(strings.Fields(norm.NFC.String(invisible.Replace(s))), " ")
}

// invisible are characters that nobody sees.
var invisible = strings.NewReplacer("\u00ad", "", "\u200b", "", "\ufeff", "", "\u2011", "-")

func textOf(pieces []layout.Piece) string {
	var b strings.Builder
	for i := range pieces {
		b.WriteString(pieces[i].Text)
	}
	return b.String()
}

var (
	marker   = regexp.MustCompile(`^\s*(?:[-–—•+*]|[IVXLC]+[.)-]|\d+(?:\.\d+)*[.)]?|[a-zđ][.)]|\S{1,3})\s*$`)
	columns  = regexp.MustCompile(`(?:[ \x{00a0}]*\t)+[ \x{00a0}]*|[ \x{00a0}]{5,}`)
	newThing = regexp.MustCompile(`^(?:[\p{Lu}]{2}|[\p{Lu}][\pL]+[^,]{0,40}, ngày|Độc lập|[TKQ][ML]?\.|TUQ\.|[-_—–=]{3,}\s*$)`)
)

// split cuts the pieces of a paragraph at breaks of line and where tabs or many spaces
// part two columns.
func split(f *layout.Form) [][]layout.Piece {
	text := textOf(f.Pieces)
	var cuts [][2]int // from, to of what separates
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexAny(text[at:], "\n\f"); i >= 0 {
			end = at + i
		}
		from := at
		for _, gap := range gaps(text[at:end]) {
			left, right := text[from:at+gap[0]], text[at+gap[1]:end]
			if strings.TrimSpace(left) == "" || strings.TrimSpace(right) == "" || marker.MatchString(left) {
				continue
			}
			if !strings.Contains(text[at+gap[0]:at+gap[1]], "\t") && !newThing.MatchString(right) {
				continue
			}
			cuts = append(cuts, [2]int{at + gap[0], at + gap[1]})
			from = at + gap[1]
		}
		if end < len(text) {
			cuts = append(cuts, [2]int{end, end + 1})
		}
		at = end + 1
	}
	out := make([][]layout.Piece, len(cuts)+1)
	pos, from, n := 0, 0, 0
	for i := 0; i < len(f.Pieces); {
		piece, to := f.Pieces[i], len(text)
		if n < len(cuts) {
			to = cuts[n][0]
		}
		end := pos + len(piece.Text)
		if a, b := max(pos, from), min(end, to); a < b {
			piece.Text = piece.Text[a-pos : b-pos]
			out[n] = append(out[n], piece)
		}
		if to < end {
			from, n = cuts[n][1], n+1
		} else {
			pos, i = end, i+1
		}
	}
	return out
}

// gaps are the places where tabs or many spaces may part columns: most lines have none.
func gaps(line string) [][]int {
	if !strings.ContainsAny(line, "\t\u00a0") && !strings.Contains(line, "     ") {
		return nil
	}
	return columns.FindAllStringIndex(line, -1)
}

// word is a text of a page.
type word struct {
	*item.Text
	page int
}

// locate finds the units on the pages: the words of a paragraph come in its order.
func (p *Paper) locate() {
	words := map[int][]word{}
	for i := range p.doc.Pages {
		for _, it := range p.doc.Pages[i].Items {
			if t, ok := it.(*item.Text); ok && t.Para > 0 {
				words[t.Para] = append(words[t.Para], word{t, i + 1})
			}
		}
	}
	for _, units := range [][]Unit{p.Units, p.Others} {
		for i := 0; i < len(units); {
			j := i + 1
			for j < len(units) && units[j].Form == units[i].Form {
				j++
			}
			p.place(units[i:j], words[units[i].Form.Para])
			i = j
		}
	}
}

// place gives the units of one paragraph their boxes by matching letters in order.
func (p *Paper) place(units []Unit, words []word) {
	n := 0
	want := letters(units[0].Raw)
	for _, w := range words {
		if w.Label {
			if n == 0 {
				units[0].At.add(w)
			}
			continue
		}
		got := letters(w.Text.Text)
		if len(got) == 0 {
			continue
		}
		for len(want) == 0 && n < len(units)-1 {
			n++
			want = letters(units[n].Raw)
		}
		if len(want) == 0 || !sameLetter(want[0], got[0]) {
			continue // worked out by a field
		}
		units[n].At.add(w)
		want = want[min(len(got), len(want)):]
	}
}

func letters(s string) []rune {
	return slices.DeleteFunc([]rune(norm.NFC.String(s)), func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u00ad' || r == '\u200b' || r == '\ufeff'
	})
}

func sameLetter(a, b rune) bool {
	return unicode.ToUpper(a) == unicode.ToUpper(b) || a > 0xF000 || (a == '\u2011' && b == '-')
}

// add takes a word into the box.
func (b *Box) add(w word) {
	left, right := w.X, w.X+w.Width
	if b.Page == 0 {
		*b = Box{Page: w.page, Left: left, Right: right, Top: w.Y, Bottom: w.Y, LastLeft: left, LastRight: right, Lines: 1}
		return
	}
	if w.page != b.Page {
		return
	}
	b.Left, b.Right = min(b.Left, left), max(b.Right, right)
	if w.Y > b.Bottom+2*unit.Pt {
		b.Bottom, b.LastLeft, b.LastRight = w.Y, left, right
		b.Lines++
		return
	}
	b.LastLeft, b.LastRight = min(b.LastLeft, left), max(b.LastRight, right)
}

// Points writes a size as offices say it: "13,5 pt".
func Points(l unit.Length) string {
	s := strings.TrimSuffix(strings.TrimSuffix(l.String(), "0"), "0")
	return strings.Replace(strings.TrimSuffix(s, "."), ".", ",", 1) + " pt"
}
