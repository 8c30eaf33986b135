package paper

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// stroke is a horizontal line on a page: a border, a drawn line, an outline that is flat.
type stroke struct {
	page        int
	left, right unit.Length
	y, width    unit.Length
	dashed      bool
}

func (s stroke) length() unit.Length { return s.right - s.left }

// flat is how much a line may rise that people take for level.
const flat = 2 * unit.Pt

func (p *Paper) findStrokes() {
	for i := range p.doc.Pages {
		for _, it := range p.doc.Pages[i].Items {
			switch it := it.(type) {
			case *item.Line:
				if d := it.Y2 - it.Y1; d <= flat && d >= -flat {
					p.strokes = append(p.strokes, stroke{i + 1, min(it.X1, it.X2), max(it.X1, it.X2), it.Y1, it.Width, it.Dash != nil})
				}
			case *item.Fill:
				if it.H <= flat && it.W > 10*unit.Pt {
					p.strokes = append(p.strokes, stroke{i + 1, it.X, it.X + it.W, it.Y, it.H, false})
				}
			case *item.Path:
				if s, ok := flatPath(it); ok {
					s.page = i + 1
					p.strokes = append(p.strokes, s)
				}
			}
		}
	}
	slices.SortStableFunc(p.strokes, func(a, b stroke) int { return a.page - b.page })
}

func flatPath(p *item.Path) (s stroke, ok bool) {
	n := 0
	var low unit.Length
	for _, seg := range p.Segments {
		pts := 1
		switch seg.Op {
		case 'C':
			pts = 3
		case 'Z':
			pts = 0
		}
		for _, pt := range seg.P[:pts] {
			if n == 0 {
				s.left, s.right, s.y, low = pt.X, pt.X, pt.Y, pt.Y
			}
			s.left, s.right, s.y, low = min(s.left, pt.X), max(s.right, pt.X), min(s.y, pt.Y), max(low, pt.Y)
			n++
		}
	}
	s.width = max(p.Width, low-s.y)
	return s, n >= 2 && low-s.y <= flat && s.length() > 8*unit.Pt
}

// Rule is the line under a unit.
type Rule struct {
	Length unit.Length
	Middle unit.Length // horizontal
	Below  unit.Length // distance from the baseline
	Width  unit.Length
	Dashed bool
	Typed  bool // of characters: of "_" it is solid as a drawn one, of others dashed
	Under  bool // the letters themselves are underlined
}

// Rule returns the line under the last line of a unit: the nearest that stands below it
// within the height of a line and a half and does not reach far beyond its column.
func (p *Paper) Rule(u *Unit) (Rule, bool) {
	best, found := Rule{}, false
	reach := 24 * unit.Pt
	mid := u.At.Middle()
	for _, s := range p.strokesOf(u.At.Page) {
		below := s.y - u.At.Bottom
		if below <= -unit.Pt || below > reach || s.left > mid || s.right < mid {
			continue
		}
		if below < 25*unit.Pt/10 && underlined(u) {
			continue
		}
		if !found || below < best.Below {
			best, found = Rule{Length: s.length(), Middle: (s.left + s.right) / 2, Below: below, Width: s.width, Dashed: s.dashed}, true
		}
	}
	if found {
		return best, true
	}
	for i := range p.Units {
		v := &p.Units[i]
		if v.Role == TypedRule && v.At.Page == u.At.Page && v.At.Top > u.At.Bottom && v.At.Top-u.At.Bottom < reach && v.At.Left < u.At.LastRight && v.At.Right > u.At.LastLeft {
			return Rule{Length: v.At.Right - v.At.Left, Middle: v.At.Middle(), Below: v.At.Top - u.At.Bottom, Typed: true, Dashed: !solid(v.Text)}, true
		}
	}
	if underlined(u) {
		return Rule{Length: u.At.LastRight - u.At.LastLeft, Middle: mid, Under: true}, true
	}
	return Rule{}, false
}

// Overlined reports whether a line as wide as the text stands close above a unit; of one in a
// footer, in the lower margin of the first page.
func (p *Paper) Overlined(u *Unit) bool {
	page, s := max(u.At.Page, 1), p.section(u)
	low, high := u.At.Top-30*unit.Pt, u.At.Top
	if u.At.Page == 0 {
		low, high = s.Height-s.Bottom-12*unit.Mm, s.Height
	}
	return slices.ContainsFunc(p.strokesOf(page), func(k stroke) bool {
		return k.y > low && k.y < high && k.length() >= (s.Width-s.Left-s.Right)*9/10 && !k.dashed
	})
}

func (p *Paper) strokesOf(page int) []stroke {
	from, _ := slices.BinarySearchFunc(p.strokes, page, func(s stroke, n int) int { return s.page - n })
	to, _ := slices.BinarySearchFunc(p.strokes, page+1, func(s stroke, n int) int { return s.page - n })
	return p.strokes[from:to]
}

// solid tells a typed rule whose characters join.
func solid(text string) bool { return strings.Trim(text, "_— ") == "" }

func underlined(u *Unit) bool {
	for i := range u.Pieces {
		if u.Pieces[i].Underlined && strings.TrimSpace(u.Pieces[i].Text) != "" {
			return true
		}
	}
	return false
}

// pageSections gives each page the section of the first paragraph on it.
func (p *Paper) pageSections() {
	of := make([]int, p.Pages)
	for i := range of {
		of[i] = -1
	}
	for i := range p.Units {
		if n := p.Units[i].At.Page; n > 0 && of[n-1] < 0 {
			of[n-1] = p.Units[i].Form.Section
		}
	}
	last := 0
	for _, n := range of {
		if n >= 0 && n < len(p.Sections) {
			last = n
		}
		p.PageOf = append(p.PageOf, p.Sections[min(last, len(p.Sections)-1)])
	}
}

var pageNumber = regexp.MustCompile(`^[^\d\pL]*(?i:trang|page)?\s*(\d{1,4})(?:\s*/\s*\d+)?[^\d\pL]*$`)

// pageNumbers finds the numbers in the margins: furniture of a page, alone in its line.
func (p *Paper) pageNumbers() {
	type line struct {
		words       []*item.Text
		left, right unit.Length
	}
	for i := range p.doc.Pages {
		page := &p.doc.Pages[i]
		lines := map[unit.Length]*line{}
		var order []unit.Length
		for _, it := range page.Items {
			t, ok := it.(*item.Text)
			if !ok || t.Para != 0 || t.Turn != 0 || t.Y > p.PageOf[i].Top && t.Y < page.Height-p.PageOf[i].Bottom {
				continue
			}
			l := lines[t.Y]
			if l == nil {
				l = &line{left: t.X, right: t.X + t.Width}
				lines[t.Y] = l
				order = append(order, t.Y)
			}
			l.words, l.left, l.right = append(l.words, t), min(l.left, t.X), max(l.right, t.X+t.Width)
		}
		for _, y := range order {
			l := lines[y]
			var texts []string
			for _, w := range l.words {
				texts = append(texts, w.Text)
			}
			text := strings.Join(texts, " ")
			m := pageNumber.FindStringSubmatch(text)
			if m == nil {
				continue
			}
			shown, _ := strconv.Atoi(m[1])
			face := l.words[0].Face
			p.Numbers = append(p.Numbers, PageNumber{Page: i + 1, Shown: shown, X: (l.left + l.right) / 2, Y: y, Size: l.words[0].Size,
				Family: face.Family, Top: y < page.Height/2, Bold: face.Bold, Italic: face.Italic, Decorated: m[1] != strings.TrimSpace(text)})
			break
		}
	}
}
