package refresh

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/fill"
)

// site is a place of a value in the edited document.
type site struct {
	part   *part
	para   int  // w:p
	a, b   int  // its text in that of the paragraph: [a, b)
	empty  int  // where its text goes where it has none: a place of the source; 0: nowhere
	region span // of the whole mark

	control  int    // w:sdt, 0 for none
	mark     string // of the value, where the control stands for it
	nameless int    // w:sdt that lost its name, 0 for none
}

func (s *site) reads() string { return s.part.text(s.para).reads[s.a:s.b] }

// changedBy reports whether the value, or what it stands in, was changed under tracking
// by somebody else than author.
func (s *site) changedBy(author string) bool {
	p := s.part
	if s.a == s.b {
		return p.changedBy(s.para, author)
	}
	for _, one := range p.text(s.para).items {
		pos := p.elems[one.elem].pos
		inside := one.at < s.b && one.at+len(one.text) > s.a && !one.deleted || pos >= s.region.pos && pos < s.region.end
		if inside && p.changedBy(one.elem, author) {
			return true
		}
	}
	return false
}

// region is a whole element.
func (p *part) region(k int) span { return span{p.elems[k].pos, p.elems[k].end} }

// unit is a copy of a loop: rows of a table, or paragraphs.
type unit struct {
	part  *part
	elems []int // w:tr or w:p
	at    int   // of its mark in the source
}

// find looks for the marks of values and copies in all parts.
func (f *file) find() error {
	named := ""
	marks := 0
	for _, p := range f.parts {
		ends := map[string]int{}
		for k := len(p.elems) - 1; k >= 0; k-- {
			if p.elems[k].name == "w:bookmarkEnd" {
				ends[p.elems[k].id] = k
			}
		}
		for k := range p.elems {
			if p.elems[k].name != "w:bookmarkStart" || !strings.HasPrefix(p.elems[k].val, fill.BookmarkPrefix) {
				continue
			}
			marks++
			switch name := p.elems[k].val; {
			case strings.HasPrefix(name, fill.MapPrefix):
				named = strings.TrimPrefix(name, fill.MapPrefix)
			case strings.HasPrefix(name, fill.ImprintPrefix):
				f.imprints = append(f.imprints, imprint{p, k})
			case strings.HasPrefix(name, fill.RowPrefix):
				f.foundCopy(p, k, strings.TrimPrefix(name, fill.RowPrefix))
			}
		}
		f.findControls(p)
		f.findBookmarks(p, ends)
	}
	if named != "" && named != f.m.Hash() {
		return fmt.Errorf("%w: tệp này được làm với bản đồ liên kết %s, bản đồ đưa vào là %s: cần bản đồ của chính phiên bản mà tệp bắt đầu từ đó", ErrMarks, named, f.m.Hash())
	}
	if marks == 0 && len(f.sites) == 0 {
		return fmt.Errorf("%w: tệp không có dấu liên kết nào: tệp không do vanthu làm, được làm trước khi có liên kết, hoặc đã mất hết dấu", ErrMarks)
	}
	for mark, units := range f.copies {
		if len(units) == 1 {
			f.nameControls(mark, units[0])
		}
	}
	return nil
}

// foundCopy takes a bookmark as the mark of the rows or paragraphs that begin with it.
func (f *file) foundCopy(p *part, k int, mark string) {
	c := f.old.ByCopy[mark]
	if c == nil {
		c = f.now.ByCopy[mark]
	}
	if c == nil {
		return
	}
	l := &f.m.Loops[c.Loop]
	name := "w:p"
	if l.Rows {
		name = "w:tr"
	}
	at := p.up(k, name)
	if at < 0 { // between paragraphs: it belongs to what follows
		for at = k; at < len(p.elems) && p.elems[at].name != name; {
			at = p.elems[at].next
		}
	}
	u := &unit{part: p, at: p.elems[k].pos}
	for at >= 0 && at < len(p.elems) && len(u.elems) < l.Units && p.elems[at].name == name && (len(u.elems) == 0 || p.elems[at].parent == p.elems[u.elems[0]].parent) {
		u.elems = append(u.elems, at)
		at = p.elems[at].next
	}
	if len(u.elems) > 0 {
		f.copies[mark] = append(f.copies[mark], u)
	}
}

// ownerOf gives for an element the mark of the copy that it stands in, "" for none.
func (f *file) ownerOf(p *part) func(k int) string {
	if p.owner != nil {
		return p.owner
	}
	by := map[int][]claim{}
	for mark, units := range f.copies {
		for _, u := range units {
			for _, k := range u.elems {
				if u.part == p {
					by[k] = append(by[k], claim{mark, u.at})
				}
			}
		}
	}
	for _, claims := range by {
		slices.SortFunc(claims, func(a, b claim) int { return a.at - b.at })
	}
	p.owner = func(k int) string {
		pos := p.elems[k].pos
		for ; k >= 0; k = p.elems[k].parent {
			claims := by[k]
			for n := len(claims) - 1; n >= 0; n-- {
				if n == 0 || claims[n].at <= pos {
					return claims[n].mark
				}
			}
		}
		return ""
	}
	return p.owner
}

// claim is the mark of a copy on a row or paragraph. Several stand on one where a person
// joined paragraphs: each from its place on.
type claim struct {
	mark string
	at   int
}

// findControls takes content controls with our tags as the places of their values.
func (f *file) findControls(p *part) {
	owner := f.ownerOf(p)
	for k := range p.elems {
		if p.elems[k].name != "w:sdt" {
			continue
		}
		content, pr := p.child(k, "w:sdtContent"), p.child(k, "w:sdtPr")
		para := p.up(k, "w:p")
		if content < 0 || para < 0 {
			continue
		}
		s := p.siteOf(para, p.elems[content].inner, p.elems[content].innerEnd, p.region(k))
		tag := ""
		if pr >= 0 {
			if t := p.child(pr, "w:tag"); t >= 0 {
				tag = p.elems[t].val
			}
		}
		mark, ours := strings.CutPrefix(tag, fill.ControlPrefix)
		if !ours {
			if tag == "" {
				s.nameless = k
				f.nameless = append(f.nameless, s)
			}
			continue
		}
		if !strings.Contains(mark, "_") {
			if copy := owner(k); copy != "" {
				mark += copy[strings.IndexByte(copy+"_", '_'):]
			}
		}
		s.control, s.mark = k, mark
		f.foundSite(mark, s)
	}
}

// siteOf is what stands between two places of a paragraph's source.
func (p *part) siteOf(para, from, to int, region span) *site {
	s := &site{part: p, para: para, region: region, empty: from}
	t := p.text(para)
	if s.a, s.b = t.between(p, from, to); s.a < 0 {
		s.a = 0
		for i := range t.items {
			if p.elems[t.items[i].elem].pos < from && !t.items[i].deleted {
				s.a = t.items[i].at + len(t.items[i].text)
			}
		}
		s.b = s.a
	}
	return s
}

// foundSite notes a place of a value, once.
func (f *file) foundSite(mark string, s *site) {
	for _, other := range f.sites[mark] {
		if other.part == s.part && other.region.pos <= s.region.pos && s.region.end <= other.region.end {
			return
		}
	}
	f.sites[mark] = append(f.sites[mark], s)
}

// isOther reports whether a bookmark of ours is that of something else than a value.
func isOther(name string) bool {
	return strings.HasPrefix(name, fill.RowPrefix) || strings.HasPrefix(name, fill.MapPrefix) || strings.HasPrefix(name, fill.ImprintPrefix)
}

// findBookmarks takes the bookmarks that stand in no control of ours.
func (f *file) findBookmarks(p *part, ends map[string]int) {
	for k := range p.elems {
		e := &p.elems[k]
		if e.name != "w:bookmarkStart" || !strings.HasPrefix(e.val, fill.BookmarkPrefix) || isOther(e.val) {
			continue
		}
		end, has := ends[e.id]
		para := p.up(k, "w:p")
		if !has || end < k || para < 0 || p.up(end, "w:p") != para {
			continue // stretched over paragraphs: no place of one value any more
		}
		f.foundSite(strings.TrimPrefix(e.val, fill.BookmarkPrefix), p.siteOf(para, e.end, p.elems[end].pos, span{e.pos, p.elems[end].end}))
	}
}

// nameControls gives the controls of a copy that lost their names, as LibreOffice leaves
// them, to its values: in order where there are as many, else by what they read.
func (f *file) nameControls(mark string, u *unit) {
	c := f.old.ByCopy[mark]
	if c == nil || len(f.nameless) == 0 {
		return
	}
	var missing []*fill.Value
	for _, v := range c.Values {
		if len(f.sites[v.Mark]) == 0 && f.m.Slots[v.Slot].Part == "" { // a note of the copy lies elsewhere
			missing = append(missing, v)
		}
	}
	from, to := u.part.elems[u.elems[0]].pos, u.part.elems[u.elems[len(u.elems)-1]].end
	owner := f.ownerOf(u.part)
	free := slices.DeleteFunc(f.namelessIn(u.part, from, to), func(s *site) bool { return owner(s.nameless) != mark })
	for i, v := range missing {
		if len(free) == len(missing) {
			f.foundSite(v.Mark, free[i])
			continue
		}
		var fits []*site
		for _, s := range free {
			if s.reads() == v.Text {
				fits = append(fits, s)
			}
		}
		if len(fits) == 1 {
			f.foundSite(v.Mark, fits[0])
		}
	}
}

// namelessIn returns the controls without names in a stretch of a part; they come in the
// order of the parts and places.
func (f *file) namelessIn(p *part, from, to int) (list []*site) {
	lo, hi := 0, len(f.nameless)
	for lo < hi {
		mid := (lo + hi) / 2
		if s := f.nameless[mid]; f.before(s.part, p) || s.part == p && s.region.pos < from {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for ; lo < len(f.nameless) && f.nameless[lo].part == p && f.nameless[lo].region.pos < to; lo++ {
		list = append(list, f.nameless[lo])
	}
	return list
}

func (f *file) before(a, b *part) bool {
	for _, p := range f.parts {
		switch p {
		case b:
			return false
		case a:
			return true
		}
	}
	return false
}
