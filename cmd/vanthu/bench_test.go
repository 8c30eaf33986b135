package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/pdf"
)

// BenchmarkYear makes, keeps and lays out the sample year's documents, as make run does
// once the program is built. Budget: 5 s.
func BenchmarkYear(b *testing.B) {
	dir := b.TempDir()
	must(b, dir, "demo")
	fresh, err := os.ReadFile(filepath.Join(dir, "vanthu.db"))
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		path := filepath.Join(dir, fmt.Sprint("year", i))
		if err := os.WriteFile(path, fresh, 0o600); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		var errs bytes.Buffer
		if code := execute(b.Context(), []string{"generate", "--year", "2024", "--db", path, "--out", path + ".out"}, io.Discard, &errs); code != exitFindings { // certificates wait for the number of their decision
			b.Fatalf("exit code %d\n%s", code, errs.String())
		}
	}
}

// BenchmarkPlan lays the plan of the sample year out as PDF: DOCX to PDF, without data and
// filling. Budget: 60 ms for four pages.
func BenchmarkPlan(b *testing.B) {
	data, err := os.ReadFile(filepath.Join(sampleYear(b, b.TempDir(), ""), "KH-phat-dong-phong-trao-2024.docx"))
	if err != nil {
		b.Fatal(err)
	}
	toPDF(b, data)
}

// BenchmarkAnnex fills an annex and lays it out as PDF: 5,000 rows have a budget of 2 s and
// 250 MB, and the time a row stays the same (TestAnnex holds the memory).
func BenchmarkAnnex(b *testing.B) {
	for _, rows := range []int{500, 5000} {
		b.Run(fmt.Sprint(rows, " rows"), func(b *testing.B) { toPDF(b, annexOf(b, rows)) })
	}
}

func toPDF(b *testing.B, data []byte) {
	b.ReportAllocs()
	pages := 0
	for b.Loop() {
		doc, err := layout.Lay(data, layout.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := pdf.Write(io.Discard, doc, pdf.Info{Title: "Phụ lục", Lang: "vi-VN"}); err != nil {
			b.Fatal(err)
		}
		pages = len(doc.Pages)
	}
	b.ReportMetric(float64(pages), "pages")
}

// annexOf is a list of so many people in five columns, filled from data as any document.
func annexOf(t testing.TB, rows int) []byte {
	t.Helper()
	b := nd30.New(nd30.A4)
	b.P("Thân văn bản", "Danh sách kèm theo Quyết định")
	b.Table(nd30.Table{Widths: nd30.Columns(nd30.A4.TextWidth(), 6, 25, 25, 29, 15), Heads: 1, Rows: []nd30.Row{
		nd30.Cells("Bảng - ô", "TT", "Họ và tên", "Chức vụ", "Đơn vị", "Số tiền"),
		nd30.Cells("Bảng - ô", "{#ca_nhan}{$stt}", "{ho_ten}", "{chuc_vu}", "{don_vi}", "{so_tien | so}{/ca_nhan}"),
	}})
	template, err := b.Bytes("Phụ lục")
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := fill.Compile(template, fill.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var json strings.Builder
	json.WriteString(`{"ca_nhan": [`)
	for i := range rows {
		fmt.Fprintf(&json, `%s{"ho_ten": "Nguyễn Thị Minh %d", "chuc_vu": "Phó Trưởng Công an xã", "don_vi": "Công an xã Đồng Tiến %d, huyện Đồng Phú", "so_tien": %d}`,
			strings.Repeat(",", min(i, 1)), i, i%97, 1000*(i+500))
	}
	json.WriteString(`]}`)
	set, err := dataset.ParseJSON(strings.NewReader(json.String()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := compiled.Execute(&out, set, fill.Run{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
