package making

import (
	"math"
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
)

func TestFigures(t *testing.T) {
	set, err := dataset.ParseJSON(strings.NewReader(`{"so_sanh":[{"chi_tieu":"A","nam_truoc":1,"nam_nay":2.50},{"chi_tieu":"B","nam_truoc":null,"nam_nay":4}]}`))
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := set.Get("so_sanh")
	labels, series, err := figures(rows, "chi_tieu", []string{"nam_truoc", "nam_nay"}, []string{"Năm trước"})
	if err != nil || strings.Join(labels, "") != "AB" || series[0].Name != "Năm trước" || series[1].Name != "nam_nay" ||
		series[1].Values[0] != 2.5 || !math.IsNaN(series[0].Values[1]) {
		t.Errorf("%v %v %v", labels, series, err)
	}
	for _, y := range []string{"khong_co", "chi_tieu"} {
		if _, _, err := figures(rows, "chi_tieu", []string{y}, nil); err == nil {
			t.Errorf("%s: no error", y)
		}
	}
}
