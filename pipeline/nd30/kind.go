package nd30

import (
	"fmt"
	"strings"
)

// Form is which sample of Phụ lục III a kind is laid out by.
type Form string

// The samples of Phụ lục III part II.1, and two layouts that it has no sample for.
const (
	FormResolution   Form = "1.1"      // nghị quyết
	FormDecision     Form = "1.2"      // quyết định
	FormNamed        Form = "1.4"      // kinds with a name
	FormLetter       Form = "1.5"      // công văn
	FormTelegram     Form = "1.6"      // công điện
	FormInvitation   Form = "1.7"      // giấy mời
	FormIntroduction Form = "1.8"      // giấy giới thiệu
	FormMinutes      Form = "1.9"      // biên bản: two signers, no place and date
	FormLeave        Form = "1.10"     // giấy nghỉ phép
	FormContract     Form = "hợp đồng" // two parties sign
	FormPublicLetter Form = "thư công" // no number
)

// Kind is one of the 29 kinds of Điều 7.
type Kind struct {
	Name string // "kế hoạch"
	Code string // "KH" (Phụ lục III.I); "" for công văn and thư công, which have none
	Slug string // "ke-hoach", as folders and commands write it
	Form Form
	// To says that the kind bears "Kính gửi" when it goes to a superior body.
	To bool
	// Articles says that the text is cut into Chương and Điều; else into I., 1., a).
	Articles bool
}

// Title is the name as the title of the document prints it: "KẾ HOẠCH".
func (k Kind) Title() string { return strings.ToUpper(k.Name) }

// Kinds are the 29 kinds in the order of Điều 7.
var Kinds = []Kind{
	{Name: "nghị quyết", Code: "NQ", Slug: "nghi-quyet", Form: FormResolution, Articles: true},
	{Name: "quyết định", Code: "QĐ", Slug: "quyet-dinh", Form: FormDecision, Articles: true},
	{Name: "chỉ thị", Code: "CT", Slug: "chi-thi", Form: FormNamed},
	{Name: "quy chế", Code: "QC", Slug: "quy-che", Form: FormNamed, Articles: true},
	{Name: "quy định", Code: "QyĐ", Slug: "quy-dinh", Form: FormNamed, Articles: true},
	{Name: "thông cáo", Code: "TC", Slug: "thong-cao", Form: FormNamed},
	{Name: "thông báo", Code: "TB", Slug: "thong-bao", Form: FormNamed},
	{Name: "hướng dẫn", Code: "HD", Slug: "huong-dan", Form: FormNamed},
	{Name: "chương trình", Code: "CTr", Slug: "chuong-trinh", Form: FormNamed},
	{Name: "kế hoạch", Code: "KH", Slug: "ke-hoach", Form: FormNamed},
	{Name: "phương án", Code: "PA", Slug: "phuong-an", Form: FormNamed},
	{Name: "đề án", Code: "ĐA", Slug: "de-an", Form: FormNamed},
	{Name: "dự án", Code: "DA", Slug: "du-an", Form: FormNamed},
	{Name: "báo cáo", Code: "BC", Slug: "bao-cao", Form: FormNamed, To: true},
	{Name: "biên bản", Code: "BB", Slug: "bien-ban", Form: FormMinutes},
	{Name: "tờ trình", Code: "TTr", Slug: "to-trinh", Form: FormNamed, To: true},
	{Name: "hợp đồng", Code: "HĐ", Slug: "hop-dong", Form: FormContract, Articles: true},
	{Name: "công văn", Slug: "cong-van", Form: FormLetter, To: true},
	{Name: "công điện", Code: "CĐ", Slug: "cong-dien", Form: FormTelegram},
	{Name: "bản ghi nhớ", Code: "BGN", Slug: "ban-ghi-nho", Form: FormContract, Articles: true},
	{Name: "bản thỏa thuận", Code: "BTT", Slug: "ban-thoa-thuan", Form: FormContract, Articles: true},
	{Name: "giấy ủy quyền", Code: "GUQ", Slug: "giay-uy-quyen", Form: FormNamed},
	{Name: "giấy mời", Code: "GM", Slug: "giay-moi", Form: FormInvitation},
	{Name: "giấy giới thiệu", Code: "GGT", Slug: "giay-gioi-thieu", Form: FormIntroduction},
	{Name: "giấy nghỉ phép", Code: "GNP", Slug: "giay-nghi-phep", Form: FormLeave},
	{Name: "phiếu gửi", Code: "PG", Slug: "phieu-gui", Form: FormNamed},
	{Name: "phiếu chuyển", Code: "PC", Slug: "phieu-chuyen", Form: FormNamed},
	{Name: "phiếu báo", Code: "PB", Slug: "phieu-bao", Form: FormNamed},
	{Name: "thư công", Slug: "thu-cong", Form: FormPublicLetter, To: true},
}

// KindOf finds a kind by code ("QĐ"), name ("quyết định") or slug ("quyet-dinh"); small and
// capital letters count as the same where no two codes differ by them alone. CV, which the
// decree does not have, is công văn. The error lists what there is.
func KindOf(s string) (Kind, error) {
	for _, k := range Kinds {
		if k.Code == s && s != "" {
			return k, nil
		}
	}
	if strings.EqualFold(s, "CV") { // no code of the decree, but what everybody writes
		s = "cong-van"
	}
	for _, k := range Kinds {
		if strings.EqualFold(k.Name, s) || k.Slug == s || (k.Code != "" && strings.EqualFold(k.Code, s)) {
			return k, nil
		}
	}
	var names []string
	for _, k := range Kinds {
		if k.Code != "" {
			names = append(names, k.Code)
		} else {
			names = append(names, k.Slug)
		}
	}
	return Kind{}, fmt.Errorf("kind of document %q is not among the 29 of Nghị định 30/2020, Điều 7: %s",
		s, strings.Join(names, ", "))
}

// Symbol is what stands behind the number: "KH-UBND", "TTr-CAT-PV05", for a công văn
// "UBND-NC". drafter is the unit that drafted it or its field, and may be "".
func (k Kind) Symbol(agency, drafter string) string {
	parts := make([]string, 0, 3)
	for _, p := range []string{k.Code, agency, drafter} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "-")
}
