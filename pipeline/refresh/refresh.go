// Package refresh puts new figures into a Word file that was filled with marks (fill.Link)
// and that people edited since, and leaves all that is theirs as it is.
//
// In: the edited DOCX, the map of its marks, the data set that it was made from and the
// one that counts now. Out: a DOCX, and what was changed, kept or left to people. The
// steps: find every mark (by its control, its bookmark, the control that lost its name,
// the words around), merge value by value (as made, as edited, as it is now), merge the
// copies of rows and paragraphs by the keys of their records, and prove that nothing else
// has changed.
//
// The one thing to know: nothing is guessed. Where the edit and the data both changed a
// value the edit stays, with a comment that tells both; what cannot be found is told in
// the changes; and where one byte outside of the marks would change, there is no result.
package refresh

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/ooxml"
)

// Options say how the result shows what changed. The zero value tracks the changes in the
// name of Author.
type Options struct {
	Clean  bool      // no tracked changes: the new text alone
	Author string    // of changes and comments; "" is Author
	Day    time.Time // date of changes and comments: that of the data

	// Made and Now are the documents that the program makes of the data of then and of
	// now. They say where what a condition shows now goes, and what it showed, without which
	// that is told, for people to do; and which pictures the data draw anew.
	Made, Now []byte

	// Imprint is that of the paper with the data of now (fill.Run.Imprint), which a result
	// bears in the place of the one that it had; "" leaves this.
	Imprint string
}

// Author is who changes a document unless Options says otherwise.
const Author = "Văn thư (số liệu mới)"

// Decision is what became of a value, a row or a paragraph.
type Decision string

// The decisions, in the words of the report.
const (
	Updated   Decision = "cập nhật"
	Added     Decision = "thêm"
	Removed   Decision = "bỏ"
	Kept      Decision = "giữ chữ đã sửa" // the data have not changed here
	Conflict  Decision = "xung đột"       // the edit stays, a comment tells both
	Lost      Decision = "không còn chỗ"  // the mark was deleted
	Ambiguous Decision = "nhiều chỗ"      // it could be any of several
	ByHand    Decision = "làm tay"        // what this package does not do
	Typed     Decision = "số gõ tay"      // a figure that a person typed
	Unmarked  Decision = "không liên kết" // a value without a mark: the data changed, whether it did is not known
)

// Change is a line of the report.
type Change struct {
	Decision Decision `json:"decision"`
	Place    string   `json:"place,omitempty"`  // in the edited file
	Name     string   `json:"name,omitempty"`   // what people call the value
	Source   string   `json:"source,omitempty"` // its tags
	Record   []string `json:"record,omitempty"` // keys of the records around it
	Old      string   `json:"old,omitempty"`    // as in Base
	Edited   string   `json:"edited,omitempty"` // where that is another text
	New      string   `json:"new,omitempty"`    // as the data have it now

	part, at int // where it stands, for the order
}

// Result is a refreshed document.
type Result struct {
	DOCX    []byte // nil where nothing changes
	Changes []Change
}

// Count is how many changes have one of the decisions.
func (r *Result) Count(of ...Decision) (n int) {
	for _, c := range r.Changes {
		if slices.Contains(of, c.Decision) {
			n++
		}
	}
	return n
}

// Base is what people edited as the program wrote it: the map of its marks and its data.
type Base struct {
	Map  *fill.Map // of its marks
	Data *dataset.Set
}

// ErrMarks means that a file bears the marks of another map, or none.
var ErrMarks = errors.New("không theo được liên kết số liệu")

// Refresh merges. A file that bears the marks of another map, or none, is ErrMarks.
func Refresh(edited []byte, base Base, now *dataset.Set, o Options) (*Result, error) {
	o.Author = cmp.Or(o.Author, Author)
	m := base.Map
	old, err := m.Values(base.Data)
	if err != nil {
		return nil, fmt.Errorf("số liệu lúc làm: %w", err)
	}
	values, err := m.Values(now)
	if err != nil {
		return nil, fmt.Errorf("số liệu mới: %w", err)
	}
	f := newFile(m, old, values, o)
	if err := f.open(edited); err != nil {
		return nil, err
	}
	if err := f.find(); err != nil {
		return nil, err
	}
	if err := f.mergeBlocks(); err != nil {
		return nil, err
	}
	f.mergeCopies()
	if err := f.mergeValues(base.Data); err != nil {
		return nil, err
	}
	if err := f.mergePictures(); err != nil {
		return nil, err
	}
	f.listTyped()
	if !dataset.OfRecord(base.Data.Record()).Equal(dataset.OfRecord(now.Record())) {
		for _, u := range m.Unlinked {
			f.note(Unmarked, nil, nil, Change{Source: u.Source, Place: u.Place})
		}
	}
	f.putImprint()
	slices.SortStableFunc(f.changes, func(a, b Change) int { return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(a.at, b.at)) })
	out, err := f.write()
	return &Result{out, f.changes}, err
}

// file is an edited document being refreshed.
type file struct {
	m        *fill.Map
	o        Options
	pkg      *ooxml.Package
	main     string
	parts    []*part
	comments *comments
	old, now *fill.Values
	sites    map[string][]*site // by mark
	copies   map[string][]*unit // by mark
	gone     map[string]bool    // copies that are taken away
	blocks   *blocks
	nameless []*site // controls that lost their names
	imprints []imprint
	taken    map[*part]map[int][]*site // places of values by w:p, made when asked for
	pictures map[string][]byte         // that change, by part
	lastID   int
	changes  []Change
}

func newFile(m *fill.Map, old, now *fill.Values, o Options) *file {
	return &file{m: m, o: o, old: old, now: now, sites: map[string][]*site{}, copies: map[string][]*unit{}, gone: map[string]bool{}, pictures: map[string][]byte{}}
}

func (f *file) open(edited []byte) error {
	var err error
	if f.pkg, err = ooxml.Open(edited, ooxml.Limits{}); err != nil {
		return err
	}
	stories, err := docx.Stories(f.pkg)
	if err != nil {
		return err
	}
	f.main = stories[0].Part
	for _, s := range stories {
		src, err := f.pkg.Part(s.Part)
		if err != nil {
			return err
		}
		p, err := readPart(s, src)
		if err != nil {
			return err
		}
		f.lastID = max(f.lastID, p.greatestID())
		if strings.HasPrefix(path.Base(s.Part), "comments") {
			continue
		}
		f.parts = append(f.parts, p)
	}
	return f.openComments()
}

// note adds a line to the report.
func (f *file) note(d Decision, v *fill.Value, s *site, c Change) {
	c.Decision = d
	if v != nil {
		slot := &f.m.Slots[v.Slot]
		c.Name, c.Source, c.Record = slot.Name, slot.Source, v.Record
	}
	if s != nil {
		c.Place = s.part.elems[s.para].place.String()
		c.part, c.at = slices.Index(f.parts, s.part), s.region.pos
	} else {
		c.part = len(f.parts)
	}
	if c.Edited == c.Old {
		c.Edited = ""
	}
	f.changes = append(f.changes, c)
}

// mergeValues merges slot by slot, in the order of the map; those whose marks are gone
// come last.
func (f *file) mergeValues(base *dataset.Set) error {
	var lost []*fill.Value
	var marks []string
	for _, n := range f.now.Slots {
		old := f.old.ByMark[n.Mark]
		sites := f.sites[n.Mark]
		switch {
		case f.gone[n.Row]:
		case len(sites) > 0:
			for _, s := range sites {
				if !f.blocks.hasRemoved(s) {
					f.merge(s, old, n)
				}
			}
		case old == nil || old.Text == n.Text || n.Row != "" && len(f.copies[n.Row]) == 0 || f.m.Slots[n.Slot].Merged:
		default:
			lost, marks = append(lost, n), append(marks, n.Mark)
		}
	}
	if len(lost) > 0 {
		around, err := f.m.Around(base, marks)
		if err != nil {
			return err
		}
		for _, n := range lost {
			f.search(f.old.ByMark[n.Mark], n, around[n.Mark])
		}
	}
	for _, o := range f.old.Slots {
		if f.now.ByMark[o.Mark] == nil && o.Row == "" {
			for _, s := range f.sites[o.Mark] {
				if s.reads() == "" || f.blocks.hasRemoved(s) {
					continue
				}
				f.note(ByHand, o, s, Change{Old: o.Text, Edited: s.reads()})
			}
		}
	}
	return nil
}

// merge decides about one place of a value: as made, as edited, as it is now.
func (f *file) merge(s *site, old, n *fill.Value) {
	was, reads := "", s.reads()
	if old != nil {
		was = old.Text
	}
	c := Change{Old: was, Edited: reads, New: n.Text}
	switch {
	case reads == n.Text:
	case old != nil && was == n.Text:
		f.note(Kept, n, s, c)
	case old != nil && was == reads && !s.changedBy(f.o.Author):
		f.note(Updated, n, s, c)
		f.put(s, n.Text)
	default:
		f.note(Conflict, n, s, c)
		f.comment(s.part, s.region, s.para, f.conflict(n, was, n.Text))
	}
}

func (f *file) conflict(v *fill.Value, was, now string) string {
	slot := &f.m.Slots[v.Slot]
	text := "Số liệu đã đổi ở chỗ có người sửa. " + slot.Name
	if len(v.Record) > 0 {
		text += " (" + strings.Join(v.Record, "; ") + ")"
	}
	return text + ": lúc làm “" + was + "”, số liệu nay “" + now + "”. Chữ trong văn bản được giữ nguyên."
}

// search looks for a value whose mark is gone by the words around it.
func (f *file) search(old, n *fill.Value, around fill.Around) {
	const most = 60
	before, behind := around.Before, around.Behind
	if len(before) > most {
		before = strings.ToValidUTF8(before[len(before)-most:], "")
	}
	if len(behind) > most {
		behind = strings.ToValidUTF8(behind[:most], "")
	}
	c := Change{Old: old.Text, New: n.Text}
	var found []*site
	if len(strings.TrimSpace(before+behind)) >= 8 {
		for _, p := range f.parts {
			for k := range p.elems {
				if p.elems[k].name != "w:p" {
					continue
				}
				t := p.text(k)
				for off := 0; ; {
					i := strings.Index(t.reads[off:], before+old.Text+behind)
					if i < 0 {
						break
					}
					a := off + i + len(before)
					if s := (&site{part: p, para: k, a: a, b: a + len(old.Text), region: p.region(k)}); !f.isTaken(s) {
						found = append(found, s)
					}
					off += i + 1
				}
			}
		}
	}
	f.sites[n.Mark] = found
	switch {
	case len(found) == 1:
		f.take(found[0])
		f.merge(found[0], old, n)
	case len(found) > 1:
		f.note(Ambiguous, n, found[0], c)
	default:
		f.note(Lost, n, nil, c)
	}
}

// isTaken reports whether a stretch of text is the place of a value already: the same words
// stand in several places, or several values that lost their marks read the same.
func (f *file) isTaken(s *site) bool {
	if f.taken == nil {
		f.taken = map[*part]map[int][]*site{}
		for _, sites := range f.sites {
			for _, one := range sites {
				f.take(one)
			}
		}
	}
	return slices.ContainsFunc(f.taken[s.part][s.para], func(one *site) bool { return one.a < s.b && s.a < one.b })
}

func (f *file) take(s *site) {
	if f.taken[s.part] == nil {
		f.taken[s.part] = map[int][]*site{}
	}
	f.taken[s.part][s.para] = append(f.taken[s.part][s.para], s)
}

// Note says in a line what became of an edited version with the figures of another one.
func (r *Result) Note(edited, base int) string {
	note := fmt.Sprintf("làm mới bản sửa %d theo số liệu của bản %d: %d chỗ cập nhật", edited, base, r.Count(Updated))
	for _, part := range []struct {
		n    int
		what string
	}{
		{r.Count(Added), "chỗ thêm"}, {r.Count(Removed), "chỗ bỏ"}, {r.Count(Kept), "chỗ giữ chữ đã sửa"}, {r.Count(Conflict), "xung đột"},
		{r.Count(Lost, Ambiguous), "chỗ không tìm được"}, {r.Count(ByHand), "chỗ cần làm tay"}, {r.Count(Unmarked), "chỗ không có liên kết"}, {r.Count(Typed), "số gõ tay"},
	} {
		if part.n > 0 {
			note += fmt.Sprintf(", %d %s", part.n, part.what)
		}
	}
	return note
}

// Found is a place of a value in a document.
type Found struct {
	*fill.Value
	Slot  fill.Slot
	Place string // in words
	Reads string // what stands there
}

// Find lists the places of all values in a document, in the order of the map.
func Find(document []byte, base Base) ([]Found, error) {
	f, err := found(document, base)
	if err != nil {
		return nil, err
	}
	var list []Found
	for _, v := range f.now.Slots {
		for _, s := range f.sites[v.Mark] {
			list = append(list, Found{v, f.m.Slots[v.Slot], s.part.elems[s.para].place.String(), s.reads()})
		}
	}
	return list, nil
}

// found is a document with the places of its values.
func found(document []byte, base Base) (*file, error) {
	values, err := base.Map.Values(base.Data)
	if err != nil {
		return nil, err
	}
	f := newFile(base.Map, values, values, Options{})
	if err := f.open(document); err != nil {
		return nil, err
	}
	return f, f.find()
}
