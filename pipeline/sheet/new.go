package sheet

import (
	"fmt"
	"io"
	"regexp"
	"slices"
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

	Note     string // in italics under the title, "" for none; tags are allowed
	Mark     string // in the right corner of each printed page; tags are allowed
	Portrait bool   // upright pages; else across
}

// Column is a column of an Annex.
type Column struct {
	Head  string
	Tag   string  // what stands in the repeated row: "{ho_ten}", "{$stt}", or a formula that begins with "="
	Width float64 // in characters; 0 is 12
	Sum   bool    // added up in the totals row
	Text  bool    // aligned left; numbers stand right, other columns are centred

	Group  string // head above this and the columns beside it of the same group; "" for none
	Totals string // formula of the totals row where it is no sum; "C#" in it is column C of that row
	Format string // number format of the totals row, "" for whole numbers in groups of three
}

// Rows of a new annex: the title, the note, the heads of groups where there are any, the
// heads, the repeated row and the totals.
const (
	titleRow = 1
	noteRow  = 2
	topRow   = 3
)

func (a *Annex) grouped() bool {
	return slices.ContainsFunc(a.Columns, func(c Column) bool { return c.Group != "" })
}

func (a *Annex) headRow() int {
	if a.grouped() {
		return topRow + 1
	}
	return topRow
}

func (a *Annex) listRow() int  { return a.headRow() + 1 }
func (a *Annex) totalRow() int { return a.headRow() + 2 }

// ownRow is a cell of the formula's own row.
var ownRow = regexp.MustCompile(`\b([A-Z]{1,3})#`)

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
	return Write(w, f)
}

// annexStyles are the styles of a new template; total makes those of the totals row.
type annexStyles struct {
	title, note, head, text, middle, number int
	total                                   func(format, align string) (int, error)
}

func newStyles(f *excelize.File) (s annexStyles, err error) {
	var border []excelize.Border
	for _, side := range []string{"left", "top", "right", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	style := func(font excelize.Font, align string, lines []excelize.Border) (id int) {
		if err == nil {
			font.Family = "Times New Roman"
			id, err = f.NewStyle(&excelize.Style{Border: lines, Font: &font,
				Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center", WrapText: true}})
		}
		return id
	}
	s.title = style(excelize.Font{Size: 14, Bold: true}, "center", nil)
	s.note = style(excelize.Font{Size: 13, Italic: true}, "center", nil)
	s.head = style(excelize.Font{Size: 12, Bold: true}, "center", border)
	s.text = style(excelize.Font{Size: 12}, "left", border)
	s.middle = style(excelize.Font{Size: 12}, "center", border)
	s.number = style(excelize.Font{Size: 12}, "right", border)
	s.total = func(format, align string) (int, error) {
		if format == "" {
			format = "#,##0"
		}
		return f.NewStyle(&excelize.Style{Border: border, CustomNumFmt: &format,
			Font:      &excelize.Font{Family: "Times New Roman", Size: 12, Bold: true},
			Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center", WrapText: true}})
	}
	return s, err
}

func (a *Annex) write(f *excelize.File, s annexStyles) error {
	last := len(a.Columns)
	if last < 2 || strings.HasPrefix(a.Columns[0].Tag, "=") || strings.HasPrefix(a.Columns[last-1].Tag, "=") {
		return fmt.Errorf("an annex needs two columns or more, the first and the last without formula")
	}
	for _, line := range []struct {
		row, style int
		text       string
	}{{titleRow, s.title, a.Title}, {noteRow, s.note, a.Note}} {
		if line.text == "" {
			continue
		}
		if err := a.set(f, styled{1, line.row, line.style}, line.text); err != nil {
			return err
		}
		if err := f.MergeCell(a.Sheet, cellName(1, line.row), cellName(last, line.row)); err != nil {
			return err
		}
		if n := strings.Count(line.text, "\n"); n > 0 {
			if err := f.SetRowHeight(a.Sheet, line.row, float64(n+1)*18); err != nil {
				return err
			}
		}
	}
	for i := range a.Columns {
		if err := a.column(f, s, i); err != nil {
			return err
		}
	}
	if err := a.groups(f, s); err != nil {
		return err
	}
	height := 0.0
	for _, c := range a.Columns {
		if c.Group != "" || !a.grouped() { // bold letters are wider
			height = max(height, wrapFor(c.width(), 13).heightFor(c.Head))
		}
	}
	if height > 0 {
		return f.SetRowHeight(a.Sheet, a.headRow(), height)
	}
	return nil
}

// styled is a cell with its style.
type styled struct{ col, row, style int }

func (a *Annex) set(f *excelize.File, at styled, value string) (err error) {
	name := cellName(at.col, at.row)
	if formula, ok := strings.CutPrefix(value, "="); ok {
		err = f.SetCellFormula(a.Sheet, name, formula)
	} else {
		err = f.SetCellStr(a.Sheet, name, value)
	}
	if err != nil {
		return err
	}
	return f.SetCellStyle(a.Sheet, name, name, at.style)
}

func (c Column) width() float64 {
	if c.Width == 0 {
		return 12
	}
	return c.Width
}

// number says that the column holds amounts: they are added up, computed or written as
// numbers.
func (c Column) number() bool {
	return c.Sum || c.Totals != "" || strings.HasPrefix(c.Tag, "=") || strings.Contains(c.Tag, "| so")
}

// column writes head, repeated cell and total of the column i.
func (a *Annex) column(f *excelize.File, s annexStyles, i int) error {
	c, col := a.Columns[i], i+1
	tag, style, align := c.Tag, s.middle, "center"
	switch {
	case c.Text:
		style = s.text
	case c.number():
		style, align = s.number, "right"
	}
	if i == 0 {
		tag = "{#" + a.List + "}" + tag
	}
	if col == len(a.Columns) {
		tag += "{/" + a.List + "}"
	}
	if err := a.set(f, styled{col, a.headRow(), s.head}, c.Head); err != nil {
		return err
	}
	if err := a.set(f, styled{col, a.listRow(), style}, tag); err != nil {
		return err
	}
	name, err := excelize.ColumnNumberToName(col)
	if err != nil {
		return err
	}
	if err := f.SetColWidth(a.Sheet, name, name, c.width()); err != nil || a.Total == "" {
		return err
	}
	sum := ""
	switch {
	case c.Totals != "":
		sum = ownRow.ReplaceAllString(c.Totals, fmt.Sprintf("${1}%d", a.totalRow()))
	case c.Sum:
		sum = fmt.Sprintf("=SUM(%s:%[1]s)", cellName(col, a.listRow()))
	case i == 1:
		sum = a.Total
	}
	total, err := s.total(c.Format, align)
	if err != nil {
		return err
	}
	return a.set(f, styled{col, a.totalRow(), total}, sum)
}

// groups writes the heads above the heads; columns without one have theirs over both rows.
func (a *Annex) groups(f *excelize.File, s annexStyles) error {
	if !a.grouped() {
		return nil
	}
	for i := 0; i < len(a.Columns); {
		c, end := a.Columns[i], i+1
		for c.Group != "" && end < len(a.Columns) && a.Columns[end].Group == c.Group {
			end++
		}
		head, bottom := c.Group, topRow
		if c.Group == "" {
			head, bottom = c.Head, topRow+1
		}
		for col := i + 1; col <= end; col++ {
			text := ""
			if col == i+1 {
				text = head
			}
			if err := a.set(f, styled{col, topRow, s.head}, text); err != nil {
				return err
			}
		}
		if bottom > topRow {
			if err := f.SetCellStr(a.Sheet, cellName(i+1, bottom), ""); err != nil {
				return err
			}
		}
		if err := f.MergeCell(a.Sheet, cellName(i+1, topRow), cellName(end, bottom)); err != nil {
			return err
		}
		i = end
	}
	return nil
}

// page sets the printed page and freezes the head.
func (a *Annex) page(f *excelize.File) error {
	a4, across, wide, tall := 9, "landscape", 1, 0
	one := uint(1) // each annex has page numbers of its own (NĐ 30/2020 PL I.I.7)
	if a.Portrait {
		across = "portrait"
	}
	head, number, first := a.headRow(), `&C&"Times New Roman"&13&P`, ""
	if a.Mark != "" {
		first = `&R&"Times New Roman"&11` + a.Mark
		number += first
	}
	fit, mm := true, func(v float64) *float64 { v /= 25.4; return &v }
	steps := []func() error{
		func() error {
			return f.SetPageLayout(a.Sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &wide, FitToHeight: &tall, FirstPageNumber: &one})
		},
		func() error { return f.SetSheetProps(a.Sheet, &excelize.SheetPropsOptions{FitToPage: &fit}) },
		func() error {
			return f.SetPageMargins(a.Sheet, &excelize.PageLayoutMarginsOptions{Top: mm(20), Bottom: mm(20), Left: mm(20), Right: mm(15), Header: mm(10), Footer: mm(10)})
		},
		func() error {
			return f.SetHeaderFooter(a.Sheet, &excelize.HeaderFooterOptions{OddHeader: number, FirstHeader: first, DifferentFirst: true})
		},
		func() error {
			return f.SetPanes(a.Sheet, &excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: cellName(1, head+1), ActivePane: "bottomLeft",
				Selection: []excelize.Selection{{SQRef: cellName(1, head+1), ActiveCell: cellName(1, head+1), Pane: "bottomLeft"}}})
		},
		func() error {
			return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: a.Sheet,
				RefersTo: fmt.Sprintf("'%s'!$%d:$%d", a.Sheet, topRow, head)})
		},
	}
	for _, do := range steps {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}
