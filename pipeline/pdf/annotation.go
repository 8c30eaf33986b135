package pdf

import (
	"math"

	reader "github.com/ledongthuc/pdf"
)

// Laid is a text that an annotation lays over a page, as signing tools do with number and
// day (ISO 32000-1 12.5.5): what its appearance shows, not what its properties say.
type Laid struct {
	Page   int    // from 1
	Text   string // its lines in the order of the page, a blank between them
	Signer bool   // the appearance of a signature
}

// maxForms bounds how deep forms lie in forms.
const maxForms = 5

// laidOver are the letters that the annotations of a page show, with their places on the page,
// one list for each annotation; hidden ones are left out.
func laidOver(page reader.Page) (list [][]reader.Text, signers []bool) {
	annotations := page.V.Key("Annots")
	for i := range annotations.Len() {
		a := annotations.Index(i)
		const hidden, noView = 1 << 1, 1 << 5
		if a.Key("F").Int64()&(hidden|noView) != 0 {
			continue
		}
		form := a.Key("AP").Key("N")
		if form.Kind() == reader.Dict {
			form = form.Key(a.Key("AS").Name())
		}
		if form.Kind() != reader.Stream {
			continue
		}
		in := &appearance{}
		in.form(form, placed(form, a.Key("Rect")), 0)
		list = append(list, in.letters)
		signers = append(signers, a.Key("FT").Name() == "Sig")
	}
	return list, signers
}

// affine is a matrix [a b c d e f] (ISO 32000-1 8.3.3).
type affine [6]float64

func (m affine) then(n affine) affine {
	return affine{m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3], m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5]}
}

func (m affine) at(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

var same = affine{1, 0, 0, 1, 0, 0}

func matrixOf(v reader.Value) affine {
	if v.Len() != 6 {
		return same
	}
	var m affine
	for i := range m {
		m[i] = v.Index(i).Float64()
	}
	return m
}

// placed is the matrix by which an appearance comes onto the page: its box, turned as its
// matrix says, fills the rectangle of the annotation (ISO 32000-1 12.5.5, algorithm 8.1).
func placed(form, rect reader.Value) affine {
	box, own := form.Key("BBox"), matrixOf(form.Key("Matrix"))
	if box.Len() != 4 || rect.Len() != 4 {
		return same
	}
	span := func(v reader.Value, m affine) (x0, y0, x1, y1 float64) {
		x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
		for i := range 4 {
			x, y := m.at(v.Index(i&1*2).Float64(), v.Index(i&2+1).Float64())
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
		}
		return x0, y0, x1, y1
	}
	bx, by, bX, bY := span(box, own)
	rx, ry, rX, rY := span(rect, same)
	if bX-bx <= 0 || bY-by <= 0 {
		return same
	}
	sx, sy := (rX-rx)/(bX-bx), (rY-ry)/(bY-by)
	return affine{sx, 0, 0, sy, rx - bx*sx, ry - by*sy}
}

// appearance reads the letters of a form.
type appearance struct{ letters []reader.Text }

// form reads a form whose space lies in another by the matrix on.
func (in *appearance) form(form reader.Value, on affine, depth int) {
	in.content(form, form.Key("Resources"), matrixOf(form.Key("Matrix")).then(on), depth)
}

// content reads a content stream, or several that are one.
func (in *appearance) content(stream, resources reader.Value, now affine, depth int) {
	var kept []affine
	t := typing{in: in}
	reader.Interpret(stream, func(stack *reader.Stack, op string) {
		args := make([]reader.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		number := func(i int) float64 {
			if i < len(args) {
				return args[i].Float64()
			}
			return 0
		}
		switch op {
		case "q":
			kept = append(kept, now)
		case "Q":
			if n := len(kept); n > 0 {
				now, kept = kept[n-1], kept[:n-1]
			}
		case "cm":
			now = affine{number(0), number(1), number(2), number(3), number(4), number(5)}.then(now)
		case "Do":
			if sub := resources.Key("XObject").Key(nameOf(args)); sub.Key("Subtype").Name() == "Form" && depth < maxForms {
				in.form(sub, now, depth+1)
			}
		case "Tf":
			t.font, t.size = codingOf(resources.Key("Font").Key(nameOf(args))), number(1)
		default:
			t.do(op, args, number, now)
		}
	})
}

func nameOf(args []reader.Value) string {
	if len(args) == 0 {
		return ""
	}
	return args[0].Name()
}

// coding is how the codes of strings read, and how wide they are.
type coding struct {
	decode reader.TextEncoding // nil before a font is set
	bytes  int                 // of a code
	simple reader.Font
	wide   map[int]float64 // of a composite font, in thousandths of its size
	usual  float64
}

// codingOf reads a font; the codes of composite fonts have two bytes (ISO 32000-1 9.7.4.3).
func codingOf(v reader.Value) coding {
	one := reader.Font{V: v}
	f := coding{decode: one.Encoder(), bytes: 1, simple: one, usual: 500}
	if v.Key("Subtype").Name() != "Type0" {
		return f
	}
	f.bytes, f.usual, f.wide = 2, 1000, map[int]float64{}
	below := v.Key("DescendantFonts").Index(0)
	if dw := below.Key("DW"); !dw.IsNull() {
		f.usual = dw.Float64()
	}
	w := below.Key("W")
	left := 1 << 17 // widths that are read at most
	for i := 0; i+1 < w.Len() && left > 0; {
		from, next := int(w.Index(i).Int64()), w.Index(i+1)
		if next.Kind() == reader.Array {
			for k := range min(next.Len(), left) {
				left--
				f.wide[from+k] = next.Index(k).Float64()
			}
			i += 2
			continue
		}
		for code := from; code <= min(int(next.Int64()), from+left-1); code++ {
			left--
			f.wide[code] = w.Index(i + 2).Float64()
		}
		i += 3
	}
	return f
}

// width is the advance of a code.
func (f *coding) width(code string) float64 {
	if f.bytes == 1 {
		if w := f.simple.Width(int(code[0])); w > 0 {
			return w
		}
		return f.usual
	}
	n := 0
	for i := range len(code) {
		n = n<<8 | int(code[i])
	}
	if w, ok := f.wide[n]; ok {
		return w
	}
	return f.usual
}

// typing is the state of a text object (ISO 32000-1 9.4).
type typing struct {
	in         *appearance
	font       coding
	size, lead float64
	line, at   affine
}

func (t *typing) do(op string, args []reader.Value, number func(int) float64, now affine) {
	move := func(x, y float64) { t.line = affine{1, 0, 0, 1, x, y}.then(t.line); t.at = t.line }
	switch op {
	case "BT":
		t.line, t.at = same, same
	case "Tm":
		t.line = affine{number(0), number(1), number(2), number(3), number(4), number(5)}
		t.at = t.line
	case "Td":
		move(number(0), number(1))
	case "TD":
		t.lead = -number(1)
		move(number(0), number(1))
	case "TL":
		t.lead = number(0)
	case "T*":
		move(0, -t.lead)
	case "'", "\"":
		move(0, -t.lead)
		t.show(args[max(0, len(args)-1):], now)
	case "Tj", "TJ":
		t.show(args, now)
	}
}

// show takes a string, or an array of strings and shifts.
func (t *typing) show(args []reader.Value, now affine) {
	if len(args) == 0 || t.font.decode == nil {
		return
	}
	all := []reader.Value{args[0]}
	if args[0].Kind() == reader.Array {
		all = nil
		for i := range args[0].Len() {
			all = append(all, args[0].Index(i))
		}
	}
	for _, v := range all {
		if v.Kind() != reader.String {
			t.forward(-v.Float64() / 1000 * t.size)
			continue
		}
		for raw := v.RawString(); raw != ""; {
			code := raw[:min(t.font.bytes, len(raw))]
			raw = raw[len(code):]
			m := t.at.then(now)
			x, y := m.at(0, 0)
			t.in.letters = append(t.in.letters, reader.Text{S: t.font.decode.Decode(code), X: x, Y: y, FontSize: t.size * math.Hypot(m[2], m[3])})
			t.forward(t.font.width(code) / 1000 * t.size)
		}
	}
}

func (t *typing) forward(x float64) { t.at = affine{1, 0, 0, 1, x, 0}.then(t.at) }
