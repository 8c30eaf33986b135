package check

import (
	"fmt"
	"regexp"
	"strings"

	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

const partyClause = "HD 36-HD/VPTW"

// partyRules are about papers of the Party (Hướng dẫn 36-HD/VPTW ngày 03/4/2018, II and Phụ lục
// 3): what they have instead of the parts that NĐ 30/2020 asks for.
var partyRules = []rule{
	{"PARTY-HEAD", Wrong, partyClause, "Tiêu đề ghi “%s”: phải là “" + partyHead + "”.", "Ghi lại nguyên văn.", partyText},
	{"PARTY-RULE", Warning, partyClause, "Đường kẻ dưới tiêu đề %s: nét liền, dài bằng tiêu đề.", "Kẻ lại đường kẻ dưới tiêu đề.", partyLine},
	{"PARTY-STAR", Warning, partyClause, "Không có dấu sao (*) giữa tên cơ quan ban hành và số, ký hiệu%s.", "Thêm dòng “*” dưới tên cơ quan.", partyStar},
	{"PARTY-NUMBER", Wrong, partyClause, "Số, ký hiệu %s: ghi như “Số 01-QĐ/TW”.", "Sau “Số” không có dấu hai chấm; số và tên loại nối bằng “-”, tên cơ quan sau “/”.", partyNumber},
	{"PARTY-KIND", Wrong, partyClause, "Ký hiệu %s.", "Sửa chữ viết tắt tên loại trong ký hiệu.", partyKind},
	{"PARTY-SIZE", Warning, partyClause + ", PL 3", "Cỡ chữ %s.", "Đặt lại cỡ chữ của thành phần này.", partySizes},
	{"PARTY-STYLE", Warning, partyClause + ", PL 3", "Kiểu chữ %s.", "Đặt lại kiểu chữ của thành phần này.", partyStyles},
	{"BEFORE-DECREE", Hint, "", "Văn bản ghi ngày %s, trước khi Nghị định số 30/2020/NĐ-CP có hiệu lực (05/3/2020): quy tắc về thể thức của Nghị định chỉ để tham khảo.", "Xem lại năm của văn bản nếu là văn bản mới.", beforeDecree},
}

const partyHead = "ĐẢNG CỘNG SẢN VIỆT NAM"

// partyLooks are the sizes and styles of Phụ lục 3.
var partyLooks = []Look{
	{Role: paper.PartyHead, Min: 15, Max: 15, Bold: 1, Italic: -1},
	{Role: paper.Superior, Min: 14, Max: 14, Bold: -1, Italic: -1},
	{Role: paper.Issuer, Min: 14, Max: 14, Bold: 1, Italic: -1},
	{Role: paper.Number, Min: 14, Max: 14, Bold: -1, Italic: -1},
	{Role: paper.PlaceDate, Min: 14, Max: 14, Bold: -1, Italic: 1},
	{Role: paper.Kind, Min: 15, Max: 16, Bold: 1, Italic: -1},
	{Role: paper.Subject, Min: 14, Max: 15, Bold: 1, Italic: -1},
	{Role: paper.Text, Min: 14, Max: 15},
}

// party tells a paper of the Party.
func (f *file) party() bool {
	return f.Profile == ProfileParty && f.whole && f.First(paper.PartyHead) != nil
}

func partyText(f *file, found report) {
	if u := f.First(paper.PartyHead); f.party() && u.Text != partyHead {
		found(u, u.Text)
	}
}

func partyLine(f *file, found report) {
	if f.party() {
		f.ruled(f.All(paper.PartyHead), share100{88, 112}, found)
	}
}

func partyStar(f *file, found report) {
	u := f.First(paper.Issuer)
	if !f.party() || u == nil {
		return
	}
	for i := range f.main() {
		if f.Units[i].Text == "*" {
			return
		}
	}
	found(u, "")
}

var partyShape = regexp.MustCompile(`^Số\s*(?:\{[\pL_]+\}|[\s.…_]*|\d+)\s*-\s*(\p{Lu}\pL{0,3})/\p{Lu}[\pLđ]*(?:/\pL{1,3})?$`)

func partyNumber(f *file, found report) {
	u := f.First(paper.Number)
	if !f.party() || u == nil {
		return
	}
	switch {
	case strings.Contains(u.Text, ":"):
		found(u, "có dấu hai chấm sau “Số”")
	case !partyShape.MatchString(u.Text):
		found(u, "không theo mẫu của Đảng")
	}
}

// partyCodes are the kinds whose code is the same for the Party and the state.
var partyCodes = map[string]bool{"KH": true, "BC": true, "TB": true, "TTr": true, "HD": true, "CT": true, "NQ": true}

func partyKind(f *file, found report) {
	u := f.First(paper.Number)
	if !f.party() || u == nil || !f.Found || !partyCodes[f.Kind.Code] {
		return
	}
	if m := partyShape.FindStringSubmatch(u.Text); m != nil && m[1] != f.Kind.Code {
		found(u, fmt.Sprintf("“%s” không hợp với tên loại: %s viết tắt là %s", m[1], f.Kind.Name, f.Kind.Code))
	}
}

// partly visits the units of a paper of the Party that have a look.
func (f *file) partly(visit func(u *paper.Unit, l *Look)) {
	for i := range partyLooks {
		for _, u := range f.All(partyLooks[i].Role) {
			if f.party() && u.Form.Table == 0 || f.party() && u.Role != paper.Text {
				visit(u, &partyLooks[i])
			}
		}
	}
}

func partySizes(f *file, found report) {
	f.partly(func(u *paper.Unit, l *Look) {
		size := sizeOf(u)
		if strings.IndexFunc(u.Text, isLetter) < 0 || size >= l.Min*unit.Pt-sizeSlack && size <= l.Max*unit.Pt+sizeSlack {
			return
		}
		want := fmt.Sprintf("%d–%d", l.Min, l.Max)
		if l.Min == l.Max {
			want = fmt.Sprint(int64(l.Min))
		}
		found(u, fmt.Sprintf("%s ở %s: cỡ %s", paper.Points(size), u.Role, want))
	})
}

func partyStyles(f *file, found report) {
	f.partly(func(u *paper.Unit, l *Look) {
		bold, italic := share(u, func(i int) bool { return u.Pieces[i].Bold }), share(u, func(i int) bool { return u.Pieces[i].Italic })
		switch {
		case bold < 0:
		case l.Bold == 1 && bold < 90:
			found(u, fmt.Sprintf("không đậm ở %s: chữ in đậm", u.Role))
		case l.Bold == -1 && bold > 60:
			found(u, fmt.Sprintf("đậm ở %s: chữ không đậm", u.Role))
		case l.Italic == 1 && italic < 90:
			found(u, fmt.Sprintf("đứng ở %s: chữ in nghiêng", u.Role))
		case l.Italic == -1 && italic > 60:
			found(u, fmt.Sprintf("nghiêng ở %s: chữ in đứng", u.Role))
		}
	})
}

func beforeDecree(f *file, found report) {
	if u := f.First(paper.PlaceDate); f.old && u != nil && f.whole {
		found(u, vietDate(f.day))
	}
}
