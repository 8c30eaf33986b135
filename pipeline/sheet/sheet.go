// Package sheet fills workbooks: an XLSX with tags in its cells, made and edited in Excel,
// and a data set give an XLSX with numbers, days and texts in their place.
//
// In: Compile reads the template once and tells all its faults together. Out: Fill writes
// the workbook; a Template does not change and may be filled by several goroutines.
//
// The tags are those of package tag. A section whose tags stand in one cell repeats the
// text between them; otherwise it repeats whole rows, from the row of its opening tag to
// that of its closing tag; rows that hold nothing but such tags vanish. Sections nest.
// A cell that holds one value tag and nothing else gets a real number or a real day, with
// a number format that says what the filter says, so that Excel can reckon with it; any
// other cell with tags gets text in the one style of its cell, which never becomes a
// formula. Formulas, merged cells, print areas, print titles, page breaks, validations,
// conditional formats, sparklines, tables, filters, comments, links and the series of charts
// follow their rows: =SUM(D5) or =SUM(D5:D5) under a repeated row 5 adds all of its rows,
// =D5*2 takes the first; in row 5 itself =D5/SUM(D$5:D$5) is a share of all. Tags in printed
// headers and footers, in comments, in the texts of shapes and charts and in the names of sheets
// are filled too.
//
// The one thing to know: a sheet of up to maxInPlace rows is filled inside the template,
// which keeps all that Excel can hold; a larger one is streamed with the template's
// styles, widths, panes and page setup. Both give the same cells, and the same input
// always the same bytes.
package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/tag"
)

// maxInPlace is the number of rows above which a sheet is streamed.
const maxInPlace = 2000

// Limits of what is read; a zip can hold far more than its size shows.
const (
	maxInflated = 200 << 20
	maxRows     = 1_048_576 // ECMA-376-1 18.3.1.73
	maxText     = 32_767    // UTF-16 units in a cell
)

// Template is a compiled workbook.
type Template struct {
	data     []byte
	sheets   []*plan // in the order of the workbook
	headers  []header
	comments []comment
	names    []header             // of sheets with tags in their name
	shapes   map[string]*cell     // texts of shapes and charts with tags
	parts    map[string]sheetPart // by sheet
	uses     []Use
	inPlace  int // maxInPlace
}

// Use is a tag of a template, for proving tags against data.
type Use struct {
	Place string     // "trang tính PL1, ô B5"
	Tag   *tag.Tag   // a value or section tag
	In    []*tag.Tag // the sections around it, outermost first
}

// Compile reads a template workbook. All faults are told at once, each with sheet and cell.
func Compile(xlsx []byte) (*Template, error) {
	f, err := open(xlsx)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t := &Template{data: xlsx, inPlace: maxInPlace}
	if err := t.readParts(f); err != nil {
		return nil, err
	}
	var faults []error
	for _, name := range f.GetSheetList() {
		p, bad, err := readPlan(f, name)
		if err != nil {
			return nil, fmt.Errorf("trang tính %s: %w", name, err)
		}
		faults = append(faults, bad...)
		if p != nil {
			t.sheets, t.uses = append(t.sheets, p), append(t.uses, p.uses...)
		}
		faults = append(faults, t.readHeaders(f, name)...)
		faults = append(faults, t.readName(f, name)...)
		faults = append(faults, t.readLinks(f, name)...)
		faults = append(faults, t.readComments(f, name)...)
	}
	faults = append(faults, t.readShapes(f)...)
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	t.keepReferred()
	return t, nil
}

func open(xlsx []byte) (*excelize.File, error) {
	f, err := excelize.OpenReader(bytes.NewReader(xlsx), excelize.Options{
		UnzipSizeLimit: maxInflated, UnzipXMLSizeLimit: 64 << 20, RawCellValue: true})
	if err != nil {
		return nil, fmt.Errorf("không phải tệp Excel (.xlsx), hoặc tệp đã hỏng: %w", err)
	}
	return f, nil
}

// Tags returns the tags of all sheets in the order of the cells.
func (t *Template) Tags() []Use { return t.uses }

// Fill writes the workbook for a data set. Names that the data lack and values that a cell
// cannot hold are told together, each with sheet and cell. Nothing is written before the
// whole workbook is made. The time in the file's properties is the start of the day "ngay"
// where the data have one.
func (t *Template) Fill(w io.Writer, set *dataset.Set) error { return t.FillMarked(w, set, "") }

// FillMarked is Fill with a mark on every page that is printed, as Mark puts it.
func (t *Template) FillMarked(w io.Writer, set *dataset.Set, mark string) error {
	f, err := open(t.data)
	if err != nil {
		return err
	}
	defer f.Close()
	fl := &filler{file: f, set: set, layouts: map[string]*layout{}, styles: map[styleKey]int{}, told: map[*cell]bool{}}
	for _, p := range t.sheets {
		l := fl.layOut(p)
		if l.rows > maxRows {
			return fmt.Errorf("trang tính %s có %d hàng, Excel chỉ chứa được %d", p.name, l.rows, maxRows)
		}
		fl.layouts[p.name] = l
	}
	fl.nameSheets(t.names)
	fl.fillShapes(t)
	// Results of formulas kept in the template would be shown as if they were ours.
	if err := f.UpdateLinkedValue(); err != nil {
		return err
	}
	if err := fl.readStale(t.sheets); err != nil {
		return err
	}
	if err := fl.fillHeaders(t.headers); err != nil {
		return err
	}
	if err := fl.fillComments(t); err != nil {
		return err
	}
	if err := Mark(f, mark); err != nil {
		return err
	}
	if err := fl.writeAll(t); err != nil {
		return err
	}
	fl.dropStale()
	if err := fl.dropEmpty(t); err != nil {
		return err
	}
	if err := errors.Join(fl.faults...); err != nil {
		return err
	}
	load := true
	if err := f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &load}); err != nil {
		return err
	}
	if err := setDay(f, set); err != nil {
		return err
	}
	if err := fl.renameSheets(t.names); err != nil {
		return err
	}
	return write(w, f, func(name string, src []byte) []byte { return fl.moveParts(t, name, src) })
}

// dropEmpty takes away the sheets whose lists have no row, as long as another sheet stays.
func (fl *filler) dropEmpty(t *Template) error {
	var empty []string
	for _, p := range t.sheets {
		if top := fl.layouts[p.name].top; len(top) > 0 && !slices.ContainsFunc(top, func(e *extent) bool { return e.n > 0 && !e.blank }) {
			empty = append(empty, p.name)
		}
	}
	if len(empty) == len(fl.file.GetSheetList()) {
		return nil
	}
	for _, name := range empty {
		if err := fl.file.DeleteSheet(name); err != nil {
			return fmt.Errorf("trang tính %s: %w", name, err)
		}
	}
	return nil
}

// setDay says when the workbook was made: on the day for which it is written.
func setDay(f *excelize.File, set *dataset.Set) error {
	v, _ := set.Get("ngay")
	y, m, d, ok := v.Day()
	if !ok {
		return nil
	}
	props, err := f.GetDocProps()
	if err != nil {
		return err
	}
	at := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.FixedZone("", 7*60*60)).UTC().Format(time.RFC3339)
	props.Created, props.Modified = at, at
	return f.SetDocProps(props)
}

// filler is one filling.
type filler struct {
	file    *excelize.File
	set     *dataset.Set
	layouts map[string]*layout // by sheet, of those with a plan
	styles  map[styleKey]int
	faults  []error
	told    map[*cell]bool    // cells whose fault is told already
	names   map[string]string // of sheets with tags in their name, as filled
	shapes  map[string]string // texts of shapes and charts with tags, as filled
	stale   map[string]int    // shared texts with tags that no cell has any more
}

// writeAll makes room on all sheets first, because excelize moves the references of all
// sheets; then it writes, the streamed sheets last: excelize forgets their cells.
func (fl *filler) writeAll(t *Template) error {
	names := fl.file.GetDefinedName()
	var linksBack []func() error
	for _, sheet := range fl.file.GetSheetList() {
		back, err := fl.takeLinks(t, sheet)
		if err != nil {
			return fmt.Errorf("trang tính %s: %w", sheet, err)
		}
		linksBack = append(linksBack, back)
	}
	var small, large []*plan
	for _, p := range t.sheets {
		tables, err := fl.file.GetTables(p.name)
		if err == nil {
			err = fl.restructure(p)
		}
		if err == nil {
			err = fl.moveComments(p)
		}
		if err != nil {
			return fmt.Errorf("trang tính %s: %w", p.name, err)
		}
		// Streaming would lose the sheet's tables.
		if fl.layouts[p.name].rows > t.inPlace && len(tables) == 0 {
			large = append(large, p)
		} else {
			small = append(small, p)
		}
	}
	for _, back := range linksBack {
		if err := back(); err != nil {
			return err
		}
	}
	for _, p := range small {
		err := fl.walk(p, &inPlace{fl.file, p, fl.stale})
		if err == nil {
			err = fl.file.SetSheetDimension(p.name, "A1:"+cellName(max(p.width, 1), max(fl.layouts[p.name].rows, 1)))
		}
		if err != nil {
			return fmt.Errorf("trang tính %s: %w", p.name, err)
		}
	}
	for _, p := range large {
		if err := fl.stream(p); err != nil {
			return fmt.Errorf("trang tính %s: %w", p.name, err)
		}
	}
	return fl.moveNames(names)
}

// moveNames lets defined names, print areas and print titles follow their rows.
func (fl *filler) moveNames(names []excelize.DefinedName) error {
	for _, n := range names {
		// excelize has moved it too, in its own way.
		f := parseFormula(n.RefersTo)
		if !f.isRange() {
			f = cellFormula(n.RefersTo)
		}
		to := f.text(fl, "", nil)
		if err := fl.file.DeleteDefinedName(&excelize.DefinedName{Name: n.Name, Scope: n.Scope}); err != nil {
			return err
		}
		n.RefersTo = to
		if err := fl.file.SetDefinedName(&n); err != nil {
			return fmt.Errorf("%s: %w", n.Name, err)
		}
	}
	return nil
}

// fault notes a fault of a cell, once however often the cell is repeated.
func (fl *filler) fault(p *plan, c *cell, err error) {
	if !fl.told[c] {
		fl.told[c] = true
		fl.faults = append(fl.faults, fmt.Errorf("%s: %w", p.place(c), err))
	}
}

// readStale finds the texts with tags among those that excelize shares between cells; it
// keeps them in the file though no cell has them any more.
func (fl *filler) readStale(plans []*plan) error {
	fl.stale = map[string]int{}
	tagged := map[string]bool{}
	for _, p := range plans {
		for _, text := range p.tagged {
			tagged[text] = true
		}
		if _, err := fl.file.GetCellValue(p.name, "A1"); err != nil { // reads the shared texts
			return err
		}
	}
	if fl.file.SharedStrings == nil {
		return nil
	}
	for i, s := range fl.file.SharedStrings.SI {
		text := s.String()
		if tagged[text] {
			fl.stale[text] = i
		}
	}
	return nil
}

// dropStale empties them.
func (fl *filler) dropStale() {
	for _, i := range fl.stale {
		s := &fl.file.SharedStrings.SI[i]
		s.R = nil
		if s.T != nil {
			s.T.Val = ""
		}
	}
}
