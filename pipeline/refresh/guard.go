package refresh

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/ooxml"
)

// write makes all changes, and proves them.
func (f *file) write() ([]byte, error) {
	changed := map[string][]byte{}
	for _, p := range f.parts {
		for _, para := range slices.Sorted(maps.Keys(p.puts)) {
			f.writePuts(p, para)
		}
		if len(p.edits) == 0 {
			continue
		}
		slices.SortStableFunc(p.edits, func(a, b edit) int {
			if a.Pos != b.Pos {
				return a.Pos - b.Pos
			}
			return a.End - b.End
		})
		edits := make([]ooxml.Edit, len(p.edits))
		for i := range p.edits {
			edits[i] = p.edits[i].Edit
		}
		if err := allowed(p); err != nil {
			return nil, err
		}
		out := ooxml.Apply(p.src, edits...)
		if err := guard(p, out); err != nil {
			return nil, err
		}
		changed[p.name] = out
	}
	if len(changed)+len(f.pictures) == 0 {
		return nil, nil
	}
	if err := f.comments.parts(f, changed); err != nil {
		return nil, err
	}
	for name, data := range changed {
		if err := wellFormed(data); err != nil {
			return nil, fmt.Errorf("%s: %w: %w", name, errGuard, err)
		}
	}
	maps.Copy(changed, f.pictures)
	return f.pkg.Rewritten(changed)
}

var errGuard = errors.New("kết quả không đúng nên không ghi gì")

// allowed proves that no change leaves its region and no two are of one place.
func allowed(p *part) error {
	at := 0
	for _, e := range p.edits {
		if e.Pos < at || e.End < e.Pos || e.Pos < e.from || e.End > e.to {
			return fmt.Errorf("%s: %w: thay đổi ở byte %d ra ngoài chỗ được đổi", p.name, errGuard, e.Pos)
		}
		at = e.End
	}
	return nil
}

// guard proves that every byte outside of the regions that may change is where it was.
func guard(p *part, out []byte) error {
	at, now := 0, 0
	for _, e := range p.edits {
		same := p.src[at:e.Pos]
		if !bytes.HasPrefix(out[now:], same) {
			return fmt.Errorf("%s: %w: byte %d", p.name, errGuard, at)
		}
		now += len(same)
		if !bytes.HasPrefix(out[now:], []byte(e.Text)) {
			return fmt.Errorf("%s: %w: byte %d", p.name, errGuard, e.Pos)
		}
		now += len(e.Text)
		at = e.End
	}
	if !bytes.Equal(p.src[at:], out[now:]) {
		return fmt.Errorf("%s: %w: byte %d", p.name, errGuard, at)
	}
	return nil
}

// wellFormed reads XML with another reader than the one that it was made with.
func wellFormed(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

var figure = regexp.MustCompile(`\d[\d.,/]*\d`)

// maxTyped is how many typed figures are told.
const maxTyped = 100

// listTyped tells the figures outside of all marks that neither the template has nor the
// data: nobody keeps them up to date.
func (f *file) listTyped() {
	known := map[string]bool{}
	for _, n := range f.m.Numbers {
		known[n] = true
	}
	for _, v := range f.now.Slots {
		for _, n := range figure.FindAllString(v.Text, -1) {
			known[n] = true
		}
	}
	places := map[*part]map[int][]*site{}
	for _, sites := range f.sites {
		for _, s := range sites {
			if places[s.part] == nil {
				places[s.part] = map[int][]*site{}
			}
			places[s.part][s.para] = append(places[s.part][s.para], s)
		}
	}
	told := 0
	for _, p := range f.parts {
		owner := f.ownerOf(p)
		for k := range p.elems {
			if p.elems[k].name != "w:p" || told >= maxTyped {
				continue
			}
			t := p.text(k)
			for _, at := range figure.FindAllStringIndex(t.reads, -1) {
				n := strings.TrimRight(t.reads[at[0]:at[1]], ".,/")
				in := func(s *site) bool { return s.a < at[1] && at[0] < s.b }
				if known[n] || slices.ContainsFunc(places[p][k], in) || t.isControlled(p, at[0]) || f.gone[owner(k)] || f.blocks.hasRemoved(&site{part: p, region: p.region(k)}) {
					continue
				}
				told++
				f.note(Typed, nil, &site{part: p, para: k, region: p.region(k)}, Change{Edited: n})
			}
		}
	}
}

// isControlled reports whether a place of a text stands in a field or in a content control
// that is not ours, as number and date of issue do.
func (t *text) isControlled(p *part, at int) bool {
	for i := range t.items {
		one := &t.items[i]
		if one.deleted || one.at > at || at >= one.at+len(one.text) {
			continue
		}
		for k := one.elem; k >= 0; k = p.elems[k].parent {
			if p.elems[k].name == "w:fldSimple" || p.elems[k].name == "w:sdt" && !p.isOurs(k) {
				return true
			}
		}
	}
	return false
}
