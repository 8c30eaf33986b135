package tag

import (
	"errors"
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
)

// The sample of each filter is what it makes of a value.
func TestFilterSamples(t *testing.T) {
	values := map[string]string{"so": "1234567.89", "tien": "3510000", "bang_chu": "3510000", "phan_tram": "97.12", "ngay": `"2024-02-05"`,
		"ngay_dai": `"2024-02-05"`, "ngay_trong": "2024", "hai_chu_so": "5", "la_ma": "4", "in_hoa": `"Công an tỉnh"`, "mac_dinh": "null", "gop": `""`}
	for _, f := range Filters {
		arg := ""
		if f.Name == "mac_dinh" {
			arg = `:"không có"`
		}
		if got := filtered(t, values[f.Name], f.Name+arg); got != f.Sample {
			t.Errorf("%s of %s gives %q, its sample is %q", f.Name, values[f.Name], got, f.Sample)
		}
	}
}

// filtered gives what filters make of a value written as JSON; "!" for a fault.
func filtered(t *testing.T, value, filters string) string {
	t.Helper()
	set, err := dataset.ParseJSON(strings.NewReader(`{"a":` + value + `}`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := Parse("a | " + filters)
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Text(NewScope(set.Record()))
	if err != nil {
		return "!"
	}
	return got
}

func TestFiltersOfEdges(t *testing.T) {
	for _, c := range []struct{ value, filters, want string }{
		{`"5/2/2024"`, "ngay_dai", "ngày 05 tháng 02 năm 2024"},
		{`"ngày 5 tháng 2 năm 2024"`, "ngay", "05/02/2024"},
		{`"30/2/2024"`, "ngay", "!"},
		{"true", "ngay", "!"},
		{"0", "ngay_trong", "!"},
		{"1", "ngay_trong", "ngày      tháng      năm 1"},
		{"9999", "ngay_trong", "ngày      tháng      năm 9999"},
		{"10000", "ngay_trong", "!"},
		{"true", "ngay_trong", "!"},
		{`"x"`, "ngay_trong", "!"},
		{"1.005", "so:0", "1"}, {"1.005", "so:2", "1,01"}, {"1", "so:18", "1,000000000000000000"},
		{"-1", "hai_chu_so", "-1"}, {"0", "hai_chu_so", "00"}, {"10", "hai_chu_so", "10"},
		{"3999", "la_ma", "MMMCMXCIX"}, {"4000", "la_ma", "!"}, {"1", "la_ma", "I"},
		{"null", "so", ""}, {`""`, "ngay", ""}, {"false", "so", "!"},
	} {
		if got := filtered(t, c.value, c.filters); got != c.want {
			t.Errorf("{%s | %s} gives %q, want %q", c.value, c.filters, got, c.want)
		}
	}
	for _, c := range []struct {
		tag string
		ok  bool
	}{{"a | so:18", true}, {"a | so:19", false}, {"a | so:0", true}, {"a | so:-1", false}, {`a | so:"2"`, false},
		{strings.Repeat("a", MaxSource), true}, {strings.Repeat("a", MaxSource+1), false}} {
		if _, err := Parse(c.tag); (err == nil) != c.ok {
			t.Errorf("{%.20s}: %v", c.tag, err)
		}
	}
}

// Only what stands inside each other is deep: many conditions side by side are read.
func TestDepthOfConditions(t *testing.T) {
	for _, part := range []string{"(ten)", "!ten", "!(ten)"} {
		if _, err := Parse("#" + strings.Repeat(part+" || ", 100) + part); err != nil {
			t.Errorf("%s, a hundred times: %v", part, err)
		}
	}
}

// Resolve knows every name of a condition, also one that nothing depends on.
func TestResolve(t *testing.T) {
	for in, unknown := range map[string]string{
		"#dung || khong_ro": "khong_ro", "#sai && (dung || khong_ro)": "khong_ro", "^khong_ro": "khong_ro", "#!khong_ro": "khong_ro",
		"#khong_ro == 1": "khong_ro", `#ten == "x" && nam > 1`: "", "#dung": "", "#nam > don_vi.khong_ro": "don_vi.khong_ro",
	} {
		p, err := Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		err = p.Resolve(scope(t))
		var u *UnknownName
		if errors.As(err, &u) != (unknown != "") || unknown != "" && !strings.Contains(err.Error(), `"`+unknown+`"`) {
			t.Errorf("{%s}: %v, want the unknown name %q", in, err, unknown)
		}
	}
}

// A name is near where few letters differ: two of a short name, a third of a long one.
func TestNearest(t *testing.T) {
	for _, c := range []struct{ name, known, want string }{
		{"ten_don_vi", "ten_don_vi", "ten_don_vi"}, {"tên_đơn_vị", "ten_don_vi", "ten_don_vi"}, {"ten_dno_vi", "ten_don_vi", "ten_don_vi"},
		{"ten_don_xyz", "ten_don_vi", "ten_don_vi"}, {"ten_wxyz_vi", "ten_don_vi", ""}, {"ab", "cd", ""}, {"abc", "abxy", "abxy"}, {"abc", "axyz", ""},
		{"nam", "nam_truoc", ""}, {"so_tien", "tien", ""}, {"so_tien", "o_tien", "o_tien"},
	} {
		if got := Nearest(c.name, []string{"zzzzzzzzzzzzzzzzzz", c.known}); got != c.want {
			t.Errorf("Nearest(%s) of %s is %q, want %q", c.name, c.known, got, c.want)
		}
	}
	if got := Nearest("so_tin", []string{"so_tinh", "so_tin_x", "so_tien"}); got != "so_tinh" {
		t.Errorf("the first of equals: %q", got)
	}
}
