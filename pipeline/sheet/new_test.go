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
	if got, want := dump(t, f, "PL2"), "\"Biểu 2. Danh sách rỗng\"\n\n\"STT\" | \"Số\" | \"Số khác\"\n\n | =SUM(B4:B4) | =SUM(C4:C4)\n"; got != want {
		t.Errorf("an empty list:\n got %q\nwant %q", got, want)
	}
	if err := WriteTemplate(io.Discard, []Annex{{Sheet: "a", List: "x", Columns: []Column{{Tag: "{a}"}}}}); err == nil {
		t.Error("one column")
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
