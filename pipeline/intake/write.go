package intake

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/sheet"
)

// codeSheet is the hidden sheet with the code of the workbook and its lists.
const codeSheet = "_vanthu"

// code names what a workbook is; it stands in cell A1 of codeSheet.
type code struct {
	form    string
	version int
	unit    string
	year    int
}

func (c code) String() string {
	return fmt.Sprintf("vanthu|%s|%d|%s|%d", c.form, c.version, c.unit, c.year)
}

func parseCode(s string) (c code, ok bool) {
	p := strings.Split(s, "|")
	if len(p) != 5 || p[0] != "vanthu" {
		return c, false
	}
	c.form, c.unit = p[1], p[3]
	_, err := fmt.Sscanf(p[2]+" "+p[4], "%d %d", &c.version, &c.year)
	return c, err == nil
}

// UnitWorkbook writes the workbook that a unit, named by code or name, fills in a year. The same database gives the
// same bytes.
func (d Workbooks) UnitWorkbook(ctx context.Context, unit string, year int, w io.Writer) error {
	f, err := readForm(d.Forms, unitForm)
	if err != nil {
		return err
	}
	all, err := readUnits(ctx, d.DB.Reader, year)
	if err != nil {
		return err
	}
	u := all.byCode[unit]
	if u == nil {
		found, doubt := all.find(unit, "")
		if doubt != nil {
			return fmt.Errorf("unit %q in %d: %s", unit, year, doubt.message)
		}
		u = all.byCode[found]
	}
	if err := f.readLists(ctx, d.DB.Reader, year); err != nil {
		return err
	}
	practice := false
	if err := sqlx.GetContext(ctx, d.DB.Reader, &practice, `SELECT so_lieu_mau AND thuc_hanh FROM co_so_du_lieu`); err != nil {
		return err
	}
	if practice {
		f.mark = practiceMark
	}
	return f.write(w, code{f.Code, f.Version, u.Code, year}, u.Name, fmt.Sprintf("Năm %d", year))
}

// practiceMark is what workbooks say of a database in which people practise, as all papers of
// it do.
const practiceMark = "THỰC HÀNH"

// write writes the empty workbook: a page of guidance, a sheet for each table, the hidden
// code and lists.
func (f *Form) write(w io.Writer, c code, lines ...string) error {
	x := excelize.NewFile()
	defer x.Close()
	b := &builder{x: x}
	if err := b.begin(); err != nil {
		return err
	}
	if f.mark != "" {
		lines = append(lines, f.mark)
	}
	b.cover(f, lines)
	b.growing = f.growing()
	for _, s := range f.Sheets {
		if s.usable() {
			b.sheet(s)
		}
	}
	b.do(x.SetCellStr(codeSheet, "A1", c.String()))
	b.do(x.SetSheetVisible(codeSheet, false, true))
	x.SetActiveSheet(0)
	day := fmt.Sprintf("%d-01-01T00:00:00Z", max(c.year, 2000))
	b.do(x.SetDocProps(&excelize.DocProperties{Creator: "vanthu", Created: day, Modified: day}))
	b.do(sheet.Mark(x, f.mark))
	if b.err != nil {
		return b.err
	}
	return sheet.Write(w, x)
}

// usable reports whether a sheet can be filled: each list that it must choose from has an
// entry.
func (s *Sheet) usable() bool {
	for _, c := range s.Columns {
		if c.Need && c.From != "" && len(c.options) == 0 {
			return false
		}
	}
	return true
}

// builder writes a workbook; the first error stops it.
type builder struct {
	x     *excelize.File
	err   error
	lists int // columns of codeSheet taken

	growing *Sheet // of agencies that its reader adds, which other sheets then offer; nil for none

	title, guide, head, locked, text, prose, number, points, day int
}

func (b *builder) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

const coverSheet = "Hướng dẫn"

func (b *builder) begin() error {
	b.do(b.x.SetDefaultFont("Times New Roman"))
	b.do(b.x.SetSheetName("Sheet1", coverSheet))
	_, err := b.x.NewSheet(codeSheet)
	b.do(err)
	b.lists = 1
	var border []excelize.Border
	for _, side := range []string{"left", "top", "right", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "808080", Style: 1})
	}
	style := func(s excelize.Style) (id int) {
		if b.err == nil {
			s.Font.Family = "Times New Roman"
			id, b.err = b.x.NewStyle(&s)
		}
		return id
	}
	open := &excelize.Protection{Locked: false}
	grey := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"D9E2EC"}}
	wrap := func(h, v string) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: h, Vertical: v, WrapText: true}
	}
	text, whole, hundredth, date := "@", "#,##0", "#,##0.00", "dd/mm/yyyy"
	b.title = style(excelize.Style{Font: &excelize.Font{Size: 14, Bold: true}, Alignment: wrap("left", "center")})
	b.guide = style(excelize.Style{Font: &excelize.Font{Size: 11, Italic: true}, Alignment: wrap("left", "top")})
	b.head = style(excelize.Style{Font: &excelize.Font{Size: 12, Bold: true}, Border: border, Fill: grey, Alignment: wrap("center", "center")})
	b.locked = style(excelize.Style{Font: &excelize.Font{Size: 12}, Border: border, Fill: grey, Alignment: wrap("left", "center")})
	b.text = style(excelize.Style{Font: &excelize.Font{Size: 12}, Border: border, Alignment: wrap("left", "center"), CustomNumFmt: &text, Protection: open})
	b.prose = style(excelize.Style{Font: &excelize.Font{Size: 12}, Border: border, Alignment: wrap("left", "top"), CustomNumFmt: &text, Protection: open})
	b.number = style(excelize.Style{Font: &excelize.Font{Size: 12}, Border: border, Alignment: wrap("right", "center"), CustomNumFmt: &whole, Protection: open})
	b.points = style(excelize.Style{Font: &excelize.Font{Size: 12}, Border: border, Alignment: wrap("right", "center"), CustomNumFmt: &hundredth, Protection: open})
	b.day = style(excelize.Style{Font: &excelize.Font{Size: 12}, Border: border, Alignment: wrap("center", "center"), CustomNumFmt: &date, Protection: open})
	return b.err
}

// cover writes the page of guidance.
func (b *builder) cover(f *Form, lines []string) {
	b.do(b.x.SetColWidth(coverSheet, "A", "A", 110))
	row := 1
	put := func(text string, style int) {
		b.do(b.x.SetCellStr(coverSheet, cellName(1, row), text))
		b.do(b.x.SetCellStyle(coverSheet, cellName(1, row), cellName(1, row), style))
		row++
	}
	for _, text := range append([]string{f.Title}, lines...) {
		put(text, b.title)
	}
	for _, text := range f.Guide {
		put("- "+text, b.guide)
	}
	b.protect(coverSheet)
}

func (b *builder) protect(name string) {
	b.do(b.x.ProtectSheet(name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true,
		FormatCells: true, FormatColumns: true, FormatRows: true}))
}

// sheet writes a table to fill.
func (b *builder) sheet(s *Sheet) {
	_, err := b.x.NewSheet(s.Tab)
	b.do(err)
	last := len(s.Columns) + 1 // column A holds TT
	for _, line := range []struct {
		row    int
		text   string
		style  int
		height float64
	}{{titleRow, s.Title, b.title, 24}, {guideRow, s.Guide, b.guide, 34}} {
		b.do(b.x.SetCellStr(s.Tab, cellName(1, line.row), line.text))
		b.do(b.x.SetCellStyle(s.Tab, cellName(1, line.row), cellName(1, line.row), line.style))
		b.do(b.x.MergeCell(s.Tab, cellName(1, line.row), cellName(max(last, 6), line.row)))
		b.do(b.x.SetRowHeight(s.Tab, line.row, line.height))
	}
	b.heads(s)
	rows := s.count()
	for i := range rows {
		b.do(b.x.SetCellInt(s.Tab, cellName(1, firstRow+i), int64(i+1)))
	}
	b.do(b.x.SetCellStyle(s.Tab, cellName(1, firstRow), cellName(1, firstRow+rows-1), b.locked))
	for i, c := range s.Columns {
		b.column(s, c, i+2, firstRow+rows-1)
	}
	for n, row := range s.given {
		for i := range s.Columns {
			if text := row[i]; text != "" {
				b.do(b.x.SetCellStr(s.Tab, cellName(i+2, firstRow+n), text))
			}
		}
	}
	b.do(b.x.SetPanes(s.Tab, &excelize.Panes{Freeze: true, XSplit: 2, YSplit: headRow, TopLeftCell: cellName(3, firstRow), ActivePane: "bottomRight"}))
	fit, across := true, "landscape"
	size, wide, tall := 9, 1, 0
	b.do(b.x.SetSheetProps(s.Tab, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.do(b.x.SetPageLayout(s.Tab, &excelize.PageLayoutOptions{Size: &size, Orientation: &across, FitToWidth: &wide, FitToHeight: &tall}))
	b.protect(s.Tab)
}

// count is the number of rows to fill.
func (s *Sheet) count() int {
	switch {
	case s.One:
		return 1
	case s.Fixed:
		return max(1, len(s.Columns[0].options))
	}
	return max(1, s.Rows)
}

// heads writes the two rows of heads; a head without group takes both.
func (b *builder) heads(s *Sheet) {
	last := len(s.Columns) + 1
	b.do(b.x.SetCellStyle(s.Tab, cellName(1, groupRow), cellName(last, headRow), b.head))
	b.do(b.x.SetRowHeight(s.Tab, headRow, 48))
	b.do(b.x.SetCellStr(s.Tab, cellName(1, groupRow), "TT"))
	b.do(b.x.MergeCell(s.Tab, cellName(1, groupRow), cellName(1, headRow)))
	b.do(b.x.SetColWidth(s.Tab, "A", "A", 5))
	for i := 0; i < len(s.Columns); i++ {
		c, col := s.Columns[i], i+2
		width := c.Width
		if width == 0 {
			width = 14
		}
		b.do(b.x.SetColWidth(s.Tab, columnName(col), columnName(col), width))
		if c.Group == "" {
			b.do(b.x.SetCellStr(s.Tab, cellName(col, groupRow), c.Head))
			b.do(b.x.MergeCell(s.Tab, cellName(col, groupRow), cellName(col, headRow)))
			continue
		}
		b.do(b.x.SetCellStr(s.Tab, cellName(col, headRow), c.Head))
		if s.Columns[i-1].Group != c.Group {
			end := i
			for end+1 < len(s.Columns) && s.Columns[end+1].Group == c.Group {
				end++
			}
			b.do(b.x.SetCellStr(s.Tab, cellName(col, groupRow), c.Group))
			b.do(b.x.MergeCell(s.Tab, cellName(col, groupRow), cellName(end+2, groupRow)))
		}
	}
}

// column writes styles, fixed values and validation of a column.
func (b *builder) column(s *Sheet, c *Column, col, last int) {
	top, bottom := cellName(col, firstRow), cellName(col, last)
	if s.Fixed && col == 2 {
		b.do(b.x.SetCellStyle(s.Tab, top, bottom, b.locked))
		for i, o := range c.options {
			b.do(b.x.SetCellStr(s.Tab, cellName(col, firstRow+i), o.Name))
		}
		return
	}
	style := map[string]int{countType: b.number, moneyType: b.number, pointsType: b.points, dayType: b.day, proseType: b.prose}[c.Type]
	if style == 0 {
		style = b.text
	}
	b.do(b.x.SetCellStyle(s.Tab, top, bottom, style))
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(top + ":" + bottom)
	switch c.Type {
	case countType, moneyType:
		limit := 999999999.0
		if c.Type == moneyType {
			limit = 999999999999999
		}
		b.do(dv.SetRange(0.0, limit, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
		dv.SetError(excelize.DataValidationErrorStyleStop, "Số chưa đúng", "Nhập số nguyên từ 0 trở lên, không kèm chữ.")
	case pointsType:
		b.do(dv.SetRange(0.0, 100.0, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		dv.SetError(excelize.DataValidationErrorStyleStop, "Điểm chưa đúng", "Nhập điểm từ 0 đến 100.")
	case dayType:
		b.do(dv.SetRange(1.0, 73050.0, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween))
		dv.SetError(excelize.DataValidationErrorStyleWarning, "Ngày chưa đúng", "Nhập ngày/tháng/năm, ví dụ 05/02/2024.")
	case choiceType, yesType:
		names := c.names()
		if c.Type == yesType {
			names = []string{"Có", "Không"}
		}
		if len(names) == 0 {
			return
		}
		if c.From == agencyList && b.growing != nil {
			dv.SetSqrefDropList(b.growingList(names))
		} else {
			dv.SetSqrefDropList(b.list(names))
		}
		dv.SetError(excelize.DataValidationErrorStyleStop, "Chọn trong danh sách", "Bấm mũi tên ở ô rồi chọn một dòng.")
	default:
		if c.Note == "" {
			return
		}
		dv.Type = "none"
	}
	if c.Note != "" {
		dv.SetInput(cut(c.Head, 30), cut(c.Note, 250))
	}
	b.do(b.x.AddDataValidation(s.Tab, dv))
}

// list writes a list to codeSheet and returns where it stands.
func (b *builder) list(names []string) string {
	b.lists++
	name := columnName(b.lists)
	for i, n := range names {
		b.do(b.x.SetCellStr(codeSheet, cellName(b.lists, i+1), n))
	}
	return fmt.Sprintf("%s!$%s$1:$%s$%d", codeSheet, name, name, len(names))
}

// growing is the sheet whose first column adds agencies to those that its other sheets offer.
func (f *Form) growing() *Sheet {
	for _, s := range f.Sheets {
		if s.Table == issuerTable {
			return s
		}
	}
	return nil
}

// growingList is a list that ends with what is typed into the growing sheet, as far as that is
// filled.
func (b *builder) growingList(names []string) string {
	s := b.growing
	given := map[string]bool{}
	for _, row := range s.given {
		given[row[0]] = true
	}
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return given[name] }) // they follow as typed
	b.list(names)
	name, rows := columnName(b.lists), s.count()
	for i := range rows {
		cell := fmt.Sprintf("'%s'!$B$%d", s.Tab, firstRow+i)
		b.do(b.x.SetCellFormula(codeSheet, cellName(b.lists, len(names)+i+1), fmt.Sprintf(`IF(%[1]s="","",%[1]s)`, cell)))
	}
	typed := fmt.Sprintf("'%s'!$B$%d:$B$%d", s.Tab, firstRow, firstRow+rows-1)
	return fmt.Sprintf(`OFFSET(%s!$%s$1,0,0,%d+SUMPRODUCT(MAX((LEN(%s)>0)*(ROW(%[4]s)-%d))),1)`, codeSheet, name, len(names), typed, firstRow-1)
}

// cut shortens a text to n characters.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
