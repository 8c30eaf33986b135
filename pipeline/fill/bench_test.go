package fill

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/dataset"
)

// listTemplate is a list of people: five columns, formatted by styles, as Word writes it.
func listTemplate(t testing.TB) []byte {
	cell := func(width int, style, text string) string {
		return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p w14:paraId="0A%06d" w14:textId="77777777" w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p></w:tc>`, width, width, style, text)
	}
	body := `<w:p><w:pPr><w:pStyle w:val="TenLoai"/></w:pPr><w:r><w:t>DANH SÁCH {ten_dot}</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblStyle w:val="DanhSach"/></w:tblPr>` +
		`<w:tr>` + cell(600, "Dau", "TT") + cell(2500, "Dau", "Họ và tên") + cell(2501, "Dau", "Chức vụ") + cell(2502, "Dau", "Đơn vị") + cell(1500, "Dau", "Số tiền") + `</w:tr>` +
		`<w:tr w:rsidR="00A77B3E" w14:paraId="0B000001" w14:textId="77777777">` + cell(601, "Giua", "{#ca_nhan}{$stt}") + cell(2503, "Trai", "{ho_ten}") + cell(2504, "Trai", "{chuc_vu}") + cell(2505, "Trai", "{don_vi}") + cell(1501, "Phai", "{so_tien | so}{/ca_nhan}") + `</w:tr>` +
		`</w:tbl><w:p/><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>`
	return docxOf(t, body, [2]string{"word/styles.xml", `<w:styles` + namespaces + `>` + strings.Repeat(`<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/></w:style>`, 200) + `</w:styles>`})
}

func people(n int) *dataset.Set {
	cols, _ := dataset.NewColumns("ho_ten", "chuc_vu", "don_vi", "so_tien")
	family := []string{"Nguyễn Văn", "Trần Thị", "Điểu", "Lê Hoàng", "Phạm Đức"}
	name := []string{"An", "Bình", "Hòa", "Khánh", "Út", "Yên", "Dũng"}
	rows := make([]dataset.Value, n)
	for i := range rows {
		rows[i] = dataset.OfRecord(dataset.NewRecord(cols, []dataset.Value{
			dataset.OfText(fmt.Sprintf("%s %s %d", family[i%5], name[i%7], i)), dataset.OfText("Phó Trưởng Công an xã"),
			dataset.OfText(fmt.Sprintf("Công an xã Đồng Tiến %d, huyện Đồng Phú", i%97)), dataset.OfInt(int64(1000 * (i + 500)))}))
	}
	set := new(dataset.Set)
	set.Put("ten_dot", dataset.OfText("tổng kết năm 2024"))
	set.Put("ca_nhan", dataset.OfList(rows))
	set.Record()
	return set
}

// BenchmarkRows fills a table of 5,000 rows; the budget is 40 ms.
func BenchmarkRows(b *testing.B) {
	t, err := Compile(listTemplate(b), Options{})
	if err != nil {
		b.Fatal(err)
	}
	set := people(5000)
	for level := 1; level <= 3; level++ {
		b.Run(fmt.Sprint("level", level), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var n counter
				if _, err := t.Execute(&n, set, Run{Level: level}); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(n), "bytes")
			}
		})
	}
}

// BenchmarkSmall fills small documents of ten rows on all cores; the budget is 1,000 a second.
func BenchmarkSmall(b *testing.B) {
	t, err := Compile(listTemplate(b), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	start := time.Now()
	b.RunParallel(func(pb *testing.PB) {
		set := people(10)
		for pb.Next() {
			if _, err := t.Execute(io.Discard, set, Run{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "docs/s")
}

func BenchmarkCompile(b *testing.B) {
	data := listTemplate(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compile(data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

// TestHeap: what a run needs does not grow with the rows.
func TestHeap(t *testing.T) {
	tpl, err := Compile(listTemplate(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	set := people(20_000)
	var before, most runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	w := writerFunc(func() {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if m.HeapAlloc > most.HeapAlloc {
			most = m
		}
	})
	if _, err := tpl.Execute(w, set, Run{}); err != nil {
		t.Fatal(err)
	}
	if grown := int64(most.HeapAlloc) - int64(before.HeapAlloc); grown > 50<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
}

type writerFunc func()

func (f writerFunc) Write(p []byte) (int, error) { f(); return len(p), nil }

// TestLinear: eight times the rows take about eight times as long. A machine that has
// other work to do gets several tries; what grows with the square fails them all.
func TestLinear(t *testing.T) {
	tpl, err := Compile(listTemplate(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	took := func(rows int) time.Duration {
		set, best := people(rows), time.Hour
		for range 5 {
			start := time.Now()
			if _, err := tpl.Execute(io.Discard, set, Run{}); err != nil {
				t.Fatal(err)
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	var few, many time.Duration
	for range 8 {
		if few, many = took(2000), took(16_000); many <= 16*few {
			break
		}
	}
	if many > 16*few {
		t.Errorf("2,000 rows %v, 16,000 rows %v", few, many)
	}
	var a, b bytes.Buffer
	tpl.Execute(&a, people(10), Run{})
	tpl.Execute(&b, people(10), Run{})
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same input gives other bytes")
	}
}
