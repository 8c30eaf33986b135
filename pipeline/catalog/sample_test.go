package catalog

import "testing"

// TestSample: the sample data of a kind fill its template; names have their examples, or
// the word given, rows differ.
func TestSample(t *testing.T) {
	c, err := openTest(t, goodDefinition, "{trich_yeu} {#ca_nhan}{ho_ten}{/} {so_van_ban} {ngay_ban_hanh}")
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string][3]string{"": {"Về việc tặng Bằng khen", "Nội dung mẫu", "Nội dung mẫu"}, "mẫu": {"mẫu", "mẫu", "mẫu khác"}} {
		set, err := c.Sample("quyet-dinh", word)
		if err != nil {
			t.Fatal(err)
		}
		subject, _ := set.Get("trich_yeu")
		list, _ := set.Get("ca_nhan")
		first, _ := list.Items()[0].Record().Get("ho_ten")
		last, _ := list.Items()[len(list.Items())-1].Record().Get("ho_ten")
		if got := [3]string{subject.Str(), first.Str(), last.Str()}; got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
		if _, has := set.Get("so_van_ban"); has {
			t.Error("a late name has a value")
		}
		if day, _ := set.Get("ngay_hop"); day.Literal() != "2024-02-05" {
			t.Errorf("ngay_hop is %s", day.Literal())
		}
	}
}

// TestSampleText: which example of a meaning stands for a text.
func TestSampleText(t *testing.T) {
	for _, c := range []struct {
		about string
		row   int
		want  string
	}{
		{"tên", 0, "Nội dung mẫu"},
		{"“A”, “B”, “C …”", 0, "A"},
		{"“A”, “B”, “C …”", 1, "C nội dung mẫu"},
		{"các dòng: “TM. A”, “CHỦ TỊCH”", 0, "TM. A\nCHỦ TỊCH"},
		{"tên: “A / B”", 0, "A\nB"},
	} {
		if got := sampleText(c.about, c.row); got != c.want {
			t.Errorf("%s, row %d: %q, want %q", c.about, c.row, got, c.want)
		}
	}
}
