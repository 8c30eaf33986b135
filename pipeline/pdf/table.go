package pdf

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/col"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/components/text"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/border"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/merge"
	"github.com/johnfercher/maroto/v2/pkg/props"
	"github.com/johnfercher/maroto/v2/pkg/repository"

	"vanthu/pipeline/layout"
)

// Table is a paper that nobody edits in Word: a register, a slip. It is drawn with rows
// and columns of maroto, on A4.
type Table struct {
	Cover     []Paragraph // a page of its own before the table; nil is none
	Before    []Paragraph
	Columns   []TableColumn
	Rows      [][]string
	After     []Paragraph
	Landscape bool
	Title     string // of the metadata
	Day       time.Time
}

// TableColumn is a column of a Table.
type TableColumn struct {
	Head  string
	Width int  // share of the width; the sum of all is the whole
	Left  bool // text from the left; else centred
}

// Paragraph is a line of text over the width of the page, or two halves beside each other.
type Paragraph struct {
	Text   string
	Right  string // the right half; "" is none, then Text has the whole width
	Size   float64
	Bold   bool
	Italic bool
	Left   bool // from the left; else centred
	Space  float64
}

// family is the name of our faces within maroto.
const family = "vanthu"

// maxCell is how many letters a cell holds on one row: what is longer goes on in a row
// below, for maroto cuts what is higher than a page.
const maxCell = 900

// WriteTable draws t with the faces of a set.
func WriteTable(out io.Writer, set *layout.FontSet, t *Table) error {
	fonts := repository.New()
	for _, f := range []struct {
		style        fontstyle.Type
		bold, italic bool
	}{{fontstyle.Normal, false, false}, {fontstyle.Bold, true, false}, {fontstyle.Italic, false, true}} {
		face, _ := set.Find("Times New Roman", f.bold, f.italic)
		if face == nil {
			return fmt.Errorf("no face serves Times New Roman")
		}
		fonts.AddUTF8FontFromBytes(family, f.style, face.Data)
	}
	list, err := fonts.Load()
	if err != nil {
		return fmt.Errorf("maroto: %w", err)
	}
	width, height, sum := 210.0, 297.0, 0
	if t.Landscape {
		width, height = height, width
	}
	for _, c := range t.Columns {
		sum += c.Width
	}
	paper := func(numbers bool) core.Maroto {
		b := config.NewBuilder().WithDimensions(width, height).
			WithLeftMargin(20).WithRightMargin(15).WithTopMargin(15).WithBottomMargin(15).
			WithCustomFonts(list).WithDefaultFont(&props.Font{Family: family, Style: fontstyle.Normal, Size: 11}).
			WithMaxGridSize(max(sum, 2)).WithCompression(true).WithSequentialMode().WithTitle(nfc(t.Title), true).WithCreator(creator, true)
		if !t.Day.IsZero() {
			b = b.WithCreationDate(t.Day)
		}
		if numbers {
			b = b.WithPageNumber(props.PageNumber{Pattern: "{current}/{total}", Place: props.Bottom, Family: family, Size: 10})
		}
		return maroto.New(b.Build())
	}
	body := paper(len(t.Cover) > 0)
	for _, p := range t.Before {
		body.AddRows(p.row(max(sum, 2)))
	}
	if err := t.table(body); err != nil {
		return err
	}
	for _, p := range t.After {
		body.AddRows(p.row(max(sum, 2)))
	}
	doc, err := body.Generate()
	if err != nil {
		return fmt.Errorf("maroto: %w", err)
	}
	data := doc.GetBytes()
	if len(t.Cover) > 0 {
		cover := paper(false)
		for _, p := range t.Cover {
			cover.AddRows(p.row(max(sum, 2)))
		}
		first, err := cover.Generate()
		if err != nil {
			return fmt.Errorf("maroto: %w", err)
		}
		if data, err = merge.Bytes(first.GetBytes(), data); err != nil {
			return fmt.Errorf("maroto: %w", err)
		}
	}
	_, err = out.Write(data)
	return err
}

// table adds the table, its heads on every page.
func (t *Table) table(m core.Maroto) error {
	if len(t.Columns) == 0 {
		return nil
	}
	heads, numbers := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i], numbers[i] = c.Head, fmt.Sprintf("(%d)", i+1)
	}
	if err := m.RegisterHeader(t.row(heads, fontstyle.Bold, true), t.row(numbers, fontstyle.Italic, true)); err != nil {
		return fmt.Errorf("maroto: %w", err)
	}
	for _, r := range t.Rows {
		for more := true; more; {
			var part []string
			part, r, more = cut(r)
			m.AddRows(t.row(part, fontstyle.Normal, false))
		}
	}
	return nil
}

// cut takes from each cell what fits on one row.
func cut(cells []string) (part, rest []string, more bool) {
	for _, c := range cells {
		r := []rune(c)
		n := len(r)
		if n > maxCell {
			for n = maxCell; n > maxCell/2 && r[n] != ' ' && r[n] != '\n'; n-- {
			}
		}
		part, rest = append(part, string(r[:n])), append(rest, strings.TrimSpace(string(r[n:])))
		more = more || n < len(r)
	}
	return part, rest, more
}

func (t *Table) row(cells []string, style fontstyle.Type, head bool) core.Row {
	r := row.New()
	for i, c := range t.Columns {
		p := props.Text{Family: family, Style: style, Size: 10, Top: 1, Bottom: 1.5, Left: 1, Right: 1, Align: align.Center, VerticalPadding: 0.6}
		if c.Left && !head {
			p.Align = align.Left
		}
		r.Add(col.New(c.Width).Add(text.New(clean(cells[i]), p)).
			WithStyle(&props.Cell{BorderType: border.Full, BorderThickness: 0.2}))
	}
	return r
}

// clean makes a text that maroto can draw: composed, on one line, within its planes.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x10000 {
			return '\uFFFD'
		}
		if r == '\n' || r == '\t' || r == '\u00a0' {
			return ' '
		}
		return r
	}, nfc(strings.ReplaceAll(s, "\n", "; ")))
}

func (p *Paragraph) row(grid int) core.Row {
	size := p.Size
	if size == 0 {
		size = 12
	}
	style := fontstyle.Normal
	if p.Bold {
		style = fontstyle.Bold
	} else if p.Italic {
		style = fontstyle.Italic
	}
	prop := props.Text{Family: family, Style: style, Size: size, Top: p.Space, Bottom: 1.5, Align: align.Center, VerticalPadding: 0.8}
	if p.Left {
		prop.Align = align.Left
	}
	if p.Right == "" {
		return row.New().Add(text.NewCol(grid, clean(p.Text), prop))
	}
	return row.New().Add(text.NewCol(grid/2, clean(p.Text), prop), text.NewCol(grid-grid/2, clean(p.Right), prop))
}
