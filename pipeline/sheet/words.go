package sheet

import "github.com/xuri/excelize/v2"

// Words is what a cell of a workbook says.
type Words struct {
	Place string // "trang tính PL1, ô B5"
	Text  string // as it stands there, a formula with its =
}

// WordsOf returns what the cells of a workbook say, sheet by sheet, row by row.
func WordsOf(xlsx []byte) (list []Words, err error) {
	f, err := open(xlsx)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			return nil, err
		}
		for r, row := range rows {
			for c, text := range row {
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					return nil, err
				}
				if formula, err := f.GetCellFormula(name, cell); err == nil && formula != "" {
					text = "=" + formula
				}
				if text != "" {
					list = append(list, Words{"trang tính " + name + ", ô " + cell, text})
				}
			}
		}
	}
	return list, nil
}
