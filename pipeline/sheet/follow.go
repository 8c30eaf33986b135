package sheet

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/tag"
)

// What hangs on cells, and excelize does not move with them: comments, links within the
// workbook, the range of a filter, page breaks, the series of charts, and the name of the
// sheet where it has tags.

// readParts finds the parts of the sheets and the ranges of their filters.
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
	t.parts = map[string]sheetPart{}
	for _, s := range book.Sheets {
		for _, r := range rels.Relationship {
			if r.ID != s.ID {
				continue
			}
			name := strings.TrimPrefix(path.Join("/xl", r.Target), "/")
			if strings.HasPrefix(r.Target, "/") {
				name = r.Target[1:]
			}
			p := sheetPart{name: name}
			p.readRules(part(name))
			p.readLinks(part(name))
			p.readTables(name, part)
			if m := filterRange.FindSubmatch(part(name)); m != nil {
				p.filter = string(m[2])
			}
			t.parts[s.Name] = p
		}
	}
	return nil
}

// sheetPart is the part of a sheet, with what stands in the template: the range of its filter, its
// rules, what people read of its links, its tables.
type sheetPart struct {
	name, filter         string
	formats, validations []byte
	links                map[string]linkText // by the cells
	tables               map[string][]byte   // by part
}

var (
	filterRange = regexp.MustCompile(`(<autoFilter\b[^>]*?\bref=")([^"]*)"`) // ECMA-376-1 18.3.1.2
	rowBreaks   = regexp.MustCompile(`(?s)<rowBreaks\b.*?</rowBreaks>`)      // 18.3.1.74
	rowBreak    = regexp.MustCompile(`(<brk\b[^>]*?\bid=")(\d+)"`)           // 18.3.1.3: the row above it
	chartSeries = regexp.MustCompile(`(<(?:c:)?f>)([^<]*)(</(?:c:)?f>)`)     // 21.2.2.62
)

// moveParts lets what stands in a part as text follow the rows.
func (fl *filler) moveParts(t *Template, name string, src []byte) []byte {
	if holdsShapes(name) {
		src = fl.withShapes(src)
	}
	if strings.HasPrefix(name, "xl/charts/chart") {
		return chartSeries.ReplaceAllFunc(src, func(series []byte) []byte {
			m := chartSeries.FindSubmatch(series)
			if ref := fl.movedText(html.UnescapeString(string(m[2])), ""); ref != "" {
				return []byte(string(m[1]) + escapeText.Replace(ref) + string(m[3]))
			}
			return series
		})
	}
	for sheet, part := range t.parts {
		if table := part.tables[name]; table != nil {
			return fl.moveTable(sheet, table, src)
		}
		if part.name == name {
			end := bytes.LastIndex(src, []byte("</sheetData>"))
			if end < 0 {
				end = bytes.LastIndex(src, []byte("<sheetData/>"))
			}
			end = max(end, 0)
			return append(src[:end:end], fl.moveBehind(part, sheet, src[end:])...)
		}
	}
	return src
}

// moveBehind lets what stands behind the cells of a sheet follow the rows.
func (fl *filler) moveBehind(part sheetPart, sheet string, src []byte) []byte {
	src = fl.moveRules(part, sheet, src)
	l := fl.layouts[sheet]
	if l == nil {
		return src
	}
	if ref := fl.movedText(part.filter, sheet); ref != "" {
		src = filterRange.ReplaceAll(src, []byte("${1}"+strings.ReplaceAll(ref, "$", "$$")+`"`))
	}
	return rowBreaks.ReplaceAllFunc(src, func(breaks []byte) []byte {
		return rowBreak.ReplaceAllFunc(breaks, func(brk []byte) []byte {
			m := rowBreak.FindSubmatch(brk)
			row, err := strconv.Atoi(string(m[2]))
			if _, last, ok := l.span(row, nil); err == nil && ok {
				return []byte(string(m[1]) + strconv.Itoa(last) + `"`)
			}
			return brk
		})
	})
}

// movedText returns a reference of the template as it comes out, "" where nothing of it does.
func (fl *filler) movedText(ref, sheet string) string {
	if ref = parseFormula(ref).text(fl, sheet, nil); strings.Contains(ref, "#REF!") {
		return ""
	}
	return ref
}

var escapeText = strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;")

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
