package check

import (
	"slices"
	"strings"
	"testing"
)

// near are papers that keep a rule narrowly: of rules that are not in edges.
var near = []struct{ rule, body string }{
	{"PAGE-SIZE", with(`w:w="11906" w:h="16838"`, `w:w="11920" w:h="16830"`)},
	{"PAGE-LANDSCAPE", strings.Replace(table("STT|Đơn vị", "1|Phòng A"), `w:w="11906" w:h="16838"`, `w:w="16838" w:h="11906" w:orient="landscape"`, 1)},
	{"MARGIN", with(`w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"`, `w:top="1417" w:right="851" w:bottom="1417" w:left="1984"`)},
	{"FONT", strings.ReplaceAll(good(plainText...), "Times New Roman", "Liberation Serif")},
	{"FONT-LEGACY", strings.ReplaceAll(good(plainText...), "Times New Roman", "Verdana")},
	{"COLOR", with(`<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, `<w:color w:val="000000"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`)},
	{"PAGENO-MISSING", ofLength(3)},
	{"SIZE", strings.ReplaceAll(good(plainText...), `<w:sz w:val="28"/>`, `<w:sz w:val="27"/>`)},
	{"BOLD", with(`<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an tỉnh`, `<w:sz w:val="28"/><w:b/></w:rPr><w:t xml:space="preserve">Công an tỉnh`)},
	{"ITALIC", with(`<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an tỉnh`, `<w:sz w:val="28"/><w:i/></w:rPr><w:t xml:space="preserve">Công an tỉnh`)},
	{"ALIGN", with(`<w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">a) Điểm`, `</w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">a) Điểm`)},
	{"INDENT", strings.ReplaceAll(good(plainText...), `w:firstLine="720"`, `w:firstLine="567"`)},
	{"GAP", strings.ReplaceAll(good(plainText...), `<w:spacing w:after="120"/>`, `<w:spacing w:before="120" w:after="0"/>`)},
	{"LINE", strings.ReplaceAll(good(plainText...), `<w:spacing w:after="120"/>`, `<w:spacing w:after="120" w:line="360" w:lineRule="auto"/>`)},
	{"UNDERLINE", with(`<w:t xml:space="preserve">Công an tỉnh chủ trì`, `<w:t xml:space="preserve">Công an tỉnh </w:t></w:r><w:r><w:rPr><w:sz w:val="28"/><w:u w:val="single"/></w:rPr><w:t>chủ trì</w:t></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>`)},
	{"MOTTO-TEXT", with("CỘNG HÒA XÃ", "CỘNG HOÀ XÃ")},
	{"MOTTO-MISSING", with("CỘNG HÒA XÃ", "CỘNG HOÀ XÃ")},
	{"MOTTO-PLACE", with(`w:w="3571"`, `w:w="3000"`)},
	{"MOTTO-RULE", with(ruleLine(3183, 5500), ruleLine(2950, 5500))},
	{"MOTTO-WRAP", with(piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), piece("center", 26, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))},
	{"ISSUER-RULE", with(ruleLine(900, 3571), ruleLine(1100, 3571))},
	{"ISSUER-MISSING", with("ỦY BAN NHÂN DÂN</w:t></w:r></w:p><w:p>", "UBND</w:t></w:r></w:p><w:p>")},
	{"SUBJECT-RULE", with(ruleLine(2000, 9071), ruleLine(2500, 9071))},
	{"SUBJECT-MISSING", with("Phát động phong trào thi đua năm 2026", "Thực hiện phong trào thi đua năm 2026")},
	{"SUBJECT-MISSING", with("Phát động phong trào thi đua năm 2026", "thi đua")},
	{"NUMBER-MISSING", with("Số: 05/KH-UBND", "Số:          /KH-UBND")},
	{"NUMBER-FORM", with("Số: 05/KH-UBND", "Số: 45a/KH-UBND-NC")},
	{"NUMBER-KIND", letter("V/v đôn đốc gửi báo cáo")},
	{"DATE-MISSING", with("ngày 05 tháng 02 năm 2026", "ngày      tháng      năm 2026")},
	{"DATE-FORM", with("Đồng Nai, ngày 05", "Thành phố Hồ Chí Minh, ngày 05")},
	{"DATE-ZERO", with("ngày 05 tháng 02", "ngày 10 tháng 3")},
	{"DATE-ZERO-SHORT", said("Từ ngày 08/3/2021 đến ngày 10/12/2021.")},
	{"DATE-VALID", said("Đến ngày 29/02/2024, ngày 29 tháng 02.")},
	{"KIND-MISSING", letter("V/v đôn đốc gửi báo cáo")},
	{"AUTHORITY-MISSING", ruling()},
	{"ENACTING-MISSING", ruling()},
	{"GROUND-MISSING", ruling("Căn cứ Nghị định", "Xét")},
	{"GROUND-END", ruling()},
	{"TO-MISSING", letter("V/v đôn đốc gửi báo cáo")},
	{"TO-EXTRA", strings.NewReplacer("KẾ HOẠCH", "TỜ TRÌNH", "05/KH", "05/TTr", "- Bộ Công an;", "- Như trên;", piece("both", 28, "b", "I. MỤC ĐÍCH, YÊU CẦU"), piece("center", 28, "", "Kính gửi: Ủy ban nhân dân tỉnh.")+piece("both", 28, "b", "I. MỤC ĐÍCH, YÊU CẦU")).Replace(good(plainText...))},
	{"TO-FORM", strings.NewReplacer("KẾ HOẠCH", "TỜ TRÌNH", "05/KH", "05/TTr", "- Bộ Công an;", "- Như trên;", piece("both", 28, "b", "I. MỤC ĐÍCH, YÊU CẦU"), piece("left", 28, "", "Kính gửi:")+piece("left", 28, "", "- Bộ Công an;")+piece("left", 28, "", "- Ủy ban nhân dân tỉnh.")+piece("both", 28, "b", "I. MỤC ĐÍCH, YÊU CẦU")).Replace(good(plainText...))},
	{"RECIPIENTS-MISSING", with("- Bộ Công an;", "- Bộ Công an (để báo cáo);")},
	{"RECIPIENTS-FORM", with(piece("left", 22, "", "- Bộ Công an;"), piece("left", 22, "", "- Các đơn vị:")+piece("left", 22, "", "+ Bộ Công an;"))},
	{"RECIPIENTS-FIRST", ruling()},
	{"FILED-MISSING", with("- Lưu: VT, NC.", "- Lưu: VT.")},
	{"FILED-FORM", with("- Lưu: VT, NC.", "- Lưu: VT, TH (08).")},
	{"ENDMARK", with("thực hiện Kế hoạch này./.", "thực hiện Kế hoạch “A”./.")},
	{"ANNEX-REF", withAnnex("Phụ lục")},
	{"ANNEX-OF", withAnnex("Phụ lục I", "Phụ lục II")},
	{"ANNEX-NUMBER", withAnnex("Phụ lục I", "Phụ lục II")},
	{"UNRECOGNISED", letter("V/v đôn đốc gửi báo cáo")},
	{"SIGN-MISSING", with("TM. ỦY BAN NHÂN DÂN", " ", "KT. CHỦ TỊCH", " ", ">PHÓ CHỦ TỊCH<", ">CHỦ TỊCH<")},
	{"SIGN-DEPUTY", with("KT. CHỦ TỊCH", "TL. CHỦ TỊCH", ">PHÓ CHỦ TỊCH<", ">CHÁNH VĂN PHÒNG<")},
	{"SIGN-KT", with("KT. CHỦ TỊCH", "KT. BỘ TRƯỞNG", ">PHÓ CHỦ TỊCH<", ">THỨ TRƯỞNG<")},
	{"SIGN-FORM", with("KT. CHỦ TỊCH", "Q. CHỦ TỊCH")},
	{"SIGN-TITLE", with("Trần Thị Ví Dụ", "Cừ Thị Ví Dụ")},
	{"SIGN-NAME", with("Trần Thị Ví Dụ", "Điểu K’ Ví Dụ")},
	{"SIGN-HEAD", with("KT. CHỦ TỊCH", " ", ">PHÓ CHỦ TỊCH<", ">CHỦ TỊCH<")},
	{"SIGN-RANK", with("ỦY BAN NHÂN DÂN</w:t></w:r></w:p><w:p>", "CÔNG AN TỈNH</w:t></w:r></w:p><w:p>", "TM. ỦY BAN NHÂN DÂN", "CÔNG AN TỈNH", "Trần Thị Ví Dụ", "Thượng tá Trần Thị Ví Dụ")},
	{"SIGN-ORDER", with("TM. ỦY BAN NHÂN DÂN", "TL. CHỦ TỊCH", "KT. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", ">PHÓ CHỦ TỊCH<", ">PHÓ CHÁNH VĂN PHÒNG<")},
	{"NUM-ARTICLE", ruling("Điều 2. Thi hành", "Điều 1a. Chi tiết")},
	{"NUM-CLAUSE", with("2. Triển khai", "1. Triển khai")},
	{"NUM-POINT", good("1. Một.", "a) Một;", "b) Hai;", "c) Ba;", "d) Bốn;", "đ) Năm;", "e) Sáu;", "g) Bảy.", "Hết")},
	{"SIZE-MIXED", with(`thực hiện Kế hoạch này./.</w:t></w:r>`, `thực hiện Kế hoạch này</w:t></w:r><w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t>./.</w:t></w:r>`)},
	{"LEVEL-FORM", good("I. MỤC ĐÍCH", "1. Nâng cao nhận thức của cán bộ.", "2. Yêu cầu", "II. TỔ CHỨC", "Hết")},
	{"NFC", said("Nâng cao nhận thức, hòa giải.")},
	{"STRAY", said("Nâng cao\u00a0nhận thức.")},
	{"SPACE", said("Chi 1.250,5 triệu; theo mục 1,2; (a) và (b).")},
	{"QUOTE", said("Thực hiện a) và b) của phong trào “Toàn dân”.")},
	{"QUOTE-FORM", said("Phong trào “Toàn dân” cao 5 m.")},
	{"DASH-FORM", said("Giai đoạn 2021 – 2025.")},
	{"WORD-TWICE", said("Xanh xanh, chung chung; công an, công an xã.")},
	{"LINE-SPLIT", good("Thực hiện Kế hoạch ngày 21/10/2022.", "Công an tỉnh", "Hết")},
	{"LEXICON", said("Xây dựng thế trận an ninh; thể trạng tốt.")},
	{"LEXICON", said("Ở tỉnh Hoà Bình, TỈNH ĐỒNG NAI; hộp thư thi_dua@example.vn.")},
	{"SLIP", said("Vận động các tầng lớp Nhân dân.")},
	{"ONE-FORM", said("Bảo đảm an ninh, trật tự theo chủ đề “Đảm bảo an ninh trật tự”; phòng, chống tội phạm.")},
	{"TONE", said("Văn hóa, hòa giải ở Hoà Bình.")},
	{"CIT-NO-SO", said("Thực hiện Thông tư số 124/2021/TT-BCA; quyết định này.")},
	{"CIT-YEAR", said("Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư.")},
	{"CIT-FUTURE", said("Thực hiện Luật Thi đua, khen thưởng, gửi về Công an tỉnh trước ngày 15/11/2026; triển khai Luật Cư trú, họp ngày 20/11/2026.")},
	{"CIT-FUTURE", said("Theo Kế hoạch số 9/KH-BCA ngày 05/02/2026 của Bộ Công an về việc mẫu.")},
	{"CIT-WEEKEND", said("Theo Kế hoạch số 9/KH-BCA ngày 05/01/2026 của Bộ Công an về việc mẫu.")},
	{"CIT-REGISTER", said("Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư.")},
	{"CIT-REPEALED", said("Thay thế Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ quy định chi tiết.")},
	{"CIT-KIND", said("Theo Nghị quyết số 44-NQ/TW và Công văn số 3090/UBND-NC.")},
	{"CIT-PARTY", said("Theo Chỉ thị số 09-CT/TW ngày 01/12/2011 của Ban Bí thư về việc mẫu.")},
	{"CIT-TITLE", said("Kế hoạch này thay thế Kế hoạch số 7/KH-UBND ngày 02/01/2026 của UBND tỉnh.")},
	{"CIT-REPEAT", with("quy định khu dân cư.", "quy định khu dân cư; Thông tư số 124/2021/TT-BCA.")},
	{"CIT-DATE", ruling()},
	{"COLUMNS", inBoxes()},
	{"HEAD-GAP", with(piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), strings.Replace(piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), `w:after="0"`, `w:after="120"`, 1))},
	{"DATE-STYLE", ruling("Điều 1. Tặng Bằng khen cho 02 tập thể.", "Điều 1. Tặng Bằng khen cho 02 tập thể trước ngày 15/11/2026.")},
	{"TERM", said("Cán bộ nguyên là chủ tịch huyện Lộc Ninh.")},
}

// TestKept: what is near the border of a rule is let pass, for every rule.
func TestKept(t *testing.T) {
	has := map[string]bool{}
	for _, k := range near {
		has[k.rule] = true
		t.Run(k.rule, func(t *testing.T) {
			if r := judge(t, k.body); slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Rule == k.rule }) {
				t.Errorf("found where it is kept:%s", told(r))
			}
		})
	}
	for _, e := range edges {
		has[e.rule] = true
	}
	for _, e := range paged {
		has[e.rule] = true
	}
	for _, r := range companionRules { // TestTogether has two papers that agree in all
		has[r.id] = true
	}
	for _, id := range Rules() {
		if !has[id] {
			t.Errorf("no paper here keeps %s", id)
		}
	}
}
