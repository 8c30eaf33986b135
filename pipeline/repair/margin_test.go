package repair

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"vanthu/pipeline/check"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// report is what is found in a paper of two pages whose writing is wrong.
func report(t *testing.T, word string) *check.Report {
	t.Helper()
	b := nd30.New(nd30.A4)
	b.Header(nd30.Header{Agency: "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG NAI", Number: "Số: 05/KH-UBND", Place: "Đồng Nai, ngày 05 tháng 02 năm 2026"})
	b.Title("KẾ HOẠCH", "Phát động phong trào thi đua năm 2026", 35*unit.Mm)
	for range 30 {
		b.P("Thân văn bản", "Các cơ quan, đơn vị tổ chức thực hiện, báo cáo kết quả theo quy định.")
	}
	b.P("Thân văn bản", word)
	data, err := b.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := check.File(data, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestEveryFindingStandsAtItsPage: each finding is told once, on its page, with a mark at
// its words; what is written in the document is text and no markup.
func TestEveryFindingStandsAtItsPage(t *testing.T) {
	r := report(t, "Ngày 5 tháng 03, <script>alert(1)</script> của của các đơn vị.")
	var b, again bytes.Buffer
	if err := Pages(&b, "kế hoạch <b>", r); err != nil {
		t.Fatal(err)
	}
	if err := Pages(&again, "kế hoạch <b>", r); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("equal input gives other bytes")
	}
	s := b.String()
	if n := strings.Count(s, `class="page"`); n != r.Pages || r.Pages < 2 {
		t.Errorf("%d pages of %d", n, r.Pages)
	}
	pages := strings.Split(s, `class="page"`)
	for i, f := range r.Findings {
		is := fmt.Sprintf(`<b class="n">%d</b> <strong>`, i+1)
		if strings.Count(s, is) != 1 || !strings.Contains(pages[max(f.Page, 1)], is) {
			t.Errorf("%s is not told once on page %d", f.Rule, f.Page)
		}
		if mark := fmt.Sprintf(`<b class="n">%d</b></div>`, i+1); f.Unit > 0 && !strings.Contains(pages[f.Page], mark) {
			t.Errorf("%s has no mark on page %d", f.Rule, f.Page)
		}
	}
	if strings.Contains(s, "<script") || strings.Contains(s, "hoạch <b>") {
		t.Error("words of the document became markup")
	}
}

// TestBeforeAndAfterStandSideBySide: as many rows as the longer one has pages.
func TestBeforeAndAfterStandSideBySide(t *testing.T) {
	long, short := report(t, strings.Repeat("Một đoạn dài nhiều dòng. ", 200)), report(t, "Ngắn.")
	var b bytes.Buffer
	if err := BothPages(&b, "kế hoạch", short, long); err != nil {
		t.Fatal(err)
	}
	s := b.String()
	if strings.Count(s, `class="page"`) != long.Pages+short.Pages || strings.Count(s, `<div class="row both">`) != 1+long.Pages || long.Pages <= short.Pages {
		t.Errorf("%d and %d pages: %d rows", short.Pages, long.Pages, strings.Count(s, `<div class="row both">`)-1)
	}
	if !strings.Contains(s, "Trước khi sửa") || !strings.Contains(s, "Sau khi sửa") {
		t.Error("the sides are not named")
	}
}

// TestMarksFrameTheWords: on a paper of one page the mark of the first line stands where the
// margins put it, in hundredths of A4.
func TestMarksFrameTheWords(t *testing.T) {
	in := word(t, strings.Replace(plan, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI VIỆT NAM", 1))
	r, err := check.File(in, office(t))
	if err != nil || r.Pages != 1 || len(r.Findings) != 1 {
		t.Fatal(err, heavy(r.Findings))
	}
	var b bytes.Buffer
	if err := Pages(&b, "kế hoạch", r); err != nil {
		t.Fatal(err)
	}
	at := regexp.MustCompile(`left:([\d.]+)%;\s*top:([\d.]+)%;\s*width:([\d.]+)%;\s*height:([\d.]+)%`).FindStringSubmatch(b.String())
	if strings.Count(b.String(), `class="page"`) != 1 || at == nil {
		t.Fatalf("no page, or no mark: %s", b.String())
	}
	side := func(i int) float64 { f, _ := strconv.ParseFloat(at[i], 64); return f }
	left, top, width, height := side(1), side(2), side(3), side(4)
	// The right column begins 30 mm + 63 mm from the left, the text 20 mm from the top; the words
	// stand in the middle of its 97 mm, some 62 mm of them.
	if left < 100*93/210. || left+width > 100*190/210. || width < 100*50/210. || top < 100*19/297. || top > 100*22/297. || height < 100*4/297. || height > 100*7/297. {
		t.Errorf("the mark: left %v, top %v, width %v, height %v", left, top, width, height)
	}
	if middle := left + width/2; middle < 100*139/210. || middle > 100*144/210. {
		t.Errorf("its middle is %v", middle)
	}
	if s := b.String(); !strings.Contains(s, `class="wrong"`) && !strings.Contains(s, "wrong") {
		t.Error("it does not look wrong")
	}
}
