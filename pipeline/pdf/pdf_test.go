package pdf

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

var (
	serif           = &font.Face{Family: "Liberation Serif", Data: liberationserifregular.TTF}
	serifBold       = &font.Face{Family: "Liberation Serif", Bold: true, Data: liberationserifbold.TTF}
	serifItalic     = &font.Face{Family: "Liberation Serif", Italic: true, Data: liberationserifitalic.TTF}
	serifBoldItalic = &font.Face{Family: "Liberation Serif", Bold: true, Italic: true, Data: liberationserifbolditalic.TTF}
)

var day = Info{Title: "Kế hoạch", Author: "UBND tỉnh Bình Phước", Day: time.Date(2024, 2, 5, 17, 30, 0, 0, time.UTC)}

// setter sets lines of words on pages, as the layout does.
type setter struct {
	doc  layout.Document
	page *layout.Page
	y    unit.Length
	para int
}

func newSetter() *setter { return &setter{doc: layout.Document{Lang: "vi-VN"}} }

const (
	left  = 30 * unit.Mm
	right = 190 * unit.Mm
)

func (s *setter) newPage(w, h unit.Length) {
	s.doc.Pages = append(s.doc.Pages, layout.Page{Width: w, Height: h})
	s.page = &s.doc.Pages[len(s.doc.Pages)-1]
	s.y = 25 * unit.Mm
}

// width is the width of a word by the face's own advances.
func width(f *font.Face, text string, size unit.Length) (w unit.Length) {
	open := opened[f]
	if open == nil {
		open, _ = openFace(f)
		opened[f] = open
	}
	for _, r := range text {
		w += size.Scale(int64(open.advance(open.lookup(r))), int64(open.upem))
	}
	return w
}

var opened = map[*font.Face]*face{}

// text sets a paragraph, justified.
func (s *setter) text(face *font.Face, size unit.Length, text string) {
	s.para++
	words := strings.Fields(text)
	space := width(face, " ", size)
	for len(words) > 0 {
		n, sum := 0, unit.Length(0)
		for n < len(words) {
			w := width(face, words[n], size)
			if n > 0 && sum+w+unit.Length(n)*space > right-left {
				break
			}
			sum += w
			n++
		}
		if s.page == nil || s.y > s.page.Height-25*unit.Mm {
			s.newPage(210*unit.Mm, 297*unit.Mm)
		}
		gap := space
		if n < len(words) && n > 1 {
			gap = (right - left - sum) / unit.Length(n-1)
		}
		x := left
		for _, word := range words[:n] {
			w := width(face, word, size)
			s.page.Items = append(s.page.Items, &item.Text{X: x, Y: s.y, Width: w, Face: face, Size: size, Text: word, Para: s.para})
			x += w + gap
		}
		s.y += size * 6 / 5
		words = words[n:]
	}
}

const sample = "Thực hiện Kế hoạch số 01/KH-BCĐ ngày 15/01/2024 của Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào " +
	"toàn dân bảo vệ an ninh Tổ quốc; Ủy ban nhân dân tỉnh ban hành Kế hoạch tổ chức phong trào năm 2024 với các nội dung như sau: (một) nâng cao hiệu lực, hiệu quả quản lý nhà nước về an ninh, trật tự."

func plain(pages int) *layout.Document {
	s := newSetter()
	for i := 0; len(s.doc.Pages) <= pages; i++ {
		face := []*font.Face{serif, serif, serifBold, serif, serifItalic, serif, serifBoldItalic}[i%7]
		s.text(face, 14*unit.Pt, sample)
	}
	s.doc.Pages = s.doc.Pages[:pages]
	return &s.doc
}

func write(t testing.TB, doc *layout.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, doc, day); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tool runs a program on a PDF and returns what it prints.
func tool(t testing.TB, data []byte, name string, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "FILE", file)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestTextComesBack(t *testing.T) {
	doc := plain(3)
	data := write(t, doc)
	if keep := os.Getenv("VANTHU_KEEP"); keep != "" {
		os.WriteFile(keep, data, 0o600)
	}
	var want []string
	for _, p := range doc.Pages {
		for _, it := range p.Items {
			want = append(want, it.(*item.Text).Text)
		}
	}
	got := strings.Fields(tool(t, data, "pdftotext", "FILE", "-"))
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	tool(t, data, "qpdf", "--check", "FILE")
}

// annex is a table of 5 columns with borders, 31 rows on a page.
func annex(rows int) *layout.Document {
	s := newSetter()
	table := layout.Table{Columns: 5, Heads: 1, Ruled: true}
	const row, pad = 8 * unit.Mm, 2 * unit.Mm
	cols := []unit.Length{0, 12 * unit.Mm, 62 * unit.Mm, 112 * unit.Mm, 140 * unit.Mm, 160 * unit.Mm}
	for i := range rows {
		if i%31 == 0 {
			s.newPage(210*unit.Mm, 297*unit.Mm)
		}
		cells := []string{fmt.Sprint(i + 1), "Nguyễn Thị Minh Khai", "Khu phố Phú Thịnh, phường Tân Phú", "1.234.567", "Đạt"}
		var tags layout.TableRow
		for c, text := range cells {
			s.para++
			tags.Cells = append(tags.Cells, layout.TableCell{First: int32(s.para), Last: int32(s.para), Column: int16(c), Columns: 1, Rows: 1})
			x := left + cols[c] + pad
			for _, word := range strings.Fields(text) {
				w := width(serif, word, 12*unit.Pt)
				s.page.Items = append(s.page.Items, &item.Text{X: x, Y: s.y + 5*unit.Mm, Width: w, Face: serif, Size: 12 * unit.Pt, Text: word, Para: s.para})
				x += w + 3*unit.Pt
			}
			l, r := left+cols[c], left+cols[c+1]
			for _, e := range [][4]unit.Length{{l, s.y, r, s.y}, {l, s.y, l, s.y + row}, {l, s.y + row, r, s.y + row}} {
				s.page.Items = append(s.page.Items, &item.Line{X1: e[0], Y1: e[1], X2: e[2], Y2: e[3], Width: unit.Pt / 2})
			}
		}
		table.Rows = append(table.Rows, tags)
		s.y += row
	}
	s.doc.Tables = []layout.Table{table}
	return &s.doc
}

// Budget: 20 ms and 60 KB for a plan of four pages.
func BenchmarkPlan(b *testing.B) { bench(b, plain(4)) }

// Budget: 0.7 s for an annex of 5,000 rows, and linear in rows.
func BenchmarkAnnex500(b *testing.B)   { bench(b, annex(500)) }
func BenchmarkAnnex5000(b *testing.B)  { bench(b, annex(5000)) }
func BenchmarkAnnex50000(b *testing.B) { bench(b, annex(50000)) }

func bench(b *testing.B, doc *layout.Document) {
	b.ReportAllocs()
	for b.Loop() {
		data := write(b, doc)
		b.ReportMetric(float64(len(data)), "bytes")
	}
}

// TestSizes holds files to their budgets: 60 KB for a plan of four pages, 1 MB and no more
// than linear growth for an annex of 5,000 rows with all its cells in the structure.
func TestSizes(t *testing.T) {
	if n := len(write(t, plain(4))); n > 60<<10 {
		t.Errorf("a plan of four pages: %d bytes", n)
	}
	few, many := annex(1000), annex(5000)
	a, b := len(write(t, few)), len(write(t, many))
	if b > 1<<20 || b > 6*a {
		t.Errorf("1,000 rows %d bytes, 5,000 rows %d", a, b)
	}
	steps := func(doc *layout.Document) float64 {
		return testing.AllocsPerRun(1, func() { write(t, doc) })
	}
	if few, many := steps(few), steps(many); many > 6*few {
		t.Errorf("1,000 rows take %.0f allocations, 5,000 rows %.0f", few, many)
	}
}
