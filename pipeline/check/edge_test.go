package check

import (
	"slices"
	"strings"
	"testing"
)

// said is the good paper with a sentence in its text.
func said(s string) string { return with("Nâng cao nhận thức của cán bộ.", s) }

// ruling is a decision in good form; pairs change it.
func ruling(pairs ...string) string {
	body := as("QUYẾT ĐỊNH", "QĐ", "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
		"Theo đề nghị của Giám đốc Công an tỉnh.", "QUYẾT ĐỊNH:", "Điều 1. Tặng Bằng khen cho 02 tập thể.", "Điều 2. Thi hành")
	subject := piece("center", 28, "b", "Phát động phong trào thi đua năm 2026") + ruleLine(2000, 9071)
	body = strings.NewReplacer(
		subject, subject+piece("center", 28, "b", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI"),
		piece("both", 28, "", "QUYẾT ĐỊNH:"), piece("center", 28, "b", "QUYẾT ĐỊNH:"),
		piece("both", 28, "", "Điều 1. Tặng Bằng khen cho 02 tập thể."), piece("both", 28, "b", "Điều 1. Tặng Bằng khen cho 02 tập thể."),
		piece("both", 28, "", "Điều 2. Thi hành./."), piece("both", 28, "b", "Điều 2. Thi hành./."),
		piece("center", 28, "b", "TM. ỦY BAN NHÂN DÂN"), "",
		"- Bộ Công an;", "- Như Điều 2;").Replace(body)
	for _, ground := range []string{"Căn cứ Luật", "Căn cứ Nghị định", "Theo đề nghị"} {
		body = strings.Replace(body, `<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">`+ground, `<w:i/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">`+ground, 1)
	}
	return strings.NewReplacer(pairs...).Replace(body)
}

// table is the good paper with a table of these rows, cells parted by "|".
func table(rows ...string) string {
	b := strings.Builder{}
	b.WriteString(`<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/><w:left w:val="single"/><w:bottom w:val="single"/><w:right w:val="single"/><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders></w:tblPr>`)
	for _, r := range rows {
		b.WriteString(`<w:tr>`)
		for _, c := range strings.Split(r, "|") {
			b.WriteString(`<w:tc>` + piece("center", 26, "", c) + `</w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	return with(piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), b.String()+`</w:tbl>`+piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"))
}

// withAnnex is the good paper that refers to its annexes, each with a title and its number.
func withAnnex(heads ...string) string {
	body := strings.Replace(annexed(heads...), "Nâng cao nhận thức của cán bộ.", "Nâng cao nhận thức của cán bộ (Phụ lục kèm theo).", 1)
	return strings.ReplaceAll(body, piece("center", 28, "b", "DANH SÁCH CÁC ĐƠN VỊ"), piece("center", 28, "b", "DANH SÁCH CÁC ĐƠN VỊ")+
		piece("center", 28, "i", "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh)"))
}

// citing is a paper with annexes whose text names some.
func citing(named string, heads ...string) string {
	return strings.Replace(withAnnex(heads...), "(Phụ lục kèm theo)", "("+named+" kèm theo)", 1)
}

// inkedRun begins the last run of the text, filedLine is the line of what is filed, overline a
// line over the whole width.
const (
	inkedRun = `<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`
	overline = `<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1"/></w:pBdr></w:pPr></w:p>`
)

var filedLine = piece("left", 22, "", "- Lưu: VT, NC.")

const newPage = `<w:p><w:r><w:br w:type="page"/></w:r></w:p>`

// edges are, for each rule, a paper that breaks it and one near its border that keeps it.
var edges = []struct{ rule, broken, kept string }{
	{"SIZE-RATIO", with(piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), piece("center", 26, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")), with(piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), piece("center", 26, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), piece("center", 26, "b", "Độc lập - Tự do - Hạnh phúc"), piece("center", 28, "b", "Độc lập - Tự do - Hạnh phúc"), piece("center", 26, "i", "Đồng Nai, ngày 05 tháng 02 năm 2026"), piece("center", 28, "i", "Đồng Nai, ngày 05 tháng 02 năm 2026"))},
	{"SIZE-MIXED", with(`<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, `<w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">Công an`), strings.ReplaceAll(good(plainText...), `<w:sz w:val="28"/>`, `<w:sz w:val="26"/>`)},
	{"INDENT-MIXED", with(`<w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`, `<w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`), strings.ReplaceAll(good(plainText...), `w:firstLine="720"`, `w:firstLine="567"`)},
	{"NUMBER-AGENCY", with("05/KH-UBND", "05/KH-SNV"), with("05/KH-UBND", "05/KH-UBND-NC")},
	{"DATE-PLACE", with("Đồng Nai, ngày", "Bình Dương, ngày"), with("ỦY BAN NHÂN DÂN</w:t>", "BAN CHẤP HÀNH</w:t>", "TỈNH ĐỒNG NAI", "TỈNH ĐOÀN")},
	{"DATE-WEEKEND", with("ngày 05 tháng 02 năm 2026", "ngày 07 tháng 02 năm 2026"), with("ngày 05 tháng 02 năm 2026", "ngày 06 tháng 02 năm 2026")},
	{"KIND-END", with(">Phát động phong trào thi đua năm 2026<", ">Phát động phong trào thi đua năm 2026.<"), good(plainText...)},
	{"LETTER-FORM", letter("Về việc đôn đốc gửi báo cáo"), letter("V/v đôn đốc gửi báo cáo")},
	{"ENACTING-FORM", ruling(">QUYẾT ĐỊNH:<", ">QUYẾT ĐỊNH<"), ruling()},
	{"GROUND-DASH", ruling("Căn cứ Nghị định số 30", "- Căn cứ Nghị định số 30"), ruling()},
	{"GROUND-ORDER", ruling("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "Theo đề nghị của Giám đốc Sở Nội vụ;"), ruling()},
	{"AUTHORITY-ISSUER", ruling("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI", "GIÁM ĐỐC SỞ NỘI VỤ"), ruling()},
	{"SIGN-AUTHORITY", ruling("KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"), ruling()},
	{"SIGN-NAME-CASE", with("Trần Thị Ví Dụ", "TRẦN THỊ VÍ DỤ"), good(plainText...)},
	{"RECIPIENTS-ARTICLE", ruling("Như Điều 2", "Như Điều 3"), ruling()},
	{"RECIPIENTS-TWICE", with(piece("left", 22, "", "- Bộ Công an;"), piece("left", 22, "", "- Bộ Công an;")+piece("left", 22, "", "- Bộ Công an;")), with(piece("left", 22, "", "- Bộ Công an;"), piece("left", 22, "", "- Bộ Công an;")+piece("left", 22, "", "- Bộ Nội vụ;"))},
	{"FILED-LAST", with(piece("left", 22, "", "- Lưu: VT, NC."), piece("left", 22, "", "- Lưu: VT, NC.")+piece("left", 22, "", "- Bộ Nội vụ;")), good(plainText...)},
	{"ENDMARK-TWICE", said("Nâng cao nhận thức./."), said("Nâng cao nhận thức.")},
	{"ANNEX-ONE", withAnnex("Phụ lục I"), withAnnex("Phụ lục")},
	{"ANNEX-TITLE", strings.ReplaceAll(withAnnex("Phụ lục I", "Phụ lục II"), "DANH SÁCH CÁC ĐƠN VỊ", " "), withAnnex("Phụ lục I", "Phụ lục II")},
	{"ANNEX-PAGE", strings.ReplaceAll(withAnnex("Phụ lục I", "Phụ lục II"), newPage, ""), withAnnex("Phụ lục I", "Phụ lục II")},
	{"ANNEX-CITED", strings.Replace(withAnnex("Phụ lục I", "Phụ lục II"), "(Phụ lục kèm theo)", "(Phụ lục III kèm theo)", 1), strings.Replace(withAnnex("Phụ lục I", "Phụ lục II"), "(Phụ lục kèm theo)", "(Phụ lục II kèm theo)", 1)},
	{"ANNEX-OF-NUMBER", strings.Replace(withAnnex("Phụ lục"), "(Kèm theo Kế hoạch số", "(Kèm theo Quyết định số", 1), withAnnex("Phụ lục")},
	{"ANNEX-OF-NUMBER", strings.Replace(withAnnex("Phụ lục"), "(Kèm theo Kế hoạch số 05/KH-UBND", "(Kèm theo Kế hoạch số 06/KH-UBND", 1), withAnnex("Phụ lục")},

	{"NUM-PART", good("Phần I", "Nội dung.", "Phần III", "Nội dung"), good("Phần I", "Nội dung.", "Phần II", "Nội dung")},
	{"NUM-CHAPTER", good("Chương I", "Nội dung.", "Chương III", "Nội dung"), good("Chương I", "Nội dung.", "Chương II", "Nội dung")},
	{"NUM-SECTION", good("Mục 1", "Nội dung.", "Mục 3", "Nội dung"), good("Mục 1", "Nội dung.", "Mục 2", "Nội dung")},
	{"FORM-PART", good("Chương 1", "Nội dung"), good("Phần thứ nhất", "Nội dung")},
	{"FORM-SECTION", good("Mục I", "Nội dung"), good("Mục 1", "Nội dung")},
	{"TITLE-GROUP", good("Chương I", "Nội dung."), strings.Replace(good("Chương I", "Nội dung"), piece("both", 28, "", "Nội dung./."), piece("center", 28, "b", "QUY ĐỊNH CHUNG")+piece("both", 28, "", "Nội dung./."), 1)},
	{"FORM-ARTICLE", ruling("Điều 1. Tặng", "Điều 1: Tặng"), ruling()},
	{"FORM-ROMAN", with("II. TỔ CHỨC", "II- TỔ CHỨC"), good(plainText...)},
	{"FORM-CLAUSE", with("2. Triển khai", "2) Triển khai"), good(plainText...)},
	{"FORM-POINT", with("b) Điểm", "b. Điểm"), good(plainText...)},
	{"CASE-ROMAN", with(piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), piece("both", 28, "b", "II. Tổ chức thực hiện")), good(plainText...)},
	{"ITEM-END", good("- Ý một;", "- Ý hai", "- Ý ba.", "Hết"), good("- Ý một;", "- Ý hai;", "- Ý ba.", "Hết")},

	{"CAP-SENTENCE", said("Nâng cao nhận thức. vận động nhân dân."), said("Nâng cao nhận thức v.v. trong cán bộ.")},
	{"CAP-PERSON", said("Tuyên dương ông Nguyễn văn Mẫu."), said("Tuyên dương ông Nguyễn Văn Mẫu và ông Trần có công.")},
	{"CAP-UNIT", said("Các đơn vị thuộc Tỉnh Đồng Nai."), said("Các đơn vị thuộc tỉnh Đồng Nai, Tỉnh ủy Đồng Nai.")},
	{"CAP-HYPHEN", said("Ở tỉnh Đồng-Nai."), said("Ở tỉnh Đồng Nai - Bình Dương.")},
	{"CAP-SPECIAL", said("Các đoàn của thành phố Hồ Chí Minh."), said("Các đoàn của Thành phố Hồ Chí Minh và Thủ đô Hà Nội.")},
	{"CAP-VIETNAM", said("Mặt trận Tổ quốc Việt nam."), said("Mặt trận Tổ quốc Việt Nam.")},
	{"CAP-BODY", said("Phối hợp với Sở nội vụ."), said("Phối hợp với Sở Nội vụ, Bộ luật và bộ phận giúp việc; tại trụ sở Công an tỉnh, với cán bộ Công an xã.")},
	{"CAP-POST", said("Báo cáo đồng chí chủ tịch Ủy ban nhân dân tỉnh."), said("Báo cáo Chủ tịch Ủy ban nhân dân tỉnh; mời nguyên chủ tịch Ủy ban nhân dân tỉnh.")},
	{"CAP-MEDAL", said("Đề nghị tặng huân chương Lao động."), said("Đề nghị tặng Huân chương Lao động; các loại huân chương, huy chương.")},
	{"CAP-KIND", said("Triển khai kế hoạch số 12/KH-BCA."), said("Triển khai Kế hoạch số 12/KH-BCA và các kế hoạch khác.")},
	{"CAP-LAW", said("Thi hành luật Thi đua, khen thưởng theo luật Cư trú."), said("Thi hành Luật Cư trú và pháp luật khác.")},
	{"CAP-ARTICLE", said("Thực hiện theo điều 4 của quy chế."), said("Thực hiện theo Điều 4 của quy chế; theo điều kiện thực tế.")},
	{"CAP-CLAUSE", said("Thực hiện theo Khoản 2 Điều 4."), said("Thực hiện theo khoản 2 Điều 4.")},
	{"CAP-WEEKDAY", said("Họp vào Thứ hai hằng tuần."), said("Họp vào thứ Hai hằng tuần.")},
	{"CAP-TET", said("Phục vụ Tết Nguyên đán."), said("Phục vụ tết Nguyên đán, vui Tết.")},
	{"CAP-EVENT", said("Kỷ niệm Cách mạng tháng tám."), said("Kỷ niệm Cách mạng tháng Tám.")},
	{"CAP-STATE", said("Chủ trương của Đảng, nhà nước."), said("Chủ trương của Đảng, Nhà nước; quản lý nhà nước.")},
	{"CIT-ITEM-ORDER", said("Theo Điều 4 khoản 2 của quy chế."), said("Theo điểm a khoản 2 Điều 4 của quy chế.")},
	{"CIT-LAW-DATE", ruling("Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "Luật Thi đua, khen thưởng;"), ruling()},
	{"FIGURE-COMMA", said("Chi 1,250,000 đồng."), said("Chi 1.250.000 đồng, tăng 1,25 lần.")},
	{"FIGURE-POINT", said("Đạt 97.12%."), said("Đạt 97,12%.")},
	{"FIGURE-UNIT", said("Chi 1.250.000 VNĐ."), said("Chi 1.250.000 đồng; 12 đơn vị.")},
	{"FIELD-ERROR", said("Xem Error! Reference source not found."), said("Xem mục III.")},
	{"PLACEHOLDER", said("Giao [tên đơn vị] thực hiện."), said("Giao Công an tỉnh [PV05] thực hiện.")},
	{"COPY-FORM", with("<w:sectPr>", piece("center", 28, "b", "SAO Y BẢN CHÍNH")+"<w:sectPr>"), with("<w:sectPr>", piece("center", 28, "b", "SAO Y")+"<w:sectPr>")},

	{"CIT-NAME", with("quy định khu dân cư.", "về công tác văn thư và lưu trữ."), good(plainText...)},
	{"CIT-NOT-YET", with("Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an quy định khu dân cư.", "Nghị định số 161/2026/NĐ-CP ngày 15/5/2026 của Chính phủ quy định mức lương cơ sở.", "ngày 05 tháng 02 năm 2026", "ngày 05 tháng 6 năm 2026"), with("Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an quy định khu dân cư.", "Nghị định số 161/2026/NĐ-CP ngày 15/5/2026 của Chính phủ quy định mức lương cơ sở.", "ngày 05 tháng 02 năm 2026", "ngày 01 tháng 7 năm 2026")},
	{"CIT-UNKNOWN", said("Theo Nghị định số 999/2023/NĐ-CP ngày 12/12/2023 của Chính phủ về việc mẫu."), said("Theo Kế hoạch số 12/KH-UBND ngày 12/12/2023 của UBND tỉnh về việc mẫu.")},
	{"CIT-TWINS", said("Thực hiện Chỉ thị số 09-CT/TW và Chỉ thị số 09/CT-UBND."), said("Thực hiện Chỉ thị số 09-CT/TW và Chỉ thị số 10/CT-UBND.")},
	{"CIT-TWO-DATES", said("Kế hoạch số 7/KH-BCA ngày 02/01/2024 về việc mẫu, Kế hoạch số 7/KH-BCA ngày 03/01/2024."), said("Kế hoạch số 7/KH-BCA ngày 02/01/2023 về việc mẫu, Kế hoạch số 7/KH-BCA ngày 03/01/2024 về việc khác.")},
	{"CIT-LAW-FORM", ruling("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;", "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;"), ruling()},
	{"GROUND-RANK", ruling("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "Căn cứ Thông tư số 124/2021/TT-BCA ngày 28 tháng 12 năm 2021 của Bộ Công an quy định khu dân cư;"), ruling()},

	{"SUM", table("STT|Đơn vị|Số", "1|Phòng A|12", "2|Phòng B|13", "Tổng cộng||26"), table("STT|Đơn vị|Số", "1|Phòng A|12", "2|Phòng B|13", "Tổng cộng||25")},
	{"LIST-COUNT", table("STT|Đơn vị|Số giấy", "I. CƠ QUAN|03 đơn vị", "1|Phòng A|12", "2|Phòng B|13"), table("STT|Đơn vị|Số giấy", "I. CƠ QUAN|02 đơn vị", "1|Phòng A|12", "2|Phòng B|13")},
	{"ANNEX-UNCITED", citing("Phụ lục II", "Phụ lục I", "Phụ lục II"), citing("Phụ lục I, II", "Phụ lục I", "Phụ lục II")},
	{"PLACEHOLDER", said("Có 05 hộ [chưa rõ số hộ, kiểm tra lại]."), said("Có 05 hộ [1], (chưa có nhà ở).")},
	{"PLACEHOLDER", said("Có 05 hộ (kiểm tra lại)."), said("Đã kiểm tra lại 05 hộ (cần hỗ trợ).")},
	{"GROUND-TWICE", ruling("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;"), ruling()},
	{"ARTICLE-EMPTY", ruling("Điều 1. Tặng Bằng khen cho 02 tập thể.", "Điều 1."), ruling()},
	{"SUM-LETTERS", said("Chi 493.18O.000 đồng."), said("Chi 493.180.000 đồng, lô O.12.000 m.")},
	{"STRAY", said("Nâng c\u0430o nhận thức."), said("Hệ số α = 2, chữ Кирилл.")},
	{"ANNEX-OF-NUMBER", strings.Replace(withAnnex("Phụ lục"), "số 05/KH-UBND ngày 05 tháng 02", "số ……/KH-CAT ngày …… tháng ……", 1), strings.Replace(withAnnex("Phụ lục"), "số 05/KH-UBND ngày 05 tháng 02", "số ……/KH-UBND ngày …… tháng ……", 1)},
	{"ROW-RATE", table("STT|Đơn vị|Trước|Sau|Tăng", "1|A|10|12|+2", "2|B|10|15|+5", "3|C|20|18|-2", "4|D|30|31|+1", "5|E|40|43|+4"), table("STT|Đơn vị|Trước|Sau|Tăng", "1|A|10|12|+2", "2|B|10|15|+5", "3|C|20|18|-2", "4|D|30|31|+1", "5|E|40|43|+3")},
	{"ROW-SUM", table("STT|Đơn vị|Cả|Nam|Nữ", "1|A|22|12|10", "2|B|25|15|10", "3|C|38|18|20", "4|D|61|31|30", "5|E|82|43|40"), table("STT|Đơn vị|Cả|Nam|Nữ", "1|A|22|12|10", "2|B|25|15|10", "3|C|38|18|20", "4|D|61|31|30", "5|E|83|43|40")},
	{"SUM", table("STT|Đơn vị|Số", "1|Phòng A|12", "2|Phòng B|13", " |Tổng cộng|26"), table("STT|Đơn vị|Số", "1|Phòng A|12", "2|Phòng B|13", " |Tổng cộng|25")},
	{"LIST-NUMBER", table("STT|Đơn vị", "1|Phòng A", "3|Phòng B"), table("STT|Đơn vị", "1|2", "1|Phòng A", "2|Phòng B", "1|Đội C")},
	{"NUM-ROMAN", table("TT|Đơn vị", "I. TẬP THỂ|", "1|Phòng A", "III. CÁ NHÂN|"), table("TT|Đơn vị", "I. TẬP THỂ|", "II. CÁ NHÂN|", "I. TẬP THỂ|")},
	{"LIST-TWICE", table("TT|TẬP THỂ", "I. TẬP THỂ|", "1|Phòng A", "2|Phòng A"), table("TT|TẬP THỂ", "I. TẬP THỂ|", "1|Phòng A", "2|Phòng B")},
	{"MONEY-WORDS", said("Thưởng 7.020.000 đồng (Bảy triệu hai mươi đồng)."), said("Thưởng 7.020.000 đồng (Bảy triệu không trăm hai mươi nghìn đồng).")},
	{"PERCENT", said("Có 709/730 khu dân cư (91,12%) đạt."), said("Có 709/730 khu dân cư (97,12%) đạt.")},
	{"NAME-TWO", said("Khen ông Nguyễn Văn Hòa; giao ông Nguyễn Văn Hoà trình bày."), said("Khen ông Nguyễn Văn Hòa; giao ông Nguyễn Văn Hoa trình bày.")},
	{"TAG-LEFT", said("Giao {ten_don_vi} thực hiện."), said("Số {so_van_ban}, tập { 1 }.")},
	{"TRACKED", with(inkedRun, `<w:ins w:id="1" w:author="A"><w:r><w:t xml:space="preserve"> </w:t></w:r></w:ins>`+inkedRun), good(plainText...)},
	{"TRACKED", with(inkedRun, `<w:del w:id="1" w:author="A"><w:r><w:delText>Bộ Công an</w:delText></w:r></w:del>`+inkedRun), good(plainText...)},
	{"COMMENT-LEFT", with(inkedRun, `<w:r><w:commentReference w:id="0"/></w:r>`+inkedRun), good(plainText...)},
	{"STRUCK", with(inkedRun, `<w:r><w:rPr><w:strike/></w:rPr><w:t>Bộ Công an</w:t></w:r>`+inkedRun), with(inkedRun, `<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve"> </w:t></w:r>`+inkedRun)},
	{"HIGHLIGHT", with(inkedRun, `<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>Bộ Công an</w:t></w:r>`+inkedRun), with(inkedRun, `<w:r><w:rPr><w:highlight w:val="none"/></w:rPr><w:t xml:space="preserve">Bộ Công an</w:t></w:r>`+inkedRun)},
	{"CIT-REGISTER", said("Theo Nghị định số 37/2024/NĐ-CP ngày 30/6/2024 của Chính phủ quy định mức lương cơ sở và chế độ tiền thưởng."), said("Theo Nghị định số 37/2024/NĐ-CP ngày 30/6/2024 của Chính phủ quy định việc khác.")},
	{"HIDDEN", with(inkedRun, `<w:r><w:rPr><w:vanish/></w:rPr><w:t>Bí mật</w:t></w:r>`+inkedRun), with(inkedRun, `<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> </w:t></w:r>`+inkedRun)},
	{"HIDDEN", with("<w:sectPr>", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Bí mật</w:t></w:r></w:p><w:sectPr>`), good(plainText...)},
	{"RECIPIENTS-LEVEL", with(piece("left", 24, "bi", "Nơi nhận:"), piece("left", 24, "", " ")+piece("left", 24, "", " ")+piece("left", 24, "bi", "Nơi nhận:")), with(piece("left", 24, "bi", "Nơi nhận:"), strings.Replace(piece("left", 24, "bi", "Nơi nhận:"), `w:after="0"`, `w:before="120" w:after="0"`, 1))},
	{"DRAFTER-FORM", with(filedLine, filedLine+piece("left", 26, "", "PL.(300)")), with(filedLine, filedLine+piece("left", 22, "", "PL.(300)"))},
	{"CONTACT-FORM", with("<w:sectPr>", piece("left", 28, "", "Địa chỉ: số 1, đường Mẫu; điện thoại: 0251.3822.000")+"<w:sectPr>"), with("<w:sectPr>", overline+piece("left", 22, "", "Địa chỉ: số 1, đường Mẫu; điện thoại: 0251.3822.000")+piece("left", 22, "", "E-mail: vanthu@example.vn")+"<w:sectPr>")},
	{"CONTACT-FORM", with("<w:sectPr>", piece("left", 22, "", "Địa chỉ: số 1, đường Mẫu")+"<w:sectPr>"), good(plainText...)},
	{"ABBREVIATION", said("Giao BTTTT thực hiện."), said("Giao Ban Tuyên truyền (BTTTT) và UBND tỉnh; BTTTT thực hiện Kế hoạch số 12/KH-BTTT, mục II; CHÀO MỪNG KỶ NIỆM; Phòng PV05.")},
	{"PAGE-EMPTY", with("<w:sectPr>", newPage+newPage+piece("both", 28, "", "Hết.")+"<w:sectPr>"), with("<w:sectPr>", newPage+piece("both", 28, "", "Hết.")+"<w:sectPr>")},
	{"BLANK-LINES", with(piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), strings.Repeat(piece("both", 28, "", " "), 3)+piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN")), with(piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), piece("both", 28, "", " ")+piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"))},
}

// letter is the good paper as a công văn with this line of its subject.
func letter(about string) string {
	return with(piece("center", 28, "b", "KẾ HOẠCH")+piece("center", 28, "b", "Phát động phong trào thi đua năm 2026")+ruleLine(2000, 9071), piece("left", 28, "", "Kính gửi: Công an tỉnh."),
		piece("center", 26, "", "Số: 05/KH-UBND"), piece("center", 26, "", "Số: 05/UBND-NC")+piece("center", 24, "", about), "- Bộ Công an;", "- Như trên;")
}

// TestEdges: each rule finds what breaks it and lets what is near its border pass.
func TestEdges(t *testing.T) {
	for _, e := range edges {
		t.Run(e.rule, func(t *testing.T) {
			has := func(r *Report) bool {
				return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Rule == e.rule })
			}
			if r := judge(t, e.broken); !has(r) {
				t.Errorf("not found:%s", told(r))
			}
			if r := judge(t, e.kept); has(r) {
				t.Errorf("found where it is kept:%s", told(r))
			}
		})
	}
}

// TestGoodDecision: a decision in good form has no finding.
func TestGoodDecision(t *testing.T) {
	for name, body := range map[string]string{"decision": ruling(), "letter": letter("V/v đôn đốc gửi báo cáo"), "annexes": withAnnex("Phụ lục I", "Phụ lục II")} {
		if r := judge(t, body); len(r.Findings) > 0 {
			t.Errorf("%s:%s", name, told(r))
		}
	}
}
