package check

import (
	"bytes"
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

// ofBoard is what the queries give for a board with a long symbol.
const ofBoard = `{"so_van_ban": "1234", "ngay_ban_hanh": "ngày 05 tháng 02 năm 2024", "nam": 2024, "ky_hieu_co_quan": "SYMBOL", "don_vi_soan_thao": null,
	"co_quan_chu_quan": null, "ten_co_quan": "ỦY BAN NHÂN DÂN\nTỈNH BÌNH PHƯỚC", "ten_goi_co_quan": "Ủy ban nhân dân tỉnh", "ten_day_du_co_quan": "Ủy ban nhân dân tỉnh Bình Phước",
	"dia_danh": "Bình Phước", "quyen_han_chuc_vu": "TM. Ủy ban nhân dân\nChủ tịch", "nguoi_ky": "Trần Thị Ví Dụ", "thay_the_so": null, "thay_the_ngay": null,
	"noi_nhan": [{"ten": "Bộ Công an"}, {"ten": "Lưu: VT, NC (03b)"}], "kinh_gui": [{"ten": "Bộ Công an"}],
	"can_cu": [{"noi_dung": "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"}]}`

func filledSkeleton(t *testing.T, k nd30.Kind, symbol string) []byte {
	t.Helper()
	word, err := nd30.Skeleton(k, nd30.Options{Subject: "Phát động phong trào thi đua"})
	if err != nil {
		t.Fatal(err)
	}
	tmpl, err := fill.Compile(word, fill.Options{})
	if err != nil {
		t.Fatal(err)
	}
	set, err := dataset.ParseJSON(strings.NewReader(strings.Replace(ofBoard, "SYMBOL", symbol, 1)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := tmpl.Execute(&out, set, fill.Run{}); err != nil {
		t.Fatalf("%s: %v", k.Slug, err)
	}
	return out.Bytes()
}

// TestSkeletons: what 'vanthu template new' writes, for each kind of document, has no fault of
// form once it is filled, and a long number with its symbol stands on one line beside the
// place and date.
func TestSkeletons(t *testing.T) {
	for _, k := range nd30.Kinds {
		t.Run(k.Slug, func(t *testing.T) {
			word := filledSkeleton(t, k, "UBND")
			r, err := File(word, Options{Config: office(t)})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range r.Findings {
				if f.Severity != Hint {
					t.Errorf("%s %s, %s: %s “%s”", f.Severity, f.Rule, f.Place, f.Message, f.Text)
				}
			}
			for _, symbol := range []string{"UBND-HC", "BCĐ-TĐKT", "BCĐ389-VPTT"} {
				oneLine(t, filledSkeleton(t, k, symbol))
			}
		})
	}
}

// oneLine fails where the number does not stand on one line left of place and date.
func oneLine(t *testing.T, word []byte) {
	t.Helper()
	p, err := paper.Read(word, paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	number, place := p.First(paper.Number), p.First(paper.PlaceDate)
	switch {
	case number == nil: // a public letter has none
	case number.At.Lines != 1:
		t.Errorf("“%s” takes %d lines", number.Text, number.At.Lines)
	case place != nil && number.At.Right > place.At.Left-2*unit.Mm:
		t.Errorf("“%s” ends at %v, the place begins at %v", number.Text, number.At.Right, place.At.Left)
	}
}
