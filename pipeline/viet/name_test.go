package viet

import (
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// worked is the list of domain facts, in the order of lists of people.
var worked = []string{
	"Nguyễn Văn An", "Bùi Văn Anh", "Nguyễn Văn Anh", "Nguyễn Thị Ánh", "Trần Thị Ánh", "Lê Ân", "Phạm Văn Ấn",
	"Nguyễn Thị Bình", "Đặng Văn Bính", "Nguyễn Thị Dung", "Nguyễn Văn Dũng", "Điểu Dương", "Hoàng Văn Đức",
	"Điểu Đương", "Lê Thị Hoa", "Nguyễn Hòa", "Trần Hoàng Hoà", "Lê Văn Hóa", "Trần Quang Khải", "Trần Quang Khánh",
	"Lê Thị Thùy", "Bùi Thị Thuý", "Thị Út", "Lê Văn Ý", "Lê Văn Yên",
}

func TestNameKeyOrder(t *testing.T) {
	got := slices.Clone(worked)
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		r.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		sort.SliceStable(got, func(i, j int) bool { return NameKey(got[i]) < NameKey(got[j]) })
		if !slices.Equal(got, worked) {
			t.Fatalf("order\n got %q\nwant %q", got, worked)
		}
	}
	for i := range worked[1:] {
		if NameKey(worked[i]) >= NameKey(worked[i+1]) {
			t.Errorf("%q and %q are not apart", worked[i], worked[i+1])
		}
	}
}

func TestNameKeyIgnores(t *testing.T) {
	want := NameKey("Nguyễn Văn Hòa")
	for _, s := range []string{"NGUYỄN VĂN HÒA", "Nguyễn Văn Hoà", "Đ/c Nguyễn Văn Hòa", "Ông Nguyễn Văn Hòa",
		"Đồng chí Thiếu tá Nguyễn Văn Hòa", "Thiếu tá, TS. Nguyễn Văn Hòa", "Nguyễn  Văn Hòa (Chủ hộ)", "Hộ ông Nguyễn Văn Hòa"} {
		if NameKey(s) != want {
			t.Errorf("%q has another key (%+v)", s, SplitName(s))
		}
	}
	if strings.Trim(want, "0123456789abcdef") != "" {
		t.Errorf("the key %q has other characters than hexadecimal digits", want)
	}
}

// The collator of x/text is the judge, where both sides place tones in one way.
func TestTextKeyAgainstCollator(t *testing.T) {
	words := strings.Fields("a à ả ã á ạ ă ắ â ấ an ăn ân b c ca cà d da đ đa e ê f g h hoa hòa hóa họa i j k l m n ng nghe nghê nh " +
		"o ô ơ p q qua r s t u ư ưa v w x y ý yên z zét 1 12 2 bà bả bã bá bạ ba")
	for _, w := range slices.Clone(words) {
		words = append(words, "an "+w, w+" an")
	}
	c := collate.New(language.Vietnamese, collate.IgnoreCase)
	for _, a := range words {
		for _, b := range words {
			if got, want := strings.Compare(TextKey(a), TextKey(b)), c.CompareString(a, b); got != want {
				t.Errorf("%q and %q: key says %d, collator %d", a, b, got, want)
			}
		}
	}
}

// Letters of other scripts come behind ours, in the order of Unicode; signs do not count.
func TestTextKeyOfOtherLetters(t *testing.T) {
	inOrder := []string{"", "0", "9", "a", "u", "z", "α", "β", "\u0436", "あ", "一", "帀", "\U00010428", "\U00020000"}
	for i, s := range inOrder {
		key := TextKey(s)
		if strings.Trim(key, "0123456789abcdef") != "" {
			t.Errorf("%q: the key %q", s, key)
		}
		if i > 0 && key <= TextKey(inOrder[i-1]) {
			t.Errorf("%q does not sort behind %q", s, inOrder[i-1])
		}
	}
	for a, b := range map[string]string{"a:b": "ab", "a: b": "a b", "(a)": "a", "a - b": "a b", "a–b": "a b", "K’Nhung": "KNhung", " a ": "a", "Zalo": "zalo"} {
		if TextKey(a) != TextKey(b) {
			t.Errorf("%q and %q have different keys", a, b)
		}
	}
	if TextKey("ö") <= TextKey("ọ") || TextKey("ö") >= TextKey("ô") {
		t.Error("ö does not sort behind o with every tone and before ô")
	}
	if TextKey("a b") >= TextKey("aa") || TextKey("an b") >= TextKey("ân a") {
		t.Error("a space does not sort before letters")
	}
}

func TestSplitName(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Name
	}{
		{"Nguyễn Văn An", Name{Family: "Nguyễn", Middle: "Văn", Given: "An"}},
		{"Điểu Đức", Name{Family: "Điểu", Given: "Đức"}},
		{"Đức", Name{Given: "Đức"}},
		{"", Name{}},
		{"Tôn Nữ Thị Ninh", Name{Family: "Tôn Nữ", Middle: "Thị", Given: "Ninh"}},
		{"Tôn Thất Tùng", Name{Family: "Tôn Thất", Given: "Tùng"}},
		{"Tôn Nữ", Name{Family: "Tôn", Given: "Nữ"}},
		{"Ông Ích Khiêm", Name{Family: "Ông Ích", Given: "Khiêm"}},
		{"Bà Thị Út", Name{Title: "Bà", Family: "Thị", Given: "Út"}},
		{"Đ/c Đại tá Lê Văn Ý", Name{Title: "Đ/c Đại tá", Family: "Lê", Middle: "Văn", Given: "Ý"}},
		{"Thượng toạ Thích Nhuận Thanh", Name{Title: "Thượng toạ", Family: "Thích", Middle: "Nhuận", Given: "Thanh"}},
		{"Hạ sỹ K’ Nhung", Name{Title: "Hạ sỹ", Family: "K’", Given: "Nhung"}},
		{"Anh", Name{Given: "Anh"}},
		{"Hộ gia đình bà Lê Thị Hoa (ấp 3)", Name{Title: "Hộ gia đình bà", Family: "Lê", Middle: "Thị", Given: "Hoa", Note: "(ấp 3)"}},
	} {
		if got := SplitName(c.in); got != c.want || got.String() != c.in {
			t.Errorf("SplitName(%q) = %+v", c.in, got)
		}
	}
}

// TestWholeUnit: the people and staff of a unit are the unit; a part of one keeps its name.
func TestWholeUnit(t *testing.T) {
	for text, want := range map[string][2]string{
		"Nhân dân và cán bộ xã Bom Bo, huyện Bù Đăng": {"xa bom bo", "huyen bu dang"},
		"Tập thể nhân dân và cán bộ phường Tân Đồng":  {"phuong tan dong", ""},
		"Sở  Nội vụ":                   {"so noi vu", ""},
		"Phòng Tham mưu, Công an tỉnh": {"phong tham muu", "cong an tinh"},
		"Tổ bảo vệ an ninh, trật tự ấp 3, xã Thanh Lương": {"to bao ve an ninh, trat tu ap 3", "xa thanh luong"},
	} {
		if name, above := WholeUnit(text); name != want[0] || above != want[1] {
			t.Errorf("%s: %q, %q, want %q", text, name, above, want)
		}
	}
}
