package word

import (
	"strings"
	"unicode"
)

// Formulas (OMML, ECMA-376-1 22.1) are written on one line: indices raised and lowered, roots
// and sums by their signs, fractions with a stroke, matrices row by row. All their signs are
// there; their arrangement in two dimensions is not.

// formula gathers the pieces of one formula.
type formula struct {
	r    *reader
	p    *Paragraph
	base RunProps // of the paragraph's formula: position of an index, upright text
	deep int
}

// formulaOf reads m:oMath or m:oMathPara; a formula in a paragraph of its own is centred.
func (r *reader) formulaOf(p *Paragraph, name string) {
	r.facts.Add("feature", p.Place, "Công thức toán được dàn thành một dòng chữ thường.")
	f := &formula{r: r, p: p}
	if name == "m:oMathPara" && len(p.Content) == 0 && p.Props.Has&hasAlign == 0 {
		p.Props.Align, p.Props.Has = "center", p.Props.Has|hasAlign
	}
	f.row()
}

// row reads the children of the present element in order.
func (f *formula) row() {
	if f.deep++; f.deep <= MaxNesting {
		f.r.c.each(f.element)
	}
	f.deep--
}

func (f *formula) element(name string) {
	switch name {
	case "m:r":
		f.run()
	case "m:f":
		f.parts(map[string]func(){"m:num": func() { f.grouped("(", ")") }, "m:den": func() { f.write("/"); f.grouped("(", ")") }})
	case "m:sSup", "m:sSub", "m:sSubSup", "m:sPre", "m:limLow", "m:limUpp":
		f.parts(map[string]func(){"m:e": f.row, "m:sub": f.lowered, "m:sup": f.raised,
			"m:lim": map[bool]func(){true: f.lowered, false: f.raised}[name == "m:limLow"]})
	case "m:rad":
		first := true
		f.parts(map[string]func(){"m:deg": f.raised, "m:e": func() {
			if first {
				f.write("√")
			}
			first = false
			f.grouped("(", ")")
		}})
	case "m:nary":
		f.nary()
	case "m:d":
		f.delimited()
	case "m:func":
		f.parts(map[string]func(){"m:fName": f.row, "m:e": func() { f.write("\u00a0"); f.row() }})
	case "m:acc", "m:bar":
		f.accented(name)
	case "m:m":
		f.write("[")
		f.joined("m:mr", "; ", func() { f.joined("m:e", ", ", f.row) })
		f.write("]")
	case "m:eqArr":
		f.joined("m:e", "; ", f.row)
	case "m:ctrlPr", "m:oMathParaPr":
	default:
		if !strings.HasSuffix(name, "Pr") {
			f.row()
		}
	}
}

// parts reads the children that have a reader.
func (f *formula) parts(readers map[string]func()) {
	if f.deep++; f.deep <= MaxNesting {
		f.r.c.each(func(name string) {
			if read := readers[name]; read != nil {
				read()
			}
		})
	}
	f.deep--
}

// joined reads the children of a name with a sign between them.
func (f *formula) joined(name, sign string, read func()) {
	first := true
	f.parts(map[string]func(){name: func() {
		if !first {
			f.write(sign)
		}
		first = false
		read()
	}})
}

// nary is a sum, a product, an integral.
func (f *formula) nary() {
	sign := "∫"
	written := false
	put := func() {
		if !written {
			f.write(sign)
		}
		written = true
	}
	f.parts(map[string]func(){
		"m:naryPr": func() { f.property("m:chr", &sign) },
		"m:sub":    func() { put(); f.lowered() },
		"m:sup":    func() { put(); f.raised() },
		"m:e":      func() { put(); f.row() },
	})
}

// delimited stands in brackets.
func (f *formula) delimited() {
	begin, end, sep := "(", ")", "|"
	first := true
	f.parts(map[string]func(){
		"m:dPr": func() {
			f.r.c.each(func(name string) {
				v, ok := f.r.c.s.Attr("m:val")
				switch {
				case !ok:
				case name == "m:begChr":
					begin = v
				case name == "m:endChr":
					end = v
				case name == "m:sepChr":
					sep = v
				}
			})
		},
		"m:e": func() {
			if first {
				f.write(begin)
			} else {
				f.write(sep)
			}
			first = false
			f.row()
		},
	})
	f.write(end)
}

// accented has a sign above: a combining one behind a single letter.
func (f *formula) accented(name string) {
	sign := "\u0302"
	if name == "m:bar" {
		sign = "\u0305"
	}
	from := len(f.p.Content)
	f.parts(map[string]func(){"m:accPr": func() { f.property("m:chr", &sign) }, "m:e": f.row})
	if n := len(f.p.Content); n > from && f.p.Content[n-1].Kind == InText {
		f.p.Content[n-1].Text += sign
	}
}

// property reads the value of one child.
func (f *formula) property(of string, into *string) {
	f.r.c.each(func(name string) {
		if v, ok := f.r.c.s.Attr("m:val"); ok && name == of {
			*into = v
		}
	})
}

// grouped reads a part and puts it in brackets where it is more than one sign or number.
func (f *formula) grouped(begin, end string) {
	from := len(f.p.Content)
	f.row()
	var text strings.Builder
	for i := from; i < len(f.p.Content); i++ {
		text.WriteString(f.p.Content[i].Text)
	}
	if !compound(text.String()) {
		return
	}
	rest := append([]Inline(nil), f.p.Content[from:]...)
	f.p.Content = f.p.Content[:from]
	f.write(begin)
	f.p.Content = append(f.p.Content, rest...)
	f.write(end)
}

// compound reports whether a text is more than one number or one letter with its index.
func compound(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != ',' }) >= 0 ||
		strings.IndexFunc(s, unicode.IsLetter) >= 0 && len([]rune(s)) > 2
}

func (f *formula) raised()  { f.shifted(1) }
func (f *formula) lowered() { f.shifted(-1) }

func (f *formula) shifted(vert int8) {
	outer := f.base
	f.base.vert, f.base.Has = vert, f.base.Has|hasVert
	f.row()
	f.base = outer
}

// run reads m:r: letters are italic unless the run says otherwise.
func (f *formula) run() {
	props, upright, text := f.base, false, ""
	f.r.c.each(func(name string) {
		switch name {
		case "m:rPr":
			f.r.c.each(func(name string) {
				v, _ := f.r.c.s.Attr("m:val")
				switch name {
				case "m:nor":
					upright = true
				case "m:sty":
					upright = upright || v == "p" || v == "b"
					if v == "b" || v == "bi" {
						props.setToggle(Bold, true)
					}
				}
			})
		case "w:rPr":
			f.r.c.each(func(name string) {
				if name != "w:rFonts" { // Cambria Math
					props.read(f.r.c, name, f.r.theme)
				}
			})
		case "m:t", "w:t":
			text += strings.ReplaceAll(f.r.c.text(), "-", "−") // Word: a hyphen is a minus here
		}
	})
	slanted := props
	slanted.setToggle(Italic, true)
	props.setToggle(Italic, false)
	for len(text) > 0 {
		letter := func(r rune) bool { return unicode.IsLetter(r) && !upright }
		first := []rune(text)[0]
		n := strings.IndexFunc(text, func(r rune) bool { return letter(r) != letter(first) })
		if n < 0 {
			n = len(text)
		}
		look := &props
		if letter(first) {
			look = &slanted
		}
		f.r.add(f.p, Inline{Kind: InText, Text: text[:n], Props: f.r.shared(look)})
		text = text[n:]
	}
}

// write adds a sign that the formula's structure stands for.
func (f *formula) write(text string) {
	props := f.base
	f.r.add(f.p, Inline{Kind: InText, Text: text, Props: f.r.shared(&props)})
}
