package repair

import (
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/check"
)

// TestMendingGrowsWithTheText: four times the text costs about four times as much; with
// every paragraph against every other it would be sixteen times.
func TestMendingGrowsWithTheText(t *testing.T) {
	opts := Options{Check: office(t)}
	cost := func(paragraphs int) (least time.Duration) {
		lines := strings.Repeat(lineOf("Các cơ quan,\nđơn vị thực hiện."), paragraphs)
		in := word(t, strings.Replace(paperOf(paragraphs), piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), lines, 1))
		for n := range 4 {
			begin := time.Now()
			if r, err := Mend(in, opts); err != nil || len(r.Mended) < 3 {
				t.Fatal(err)
			}
			if d := time.Since(begin); n == 0 || d < least {
				least = d
			}
		}
		return least
	}
	cost(10)
	if a, b := cost(50), cost(200); b > 11*a {
		t.Errorf("50 paragraphs take %v, 200 take %v", a, b)
	}
}

// paperOf is a paper with its head made of tabs and so many paragraphs of its text, each with
// a face, a size and an alignment that are wrong.
func paperOf(paragraphs int) string {
	text := strings.Repeat(piece("both", 28, "", clause), paragraphs)
	text = strings.NewReplacer("Times New Roman", "Arial", `w:val="28"`, `w:val="20"`, `w:firstLine="720"`, `w:firstLine="0"`).Replace(text)
	return strings.Replace(strings.Replace(plan, planHead, loose[0].head, 1), piece("both", 28, "", clause), text, 1)
}

// BenchmarkCheck is what looking once at four pages costs.
func BenchmarkCheck(b *testing.B) {
	in, opts := word(b, paperOf(60)), office(b)
	for b.Loop() {
		if r, err := check.File(in, opts); err != nil || r.Pages < 2 {
			b.Fatal(r, err)
		}
	}
}

// BenchmarkMend is what mending the same costs. Budget: 40 ms more than BenchmarkCheck.
func BenchmarkMend(b *testing.B) {
	in, opts := word(b, paperOf(60)), Options{Check: office(b)}
	for b.Loop() {
		if r, err := Mend(in, opts); err != nil || len(r.Mended) == 0 || r.After.Pages != 4 {
			b.Fatal(len(r.Mended), r.After.Pages, err)
		}
	}
}
