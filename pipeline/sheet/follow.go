package sheet

import (
	"encoding/xml"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/tag"
)

// What hangs on cells, and excelize does not move with them: comments, the range of a
// filter, and the name of the sheet where it has tags.

// readParts finds the parts of sheets whose filter has to follow its rows.
func (t *Template) readParts(f *excelize.File) error {
	part := func(name string) []byte {
		v, _ := f.Pkg.Load(name)
		data, _ := v.([]byte)
		return data
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if part("xl/workbook.xml") == nil || part(workbookRels) == nil {
		return nil // another layout of parts: filters stay as excelize moves them
	}
	if err := xml.Unmarshal(part("xl/workbook.xml"), &book); err != nil {
		return fmt.Errorf("xl/workbook.xml: %w", err)
	}
	if err := xml.Unmarshal(part(workbookRels), &rels); err != nil {
		return fmt.Errorf("%s: %w", workbookRels, err)
	}
	t.filters = map[string]filter{}
	for _, s := range book.Sheets {
		for _, r := range rels.Relationship {
			if r.ID != s.ID {
				continue
			}
			name := strings.TrimPrefix(path.Join("/xl", r.Target), "/")
			if strings.HasPrefix(r.Target, "/") {
				name = r.Target[1:]
			}
			if m := filterRange.FindSubmatch(part(name)); m != nil {
				t.filters[s.Name] = filter{name, string(m[2])}
			}
		}
	}
	return nil
}

// filter is the filter of a sheet (ECMA-376-1 18.3.1.2).
type filter struct{ part, ref string }

var filterRange = regexp.MustCompile(`(<autoFilter\b[^>]*?\bref=")([^"]*)"`)

// movedFilters returns by part the ranges that filters come to have.
func (fl *filler) movedFilters(t *Template) map[string]string {
	moved := map[string]string{}
	for _, p := range t.sheets {
		f, ok := t.filters[p.name]
		if !ok {
			continue
		}
		if ref := parseFormula(f.ref).text(fl, p.name, nil); ref != f.ref && !strings.Contains(ref, "#REF!") {
			moved[f.part] = ref
		}
	}
	return moved
}

// moveComments lets comments follow their cells: one in a repeated row stays with the
// first of the rows, one whose row does not come goes.
func (fl *filler) moveComments(p *plan) error {
	comments, err := fl.file.GetComments(p.name)
	if err != nil {
		return err
	}
	var later []excelize.Comment
	for _, c := range comments {
		a, ok := parseArea(c.Cell)
		if !ok {
			continue
		}
		first, _, comes := fl.layouts[p.name].span(a.row1, nil)
		if comes && first == a.row1 {
			continue
		}
		if err := fl.file.DeleteComment(p.name, c.Cell); err != nil {
			return err
		}
		if c.Cell = cellName(a.col1, first); comes {
			later = append(later, c)
		}
	}
	for _, c := range later {
		if len(c.Paragraph) > 0 {
			c.Text = "" // excelize would write it twice
		}
		if err := fl.file.AddComment(p.name, c); err != nil {
			return err
		}
	}
	return nil
}

// readName reads the tags in the name of a sheet; sections stay within it.
func (t *Template) readName(f *excelize.File, sheet string) []error {
	if len(tag.Find(sheet)) == 0 {
		return nil
	}
	r := &planReader{plan: &plan{name: sheet}, file: f}
	n := header{sheet: sheet, cell: &cell{}}
	events, _ := r.readTags(n.cell, norm.NFC.String(sheet))
	for _, e := range events {
		r.faults = append(r.faults, fmt.Errorf("trang tính %s: tên trang có phần %s phải mở và đóng trong tên", sheet, e.tag))
	}
	t.uses = append(t.uses, r.used...)
	t.names = append(t.names, n)
	return r.faults
}

// nameSheets fills the names of sheets, before anything is written that mentions them.
func (fl *filler) nameSheets(names []header) {
	fl.names = map[string]string{}
	for _, n := range names {
		w := &walker{filler: fl, plan: &plan{name: n.sheet}, scope: tag.NewScope(fl.set.Record())}
		text, err := w.appendParts(nil, n.cell.parts)
		name := strings.Join(strings.Fields(string(text)), " ")
		switch i, taken := fl.file.GetSheetIndex(name); {
		case err != nil:
		case name == "" || len([]rune(name)) > excelize.MaxSheetNameLength || strings.ContainsAny(name, `:\/?*[]`) || strings.Trim(name, "'") != name:
			err = fmt.Errorf("không đặt được tên trang %q: Excel nhận từ 1 đến %d chữ, không có : \\ / ? * [ ]", name, excelize.MaxSheetNameLength)
		case taken == nil && i >= 0 && !strings.EqualFold(name, n.sheet) || fl.isNamed(name):
			err = fmt.Errorf("hai trang tính cùng tên %q", name)
		}
		if err != nil {
			fl.faults = append(fl.faults, fmt.Errorf("trang tính %s: %w", n.sheet, err))
			continue
		}
		fl.names[n.sheet] = name
	}
}

func (fl *filler) isNamed(name string) bool {
	for _, n := range fl.names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// renameSheets gives the sheets their filled names.
func (fl *filler) renameSheets(names []header) error {
	for _, n := range names {
		if name, ok := fl.names[n.sheet]; ok {
			if err := fl.file.SetSheetName(n.sheet, name); err != nil {
				return fmt.Errorf("trang tính %s: %w", n.sheet, err)
			}
		}
	}
	return nil
}
