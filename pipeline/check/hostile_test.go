package check

import (
	"errors"
	"strings"
	"testing"
)

// TestHostile: files made to trouble are refused by name or judged with bounded findings.
func TestHostile(t *testing.T) {
	for name, c := range map[string]struct {
		body  string
		large bool
	}{
		"a paragraph without end": {piece("both", 28, "", strings.Repeat("Căn cứ số 1/KH-A ", 10_000)), true},
		"a thousand annexes":      {strings.Replace(good(plainText...), "<w:sectPr>", strings.Repeat(piece("center", 28, "b", "Phụ lục I")+piece("center", 28, "i", "(Kèm theo Kế hoạch số 9/KH-UBND)"), 1000)+"<w:sectPr>", 1), false},
		"citations in each word":  {good(strings.Repeat("Nghị định 98/2023/NĐ-CP ngày 1/1/2020 của Chính phủ về x; ", 1000), "Hết"), false},
		"brackets and quotes":     {good(strings.Repeat("(“[{", 10_000), "Hết"), false},
		"numbers alone":           {good(strings.Repeat("1.1.1.1 709/730 (1,1%) ", 3_000), "Hết"), false},
		"a table of gaps":         {table(append([]string{"STT|Số"}, strings.Split(strings.TrimSuffix(strings.Repeat("9|1,2.3;7|x;", 1000), ";"), ";")...)...), false},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := File(docx(t, c.body), Options{Config: office(t)})
			if c.large {
				if !errors.Is(err, ErrLarge) {
					t.Errorf("not refused: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if n := len(r.Findings); n > maxFindings*len(Rules()) {
				t.Errorf("%d findings", n)
			}
		})
	}
	if _, err := File([]byte("PK not a package"), Options{}); err == nil {
		t.Error("no error for what is no package")
	}
}
