package viet

import (
	"bytes"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestNFC(t *testing.T) {
	for _, c := range []struct {
		s                                  string
		runes, bytes, nfdRunes, nfdInBytes int
	}{{"Điểu Đức Hòa", 12, 19, 17, 24}, {"thị", 3, 5, 4, 5}, {"Ủy ban", 6, 8, 7, 8}} {
		nfd := norm.NFD.String(c.s)
		if utf8.RuneCountInString(c.s) != c.runes || len(c.s) != c.bytes ||
			utf8.RuneCountInString(nfd) != c.nfdRunes || len(nfd) != c.nfdInBytes {
			t.Errorf("%q: sizes differ", c.s)
		}
		if NFC(nfd) != c.s || !IsNFC(c.s) || IsNFC(nfd) {
			t.Errorf("%q: NFC(%q) = %q", c.s, nfd, NFC(nfd))
		}
	}
	if got := NFC("ê\u0323"); got != "ệ" {
		t.Errorf("base with a mark of its own and a separate tone: %q", got)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"Điểu Đức Hòa":                "Điểu Đức Hòa",
		"Ðiểu \u0189ức":               "Điểu Đức",
		"\u00a0an\u00a0 \tninh ":      "an ninh",
		"tr\u00adật\u200b tự\ufeff":   "trật tự",
		"năm ２０２４, １９５６７８":            "năm 2024, 195678",
		"an\tninh":                    "an ninh",
		"một \r\n hai\rba":            "một\nhai\nba",
		"a\x00b\x1fc":                 "abc",
		"o\u200b\u0323":               "ọ",
		norm.NFD.String("thị trấn  "): "thị trấn",
		"“Tự quản” – tự phòng…":       "“Tự quản” – tự phòng…",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	if got := Unmark("Điểu Ðức Hòa, ẤN ợ"); got != "Dieu Duc Hoa, AN o" {
		t.Errorf("Unmark: %q", got)
	}
	if got := Unmark("\u0189\u00d0\u0256\u00f0 ñ\u0080"); got != "DDdd n\u0080" {
		t.Errorf("Unmark: %q", got)
	}
	if got := Fold("  ĐIỂU\u00a0 Đức "); got != "dieu duc" {
		t.Errorf("Fold: %q", got)
	}
	if Upper("Đại úy Ỷ") != "ĐẠI ÚY Ỷ" || Capital("ấp một") != "Ấp một" || Capital("") != "" || Capital("\xffa") != "\xffa" {
		t.Error("Upper, Capital")
	}
}

func TestTonePlacement(t *testing.T) {
	old := strings.Split("hòa, tỏa, hóa, khóa, xòe, khỏe, ủy, thủy, thúy, tùy, lũy, hủy", ", ")
	newer := strings.Split("hoà, toả, hoá, khoá, xoè, khoẻ, uỷ, thuỷ, thuý, tuỳ, luỹ, huỷ", ", ")
	for i := range old {
		for _, s := range []string{old[i], newer[i]} {
			if got := OldTone(s); got != old[i] {
				t.Errorf("OldTone(%q) = %q", s, got)
			}
			if got := NewTone(Upper(s)); got != Upper(newer[i]) {
				t.Errorf("NewTone(%q) = %q", Upper(s), got)
			}
		}
	}
	for _, s := range strings.Split("hoàn, toán, loại, ngoài, xoáy, khuỷu, thuyết, huỳnh, quý, quà, quốc, của, mía, lúa, "+
		"thuế, thuở, giữa, gì, gìn, giữ, già, giếng, quỳnh, quýt, nghiêng, Đắk Lắk, người, rượu, khuya, Krông, “tỉnh”", ", ") {
		if OldTone(s) != s || NewTone(s) != s {
			t.Errorf("%q: %q, %q", s, OldTone(s), NewTone(s))
		}
	}
	for in, want := range map[string]string{"họach": "hoạch", "thủơ": "thuở", "qúy": "quý", "gỉa": "giả", "tòan": "toàn"} {
		if got := OldTone(in); got != want {
			t.Errorf("a tone out of place: OldTone(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIsSyllable(t *testing.T) {
	for _, s := range strings.Fields("nhân dân tỉnh Bình Phước ĐỨC nghiêng quyết khuỷu út Ý gì yêu oanh hoạch thuỷ") {
		if !IsSyllable(s) {
			t.Errorf("%q is a syllable", s)
		}
	}
	for _, s := range []string{"", "nh©n", "xyz", "bácc", "hòá", "toac", "k", "bcd", "hat", "hạch\u0301", "12"} {
		if IsSyllable(s) {
			t.Errorf("%q is no syllable", s)
		}
	}
}

func TestLegacy(t *testing.T) {
	for _, c := range []struct {
		in, font, want string
		enc            Encoding
	}{
		{"Uû ban nh©n d©n tØnh B×nh Ph\u00adíc", "", "Uỷ ban nhân dân tỉnh Bình Phước", TCVN3},
		{"§iÓu §øc Hßa", "", "Điểu Đức Hòa", TCVN3},
		{"NguyÔn ThÞ H\u00ad¬ng", "", "Nguyễn Thị Hương", TCVN3},
		{"®\u00adêng", "", "đường", TCVN3},
		{"uû ban nh©n d©n tØnh", ".VnTimeH", "UỶ BAN NHÂN DÂN TỈNH", TCVN3},
		{"ubnd", ".VnTimeH", "UBND", Unicode},
		{"Xin chaøo caùc baïn", "", "Xin chào các bạn", VNI},
		{"Uyû ban nhaân daân tænh Bình Phöôùc", "", "Uỷ ban nhân dân tỉnh Bình Phước", VNI},
		{"Ñieåu Ñöùc Hoøa", "VNI-Times", "Điểu Đức Hòa", VNI},
		{"Leâ Vaên YÙ", "", "Lê Văn Ý", VNI},
		{"UÛY BAN NHAÂN DAÂN TÆNH", "", "ỦY BAN NHÂN DÂN TỈNH", VNI},
		{"Ủy ban nhân dân tỉnh Bình Phước", "", "Ủy ban nhân dân tỉnh Bình Phước", Unicode},
		{"Ủy ban nhân dân", ".VnTime", "Ủy ban nhân dân", Unicode},
		{"Y Bhiăng Niê, K’Nhung", "", "Y Bhiăng Niê, K’Nhung", Unicode},
		{"an\u00ad ninh trật tự", "", "an\u00ad ninh trật tự", Unicode},
		{"toán, hoà, bác, ô tô", "", "toán, hoà, bác, ô tô", Unicode},
		{"Nguyen Van A", "", "Nguyen Van A", Unicode},
		{"± 5 µm", "", "± 5 µm", Unicode},
		{"10 µg/L", "", "10 µg/L", Unicode},
		{"5µs ± 0,5", "", "5µs ± 0,5", Unicode},
		{"3 N·m", "", "3 N·m", Unicode},
		{"½", "", "½", Unicode},
		{"2 × 3½ m²", "", "2 × 3½ m²", Unicode},
		{"25 °C", "", "25 °C", Unicode},
		{"Hµ Néi", "", "Hà Nội", TCVN3},
		{"lµm", "", "làm", TCVN3},
		{"", "", "", Unicode},
	} {
		got, enc := DecodeLegacy(c.in, c.font)
		if got != c.want || enc != c.enc {
			t.Errorf("DecodeLegacy(%q, %q) = %q, %v; want %q, %v", c.in, c.font, got, enc, c.want, c.enc)
		}
	}
	for enc, want := range map[Encoding]string{Unicode: "Unicode", TCVN3: "TCVN3", VNI: "VNI"} {
		if enc.String() != want {
			t.Errorf("%s is called %s", want, enc)
		}
	}
	seen := map[rune]bool{}
	for _, r := range tcvn3 {
		if r != 0 {
			seen[r] = true
		}
	}
	if len(seen) != 74 {
		t.Errorf("TCVN3 has %d letters, 74 are in the table", len(seen))
	}
}

// The table of the C library is an independent reader of TCVN3.
func TestTCVN3AgainstIconv(t *testing.T) {
	var in []byte
	var want []string
	for b, r := range tcvn3 {
		if r != 0 {
			in, want = append(in, byte(b), '\n'), append(want, string(r))
		}
	}
	cmd := exec.Command("iconv", "-f", "TCVN", "-t", "UTF-8")
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("iconv of the C library is needed (Debian: libc-bin): %v", err)
	}
	if got := strings.Fields(NFC(string(out))); !slices.Equal(got, want) {
		t.Errorf("iconv reads %q, we %q", got, want)
	}
}
