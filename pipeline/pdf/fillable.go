package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vanthu/pipeline/unit"
)

// filled is a field of a page that stays a field: what it shows and where.
type filled struct {
	*Field
	text string
	para int         // of its words among the page's items; 0 where it shows nothing
	x, y unit.Length // left upper corner
}

// lookOf is the content of the field that words of a paragraph belong to, nil where they are the
// page's own: a field that stays draws itself (ISO 32000-1, 12.5.5), so that no words are left
// behind where someone types others.
func (f *finisher) lookOf(out *finished, para int) *content {
	if f.filled == nil || para == 0 {
		return nil
	}
	for i := range f.filled[out.index] {
		if f.filled[out.index][i].para != para {
			continue
		}
		if out.looks == nil {
			out.looks = map[int]*content{}
		}
		if out.looks[para] == nil {
			out.looks[para] = newContent(centiOf(f.doc.Pages[out.index].Height))
		}
		return out.looks[para]
	}
	return nil
}

// keepFields writes the fields of a page, each with its value and its looks; it returns the
// entry of the page. Names are the template's; from the second page on with the page's number.
func (f *finisher) keepFields(p *finished) string {
	height := f.doc.Pages[p.index].Height
	var refs strings.Builder
	for _, fd := range f.filled[p.index] {
		rect := fmt.Sprintf("%s %s %s %s", num(centiOf(fd.x)), num(centiOf(height-fd.y-fd.H)), num(centiOf(fd.x+fd.W)), num(centiOf(height-fd.y)))
		look := f.w.reserve()
		var fonts strings.Builder
		body := []byte{}
		if c := p.looks[fd.para]; c != nil {
			c.end()
			body = c.b
			for _, n := range slices.Sorted(maps.Keys(c.fonts)) {
				fmt.Fprintf(&fonts, "/F%d %v", n, f.fonts[n])
			}
		}
		body = append([]byte("/Tx BMC\nq\n"), append(body, "Q\nEMC\n"...)...)
		f.w.stream(look, fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[%s]/Resources<</Font<<%s>>>>", rect, fonts.String()), body)
		name := fd.Name
		if p.index > 0 {
			name = fmt.Sprintf("%s_%d", name, p.index+1)
		}
		flags := 0
		if fd.Lines {
			flags = flagLines
		}
		r := f.w.add("<</Type/Annot/Subtype/Widget/FT/Tx/F 4/T%s/Rect[%s]/DA(/%s %s Tf %s)/Q %d/Ff %d/P %v/V%s/AP<</N %v>>>>",
			textString(name), rect, formFont(fd.Field), num(centiOf(fd.Size)), appendColor(nil, fd.Color, "g", "rg"), fd.Align, flags, f.pageOf[p.index], textString(fd.text), look)
		fmt.Fprintf(&refs, "%v ", r)
	}
	list := strings.TrimSpace(refs.String())
	f.kept = append(f.kept, list)
	return "/Annots[" + list + "]"
}
