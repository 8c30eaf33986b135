package pdf

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// faces are the faces of a document in the order in which it first uses them.
type faces struct {
	boxes bool // of face
	list  []*face
	of    map[*font.Face]int
}

// MissingGlyph is a letter that a page shows in a face without it.
type MissingGlyph struct {
	Page int // from 1
	Word string
	Rune rune
	Face string
}

// GlyphError lists every letter that a document shows and its face lacks, each once.
// Nothing was written.
type GlyphError struct{ Missing []MissingGlyph }

func (e *GlyphError) Error() string {
	const shown = 20
	var b strings.Builder
	for i, m := range e.Missing {
		if i > 0 {
			b.WriteByte('\n')
		}
		if i == shown {
			fmt.Fprintf(&b, "… và %d ký tự khác", len(e.Missing)-shown)
			break
		}
		fmt.Fprintf(&b, "trang %d, “%s”: phông %s không có ký tự “%c” (%U); hãy thay ký tự hoặc đổi phông chữ", m.Page, m.Word, m.Face, m.Rune, m.Rune)
	}
	return b.String()
}

// openFaces opens the faces in use and gives codes to the letters shown.
func openFaces(doc *layout.Document, boxes bool) (*faces, error) {
	fs := &faces{boxes: boxes, of: make(map[*font.Face]int)}
	missing := &GlyphError{}
	seen := make(map[MissingGlyph]bool)
	for i := range doc.Pages {
		for _, it := range doc.Pages[i].Items {
			t, is := it.(*item.Text)
			if !is {
				continue
			}
			n, err := fs.open(t.Face)
			if err != nil {
				return nil, fmt.Errorf("page %d, %q: %w", i+1, t.Text, err)
			}
			for _, r := range readable(t.Text) {
				if ignorable(r) || fs.list[n].use(r) {
					continue
				}
				m := MissingGlyph{Rune: r, Face: fs.list[n].title()}
				if !seen[m] {
					seen[m] = true
					m.Page, m.Word = i+1, t.Text
					missing.Missing = append(missing.Missing, m)
				}
			}
		}
	}
	if len(missing.Missing) > 0 {
		return nil, missing
	}
	for _, f := range fs.list {
		f.number()
	}
	return fs, nil
}

func (fs *faces) open(src *font.Face) (int, error) {
	if n, has := fs.of[src]; has {
		return n, nil
	}
	if src == nil {
		return 0, errors.New("text without a face")
	}
	f, err := openFace(src)
	if err != nil {
		return 0, err
	}
	f.boxes = fs.boxes && !f.cff // whole faces have no code to spare
	fs.of[src] = len(fs.list)
	fs.list = append(fs.list, f)
	return len(fs.list) - 1, nil
}

// readable returns s in form C with plain hyphens, as people search for them and copy them:
// that no line breaks at one is settled when pages are written.
func readable(s string) string { return strings.ReplaceAll(nfc(s), "\u2011", "-") }

// nfc returns s in Unicode normal form C.
func nfc(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return norm.NFC.String(s)
		}
	}
	return s
}

// ignorable reports whether r is never shown: joiners, direction marks, the byte order
// mark, soft hyphens (of which the layout shows a hyphen where it breaks a line).
func ignorable(r rune) bool { return unicode.Is(unicode.Cf, r) }

// plan is a page prepared for drawing: what it paints, in order.
type plan struct {
	page  *layout.Page
	steps []step
	links []*link
	edges map[edge]int // steps that are lines, by the end at which they may grow
}

// edge is the end of a line along an axis.
type edge struct {
	upright bool
	at, end unit.Length // across the line and along it
	width   unit.Length
	color   item.Color
}

// item adds what is no text; false where that paints nothing new after the last text. A
// line that goes on where another ends makes that one longer, as the edges of a table's
// cells do row by row, unless something came between that may cover it.
func (p *plan) item(it item.Item, n int) bool {
	l, isLine := it.(*item.Line)
	if _, is := it.(*item.Link); is {
		return false
	}
	if !isLine || l.Dash != nil || l.X1 != l.X2 && l.Y1 != l.Y2 {
		clear(p.edges)
		p.steps = append(p.steps, step{item: it, of: itemOwner(p.page, it, n)})
		return true
	}
	from := edge{l.X1 == l.X2, l.Y1, l.X1, l.Width, l.Color}
	to := l.X2
	if from.upright {
		from.at, from.end, to = l.X1, l.Y1, l.Y2
	}
	n, grows := p.edges[from]
	if grows && to > from.end {
		delete(p.edges, from)
		longer := *p.steps[n].item.(*item.Line)
		longer.X2, longer.Y2 = l.X2, l.Y2
		p.steps[n].item = &longer
	} else {
		n, grows = len(p.steps), false
		p.steps = append(p.steps, step{item: l, of: owner{part: ornament}})
	}
	from.end = to
	p.edges[from] = n
	return !grows
}

// step is one painting: a run of words, or an item.
type step struct {
	run  *run
	item item.Item
	of   owner
	para int // of a run
}

// run is a row of words on one baseline with one look, shown by one operator: so the
// line can be selected and searched as a whole. Between words stands a space, moved to
// the width that the layout gave it.
type run struct {
	face    int
	size    unit.Length
	x, y    unit.Length
	color   item.Color
	codes   []byte
	text    string // of its first word
	gaps    []gap
	units   int64 // width up to here, in 1/10000 em
	spacing unit.Length
	scale   int
	turn    int
	alpha   uint8
}

// plain reports whether maroto can draw the run.
func (r *run) plain() bool {
	return r.face < len(standIns) && r.spacing == 0 && (r.scale == 0 || r.scale == 100) && r.turn%360 == 0 && r.alpha == 0
}

// byMaroto reports whether maroto draws the step: its provider has words, and solid
// lines along the axes.
func (s *step) byMaroto() bool {
	if s.run != nil {
		return s.run.plain()
	}
	l, is := s.item.(*item.Line)
	return is && l.Dash == nil && l.Width > 0 && (l.X1 == l.X2 || l.Y1 == l.Y2)
}

// planPage groups the words of a page to runs.
func planPage(p *layout.Page, fs *faces) *plan {
	out := &plan{page: p, steps: make([]step, 0, len(p.Items)/2), edges: make(map[edge]int)}
	var inLinks []int32
	out.links, inLinks = linksOf(p)
	var prev *item.Text
	var cur *run // of prev
	var of owner
	var open bool // no other item came after cur
	for i, it := range p.Items {
		t, is := it.(*item.Text)
		if !is {
			if out.item(it, i) {
				open = false
			}
			continue
		}
		f := fs.of[t.Face]
		last := of
		of = textOwner(p, t)
		if inLinks != nil && inLinks[i] > 0 && t.Para > 0 {
			of.part, of.n = inLink, int(inLinks[i]-1)
		}
		if cur != nil && prev.Para == t.Para {
			switch line, gap := spaceBetween(prev, t); {
			case line && open && of == last && joins(prev, t, cur, gap):
				if gap > t.Size/8 {
					cur.add(fs.list[f], " ", false)
				}
				cur.move(t.X)
				cur.add(fs.list[f], t.Text, t.Kerned)
				prev = t
				continue
			case !line && !brokenWord(prev.Text), line && gap > min(prev.Size, t.Size)/8,
				line && gap > 0 && last.part == inLabel && of != last:
				cur.end(fs.list[cur.face])
			}
		}
		cur = &run{face: f, size: t.Size, x: t.X, y: t.Y, color: t.Color & 0xFFFFFF,
			spacing: t.Spacing, scale: t.Scale, turn: t.Turn, alpha: t.Alpha}
		cur.add(fs.list[f], readable(t.Text), t.Kerned)
		cur.text = readable(t.Text)
		out.steps = append(out.steps, step{run: cur, of: of, para: t.Para})
		prev, open = t, true
	}
	return out
}

// brokenWord reports whether a text at the end of a line is part of a word that goes on: a
// dash that stands alone is none.
func brokenWord(text string) bool {
	return len(text) > 1 && (strings.HasSuffix(text, "-") || strings.HasSuffix(text, "/"))
}

// spaceBetween returns whether b follows a on its line, be it raised or lowered, and how
// far.
func spaceBetween(a, b *item.Text) (line bool, gap unit.Length) {
	gap = b.X - a.X - a.Width
	up := max(a.Y-b.Y, b.Y-a.Y)
	return up < max(a.Size, b.Size)*2/3 && a.Turn == b.Turn && gap > -a.Size/4, gap
}

// joins reports whether t can be shown in the run that ends with prev.
func joins(prev, t *item.Text, cur *run, gap unit.Length) bool {
	return cur.plain() && prev.Y == t.Y && prev.Face == t.Face && prev.Size == t.Size && prev.Color == t.Color &&
		t.Spacing == 0 && (t.Scale == 0 || t.Scale == 100) && t.Alpha == 0 && gap < 20*t.Size
}

// apart reports whether programs that read by places would take the run for single
// letters; its text is then written beside it.
func (r *run) apart() bool { return r.turn%90 != 0 || r.spacing > r.size/8 }

// end appends the space after the last word.
func (r *run) end(f *face) {
	if !r.apart() {
		r.add(f, " ", false)
	}
}

// add appends the codes of s; kerned moves its pairs of letters.
func (r *run) add(f *face, s string, kerned bool) {
	last := rune(0)
	for _, c := range nfc(s) {
		code := f.code(c)
		if code == 0 {
			continue
		}
		if kerned && last != 0 {
			if by := int(f.src.Kern(last, c, unitsPerEm) / 10); by != 0 {
				r.gaps = append(r.gaps, gap{len(r.codes), -by})
				r.units += int64(by) * 10
			}
		}
		last = c
		r.codes = append(r.codes, byte(code>>8), byte(code))
		r.units += int64(f.width[code])
	}
}

// unitsPerEm is how many units of run.units an em has.
const unitsPerEm = 10000

// move puts the pen to x.
func (r *run) move(x unit.Length) {
	target := int64(x - r.x)
	by := (r.units*int64(r.size)/10 - target*1000) / int64(r.size)
	if by != 0 {
		r.gaps = append(r.gaps, gap{len(r.codes), int(by)})
		r.units -= by * 10
	}
}
