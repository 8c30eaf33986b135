package refresh

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/fill"
	"vanthu/pipeline/ooxml"
)

// This file brings what the template shows now and did not show before, and the reverse:
// paragraphs and tables under a condition, lists that were empty. No sibling of theirs
// stands in the edited file, so they are taken from the document that the template makes
// of the figures of now, at the place that the blocks around them have.

// side is one of the three documents: as made, as edited, as made now.
type side struct {
	*part
	owner func(k int) string
	slot  map[int]string // by w:p: mark of its first value
}

func (f *file) side() *side {
	s := &side{part: f.parts[0], owner: f.ownerOf(f.parts[0]), slot: map[int]string{}}
	first := map[int]int{}
	for mark, sites := range f.sites {
		for _, one := range sites {
			if at, has := first[one.para]; one.part == s.part && (!has || one.region.pos < at) {
				first[one.para], s.slot[one.para] = one.region.pos, mark
			}
		}
	}
	return s
}

// blocks merges the blocks of three documents.
type blocks struct {
	f          *file
	m, e, n    *side
	brought    map[string]bool   // copies of now that came with a block
	styles     map[string]string // by style of now: that of the edited file with its name
	sameLists  bool              // it numbers as the document of now
	newIDs     map[string]string
	removed    []span
	told       map[int]bool    // blocks of the edited file that stay
	standing   map[string]bool // keys of all blocks of the edited file
	loopsThere map[string]bool // loops of which it has a copy that stays
}

// mergeBlocks does nothing where every section that was shown is shown now, and the
// reverse.
func (f *file) mergeBlocks() error {
	f.blocks = &blocks{f: f, brought: map[string]bool{}, told: map[int]bool{}}
	same := true
	for i := range f.m.Loops {
		same = same && f.old.Shown[i] == f.now.Shown[i]
	}
	if f.o.Made == nil || f.o.Now == nil || same {
		return nil
	}
	b := f.blocks
	var err error
	if b.m, _, err = f.other(f.o.Made, f.old); err != nil {
		return err
	}
	n, pkg, err := f.other(f.o.Now, f.now)
	if err != nil {
		return err
	}
	b.n, b.e = n, f.side()
	if err := b.known(pkg); err != nil {
		return err
	}
	body := func(s *side) int { return s.child(0, "w:body") }
	if body(b.m) < 0 || body(b.e) < 0 || body(b.n) < 0 {
		return nil
	}
	b.list(body(b.m), body(b.e), body(b.n))
	return nil
}

// other reads one of the documents that the program made.
func (f *file) other(data []byte, values *fill.Values) (*side, *ooxml.Package, error) {
	o := newFile(f.m, values, values, f.o)
	if err := o.open(data); err != nil {
		return nil, nil, err
	}
	if err := o.find(); err != nil {
		return nil, nil, err
	}
	return o.side(), o.pkg, nil
}

// known notes what a block that comes may refer to.
func (b *blocks) known(now *ooxml.Package) error {
	read := func(p *ooxml.Package, kind string) (string, error) {
		main, err := p.Main()
		if err != nil {
			return "", err
		}
		parts, err := p.Find(main, kind)
		if err != nil || len(parts) == 0 {
			return "", err
		}
		data, err := p.Part(parts[0])
		return string(data), err
	}
	var err error
	here, err := read(b.f.pkg, "styles")
	if err != nil {
		return err
	}
	there, err := read(now, "styles")
	if err != nil {
		return err
	}
	b.styles = sameStyles(there, here)
	here, err = read(b.f.pkg, "numbering")
	if err != nil {
		return err
	}
	there, err = read(now, "numbering")
	b.sameLists = here == there
	b.standing, b.loopsThere = map[string]bool{}, map[string]bool{}
	for k := range b.e.elems {
		if name := b.e.elems[k].name; (name == "w:p" || name == "w:tbl" || name == "w:tr") && !b.isDeleted(k) {
			b.standing[b.e.key(k)] = true
		}
	}
	for mark, units := range b.f.copies {
		if len(units) > 0 && b.f.now.ByCopy[mark] != nil {
			b.loopsThere[loopOf(mark)] = true
		}
	}
	return err
}

var styleName = regexp.MustCompile(`<w:style [^>]*w:styleId="([^"]*)"[^>]*>\s*<w:name w:val="([^"]*)"`)

// sameStyles pairs the identifiers of styles by their names: LibreOffice makes its own.
func sameStyles(from, to string) map[string]string {
	names, same := map[string]string{}, map[string]string{}
	for _, m := range styleName.FindAllStringSubmatch(to, -1) {
		names[m[2]] = m[1]
	}
	for _, m := range styleName.FindAllStringSubmatch(from, -1) {
		if id := names[m[2]]; id != "" {
			same[m[1]] = id
		}
	}
	return same
}

func loopOf(mark string) string {
	loop, _, _ := strings.Cut(mark, "_")
	return loop
}

// key tells the blocks of one template apart: by the mark of their copy or first value,
// else by what they read.
func (s *side) key(k int) string {
	if mark := s.owner(k); mark != "" {
		return "c " + mark
	}
	switch e := &s.elems[k]; e.name {
	case "w:p":
		if mark := s.slot[k]; mark != "" {
			return "s " + mark
		}
		return "t " + squeezed(s.text(k).reads)
	case "w:tbl", "w:tr":
		for c := k + 1; c < e.next; c++ {
			if s.elems[c].name == "w:p" {
				if mark := s.owner(c); mark != "" {
					return e.name + " of " + loopOf(mark)
				}
				if key := s.key(c); key != "t " {
					return e.name + key
				}
			}
		}
	}
	return s.elems[k].name
}

// kids are the blocks in an element.
func (s *side) kids(k int, leave func(k int) bool) (list []int, keys []string) {
	count := map[string]int{}
	for c := k + 1; c < s.elems[k].next; c = s.elems[c].next {
		switch s.elems[c].name {
		case "w:p", "w:tbl", "w:tr", "w:sdt":
			if leave != nil && leave(c) {
				continue
			}
			key := s.key(c)
			if key[0] == 'c' { // the paragraphs of one copy
				count[key]++
				key += " " + strconv.Itoa(count[key])
			}
			list, keys = append(list, c), append(keys, key)
		}
	}
	return list, keys
}

// isDeleted reports whether a block of the edited file is taken away by tracked changes.
func (b *blocks) isDeleted(k int) bool {
	p := b.e
	pr := p.child(k, "w:trPr")
	if p.elems[k].name == "w:p" {
		if pr = p.child(k, "w:pPr"); pr >= 0 {
			pr = p.child(pr, "w:rPr")
		}
	}
	if p.elems[k].name == "w:tbl" {
		for c := k + 1; c < p.elems[k].next; c = p.elems[c].next {
			if p.elems[c].name == "w:tr" && !b.isDeleted(c) {
				return false
			}
		}
		return true
	}
	return pr >= 0 && p.child(pr, "w:del") >= 0
}

// maxPairs bounds what aligning costs; longer lists are not merged by blocks.
const maxPairs = 16 << 20

// aligned pairs the elements of two lists in order, as many as can be: by index of the
// first, -1 for none. Nil where they are too long.
func aligned(a, b []string) []int {
	to := make([]int, len(a))
	for i := range to {
		to[i] = -1
	}
	from := 0
	for from < len(a) && from < len(b) && a[from] == b[from] {
		to[from] = from
		from++
	}
	endA, endB := len(a), len(b)
	for endA > from && endB > from && a[endA-1] == b[endB-1] {
		endA, endB = endA-1, endB-1
		to[endA] = endB
	}
	x, y := a[from:endA], b[from:endB]
	if len(x)*len(y) > maxPairs {
		return nil
	}
	width := len(y) + 1
	most := make([]int32, (len(x)+1)*width)
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				most[i*width+j] = most[(i+1)*width+j+1] + 1
			} else {
				most[i*width+j] = max(most[(i+1)*width+j], most[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			to[from+i] = from + j
			i, j = i+1, j+1
		case most[(i+1)*width+j] >= most[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return to
}

// inverse turns pairs round.
func inverse(to []int, n int) []int {
	from := make([]int, n)
	for i := range from {
		from[i] = -1
	}
	for i, j := range to {
		if j >= 0 {
			from[j] = i
		}
	}
	return from
}

// three are the blocks of one element in the three documents, and how they belong together.
type three struct {
	m, e, n    []int
	keys       []string // of n
	mToN, mToE []int
	nToM, eToM []int
}

// list merges the blocks that stand directly in an element.
func (b *blocks) list(m, e, n int) {
	var x three
	var mKeys, eKeys []string
	x.m, mKeys = b.m.kids(m, nil)
	x.e, eKeys = b.e.kids(e, b.isDeleted)
	x.n, x.keys = b.n.kids(n, nil)
	if x.mToN, x.mToE = aligned(mKeys, x.keys), aligned(mKeys, eKeys); x.mToN == nil || x.mToE == nil {
		return
	}
	x.nToM, x.eToM = inverse(x.mToN, len(x.n)), inverse(x.mToE, len(x.e))
	for j := 0; j < len(x.n); {
		if !b.comes(&x, j) {
			j++
			continue
		}
		end := j + 1
		for end < len(x.n) && b.comes(&x, end) {
			end++
		}
		b.bring(&x, e, j, end)
		j = end
	}
	for i, k := range x.m {
		at := x.mToE[i]
		gone := x.mToN[i] < 0 && b.m.owner(k) == "" && !slices.Contains(x.keys, mKeys[i]) // else it has another place: people's order wins
		switch {
		case gone && at >= 0:
			b.remove(k, x.e[at])
		case gone:
			b.edited(&x, i)
		case x.mToN[i] >= 0 && at >= 0 && b.m.elems[k].name == "w:tbl":
			b.list(k, x.e[at], x.n[x.mToN[i]])
		case x.mToN[i] >= 0 && at >= 0 && b.m.elems[k].name == "w:tr" && b.m.owner(k) == "":
			b.cells(k, x.e[at], x.n[x.mToN[i]])
		}
	}
}

// cells merges the cells of a row, where all three have as many.
func (b *blocks) cells(m, e, n int) {
	of := func(s *side, k int) (list []int) {
		for c := k + 1; c < s.elems[k].next; c = s.elems[c].next {
			if s.elems[c].name == "w:tc" {
				list = append(list, c)
			}
		}
		return list
	}
	ms, es, ns := of(b.m, m), of(b.e, e), of(b.n, n)
	if len(ms) != len(es) || len(ms) != len(ns) {
		return
	}
	for i := range ms {
		b.list(ms[i], es[i], ns[i])
	}
}

// comes reports whether a block of now is to be taken from there: it is new, does not
// stand in the edited file, and is no copy that has a sibling to be made after.
func (b *blocks) comes(x *three, j int) bool {
	if x.nToM[j] >= 0 {
		return false
	}
	mark := b.n.owner(x.n[j])
	if mark != "" {
		return b.f.old.ByCopy[mark] == nil && len(b.f.copies[mark]) == 0 && !b.loopsThere[loopOf(mark)]
	}
	key := x.keys[j]
	return key == "t " || !b.standing[key]
}

// bring puts blocks of now into the edited file where their place is certain: behind the
// block before them and before the block behind them, between which stands nothing but
// what goes.
func (b *blocks) bring(x *three, holder, from, to int) {
	var words []string
	var marks []string
	for _, k := range x.n[from:to] {
		for c := k; c < b.n.elems[k].next; c++ {
			if b.n.elems[c].name == "w:p" {
				words = append(words, b.n.text(c).reads)
				marks = append(marks, b.n.owner(c))
			}
		}
	}
	text := oneLine(strings.Join(words, " "))
	if text == "" {
		return
	}
	before, behind := -1, -1 // in x.e
	if from > 0 && x.nToM[from-1] >= 0 {
		before = x.mToE[x.nToM[from-1]]
	}
	if to < len(x.n) && x.nToM[to] >= 0 {
		behind = x.mToE[x.nToM[to]]
	}
	for _, mark := range marks {
		b.brought[mark] = true
	}
	near := max(before, behind)
	if before >= 0 {
		near = before
	}
	change := Change{Name: "phần mới", New: text}
	var u *unit
	if near >= 0 {
		u = &unit{part: b.e.part, elems: []int{x.e[near]}}
	}
	xml, ok := b.copied(x.n[from:to])
	if !ok || !b.isCertain(x, from, to, [2]int{before, behind}) {
		b.f.noteUnit(ByHand, u, change)
		if u != nil {
			b.f.comment(u.part, u.span(), u.firstPara(), "Số liệu nay có thêm phần sau, chưa thêm được vì không chắc chỗ, cần thêm tay: "+text)
		}
		return
	}
	at := b.e.elems[x.e[near]].end
	if before < 0 {
		at = b.e.elems[x.e[near]].pos
	}
	b.f.noteUnit(Added, u, change)
	b.e.change(at, at, xml, span{at, at})
}

// isCertain reports whether the blocks that stand before and behind what comes say where
// it goes.
func (b *blocks) isCertain(x *three, from, to int, place [2]int) bool {
	before, behind := place[0], place[1]
	switch {
	case before < 0 && behind < 0:
		return false
	case before < 0:
		return from == 0 && behind == 0 || from > 0 && x.nToM[from-1] >= 0
	case behind < 0:
		return to == len(x.n) && before == len(x.e)-1 || to < len(x.n) && x.nToM[to] >= 0
	}
	for i := before + 1; i < behind; i++ {
		if m := x.eToM[i]; m < 0 || x.mToN[m] >= 0 {
			return false
		}
	}
	return before < behind
}

var (
	styleUsed = regexp.MustCompile(`(<w:(?:pStyle|rStyle|tblStyle) w:val=")([^"]*)"`)
	appearing = regexp.MustCompile(`<w15:appearance [^>]*/>`)
	prefixed  = regexp.MustCompile(`[<\s]([A-Za-z0-9]+):[A-Za-z]`)
)

// copied writes blocks of now for the edited file; not ok where they need what it lacks.
func (b *blocks) copied(list []int) (xml string, ok bool) {
	b.newIDs = map[string]string{}
	for _, k := range list {
		if (&unit{part: b.n.part, elems: []int{k}}).holdsSection() {
			return "", false
		}
		w := &copier{f: b.f, p: b.n.part, rows: b.n.elems[k].name != "w:p", ids: b.newIDs}
		w.elem(k)
		xml += w.out.String()
	}
	xml = appearing.ReplaceAllString(xml, "")
	if b.e.named(b.e.child(0, "w:body"), "") != "w:" || strings.Contains(xml, "<w:numPr") && !b.sameLists {
		return "", false
	}
	known := true
	xml = styleUsed.ReplaceAllStringFunc(xml, func(used string) string {
		m := styleUsed.FindStringSubmatch(used)
		known = known && b.styles[m[2]] != ""
		return m[1] + b.styles[m[2]] + `"`
	})
	if !known {
		return "", false
	}
	for _, used := range prefixed.FindAllStringSubmatch(xml, -1) {
		if used[1] != "w" && used[1] != "xml" {
			return "", false
		}
	}
	return xml, true
}

// edited tells of a block that is not shown any more and that people made another one.
func (b *blocks) edited(x *three, i int) {
	made := oneLine((&unit{part: b.m.part, elems: []int{x.m[i]}}).reads())
	from, to := 0, len(x.e)
	for k, at := range x.mToE {
		if k < i && at >= 0 {
			from = at + 1
		} else if k > i && at >= 0 {
			to = at
			break
		}
	}
	for at := from; at < to && made != ""; at++ {
		if u := (&unit{part: b.e.part, elems: []int{x.e[at]}}); x.eToM[at] < 0 && b.e.owner(x.e[at]) == "" && !slices.Contains(x.keys, b.e.key(x.e[at])) && resembles(made, u.reads()) {
			b.kept(u, Change{Name: "phần", Old: made, Edited: oneLine(u.reads())})
			return
		}
	}
}

// resembles reports whether a text has at least half of the words of another one.
func resembles(made, now string) bool {
	has := map[string]bool{}
	for _, w := range strings.Fields(now) {
		has[w] = true
	}
	words, same := strings.Fields(made), 0
	for _, w := range words {
		if has[w] {
			same++
		}
	}
	return 2*same >= len(words)
}

// kept tells of a block that is not shown any more and that stays.
func (b *blocks) kept(u *unit, c Change) {
	if b.told[u.elems[0]] {
		return
	}
	b.told[u.elems[0]] = true
	b.f.noteUnit(Conflict, u, c)
	b.f.comment(u.part, u.span(), u.firstPara(), "Số liệu nay không còn phần này (“"+c.Edited+"”); chỗ này có người sửa hoặc không bỏ được nên được giữ.")
}

// remove takes a block of the edited file away that is not shown any more, where nobody
// touched it.
func (b *blocks) remove(m, e int) {
	made := (&unit{part: b.m.part, elems: []int{m}}).reads()
	u := &unit{part: b.e.part, elems: []int{e}}
	change := Change{Name: "phần", Old: oneLine(made), Edited: oneLine(u.reads())}
	if change.Old == "" {
		return
	}
	holder := b.e.elems[e].parent
	alone := b.e.elems[holder].name == "w:tc" && b.e.siblings(holder, "w:p") < 2
	rows := u
	if b.e.elems[e].name == "w:tbl" {
		rows = &unit{part: b.e.part}
		for c := e + 1; c < b.e.elems[e].next; c = b.e.elems[c].next {
			if b.e.elems[c].name == "w:tr" {
				rows.elems = append(rows.elems, c)
			}
		}
	}
	if !b.f.isUntouched(rows, &fill.Copy{Text: made}) || u.holdsSection() || alone {
		b.kept(u, change)
		return
	}
	for c := e; c < b.e.elems[e].next; c++ {
		if mark := b.e.owner(c); mark != "" {
			b.f.gone[mark] = true
		}
	}
	b.removed = append(b.removed, u.span())
	b.f.noteUnit(Removed, u, change)
	if b.f.o.Clean {
		b.f.remove(u)
		return
	}
	b.f.remove(rows)
}

// noteUnit tells what became of blocks.
func (f *file) noteUnit(d Decision, u *unit, c Change) {
	var s *site
	if u != nil {
		s = &site{part: u.part, para: u.firstPara(), region: u.span()}
	}
	f.note(d, nil, s, c)
}

// hasRemoved reports whether a place of the body went with a block.
func (b *blocks) hasRemoved(s *site) bool {
	return b.e != nil && s.part == b.e.part && slices.ContainsFunc(b.removed, func(gone span) bool { return gone.pos <= s.region.pos && s.region.end <= gone.end })
}
