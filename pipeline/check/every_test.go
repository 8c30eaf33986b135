package check

import (
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// as makes of the good paper one of another kind, its lines of text being those given.
func as(kind, code string, text ...string) string {
	return strings.NewReplacer("KẾ HOẠCH", kind, "05/KH", "05/"+code).Replace(good(text...))
}

func with(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(good(plainText...)) }

// annexed is the good paper with annexes behind its signature.
func annexed(heads ...string) string {
	more := ""
	for _, h := range heads {
		more += `<w:p><w:r><w:br w:type="page"/></w:r></w:p>` + piece("center", 28, "b", h) + piece("center", 28, "b", "DANH SÁCH CÁC ĐƠN VỊ")
	}
	return strings.Replace(good(plainText...), "<w:sectPr>", more+"<w:sectPr>", 1)
}

// typedSignature puts recipients and signature into one line with tabs between.
var typedSignature = []string{
	sideBySide(piece("left", 24, "bi", "Nơi nhận:")+piece("left", 22, "", "- Bộ Công an;")+piece("left", 22, "", "- Lưu: VT, NC."),
		piece("center", 28, "b", "TM. ỦY BAN NHÂN DÂN")+piece("center", 28, "b", "KT. CHỦ TỊCH")+piece("center", 28, "b", "PHÓ CHỦ TỊCH")+piece("center", 28, "", " ")+piece("center", 28, "b", "Trần Thị Ví Dụ")),
	piece("left", 24, "bi", "Nơi nhận:</w:t><w:tab/><w:tab/><w:tab/><w:tab/><w:tab/><w:t>TM. ỦY BAN NHÂN DÂN") + piece("left", 24, "", "- Lưu: VT, NC."),
}

var articles = []string{"Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "Theo đề nghị của Giám đốc Công an tỉnh.", "Điều 1. Tặng Bằng khen.", "Điều 3. Thi hành"}

// brokenToo are the rules that need another paper than the good one with one thing changed.
var brokenToo = []struct{ rule, body string }{
	{"PAGE-LANDSCAPE", with(`w:w="11906" w:h="16838"`, `w:w="16838" w:h="11906" w:orient="landscape"`)},
	{"FONT-LEGACY", with(`w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, `w:hAnsi=".VnTime"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">C«ng an`)},
	{"PAGENO-MISSING", ofLength(30)},
	{"ALIGN", with(`<w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">KẾ HOẠCH`, `</w:pPr><w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">KẾ HOẠCH`)},
	{"GAP", with(`<w:spacing w:after="120"/>`, `<w:spacing w:after="0"/>`)},
	{"LINE", with(`<w:spacing w:after="120"/>`, `<w:spacing w:after="120" w:line="480" w:lineRule="auto"/>`)},
	{"COLUMNS", with(typedSignature...)},
	{"MOTTO-WRAP", with(`<w:gridCol w:w="3571"/><w:gridCol w:w="5500"/>`, `<w:gridCol w:w="5071"/><w:gridCol w:w="4000"/>`, `w:w="3571" w:type`, `w:w="5071" w:type`, `w:w="5500" w:type`, `w:w="4000" w:type`)},
	{"HEAD-GAP", with(piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), strings.Replace(piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), `w:after="0"`, `w:after="160"`, 1))},
	{"UNDERLINE", with(`<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, `<w:sz w:val="28"/><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">Công an`)},
	{"MOTTO-PLACE", with(`w:w="3571"`, `w:w="300"`)},
	{"AUTHORITY-MISSING", as("QUYẾT ĐỊNH", "QĐ", articles...)},
	{"ENACTING-MISSING", as("QUYẾT ĐỊNH", "QĐ", articles...)},
	{"GROUND-MISSING", as("QUYẾT ĐỊNH", "QĐ", "Điều 1. Tặng Bằng khen.", "Điều 2. Thi hành")},
	{"GROUND-END", as("QUYẾT ĐỊNH", "QĐ", "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022.", "Theo đề nghị của Giám đốc Công an tỉnh.", "Điều 1. Tặng Bằng khen")},
	{"NUM-ARTICLE", as("QUYẾT ĐỊNH", "QĐ", articles...)},
	{"RECIPIENTS-FIRST", as("QUYẾT ĐỊNH", "QĐ", articles...)},
	{"TO-MISSING", as("TỜ TRÌNH", "TTr", plainText...)},
	{"TO-EXTRA", with(piece("both", 28, "b", "I. MỤC ĐÍCH, YÊU CẦU"), piece("center", 28, "", "Kính gửi: Bộ Công an")+piece("both", 28, "b", "I. MỤC ĐÍCH, YÊU CẦU"))},
	{"TO-FORM", strings.NewReplacer("KẾ HOẠCH", "TỜ TRÌNH", "05/KH", "05/TTr", piece("both", 28, "b", "I. MỤC ĐÍCH, YÊU CẦU"), piece("center", 28, "", "Kính gửi Ủy ban nhân dân tỉnh")).Replace(good(plainText...))},
	{"FILED-FORM", with("- Lưu: VT, NC.", "- Lưu: VT (TH08)? NC.")},
	{"ANNEX-REF", annexed("Phụ lục")},
	{"ANNEX-OF", annexed("Phụ lục")},
	{"ANNEX-NUMBER", annexed("Phụ lục I", "Phụ lục III")},
	{"UNRECOGNISED", piece("both", 28, "", "Một đoạn văn bản.")},
	{"SIGN-MISSING", with("TM. ỦY BAN NHÂN DÂN", " ", "KT. CHỦ TỊCH", " ", "PHÓ CHỦ TỊCH", " ")},
	{"SIGN-HEAD", with("KT. CHỦ TỊCH", " ", "PHÓ CHỦ TỊCH", " ")},
	{"SIGN-RANK", with("ỦY BAN NHÂN DÂN</w:t></w:r></w:p><w:p>", "CÔNG AN TỈNH</w:t></w:r></w:p><w:p>", "TM. ỦY BAN NHÂN DÂN", "CÔNG AN TỈNH")},
	{"SIGN-ORDER", with("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN")},
	{"DATE-ZERO-SHORT", with("28/12/2021", "8/02/2021")},
	{"LEVEL-FORM", with(piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), piece("both", 28, "", "II. TỔ CHỨC THỰC HIỆN")+piece("both", 28, "b", "III. KINH PHÍ"))},
	{"NFC", with("nhận thức", "nh\u00e2\u0323n thức")},
	{"QUOTE-FORM", with("nhận thức", `"nhận thức"`)},
	{"DASH-FORM", with("- Bộ Công an;", "– Bộ Công an;")},
	{"LINE-SPLIT", good("Thực hiện Kế hoạch ngày", "21/10/2022 của Công an tỉnh")},
	{"LEXICON", with("TỈNH ĐỒNG NAI", "TỈNH ĐÔNG NAI")},
	{"LEXICON", with("TỈNH ĐỒNG NAI", "TINH DONG NAI")},
	{"LEXICON", with("ỦY BAN NHÂN DÂN</w:t>", "UY BAN NHAN DAN</w:t>")},
	{"LEXICON", with("Đồng Nai, ngày", "Đông Nai, ngày")},
	{"LEXICON", with("Công an tỉnh chủ trì", "Công an tỉnh Đồng nai chủ trì")},
	{"LEXICON", with("Công an tỉnh chủ trì", "Công an tỉnh Bình Phuoc chủ trì")},
	{"SLIP", with("nhận thức của cán bộ", "nhận thức các tầng lớp nhân dân")},
	{"ONE-FORM", with("nhận thức", "bảo đảm nhận thức", "Công an tỉnh chủ trì", "Công an tỉnh đảm bảo")},
	{"TONE", with("nhận thức", "văn hóa, hoà giải")},
	{"CIT-WEEKEND", with("Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an", "Kết luận số 386-KL/TU ngày 25/6/2022 của Tỉnh ủy")},
	{"CIT-TITLE", with("Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an quy định khu dân cư.", "Công văn số 3090/UBND-NC ngày 20/10/2022 của UBND tỉnh.")},
	{"CIT-REPEAT", with("quy định khu dân cư.", "quy định khu dân cư; Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an quy định khu dân cư.")},
	{"CIT-DATE", as("QUYẾT ĐỊNH", "QĐ", "Căn cứ Thông tư số 124/2021/TT-BCA;", "Theo đề nghị của Giám đốc Công an tỉnh.", "Điều 1. Tặng Bằng khen")},
}

// TestTheOthersAreBroken: each of these papers breaks its rule.
func TestTheOthersAreBroken(t *testing.T) {
	for _, b := range brokenToo {
		t.Run(b.rule, func(t *testing.T) {
			r := judge(t, b.body)
			if !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Rule == b.rule }) {
				t.Errorf("not found:%s", told(r))
			}
		})
	}
}

// TestEveryRuleIsBroken: a rule without a paper that breaks it is not known to work.
func TestEveryRuleIsBroken(t *testing.T) {
	has := map[string]bool{}
	for _, b := range broken {
		has[b.rule] = true
	}
	for _, b := range brokenToo {
		has[b.rule] = true
	}
	for _, e := range edges {
		has[e.rule] = true
	}
	for _, e := range paged {
		has[e.rule] = true
	}
	for _, r := range companionRules { // they need two papers: TestTogether
		has[r.id] = true
	}
	for _, id := range Rules() {
		if !has[id] {
			t.Errorf("no paper here breaks %s", id)
		}
	}
	for id := range has {
		if !slices.Contains(Rules(), id) {
			t.Errorf("there is no rule %s", id)
		}
	}
}

// TestKeptByOurOwn: a paper as the builder of skeletons writes it keeps every rule of form.
func TestKeptByOurOwn(t *testing.T) {
	b := nd30.New(nd30.A4)
	b.Header(nd30.Header{Agency: "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG NAI", Number: "Số: 05/KH-UBND", Place: "Đồng Nai, ngày 05 tháng 02 năm 2026"})
	b.Title("KẾ HOẠCH", "Phát động phong trào thi đua năm 2026", 35*unit.Mm)
	for range 40 {
		b.P("Thân văn bản", "Các cơ quan, đơn vị tổ chức thực hiện, báo cáo kết quả theo quy định.")
	}
	data, err := b.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := File(data, Options{Config: office(t)})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if !slices.Contains([]string{"RECIPIENTS-MISSING", "SIGN-MISSING", "ENDMARK"}, f.Rule) { // it has no end
			t.Errorf("%s %s: %s", f.Rule, f.Place, f.Message)
		}
	}
}
