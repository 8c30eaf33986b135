package refresh

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/fill"
)

// word edits a document as a person does in Word. Every text that it types is told, so
// that a test can look for it.
type word struct {
	t     *testing.T
	r     *rand.Rand
	src   string
	typed []string
	did   []string
}

func (w *word) part() *part {
	p, err := readPart(docx.StoryOf("document", "word/document.xml"), []byte(w.src))
	if err != nil {
		w.t.Fatalf("%v\n%s", err, w.did)
	}
	return p
}

// pick returns one of the elements that fit.
func (w *word) pick(p *part, fits func(k int) bool) int {
	var all []int
	for k := range p.elems {
		if fits(k) {
			all = append(all, k)
		}
	}
	if len(all) == 0 {
		return -1
	}
	return all[w.r.IntN(len(all))]
}

func named(p *part, name string) func(k int) bool {
	return func(k int) bool { return p.elems[k].name == name }
}

func (w *word) splice(pos, end int, text string) { w.src = w.src[:pos] + text + w.src[end:] }

// words are what a person types: letters that nothing else in the documents has.
func (w *word) words() string {
	s := fmt.Sprintf("«gõ%d»", len(w.typed))
	w.typed = append(w.typed, s)
	return s
}

var edits = []struct {
	name string
	do   func(w *word)
}{
	{"types into a run", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool { return p.elems[k].name == "w:t" && p.elems[k].inner < p.elems[k].innerEnd })
		e := p.elems[k]
		at := e.inner + w.r.IntN(e.innerEnd-e.inner+1)
		for !utf8.RuneStart((w.src[e.inner:e.innerEnd] + "<")[at-e.inner]) {
			at--
		}
		if i := strings.LastIndexByte(w.src[e.inner:at], '&'); i >= 0 && !strings.Contains(w.src[e.inner+i:at], ";") {
			at = e.inner + i
		}
		w.splice(at, at, w.words())
	}},
	{"types a run of its own between others", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool { return p.elems[k].name == "w:r" && p.elems[p.elems[k].parent].name == "w:p" })
		w.splice(p.elems[k].end, p.elems[k].end, `<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> `+w.words()+` 98.765 </w:t></w:r>`)
	}},
	{"replaces a value", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool { return p.elems[k].name == "w:t" && p.up(k, "w:sdt") >= 0 })
		if k >= 0 {
			w.splice(p.elems[k].inner, p.elems[k].innerEnd, w.words())
		}
	}},
	{"adds a paragraph", func(w *word) {
		p := w.part()
		k := w.pick(p, named(p, "w:p"))
		w.splice(p.elems[k].end, p.elems[k].end, para(w.words()))
	}},
	{"makes a run bold", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool { return p.elems[k].name == "w:rPr" && p.elems[p.elems[k].parent].name == "w:r" })
		if k >= 0 {
			w.splice(p.elems[k].inner, p.elems[k].inner, `<w:b/>`)
		}
	}},
	{"moves a row down", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool {
			return p.elems[k].name == "w:tr" && p.elems[k].next < len(p.elems) && p.elems[p.elems[k].next].name == "w:tr"
		})
		if k >= 0 {
			a, b := p.elems[k], p.elems[p.elems[k].next]
			w.splice(a.pos, b.end, w.src[b.pos:b.end]+w.src[a.pos:a.end])
		}
	}},
	{"adds a row", func(w *word) {
		p := w.part()
		k := w.pick(p, named(p, "w:tr"))
		w.splice(p.elems[k].end, p.elems[k].end, row(w.words(), w.words(), "4.321"))
	}},
	{"deletes a row", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool { return p.elems[k].name == "w:tr" && !strings.Contains(p.raw(k), "«") })
		if k >= 0 && p.siblings(p.elems[k].parent, "w:tr") > 2 {
			w.splice(p.elems[k].pos, p.elems[k].end, "")
		}
	}},
	{"copies a row", func(w *word) { // Word keeps bookmarks where they were
		p := w.part()
		k := w.pick(p, func(k int) bool { return p.elems[k].name == "w:tr" && !strings.Contains(p.raw(k), "«") })
		if k >= 0 {
			w.splice(p.elems[k].end, p.elems[k].end, bookmarks.ReplaceAllString(p.raw(k), ""))
		}
	}},
	{"copies a control", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool { return p.elems[k].name == "w:sdt" && !strings.Contains(p.raw(k), "«") })
		if k >= 0 {
			w.splice(p.elems[k].end, p.elems[k].end, bookmarks.ReplaceAllString(p.raw(k), ""))
		}
	}},
	{"takes a control away and leaves its text", func(w *word) {
		p := w.part()
		k := w.pick(p, named(p, "w:sdt"))
		if k >= 0 {
			c := p.elems[p.child(k, "w:sdtContent")]
			w.splice(p.elems[k].pos, p.elems[k].end, w.src[c.inner:c.innerEnd])
		}
	}},
	{"pastes a value as plain text", func(w *word) {
		p := w.part()
		k := w.pick(p, named(p, "w:sdt"))
		if k >= 0 {
			c := p.elems[p.child(k, "w:sdtContent")]
			w.splice(p.elems[k].pos, p.elems[k].end, bookmarks.ReplaceAllString(w.src[c.inner:c.innerEnd], ""))
		}
	}},
	{"deletes a value", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool { return p.elems[k].name == "w:sdt" && !strings.Contains(p.raw(k), "«") })
		if k >= 0 {
			w.splice(p.elems[k].pos, p.elems[k].end, "")
		}
	}},
	{"tracked: types", func(w *word) {
		p := w.part()
		k := w.pick(p, named(p, "w:r"))
		if p.up(k, "w:ins", "w:del") < 0 {
			w.splice(p.elems[k].end, p.elems[k].end, `<w:ins w:id="900" w:author="Người thứ nhất">`+run(w.words())+`</w:ins>`)
		}
	}},
	{"tracked: deletes a run", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool {
			return p.elems[k].name == "w:r" && p.up(k, "w:ins", "w:del") < 0 && !strings.Contains(p.raw(k), "«") && strings.Contains(p.raw(k), "<w:t")
		})
		w.splice(p.elems[k].pos, p.elems[k].end, `<w:del w:id="901" w:author="Người thứ hai">`+strings.ReplaceAll(p.raw(k), "w:t>", "w:delText>")+`</w:del>`)
		w.src = delText.ReplaceAllString(w.src, "<w:delText${1}>${2}</w:delText>")
	}},
	{"comments on a run", func(w *word) {
		p := w.part()
		k := w.pick(p, named(p, "w:r"))
		w.splice(p.elems[k].pos, p.elems[k].end, `<w:commentRangeStart w:id="77"/>`+p.raw(k)+`<w:commentRangeEnd w:id="77"/>`)
	}},
	{"splits a paragraph", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool { return p.elems[k].name == "w:r" && p.elems[p.elems[k].parent].name == "w:p" })
		w.splice(p.elems[k].end, p.elems[k].end, `</w:p><w:p><w:pPr><w:jc w:val="both"/></w:pPr>`)
	}},
	{"splits a cell", func(w *word) {
		p := w.part()
		if k := w.pick(p, named(p, "w:tc")); k >= 0 {
			w.splice(p.elems[k].end, p.elems[k].end, `<w:tc><w:tcPr/>`+para(w.words())+`</w:tc>`)
		}
	}},
	{"moves a paragraph down", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool {
			next := p.elems[k].next
			return p.elems[k].name == "w:p" && next < len(p.elems) && p.elems[next].name == "w:p" && p.elems[next].parent == p.elems[k].parent && !strings.Contains(p.raw(k)+p.raw(next), "<w:sectPr")
		})
		if k >= 0 {
			a, b := p.elems[k], p.elems[p.elems[k].next]
			w.splice(a.pos, b.end, w.src[b.pos:b.end]+w.src[a.pos:a.end])
		}
	}},
	{"copies a paragraph", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool {
			return p.elems[k].name == "w:p" && p.up(k, "w:tc") < 0 && !strings.Contains(p.raw(k), "«") && !strings.Contains(p.raw(k), "<w:sectPr") && !strings.Contains(p.raw(k), "<w:drawing")
		})
		w.splice(p.elems[k].end, p.elems[k].end, bookmarks.ReplaceAllString(p.raw(k), ""))
	}},
	{"deletes a paragraph", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool {
			return p.elems[k].name == "w:p" && p.up(k, "w:tc") < 0 && !strings.Contains(p.raw(k), "«") && !strings.Contains(p.raw(k), "<w:sectPr")
		})
		w.splice(p.elems[k].pos, p.elems[k].end, "")
	}},
	{"merges two cells", func(w *word) {
		p := w.part()
		k := w.pick(p, func(k int) bool {
			return p.elems[k].name == "w:tc" && p.elems[k].next < len(p.elems) && p.elems[p.elems[k].next].name == "w:tc"
		})
		if k >= 0 {
			next := p.elems[k].next
			pr := p.child(next, "w:tcPr")
			w.splice(p.elems[k].innerEnd, p.elems[next].end, w.src[p.elems[pr].end:p.elems[next].innerEnd]+`</w:tc>`)
		}
	}},
}

var (
	bookmarks = regexp.MustCompile(`<w:bookmark(Start|End)[^>]*/>`)
	delText   = regexp.MustCompile(`<w:t([^>]*)>([^<]*)</w:delText>`)
)

func random(r *rand.Rand) figures {
	f := figures{Xa: 1000 + r.IntN(400), TonTai: r.IntN(3), KinhPhi: r.IntN(2) * (1_000_000 + r.IntN(9)*100_000)}
	if f.Tang = r.IntN(3); f.Tang == 0 {
		f.Giam = r.IntN(3)
	}
	for _, u := range []string{"Bù Đăng", "Bù Đốp", "Bù Gia Mập", "Chơn Thành", "Hớn Quản", "Lộc Ninh", "Phú Riềng", "Đồng Phú"} {
		if r.IntN(4) > 0 {
			f.Bang = append(f.Bang, fmt.Sprintf("Huyện %s=%d", u, 10+r.IntN(3)*700))
		}
	}
	for _, u := range []string{"Đoàn thanh niên", "Hội phụ nữ", "Hội nông dân"} {
		if r.IntN(3) > 0 {
			f.LienKet = append(f.LienKet, fmt.Sprintf("%s=%d", u, 1+r.IntN(3)))
		}
	}
	return f
}

// TestLaws: whatever a person edits and however the data change, nothing of the person's
// is lost, every value that nobody touched is the new one, every conflict is told,
// refreshing twice is refreshing once, all changes accepted are the clean result, all
// refused the edited file.
func TestLaws(t *testing.T) {
	tpl := compiled(t, report)
	applied := map[string]int{}
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 13))
		law := &law{t: t, seed: seed, tpl: tpl, made: random(r).set(t), now: random(r).set(t)}
		law.edit(r, applied)
		law.hold(1)
		if t.Failed() {
			return
		}
	}
	for _, e := range edits {
		if applied[e.name] == 0 {
			t.Errorf("nobody %s", e.name)
		}
	}
}

// law is an edited document and the data before and after.
type law struct {
	t         *testing.T
	seed      uint64
	tpl       *fill.Template
	made, now *dataset.Set
	edited    []byte
	typed     []string
	did       []string
	documents map[*dataset.Set][]byte
}

func (l *law) fail(format string, args ...any) {
	l.t.Helper()
	l.t.Errorf("seed %d, %q: "+format, append([]any{l.seed, l.did}, args...)...)
}

// edit lets a person edit the document as it was made.
func (l *law) edit(r *rand.Rand, applied map[string]int) {
	original := l.document(l.made)
	w := &word{t: l.t, r: r, src: body(l.t, original)}
	for range r.IntN(6) {
		e := edits[r.IntN(len(edits))]
		w.did = append(w.did, e.name)
		applied[e.name]++
		e.do(w)
	}
	l.edited, l.typed, l.did = withBody(l.t, original, w.src), w.typed, w.did
}

func (l *law) refresh(edited []byte, base *dataset.Set, clean bool) *Result {
	l.t.Helper()
	res, err := Refresh(edited, Base{l.tpl.Map(), base}, l.now, Options{Day: day, Clean: clean, Made: l.document(base), Now: l.document(l.now)})
	if err != nil {
		l.fail("%v", err)
		return &Result{}
	}
	return res
}

// document is what the template makes of a data set, made once.
func (l *law) document(of *dataset.Set) []byte {
	if l.documents == nil {
		l.documents = map[*dataset.Set][]byte{}
	}
	if l.documents[of] == nil {
		l.documents[of] = filled(l.t, l.tpl, of)
	}
	return l.documents[of]
}

// hold proves the laws; of the ways to refresh twice, one in few.
func (l *law) hold(few uint64) {
	t := l.t
	res := l.refresh(l.edited, l.made, false)
	in := file{m: l.tpl.Map(), old: values(t, l.tpl, l.made), now: values(t, l.tpl, l.now)}
	l.told(in, res)
	if res.DOCX == nil {
		return
	}
	if got, want := formatted(t, settled(t, res.DOCX, false)), formatted(t, l.edited); got != want {
		l.fail("refused\n%s", difference(got, want))
	}
	clean := l.refresh(l.edited, l.made, true)
	if t.Failed() {
		return
	}
	for _, d := range [][]byte{res.DOCX, clean.DOCX} {
		if got, most := emptyRuns(t, d), emptyRuns(t, l.edited); got > most {
			l.fail("%d runs hold nothing, %d before", got, most)
		}
	}
	if got, want := formatted(t, settled(t, res.DOCX, true)), formatted(t, clean.DOCX); got != want {
		l.fail("accepted\n%s", difference(got, want))
	}
	text, before := reading(t, clean.DOCX), reading(t, l.edited)
	for _, s := range l.typed {
		if strings.Count(text, s) != strings.Count(before, s) {
			l.fail("%s is lost or doubled", s)
		}
	}
	if len(l.did) == 0 && res.Count(ByHand, Conflict, Ambiguous, Lost) == 0 {
		if got, want := sorted(text), sorted(reading(t, l.document(l.now))); got != want {
			l.fail("nobody edited\n%s", difference(got, want))
		}
	}
	way := uint64(0)
	for name, d := range map[string][]byte{"tracked": res.DOCX, "clean": clean.DOCX} {
		for what, base := range map[string]*dataset.Set{"made": l.made, "now": l.now} {
			if way++; (l.seed+way)%few != 0 {
				continue
			}
			if again := l.refresh(d, base, name == "clean"); again.DOCX != nil {
				l.fail("%s again from %s: %+v", name, what, again.Changes)
			}
		}
	}
	current(t, l.fail, l.edited, clean.DOCX, in)
}

// emptyRuns counts the runs of a document that hold nothing but properties.
func emptyRuns(t *testing.T, data []byte) (n int) {
	t.Helper()
	p, err := readPart(docx.StoryOf("document", "word/document.xml"), []byte(body(t, data)))
	if err != nil {
		t.Fatal(err)
	}
	for k := range p.elems {
		if p.elems[k].name != "w:r" {
			continue
		}
		empty := true
		for c := k + 1; c < p.elems[k].next; c = p.elems[c].next {
			empty = empty && p.elems[c].name == "w:rPr"
		}
		if empty {
			n++
		}
	}
	return n
}

// told proves that every value that a person and the data changed to different texts is
// told as a conflict, and every one that changed and has no place any more is told too.
func (l *law) told(in file, res *Result) {
	f := look(l.t, l.edited, in)
	has := func(n *fill.Value, edited string, of ...Decision) bool {
		return slices.ContainsFunc(res.Changes, func(c Change) bool {
			return slices.Contains(of, c.Decision) && c.Source == in.m.Slots[n.Slot].Source && c.New == n.Text && (edited == "" || c.Edited == edited)
		})
	}
	for _, n := range in.now.Slots {
		old := in.old.ByMark[n.Mark]
		if old == nil || old.Text == n.Text || in.m.Slots[n.Slot].Merged {
			continue
		}
		for _, s := range f.sites[n.Mark] {
			if reads := s.reads(); reads != old.Text && reads != n.Text && !has(n, reads, Conflict) {
				l.fail("%s reads %q, was %q, is %q: not told", in.m.Slots[n.Slot].Source, reads, old.Text, n.Text)
			}
		}
		if len(f.sites[n.Mark]) == 0 && (n.Row == "" || len(f.copies[n.Row]) > 0) && !has(n, "", Lost, Ambiguous, Updated, Conflict) {
			l.fail("%s was %q, is %q, has no place: not told", in.m.Slots[n.Slot].Source, old.Text, n.Text)
		}
	}
}

// sorted are the paragraphs of a text in an order of their own: of rows that stay the old
// order wins.
func sorted(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = squeezed(lines[i])
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// difference is the first line in which two texts differ.
func difference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("%d: %s\nwant %s", i, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}

func values(t *testing.T, tpl *fill.Template, set *dataset.Set) *fill.Values {
	t.Helper()
	v, err := tpl.Map().Values(set)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// current proves that where a value reads as it was made and nobody tracks a change, it
// reads in the result as the data have it now.
func current(t *testing.T, fail func(string, ...any), edited, result []byte, in file) {
	t.Helper()
	before, after := look(t, edited, in), look(t, result, in)
	for _, n := range in.now.Slots {
		old, sites := in.old.ByMark[n.Mark], before.sites[n.Mark]
		if old == nil || len(sites) == 0 {
			continue
		}
		for i, s := range sites {
			if s.reads() != old.Text || s.changedBy(Author) {
				continue
			}
			if i >= len(after.sites[n.Mark]) {
				fail("%s: %q is gone", in.m.Slots[n.Slot].Source, n.Text)
			} else if got := after.sites[n.Mark][i].reads(); got != n.Text {
				fail("%s reads %q, want %q", in.m.Slots[n.Slot].Source, got, n.Text)
			}
		}
	}
}

// look finds all marks of a document.
func look(t *testing.T, data []byte, in file) *file {
	t.Helper()
	f := newFile(in.m, in.old, in.now, Options{Author: Author})
	if err := f.open(data); err != nil {
		t.Fatal(err)
	}
	if err := f.find(); err != nil {
		t.Fatal(err)
	}
	return f
}
