package sheet

import (
	"fmt"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/tag"
)

// comment is a run of a comment with tags. They say what the whole workbook is about: a comment
// in a repeated row comes once, with the first of the rows.
type comment struct {
	sheet, at string // cell of the template
	run       int    // of its runs; -1 is its plain text
	cell      *cell  // holds the parts
}

// commentTexts are the texts of a comment by run.
func commentTexts(c *excelize.Comment) map[int]*string {
	texts := map[int]*string{}
	for i := range c.Paragraph {
		texts[i] = &c.Paragraph[i].Text
	}
	if len(texts) == 0 {
		texts[-1] = &c.Text
	}
	return texts
}

// readComments reads the tags of comments; a tag stands in one run, sections stay within it.
func (t *Template) readComments(f *excelize.File, sheet string) (faults []error) {
	comments, err := f.GetComments(sheet)
	if err != nil {
		return nil
	}
	for i := range comments {
		c := &comments[i]
		a, ok := parseArea(c.Cell)
		for run, text := range commentTexts(c) {
			if !ok || len(tag.Find(*text)) == 0 {
				continue
			}
			r := &planReader{plan: &plan{name: sheet}, file: f}
			n := comment{sheet, c.Cell, run, &cell{col: a.col1, row: a.row1}}
			events, _ := r.readTags(n.cell, norm.NFC.String(*text))
			for _, e := range events {
				r.faults = append(r.faults, fmt.Errorf("%s, ghi chú: phần %s phải mở và đóng trong cùng một ghi chú", r.place(n.cell), e.tag))
			}
			faults = append(faults, r.faults...)
			t.uses = append(t.uses, r.used...)
			t.comments = append(t.comments, n)
		}
	}
	return faults
}

// fillComments writes the comments with tags, before rows are moved.
func (fl *filler) fillComments(t *Template) error {
	filled := map[string]map[string]map[int]string{} // by sheet, cell and run
	for _, n := range t.comments {
		w := &walker{filler: fl, plan: &plan{name: n.sheet}, scope: tag.NewScope(fl.set.Record())}
		text, err := w.appendParts(nil, n.cell.parts)
		if err != nil {
			fl.faults = append(fl.faults, fmt.Errorf("%s, ghi chú: %w", w.plan.place(n.cell), err))
			continue
		}
		if filled[n.sheet] == nil {
			filled[n.sheet] = map[string]map[int]string{}
		}
		if filled[n.sheet][n.at] == nil {
			filled[n.sheet][n.at] = map[int]string{}
		}
		filled[n.sheet][n.at][n.run] = string(text)
	}
	for _, sheet := range fl.file.GetSheetList() {
		if len(filled[sheet]) == 0 {
			continue
		}
		comments, err := fl.file.GetComments(sheet)
		if err != nil {
			return fmt.Errorf("trang tính %s: %w", sheet, err)
		}
		for _, c := range comments {
			texts := commentTexts(&c)
			for run, text := range filled[sheet][c.Cell] {
				*texts[run] = text
			}
			if len(filled[sheet][c.Cell]) == 0 {
				continue
			}
			if err := fl.replaceComment(sheet, c.Cell, c); err != nil {
				return fmt.Errorf("trang tính %s: %w", sheet, err)
			}
		}
	}
	return nil
}

// replaceComment puts a comment into the place of the one of a cell.
func (fl *filler) replaceComment(sheet, at string, c excelize.Comment) error {
	if err := fl.file.DeleteComment(sheet, at); err != nil {
		return err
	}
	if len(c.Paragraph) > 0 {
		c.Text = "" // excelize would write it twice
	}
	return fl.file.AddComment(sheet, c)
}
