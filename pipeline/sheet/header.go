package sheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/tag"
)

// header is a printed header or footer with tags.
type header struct {
	sheet string
	index int // in the order of headerTexts
	cell  *cell
}

func headerTexts(o *excelize.HeaderFooterOptions) []*string {
	return []*string{&o.OddHeader, &o.OddFooter, &o.EvenHeader, &o.EvenFooter, &o.FirstHeader, &o.FirstFooter}
}

// readHeaders reads the tags of printed headers and footers; sections stay within one.
func (t *Template) readHeaders(f *excelize.File, sheet string) (faults []error) {
	o, err := f.GetHeaderFooter(sheet)
	if err != nil || o == nil {
		return nil
	}
	for i, text := range headerTexts(o) {
		if len(tag.Find(*text)) == 0 {
			continue
		}
		r := &planReader{plan: &plan{name: sheet}, file: f}
		h := header{sheet, i, &cell{}}
		events, _ := r.readTags(h.cell, *text)
		for _, e := range events {
			r.faults = append(r.faults, fmt.Errorf("%s: phần %s phải mở và đóng trong cùng một chỗ", r.place(h.cell), e.tag))
		}
		faults = append(faults, r.faults...)
		t.uses = append(t.uses, r.used...)
		t.headers = append(t.headers, h)
	}
	return faults
}

// fillHeaders writes them. An ampersand begins a code there, so those of values are
// doubled, and digits of a value must not lengthen the size of a font (&13).
func (fl *filler) fillHeaders(headers []header) error {
	for _, h := range headers {
		o, err := fl.file.GetHeaderFooter(h.sheet)
		if err != nil {
			return err
		}
		w := &walker{filler: fl, plan: &plan{name: h.sheet}, scope: tag.NewScope(fl.set.Record())}
		var b strings.Builder
		for _, p := range h.cell.parts {
			part, err := w.appendParts(nil, []part{p})
			if err != nil {
				fl.faults = append(fl.faults, fmt.Errorf("%s: %w", w.plan.place(h.cell), err))
				continue
			}
			text := string(part)
			if p.tag != nil {
				text = strings.ReplaceAll(text, "&", "&&")
				before := strings.TrimRight(b.String(), "0123456789")
				if text != "" && text[0] >= '0' && text[0] <= '9' && len(before) < b.Len() && strings.HasSuffix(before, "&") {
					b.WriteByte(' ')
				}
			}
			b.WriteString(text)
		}
		*headerTexts(o)[h.index] = b.String()
		if err := fl.file.SetHeaderFooter(h.sheet, o); err != nil {
			return fmt.Errorf("trang tính %s: %w", h.sheet, err)
		}
	}
	return nil
}
