package sheet

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Annex describes a sheet of a new template: a title, a table over a list, totals.
type Annex struct {
	Sheet   string // name on the tab, at most 31 characters
	Title   string // above the table; tags are allowed
	List    string // the list whose items are the rows: "ca_nhan"
	Columns []Column
	Total   string // label of the totals row, "" for none
}

// Column is a column of an Annex.
type Column struct {
	Head  string
	Tag   string  // what stands in the repeated row: "{ho_ten}", "{$stt}", or a formula that begins with "="
	Width float64 // in characters; 0 is 12
	Sum   bool    // added up in the totals row
	Text  bool    // aligned left; other columns are centred, as numbers are
}

// Rows of a new annex.
const (
	titleRow = 1
	headRow  = 3
	listRow  = 4
	totalRow = 5
)

// WriteTemplate writes a new template workbook with one sheet an annex: Times New Roman,
// bordered table, heads frozen and repeated on each printed page, totals as formulas, A4
// across, fitted to the width. What it writes is for people to go on with in Excel.
func WriteTemplate(w io.Writer, annexes []Annex) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetDefaultFont("Times New Roman"); err != nil {
		return err
	}
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	for i, a := range annexes {
		if i == 0 {
			err = f.SetSheetName("Sheet1", a.Sheet)
		} else {
			_, err = f.NewSheet(a.Sheet)
		}
		if err == nil {
			err = a.write(f, styles)
		}
		if err == nil {
			err = a.page(f)
		}
		if err != nil {
			return fmt.Errorf("sheet %s: %w", a.Sheet, err)
		}
	}
	day := "2024-01-01T00:00:00Z" // a template has no clock
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "vanthu", Created: day, Modified: day}); err != nil {
		return err
	}
	return write(w, f)
}

// annexStyles are the styles of a new template.
type annexStyles struct{ title, head, text, number, total int }

func newStyles(f *excelize.File) (s annexStyles, err error) {
	var border []excelize.Border
	for _, side := range []string{"left", "top", "right", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	style := func(bold bool, size float64, align string, lines []excelize.Border) (id int) {
		if err == nil {
			id, err = f.NewStyle(&excelize.Style{Border: lines,
				Font:      &excelize.Font{Family: "Times New Roman", Size: size, Bold: bold},
				Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center", WrapText: true}})
		}
		return id
	}
	s.title = style(true, 14, "center", nil)
	s.head = style(true, 12, "center", border)
	s.text = style(false, 12, "left", border)
	s.number = style(false, 12, "center", border)
	s.total = style(true, 12, "center", border)
	return s, err
}

func (a *Annex) write(f *excelize.File, s annexStyles) error {
	last := len(a.Columns)
	if last < 2 || strings.HasPrefix(a.Columns[0].Tag, "=") || strings.HasPrefix(a.Columns[last-1].Tag, "=") {
		return fmt.Errorf("an annex needs two columns or more, the first and the last without formula")
	}
	set := func(col, row, style int, value string) (err error) {
		name := cellName(col, row)
		if formula, ok := strings.CutPrefix(value, "="); ok {
			err = f.SetCellFormula(a.Sheet, name, formula)
		} else {
			err = f.SetCellStr(a.Sheet, name, value)
		}
		if err != nil {
			return err
		}
		return f.SetCellStyle(a.Sheet, name, name, style)
	}
	if err := set(1, titleRow, s.title, a.Title); err != nil {
		return err
	}
	if last > 1 {
		if err := f.MergeCell(a.Sheet, cellName(1, titleRow), cellName(last, titleRow)); err != nil {
			return err
		}
	}
	height := 0.0
	for i, c := range a.Columns {
		if c.Width == 0 {
			c.Width = 12
		}
		height = max(height, wrapFor(c.Width, 13).heightFor(c.Head)) // bold letters are wider
		tag, style, sum := c.Tag, s.number, ""
		if c.Text {
			style = s.text
		}
		if i == 0 {
			tag = "{#" + a.List + "}" + tag
		}
		if i == last-1 {
			tag += "{/" + a.List + "}"
		}
		if c.Sum {
			sum = fmt.Sprintf("=SUM(%s:%[1]s)", cellName(i+1, listRow))
		} else if i == 1 {
			sum = a.Total
		}
		err := set(i+1, headRow, s.head, c.Head)
		if err == nil {
			err = set(i+1, listRow, style, tag)
		}
		if err == nil && a.Total != "" {
			err = set(i+1, totalRow, s.total, sum)
		}
		if err == nil {
			name, _ := excelize.ColumnNumberToName(i + 1)
			err = f.SetColWidth(a.Sheet, name, name, c.Width)
		}
		if err != nil {
			return err
		}
	}
	if height > 0 {
		return f.SetRowHeight(a.Sheet, headRow, height)
	}
	return nil
}

// page sets the printed page and freezes the head.
func (a *Annex) page(f *excelize.File) error {
	a4, across, wide, tall := 9, "landscape", 1, 0
	fit, mm := true, func(v float64) *float64 { v /= 25.4; return &v }
	steps := []func() error{
		func() error {
			return f.SetPageLayout(a.Sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &wide, FitToHeight: &tall})
		},
		func() error { return f.SetSheetProps(a.Sheet, &excelize.SheetPropsOptions{FitToPage: &fit}) },
		func() error {
			return f.SetPageMargins(a.Sheet, &excelize.PageLayoutMarginsOptions{Top: mm(20), Bottom: mm(20), Left: mm(20), Right: mm(15), Header: mm(10), Footer: mm(10)})
		},
		func() error {
			return f.SetHeaderFooter(a.Sheet, &excelize.HeaderFooterOptions{OddHeader: `&C&"Times New Roman"&13&P`, DifferentFirst: true})
		},
		func() error {
			return f.SetPanes(a.Sheet, &excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: cellName(1, headRow+1), ActivePane: "bottomLeft",
				Selection: []excelize.Selection{{SQRef: cellName(1, headRow+1), ActiveCell: cellName(1, headRow+1), Pane: "bottomLeft"}}})
		},
		func() error {
			return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: a.Sheet,
				RefersTo: fmt.Sprintf("'%s'!$%d:$%[2]d", a.Sheet, headRow)})
		},
	}
	for _, do := range steps {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}
