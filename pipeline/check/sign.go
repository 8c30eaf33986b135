package check

import (
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/paper"
)

// signRules are about who signs and how (Đ.13, PL I.II.7).
var signRules = []rule{
	{"SIGN-MISSING", Wrong, "NĐ 30/2020, PL I.II.7", "Không có quyền hạn, chức vụ của người ký%s.", "Thêm chức vụ người ký ở nửa phải, dưới nội dung.", signMissing},
	{"SIGN-DEPUTY", Wrong, "NĐ 30/2020, Đ.13; PL I.II.7", "Cấp phó ký mà không có dòng “KT. …” ở trên%s.", "Thêm dòng “KT. <chức vụ người đứng đầu>” phía trên.", signDeputy},
	{"SIGN-KT", Wrong, "NĐ 30/2020, Đ.13; PL I.II.7", "Có “KT.” nhưng dòng dưới không phải chức vụ cấp phó%s.", "Ghi chức vụ cấp phó dưới dòng “KT. …”.", signFor},
	{"SIGN-HEAD", Wrong, "NĐ 30/2020, Đ.13; PL I.II.7", "Có “%s” nhưng không có dòng chức vụ của người ký.", "Thêm chức vụ của người ký.", signHead},
	{"SIGN-FORM", Warning, "NĐ 30/2020, PL I.II.7", "Quyền hạn viết sai: %s.", "Viết “TM.”, “KT.”, “TL.”, “TUQ.”, “Q.”, sau dấu chấm một khoảng trống.", signForm},
	{"SIGN-NAME", Warning, "NĐ 30/2020, PL I.II.7", "Không có họ tên người ký%s.", "Thêm họ và tên người ký.", signName},
	{"SIGN-TITLE", Wrong, "NĐ 30/2020, PL I.II.7", "Trước họ tên người ký ghi “%s”: không ghi học hàm, học vị, danh hiệu.", "Bỏ học hàm, học vị, danh hiệu trước họ tên.", signTitle},
	{"SIGN-RANK", Warning, "", "Văn bản của Công an ghi cấp bậc trước họ tên người ký%s.", "Thêm cấp bậc hàm trước họ tên.", signRank},
	{"SIGN-ORDER", Warning, "NĐ 30/2020, Đ.13", "“%s” phải đứng trước dòng khác về quyền hạn.", "Xếp lại: TM. trước, KT. sau.", signOrder},
}

func signMissing(f *file, found report) {
	if f.asked() && f.First(paper.Power) == nil && (!f.Found || f.Kind.Form != nd30.FormContract && f.Kind.Form != nd30.FormMinutes) {
		found(f.lastOfMain(), "")
	}
}

// deputy tells positions that a deputy holds.
func deputy(s string) bool {
	return strings.HasPrefix(s, "PHÓ ") || strings.HasPrefix(s, "THỨ TRƯỞNG")
}

// bodyLine is a line of a signature that only goes on with the name of the body.
var bodyLine = regexp.MustCompile(`^(?:BỘ|SỞ|ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|BAN|CÔNG AN|VĂN PHÒNG|CỤC|TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG)(?: |$)`)

// powers are the lines of the signature with a power or a position, without those of
// minutes, where two sign.
func (f *file) powers() []*paper.Unit {
	if !f.asked() || f.is("BB", "HĐ", "BGN", "BTT") {
		return nil
	}
	return slices.DeleteFunc(f.All(paper.Power), func(u *paper.Unit) bool { return bodyLine.MatchString(u.Text) })
}

func signDeputy(f *file, found report) {
	list := f.powers()
	for i, u := range list {
		if deputy(u.Text) && (i == 0 || !strings.HasPrefix(list[i-1].Text, "KT")) {
			found(u, "")
		}
	}
}

func signFor(f *file, found report) {
	list := f.powers()
	for i, u := range list {
		if !strings.HasPrefix(u.Text, "KT") || i+1 >= len(list) {
			continue
		}
		if next := list[i+1].Text; !deputy(next) && !strings.Contains(next, "PHÓ") {
			found(list[i+1], "")
		}
	}
}

func signHead(f *file, found report) {
	list := f.powers()
	if last := lastOf(list); last != nil {
		for _, p := range []string{"TM.", "KT.", "TL.", "TUQ."} {
			if strings.HasPrefix(last.Text, p) {
				found(last, last.Text)
			}
		}
	}
}

var (
	powerRight = regexp.MustCompile(`^(?:TM|KT|TL|TUQ|Q)\. \S`)
	powerBegin = regexp.MustCompile(`^(?:TM|KT|TL|TUQ|Q)(?:\.|\s)`)
)

func signForm(f *file, found report) {
	for _, u := range f.powers() {
		if powerBegin.MatchString(u.Text) && !powerRight.MatchString(u.Text) {
			found(u, "“"+u.Text+"”")
		}
	}
}

func signName(f *file, found report) {
	if list := f.powers(); len(list) > 0 && f.First(paper.Signer) == nil {
		found(lastOf(list), "")
	}
}

var (
	titled   = regexp.MustCompile(`^(?i:(?:GS|PGS|TS|ThS|TSKH|BS|BSCK\s?I{1,2}|KS|CN|LS|DS|NGƯT|NGND|NSND|NSƯT)\b\.?|Giáo sư|Phó Giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Bác sĩ|Kỹ sư|Luật sư|Cử nhân|Ông\s|Bà\s)\s?`)
	surnamed = regexp.MustCompile(`^(?:Ông) (?:Văn|Thị|Ích|Hữu|Đức) `) // Ông is a surname too
	ranked   = regexp.MustCompile(`^(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý)`)
)

func signTitle(f *file, found report) {
	if f.Profile != ProfileND30 || !f.asked() {
		return
	}
	for _, u := range f.All(paper.Signer) {
		if m := titled.FindString(u.Text); m != "" && !surnamed.MatchString(u.Text) {
			found(u, strings.TrimSpace(m))
		}
	}
}

func signRank(f *file, found report) {
	list := f.All(paper.Signer)
	if f.Profile == ProfilePolice && f.asked() && len(list) > 0 && !slices.ContainsFunc(list, func(u *paper.Unit) bool { return ranked.MatchString(u.Text) }) {
		found(list[0], "")
	}
}

func signOrder(f *file, found report) {
	for i, u := range f.powers() {
		if i > 0 && strings.HasPrefix(u.Text, "TM.") {
			found(u, u.Text)
		}
	}
}
