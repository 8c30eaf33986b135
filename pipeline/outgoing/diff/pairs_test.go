package diff

import (
	"slices"
	"testing"
)

func TestPairs(t *testing.T) {
	a := []string{"một", "hai", "ba", "bốn"}
	for _, c := range []struct {
		b    []string
		want []Pair
	}{
		{a, nil},
		{[]string{"một", "hai sửa", "ba", "bốn"}, []Pair{{1, 1}}},
		{[]string{"một", "ba", "bốn"}, []Pair{{1, -1}}},
		{[]string{"một", "hai", "ba", "bốn", "năm"}, []Pair{{-1, 4}}},
		{[]string{"không"}, []Pair{{0, 0}, {1, -1}, {2, -1}, {3, -1}}},
	} {
		if got := Pairs(a, c.b); !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.b, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	a := "Tặng Bằng khen cho 38 tập thể, 57 cá nhân và 05 hộ gia đình"
	for _, c := range []struct {
		b    string
		want []Change
	}{
		{a, nil},
		{"Tặng Bằng khen cho 39 tập thể, 57 cá nhân và 05 hộ gia đình", []Change{{"khen cho 38 tập thể,", "khen cho 39 tập thể,"}}},
		{"Tặng Bằng khen cho 39 tập thể, 58 cá nhân và 05 hộ gia đình", []Change{{"khen cho 38 tập thể, 57 cá nhân", "khen cho 39 tập thể, 58 cá nhân"}}},
		{"Tặng Bằng khen cho 38 tập thể, 57 cá nhân và 05 hộ", []Change{{"05 hộ gia đình", "05 hộ"}}},
		{"Nay tặng", []Change{{a, "Nay tặng"}}},
	} {
		if got := Words(a, c.b, 2); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.b, got, c.want)
		}
	}
}
