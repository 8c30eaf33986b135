package sheet

import (
	"regexp"

	"github.com/xuri/excelize/v2"
)

// inPlace writes into the sheet of the template.
type inPlace struct {
	file  *excelize.File
	plan  *plan
	stale map[string]int
}

// row writes the cells of a row. Outside of sections constants stand there already.
func (s *inPlace) row(n int, r *row, height float64, values []excelize.Cell) error {
	all := len(s.plan.chain[r.n]) > 0
	if r.static && !all {
		return nil
	}
	for i := range values {
		c := r.cells[i]
		if !all && (c == nil || c.formula == nil && c.parts == nil) {
			continue
		}
		if err := s.set(cellName(i+1, n), &values[i]); err != nil {
			return err
		}
	}
	if all && r.level > 0 {
		if err := s.file.SetRowOutlineLevel(s.plan.name, n, r.level); err != nil {
			return err
		}
	}
	if all && r.hidden {
		if err := s.file.SetRowVisible(s.plan.name, n, false); err != nil {
			return err
		}
	}
	if height == 0 {
		height = -1 // by content
	}
	return s.file.SetRowHeight(s.plan.name, n, height)
}

var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func (s *inPlace) set(cell string, v *excelize.Cell) error {
	var err error
	switch value := v.Value.(type) {
	case nil:
		if err = s.file.SetCellValue(s.plan.name, cell, nil); err == nil && v.Formula != "" {
			err = s.file.SetCellFormula(s.plan.name, cell, v.Formula)
		}
	case string:
		// The characters _x000D_ are an escape in a shared text (ECMA-376-1 22.4.2.4);
		// excelize writes them as they are.
		delete(s.stale, value)
		err = s.file.SetCellStr(s.plan.name, cell, escape.ReplaceAllString(value, "_x005F$0"))
	case []excelize.RichTextRun:
		err = s.file.SetCellRichText(s.plan.name, cell, value)
	default:
		err = s.file.SetCellValue(s.plan.name, cell, value)
	}
	if err != nil {
		return err
	}
	return s.file.SetCellStyle(s.plan.name, cell, cell, v.StyleID)
}

func (s *inPlace) merge(a area) error {
	if a.col1 == a.col2 && a.row1 == a.row2 {
		return nil
	}
	return s.file.MergeCell(s.plan.name, cellName(a.col1, a.row1), cellName(a.col2, a.row2))
}

// restructure makes room: it adds and removes rows, once a section, so that excelize moves
// all that hangs on rows. Merged cells are taken out before; they come with the rows.
func (fl *filler) restructure(p *plan) error {
	for _, a := range p.merges {
		if err := fl.file.UnmergeCell(p.name, cellName(a.col1, a.row1), cellName(a.col2, a.row2)); err != nil {
			return err
		}
	}
	l := fl.layouts[p.name]
	exts := l.top
	for i := len(p.nodes) - 1; i >= 0; i-- {
		s := p.nodes[i].section
		if s == nil {
			continue
		}
		e := exts[len(exts)-1]
		exts = exts[:len(exts)-1]
		have := s.last - s.first + 1
		if e.rows > have {
			if err := fl.file.InsertRows(p.name, s.last+1, e.rows-have); err != nil {
				return err
			}
		}
		for k := have; k > e.rows; k-- {
			if err := fl.file.RemoveRow(p.name, s.first+k-1); err != nil {
				return err
			}
		}
	}
	return nil
}
