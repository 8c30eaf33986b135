package check

import "testing"

// TestPhraseNeeds: what a phrase is not looked for in holds no match of it.
func TestPhraseNeeds(t *testing.T) {
	texts := []string{"", "Công an huyện Lộc Ninh", "xã, phường, thị trấn", "Đẩy mạnh, công tác", "nhằm ứng yêu cầu", "củng cố phòng - an ninh", "các ban xây dựng đảng", "tỉnh Bình Phước"}
	c := office(t)
	for _, s := range c.Slips {
		for _, text := range texts {
			if s.find.MatchString(text) && s.find.find(text) == nil {
				t.Errorf("%s: %q is passed over for want of %q", s.Find, text, s.find.needs)
			}
		}
	}
	if p, _ := compilePhrase("(?:ab|cde)f?"); len(p.needs) != 2 || p.mayMatch("xyz") || !p.mayMatch("xcdez") {
		t.Errorf("needs %q", p.needs)
	}
	if p, _ := compilePhrase("(?i)ab|[0-9]+"); p.needs != nil {
		t.Errorf("needs %q of what needs nothing", p.needs)
	}
}
