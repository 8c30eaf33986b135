package layout

import "testing"

// TestFormulas writes formulas on a line, with all their signs.
func TestFormulas(t *testing.T) {
	run := func(text string) string { return `<m:r><m:t>` + text + `</m:t></m:r>` }
	in := func(name, inner string) string { return `<m:` + name + `>` + inner + `</m:` + name + `>` }
	e := func(text string) string { return in("e", run(text)) }
	for _, c := range []struct{ formula, want string }{
		{run("a") + run("=") + run("b"), "a=b"},
		{in("f", in("num", run("a-b"))+in("den", run("2"))), "(a−b)/2"},
		{in("sSup", e("x")+in("sup", run("2"))), "x2"},
		{in("sSubSup", e("x")+in("sub", run("i"))+in("sup", run("2"))), "xi2"},
		{in("rad", `<m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>`+e("b+c")), "√(b+c)"},
		{in("nary", `<m:naryPr><m:chr m:val="∑"/></m:naryPr>`+in("sub", run("i=1"))+in("sup", run("n"))+e("x")), "∑i=1nx"},
		{in("nary", in("sub", run("0"))+in("sup", run("1"))+e("x")), "∫01x"},
		{in("d", e("a")+e("b")), "(a|b)"},
		{in("d", `<m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr>`+e("a")), "[a"},
		{in("m", in("mr", e("a")+e("b"))+in("mr", e("c")+e("d"))), "[a,b;c,d]"},
		{in("acc", e("x")), "x̂"},
		{in("func", in("fName", run("sin"))+e("x")), "sin\u00a0x"},
		{in("borderBox", e("x")), "x"},
	} {
		d := mustLay(t, source{body: `<w:p xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMathPara><m:oMath>` + c.formula + `</m:oMath></m:oMathPara></w:p>`})
		got := ""
		for _, w := range texts(&d.Pages[0]) {
			got += w.Text
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.formula, got, c.want)
		}
		if len(d.Facts) == 0 {
			t.Errorf("%s: no fact", c.formula)
		}
	}
}
