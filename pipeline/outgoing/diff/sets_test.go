package diff

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
)

func TestSets(t *testing.T) {
	long := strings.Repeat("ấ", 120)
	for _, c := range []struct{ a, b, want string }{
		{`{"a":1}`, `{"a":1}`, ""},
		{`{"a":{"x":1,"y":2}}`, `{"a":{"x":2,"y":2}}`, "a.x: 1 → 2"},
		{`{"a":{"x":1,"b":"c"}}`, `{"a":5}`, "a: b c, x 1 → 5"},
		{`{"a":5}`, `{"a":{"x":1}}`, "a: 5 → x 1"},
		{`{"c":1}`, `{"b":5,"c":1}`, "b: (trống) → 5"},
		{`{"b":5,"c":1}`, `{"c":1}`, "b: 5 → (trống)"},
		{`{"a":null}`, `{"a":""}`, ""},
		{`{"a":"` + long + `"}`, `{"a":" x  y "}`, "a: " + long + " → x y"},
		{`{"a":"` + long + `b"}`, `{"a":"x"}`, "a: " + long + "… → x"},
		{`{"bo":1,"a":{"bo":1}}`, `{"bo":2,"a":{"bo":2}}`, "a.bo: 1 → 2"}, // what is left is left at the top alone
		{`{"a":[1,2,2]}`, `{"a":[2,3]}`, "a: 03 → 02 dòng|a: thêm 3|a: bớt 1, 2"},
		{`{"a":[]}`, `{"a":[{"x":1}]}`, "a: 00 → 01 dòng|a: thêm x 1"},
		{`{"a":null}`, `{"a":[{"x":1}]}`, "a: 00 → 01 dòng|a: thêm x 1"},
		{`{"a":[{"id":1,"ten":"A"},{"id":2,"ten":"A"}]}`, `{"a":[{"id":1,"ten":"B"},{"id":2,"ten":"A"}]}`, "a (B).ten: A → B"},
		{`{"a":[{"ten":"A","x":1},{"ten":"A","x":2}]}`, `{"a":[{"ten":"A","x":1},{"ten":"A","x":3}]}`, "a: thêm A|a: bớt A"},
		{`{"a":[{"ten":"","x":1}]}`, `{"a":[{"ten":"","x":3}]}`, "a: thêm ten , x 3|a: bớt ten , x 1"},
		{`{"a":[{"ma":"1","ten":"","ho_ten":""}]}`, `{"a":[]}`, "a: 01 → 00 dòng|a: bớt 1"},
		{`{"a":[{"ma":"1","ten":"T","ho_ten":"H","ten_don_vi":"D"}]}`, `{"a":[]}`, "a: 01 → 00 dòng|a: bớt H"},
		{`{"a":[{"ma":"1","ten":"T","ten_don_vi":"D"}]}`, `{"a":[]}`, "a: 01 → 00 dòng|a: bớt T"},
		{`{"a":[{"ma":"1","ten_don_vi":"D"}]}`, `{"a":[]}`, "a: 01 → 00 dòng|a: bớt D"},
		{`{"a":[{"ten":"A"},{"ten":"B"}]}`, `{"a":[{"ten":"B"},{"ten":"A"}]}`, "a: thứ tự thay đổi"},
		{`{"a":[{"ten":"A","x":1},{"ten":"B","x":1}]}`, `{"a":[{"ten":"B","x":2},{"ten":"A","x":1}]}`, "a (B).x: 1 → 2"},
		{`{"a":[{"ten":"A"},{"ten":"B"}]}`, `{"a":[{"ten":"C"},{"ten":"A"}]}`, "a: thêm C|a: bớt B"},
		{`{"a":[{"ten":"A","con":[{"x":1},2]}]}`, `{"a":[{"ten":"A","con":[{"x":1},3]}]}`, "a (A).con: thêm 3|a (A).con: bớt 2"},
		{`{"a":[1,{"ten":"A"}]}`, `{"a":[2,{"ten":"A"}]}`, "a: thêm 2|a: bớt 1"},
		{`{"a":[{"x":[1,2]}]}`, `{"a":[{"x":[1,3]}]}`, "a: thêm x 1; 3|a: bớt x 1; 2"},
	} {
		var sets [2]*dataset.Set
		for i, s := range []string{c.a, c.b} {
			var err error
			if sets[i], err = dataset.ParseJSON(strings.NewReader(s)); err != nil {
				t.Fatal(err)
			}
		}
		if got := strings.Join(Sets(sets[0], sets[1], "bo"), "|"); got != c.want {
			t.Errorf("%s, %s:\ngot  %s\nwant %s", c.a, c.b, got, c.want)
		}
	}
	for _, key := range keys {
		row := func(k, v string) *dataset.Set {
			set, err := dataset.ParseJSON(strings.NewReader(`{"a":[{"` + key + `":"` + k + `","x":` + v + `}]}`))
			if err != nil {
				t.Fatal(err)
			}
			return set
		}
		if got := Sets(row("1", "1"), row("1", "2")); len(got) != 1 || !strings.HasSuffix(got[0], ").x: 1 → 2") {
			t.Errorf("rows are not known by %s: %q", key, got)
		}
	}
}

func TestTexts(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{ // paragraphs parted by "/", at places 1, 2, …
		{"a b/c", "a b/c", ""},
		{"một", "một/một", "2: thêm “một”"},
		{"một/một", "một", "2: bớt “một”"},
		{"một/hai/ba", "một/ba", "2: bớt “hai”"},
		{"một/hai", "một/  /hai", ""}, // an empty paragraph is no news
		{"một/ /hai", "một/hai", ""},
		{"Điều 2. Một hai", "Điều 3. Một hai", "Điều 3: 2. → 3. Một hai"},
		{"một hai ba bốn", "một X Y bốn", "1: hai ba → X Y bốn"},
		{"một hai ba bốn", "X Y Z bốn", "1: “một hai ba bốn” → “X Y Z bốn”"},
		{"một hai ba", "X Y Z", "1: một hai ba → X Y Z"},
		{"một hai ba bốn năm", "một hai mới ba bốn năm", "1: thêm “mới” sau “một hai”"},
		{"một hai ba bốn năm", "một hai bốn năm", "1: bớt “ba” trước “bốn năm”"},
		{"a b/c d/giữ/e f", "a X/c Y/giữ/e Z", "1: b → X|2: d → Y|4: f → Z"},
		{"một/hai", "ba/bốn/năm", "1: một → ba|2: hai → bốn|3: thêm “năm”"},
		{"một/hai/1. e", "ba/bốn", "1: một → ba|2: hai → bốn|1: bớt “1. e”"},
		{"một hai ba bốn năm sáu", "một X ba bốn Y sáu", "1: hai → X ba bốn|1: năm → Y sáu"},
	} {
		read := func(s string) (list []Line) {
			for i, text := range strings.Split(s, "/") {
				list = append(list, Line{strconv.Itoa(i + 1), text})
			}
			return list
		}
		if got := strings.Join(Texts(read(c.a), read(c.b)), "|"); got != c.want {
			t.Errorf("%s, %s:\ngot  %s\nwant %s", c.a, c.b, got, c.want)
		}
	}
}

// common is the length of the longest common subsequence, by its definition.
func common(a, b []string) int {
	switch {
	case len(a) == 0 || len(b) == 0:
		return 0
	case a[0] == b[0]:
		return 1 + common(a[1:], b[1:])
	}
	return max(common(a[1:], b), common(a, b[1:]))
}

// TestPairsLeaveTheMost: what Pairs leaves is in both texts, in order, and no longer common sequence is there.
func TestPairsLeaveTheMost(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	text := func() []string {
		list := make([]string, r.IntN(7))
		for i := range list {
			list[i] = string(rune('a' + r.IntN(3)))
		}
		return list
	}
	for range 300 {
		a, b := text(), text()
		restA, restB := slices.Clone(a), slices.Clone(b)
		for _, p := range Pairs(a, b) {
			if p.A >= 0 {
				restA[p.A] = ""
			}
			if p.B >= 0 {
				restB[p.B] = ""
			}
		}
		empty := func(s string) bool { return s == "" }
		restA, restB = slices.DeleteFunc(restA, empty), slices.DeleteFunc(restB, empty)
		if !slices.Equal(restA, restB) || len(restA) != common(a, b) {
			t.Fatalf("%q and %q: left %q and %q, want %d", a, b, restA, restB, common(a, b))
		}
	}
}

// TestVeryLongTexts: beyond the bound of the table the whole counts as changed.
func TestVeryLongTexts(t *testing.T) {
	list := make([]string, 2001)
	for i := range list {
		list[i] = strconv.Itoa(i)
	}
	if got := Pairs(list[:2000], list[1:2001]); len(got) != 2 {
		t.Errorf("%d pairs at the bound", len(got))
	}
	if got := Pairs(list[:2000], list); len(got) != 2001 || got[0] != (Pair{0, 0}) {
		t.Errorf("%d pairs beyond the bound", len(got))
	}
}

func TestWordsBesides(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{ // one word beside
		{"a b c d e f g", "a X c d e Y g", "a b c>a X c|e f g>e Y g"},
		{"a b c d e", "a X c Y e", "a b c d e>a X c Y e"},
		{"a b c d e f", "a X c d Y f", "a b c d e f>a X c d Y f"},
		{"a b c d", "a c d", "a b c>a c"},
		{"a c d e", "a b c X e", "a c d e>a b c X e"},
		{"a b c d x y", "b c d Z y", "a b>b|d x y>d Z y"},
	} {
		var got []string
		for _, w := range Words(c.a, c.b, 1) {
			got = append(got, w.Was+">"+w.Is)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s, %s: %s, want %s", c.a, c.b, s, c.want)
		}
	}
}
