package refresh

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/ooxml"
)

// Scheme begins the address of the links of Clickable; the mark of a value follows.
const Scheme = "vt:"

const officeSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

// Clickable puts a link round every value of a document, to Scheme and its mark, so that a
// layout tells where on the pages each stands. The file is for that alone: whoever saved it
// would keep the links. A file that bears the marks of another map, or none, is ErrMarks.
func Clickable(document []byte, base Base) ([]byte, error) {
	f, err := found(document, base)
	if err != nil {
		return nil, err
	}
	type place struct {
		*site
		mark string
	}
	in := map[*part][]place{}
	for mark, sites := range f.sites {
		for _, s := range sites {
			if s.reads() != "" && s.part.isWhole(s.region) {
				in[s.part] = append(in[s.part], place{s, mark})
			}
		}
	}
	changed := map[string][]byte{}
	for p, places := range in {
		slices.SortFunc(places, func(a, b place) int {
			return cmp.Or(a.region.pos-b.region.pos, b.region.end-a.region.end, strings.Compare(a.mark, b.mark))
		})
		rels := relationships{id: "vanthu"}
		if rels.name = ooxml.RelationshipsPart(p.name); f.pkg.Has(rels.name) {
			if rels.src, err = f.pkg.Part(rels.name); err != nil {
				return nil, err
			}
		}
		var edits []ooxml.Edit
		end := 0
		for _, one := range places {
			at := one.region
			if at.pos < end {
				continue // within another one, which is the larger
			}
			end = at.end
			name := p.named(one.para, "hyperlink")
			edits = append(edits,
				ooxml.Edit{Pos: at.pos, End: at.pos, Text: "<" + name + ` xmlns:vtr="` + officeSpace + `" vtr:id="` + rels.link(Scheme+one.mark) + `">`},
				ooxml.Edit{Pos: at.end, End: at.end, Text: "</" + name + ">"})
		}
		changed[p.name] = ooxml.Apply(p.src, edits...)
		if changed[rels.name], err = rels.written(); err != nil {
			return nil, fmt.Errorf("%s: %w", rels.name, err)
		}
	}
	return f.pkg.Rewritten(changed)
}

// isWhole reports whether a region begins and ends between the elements of one element.
func (p *part) isWhole(at span) bool {
	from, is := slices.BinarySearchFunc(p.elems, at.pos, func(e elem, pos int) int { return e.pos - pos })
	for k := from; is && k < len(p.elems) && p.elems[k].parent == p.elems[from].parent; k = p.elems[k].next {
		if p.elems[k].end == at.end {
			return true
		}
	}
	return false
}

// relationships are those of a part, with links that come.
type relationships struct {
	name string
	src  []byte
	id   string // with which the identifiers of the links begin
	add  strings.Builder
	n    int
}

func (r *relationships) link(target string) (id string) {
	for r.n == 0 && strings.Contains(string(r.src), `"`+r.id) {
		r.id += "_"
	}
	r.n++
	id = r.id + strconv.Itoa(r.n)
	r.add.WriteString(`<Relationship xmlns="` + relationSpace + `" Id="` + id + `" Type="` + officeSpace + `/hyperlink" Target="` + target + `" TargetMode="External"/>`)
	return id
}

func (r *relationships) written() ([]byte, error) {
	if r.src == nil {
		r.src = []byte(noRelationships)
	}
	return appended(r.src, r.add.String())
}
