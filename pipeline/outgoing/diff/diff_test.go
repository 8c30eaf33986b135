package diff

import (
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
)

func TestInWords(t *testing.T) {
	parse := func(s string) *dataset.Set {
		set, err := dataset.ParseJSON(strings.NewReader(s))
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	got := Sets(
		parse(`{"nam":2024,"ngay":"2024-12-25","so":5,"ca_nhan":[{"ho_ten":"Lan","tien":100},{"ho_ten":"Minh","tien":1}]}`),
		parse(`{"nam":2024,"ngay":"2025-01-14","so":6,"ca_nhan":[{"ho_ten":"Lan","tien":200},{"ho_ten":"Hoa","tien":1},{"ho_ten":"Nam","tien":1}]}`), "ngay")
	want := []string{"ca_nhan: 02 → 03 dòng", "ca_nhan: thêm Hoa, Nam", "ca_nhan: bớt Minh", "ca_nhan (Lan).tien: 100 → 200", "so: 5 → 6"}
	if !slices.Equal(got, want) {
		t.Errorf("sets: %q", got)
	}
	a := []Line{{"đoạn 1", "QUYẾT ĐỊNH"}, {"đoạn 2", "Điều 1. Tặng Bằng khen cho 05 tập thể và 10 cá nhân."}, {"đoạn 3", "Điều 2. Hiệu lực."}}
	b := []Line{{"đoạn 1", "QUYẾT ĐỊNH"}, {"đoạn 2", "Điều 1. Tặng Bằng khen cho 06 tập thể và 10 cá nhân."}, {"đoạn 3", "Điều 1a. Thêm."}, {"đoạn 4", "Điều 2. Hiệu lực."}}
	got = Texts(a, b)
	want = []string{"Điều 1: 05 → 06 tập thể", "đoạn 3: thêm “Điều 1a. Thêm.”"}
	if !slices.Equal(got, want) {
		t.Errorf("texts: %q", got)
	}
	if got := Texts(a, a); got != nil {
		t.Errorf("equal texts: %q", got)
	}
	a, b = []Line{{"trang 1", "một hai ba bốn năm"}}, []Line{{"trang 1", "DỰ THẢO một hai ba bốn"}}
	want = []string{"trang 1: thêm “DỰ THẢO” ở đầu", "trang 1: bớt “năm” ở cuối"}
	if got := Texts(a, b); !slices.Equal(got, want) {
		t.Errorf("at the edges: %q", got)
	}
}
