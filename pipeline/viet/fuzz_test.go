package viet

import (
	"strings"
	"testing"
	"unicode/utf8"
)

var seeds = []string{"hòa thuỷ khoẻ", "Uû ban nh©n d©n tØnh B×nh Ph\u00adíc", "Uyû ban nhaân daân", "e\u0323\u0302 o\u031b\u0323",
	"\xff\xfeq\u0301úy", "o\u200b\u0323", "Đ/c Ông Bà (", "ÐƉðɖ", "gìa gỉ qùy", "HÒÁ", "\u0301\u0300", "a\u00ad\u0301", "ǰ ŉ ẖ ﬁ"}

// Placing tones twice changes nothing, the newer way is undone by the older, and no
// letter but for its tone is touched.
func FuzzTonePlacement(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		old, newer := OldTone(s), NewTone(s)
		if OldTone(old) != old || NewTone(newer) != newer {
			t.Errorf("%q: twice is not once (%q, %q)", s, old, newer)
		}
		if OldTone(newer) != old || NewTone(old) != newer {
			t.Errorf("%q: %q and %q are not two ways to write one text", s, old, newer)
		}
		if utf8.ValidString(s) && Unmark(old) != Unmark(s) {
			t.Errorf("%q: letters changed: %q", s, old)
		}
	})
}

// Decoding gives valid NFC text, and a decoded text is Unicode from then on.
func FuzzDecodeLegacy(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, ".VnTimeH")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, s, font string) {
		got, enc := DecodeLegacy(s, font)
		if utf8.ValidString(s) && (!utf8.ValidString(got) || !IsNFC(got)) {
			t.Errorf("%q: %q is not valid NFC", s, got)
		}
		if again, _ := DecodeLegacy(got, ""); enc != Unicode && font == "" && validity(got) == 2*len(strings.Fields(got)) && again != got {
			t.Errorf("%q: decoded twice: %q, %q", s, got, again)
		}
		for _, d := range []string{DecodeTCVN3(s), DecodeVNI(s)} {
			if utf8.ValidString(s) && !IsNFC(d) {
				t.Errorf("%q: %q is not NFC", s, d)
			}
		}
	})
}

// Cleaning twice changes nothing; keys are hexadecimal and equal for equal texts.
func FuzzClean(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := Clean(s)
		if Clean(c) != c || !IsNFC(c) {
			t.Errorf("%q: %q, then %q", s, c, Clean(c))
		}
		if NameKey(s) != NameKey(c) || TextKey(s) != TextKey(c) {
			t.Errorf("%q: cleaning changes the key", s)
		}
		if k := NameKey(s) + TextKey(s); strings.Trim(k, "0123456789abcdef") != "" {
			t.Errorf("%q: key %q", s, k)
		}
		n := SplitName(s)
		if n.String() != strings.Join(strings.Fields(c), " ") && n.Note == "" {
			t.Errorf("%q: the parts give %q", s, n.String())
		}
	})
}
