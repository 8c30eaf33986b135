package repair

import (
	"runtime"
	"strings"
	"testing"

	"vanthu/pipeline/check"
)

// TestMendingGrowsWithTheText: eight times the text takes about eight times the memory; with
// every paragraph against every other it would be sixty-four times.
func TestMendingGrowsWithTheText(t *testing.T) {
	opts := Options{Check: office(t)}
	cost := func(paragraphs int) uint64 {
		lines := strings.Repeat(lineOf("Các cơ quan,\nđơn vị thực hiện."), paragraphs)
		in := word(t, strings.Replace(paperOf(paragraphs), piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), lines, 1))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if r, err := Mend(in, opts); err != nil || len(r.Mended) < 3 {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	cost(10) // what is made once
	if a, b := cost(40), cost(320); b > 16*a {
		t.Errorf("40 paragraphs take %d bytes, 320 take %d", a, b)
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
