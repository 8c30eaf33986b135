package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/pipeline/paper"
)

// wording is a rule about words that an expression finds (RE2). What except finds in the
// same unit lets it pass; so does a place within the title of a document that is cited.
type wording struct {
	id, severity, clause, message, hint string
	find, except                        string
}

const capitals = "NĐ 30/2020, PL II"

// wordings are about capitals (PL II), how articles are cited (PL I.II.6), figures, and what
// a finished paper must not hold.
var wordings = []wording{
	{"CAP-SENTENCE", Warning, capitals + ".I", "Đầu câu không viết hoa: “%s”.", "Viết hoa chữ cái đầu câu.",
		`(?:[\p{Ll}]{3,}|năm \d{4})[)”]?\. [\p{Ll}]{2,}`, `\bv\.v\.`},
	{"CAP-PERSON", Warning, capitals + ".II.1", "Tên người: “%s”: viết hoa chữ cái đầu các âm tiết.", "Viết hoa đủ các âm tiết của tên người.",
		`(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí) (?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Điểu|Thị) (?:[\p{Ll}]+ [\p{Lu}][\p{Ll}]+|[\p{Lu}][\p{Ll}]+ (?:văn|thị|hữu|đức|minh|thanh|ngọc|quốc|công|xuân)(?:[ ,.;]|$))`, ``},
	{"CAP-UNIT", Warning, capitals + ".III.1", "“%s”: danh từ chung chỉ đơn vị hành chính không viết hoa.", "Viết thường chữ “tỉnh”, “huyện”, “xã”, “thị trấn”.",
		`[\p{Ll},] (?:Tỉnh|Huyện|Xã|Thị xã|Thị trấn) [\p{Lu}][\p{Ll}]+`, ``},
	{"CAP-HYPHEN", Warning, capitals + ".III.1", "“%s”: tên địa lý không dùng gạch nối.", "Bỏ gạch nối trong địa danh Việt Nam.",
		`(?:tỉnh|thành phố|huyện|thị xã|phường|xã|đặc khu) [\p{Lu}][\p{Ll}]+-[\p{Lu}][\p{Ll}]+`, ``},
	{"CAP-SPECIAL", Warning, capitals + ".III.1", "“%s”: viết “Thủ đô Hà Nội”, “Thành phố Hồ Chí Minh”.", "Viết hoa danh từ chung đi với tên riêng này.",
		`(?:^|[\p{Ll},] )(?:thủ đô Hà Nội|thành phố Hồ Chí Minh)`, ``},
	{"CAP-VIETNAM", Warning, capitals + ".III.1", "“%s”: viết “Việt Nam”.", "Viết hoa cả hai âm tiết.",
		`Việt nam|việt Nam|(?:nước|Tổ quốc|của|tại) việt nam`, ``},
	{"CAP-BODY", Warning, capitals + ".IV.1", "Tên cơ quan “%s”: viết hoa chữ đầu của loại hình và của chức năng, lĩnh vực.", "Viết như “Ủy ban nhân dân”, “Sở Nội vụ”.",
		`(?:Ủy|Uỷ) Ban|Hội Đồng [Nn]hân|Hội đồng Nhân [Dd]ân|(?:Ủy|Uỷ) ban Nhân [Dd]ân|Công An |Mặt [Tt]rận tổ quốc|Mặt Trận|(?:Sở|Bộ) (?:nội vụ|tài chính|tư pháp|y tế|công thương|giáo dục|nông nghiệp|quốc phòng|công an|ngoại giao|khoa học|văn hóa|văn hoá|tài nguyên|giao thông|thông tin|xây dựng)(?:[ ,.;)]|$)|(?:của|tại|với|qua|gửi|do|về|Giám đốc|lãnh đạo) (?:sở|bộ) (?:Nội vụ|Tài chính|Tư pháp|Y tế|Công an|Công Thương|Quốc phòng|Xây dựng)`, ``},
	{"CAP-POST", Warning, capitals + ".V.3", "“%s”: chức vụ đi với tên cơ quan cụ thể viết hoa.", "Viết hoa chữ đầu của chức vụ.",
		`[\p{Ll},] (?:chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|bộ trưởng|thứ trưởng|cục trưởng|thủ tướng) (?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Công an tỉnh|Sở |Bộ |Quốc hội|Chính phủ|nước)`, `[Nn]guyên (?:phó )?(?:chủ tịch|giám đốc)`},
	{"CAP-MEDAL", Warning, capitals + ".V.2", "“%s”: viết hoa tên loại huân chương, huy chương, danh hiệu.", "Viết như “Huân chương Sao vàng”, “Anh hùng Lao động”.",
		`(?:^|[\p{Ll},] )(?:huân chương|huy chương) [\p{Lu}]|anh hùng Lao động|Anh hùng lao động(?:[ ,.;]|$)|[Cc]hiến sĩ thi đua Cơ sở`, ``},
	{"CAP-KIND", Warning, capitals + ".V.6", "“%s”: viết hoa tên loại văn bản được viện dẫn.", "Viết hoa chữ đầu của tên loại.",
		`(?:^|[^\pL])(?:nghị định|thông tư|quyết định|chỉ thị|nghị quyết|kế hoạch|kết luận|hướng dẫn|công văn|thông báo|báo cáo|tờ trình) số \d`, ``},
	{"CAP-LAW", Warning, capitals + ".V.6", "“%s”: viết hoa tên luật.", "Viết như “Luật Thi đua, khen thưởng”.",
		`(?:^|[^\pL])(?:căn cứ|Căn cứ|của|theo|thi hành|hướng dẫn) luật [\p{Lu}]`, ``},
	{"CAP-ARTICLE", Warning, capitals + ".V.7", "“%s”: viết hoa “Điều”, “Chương”, “Mục”, “Phần” khi viện dẫn.", "Viết hoa chữ đầu.",
		`(?:tại|theo|của|và|khoản \d+,?|quy định ở|Tại|Theo) (?:điều|chương) (?:\d|[IVX])`, ``},
	{"CAP-CLAUSE", Warning, capitals + ".V.7", "“%s”: “khoản”, “điểm” viết thường khi viện dẫn giữa câu.", "Viết thường “khoản”, “điểm”.",
		`[\p{Ll}\d,] (?:Khoản \d|Điểm [a-zđ]\b)`, ``},
	{"CAP-WEEKDAY", Warning, capitals + ".V.8", "“%s”: viết “thứ Hai”, “tháng Năm” trong câu.", "Viết thường “thứ”, “tháng”; viết hoa tên của ngày, tháng ghi bằng chữ.",
		`[\p{Ll},] Thứ (?:hai|ba|tư|năm|sáu|bảy|Hai|Ba|Tư|Năm|Sáu|Bảy)(?:[ ,.;]|$)|[\p{Ll},] chủ nhật(?:[ ,.;]|$)`, ``},
	{"CAP-TET", Warning, capitals + ".V.9", "“%s”: viết “tết Nguyên đán”, “tết Trung thu”; chữ “Tết” đứng một mình mới viết hoa.", "Sửa chữ hoa của ngày tết.",
		`[\p{Ll},] Tết (?:Nguyên [Đđ]án|Trung [Tt]hu|Đoan [Nn]gọ)|tết (?:nguyên đán|trung thu)|tết Nguyên Đán`, ``},
	{"CAP-EVENT", Warning, capitals + ".V.10", "“%s”: viết “Cách mạng tháng Tám”.", "Sửa chữ hoa của tên sự kiện.",
		`[Cc]ách mạng [Tt]háng tám|[Cc]ách mạng Tháng Tám|cách mạng tháng Tám`, ``},
	{"CAP-STATE", Warning, capitals + ".V.1", "“%s”: viết hoa “Nhà nước”, “Nhân dân” khi là danh từ riêng.", "Viết hoa chữ đầu.",
		`(?:Đảng,?|chính sách của Đảng,?|pháp luật của|chủ trương của) (?:và )?nhà nước(?:[ ,.;]|$)`, `quản lý nhà nước`},
	{"CIT-ITEM-ORDER", Warning, "NĐ 30/2020, PL I.II.6", "“%s”: viện dẫn từ nhỏ đến lớn: điểm, khoản, Điều.", "Viết như “điểm a khoản 2 Điều 4”.",
		`Điều \d+[a-zđ]?,? (?:khoản \d|điểm [a-zđ][ ,.])|khoản \d+,? điểm [a-zđ](?:[ ,.;]|$)`, ``},
	{"CIT-LAW-DATE", Warning, "NĐ 30/2020, PL I.II.6", "Căn cứ “%s” thiếu ngày, tháng, năm ban hành của luật, pháp lệnh.", "Thêm ngày, tháng, năm ban hành.",
		`^Căn cứ (?:Luật|Bộ luật|Pháp lệnh) [\p{Lu}].*`, `ngày \d|năm \d{4}|số \d`},
	{"FIGURE-COMMA", Warning, "", "Số “%s” ghi dấu phẩy ở hàng nghìn: tiếng Việt dùng dấu chấm.", "Dùng dấu chấm ở hàng nghìn, dấu phẩy ở phần thập phân.",
		`\d{1,3}(?:,\d{3}){2,}(?: |$|[^\d,])|\d{1,3},\d{3} ?(?:đồng|VNĐ|người|lượt)`, ``},
	{"FIGURE-POINT", Warning, "", "Tỷ lệ “%s” ghi dấu chấm ở phần thập phân: tiếng Việt dùng dấu phẩy.", "Dùng dấu phẩy ở phần thập phân.",
		`\d+\.\d{1,2} ?%`, ``},
	{"FIGURE-UNIT", Hint, "", "“%s”: trong văn bản hành chính ghi “đồng”.", "Ghi “đồng”.",
		`\d ?(?:VNĐ|VND|vnđ|đ)(?:[ ,.;)]|$)`, ``},
	{"FIELD-ERROR", Wrong, "", "Tham chiếu tự động bị hỏng: “%s”.", "Cập nhật hoặc gõ lại tham chiếu.",
		`Error! (?:Reference|Bookmark|No )[^.]*|Lỗi! Không tìm thấy[^.]*`, ``},
	{"PLACEHOLDER", Wrong, "", "Còn chỗ chưa thay của mẫu: “%s”.", "Ghi nội dung thật.",
		`\[(?:Tên|tên|Họ tên|họ tên|Điền|điền|Nhập|nhập|Ghi|ghi|Số|Nội dung|nội dung|Chưa|chưa|Kiểm tra|kiểm tra|Xem lại|xem lại|Bổ sung|bổ sung|Cần|cần|Hỏi|hỏi|Chờ|chờ)[^\[\]]{0,80}\]|\((?:chưa rõ|kiểm tra lại|xem lại|chờ số liệu)[^()]{0,60}\)|<(?:tên|họ tên|số|ngày|nội dung)[^<>]{0,40}>|\?{3,}|\bTBD\b|Click or tap here|Nhấn hoặc gõ vào đây`, ``},
	{"COPY-FORM", Warning, "NĐ 30/2020, PL I, Phần II", "Hình thức sao “%s”: ghi “SAO Y”, “SAO LỤC” hoặc “TRÍCH SAO”.", "Ghi đúng hình thức sao.",
		`^(?:SAO Y BẢN CHÍNH|SAO Y CHÍNH|BẢN SAO Y|TRÍCH LỤC SAO)$`, ``},
}

// wordingRules are the wordings as rules.
var wordingRules = func() (list []rule) {
	for _, w := range wordings {
		find, err := compilePhrase(w.find)
		if err != nil {
			panic(w.id + ": " + err.Error())
		}
		var except phrase
		if w.except != "" {
			if except, err = compilePhrase(w.except); err != nil {
				panic(w.id + ": " + err.Error())
			}
		}
		may := quick[w.id]
		list = append(list, rule{w.id, w.severity, w.clause, w.message, w.hint, func(f *file, found report) {
			f.prose(func(u *paper.Unit) {
				if may == nil || may(u.Text) {
					f.worded(u, &find, &except, found)
				}
			})
		}})
	}
	return list
}()

// quick tells cheaply that an expression finds nothing, for those whose letters stand
// everywhere.
var quick = map[string]func(string) bool{
	"CAP-SENTENCE": lowerAfterStop, "FIGURE-COMMA": hasFigure, "FIGURE-POINT": hasFigure, "FIGURE-UNIT": hasFigure,
	"CAP-PERSON":  hasAny("ông ", "Ông ", "bà ", "Bà ", "ồng chí "),
	"CAP-BODY":    hasAny("Sở ", "Bộ ", " sở N", " sở T", " sở Y", " sở C", " sở X", " bộ N", " bộ T", " bộ Y", " bộ C", " bộ Q", " bộ X", " Ban", "ội Đồng", "ội đồng Nhân", " ban Nhân", "Công An", "Mặt "),
	"PLACEHOLDER": hasAny("[", "(chưa rõ", "(kiểm tra lại", "(xem lại", "(chờ số liệu", "<", "???", "TBD", "Click or tap", "Nhấn hoặc"),
}

func hasAny(words ...string) func(string) bool {
	return func(s string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
	}
}

func lowerAfterStop(s string) bool {
	for {
		i := strings.Index(s, ". ")
		if i < 0 {
			return false
		}
		s = s[i+2:]
		if r, _ := utf8.DecodeRuneInString(s); unicode.IsLower(r) {
			return true
		}
	}
}

// hasFigure reports whether a digit stands before one more behind a point or comma, before a
// sign of percent, or before what may be a currency.
func hasFigure(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		rest := strings.TrimPrefix(s[i+1:], " ")
		if rest == "" {
			return false
		}
		switch c := rest[0]; {
		case c == '%', c == 'V', strings.HasPrefix(rest, "vnđ"), strings.HasPrefix(rest, "đ"):
			return true
		case (c == '.' || c == ',') && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9':
			return true
		}
	}
	return false
}

// worded reports what an expression finds in a unit.
func (f *file) worded(u *paper.Unit, find, except *phrase, found report) {
	at := find.find(u.Text)
	if at == nil || except.find(u.Text) != nil || f.quotesLaw(u, at[0]) {
		return
	}
	found(u, strings.Trim(u.Text[at[0]:at[1]], " ,;"))
}
