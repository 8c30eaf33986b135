package sheet

import (
	"maps"
	"regexp"
	"slices"
	"strings"

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
// all that hangs on rows. What lies inside of a section – merged cells, validations,
// conditional formats – is taken out before and put back by our own count.
func (fl *filler) restructure(p *plan) error {
	for _, a := range p.merges {
		if err := fl.file.UnmergeCell(p.name, cellName(a.col1, a.row1), cellName(a.col2, a.row2)); err != nil {
			return err
		}
	}
	putBack, err := fl.removeRules(p)
	if err != nil {
		return err
	}
	linkBack, err := fl.redirectLinks(p)
	if err != nil {
		return err
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
	if err := linkBack(); err != nil {
		return err
	}
	return putBack()
}

// removeRules takes validations and conditional formats of sections off and returns what
// puts them back over all rows that came out.
func (fl *filler) removeRules(p *plan) (putBack func() error, err error) {
	var later []func() error
	validations, err := fl.file.GetDataValidations(p.name)
	if err != nil {
		return nil, err
	}
	for _, v := range validations {
		ref := v.Sqref
		changes := fl.moveFormula(p, &v.Formula1, v.Type == "list")
		changes = fl.moveFormula(p, &v.Formula2, false) || changes
		if moved, ok := fl.movedRule(p, ref); ok || changes && moved != "" {
			if err := fl.file.DeleteDataValidation(p.name, ref); err != nil {
				return nil, err
			}
			v.Sqref = moved
			later = append(later, func() error { return fl.file.AddDataValidation(p.name, v) })
		}
	}
	formats, err := fl.file.GetConditionalFormats(p.name)
	if err != nil {
		return nil, err
	}
	for _, ref := range slices.Sorted(maps.Keys(formats)) {
		changes := false
		for i := range formats[ref] {
			f := &formats[ref][i]
			for _, formula := range []*string{&f.Criteria, &f.Value, &f.MinValue, &f.MidValue, &f.MaxValue} {
				changes = fl.moveFormula(p, formula, false) || changes
			}
		}
		if moved, ok := fl.movedRule(p, ref); ok || changes && moved != "" {
			if err := fl.file.UnsetConditionalFormat(p.name, ref); err != nil {
				return nil, err
			}
			later = append(later, func() error { return fl.file.SetConditionalFormat(p.name, moved, formats[ref]) })
		}
	}
	return func() error {
		for _, do := range later {
			if err := do(); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// moveFormula lets the formula of a rule follow the rows; many says that a single cell of a
// repeated row stands for all of them. It reports whether the formula is another one now.
func (fl *filler) moveFormula(p *plan, formula *string, many bool) bool {
	f := cellFormula(*formula)
	if many {
		f = parseFormula(*formula)
	}
	moved := f.text(fl, p.name, nil)
	if moved == *formula || strings.Contains(moved, "#REF!") {
		return false
	}
	*formula = moved
	return true
}

// movedRule returns where a rule's cells come out; ok is false where no section is in it
// or nothing of it is left.
func (fl *filler) movedRule(p *plan, ref string) (string, bool) {
	touches := false
	for _, r := range strings.Fields(ref) {
		a, ok := parseArea(r)
		if !ok || a.row2 > maxRows/2 {
			return "", false
		}
		for n := a.row1; n <= min(a.row2, p.last); n++ {
			touches = touches || len(p.chain[n]) > 0
		}
	}
	moved := fl.movedText(ref, p.name)
	return moved, touches && moved != ""
}
