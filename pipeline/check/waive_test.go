package check

import (
	"strings"
	"testing"
)

// TestWaive: what a waiver names becomes a hint with its reason; all else stays.
func TestWaive(t *testing.T) {
	found := []Finding{
		{Rule: "SIZE", Severity: Wrong, Text: "Ghi chú", Message: "a."},
		{Rule: "SIZE", Severity: Wrong, Text: "Điều 1", Message: "b."},
		{Rule: "BOLD", Severity: Warning, Text: "Ghi chú", Message: "c."},
		{Rule: "TONE", Severity: Warning, Place: "trang 2", Message: "d."},
	}
	got := Waive(found, []Waiver{{"SIZE", "Ghi chú", "mẫu của ngành."}, {"TONE", "trang 2", "tên riêng"}})
	var b strings.Builder
	for _, f := range got {
		b.WriteString(f.Severity + " " + f.Message + "\n")
	}
	if want := "gợi ý a. Được bỏ qua: mẫu của ngành.\nsai b.\ncảnh báo c.\ngợi ý d. Được bỏ qua: tên riêng.\n"; b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}
