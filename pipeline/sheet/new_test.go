package sheet

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"testing"

	"vanthu/pipeline/dataset"
)

// annexes are two sheets as the year-end report has them.
var annexes = []Annex{
	{Sheet: "PL1", Title: "Biểu 1. Kết quả năm {nam} của {ten_don_vi}", List: "xa", Total: "Tổng cộng", Columns: []Column{
		{Head: "STT", Tag: "{$stt}", Width: 6}, {Head: "Đơn vị", Tag: "{ten}", Width: 40, Text: true},
		{Head: "Số khu dân cư", Tag: "{khu}", Sum: true}, {Head: "Đạt chuẩn", Tag: "{dat}", Sum: true},
		{Head: "Tỷ lệ (%)", Tag: "=IF(C4=0,0,ROUND(D4/C4*100,2))"}, {Head: "Kinh phí", Tag: "{kinh_phi | so}", Width: 16, Sum: true},
		{Head: "Ngày báo cáo", Tag: "{ngay_bc}"}, {Head: "Ghi chú", Tag: "{ghi_chu}", Width: 30, Text: true}}},
	{Sheet: "PL2", Title: "Biểu 2. Danh sách rỗng", List: "rong", Total: "Tổng cộng", Columns: []Column{
		{Head: "STT", Tag: "{$stt}"}, {Head: "Số", Tag: "{so}", Sum: true}, {Head: "Số khác", Tag: "{so}", Sum: true}}},
}

func communes(n int) *dataset.Set {
	cols, _ := dataset.NewColumns("ten", "khu", "dat", "kinh_phi", "ngay_bc", "ghi_chu")
	day, _ := dataset.OfDate(2024, 11, 15)
	items := make([]dataset.Value, n)
	for i := range items {
		items[i] = dataset.OfRecord(dataset.NewRecord(cols, []dataset.Value{dataset.OfText(fmt.Sprintf("Xã Tân Lập %d", i)),
			dataset.OfInt(int64(i%20 + 1)), dataset.OfInt(int64(i % 20)), dataset.OfDecimal(int64(i)*100+50, 2), day, dataset.OfText("=không phải công thức")}))
	}
	s := &dataset.Set{}
	s.Put("nam", dataset.OfInt(2024))
	s.Put("ten_don_vi", dataset.OfText("Công an tỉnh"))
	s.Put("xa", dataset.OfList(items))
	s.Put("rong", dataset.OfList(nil))
	return s
}

func newTemplate(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteTemplate(&b, annexes); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteTemplate(t *testing.T) {
	a, b := newTemplate(t), newTemplate(t)
	if !bytes.Equal(a, b) {
		t.Error("two templates differ")
	}
	f := filled(t, a, communes(3))
	want := "\"Biểu 1. Kết quả năm 2024 của Công an tỉnh\"\n\n" +
		"\"STT\" | \"Đơn vị\" | \"Số khu dân cư\" | \"Đạt chuẩn\" | \"Tỷ lệ (%)\" | \"Kinh phí\" | \"Ngày báo cáo\" | \"Ghi chú\"\n"
	for i := range 3 {
		want += fmt.Sprintf("%d | \"Xã Tân Lập %d\" | %d | %d | =IF(C%[5]d=0,0,ROUND(D%[5]d/C%[5]d*100,2)) | %d.5 | 45611 | \"=không phải công thức\"\n",
			i+1, i, i+1, i, i+4, i)
	}
	want += " | \"Tổng cộng\" | =SUM(C4:C6) | =SUM(D4:D6) |  | =SUM(F4:F6)\n"
	if got := dump(t, f, "PL1"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if at, err := f.GetSheetIndex("PL2"); err != nil || at >= 0 {
		t.Errorf("a sheet without rows stays: %d, %v", at, err)
	}
	f = filled(t, a, communes(0)) // no list has rows: the sheets stay
	if got, want := dump(t, f, "PL2"), "\"Biểu 2. Danh sách rỗng\"\n\n\"STT\" | \"Số\" | \"Số khác\"\n\n | =SUM(B4:B4) | =SUM(C4:C4)\n"; got != want {
		t.Errorf("an empty list:\n got %q\nwant %q", got, want)
	}
	if err := WriteTemplate(io.Discard, []Annex{{Sheet: "a", List: "x", Columns: []Column{{Tag: "{a}"}}}}); err == nil {
		t.Error("one column")
	}
	if err := WriteTemplate(io.Discard, []Annex{{Sheet: "a", List: "x", Columns: []Column{{Tag: "{a}"}, {Tag: "{b}"}}}}); err != nil {
		t.Errorf("two columns: %v", err)
	}
}

func BenchmarkFill(b *testing.B) {
	tpl, err := Compile(newTemplate(b))
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{10, 500, 2000, 5000, 100_000} {
		set := communes(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := tpl.Fill(io.Discard, set); err != nil {
					b.Fatal(err)
				}
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.Sys)/1e6, "MB-sys")
		})
	}
}

// TestWriteTemplateOfGroupedColumns has heads in two rows, a note, a mark on the printed
// page and a total that is no sum.
func TestWriteTemplateOfGroupedColumns(t *testing.T) {
	var b bytes.Buffer
	err := WriteTemplate(&b, []Annex{{Sheet: "PL", Title: "Biểu\nhai dòng", Note: "Năm {nam}", Mark: "{#nam}MẪU{/}", List: "xa", Total: "Tổng cộng", Portrait: true, Columns: []Column{
		{Head: "STT", Tag: "{$stt}"}, {Head: "Đơn vị", Tag: "{ten}", Text: true},
		{Head: "Tổng số", Tag: "{khu}", Group: "Khu dân cư", Sum: true}, {Head: "Đạt", Tag: "{dat}", Group: "Khu dân cư", Sum: true},
		{Head: "Tỷ lệ (%)", Tag: "=D5/C5*100", Group: "Khu dân cư", Totals: "=D#/C#*100", Format: "0.00"},
		{Head: "Ghi chú", Tag: "{ghi_chu}", Text: true}}}})
	if err != nil {
		t.Fatal(err)
	}
	f := filled(t, b.Bytes(), communes(2))
	want := "\"Biểu\\nhai dòng\"\n\"Năm 2024\"\n\"STT\" | \"Đơn vị\" | \"Khu dân cư\" |  |  | \"Ghi chú\"\n |  | \"Tổng số\" | \"Đạt\" | \"Tỷ lệ (%)\"\n" +
		"1 | \"Xã Tân Lập 0\" | 1 | 0 | =D5/C5*100 | \"=không phải công thức\"\n2 | \"Xã Tân Lập 1\" | 2 | 1 | =D6/C6*100 | \"=không phải công thức\"\n" +
		" | \"Tổng cộng\" | =SUM(C5:C6) | =SUM(D5:D6) | =D7/C7*100\n"
	if got := dump(t, f, "PL"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	height, err := f.GetRowHeight("PL", 1)
	if err != nil || height != 36 {
		t.Errorf("two lines of the title stand in %v points, %v", height, err)
	}
	if width, err := f.GetColWidth("PL", "C"); err != nil || width != 12 {
		t.Errorf("a column without width has %v, %v", width, err)
	}
	header, err := f.GetHeaderFooter("PL")
	if err != nil || header.FirstHeader != `&R&"Times New Roman"&11MẪU` {
		t.Errorf("printed header %+v, %v", header, err)
	}
	merged, err := f.GetMergeCells("PL")
	if err != nil {
		t.Fatal(err)
	}
	cells := ""
	for _, m := range merged {
		cells += m.GetStartAxis() + ":" + m.GetEndAxis() + " "
	}
	if cells != "A1:F1 A2:F2 A3:A4 B3:B4 C3:E3 F3:F4 " {
		t.Errorf("merged %s", cells)
	}
	if names := f.GetDefinedName(); len(names) != 1 || names[0].RefersTo != "'PL'!$3:$4" {
		t.Errorf("print titles %+v", names)
	}
}
