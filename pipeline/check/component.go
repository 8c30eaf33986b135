package check

import (
	"fmt"
	"regexp"
	"strings"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
	"vanthu/pipeline/viet"
)

// componentRules are about the parts of a paper: there, in form, in place (Đ.8, PL I.II).
var componentRules = []rule{
	{"MOTTO-MISSING", Wrong, "NĐ 30/2020, PL I.II.1", "Không có %s.", "Thêm Quốc hiệu và Tiêu ngữ ở góc phải, trên cùng trang đầu.", mottoMissing},
	{"MOTTO-TEXT", Wrong, "NĐ 30/2020, PL I.II.1", "Quốc hiệu, Tiêu ngữ ghi sai: phải là “%s”.", "Ghi lại nguyên văn.", mottoText},
	{"MOTTO-PLACE", Warning, "NĐ 30/2020, PL I.II.1", "%s không ở nửa phải trang đầu.", "Đặt vào cột phải của phần đầu văn bản.", mottoPlace},
	{"MOTTO-RULE", Warning, "NĐ 30/2020, PL I.II.1", "Đường kẻ dưới Tiêu ngữ %s: một đường kẻ ngang, nét liền, dài bằng dòng chữ.", "Kẻ lại đường kẻ dưới Tiêu ngữ.", mottoRule},
	{"RULE-TYPED", Hint, "", "Đường kẻ dưới %s gõ bằng dấu gạch dưới: dễ lệch khi sửa chữ.", "Kẻ bằng nét vẽ hoặc viền đoạn văn.", typedRules},
	{"ISSUER-MISSING", Wrong, "NĐ 30/2020, PL I.II.2", "Không có tên cơ quan ban hành ở góc trái, trên cùng trang đầu%s.", "Thêm tên cơ quan ban hành.", issuerMissing},
	{"ISSUER-RULE", Warning, "NĐ 30/2020, PL I.II.2", "Đường kẻ dưới tên cơ quan %s: nét liền, dài từ 1/3 đến 1/2 dòng chữ, cân giữa.", "Kẻ lại đường kẻ dưới tên cơ quan ban hành.", issuerRule},
	{"NUMBER-MISSING", Wrong, "NĐ 30/2020, PL I.II.3", "Không có số, ký hiệu của văn bản%s.", "Thêm dòng “Số: …/…” dưới tên cơ quan.", numberMissing},
	{"NUMBER-FORM", Wrong, "NĐ 30/2020, PL I.II.3", "Số, ký hiệu %s.", "Ghi theo mẫu “Số: 05/KH-UBND”.", numberForm},
	{"NUMBER-KIND", Wrong, "NĐ 30/2020, PL I.II.3; PL III.I", "Ký hiệu %s.", "Sửa chữ viết tắt tên loại trong ký hiệu.", numberKind},
	{"DATE-MISSING", Wrong, "NĐ 30/2020, PL I.II.4", "Không có địa danh và thời gian ban hành%s.", "Thêm dòng “Địa danh, ngày … tháng … năm …”.", dateMissing},
	{"DATE-FORM", Wrong, "NĐ 30/2020, PL I.II.4", "Địa danh và thời gian ban hành %s.", "Ghi theo mẫu “Bình Phước, ngày 05 tháng 02 năm 2024”.", dateForm},
	{"KIND-MISSING", Wrong, "NĐ 30/2020, PL I.II.5", "Không có tên loại văn bản, cũng không có “V/v …” của công văn%s.", "Thêm tên loại và trích yếu.", kindMissing},
	{"SUBJECT-MISSING", Wrong, "NĐ 30/2020, PL I.II.5", "Không có trích yếu nội dung dưới tên loại%s.", "Thêm trích yếu nội dung.", subjectMissing},
	{"SUBJECT-RULE", Warning, "NĐ 30/2020, PL I.II.5", "Đường kẻ dưới trích yếu %s: nét liền, dài từ 1/3 đến 1/2 dòng chữ, cân giữa.", "Kẻ lại đường kẻ dưới trích yếu.", subjectRule},
	{"AUTHORITY-MISSING", Wrong, "NĐ 30/2020, PL III, Mẫu 1.2", "Không có dòng thẩm quyền ban hành dưới trích yếu%s.", "Thêm chức vụ của người đứng đầu hoặc tên cơ quan, in hoa, đậm.", authorityMissing},
	{"ENACTING-MISSING", Wrong, "NĐ 30/2020, PL III, Mẫu 1.2", "Không có dòng “QUYẾT ĐỊNH:” trước Điều 1%s.", "Thêm dòng “QUYẾT ĐỊNH:” sau các căn cứ.", enactingMissing},
	{"GROUND-MISSING", Wrong, "NĐ 30/2020, PL I.II.6", "Quyết định không có căn cứ ban hành%s.", "Thêm các căn cứ.", groundMissing},
	{"GROUND-END", Warning, "NĐ 30/2020, PL I.II.6", "Dòng căn cứ %s.", "Mỗi căn cứ một dòng, cuối dòng chấm phẩy, dòng cuối dấu chấm.", groundEnd},
	{"TO-MISSING", Wrong, "NĐ 30/2020, PL I.II.9", "Không có “Kính gửi”%s.", "Thêm “Kính gửi: …” trên phần nội dung.", toMissing},
	{"TO-EXTRA", Warning, "NĐ 30/2020, PL I.II.9", "Loại văn bản này không ghi “Kính gửi”%s.", "Bỏ “Kính gửi”; ghi ở Nơi nhận.", toExtra},
	{"TO-FORM", Warning, "NĐ 30/2020, PL I.II.9", "“Kính gửi” %s.", "Ghi theo mẫu “Kính gửi: …”; từ hai nơi trở lên, mỗi nơi một dòng có gạch đầu dòng.", toForm},
	{"RECIPIENTS-MISSING", Wrong, "NĐ 30/2020, PL I.II.9", "Không có “Nơi nhận”%s.", "Thêm “Nơi nhận:” và danh sách nơi nhận.", recipientsMissing},
	{"RECIPIENTS-FORM", Warning, "NĐ 30/2020, PL I.II.9", "Nơi nhận %s.", "Ghi “Nơi nhận:”, mỗi nơi một dòng “- …;”, dòng cuối là Lưu và dấu chấm.", recipientsForm},
	{"RECIPIENTS-FIRST", Warning, "NĐ 30/2020, PL I.II.9", "Dòng đầu của Nơi nhận phải là “%s”.", "Sửa dòng đầu của Nơi nhận.", recipientsFirst},
	{"FILED-MISSING", Wrong, "NĐ 30/2020, PL I.II.9", "Nơi nhận không có dòng “Lưu”%s.", "Thêm dòng cuối “- Lưu: VT, …”.", filedMissing},
	{"FILED-FORM", Hint, "NĐ 30/2020, PL I.II.9", "Dòng Lưu %s: ghi “- Lưu: VT, <chữ viết tắt đơn vị soạn thảo> (số bản).”", "Xem lại chữ viết tắt đơn vị và số lượng bản lưu.", filedForm},
	{"ENDMARK", Warning, "NĐ 30/2020, PL III", "Cuối nội dung %s dấu “./.”.", "Kết thúc nội dung bằng “./.” liền sau chữ cuối.", endMark},
	{"ANNEX-REF", Warning, "NĐ 30/2020, PL I.III.1", "Có phụ lục nhưng nội dung văn bản không dẫn tới%s.", "Ghi “(có Danh sách kèm theo)” hoặc “(Phụ lục … kèm theo)” trong nội dung.", annexRef},
	{"ANNEX-OF", Warning, "NĐ 30/2020, PL I.III.1", "Phụ lục không có dòng “(Kèm theo … số … ngày … của …)”%s.", "Thêm dòng kèm theo dưới tên phụ lục.", annexOf},
	{"ANNEX-NUMBER", Warning, "NĐ 30/2020, PL I.III.1", "Số của phụ lục %s: từ hai phụ lục trở lên đánh số La Mã, liên tục.", "Đánh số Phụ lục I, Phụ lục II, …", annexNumber},
	{"UNRECOGNISED", Hint, "", "Không nhận ra bố cục một văn bản hành chính%s: chỉ kiểm tra trang và câu chữ.", "Dùng vanthu check --explain để xem máy hiểu từng đoạn thế nào.", unrecognised},
}

// top is where what is missing at the head is reported: at the first unit.
func (f *file) top() *paper.Unit {
	if len(f.Units) == 0 {
		return nil
	}
	return &f.Units[0]
}

// asked tells whether a part may be missed.
func (f *file) asked() bool { return f.whole && f.form }

func unrecognised(f *file, found report) {
	if !f.whole {
		found(f.top(), map[bool]string{true: " (tệp có nhiều văn bản)"}[f.Heads > 1])
	}
}

func mottoMissing(f *file, found report) {
	if !f.asked() {
		return
	}
	if f.First(paper.Motto1) == nil {
		found(f.top(), "Quốc hiệu “"+motto1+"”")
	}
	if f.First(paper.Motto2) == nil {
		found(f.top(), "Tiêu ngữ “"+motto2+"”")
	}
}

// The name of the state and its motto.
const motto1, motto2 = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"

func mottoText(f *file, found report) {
	if !f.whole {
		return
	}
	for i := range f.Units {
		switch u := &f.Units[i]; {
		case u.Role == paper.Motto1 || u.Role == paper.AnnexHead && paper.IsMotto1(u.Text):
			if viet.OldTone(u.Text) != motto1 {
				found(u, motto1)
			}
		case u.Role == paper.Motto2 || u.Role == paper.AnnexHead && paper.IsMotto2(u.Text):
			if u.Text != motto2 {
				found(u, motto2)
			}
		}
	}
}

func mottoPlace(f *file, found report) {
	if !f.asked() || f.is("BB") {
		return
	}
	for _, role := range []paper.Role{paper.Motto1, paper.Motto2} {
		if u := f.First(role); u != nil && u.At.Page > 0 && (u.At.Page != 1 || u.At.Middle() < f.PageOf[0].Width*45/100) {
			found(u, "“"+u.Text+"”")
		}
	}
}

// share100 is a range of lengths in hundredths of a line of text.
type share100 struct{ from, to int64 }

// ruled judges the line under the last of some units: there, solid, centred, and as long as
// it should be for their last line or, where a name takes several lines, for the longest.
func (f *file) ruled(list []*paper.Unit, long share100, found report) {
	u := lastOf(list)
	if u == nil || u.At.Page == 0 {
		return
	}
	r, ok := f.Rule(u)
	part := int64(r.Length) * 100 / max(int64(u.At.LastRight-u.At.LastLeft), 1)
	for _, v := range list {
		if v.At.Page != u.At.Page {
			continue
		}
		if whole := int64(r.Length) * 100 / max(int64(v.At.Right-v.At.Left), 1); whole >= long.from && whole <= long.to {
			part = whole
		}
	}
	switch {
	case !ok:
		found(u, "không có")
	case r.Under:
		found(u, "là gạch chân chữ")
	case r.Typed && r.Dashed:
		found(u, "gõ bằng ký tự rời")
	case r.Dashed:
		found(u, "là nét đứt")
	case part < long.from || part > long.to:
		found(u, fmt.Sprintf("dài %d%% dòng chữ", part))
	case away(r.Middle, u.At.Middle(), 5*unit.Mm):
		found(u, "lệch khỏi giữa dòng chữ")
	}
}

// typedRules finds lines that are typed: they look right until a letter is changed or another face
// stands in.
func typedRules(f *file, found report) {
	for _, role := range []paper.Role{paper.Motto2, paper.Issuer, paper.Subject} {
		if u := lastOf(f.All(role)); u != nil && f.asked() {
			if r, ok := f.Rule(u); ok && r.Typed && !r.Dashed {
				found(u, string(role))
			}
		}
	}
}

func mottoRule(f *file, found report) {
	if f.asked() {
		f.ruled(f.All(paper.Motto2), share100{88, 112}, found)
	}
}

func lastOf(list []*paper.Unit) *paper.Unit {
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}

func issuerRule(f *file, found report) {
	if f.asked() {
		f.ruled(f.All(paper.Issuer), share100{24, 58}, found)
	}
}

func subjectRule(f *file, found report) {
	if f.asked() && f.named() && !f.is("BB") && !f.free() {
		f.ruled(f.All(paper.Subject), share100{24, 58}, found)
	}
}

func issuerMissing(f *file, found report) {
	if f.asked() && f.First(paper.Issuer) == nil && !f.contract() {
		found(f.top(), "")
	}
}

// contract tells what parties agree on, of which Phụ lục III has no form: its head names no body.
func (f *file) contract() bool { return f.Found && f.Kind.Form == nd30.FormContract }

// free tells kinds of which Phụ lục III has no form: contracts and open letters.
func (f *file) free() bool { return f.contract() || f.Found && f.Kind.Form == nd30.FormPublicLetter }

func numberMissing(f *file, found report) {
	if f.asked() && f.First(paper.Number) == nil && !f.free() {
		found(f.top(), "")
	}
}

var (
	blankNumber = `(?:\{[\pL_]+\}|[\s.…_]*|\d+[a-zđ]?)`
	numberShape = regexp.MustCompile(`^Số: ?` + blankNumber + `\s*/\s*(.+)$`)
	symbolShape = regexp.MustCompile(`^[\p{Lu}][\pL]{0,11}\d{0,2}(?:-[\p{Lu}\d][\pL\d.&]*)*$`)
	symbolYear  = regexp.MustCompile(`^(?:19|20)\d\d/`)
	oneDigit    = regexp.MustCompile(`^Số: ?[1-9]/`)
)

func numberForm(f *file, found report) {
	u := f.First(paper.Number)
	if u == nil || !f.asked() || f.contract() {
		return
	}
	m := numberShape.FindStringSubmatch(u.Text)
	switch {
	case strings.HasPrefix(u.Text, "Số ") && !strings.HasPrefix(u.Text, "Số :"):
		found(u, "thiếu dấu hai chấm sau “Số”")
	case m == nil:
		found(u, "không theo mẫu “Số: …/…”")
	case oneDigit.MatchString(u.Text):
		found(u, "nhỏ hơn 10 phải thêm số 0 phía trước")
	case strings.ContainsAny(m[1], " \u00a0"):
		found(u, "có khoảng trống trong ký hiệu")
	case symbolYear.MatchString(m[1]):
		found(u, "ghi năm: chỉ văn bản quy phạm pháp luật mới ghi năm")
	case strings.ContainsAny(m[1], "–—_"):
		found(u, "phải nối các nhóm chữ bằng dấu “-”")
	case !symbolShape.MatchString(m[1]):
		found(u, "viết sai: chữ in hoa, nối bằng “-”")
	}
}

func numberKind(f *file, found report) {
	u := f.First(paper.Number)
	if u == nil || !f.asked() || !f.Found {
		return
	}
	m := numberShape.FindStringSubmatch(u.Text)
	if m == nil {
		return
	}
	code, _, _ := strings.Cut(symbolYear.ReplaceAllString(strings.TrimSpace(m[1]), ""), "-")
	switch code = strings.TrimSpace(code); {
	case f.Kind.Code != "" && code != f.Kind.Code && !jointCode(code, f.Kind.Code):
		found(u, fmt.Sprintf("“%s” không hợp với tên loại: %s viết tắt là %s", m[1], f.Kind.Name, f.Kind.Code))
	case f.Kind.Code == "" && f.Kind.Form == nd30.FormLetter:
		for _, k := range nd30.Kinds {
			if k.Code == code && len(code) > 1 && code != "HĐ" {
				found(u, fmt.Sprintf("“%s” có chữ viết tắt của %s, công văn không có", m[1], k.Name))
			}
		}
	}
}

// jointCode reports whether a symbol is that of a kind which two bodies issue together
// ("liên tịch", "phối hợp"): NQLT, KHLT, CTPH.
func jointCode(symbol, code string) bool {
	for _, tail := range []string{"LT", "PH"} {
		if head, ok := strings.CutSuffix(symbol, tail); ok && (head == code || code == "CTr" && head == "CT") {
			return true
		}
	}
	return false
}

func dateMissing(f *file, found report) {
	if f.asked() && f.First(paper.PlaceDate) == nil && !f.is("BB", "HĐ", "BGN", "BTT") {
		found(f.top(), "")
	}
}

var placeDate = regexp.MustCompile(`^[\p{Lu}][\pL .'’-]*\d*, (?:\{[\pL_]+\}|ngày(?: \d{1,2}| ?[.…_]*) tháng(?: \d{1,2}| ?[.…_]*) năm(?: \d{4}| ?[.…_]*)?)$`)

func dateForm(f *file, found report) {
	u := f.First(paper.PlaceDate)
	if u == nil || !f.asked() {
		return
	}
	switch {
	case placeDate.MatchString(u.Text):
	case strings.HasPrefix(u.Text, "ngày"), strings.HasPrefix(u.Text, "Ngày"):
		found(u, "thiếu địa danh")
	case !strings.Contains(u.Text, ","):
		found(u, "thiếu dấu phẩy sau địa danh")
	case strings.Contains(u.Text, ", Ngày"):
		found(u, "viết hoa chữ “ngày”")
	default:
		found(u, "không theo mẫu")
	}
}

func kindMissing(f *file, found report) {
	if f.asked() && !f.Found {
		found(f.top(), "")
	}
}

func subjectMissing(f *file, found report) {
	if f.asked() && f.named() && f.First(paper.Subject) == nil && f.First(paper.Kind) != nil && f.Kind.Form != nd30.FormInvitation &&
		f.Kind.Form != nd30.FormIntroduction && f.Kind.Form != nd30.FormLeave && f.Kind.Form != nd30.FormTelegram && f.Kind.Form != nd30.FormPublicLetter && f.Kind.Code != "PG" {
		found(f.First(paper.Kind), "")
	}
}

func authorityMissing(f *file, found report) {
	if f.asked() && f.is("QĐ", "NQ") && f.First(paper.Authority) == nil {
		found(f.First(paper.Kind), "")
	}
}

func enactingMissing(f *file, found report) {
	if f.asked() && f.is("QĐ") && f.First(paper.Enacting) == nil {
		at := f.First(paper.Article)
		if at == nil {
			at = f.First(paper.Kind)
		}
		found(at, "")
	}
}

func groundMissing(f *file, found report) {
	if f.asked() && f.is("QĐ") && f.First(paper.Ground) == nil && len(f.dashedGrounds()) == 0 {
		found(f.First(paper.Kind), "")
	}
}

func groundEnd(f *file, found report) {
	list := f.All(paper.Ground)
	for i, u := range list {
		switch last := i == len(list)-1; {
		case !f.is("QĐ", "NQ") || strings.HasSuffix(u.Text, ",") && last:
		case last && !strings.HasSuffix(u.Text, ".") && !strings.HasSuffix(u.Text, ";"):
			found(u, "cuối cùng phải kết thúc bằng dấu chấm")
		case last && strings.HasSuffix(u.Text, ";"):
			found(u, "cuối cùng kết thúc bằng dấu chấm phẩy, phải là dấu chấm")
		case !last && !strings.HasSuffix(u.Text, ";"):
			found(u, "phải kết thúc bằng dấu chấm phẩy")
		}
	}
}

func toMissing(f *file, found report) {
	if f.asked() && (f.is("TTr") || f.Found && f.Kind.Form == nd30.FormLetter) && f.First(paper.To) == nil {
		at := lastOf(f.All(paper.Subject))
		if at == nil {
			at = f.First(paper.LetterTo)
		}
		found(at, "")
	}
}

func toExtra(f *file, found report) {
	if u := f.First(paper.To); f.asked() && u != nil && f.is("QĐ", "NQ", "KH", "CT", "QC", "QyĐ", "BB") {
		found(u, "")
	}
}

func toForm(f *file, found report) {
	u, list := f.First(paper.To), f.All(paper.Addressee)
	if u == nil || !f.asked() {
		return
	}
	if !strings.HasPrefix(u.Text, "Kính gửi:") {
		found(u, "thiếu dấu hai chấm hoặc viết sai")
	}
	if len(list) == 1 && f.Units[0].Form != nil && u.Form.Table == 0 && strings.TrimSpace(strings.TrimPrefix(u.Text, "Kính gửi:")) == "" {
		found(list[0], "một nơi thì ghi cùng dòng, không gạch đầu dòng")
	}
	for i, v := range list {
		if end := map[bool]string{false: ";", true: "."}[i == len(list)-1]; len(list) > 1 && !strings.HasSuffix(v.Text, end) {
			found(v, fmt.Sprintf("có dòng không kết thúc bằng “%s”", end))
		}
	}
}

func recipientsMissing(f *file, found report) {
	if f.asked() && f.First(paper.Recipients) == nil && !f.free() {
		found(f.lastOfMain(), "")
	}
}

// lastOfMain is the last unit of the text, where what is missing below it is reported.
func (f *file) lastOfMain() *paper.Unit {
	if f.End == 0 {
		return f.top()
	}
	return &f.Units[f.End-1]
}

func recipientsForm(f *file, found report) {
	u := f.First(paper.Recipients)
	if u == nil || !f.asked() {
		return
	}
	if u.Text != "Nơi nhận:" && !strings.HasPrefix(u.Text, "Nơi nhận: ") {
		found(u, "phải ghi “Nơi nhận:”")
	}
	for _, v := range f.All(paper.Recipient) {
		switch {
		case !strings.HasPrefix(v.Text, "-"):
			if !strings.HasPrefix(v.Text, "+") && !strings.HasPrefix(v.Text, "(") && strings.Contains(v.Text, ";") {
				found(v, "có dòng không có gạch đầu dòng")
			}
		case !strings.HasSuffix(v.Text, ";") && !strings.HasSuffix(v.Text, ":") && f.endsItem(v):
			found(v, "có dòng không kết thúc bằng dấu chấm phẩy")
		}
	}
	if v := f.First(paper.Filed); v != nil && !strings.HasSuffix(v.Text, ".") {
		found(v, "dòng Lưu không kết thúc bằng dấu chấm")
	}
}

// endsItem reports whether the next unit of the recipients begins a new one.
func (f *file) endsItem(u *paper.Unit) bool {
	for i := range f.Units {
		if &f.Units[i] == u && i+1 < len(f.Units) {
			next := &f.Units[i+1]
			return strings.HasPrefix(next.Text, "-") || next.Role != paper.Recipient
		}
	}
	return true
}

func recipientsFirst(f *file, found report) {
	list := f.All(paper.Recipient)
	if !f.asked() || len(list) == 0 {
		return
	}
	first := list[0]
	if (f.First(paper.To) != nil || f.is("GGT")) && !strings.HasPrefix(first.Text, "- Như trên") && f.First(paper.Recipients) != nil {
		found(first, "- Như trên;")
	}
	if f.is("QĐ") && f.First(paper.Article) != nil && !strings.HasPrefix(viet.Fold(first.Text), "- nhu dieu") {
		found(first, "- Như Điều …;")
	}
}

func filedMissing(f *file, found report) {
	if u := f.First(paper.Recipients); f.asked() && u != nil && f.First(paper.Filed) == nil && !strings.Contains(u.Text, "Lưu") {
		found(u, "")
	}
}

var filedShape = regexp.MustCompile(`^- Lưu: (?:VT|HS|Hồ sơ)[\pL\d, &.-]*(?:\(\d+ ?b?\))?[\pL\d ,]*\.$`)

func filedForm(f *file, found report) {
	if u := f.First(paper.Filed); u != nil && f.asked() && !filedShape.MatchString(u.Text) {
		found(u, "“"+u.Text+"”")
	}
}

func endMark(f *file, found report) {
	if !f.asked() || f.End == 0 || f.free() {
		return
	}
	for i := f.End - 1; i >= 0 && i >= f.End-3; i-- {
		if t := f.Units[i].Text; strings.HasSuffix(t, "./.") {
			if strings.HasSuffix(t, " ./.") {
				found(&f.Units[i], "có khoảng trống trước")
			}
			return
		}
	}
	for i := f.Tail; i < len(f.Units); i++ { // the annex may carry it
		if strings.HasSuffix(f.Units[i].Text, "./.") && f.is("") {
			return
		}
	}
	found(f.lastOfMain(), "không có")
}

var refers = regexp.MustCompile(`(?i)kèm theo|đính kèm|phụ lục|gửi kèm|ban hành kèm`)

func annexRef(f *file, found report) {
	if !f.asked() {
		return
	}
	var first *paper.Unit
	for i := f.Tail; i < len(f.Units) && first == nil; i++ {
		if f.Units[i].Annex > 0 && (f.Units[i].Role == paper.Annex || f.Units[i].Role == paper.AnnexTitle) {
			first = &f.Units[i]
		}
	}
	if first == nil {
		return
	}
	for i := range f.main() {
		if refers.MatchString(strings.ReplaceAll(f.Units[i].Text, "tiền thưởng kèm theo", "tiền thưởng")) { // the money goes with the certificate
			return
		}
	}
	found(first, "")
}

func annexOf(f *file, found report) {
	if !f.asked() {
		return
	}
	heads, of := map[int]*paper.Unit{}, map[int]bool{}
	var order []int
	for i := f.Tail; i < len(f.Units); i++ {
		u := &f.Units[i]
		if heads[u.Annex] == nil && (u.Role == paper.Annex || u.Role == paper.AnnexTitle) {
			heads[u.Annex] = u
			order = append(order, u.Annex)
		}
		of[u.Annex] = of[u.Annex] || u.Role == paper.AnnexOf
	}
	for _, n := range order {
		if !of[n] {
			found(heads[n], "")
		}
	}
}

var annexRoman = regexp.MustCompile(`^(?i:phụ lục)(?:\s*(?:[Ss]ố\s+)?([IVXLC]+|\d+)(?:[^\pL\d].*|)$)?`)

func annexNumber(f *file, found report) {
	if !f.asked() {
		return
	}
	var list []*paper.Unit
	for i := f.Tail; i < len(f.Units); i++ {
		if f.Units[i].Role == paper.Annex {
			list = append(list, &f.Units[i])
		}
	}
	last := 0 // of the annex before: one that is lost moves all behind it
	for _, u := range list {
		m := annexRoman.FindStringSubmatch(u.Text)
		want, _ := viet.Roman(last + 1)
		last++
		switch {
		case len(list) < 2 || m == nil:
		case m[1] == "":
			found(u, "không có")
		case m[1] != want:
			found(u, fmt.Sprintf("là %s, phải là %s", m[1], want))
			last = max(last, ordinal(m[1]))
		}
	}
}
