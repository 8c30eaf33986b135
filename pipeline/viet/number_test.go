package viet

import (
	"strings"
	"testing"
)

func TestDates(t *testing.T) {
	for _, c := range []struct {
		y, m, d     int
		long, short string
	}{
		{2020, 1, 5, "ngày 05 tháng 01 năm 2020", "05/01/2020"},
		{2019, 6, 29, "ngày 29 tháng 6 năm 2019", "29/6/2019"},
		{2024, 2, 9, "ngày 09 tháng 02 năm 2024", "09/02/2024"},
		{2024, 3, 1, "ngày 01 tháng 3 năm 2024", "01/3/2024"},
		{2024, 12, 10, "ngày 10 tháng 12 năm 2024", "10/12/2024"},
		{2019, 7, 2, "ngày 02 tháng 7 năm 2019", "02/7/2019"},
	} {
		if got := LongDate(c.y, c.m, c.d); got != c.long {
			t.Errorf("LongDate: %q, want %q", got, c.long)
		}
		if got := ShortDate(c.y, c.m, c.d); got != c.short {
			t.Errorf("ShortDate: %q, want %q", got, c.short)
		}
		for _, s := range []string{c.long, c.short} {
			if y, m, d, ok := ParseDate(s); !ok || y != c.y || m != c.m || d != c.d {
				t.Errorf("ParseDate(%q) = %d-%d-%d %v", s, y, m, d, ok)
			}
		}
	}
	for _, s := range []string{"5.2.2024", "05-02-2024", "2024-02-05", " Ngày 5  tháng 2 năm 2024"} {
		if y, m, d, ok := ParseDate(s); !ok || y != 2024 || m != 2 || d != 5 {
			t.Errorf("ParseDate(%q) = %d-%d-%d %v", s, y, m, d, ok)
		}
	}
	for _, s := range []string{"", "30/02/2024", "29/02/2023", "5/2/24", "1965", "13/13/2024", "tháng 5 năm 2024"} {
		if _, _, _, ok := ParseDate(s); ok {
			t.Errorf("ParseDate(%q) is no day", s)
		}
	}
	for in, ok := range map[string]bool{"31/1/2024": true, "32/1/2024": false, "30/4/2024": true, "31/4/2024": false, "31/6/2024": false,
		"31/7/2024": true, "31/9/2024": false, "31/11/2024": false, "31/12/2024": true, "29/2/2024": true, "29/2/2000": true,
		"29/2/1900": false, "28/2/1900": true, "29/2/2020": true, "29/2/2025": false, "0/1/2024": false, "1/0/2024": false,
		"1/1/0000": false, "1/1/0001": true, "1/13/2024": false} {
		if _, _, _, got := ParseDate(in); got != ok {
			t.Errorf("ParseDate(%s): a day: %v", in, got)
		}
	}
	if BlankDate(2024) != "ngày      tháng      năm 2024" {
		t.Error("BlankDate")
	}
}

func TestNumber(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "7": "7", "999": "999", "1234": "1.234", "1234567.89": "1.234.567,89", "-3510000": "-3.510.000",
		"0.50": "0,50", "-0": "0", "007": "7", "12345678901234567890": "12.345.678.901.234.567.890",
	} {
		if got, err := Number(in); got != want || err != nil {
			t.Errorf("Number(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "-", "1.", ".5", "1e3", "1,5", "một", "--1", "1.2.3"} {
		if got, err := Number(in); err == nil {
			t.Errorf("Number(%q) = %q without an error", in, got)
		}
	}
	for _, c := range []struct {
		in     string
		places int
		want   string
	}{{"88.2978", 2, "88.30"}, {"0.005", 2, "0.01"}, {"0.0049", 2, "0.00"}, {"-0.005", 2, "-0.01"}, {"-0.004", 2, "0.00"},
		{"9.995", 2, "10.00"}, {"5", 2, "5.00"}, {"2.5", 0, "3"}, {"2.5", -1, "3"}, {"1.23456", 1, "1.2"}, {"99999999999999999999.5", 0, "100000000000000000000"}} {
		if got, err := Round(c.in, c.places); got != c.want || err != nil {
			t.Errorf("Round(%q, %d) = %q, %v; want %q", c.in, c.places, got, err, c.want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        string
	}{{709, 730, "97,12%"}, {194, 213, "91,08%"}, {83, 94, "88,30%"}, {69, 70, "98,57%"}, {1, 1, "100,00%"},
		{0, 5, "0,00%"}, {1, 8000, "0,01%"}, {-1, 3, "-33,33%"}, {1 << 62, 1, "461.168.601.842.738.790.400,00%"}} {
		if got, ok := Percent(c.part, c.whole); got != c.want || !ok {
			t.Errorf("Percent(%d, %d) = %q, want %q", c.part, c.whole, got, c.want)
		}
	}
	if _, ok := Percent(1, 0); ok {
		t.Error("a part of nothing")
	}
}

func TestSmallNumbers(t *testing.T) {
	if TwoDigits(5) != "05" || TwoDigits(12) != "12" || TwoDigits(861) != "861" || Count(861234) != "861.234" {
		t.Error("TwoDigits, Count")
	}
	for n, want := range map[int]string{1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 1994: "MCMXCIV", 3999: "MMMCMXCIX"} {
		if got, ok := Roman(n); got != want || !ok {
			t.Errorf("Roman(%d) = %q", n, got)
		}
		if got, ok := FromRoman(want); got != n || !ok {
			t.Errorf("FromRoman(%q) = %d", want, got)
		}
	}
	for n, i := "", 1; i < 4000; i++ {
		s, ok := Roman(i)
		back, readable := FromRoman(s)
		if !ok || !readable || back != i || s == n || strings.Trim(s, "IVXLCDM") != "" {
			t.Fatalf("Roman(%d) = %q, read as %d", i, s, back)
		}
		n = s
	}
	if s, ok := Roman(4000); ok {
		t.Errorf("Roman(4000) = %q", s)
	}
	for _, s := range []string{"", "IIII", "IC", "i", "VX", "A"} {
		if n, ok := FromRoman(s); ok {
			t.Errorf("FromRoman(%q) = %d", s, n)
		}
	}
	var all []string
	for n := 1; ; n++ {
		p, ok := Point(n)
		if !ok {
			break
		}
		all = append(all, p)
		if PointIndex([]rune(p)[0]) != n {
			t.Errorf("PointIndex(%s) is not %d", p, n)
		}
	}
	if got := strings.Join(all, " "); got != "a b c d đ e g h i k l m n o p q r s t u v x y" {
		t.Errorf("points: %s", got)
	}
	if _, ok := Roman(0); ok || PointIndex('f') != 0 {
		t.Error("Roman(0), PointIndex(f)")
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"0": "không", "10": "mười", "11": "mười một", "14": "mười bốn", "15": "mười lăm",
		"21": "hai mươi mốt", "24": "hai mươi tư", "25": "hai mươi lăm", "31": "ba mươi mốt", "44": "bốn mươi tư", "55": "năm mươi lăm",
		"100": "một trăm", "101": "một trăm linh một", "104": "một trăm linh bốn", "105": "một trăm linh năm",
		"110": "một trăm mười", "111": "một trăm mười một", "115": "một trăm mười lăm",
		"1001": "một nghìn không trăm linh một", "1010": "một nghìn không trăm mười",
		"1015": "một nghìn không trăm mười lăm", "1100": "một nghìn một trăm",
		"2024": "hai nghìn không trăm hai mươi tư", "24005": "hai mươi tư nghìn không trăm linh năm",
		"1000001": "một triệu không trăm linh một", "1001000": "một triệu không trăm linh một nghìn",
		"3510000": "ba triệu năm trăm mười nghìn", "3800000": "ba triệu tám trăm nghìn",
		"7020000": "bảy triệu không trăm hai mươi nghìn", "7590000": "bảy triệu năm trăm chín mươi nghìn",
		"5270000": "năm triệu hai trăm bảy mươi nghìn", "115500000": "một trăm mười lăm triệu năm trăm nghìn",
		"1000000001":          "một tỷ không trăm linh một",
		"1234567890":          "một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi",
		"2005000000":          "hai tỷ không trăm linh năm triệu",
		"1000000000000":       "một nghìn tỷ",
		"1000000000000000":    "một triệu tỷ",
		"1000000000000000000": "một tỷ tỷ",
		"123456789012345": "một trăm hai mươi ba nghìn bốn trăm năm mươi sáu tỷ bảy trăm tám mươi chín triệu " +
			"không trăm mười hai nghìn ba trăm bốn mươi lăm",
		"1000000000000000000000000000": "một tỷ tỷ tỷ",
		"2000000005000000000":          "hai tỷ tỷ không trăm linh năm tỷ",
		"-21":                          "âm hai mươi mốt", "-0": "không", "1.5": "một phẩy năm", "97.12": "chín mươi bảy phẩy mười hai",
		"0.05": "không phẩy không năm", "1.00": "một phẩy không không", "007": "bảy",
	} {
		if got, err := Words(in); got != want || err != nil {
			t.Errorf("Words(%s) = %q, %v; want %q", in, got, err, want)
		}
	}
	if got, _ := MoneyWords("30000000"); got != "Ba mươi triệu đồng" {
		t.Errorf("MoneyWords: %q", got)
	}
	if _, err := Words("một"); err == nil {
		t.Error("Words of no number")
	}
}
