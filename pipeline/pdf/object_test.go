package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	reader "github.com/ledongthuc/pdf"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// TestPackedObjects: every object is found again, however many share the last stream of objects.
func TestPackedObjects(t *testing.T) {
	for _, n := range []int{1, packSize - 2, packSize - 1, packSize, packSize + 1, 2*packSize - 1} {
		var b bytes.Buffer
		w := newWriter(&b)
		var list strings.Builder
		for i := range n {
			fmt.Fprintf(&list, "%v ", w.add("[%d (a)]", 7*i))
		}
		root := w.add("<</Type/Catalog/X[%s]/Pages<</Type/Pages/Count 0/Kids[]>>>>", list.String())
		if err := w.finish(root, w.reserve()); err != nil {
			t.Fatal(err)
		}
		r, err := reader.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		x := r.Trailer().Key("Root").Key("X")
		if x.Len() != n {
			t.Errorf("%d objects, %d are told", n, x.Len())
		}
		for i := range x.Len() {
			if got := x.Index(i).Index(0).Int64(); got != int64(7*i) {
				t.Errorf("of %d objects number %d is %d", n, i, got)
				break
			}
		}
		if want := (n + packSize) / packSize; bytes.Count(b.Bytes(), []byte("/Type/ObjStm")) != want || bytes.Contains(b.Bytes(), []byte("/N 0/")) {
			t.Errorf("%d objects and the catalogue in %d streams, want %d", n, bytes.Count(b.Bytes(), []byte("/Type/ObjStm")), want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 1: ".01", 10: ".1", 99: ".99", 100: "1", 101: "1.01", 110: "1.1", 12345: "123.45", -5: "-.05", -100: "-1", -250: "-2.5"} {
		if got := num(n); got != want {
			t.Errorf("%d/100: %s, want %s", n, got, want)
		}
	}
	if got := string(appendLiteral(nil, []byte("a(b)\\c\rd\ne"))); got != `(a\(b\)\\c\rd`+"\n"+`e)` {
		t.Errorf("literal %q", got)
	}
	if got := textString("Kế 𝒳"); got != "<FEFF004B1EBF0020D835DCB3>" {
		t.Errorf("text %s", got)
	}
}

// operators calls visit for each operator of a page.
func operators(t *testing.T, data []byte, page int, visit func(op string, args []reader.Value)) {
	t.Helper()
	r, err := reader.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	reader.Interpret(r.Page(page).V.Key("Contents"), func(stack *reader.Stack, op string) {
		args := make([]reader.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		visit(op, args)
	})
}

// TestPicturesTurn: a picture is turned around its middle, its sides as long as they were; a
// cropped one shows the stretch that is left.
func TestPicturesTurn(t *testing.T) {
	const wide, high = 40 * unit.Mm, 20 * unit.Mm
	for _, degrees := range []int{0, 30, 90, 180, -45, 400} {
		doc := &layout.Document{Lang: "vi-VN", Pages: []layout.Page{{Width: 210 * unit.Mm, Height: 297 * unit.Mm, Items: []item.Item{
			&item.Picture{X: 50 * unit.Mm, Y: 100 * unit.Mm, W: wide, H: high, Data: pngOf(255), Type: "png", Turn: degrees, Alt: "x", Para: 1}}}}}
		found := 0
		operators(t, write(t, doc), 1, func(op string, args []reader.Value) {
			if op != "cm" {
				return
			}
			found++
			var m affine
			for i := range m {
				m[i] = args[i].Float64()
			}
			near := func(what string, is, want float64) {
				if math.Abs(is-want) > 0.02 {
					t.Errorf("%d degrees: %s %.3f, want %.3f", degrees, what, is, want)
				}
			}
			x, y := m.at(0.5, 0.5)
			near("middle", x, (70 * unit.Mm).Points())
			near("middle from below", y, (187 * unit.Mm).Points())
			near("width", math.Hypot(m[0], m[1]), wide.Points())
			near("height", math.Hypot(m[2], m[3]), high.Points())
			near("angle", math.Sin(math.Atan2(m[1], m[0])-float64(degrees)*math.Pi/180), 0)
			near("angle of the height", math.Sin(math.Atan2(-m[2], m[3])-float64(degrees)*math.Pi/180), 0)
			if math.Cos(math.Atan2(m[1], m[0])-float64(degrees)*math.Pi/180) < 0 || math.Cos(math.Atan2(-m[2], m[3])-float64(degrees)*math.Pi/180) < 0 {
				t.Errorf("%d degrees: it lies upside down: %v", degrees, m)
			}
		})
		if found != 1 {
			t.Errorf("%d degrees: %d pictures", degrees, found)
		}
	}
	doc := &layout.Document{Lang: "vi-VN", Pages: []layout.Page{{Width: 210 * unit.Mm, Height: 297 * unit.Mm, Items: []item.Item{
		&item.Picture{X: 0, Y: 0, W: wide, H: high, Data: pngOf(255), Type: "png", Crop: item.Crop{Left: 20_000, Right: 30_000, Top: 10_000, Bottom: 40_000}, Alt: "x", Para: 1}}}}}
	var all []affine
	clipped := false
	operators(t, write(t, doc), 1, func(op string, args []reader.Value) {
		clipped = clipped || op == "W"
		if op == "cm" {
			var m affine
			for i := range m {
				m[i] = args[i].Float64()
			}
			all = append(all, m)
		}
	})
	if len(all) != 2 || !clipped {
		t.Fatalf("%v, clipped %v", all, clipped)
	}
	for from, want := range map[[2]float64][2]float64{{0.2, 0.4}: {0, 0}, {0.7, 0.9}: {1, 1}} { // what is left fills the picture
		if x, y := all[1].at(from[0], from[1]); math.Abs(x-want[0]) > 0.001 || math.Abs(y-want[1]) > 0.001 {
			t.Errorf("%v of the picture comes to %.3f, %.3f, want %v", from, x, y, want)
		}
	}
}

// TestTransparency: only what is seen through has a state of graphics, and only the page that
// shows it.
func TestTransparency(t *testing.T) {
	data := write(t, features())
	for page, want := range []string{"A128", "A180"} {
		var got []string
		operators(t, data, page+1, func(op string, args []reader.Value) {
			if op == "gs" {
				got = append(got, args[0].Name())
			}
		})
		if strings.Join(got, " ") != want {
			t.Errorf("page %d: states %q, want %s", page+1, got, want)
		}
	}
	if operators(t, write(t, plain(1)), 1, func(op string, _ []reader.Value) {
		if op == "gs" {
			t.Error("a page of words has a state of graphics")
		}
	}); bytes.Contains(write(t, plain(1)), []byte("ExtGState")) {
		t.Error("a file of words has states of graphics")
	}
}
