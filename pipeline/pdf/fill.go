package pdf

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/tag"
	"vanthu/pipeline/unit"
)

// FillOptions say how a form is filled. The zero value draws fields and frame on the
// template's own sheet.
type FillOptions struct {
	Fillable         bool            // the fields stay fields, filled, to be changed in any reader of PDF forms; not with Overlay
	Overlay          bool            // the fields alone, for paper that is printed already
	OffsetX, OffsetY unit.Length     // moves the fields to the right and downwards, as the printer needs it
	Width, Height    unit.Length     // of the sheet; 0 is the template's
	Common           *dataset.Record // values for all pages, where a record lacks a name; may be nil
	Mark             string          // watermark across every page; "" is none
	Info             Info
}

// Fill draws one page for each record. Facts say which texts do not fit their fields.
// Names that neither record nor Common have are errors, all reported at once; a letter
// that a face lacks is a *GlyphError.
func (f *Form) Fill(out io.Writer, records []*dataset.Record, opt FillOptions) ([]layout.Fact, error) {
	doc, fields, err := f.pages(records, opt)
	if err != nil {
		return nil, err
	}
	w := &job{doc: doc, info: opt.Info}
	if !opt.Overlay {
		w.frame = &f.frame
		if opt.Fillable {
			w.filled = fields
		}
	}
	return doc.Facts, w.write(out)
}

// Pages lays the fields out, one page for each record, without the template's frame.
func (f *Form) Pages(records []*dataset.Record, opt FillOptions) (*layout.Document, error) {
	doc, _, err := f.pages(records, opt)
	return doc, err
}

// pages is Pages with the fields of each page.
func (f *Form) pages(records []*dataset.Record, opt FillOptions) (*layout.Document, [][]filled, error) {
	if len(records) == 0 {
		return nil, nil, errors.New("không có dòng dữ liệu nào để điền vào mẫu PDF")
	}
	doc := &layout.Document{Lang: "vi-VN", Pages: make([]layout.Page, 0, len(records))}
	scope, loop, err := scopeOver(records, opt.Common)
	if err != nil {
		return nil, nil, err
	}
	w, h := opt.Width, opt.Height
	if w == 0 {
		w = f.Width
	}
	if h == 0 {
		h = f.Height
	}
	var faults []error
	known := make(map[string]bool)
	set := typist{faces: make(map[*font.Face]*face)}
	all := make([][]filled, len(records))
	for i := range records {
		loop.Enter(scope, i)
		page := layout.Page{Width: w, Height: h}
		for k := range f.Fields {
			fd := &f.Fields[k]
			text, err := textOf(f.texts[k], scope)
			if err != nil {
				if msg := fmt.Sprintf("ô “%s”: %v", fd.Name, err); !known[msg] {
					known[msg] = true
					faults = append(faults, fmt.Errorf("trang %d, %s", i+1, msg))
				}
				continue
			}
			before := len(page.Items)
			fits, err := set.field(&page, fd, f.faces[k], text)
			if err != nil {
				return nil, nil, fmt.Errorf("ô “%s”: %w", fd.Name, err)
			}
			stays := filled{Field: fd, text: text, x: fd.X + opt.OffsetX, y: fd.Y + opt.OffsetY}
			if len(page.Items) > before {
				stays.para = set.para
			}
			all[i] = append(all[i], stays)
			if !fits {
				doc.Facts = append(doc.Facts, layout.Fact{Kind: "overflow", Place: fmt.Sprintf("trang %d, ô “%s”", i+1, fd.Name),
					Detail: fmt.Sprintf("chữ không vừa khung của ô: %s", text)})
			}
		}
		for _, it := range page.Items {
			t := it.(*item.Text)
			t.X, t.Y = t.X+opt.OffsetX, t.Y+opt.OffsetY
		}
		loop.Leave(scope)
		doc.Pages = append(doc.Pages, page)
	}
	if err := errors.Join(faults...); err != nil || opt.Mark == "" {
		return doc, all, err
	}
	return doc, all, set.mark(doc.Pages, f.faces[0], opt.Mark)
}

// mark puts a watermark across every page: grey letters, half transparent, rising at 30
// degrees around the middle of the sheet, three fifths as wide as it.
func (s *typist) mark(pages []layout.Page, src *font.Face, text string) error {
	f, err := s.open(src)
	if err != nil {
		return err
	}
	const turn = 30
	text = nfc(text)
	for i := range pages {
		p := &pages[i]
		size := 100 * unit.Pt
		size = size.Scale(int64(p.Width*3/5), int64(max(f.measure(text, size), 1)))
		w := f.measure(text, size)
		// Half the text back along the baseline, and a third of the size below it.
		cos, sin := w.Scale(433, 1000), w.Scale(1, 4)
		t := &item.Text{X: p.Width/2 - cos + size/6, Y: p.Height/2 + sin + size.Scale(29, 100), Width: w,
			Face: src, Size: size, Text: text, Color: 0xC0C0C0, Turn: turn, Alpha: 128}
		p.Items = append([]item.Item{t}, p.Items...)
	}
	return nil
}

// recordsName is the list of the records beside the common values; no name that people
// give ends so.
const recordsName = "cac_trang__"

// scopeOver makes a scope of the common values and a loop over the records in it.
func scopeOver(records []*dataset.Record, common *dataset.Record) (*tag.Scope, tag.Loop, error) {
	names, vals := []string{recordsName}, []dataset.Value{}
	rows := make([]dataset.Value, len(records))
	for i, r := range records {
		rows[i] = dataset.OfRecord(r)
	}
	vals = append(vals, dataset.OfList(rows))
	if common != nil {
		names = append(names, common.Columns().Names()...)
		for i := range common.Columns().Names() {
			vals = append(vals, common.At(i))
		}
	}
	cols, err := dataset.NewColumns(names...)
	if err != nil {
		return nil, tag.Loop{}, err
	}
	scope := tag.NewScope(dataset.NewRecord(cols, vals))
	each, err := tag.Parse("#" + recordsName)
	if err != nil {
		return nil, tag.Loop{}, err
	}
	loop, err := each.Loop(scope)
	return scope, loop, err
}

func textOf(pieces []piece, scope *tag.Scope) (string, error) {
	var b []byte
	for _, p := range pieces {
		if p.tag == nil {
			b = append(b, p.text...)
			continue
		}
		var err error
		if b, err = p.tag.Append(b, scope); err != nil {
			return "", err
		}
	}
	return string(b), nil
}

// typist sets texts into fields.
type typist struct {
	faces map[*font.Face]*face
	para  int
}

// Room at the edges of a field, as viewers leave it, and the sizes that size 0 chooses from.
const (
	fieldEdge = 2 * unit.Pt
	smallest  = 6 * unit.Pt
	sizeStep  = unit.HalfPt
)

// open returns a face ready for measuring.
func (s *typist) open(src *font.Face) (*face, error) {
	if f := s.faces[src]; f != nil {
		return f, nil
	}
	if src == nil {
		return nil, errors.New("không có phông chữ")
	}
	f, err := openFace(src)
	if err == nil {
		s.faces[src] = f
	}
	return f, err
}

// asTyped turns the characters that only a word processor knows into those of the keyboard: the
// no-break hyphen is the hyphen of the face, the separators of lines and paragraphs are breaks.
var asTyped = strings.NewReplacer("\u2011", "-", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\v", "\n", "\f", "\n")

// field sets a text, in smaller letters where it needs them; false where it does not fit
// even so.
func (s *typist) field(page *layout.Page, fd *Field, src *font.Face, text string) (bool, error) {
	f, err := s.open(src)
	if err != nil {
		return false, err
	}
	text = strings.TrimSpace(asTyped.Replace(nfc(text)))
	if text == "" {
		return true, nil
	}
	size, least := fd.Size, fd.Size*2/3
	if size == 0 {
		size, least = max(fd.H*5/6/sizeStep*sizeStep, smallest), smallest
	}
	for size-sizeStep >= least && !f.fits(fd, f.lines(fd, text, size), size) {
		size -= sizeStep
	}
	lines := f.lines(fd, text, size)
	ascent, height := size.Scale(int64(f.signed("hhea", 4)), int64(f.upem)), f.lineHeight(size)
	y := fd.Y + fieldEdge
	if !fd.Lines {
		y = fd.Y + (fd.H-height)/2
	}
	s.para++
	for _, line := range lines {
		free := fd.W - 2*fieldEdge - f.measure(strings.Join(line, " "), size)
		x := fd.X + fieldEdge + free*unit.Length(fd.Align)/2
		for _, word := range line {
			w := f.measure(word, size)
			page.Items = append(page.Items, &item.Text{X: x, Y: y + ascent, Width: w, Face: src, Size: size,
				Text: word, Color: fd.Color, Para: s.para})
			x += w + f.measure(" ", size)
		}
		y += height
	}
	return f.fits(fd, lines, size), nil
}

// lines breaks a text into lines of words.
func (f *face) lines(fd *Field, text string, size unit.Length) [][]string {
	if !fd.Lines {
		return [][]string{strings.Fields(text)}
	}
	var out [][]string
	room := fd.W - 2*fieldEdge
	space := f.measure(" ", size)
	for part := range strings.SplitSeq(text, "\n") {
		var line []string
		var used unit.Length
		for _, word := range strings.Fields(part) {
			w := f.measure(word, size)
			if len(line) > 0 && used+space+w > room {
				out = append(out, line)
				line, used = nil, 0
			}
			if len(line) > 0 {
				used += space
			}
			line, used = append(line, word), used+w
		}
		out = append(out, line)
	}
	return out
}

// fits reports whether lines stay within the field.
func (f *face) fits(fd *Field, lines [][]string, size unit.Length) bool {
	for _, line := range lines {
		if f.measure(strings.Join(line, " "), size) > fd.W-2*fieldEdge {
			return false
		}
	}
	edge := 2 * fieldEdge
	if !fd.Lines {
		edge = 0
	}
	return unit.Length(len(lines))*f.lineHeight(size) <= fd.H-edge
}

func (f *face) lineHeight(size unit.Length) unit.Length {
	return size.Scale(int64(f.signed("hhea", 4)-f.signed("hhea", 6)), int64(f.upem))
}

func (f *face) measure(text string, size unit.Length) (w unit.Length) {
	for _, r := range text {
		w += size.Scale(int64(f.advance(f.lookup(r))), int64(f.upem))
	}
	return w
}
