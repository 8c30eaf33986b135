package item

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"vanthu/pipeline/unit"
)

// The sines are those of mathematics, for every angle, also beyond a full turn.
func TestSines(t *testing.T) {
	for d := -720; d <= 720; d++ {
		if got, want := sine(d), int64(math.Round(math.Sin(float64(d)*math.Pi/180)*100000)); got != want {
			t.Errorf("sine of %d: %d, want %d", d, got, want)
		}
	}
}

func TestTurnAndQuarter(t *testing.T) {
	centre := Point{100, 100}
	line := func(a, b Point) *Line { return &Line{X1: a.X, Y1: a.Y, X2: b.X, Y2: b.Y} }
	for _, c := range []struct {
		turn       int
		text, line string
		fill       string
	}{
		{0, "{140 100} 10", "{140 100} {100 140}", "{100 100 20 10}"},
		{90, "{100 60} 100", "{100 60} {140 100}", "{100 80 10 20}"},
		{180, "{60 100} 190", "{60 100} {100 60}", "{80 90 20 10}"},
		{270, "{100 140} 280", "{100 140} {60 100}", "{90 100 10 20}"},
		{-90, "{100 140} -80", "{100 140} {60 100}", "{90 100 10 20}"},
		{45, "{128 72} 55", "{128 72} {128 128}", "{100 100 20 10}"}, // an area turns by quarters alone
	} {
		text, l, fill := &Text{X: 140, Y: 100, Turn: 10}, line(Point{140, 100}, Point{100, 140}), &Fill{100, 100, 20, 10, 5}
		path := &Path{Segments: []Segment{{'M', [3]Point{{140, 100}}}, {'C', [3]Point{{140, 100}, {100, 140}, {140, 100}}}}}
		Turn([]Item{text, l, fill, path}, centre, c.turn)
		a, b := Point{l.X1, l.Y1}, Point{l.X2, l.Y2}
		if got := fmt.Sprintf("%d %d", Point{text.X, text.Y}, text.Turn); got != c.text {
			t.Errorf("turned by %d: text %s, want %s", c.turn, got, c.text)
		}
		if got := fmt.Sprintf("%d %d", a, b); got != c.line {
			t.Errorf("turned by %d: line %s, want %s", c.turn, got, c.line)
		}
		if got := fmt.Sprintf("{%d %d %d %d}", fill.X, fill.Y, fill.W, fill.H); got != c.fill {
			t.Errorf("turned by %d: area %s, want %s", c.turn, got, c.fill)
		}
		if p := path.Segments; p[0].P[0] != a || p[1].P[0] != a || p[1].P[1] != b || p[1].P[2] != a {
			t.Errorf("turned by %d: path %v", c.turn, p)
		}
	}
	text := &Text{Turn: 350}
	if Turn([]Item{text}, Point{}, 20); text.Turn != 10 {
		t.Errorf("a turn beyond the full one: %d", text.Turn)
	}
	for up, want := range map[bool]string{
		true:  "text 20 70 90, line 20 70 40 50, area 20 40 5 30, link 20 40 5 30",
		false: "text 180 30 270, line 180 30 160 50, area 175 30 5 30, link 175 30 5 30",
	} {
		text, l, fill, link := &Text{X: 30, Y: 20}, line(Point{30, 20}, Point{50, 40}), &Fill{30, 20, 30, 5, 0}, &Link{X: 30, Y: 20, W: 30, H: 5}
		for _, it := range []Item{text, l, fill, link} {
			Quarter(it, 100, 200, up)
		}
		got := fmt.Sprintf("text %d %d %d, line %d %d %d %d, area %d %d %d %d, link %d %d %d %d", text.X, text.Y, text.Turn, l.X1, l.Y1, l.X2, l.Y2, fill.X, fill.Y, fill.W, fill.H, link.X, link.Y, link.W, link.H)
		if got != want {
			t.Errorf("a quarter, upwards %v:\n%s, want\n%s", up, got, want)
		}
	}
	if c := (Rectangle{10, 20, 40, 60}).Centre(); c != (Point{30, 50}) {
		t.Errorf("centre %v", c)
	}
}

func TestDashes(t *testing.T) {
	for kind, want := range map[string]string{
		"single": "[]", "dotted": "[3 3]", "dottedHeavy": "[3 3]", "dash": "[12 6]", "dashed": "[12 6]", "dashedHeavy": "[12 6]", "dashSmallGap": "[12 6]",
		"dashLong": "[24 9]", "dashLongHeavy": "[24 9]", "dotDash": "[12 6 3 6]", "dashDotHeavy": "[12 6 3 6]", "dashDotStroked": "[12 6 3 6]",
		"dotDotDash": "[12 6 3 6 3 6]", "dashDotDotHeavy": "[12 6 3 6 3 6]",
	} {
		if got := fmt.Sprintf("%d", Dash(kind, 3)); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
}

// Text of automatic colour is white on what lies right behind it where that is dark.
func TestContrast(t *testing.T) {
	const dim, pale = 0x3E3E3E, 0x3F3F3F // luminance 62 and 63
	color := func(c Color) *Color { return &c }
	box := func(op byte, c Color, alpha uint8) *Path {
		return &Path{Fill: color(c), Alpha: alpha, Segments: []Segment{{'M', [3]Point{{0, 0}}}, {'L', [3]Point{{100 * unit.Pt, 0}, {900 * unit.Pt, 900 * unit.Pt}}}, {op, [3]Point{{0, 0}, {0, 0}, {100 * unit.Pt, 100 * unit.Pt}}}, {Op: 'Z'}}}
	}
	at := func(x, y float64) Text {
		return Text{X: unit.Length(x*10) * unit.Pt / 10, Y: unit.Length(y*10) * unit.Pt / 10, Width: 10 * unit.Pt, Size: 12 * unit.Pt, Auto: true}
	}
	area := func(c Color) *Fill { return &Fill{0, 0, 100 * unit.Pt, 50 * unit.Pt, c} }
	fixed := at(20, 20)
	fixed.Auto = false
	turned := at(100.4, 20)
	turned.Turn = 90
	for _, c := range []struct {
		name  string
		backs []Item
		text  Text
		white bool
	}{
		{"dark", []Item{area(dim)}, at(20, 20), true},
		{"not dark enough", []Item{area(pale)}, at(20, 20), false},
		{"red", []Item{area(0xD40000)}, at(20, 20), true},
		{"brighter red", []Item{area(0xD50000)}, at(20, 20), false},
		{"green", []Item{area(0x006A00)}, at(20, 20), true},
		{"brighter green", []Item{area(0x006B00)}, at(20, 20), false},
		{"blue and a little green", []Item{area(0x0039FF)}, at(20, 20), true},
		{"blue and more green", []Item{area(0x003AFF)}, at(20, 20), false},
		{"a colour of its own", []Item{area(0)}, fixed, false},
		{"light over dark", []Item{area(0), area(0xFFFFFF)}, at(20, 20), false},
		{"dark over light", []Item{area(0xFFFFFF), area(0)}, at(20, 20), true},
		{"at the left edge", []Item{area(0)}, at(-5.4, 20), true},
		{"left of it", []Item{area(0)}, at(-5.6, 20), false},
		{"at the right edge", []Item{area(0)}, at(95.4, 20), true},
		{"right of it", []Item{area(0)}, at(95.6, 20), false},
		{"at the top", []Item{area(0)}, at(20, 2.6), true},
		{"above it", []Item{area(0)}, at(20, 2.4), false},
		{"at the bottom", []Item{area(0)}, at(20, 53.4), true},
		{"below it", []Item{area(0)}, at(20, 53.6), false},
		{"turned, by its beginning", []Item{area(0)}, turned, true},
		{"a filled path with a corner", []Item{box('L', 0, 0)}, at(20, 20), false},
		{"a filled path with a curve", []Item{box('C', 0, 127)}, at(20, 90), true},
		{"a path that shines through", []Item{box('C', 0, 128)}, at(20, 90), false},
		{"a path without fill", []Item{&Path{Segments: box('C', 0, 0).Segments}}, at(20, 90), false},
		{"a path of nothing", []Item{&Path{Fill: color(0)}}, at(0, 0), false},
	} {
		text := c.text
		if Contrast(append(c.backs, &text)); (text.Color == 0xFFFFFF) != c.white || !c.white && text.Color != 0 {
			t.Errorf("%s: %06X", c.name, text.Color)
		}
	}
	if f, ok := box('C', 7, 0).filled(); !ok || f != (Fill{0, 0, 100 * unit.Pt, 100 * unit.Pt, 7}) {
		t.Errorf("the rectangle around a path: %v", f)
	}
	shifted := box('C', 7, 0)
	Move([]Item{shifted}, -3, 5)
	if f, _ := shifted.filled(); f != (Fill{-3, 5, 100 * unit.Pt, 100 * unit.Pt, 7}) {
		t.Errorf("the rectangle around a path elsewhere: %v", f)
	}
}

// What is moved moves whole, and a copy stays where it is.
func TestMoveAndCopy(t *testing.T) {
	for _, c := range []struct{ it, want Item }{
		{&Text{X: 1, Y: 2, Width: 3}, &Text{X: 11, Y: 22, Width: 3}},
		{&Line{X1: 1, Y1: 2, X2: 3, Y2: 4}, &Line{X1: 11, Y1: 22, X2: 13, Y2: 24}},
		{&Fill{1, 2, 3, 4, 5}, &Fill{11, 22, 3, 4, 5}},
		{&Picture{X: 1, Y: 2, W: 3, H: 4}, &Picture{X: 11, Y: 22, W: 3, H: 4}},
		{&Link{X: 1, Y: 2, W: 3, H: 4, TopY: 5}, &Link{X: 11, Y: 22, W: 3, H: 4, TopY: 5}},
		{&Path{Segments: []Segment{{'C', [3]Point{{1, 2}, {3, 4}, {5, 6}}}}}, &Path{Segments: []Segment{{'C', [3]Point{{11, 22}, {13, 24}, {15, 26}}}}}},
	} {
		before := Copied([]Item{c.it})
		kept := before[0].Copy()
		if Move([]Item{c.it}, 10, 20); !reflect.DeepEqual(c.it, c.want) {
			t.Errorf("%T moved: %v", c.it, c.it)
		}
		if !reflect.DeepEqual(before[0], kept) || reflect.DeepEqual(before[0], c.it) {
			t.Errorf("%T: the copy moved too: %v", c.it, before[0])
		}
	}
}

func TestParseColor(t *testing.T) {
	for s, want := range map[string]Tint{"FF8001": {true, 0xFF8001}, "#00ff02": {true, 0xFF02}, "auto": {}, "": {}, "FF80": {}, "#FF800": {}, "GG0000": {}, "0FF8001": {}, "1FF8001": {}} {
		if got := ParseColor(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}
