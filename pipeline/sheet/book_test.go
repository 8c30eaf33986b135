package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/dataset"
)

// book makes a workbook: sheets by name, cells by address; a text that begins with "="
// is a formula.
func book(t testing.TB, sheets map[string]map[string]any, more func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for _, name := range []string{"Sheet1", "Sheet2"} {
		cells := sheets[name]
		if cells == nil {
			continue
		}
		if name != "Sheet1" {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		for at, v := range cells {
			var err error
			if s, ok := v.(string); ok && strings.HasPrefix(s, "=") {
				err = f.SetCellFormula(name, at, s[1:])
			} else {
				err = f.SetCellValue(name, at, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if more != nil {
		more(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func data(t testing.TB, json string) *dataset.Set {
	t.Helper()
	s, err := dataset.ParseJSON(strings.NewReader(json))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// filled compiles, fills and opens again.
func filled(t testing.TB, xlsx []byte, set *dataset.Set) *excelize.File {
	t.Helper()
	return filledUpTo(t, maxInPlace, xlsx, set)
}

// filledUpTo streams sheets of more than inPlace rows.
func filledUpTo(t testing.TB, inPlace int, xlsx []byte, set *dataset.Set) *excelize.File {
	t.Helper()
	tpl, err := Compile(xlsx)
	if err != nil {
		t.Fatal(err)
	}
	tpl.inPlace = inPlace
	var b bytes.Buffer
	if err := tpl.Fill(&b, set); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// dump writes the cells of a sheet: type, value or formula.
func dump(t testing.TB, f *excelize.File, sheet string) string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for r, row := range rows {
		var cells []string
		for c, v := range row {
			name := cellName(c+1, r+1)
			if formula, _ := f.GetCellFormula(sheet, name); formula != "" {
				v = "=" + formula
			} else if kind, _ := f.GetCellType(sheet, name); v != "" && (kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString) {
				v = fmt.Sprintf("%q", v)
			}
			cells = append(cells, v)
		}
		fmt.Fprintln(&b, strings.Join(cells, " | "))
	}
	return b.String()
}
