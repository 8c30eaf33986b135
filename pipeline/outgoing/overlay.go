package outgoing

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/making"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/people"
	"vanthu/pipeline/unit"
	"vanthu/pipeline/viet"
)

// Overlay is a PDF with the sheets of a numbered document that shows nothing but number
// and day, in the blanks that the copy for signature leaves: to be printed onto the
// signed sheets.
func (p *Papers) Overlay(ctx context.Context, id int64) ([]byte, error) {
	doc, err := p.lateOnly(ctx, id)
	if err != nil {
		return nil, err
	}
	return buffer(func(b *bytes.Buffer) error {
		return pdf.Write(b, doc, pdf.Info{Title: "Số, ngày tháng", Lang: "vi-VN"})
	})
}

// Increment adds number and day to the PDF that the leader signed, behind its bytes, so
// that the signature stays valid.
func (p *Papers) Increment(ctx context.Context, id int64, signed []byte) ([]byte, error) {
	doc, err := p.lateOnly(ctx, id)
	if err != nil {
		return nil, err
	}
	return pdf.Increment(signed, doc)
}

// lateOnly lays out the copy for signature and keeps what goes into its blanks.
func (p *Papers) lateOnly(ctx context.Context, id int64) (*layout.Document, error) {
	doc, err := archive.Get(ctx, p.DB.Reader, id)
	if err != nil {
		return nil, err
	}
	if doc.Symbol == "" {
		return nil, people.Refuse("%s: văn bản chưa có số", doc.Name)
	}
	from, err := p.fromRun(ctx, id, doc.Submitted)
	if err != nil {
		return nil, err
	}
	d, err := p.draftOf(ctx, &doc, from.Number, making.Marks{Submitted: true})
	if err != nil {
		return nil, err
	}
	word, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: id, Version: doc.Submitted, Format: "docx"})
	if err != nil {
		return nil, err
	}
	if word, err = d.Blank(word); err != nil {
		return nil, people.Refuse("%s: %w", doc.Name, err)
	}
	laid, err := layout.Lay(word, layout.Options{Fonts: p.Fonts})
	if err != nil {
		return nil, err
	}
	so, _, _ := strings.Cut(doc.Symbol, "/")
	day, month := doc.IssueDay[8:10], doc.IssueDay[5:7]
	n, _ := strconv.Atoi(month)
	out := &layout.Document{Lang: laid.Lang}
	found := 0
	for _, sheet := range laid.Pages {
		page := layout.Page{Width: sheet.Width, Height: sheet.Height}
		if p.Practice { // the sheet is one of practice too
			page.Items = marks(&sheet)
		}
		for _, g := range gaps(&sheet) {
			text := map[string]string{"ngày": day, "tháng": viet.Month(n)}[g.after]
			if text == "" {
				text = so
			}
			page.Items = append(page.Items, g.put(text))
			found++
		}
		out.Pages = append(out.Pages, page)
	}
	if found == 0 {
		return nil, people.Refuse("%s: bản trình ký không có chỗ trống cho số, ngày", doc.Name)
	}
	return out, nil
}

// marks are the words across a page.
func marks(p *layout.Page) (list []item.Item) {
	for _, it := range p.Items {
		if t, is := it.(*item.Text); is && t.Turn != 0 && t.Para == 0 {
			list = append(list, it)
		}
	}
	return list
}

// gap is a blank in a line of text.
type gap struct {
	text  *item.Text // the word that holds it
	at    string     // what of the word stands before it
	width int        // its no-break spaces
	after string     // the word before: "ngày", "tháng", …
}

// minGap is how many no-break spaces are a blank: what people write holds fewer.
const minGap = 4

// gaps finds the blanks of a page, in the order of reading.
func gaps(p *layout.Page) (list []gap) {
	before := ""
	for _, it := range p.Items {
		t, is := it.(*item.Text)
		if !is {
			continue
		}
		from := 0
		for {
			i := strings.Index(t.Text[from:], strings.Repeat("\u00a0", minGap))
			if i < 0 {
				break
			}
			i += from
			rest := strings.TrimLeft(t.Text[i:], "\u00a0")
			n := (len(t.Text) - i - len(rest)) / len("\u00a0")
			g := gap{text: t, at: t.Text[:i], width: n, after: before}
			if w := strings.FieldsFunc(t.Text[:i], func(r rune) bool { return r == '\u00a0' || r == ' ' }); len(w) > 0 {
				g.after = w[len(w)-1]
			}
			list = append(list, g)
			from = len(t.Text) - len(rest)
		}
		before = strings.Trim(t.Text, "\u00a0")
	}
	return list
}

// put sets a text in the middle of the blank.
func (g *gap) put(s string) *item.Text {
	t := *g.text
	advance := func(s string) (w unit.Length) {
		for _, r := range s {
			w += t.Face.Advance(r, t.Size) + t.Spacing
		}
		return w
	}
	t.X += advance(g.at)
	t.Text, t.Para, t.Width = s, 0, advance(s)
	if room := advance(strings.Repeat("\u00a0", g.width)); room > t.Width {
		t.X += (room - t.Width) / 2
	}
	return &t
}
