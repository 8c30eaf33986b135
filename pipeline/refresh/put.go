package refresh

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/fill"
)

// replacement is a stretch of a paragraph's text that becomes another text.
type replacement struct {
	*site
	a, b int // in the paragraph's text
	text string
}

// put writes a new text at a site: the words that stay the same stay.
func (f *file) put(s *site, text string) {
	p := s.part
	if p.puts == nil {
		p.puts = map[int][]replacement{}
	}
	if text == "" && s.control > 0 {
		f.uncontrol(s)
	}
	for _, r := range replacements(s.reads(), text) {
		p.puts[s.para] = append(p.puts[s.para], replacement{s, s.a + r.a, s.a + r.b, r.text})
	}
}

// replacements are what makes of a text another one, in order. Where half of the words are others
// they are one, so that a reader does not have to puzzle it together.
func replacements(old, text string) (list []replacement) {
	words, now := inWords(old), inWords(text)
	to, same := aligned(words, now), 0
	for _, j := range to {
		if j >= 0 {
			same++
		}
	}
	add := func(at int, gone, comes string) {
		if gone == comes {
			return
		}
		n, m := common(gone, comes)
		if at+n == 0 && n+m == len(gone) { // before all that the site reads: it is the place of what stands before
			m = 0
		}
		list = append(list, replacement{a: at + n, b: at + len(gone) - m, text: comes[n : len(comes)-m]})
	}
	if 2*same < max(len(words), len(now)) {
		add(0, old, text)
		return list
	}
	at, i, j := 0, 0, 0
	for i < len(words) || j < len(now) {
		gone, comes, kept := "", "", ""
		for ; i < len(words) && to[i] < 0; i++ {
			gone += words[i]
		}
		for next := len(now); j < next; j++ {
			if i < len(words) {
				next = to[i]
			}
			if j >= next {
				break
			}
			comes += now[j]
		}
		if i < len(words) {
			kept = words[i]
			i, j = i+1, j+1
		}
		if at == 0 && gone == "" && comes != "" {
			gone, comes, kept = kept, comes+kept, ""
		}
		add(at, gone, comes)
		at += len(gone) + len(kept)
	}
	return list
}

// inWords parts a text into words, each with the blanks behind it.
func inWords(s string) (words []string) {
	from := 0
	for i := 1; i < len(s); i++ {
		if isBlank(s[i-1]) && !isBlank(s[i]) {
			words, from = append(words, s[from:i]), i
		}
	}
	if from < len(s) {
		words = append(words, s[from:])
	}
	return words
}

// uncontrol leaves a value that becomes empty with its bookmark alone: Word shows a prompt
// in a control that is empty, and prints it.
func (f *file) uncontrol(s *site) {
	p, content := s.part, s.part.child(s.control, "w:sdtContent")
	open, end := "", ""
	if !strings.Contains(string(p.src[s.region.pos:s.region.end]), `"`+fill.BookmarkPrefix+s.mark+`"`) {
		open, end, _ = strings.Cut(f.pointMark(p.named(s.para, ""), fill.BookmarkPrefix+s.mark), "/><")
		open, end = open+"/>", "<"+end
	}
	p.change(s.region.pos, p.elems[content].inner, open, s.region)
	p.change(p.elems[content].innerEnd, s.region.end, end, s.region)
}

// common returns how many bytes two texts have in common at their beginnings and ends, in
// whole words.
func common(a, b string) (head, tail int) {
	most := min(len(a), len(b))
	for head < most && a[head] == b[head] {
		head++
	}
	edge := func(s string, i int) bool { return i == len(s) || isBlank(s[i]) }
	for head > 0 && !isBlank(a[head-1]) && !(edge(a, head) && edge(b, head)) {
		head--
	}
	for tail < most-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	begin := func(s string, i int) bool { return i == 0 || isBlank(s[i-1]) }
	for tail > 0 && !isBlank(a[len(a)-tail]) && !(begin(a, len(a)-tail) && begin(b, len(b)-tail)) {
		tail--
	}
	return head, tail
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// writePuts turns the replacements of a paragraph into changes of its runs.
func (f *file) writePuts(p *part, para int) {
	reps := p.puts[para]
	slices.SortStableFunc(reps, func(x, y replacement) int { return x.a - y.a })
	t := p.text(para)
	anchors := map[int][]int{} // by item: replacements whose new text goes there
	touched := map[int]span{}  // by run
	for i, r := range reps {
		if r.site.a == r.site.b && r.empty > 0 {
			p.change(r.empty, r.empty, f.inserted(p, para, p.propsNear(para, r.empty), r.text), r.region)
			continue
		}
		at := t.anchor(r)
		anchors[at] = append(anchors[at], i)
		touched[t.items[at].run] = r.region
		for k := range t.items {
			if t.items[k].hit(r.a, r.b) {
				touched[t.items[k].run] = r.region
			}
		}
	}
	for k := range t.items { // in the order of the source
		run := t.items[k].run
		if region, is := touched[run]; is {
			delete(touched, run)
			p.change(p.elems[run].pos, p.elems[run].end, f.rebuild(p, para, run, anchors), region)
		}
	}
}

// hit reports whether something of an item stands in a stretch.
func (i *item) hit(a, b int) bool {
	return !i.deleted && i.text != "" && i.run >= 0 && i.at < b && i.at+len(i.text) > a
}

// anchor returns the item behind whose end, or in which, the new text goes.
func (t *text) anchor(r replacement) (at int) {
	at = -1
	for k := range t.items {
		i := &t.items[k]
		if i.deleted || i.text == "" || i.run < 0 {
			continue
		}
		end := i.at + len(i.text)
		if i.at < r.b && r.b <= end {
			return k // something goes, or stands before
		}
		if at < 0 && i.at >= r.b {
			at = k
		}
	}
	return max(at, 0)
}

// rebuild writes a run anew: what stays, what goes, what comes.
func (f *file) rebuild(p *part, para, run int, anchors map[int][]int) string {
	w := &runWriter{f: f, open: p.startTag(run), end: "</" + p.named(run, "r") + ">", plain: f.o.Clean || p.isInsertedBy(run, f.o.Author), p: p, run: run}
	t := p.text(para)
	byElem := map[int]int{}
	for k := range t.items {
		if t.items[k].run == run {
			byElem[t.items[k].elem] = k
		}
	}
	for c := run + 1; c < p.elems[run].next; c = p.elems[c].next {
		if p.elems[c].name == "w:rPr" {
			w.props = p.raw(c)
			continue
		}
		k, is := byElem[c]
		if !is || t.items[k].deleted || t.items[k].text == "" {
			w.stays(p.raw(c))
			continue
		}
		w.item(&t.items[k], p.puts[para], anchors[k])
	}
	w.flush()
	return w.out.String()
}

// runWriter writes the pieces of a run.
type runWriter struct {
	f           *file
	p           *part
	run         int
	open, props string
	end         string
	plain       bool // nothing is tracked here
	kept, gone  strings.Builder
	out         strings.Builder
}

func (w *runWriter) flush() {
	if w.kept.Len() > 0 {
		w.out.WriteString(w.open + w.props + w.kept.String() + w.end)
		w.kept.Reset()
	}
	if w.gone.Len() > 0 {
		if !w.plain {
			w.out.WriteString(w.f.tracked(w.p, w.run, "del", w.open+w.props+w.gone.String()+w.end))
		}
		w.gone.Reset()
	}
}

func (w *runWriter) stays(xml string) {
	if w.gone.Len() > 0 {
		w.flush()
	}
	w.kept.WriteString(xml)
}

func (w *runWriter) goes(xml string) {
	if w.kept.Len() > 0 {
		w.flush()
	}
	w.gone.WriteString(xml)
}

// item writes what stays of an item, what goes, and what comes at it.
func (w *runWriter) item(i *item, reps []replacement, comes []int) {
	prefix := w.p.named(w.run, "")
	piece := func(from, to int, goes bool) {
		if from >= to {
			return
		}
		xml := w.p.raw(i.elem)
		if name := w.p.elems[i.elem].name; name == "w:t" && (goes || from > i.at || to < i.at+len(i.text)) {
			xml = textElement(prefix, i.text[from-i.at:to-i.at], goes)
		}
		if goes {
			w.goes(xml)
		} else {
			w.stays(xml)
		}
	}
	at := i.at
	for n, r := range reps {
		a, b := max(r.a, at), min(r.b, i.at+len(i.text))
		here := slices.Contains(comes, n)
		if a < b {
			piece(at, a, false)
			piece(a, b, true)
			at = b
		} else if here && r.b > at {
			piece(at, min(r.b, i.at+len(i.text)), false)
			at = min(r.b, i.at+len(i.text))
		}
		if here && r.text != "" {
			w.flush()
			w.out.WriteString(w.f.insertedRun(w.p, w.run, w.open+w.props+fill.RunContent(prefix, r.text)+w.end, w.plain))
		}
	}
	piece(at, i.at+len(i.text), false)
}

func textElement(prefix, text string, goes bool) string {
	xml := fill.RunContent(prefix, text)
	if goes {
		xml = strings.ReplaceAll(strings.ReplaceAll(xml, "<"+prefix+"t ", "<"+prefix+"delText "), "</"+prefix+"t>", "</"+prefix+"delText>")
	}
	return xml
}

// inserted is a run of its own with a text, that comes.
func (f *file) inserted(p *part, para int, props, text string) string {
	if text == "" {
		return ""
	}
	w := p.named(para, "")
	return f.insertedRun(p, para, "<"+w+"r>"+props+fill.RunContent(w, text)+"</"+w+"r>", false)
}

// insertedRun is a run that comes, as a tracked insertion unless plain.
func (f *file) insertedRun(p *part, near int, run string, plain bool) string {
	if plain || f.o.Clean {
		return run
	}
	return f.tracked(p, near, "ins", run)
}

// tracked wraps runs as an insertion or deletion (ECMA-376-1 17.13.5.18, 17.13.5.14).
func (f *file) tracked(p *part, near int, kind, runs string) string {
	name := p.named(near, kind)
	return "<" + name + f.change(p.named(near, "")) + ">" + runs + "</" + name + ">"
}

// change are the attributes of a tracked change.
func (f *file) change(prefix string) string {
	f.lastID++
	out := " " + prefix + `id="` + strconv.Itoa(f.lastID) + `" ` + prefix + `author="` + escaped(f.o.Author) + `"`
	if !f.o.Day.IsZero() {
		out += " " + prefix + `date="` + f.o.Day.Format(time.DateOnly) + `T00:00:00Z"`
	}
	return out
}

// propsNear are the properties of the run before a place of a paragraph, else of the one
// behind it, else of its mark.
func (p *part) propsNear(para, pos int) (props string) {
	found := false
	var walk func(k int)
	walk = func(k int) {
		for c := k + 1; c < p.elems[k].next; c = p.elems[c].next {
			switch p.elems[c].name {
			case "w:r":
				if found && p.elems[c].pos > pos {
					return
				}
				props, found = "", true
				if pr := p.child(c, "w:rPr"); pr >= 0 {
					props = p.raw(pr)
				}
			case "w:sdt", "w:sdtContent", "w:hyperlink", "w:ins", "w:smartTag":
				walk(c)
			}
		}
	}
	walk(para)
	if pr := p.child(para, "w:pPr"); !found && pr >= 0 {
		if r := p.child(pr, "w:rPr"); r >= 0 {
			props = p.raw(r)
		}
	}
	return props
}
