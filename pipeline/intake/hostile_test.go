package intake

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// with returns a workbook with further parts, or other ones under the same name.
func with(t testing.TB, data []byte, add map[string]string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		if _, ok := add[f.Name]; ok {
			continue
		}
		if err := out.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range add {
		w, err := out.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// partOf is the text of a part.
func partOf(t testing.TB, data []byte, name string) string {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := in.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What can run, reach out, hide or swell is refused by name, fast and in little memory.
func TestHostileFilesAreRefused(t *testing.T) {
	plain := sheetOf(t, nil, []any{"Số buổi", "Lượt người"}, []any{1, 2})
	x, err := excelize.OpenReader(bytes.NewReader(plain))
	if err != nil {
		t.Fatal(err)
	}
	var secret bytes.Buffer
	if err := x.Write(&secret, excelize.Options{Password: "x"}); err != nil {
		t.Fatal(err)
	}
	sheet := func(rows string) map[string]string {
		return map[string]string{"xl/worksheets/sheet1.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`}
	}
	var wide strings.Builder
	for i := 1; i <= 40; i++ {
		fmt.Fprintf(&wide, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"macro":          {with(t, plain, map[string]string{"xl/vbaProject.bin": "x"}), "macro"},
		"external link":  {with(t, plain, map[string]string{"xl/externalLinks/externalLink1.xml": "<x/>"}), "liên kết tới tệp khác"},
		"connection":     {with(t, plain, map[string]string{"xl/connections.xml": "<x/>"}), "kết nối dữ liệu"},
		"object":         {with(t, plain, map[string]string{"xl/embeddings/oleObject1.bin": "x"}), "đối tượng nhúng"},
		"password":       {secret.Bytes(), "mật khẩu"},
		"xls":            {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 2000)...), "Lưu thành"},
		"bomb":           {with(t, plain, map[string]string{"xl/media/a.xml": strings.Repeat(" ", 15<<20)}), "nén bất thường"},
		"large part":     {with(t, plain, map[string]string{"xl/media/a.xml": strings.Repeat(" ", 17<<20)}), "nén bất thường"},
		"far row":        {with(t, plain, sheet(`<row r="1048576"><c r="A1048576"><v>1</v></c></row>`)), "quá giới hạn 20000 hàng"},
		"far columns":    {with(t, plain, sheet(wide.String())), "quá 400000 ô"},
		"empty far ones": {with(t, plain, sheet(strings.ReplaceAll(strings.Repeat(wide.String(), 2), "<v>1</v>", ""))), "quá 1000000 ô"},
		"doctype":        {with(t, plain, map[string]string{"xl/worksheets/sheet1.xml": `<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>`}), "hỏng"},
		"no workbook":    {[]byte("%PDF-1.7"), "không phải tệp Excel"},
		"cut off":        {plain[:len(plain)/2], "không phải tệp Excel"},
		"empty":          {nil, "rỗng"},
		"bad name":       {with(t, plain, sheet(`<row r="1"><c r="A0"><v>1</v></c></row>`)), "hỏng"},
		"bad string":     {with(t, plain, sheet(`<row r="1"><c r="A1" t="s"><v>99999</v></c></row>`)), "hỏng"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_, err := readBook(c.data)
		runtime.ReadMemStats(&after)
		if r := people.Refused(err); r == nil || !strings.Contains(r.Text, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 200 || time.Since(start) > time.Minute {
			t.Errorf("%s: %d MB, %v", name, used, time.Since(start))
		}
	}
}

// Values of every type come back as texts and numbers give them, or with a reason.
func TestReadValues(t *testing.T) {
	text := func(s string) cell { return cell{text: s, kind: textCell} }
	num := func(s string) cell { return cell{text: s, kind: numberCell} }
	for _, c := range []struct {
		cell   cell
		places int
		want   int64
		ok     bool
	}{
		{text("1.234"), 0, 1234, true}, {text("1.234.567"), 0, 1234567, true}, {text("1,234,567"), 0, 1234567, true}, {text("12 345"), 0, 12345, true},
		{text("1,234"), 0, 0, false}, {text("1,5"), 0, 0, false}, {text("12.34"), 0, 0, false}, {text("1.234,00"), 0, 1234, true}, {text("3.510.000 đồng"), 0, 3510000, true},
		{text("-5"), 0, 0, false}, {text("5 người"), 0, 0, false}, {text("999999999999999999999"), 0, 0, false}, {text("-"), 0, 0, true},
		{num("1234"), 0, 1234, true}, {num("1.5E3"), 0, 1500, true}, {num("1.234"), 0, 0, false}, {num("1E999"), 0, 0, false}, {num("-1"), 0, 0, false}, {num("NaN"), 0, 0, false},
		{num("88.5"), 2, 8850, true}, {text("88,5"), 2, 8850, true}, {text("88.55"), 2, 8855, true}, {num("0.1"), 2, 10, true}, {num("88.555"), 2, 0, false}, {text("101"), 2, 0, false},
		{cell{text: "45292", kind: numberCell, day: true}, 0, 0, false},
	} {
		limit := int64(maxMoney)
		if c.places > 0 {
			limit = 10_000
		}
		got, d := readCount(c.cell, c.cell.text, limit, c.places)
		if ok := d == nil || d.severity != Wrong; got != c.want || ok != c.ok {
			t.Errorf("%+v: %d, %+v", c.cell, got, d)
		}
	}
	for _, c := range []struct {
		cell         cell
		from04, born bool
		want         string // "" is refused
	}{
		{text("05/02/2024"), false, false, "2024-02-05"}, {text("5.2.2024"), false, false, "2024-02-05"}, {text("5-2-24"), false, false, "2024-02-05"},
		{text("ngày 5 tháng 2 năm 2024"), false, false, "2024-02-05"}, {text("2024-02-05T00:00:00"), false, false, "2024-02-05"}, {text("05/02/2024 08:30"), false, false, "2024-02-05"}, {text("2024-02-05 00:00:00"), false, false, "2024-02-05"},
		{num("45292"), false, false, "2024-01-01"}, {num("45657"), false, false, "2024-12-31"}, {num("46204"), false, false, "2026-07-01"}, {num("27514"), false, false, "1975-04-30"},
		{num("43830"), true, false, "2024-01-01"}, {text("45292"), false, false, "2024-01-01"},
		{text("02/25/2024"), false, false, ""}, {text("30/02/2024"), false, false, ""}, {text("tháng 2/2024"), false, false, ""}, {text("2024"), false, false, ""}, {num("2024"), false, false, ""},
		{text("1965"), false, true, "1965-00-00"}, {num("1965"), false, true, "1965-00-00"}, {text("tháng 02 năm 1965"), false, true, "1965-00-00"}, {text("1/1/75"), false, true, "1975-01-01"}, {text("hôm qua"), false, true, ""},
	} {
		got, d := readDay(c.cell, c.cell.text, c.from04, c.born)
		if refused := d != nil && d.severity == Wrong; refused != (c.want == "") || !refused && got.String() != c.want {
			t.Errorf("%+v: %v, %+v, want %q", c.cell, got, d, c.want)
		}
	}
}

// Nothing that a zip can hold makes reading panic, and reading is bounded.
func FuzzReadBook(f *testing.F) {
	plain := sheetOf(f, [][2]string{{"A1", "B1"}}, []any{"Số buổi", "Lượt người"}, []any{1, "2"})
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, `<si><t>a</t></si>`)
	f.Add(`<c t="inlineStr"><is><r><rPr><rFont val=".VnTime"/></rPr><t>x</t></r></is></c><mergeCell ref="A1:XFD9"/>`, ``)
	f.Add(`<row r="-1"/><c r="ZZZZ1"/><c r="A1"><f>1+1</f></c>`, `<si/>`)
	f.Fuzz(func(t *testing.T, rows, shared string) {
		data := with(t, plain, map[string]string{
			"xl/worksheets/sheet1.xml": `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
			"xl/sharedStrings.xml":     `<sst>` + shared + `</sst>`,
		})
		grids, err := readBook(data)
		if err != nil {
			if people.Refused(err) == nil {
				t.Fatal(err)
			}
			return
		}
		form, err := readForm(FS(), unitForm)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range grids {
			if table := findTable(g, form.Sheets); table != nil {
				rd := &reader{faults: new(faults), unitOf: func(string, string) (string, *doubt) { return "", nil }}
				rd.read(table)
			}
		}
	})
}

// BenchmarkImport: 1,000 workbooks of units; budget 2 minutes on 2 cores, memory flat.
func BenchmarkImport(b *testing.B) {
	d := dbtest.SQLite(b, queries.Schema())
	office(b, d)
	const units = 1000
	for i := range units {
		d.Writer.MustExec(d.Writer.Rebind(`INSERT INTO don_vi (ma, ten, ten_ngan, khoa_ten, loai_ma, cap_quan_ly, tu_ngay) VALUES (?, ?, ?, 'a', 'co_quan', 'tinh', '2020-01-01')`),
			fmt.Sprintf("dv-%d", i), fmt.Sprintf("Đơn vị số %d", i), fmt.Sprintf("ĐV %d", i))
	}
	base := fill(b, blank(b, d), filled)
	shared := partOf(b, base, "xl/sharedStrings.xml")
	for b.Loop() {
		var peak uint64
		for i := range units {
			b.StopTimer()
			text := strings.Replace(shared, "|an-binh|", fmt.Sprintf("|dv-%d|", i), 1)
			text = strings.Replace(text, ">Xã Tân Hòa<", fmt.Sprintf(">Đơn vị số %d<", i), 1)
			data := with(b, base, map[string]string{"xl/sharedStrings.xml": text})
			b.StartTimer()
			got := bring(b, d, Request{Data: data})
			if got.Refused() {
				b.Fatal(got.Faults)
			}
			if i%100 == 99 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapInuse)
			}
		}
		b.ReportMetric(float64(peak>>20), "MB-heap")
	}
}
