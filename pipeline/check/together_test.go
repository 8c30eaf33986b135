package check

import (
	"strings"
	"testing"
)

// twoPapers are a decision and the proposal that it rests on, in order.
const (
	decided = `
ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC
Số: 15/QĐ-UBND
Bình Phước, ngày 20 tháng 8 năm 2024
QUYẾT ĐỊNH
Về việc tặng Bằng khen
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC
Theo đề nghị của Giám đốc Công an tỉnh tại Tờ trình số 08/TTr-CAT-PV05 ngày 12 tháng 8 năm 2024.
QUYẾT ĐỊNH:
Điều 1. Tặng Bằng khen cho 02 cá nhân và 01 hộ gia đình (có Danh sách kèm theo).
Điều 2. Tổng số tiền thưởng là 12.290.000 đồng.
Điều 3. Chánh Văn phòng thi hành./.
Nơi nhận: | CHỦ TỊCH
- Như Điều 3; | Trần Văn Mẫu
DANH SÁCH
TT | Họ và tên | Tiền thưởng
I. CÁ NHÂN | | 
1 | Đại úy Nguyễn Minh Đăng | 3.510.000
2 | Bà Tô Thị Hòa | 3.510.000
II. HỘ GIA ĐÌNH | | 
3 | Hộ ông Điểu Tư | 5.270.000
`
	proposed = `
CÔNG AN TỈNH BÌNH PHƯỚC
Số: 08/TTr-CAT-PV05
Bình Phước, ngày 12 tháng 8 năm 2024
TỜ TRÌNH
Về việc đề nghị tặng Bằng khen
Công an tỉnh đề nghị tặng Bằng khen cho 02 cá nhân và 01 hộ gia đình.
Dự kiến tiền thưởng kèm theo Bằng khen là 12.290.000 đồng.
Nơi nhận: | GIÁM ĐỐC
- Như trên; | Phạm Giả Định
DANH SÁCH
TT | Họ và tên | Tiền thưởng
I. CÁ NHÂN | | 
1 | Nguyễn Minh Đăng | 3.510.000
2 | Bà Tô Thị Hoà | 3.510.000
II. HỘ GIA ĐÌNH | | 
1 | Hộ ông Điểu Tư | 5.270.000
`
)

// heldTogether returns the findings about papers that belong together, of all of a set.
func heldTogether(t *testing.T, config *Config, papers ...string) (list []Finding) {
	t.Helper()
	var set []Member
	opts := Options{Config: config}
	for i, text := range papers {
		r, err := File(docx(t, lines(text)), opts)
		if err != nil {
			t.Fatal(err)
		}
		set = append(set, Member{Name: []string{"a.docx", "b.docx", "c.docx"}[i], Report: r})
	}
	if err := Together(set, opts); err != nil {
		t.Fatal(err)
	}
	for i := range set {
		for _, f := range set[i].Report.Findings {
			if strings.HasPrefix(f.Rule, "WITH-") {
				list = append(list, f)
			}
		}
	}
	return list
}

// together lists what breaks the agreement of the two papers; in which, from, to, and what
// is told of it.
var together = []struct {
	name, in, from, to string
	want               []string // rule: parts of place and message
}{
	{"all agree", "a", "Tô Thị Hòa", "Tô Thị Hoà", nil},
	{"another name", "a", "Tô Thị Hòa", "Lê Thị Thử", []string{
		"WITH-NAME|hàng 4|cá nhân “Bà Lê Thị Thử” không có trong b.docx", "WITH-NAME|danh sách cá nhân|thiếu cá nhân “Bà Tô Thị Hoà” của b.docx, thân văn bản, bảng 2, hàng 4"}},
	{"a name in two ways", "b", "Điểu Tư", "Điểu Tứ", []string{"WITH-NAME|hàng 6|hộ gia đình “Hộ ông Điểu Tư”; b.docx, thân văn bản, bảng 2, hàng 6|ghi “Hộ ông Điểu Tứ”"}},
	{"a name less", "b", "2 | Bà Tô Thị Hoà | 3.510.000\n", "", []string{"WITH-NAME|hàng 4|“Bà Tô Thị Hòa” không có trong b.docx"}},
	{"a name and its money less", "b", proposed[strings.Index(proposed, "là 12.290"):], strings.NewReplacer("12.290", "8.780", "2 | Bà Tô Thị Hoà | 3.510.000\n", "").Replace(proposed[strings.Index(proposed, "là 12.290"):]),
		[]string{"WITH-NAME|hàng 4|“Bà Tô Thị Hòa” không có trong b.docx"}},
	{"another count", "b", "cho 02 cá nhân", "cho 03 cá nhân", []string{"WITH-COUNT|đoạn 9|02 cá nhân; b.docx, thân văn bản, đoạn 6 ghi 03"}},
	{"another share", "b", "Đăng | 3.510.000", "Đăng | 3.500.000", []string{"WITH-MONEY|hàng 3|“Đại úy Nguyễn Minh Đăng” 3.510.000 đồng; b.docx|ghi 3.500.000 đồng"}},
	{"another total", "b", "là 12.290.000", "là 12.300.000", []string{"WITH-TOTAL|đoạn 10|12.290.000 đồng; b.docx, thân văn bản, đoạn 7 được 12.300.000 đồng"}},
	{"a total of the list", "b", "Dự kiến tiền thưởng kèm theo Bằng khen là 12.290.000 đồng.", "Trân trọng.", nil},
	{"another day", "a", "PV05 ngày 12", "PV05 ngày 13", []string{"WITH-CITED|đoạn 7|Tờ trình 08/TTr-CAT-PV05, ngày 13 tháng 8 năm 2024; b.docx, thân văn bản, đoạn 2 ghi ngày 12/8/2024"}},
	{"another number", "a", "số 08/TTr", "số 09/TTr", []string{"WITH-CITED|đoạn 7|09/TTr-CAT-PV05|b.docx, thân văn bản, đoạn 2 ghi 08/TTr-CAT-PV05"}},
	{"another paper", "a", "số 08/TTr-CAT-PV05 ngày 12 tháng 8", "số 05/TTr-CAT-PV05 ngày 02 tháng 5", []string{"WITH-UNCITED|đoạn 7|05/TTr-CAT-PV05"}},
	{"its own article", "a", "Như Điều 3", "Như Điều 4", []string{"WITH-ARTICLE|hàng 2, ô 1|“Như Điều 4”|Điều 3"}},
	{"an article of the other", "b", "Công an tỉnh đề nghị", "Thực hiện Điều 5 Quyết định số 15/QĐ-UBND ngày 20 tháng 8 năm 2024, Công an tỉnh đề nghị", []string{"WITH-ARTICLE|đoạn 6|Điều 5 của Quyết định 15/QĐ-UBND; a.docx có đến Điều 3"}},
}

func TestTogether(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range together {
		t.Run(c.name, func(t *testing.T) {
			a, b := decided, proposed
			at := map[string]*string{"a": &a, "b": &b}[c.in]
			if !strings.Contains(*at, c.from) {
				t.Fatalf("the text lacks %q", c.from)
			}
			*at = strings.Replace(*at, c.from, c.to, 1)
			got := heldTogether(t, nil, a, b)
			if len(got) != len(c.want) {
				t.Fatalf("%d findings, want %d: %+v", len(got), len(c.want), got)
			}
			for i, f := range got {
				seen[f.Rule] = true
				for _, part := range strings.Split(c.want[i], "|") {
					if !strings.Contains(f.Rule+"\n"+f.Place+"\n"+f.Message, part) {
						t.Errorf("%+v lacks %q", f, part)
					}
				}
			}
		})
	}
	for _, r := range companionRules {
		if !seen[r.id] {
			t.Errorf("no papers here break %s", r.id)
		}
	}
}

// TestTogetherConfigured: an office switches these rules off and sets their severity as any.
func TestTogetherConfigured(t *testing.T) {
	other := strings.Replace(proposed, "Điểu Tư", "Điểu Tứ", 1)
	if got := heldTogether(t, &Config{Off: []string{"WITH-NAME"}}, decided, other); len(got) > 0 {
		t.Errorf("switched off: %+v", got)
	}
	got := heldTogether(t, &Config{Severity: map[string]string{"WITH-NAME": Wrong}}, decided, other)
	if len(got) != 1 || got[0].Severity != Wrong || got[0].Unit == 0 || got[0].Page != 1 {
		t.Errorf("%+v", got)
	}
}
