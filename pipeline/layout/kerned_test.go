package layout

import (
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// TestKernedText: words and spaces are as wide as their pairs make them, however Word has cut
// the text into runs; sizes below w:kern are left alone.
func TestKernedText(t *testing.T) {
	run := func(props string, text ...string) (out string) {
		for _, s := range text {
			out += `<w:r><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + s + `</w:t></w:r>`
		}
		return out
	}
	lay := func(runs string) []*item.Text {
		return texts(&mustLay(t, source{body: `<w:p>` + runs + `</w:p>`}).Pages[0])
	}
	plain, kerned := lay(run("", "AVATAR Tư VA")), lay(run(`<w:kern w:val="2"/>`, "AVATAR Tư VA"))
	face := plain[0].Face
	pairs := func(text string) (sum unit.Length) {
		last := rune(0)
		for _, r := range text {
			if last != 0 {
				sum += face.Kern(last, r, 14*unit.Pt)
			}
			last = r
		}
		return sum
	}
	near := func(a, b unit.Length) bool { return max(a-b, b-a) <= 20 } // EMU: sums are rounded once
	for i, w := range kerned {
		if !w.Kerned || plain[i].Kerned || !near(w.Width, plain[i].Width+pairs(w.Text)) {
			t.Errorf("%s: width %v, without pairs %v, pairs %v", w.Text, w.Width, plain[i].Width, pairs(w.Text))
		}
	}
	if pairs("AVATAR") > -6*unit.Pt || pairs("VA") >= 0 || pairs("R T") >= 0 {
		t.Errorf("pairs: %v %v %v", pairs("AVATAR"), pairs("VA"), pairs("R T"))
	}
	if got, want := kerned[2].X+kerned[2].Width, plain[2].X+plain[2].Width+pairs("AVATAR Tư VA"); !near(got, want) {
		t.Errorf("the line ends at %v, want %v: pairs with spaces count", got, want)
	}
	cut := lay(run(`<w:kern w:val="2"/>`, "AV", "AT", "AR", " T", "ư ", "VA"))
	for i, w := range cut {
		if w.Text != kerned[i].Text || !near(w.X, kerned[i].X) || !near(w.Width, kerned[i].Width) {
			t.Errorf("in runs: %s at %v, %v wide, want %v, %v", w.Text, w.X, w.Width, kerned[i].X, kerned[i].Width)
		}
	}
	for _, c := range []struct {
		props string
		want  bool
	}{{`<w:kern w:val="28"/>`, true}, {`<w:kern w:val="29"/>`, false}, {`<w:kern w:val="0"/>`, false},
		{`<w:kern w:val="28"/><w:sz w:val="26"/>`, false}, {`<w:kern w:val="2"/><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>`, false}} {
		if got := lay(run(c.props, "AVATAR"))[0].Kerned; got != c.want {
			t.Errorf("%s: kerned %v", c.props, got)
		}
	}
}
