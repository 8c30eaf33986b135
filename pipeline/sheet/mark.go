package sheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Mark puts words over every page that is printed of a workbook, beside what stands there, and
// colours the tabs of its sheets; "" marks nothing.
func Mark(f *excelize.File, mark string) error {
	if mark == "" {
		return nil
	}
	for _, sheet := range f.GetSheetList() {
		if err := markSheet(f, sheet, mark); err != nil {
			return fmt.Errorf("trang tính %s: %w", sheet, err)
		}
	}
	return nil
}

func markSheet(f *excelize.File, sheet, mark string) error {
	o, err := f.GetHeaderFooter(sheet)
	if err != nil {
		return err
	}
	if o == nil {
		o = &excelize.HeaderFooterOptions{}
	}
	o.OddHeader = marked(o.OddHeader, mark)
	if o.DifferentOddEven {
		o.EvenHeader = marked(o.EvenHeader, mark)
	}
	if o.DifferentFirst {
		o.FirstHeader = marked(o.FirstHeader, mark)
	}
	if err := f.SetHeaderFooter(sheet, o); err != nil {
		return err
	}
	color := "C00000"
	return f.SetSheetProps(sheet, &excelize.SheetPropsOptions{TabColorRGB: &color})
}

// marked puts a mark in the first of the parts of a header (ECMA-376-1 18.3.1.39) that is
// free: right, left, middle; else above what stands on the right.
func marked(header, mark string) string {
	mark = `&"-,Bold"&KC00000` + strings.ReplaceAll(mark, "&", "&&")
	for _, part := range []string{"&R", "&L", "&C"} {
		if part == "&C" && header != "" && !strings.HasPrefix(header, "&") {
			continue // what stands before all codes stands in the middle
		}
		if !strings.Contains(header, part) {
			return header + part + mark
		}
	}
	return strings.Replace(header, "&R", "&R"+mark+"\n&\"-,Regular\"&K000000", 1)
}
