package intake

import (
	"bytes"
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/people"
	"vanthu/pipeline/sheet"
)

// Colours of faulty cells by severity.
var colours = map[Severity]string{Wrong: "FFC7CE", Doubt: "FFEB9C", Notice: "DDEBF7"}

// mark makes a copy of a file in which each faulty cell is coloured and carries a comment.
// Faults of a whole sheet stand in its first cell, those of the file in that of the first
// sheet.
func mark(r Request, grids []*grid, list []Fault) ([]byte, error) {
	x, err := reopen(r, grids)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	type place struct{ sheet, cell string }
	at := map[place][]Fault{}
	var order []place
	for _, f := range list {
		p := place{f.Sheet, f.Cell}
		if p.sheet == "" {
			p.sheet = firstShown(grids)
		}
		if p.cell == "" {
			p.cell = "A1"
		}
		if at[p] == nil {
			order = append(order, p)
		}
		at[p] = append(at[p], f)
	}
	slices.SortFunc(order, func(a, b place) int {
		return cmp.Or(strings.Compare(a.sheet, b.sheet), strings.Compare(a.cell, b.cell))
	})
	for _, p := range order {
		if err := markCell(x, p.sheet, p.cell, at[p]); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = sheet.Write(&out, x)
	return out.Bytes(), err
}

func firstShown(grids []*grid) string {
	for _, g := range grids {
		if !g.hidden {
			return g.name
		}
	}
	return grids[0].name
}

// reopen opens the file for writing; a table as text becomes a workbook.
func reopen(r Request, grids []*grid) (*excelize.File, error) {
	if !strings.EqualFold(filepath.Ext(r.Name), ".csv") {
		x, err := excelize.OpenReader(bytes.NewReader(r.Data), excelize.Options{UnzipSizeLimit: maxInflated, UnzipXMLSizeLimit: maxPart})
		if err != nil {
			return nil, people.Refuse("không làm được bản đánh dấu (%v); lưu lại tệp bằng Excel rồi gửi", err)
		}
		return x, nil
	}
	x := excelize.NewFile()
	if err := x.SetSheetName("Sheet1", grids[0].name); err != nil {
		return nil, err
	}
	for i, line := range grids[0].rows {
		for j, c := range line {
			if err := x.SetCellStr(grids[0].name, cellName(j+1, i+1), c.text); err != nil {
				return nil, err
			}
		}
	}
	return x, nil
}

func markCell(x *excelize.File, name, cell string, list []Fault) error {
	worst := Notice
	var words []string
	for _, f := range list {
		if f.Severity == Wrong || worst == Notice {
			worst = f.Severity
		}
		words = append(words, comment(f))
	}
	id, err := x.GetCellStyle(name, cell)
	if err != nil {
		return err
	}
	style, err := x.GetStyle(id)
	if err != nil {
		return err
	}
	style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colours[worst]}}
	if id, err = x.NewStyle(style); err != nil {
		return err
	}
	if err := x.SetCellStyle(name, cell, cell, id); err != nil {
		return err
	}
	if err := x.DeleteComment(name, cell); err != nil {
		return err
	}
	return x.AddComment(name, excelize.Comment{Author: "vanthu", Cell: cell, Width: 320, Height: uint(40 + 24*len(words)),
		Paragraph: []excelize.RichTextRun{{Text: cut(strings.Join(words, "\n"), 2000)}}})
}

// comment is a fault as the comment of its cell.
func comment(f Fault) string { return strings.ToUpper(string(f.Severity)) + ": " + f.Message }
