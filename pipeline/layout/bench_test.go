package layout

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// annex is a table of n rows with five columns and a repeated heading.
func annex(n int) source {
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="9071" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>` +
		`<w:tblGrid><w:gridCol w:w="700"/><w:gridCol w:w="2800"/><w:gridCol w:w="2500"/><w:gridCol w:w="1500"/><w:gridCol w:w="1571"/></w:tblGrid>`)
	row := func(header string, cells ...string) {
		b.WriteString(`<w:tr><w:trPr>` + header + `</w:trPr>`)
		for _, c := range cells {
			b.WriteString(`<w:tc><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>` + c + `</w:t></w:r></w:p></w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	row("<w:tblHeader/>", "STT", "Họ và tên", "Đơn vị", "Chức vụ", "Mức thưởng")
	for i := range n {
		row("", fmt.Sprint(i+1), "Nguyễn Văn Mẫu", "Công an xã Tân Lập, huyện Đồng Phú", "Phó Trưởng Công an xã", "1.800.000")
	}
	b.WriteString(`</w:tbl>`)
	return source{body: b.String()}
}

// plan is a document of about four pages.
func plan() source {
	text := strings.Repeat("Thực hiện phong trào Toàn dân bảo vệ an ninh Tổ quốc trên địa bàn tỉnh, Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành. ", 4)
	return source{body: strings.Repeat(paraXML(`<w:spacing w:before="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>`, text), 25)}
}

func BenchmarkPlan(b *testing.B) { benchmark(b, plan()) }

// BenchmarkPlan2023 is the plan as Word writes it now: pairs of letters are moved, justified
// lines pressed. Budget: 1.3 times BenchmarkPlan.
func BenchmarkPlan2023(b *testing.B) {
	s := plan()
	s.styles = strings.Replace(plainStyles, `<w:sz w:val="28"/>`, `<w:kern w:val="2"/><w:sz w:val="28"/>`, 1)
	s.settings = `<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>`
	benchmark(b, s)
}

func BenchmarkAnnex5000(b *testing.B) { benchmark(b, annex(5000)) }

func benchmark(b *testing.B, s source) {
	data := s.docx(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Lay(data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestBudget holds the layout to what a busy machine does not change: allocations linear in
// rows, memory. Its times stand in the benchmarks.
func TestBudget(t *testing.T) {
	if testing.Short() {
		t.Skip("budgets are measured in full runs")
	}
	// Linear: counted in allocations, which a busy machine does not change.
	allocations := func(rows int) float64 {
		data := annex(rows).docx(t)
		return testing.AllocsPerRun(1, func() { _, _ = Lay(data, Options{}) })
	}
	if few, many := allocations(500), allocations(2500); many > 6*few {
		t.Errorf("2,500 rows take %.0f allocations, 500 rows %.0f: not linear", many, few)
	}
	data := annex(5000).docx(t)
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	d, err := Lay(data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if grown := after.HeapAlloc - before.HeapAlloc; after.HeapAlloc > before.HeapAlloc && grown > 200<<20 {
		t.Errorf("heap grew by %d MB for %d pages", grown>>20, len(d.Pages))
	}
}
