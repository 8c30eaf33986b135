package check

import (
	"fmt"
	"strings"

	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

// footRules are about what stands at the foot of a paper beside the signature (PL I.II.9, III.3, III.4).
var footRules = []rule{
	{"RECIPIENTS-LEVEL", Warning, "NĐ 30/2020, PL I.II.9", "“Nơi nhận” không ngang hàng với dòng quyền hạn, chức vụ của người ký: %s.", "Đặt “Nơi nhận” và chữ ký trong một hàng của bảng hai cột.", recipientsLevel},
	{"DRAFTER-FORM", Hint, "NĐ 30/2020, PL I.III.3", "Ký hiệu người soạn thảo, số lượng bản %s: chữ in hoa, cỡ 11, kiểu đứng.", "Định dạng lại dòng này.", drafterForm},
	{"CONTACT-FORM", Hint, "NĐ 30/2020, PL I.III.4", "Địa chỉ, điện thoại, thư điện tử của cơ quan %s: ở cuối trang đầu, chữ thường cỡ 11–12, kiểu đứng, dưới một đường kẻ nét liền hết chiều ngang.", "Đặt lại phần địa chỉ cơ quan, tốt nhất trong chân trang của trang đầu.", contactForm},
}

// levelSlack is what two lines of other sizes and spacing may differ that people see as level.
const levelSlack = 5 * unit.Mm

func recipientsLevel(f *file, found report) {
	u, first := f.First(paper.Recipients), f.First(paper.Power)
	if !f.asked() || u == nil || first == nil || u.At.Page == 0 || u.At.Page != first.At.Page || f.is("BB", "HĐ", "BGN", "BTT") || f.Joint() {
		return
	}
	if by := u.At.Top - first.At.Top; away(by, 0, levelSlack) {
		found(u, map[bool]string{true: "thấp hơn ", false: "cao hơn "}[by > 0]+mm(max(by, -by))+" mm")
	}
}

// looked says what of the letters of a unit is not in a range of sizes, or slants.
func looked(u *paper.Unit, least, most unit.Length) (wrong []string) {
	for i := range u.Pieces {
		p := &u.Pieces[i]
		if strings.IndexFunc(p.Text, isLetter) < 0 {
			continue
		}
		if p.Size < least*unit.Pt-sizeSlack || p.Size > most*unit.Pt+sizeSlack {
			wrong = append(wrong, "cỡ "+paper.Points(p.Size))
		}
		if p.Italic {
			wrong = append(wrong, "chữ nghiêng")
		}
		return wrong
	}
	return nil
}

func drafterForm(f *file, found report) {
	for _, u := range f.All(paper.Drafter) {
		wrong := looked(u, 11, 11)
		if before, _, _ := strings.Cut(u.Text, "("); strings.ToUpper(before) != before {
			wrong = append(wrong, "chữ thường")
		}
		if len(wrong) > 0 && f.asked() {
			found(u, strings.Join(wrong, ", "))
		}
	}
}

func contactForm(f *file, found report) {
	first := true
	for _, u := range f.lines {
		if u.Role != paper.Contact || !f.asked() {
			continue
		}
		wrong := looked(u, 11, 12)
		if first && !f.Overlined(u) {
			wrong = append(wrong, "không có đường kẻ ở trên")
		}
		if u.At.Page > 1 {
			wrong = append(wrong, fmt.Sprintf("ở trang %d", u.At.Page))
		}
		if first = false; len(wrong) > 0 {
			found(u, strings.Join(wrong, ", "))
		}
	}
}
