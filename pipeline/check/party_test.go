package check

import (
	"strings"
	"testing"
)

// ofParty is a plan of a committee of the Party in good form; pairs change it.
func ofParty(pairs ...string) string {
	body := sideBySide(
		piece("center", 28, "", "TỈNH ỦY ĐỒNG NAI")+piece("center", 28, "b", "ĐẢNG ỦY XÃ TÂN MẪU")+piece("center", 28, "b", "*")+piece("center", 28, "", "Số 05-KH/ĐU"),
		piece("center", 30, "b", partyHead)+ruleLine(3900, 5500)+piece("center", 28, "i", "Tân Mẫu, ngày 05 tháng 02 năm 2026")) +
		piece("center", 32, "b", "KẾ HOẠCH") + piece("center", 28, "b", "kiểm tra, giám sát năm 2026") + piece("center", 28, "b", "-----") +
		piece("both", 28, "b", "I- MỤC ĐÍCH") + piece("both", 28, "", "Nâng cao chất lượng công tác kiểm tra.") + piece("both", 28, "b", "II- NỘI DUNG") + piece("both", 28, "", "Kiểm tra 02 chi bộ.") +
		sideBySide(strings.Replace(piece("left", 28, "", "Nơi nhận:"), "<w:sz ", `<w:u w:val="single"/><w:sz `, 1)+piece("left", 24, "", "- Tỉnh ủy,")+piece("left", 24, "", "- Lưu Văn phòng Đảng ủy."),
			piece("center", 28, "b", "T/M BAN THƯỜNG VỤ")+piece("center", 28, "", "BÍ THƯ")+piece("center", 28, "", " ")+piece("center", 28, "b", "Lê Văn Mẫu"))
	plan := good(plainText...)
	return strings.NewReplacer(pairs...).Replace(body + plan[strings.LastIndex(plan, "<w:sectPr>"):])
}

// The rules about papers of the Party, each broken and kept, and what the day of a paper and typed
// lines bring.
func init() {
	edges = append(edges, []struct{ rule, broken, kept string }{
		{"PARTY-HEAD", ofParty("CỘNG SẢN", "CÔNG SẢN"), ofParty()},
		{"PARTY-RULE", ofParty(ruleLine(3900, 5500), ""), ofParty(ruleLine(3900, 5500), ruleLine(3700, 5500))},
		{"PARTY-STAR", ofParty(piece("center", 28, "b", "*"), ""), ofParty()},
		{"PARTY-NUMBER", ofParty("Số 05-KH/ĐU", "Số: 05-KH/ĐU"), ofParty("Số 05-KH/ĐU", "Số      -KH/ĐU")},
		{"PARTY-NUMBER", ofParty("Số 05-KH/ĐU", "Số 05/KH-ĐU"), ofParty("Số 05-KH/ĐU", "Số 919-KH/VPTW/nb")},
		{"PARTY-KIND", ofParty("Số 05-KH/ĐU", "Số 05-BC/ĐU"), ofParty()},
		{"PARTY-SIZE", ofParty(piece("center", 32, "b", "KẾ HOẠCH"), piece("center", 28, "b", "KẾ HOẠCH")), ofParty(piece("center", 32, "b", "KẾ HOẠCH"), piece("center", 30, "b", "KẾ HOẠCH"))},
		{"PARTY-STYLE", ofParty(piece("center", 28, "b", "ĐẢNG ỦY XÃ TÂN MẪU"), piece("center", 28, "", "ĐẢNG ỦY XÃ TÂN MẪU")), ofParty()},
		{"BEFORE-DECREE", with("tháng 02 năm 2026", "tháng 02 năm 2020"), with("ngày 05 tháng 02 năm 2026", "ngày 05 tháng 3 năm 2020")},
		{"RULE-TYPED", with(ruleLine(900, 3571), piece("center", 18, "", "__________")), with(ruleLine(900, 3571), piece("center", 18, "", "- - - - -"))},
	}...)
}

// TestOfTheParty: a paper of the Party is held against its own rules alone.
func TestOfTheParty(t *testing.T) {
	r := judge(t, ofParty())
	if r.Kind != "kế hoạch" || len(r.Findings) > 0 {
		t.Errorf("in good form, %s:%s", r.Kind, told(r))
	}
	if r := judge(t, ofParty(`w:left="1701"`, `w:left="1134"`)); len(r.Findings) > 0 {
		t.Errorf("the margins of the decree are asked for:%s", told(r))
	}
}

// TestBeforeTheDecree: what the decree asks is a hint for a paper that is older, unless a day is
// named for which it is judged.
func TestBeforeTheDecree(t *testing.T) {
	body := with("tháng 02 năm 2026", "tháng 02 năm 2009", "05/KH-UBND", "05/2009/KH-UBND")
	if r := judge(t, body); Count(r.Findings, Wrong)+Count(r.Findings, Warning) > 0 || Count(r.Findings, Hint) < 2 {
		t.Errorf("as of its own day:%s", told(r))
	}
	r, err := File(docx(t, body), Options{Config: office(t), Day: "2026-02-05"})
	if err != nil || Count(r.Findings, Wrong) == 0 {
		t.Errorf("as of today: %v%s", err, told(r))
	}
}
