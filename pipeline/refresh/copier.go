package refresh

import (
	"regexp"
	"strconv"
	"strings"

	"vanthu/pipeline/fill"
)

// slotPlace is where a copy has a value, and its value.
type slotPlace struct {
	*site
	value *fill.Value
}

// copier writes a unit anew: taken away, or as the copy of another record.
type copier struct {
	f     *file
	p     *part
	rows  bool
	goes  bool       // it is taken away, under tracked changes
	copy  *fill.Copy // of a new one; nil: it comes as it is
	slots map[int]*slotPlace
	named bool              // the new copy has its bookmark
	ids   map[string]string // of bookmarks of what comes as it is
	out   strings.Builder
}

func (w *copier) unit(u *unit) string {
	last := -1
	for _, k := range u.elems {
		if last >= 0 && w.goes {
			w.out.Write(w.p.src[last:w.p.elems[k].pos])
		}
		w.elem(k)
		last = w.p.elems[k].end
	}
	return w.out.String()
}

var identity = regexp.MustCompile(` [\w]+:(?:paraId|textId)="[^"]*"`)

func (w *copier) elem(k int) {
	p, e := w.p, &w.p.elems[k]
	if w.ids != nil && (e.name == "w:bookmarkStart" || e.name == "w:bookmarkEnd") {
		w.bookmark(k)
		return
	}
	if !w.goes {
		switch e.name {
		case "w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:del", "w:moveFrom",
			"w:proofErr", "w:tcPrChange", "w:permStart", "w:permEnd":
			return
		case "w:ins", "w:moveTo":
			if p.elems[e.parent].name != "w:rPr" && p.elems[e.parent].name != "w:trPr" {
				w.kids(k)
			}
			return
		}
	}
	switch {
	case e.name == "w:r" && w.copy != nil && p.holdsNote(k):
		w.withoutNote(k)
	case e.name == "w:r":
		w.run(k)
	case e.name == "w:tr" || e.name == "w:p":
		w.block(k)
	case w.goes && e.name == "w:ins" && e.val == w.f.o.Author || w.goes && e.name == "w:del":
		if e.name == "w:del" {
			w.out.WriteString(p.raw(k))
		}
	case e.inner == e.end:
		w.out.WriteString(p.raw(k))
	default:
		w.out.Write(p.src[e.pos:e.inner])
		w.kids(k)
		w.out.Write(p.src[e.innerEnd:e.end])
	}
}

// kids writes what stands in an element.
func (w *copier) kids(k int) { w.kidsFrom(k, w.p.elems[k].inner) }

// kidsFrom writes what stands in an element behind a place of the source.
func (w *copier) kidsFrom(k, at int) {
	p, skip := w.p, at
	for c := k + 1; c < p.elems[k].next; c = p.elems[c].next {
		e := &p.elems[c]
		if e.end <= at {
			continue
		}
		if e.pos < skip {
			at = e.end
			continue
		}
		w.out.Write(p.src[at:e.pos])
		at = e.end
		if s := w.slots[e.pos]; s != nil && s.value != nil {
			w.slot(s, c)
			skip = s.region.end
			continue
		}
		w.elem(c)
	}
	if at < p.elems[k].innerEnd {
		w.out.Write(p.src[at:p.elems[k].innerEnd])
	}
}

// bookmark writes a bookmark under a number that the document does not have.
func (w *copier) bookmark(k int) {
	e := &w.p.elems[k]
	if w.ids[e.id] == "" {
		w.f.lastID++
		w.ids[e.id] = strconv.Itoa(w.f.lastID)
	}
	w.out.WriteString(strings.Replace(w.p.raw(k), `id="`+e.id+`"`, `id="`+w.ids[e.id]+`"`, 1))
}

func (p *part) holdsNote(run int) bool {
	for c := run + 1; c < p.elems[run].next; c = p.elems[c].next {
		if notes[p.elems[c].name] {
			return true
		}
	}
	return false
}

// withoutNote writes what a run holds beside its properties and references of notes, if anything.
func (w *copier) withoutNote(k int) {
	p, raw, holds := w.p, w.p.startTag(k), false
	for c := k + 1; c < p.elems[k].next; c = p.elems[c].next {
		if !notes[p.elems[c].name] {
			raw += p.raw(c)
			holds = holds || p.elems[c].name != "w:rPr"
		}
	}
	if holds {
		w.out.WriteString(w.f.insertedRun(p, k, raw+"</"+p.named(k, "r")+">", false))
	}
}

func (w *copier) run(k int) {
	p := w.p
	if !w.goes {
		if own := p.runOf(k); own != "" {
			w.out.WriteString(w.f.insertedRun(p, k, own, false))
		}
		return
	}
	prefix := p.named(k, "")
	raw := strings.NewReplacer("<"+prefix+"t>", "<"+prefix+"delText>", "<"+prefix+"t ", "<"+prefix+"delText ", "</"+prefix+"t>", "</"+prefix+"delText>", "<"+prefix+"t/>", "<"+prefix+"delText/>").Replace(p.raw(k))
	w.out.WriteString(w.f.tracked(p, k, "del", raw))
}

// slot writes the mark of the new record's value with its text.
func (w *copier) slot(s *slotPlace, k int) {
	p, v := w.p, s.value
	prefix := p.named(k, "")
	if v.Text == "" {
		w.out.WriteString(w.f.pointMark(prefix, fill.BookmarkPrefix+v.Mark))
		return
	}
	number, _, _ := strings.Cut(v.Mark, "_")
	props := ""
	if p.elems[k].name == "w:sdt" {
		if pr := p.child(k, "w:sdtPr"); pr >= 0 && p.child(pr, "w:tag") >= 0 {
			props = p.raw(pr)
		}
	}
	if props == "" {
		val := func(name, v string) string {
			return "<" + prefix + name + " " + prefix + `val="` + escaped(v) + `"/>`
		}
		props = "<" + prefix + "sdtPr>" + val("alias", w.f.m.Slots[v.Slot].Name) + val("tag", fill.ControlPrefix+number) + "</" + prefix + "sdtPr>"
	}
	run := ""
	for _, one := range p.text(s.para).items {
		if one.run >= 0 && one.hit(s.a, s.b) && run == "" {
			if pr := p.child(one.run, "w:rPr"); pr >= 0 {
				run = p.raw(pr)
			}
			break
		}
	}
	if s.a == s.b {
		run = p.propsNear(s.para, s.region.pos)
	}
	w.out.WriteString("<" + prefix + "sdt>" + props + "<" + prefix + "sdtContent>" + w.f.inserted(p, s.para, run, v.Text) + "</" + prefix + "sdtContent></" + prefix + "sdt>")
}

// properties writes w:trPr or w:pPr with the change of the whole row or paragraph in it
// (ECMA-376-1 17.13.5.16, 17.13.5.20).
func (w *copier) properties(pr int, prefix, whole string) string {
	p := w.p
	row := p.elems[pr].name == "w:trPr"
	b := p.startTag(pr)
	mark := "<" + prefix + "rPr>" + whole + "</" + prefix + "rPr>"
	if row {
		mark = whole
	}
	if whole == "" {
		mark = ""
	}
	for c := pr + 1; c < p.elems[pr].next; c = p.elems[c].next {
		switch name := p.elems[c].name; {
		case !row && name == "w:rPr":
			b += p.startTag(c) + whole
			for r := c + 1; r < p.elems[c].next; r = p.elems[r].next {
				if n := p.elems[r].name; w.goes || n != "w:ins" && n != "w:del" && n != "w:rPrChange" {
					b += p.raw(r)
				}
			}
			b += "</" + prefix + "rPr>"
			mark = ""
		case name == "w:ins" || name == "w:del" || name == "w:trPrChange" || name == "w:sectPr" || name == "w:pPrChange":
			if w.goes {
				if name != "w:ins" && name != "w:del" {
					b, mark = b+mark, ""
				}
				b += p.raw(c)
			}
		default:
			b += p.raw(c)
		}
	}
	name := p.elems[pr].name
	return b + mark + "</" + prefix + name[strings.IndexByte(name, ':')+1:] + ">"
}

// block writes a row or paragraph, and marks it as a whole as taken away or put in.
func (w *copier) block(k int) {
	p, e := w.p, &w.p.elems[k]
	open := p.startTag(k)
	if !w.goes {
		open = identity.ReplaceAllString(open, "")
	}
	w.out.WriteString(open)
	kind := "ins"
	if w.goes {
		kind = "del"
	}
	at := e.inner
	prefix := p.named(k, "")
	whole := ""
	if !w.f.o.Clean && (e.name == "w:tr" || !w.rows) {
		whole = "<" + prefix + kind + w.f.change(prefix) + "/>"
	}
	mark := ""
	if w.copy != nil && !w.named && e.name == "w:p" {
		w.named = true
		mark = w.f.pointMark(prefix, fill.RowPrefix+w.copy.Mark)
	}
	props := map[string]string{"w:tr": "trPr", "w:p": "pPr"}[e.name]
	pr := p.child(k, "w:"+props)
	if ex := p.child(k, "w:tblPrEx"); ex >= 0 && pr < 0 {
		w.out.Write(p.src[at:p.elems[ex].end])
		at = p.elems[ex].end
	}
	switch {
	case pr >= 0:
		w.out.Write(p.src[at:p.elems[pr].pos])
		w.out.WriteString(w.properties(pr, prefix, whole))
		at = p.elems[pr].end
	case whole != "" && e.name == "w:tr":
		w.out.WriteString("<" + prefix + "trPr>" + whole + "</" + prefix + "trPr>")
	case whole != "":
		w.out.WriteString("<" + prefix + "pPr><" + prefix + "rPr>" + whole + "</" + prefix + "rPr></" + prefix + "pPr>")
	}
	w.out.WriteString(mark)
	w.kidsFrom(k, at)
	w.out.WriteString("</" + prefix + strings.TrimPrefix(e.name, "w:") + ">")
}
