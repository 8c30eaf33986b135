package check

import (
	"strings"
	"testing"
)

// TestTold: what a finding says, at which place, and how often.
func TestTold(t *testing.T) {
	base := good(plainText...)
	sw := func(pairs ...string) string { return replaced(t, base, pairs...) }
	last := `<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Công an`
	text := func(list ...string) string { return good(list...) }
	dashed := strings.Replace(ruleLine(900, 3571), `"single"`, `"dashed"`, 1)
	aside := strings.Replace(ruleLine(900, 3571), `w:left="1335" w:right="1335"`, `w:left="1035" w:right="1635"`, 1)
	addressed := func(to ...string) string {
		list := ""
		for _, s := range to {
			list += piece("left", 28, "", s)
		}
		return strings.NewReplacer("KẾ HOẠCH", "TỜ TRÌNH", "05/KH", "05/TTr", "- Bộ Công an;", "- Như trên;", piece("both", 28, "b", "I. MỤC ĐÍCH, YÊU CẦU"), list+piece("both", 28, "b", "I. MỤC ĐÍCH, YÊU CẦU")).Replace(base)
	}
	exact := func(line string) string {
		return strings.ReplaceAll(base, `<w:spacing w:after="120"/>`, `<w:spacing w:after="120" w:line="`+line+`" w:lineRule="exact"/>`)
	}
	aligned := func(to, s string) string {
		return sw(piece("both", 28, "", "a) Điểm thứ nhất;"), strings.Replace(strings.Replace(piece("both", 28, "", "a) Điểm thứ nhất;"), `"both"`, `"`+to+`"`, 1), "a) Điểm thứ nhất;", s, 1))
	}
	long := "Các cơ quan, đơn vị, địa phương tổ chức thực hiện nghiêm túc, báo cáo kết quả về Công an tỉnh để tổng hợp."
	typed := func(ind, begins string) string {
		return sw(piece("both", 28, "", "a) Điểm thứ nhất;"), strings.Replace(strings.Replace(piece("both", 28, "", "a) Điểm thứ nhất;"), `<w:ind w:firstLine="720"/>`, ind, 1), `<w:t xml:space="preserve">`, begins+`<w:t xml:space="preserve">`, 1))
	}
	for _, c := range []struct {
		rule, body string
		want       []string // of each finding of that rule: how its unit begins | what the message says
	}{
		{"SIZE-MIXED", sw(last, strings.Replace(last, "28", "26", 1)), []string{"Công an tỉnh chủ trì thự|13 pt, các đoạn khác 14 pt"}},
		{"INDENT-MIXED", sw(piece("both", 28, "", "a) Điểm thứ nhất;"), strings.Replace(piece("both", 28, "", "a) Điểm thứ nhất;"), "720", "567", 1)), []string{"a) Điểm thứ nhất;|10 mm, các đoạn khác 12 mm"}},
		{"ISSUER-RULE", sw(ruleLine(900, 3571), dashed), []string{"TỈNH ĐỒNG NAI|là nét đứt"}},
		{"ISSUER-RULE", sw(ruleLine(900, 3571), aside), []string{"TỈNH ĐỒNG NAI|lệch khỏi giữa dòng chữ"}},
		{"ISSUER-RULE", sw(ruleLine(900, 3571), piece("center", 24, "", "-------")), []string{"TỈNH ĐỒNG NAI|gõ bằng ký tự"}},
		{"ISSUER-RULE", sw(ruleLine(900, 3571), "", `<w:b/><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">TỈNH ĐỒNG NAI`, `<w:b/><w:sz w:val="24"/><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">TỈNH ĐỒNG NAI`), []string{"TỈNH ĐỒNG NAI|là gạch chân chữ"}},
		{"ISSUER-RULE", sw(ruleLine(900, 3571), ruleLine(300, 3571)), []string{"TỈNH ĐỒNG NAI|dài 15% dòng chữ"}},
		{"ISSUER-RULE", sw(ruleLine(900, 3571), ""), []string{"TỈNH ĐỒNG NAI|không có"}},
		{"MOTTO-RULE", sw(ruleLine(3183, 5500), ruleLine(3800, 5500)), []string{"Độc lập - Tự do - Hạnh p|dài 119% dòng chữ"}},
		{"SUBJECT-RULE", sw(ruleLine(2000, 9071), ruleLine(3600, 9071)), []string{"Phát động phong trào thi|dài 75% dòng chữ"}},
		{"NUMBER-FORM", sw("Số: 05/KH-UBND", "Số: KH-UBND"), []string{"Số: KH-UBND|không theo mẫu “Số: …/…”"}},
		{"NUMBER-FORM", sw("Số: 05/KH-UBND", "Số: 05/KH - UBND"), []string{"Số: 05/KH - UBND|có khoảng trống trong ký hiệu"}},
		{"NUMBER-FORM", sw("Số: 05/KH-UBND", "Số: 05/2026/KH-UBND"), []string{"Số: 05/2026/KH-UBND|ghi năm: chỉ văn bản quy phạm pháp luật mới ghi năm"}},
		{"NUMBER-FORM", sw("Số: 05/KH-UBND", "Số: 05/KH–UBND"), []string{"Số: 05/KH–UBND|phải nối các nhóm chữ bằng dấu “-”"}},
		{"NUMBER-FORM", sw("Số: 05/KH-UBND", "Số: 05/KH-ubnd"), []string{"Số: 05/KH-ubnd|viết sai: chữ in hoa, nối bằng “-”"}},
		{"NUMBER-FORM", sw("Số: 05/KH-UBND", "Số: 9/KH-UBND"), []string{"Số: 9/KH-UBND|nhỏ hơn 10 phải thêm số 0 phía trước"}},
		{"NUMBER-FORM", sw("Số: 05/KH-UBND", "Số 05/KH-UBND"), []string{"Số 05/KH-UBND|thiếu dấu hai chấm sau “Số”"}},
		{"NUMBER-FORM", sw("Số: 05/KH-UBND", "Số: 10/KH-UBND"), nil},
		{"NUMBER-KIND", sw("Số: 05/KH-UBND", "Số: 05/BC-UBND"), []string{"Số: 05/BC-UBND|“BC-UBND” không hợp với tên loại: kế hoạch viết tắt là KH"}},
		{"NUMBER-KIND", strings.Replace(letter("V/v đôn đốc"), "05/UBND-NC", "05/BC-UBND", 1), []string{"Số: 05/BC-UBND|“BC-UBND” có chữ viết tắt của báo cáo, công văn không có"}},
		{"NUMBER-KIND", sw("Số: 05/KH-UBND", "Số: 05/KHLT-UBND"), nil},
		{"DATE-FORM", sw("Đồng Nai, ngày", "Đồng Nai ngày"), []string{"Đồng Nai ngày 05 tháng 0|thiếu dấu phẩy sau địa danh"}},
		{"DATE-FORM", sw("Đồng Nai, ngày", "ngày"), []string{"ngày 05 tháng 02 năm 202|thiếu địa danh"}},
		{"DATE-FORM", sw("Đồng Nai, ngày", "Ngày"), []string{"Ngày 05 tháng 02 năm 202|thiếu địa danh"}},
		{"DATE-FORM", sw("Đồng Nai, ngày", "Đồng Nai, Ngày"), []string{"Đồng Nai, Ngày 05 tháng |viết hoa chữ “ngày”"}},
		{"DATE-FORM", sw("Đồng Nai, ngày 05 tháng", "Đồng Nai, ngày thứ 05 tháng"), []string{"Đồng Nai, ngày thứ 05 th|không theo mẫu"}},
		{"GROUND-END", ruling("Giám đốc Công an tỉnh.", "Giám đốc Công an tỉnh"), []string{"Theo đề nghị của Giám đố|cuối cùng phải kết thúc bằng dấu chấm"}},
		{"GROUND-END", ruling("Giám đốc Công an tỉnh.", "Giám đốc Công an tỉnh;"), []string{"Theo đề nghị của Giám đố|cuối cùng kết thúc bằng dấu chấm phẩy, phải là dấu chấm"}},
		{"GROUND-END", ruling("ngày 15 tháng 6 năm 2022;", "ngày 15 tháng 6 năm 2022."), []string{"Căn cứ Luật Thi đua, khe|phải kết thúc bằng dấu chấm phẩy"}},
		{"TO-FORM", addressed("Kính gửi Bộ Công an."), []string{"Kính gửi Bộ Công an.|thiếu dấu hai chấm hoặc viết sai"}},
		{"TO-FORM", addressed("Kính gửi:", "- Bộ Công an."), []string{"- Bộ Công an.|một nơi thì ghi cùng dòng, không gạch đầu dòng"}},
		{"TO-FORM", addressed("Kính gửi:", "- Bộ Công an.", "- Ủy ban nhân dân tỉnh;"), []string{"- Bộ Công an.|một nơi thì ghi cùng dòng, không gạch đầu dòng"}},
		{"TO-FORM", addressed("Kính gửi:", "- Bộ Công an;", "- Ủy ban nhân dân tỉnh."), nil},
		{"TO-MISSING", addressed(), []string{"Phát động phong trào thi|"}},
		{"RECIPIENTS-FORM", sw("Nơi nhận:", "Nơi nhận"), []string{"Nơi nhận|phải ghi “Nơi nhận:”"}},
		{"RECIPIENTS-FORM", sw("- Bộ Công an;", "Bộ Công an;"), []string{"Bộ Công an;|có dòng không có gạch đầu dòng"}},
		{"RECIPIENTS-FORM", sw("- Lưu: VT, NC.", "- Lưu: VT, NC"), []string{"- Lưu: VT, NC|dòng Lưu không kết thúc bằng dấu chấm"}},
		{"ENDMARK", sw("./.", ""), []string{"Công an tỉnh chủ trì thự|không có"}},
		{"ENDMARK", sw("./.", " ./."), []string{"Công an tỉnh chủ trì thự|có khoảng trống trước"}},
		{"ANNEX-NUMBER", withAnnex("Phụ lục", "Phụ lục II"), []string{"Phụ lục|không có"}},
		{"ANNEX-NUMBER", withAnnex("Phụ lục I", "Phụ lục IV"), []string{"Phụ lục IV|là IV, phải là II"}},
		{"ANNEX-OF-NUMBER", strings.Replace(withAnnex("Phụ lục"), "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05", "(Kèm theo Kế hoạch số 05/KH-UBND ngày 06", 1), []string{"(Kèm theo Kế hoạch số 05|ngày 06 tháng 02 năm 2026, văn bản này ghi ngày 05/02/2026"}},
		{"LINE", exact("200"), []string{"1. Nâng cao nhận thức củ|đúng 10 pt", "a) Điểm thứ nhất;|đúng 10 pt", "b) Điểm thứ hai.|đúng 10 pt", "2. Triển khai Thông tư s|đúng 10 pt", "Công an tỉnh chủ trì thự|đúng 10 pt"}},
		{"LINE", exact("280"), nil},
		{"LINE", exact("532"), nil},
		{"LINE", exact("540"), []string{"1. Nâng cao nhận thức củ|đúng 27 pt", "a) Điểm thứ nhất;|đúng 27 pt", "b) Điểm thứ hai.|đúng 27 pt", "2. Triển khai Thông tư s|đúng 27 pt", "Công an tỉnh chủ trì thự|đúng 27 pt"}},
		{"LINE", sw(`<w:p><w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">KẾ HOẠCH`, `<w:p><w:pPr><w:spacing w:after="0" w:line="220" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">KẾ HOẠCH`), []string{"KẾ HOẠCH|0,92 dòng"}},
		{"HEAD-GAP", sw(piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), strings.Replace(piece("center", 24, "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), `w:after="0"`, `w:after="0" w:line="360" w:lineRule="auto"`, 1)), []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨ|1,50 dòng"}},
		{"BOLD", sw(piece("left", 22, "", "- Bộ Công an;"), piece("left", 22, "b", "- Bộ Công an;")), []string{"- Bộ Công an;|đậm ở danh sách nơi nhận: chữ không đậm"}},
		{"BOLD", sw(piece("center", 28, "b", "KẾ HOẠCH"), piece("center", 28, "", "KẾ HOẠCH")), []string{"KẾ HOẠCH|không đậm ở tên loại: chữ in đậm"}},
		{"BOLD", ruling(piece("both", 28, "b", "Điều 2. Thi hành./."), piece("both", 28, "", "Điều 2. Thi hành./.")), []string{"Điều 2. Thi hành./.|không đậm ở “Điều”: số thứ tự và tiêu đề của điều in đậm"}},
		{"ITALIC", sw(piece("center", 28, "b", "KẾ HOẠCH"), piece("center", 28, "bi", "KẾ HOẠCH")), []string{"KẾ HOẠCH|nghiêng ở tên loại: chữ in đứng"}},
		{"ITALIC", sw(piece("left", 24, "bi", "Nơi nhận:"), piece("left", 24, "b", "Nơi nhận:")), []string{"Nơi nhận:|đứng ở Nơi nhận: chữ in nghiêng"}},
		{"SIZE", sw(piece("left", 24, "bi", "Nơi nhận:"), piece("left", 26, "bi", "Nơi nhận:")), []string{"Nơi nhận:|13 pt ở Nơi nhận: cỡ 12"}},
		{"SIZE", sw(piece("center", 28, "b", "KẾ HOẠCH"), piece("center", 30, "b", "KẾ HOẠCH")), []string{"KẾ HOẠCH|15 pt ở tên loại: cỡ 13–14"}},
		{"SIZE", sw("Công an tỉnh chủ trì", `Công an tỉnh</w:t></w:r><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>(1)</w:t></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve"> chủ trì`), nil},
		{"ALIGN", aligned("left", long), []string{"Các cơ quan|trái ở"}},
		{"ALIGN", aligned("left", "Một dòng."), nil},
		{"ALIGN", aligned("right", "Một dòng."), []string{"Một dòng.|phải ở"}},
		{"ALIGN", aligned("center", "Một dòng."), []string{"Một dòng.|giữa ở"}},
		{"ALIGN", aligned("right", "(Số liệu đến hết tháng 01)"), nil},
		{"ALIGN", aligned("center", "Bảng 1. Kết quả"), nil},
		{"ALIGN", aligned("right", "Đơn vị tính: vụ"), nil},
		{"ALIGN", aligned("center", "Bảngn 1. Kết quả"), []string{"Bảngn 1|giữa ở"}},
		{"ALIGN", sw(piece("left", 24, "bi", "Nơi nhận:"), piece("right", 24, "bi", "Nơi nhận:")), []string{"Nơi nhận:|phải ở Nơi nhận: căn trái"}},
		{"ALIGN", sw(piece("left", 24, "bi", "Nơi nhận:"), strings.Replace(piece("left", 24, "bi", "Nơi nhận:"), `"left"`, `"both"`, 1)), nil},
		{"INDENT", typed("", ""), []string{"a) Điểm thứ nhất;|lùi 0 mm"}},
		{"INDENT", typed("", "<w:tab/>"), nil},
		{"INDENT", typed("", "<w:t>\u00a0</w:t>"), nil},
		{"INDENT", typed(`<w:ind w:left="400" w:firstLine="320"/>`, ""), nil},
		{"INDENT", typed(`<w:ind w:firstLine="1000"/>`, ""), nil},
		{"INDENT", typed(`<w:ind w:firstLine="480"/>`, ""), []string{"a) Điểm thứ nhất;|lùi 8,5 mm"}},
		{"LINE", sw(strings.TrimSuffix(piece("both", 28, "", "a) Điểm thứ nhất;"), "</w:p>"), strings.Replace(strings.TrimSuffix(piece("both", 28, "", "a) Điểm thứ nhất;"), "</w:p>"), `w:after="120"`, `w:after="120" w:line="480" w:lineRule="auto"`, 1)), []string{"a) Điểm|2,00 dòng"}},
		{"LINE", sw(strings.TrimSuffix(piece("both", 28, "", "a) Điểm thứ nhất;"), "</w:p>"), strings.Replace(strings.TrimSuffix(piece("both", 28, "", "a) Điểm thứ nhất;"), "</w:p>"), `w:after="120"`, `w:after="120" w:line="216" w:lineRule="auto"`, 1)), []string{"a) Điểm|0,90 dòng"}},
		{"HEAD-GAP", sw(piece("center", 28, "b", "Phát động phong trào thi đua năm 2026"), strings.Replace(piece("center", 28, "b", "Phát động phong trào"), `w:after="0"`, `w:after="200"`, 1)+piece("center", 28, "b", "thi đua năm 2026")), []string{"Phát động phong trào|10 pt"}},
		{"HEAD-GAP", sw(piece("center", 28, "b", "KẾ HOẠCH"), strings.Replace(piece("center", 28, "b", "KẾ HOẠCH"), `w:after="0"`, `w:after="200"`, 1)), nil},
		{"HEAD-GAP", sw(piece("center", 28, "b", "Phát động phong trào thi đua năm 2026"), strings.Replace(piece("center", 28, "b", "Phát động phong trào thi đua năm 2026"), `w:after="0"`, `w:after="200"`, 1)), nil},
		{"HEAD-GAP", sw(piece("left", 22, "", "- Bộ Công an;"), strings.Replace(piece("left", 22, "", "- Bộ Công an;"), `w:after="0"`, `w:after="200"`, 1)), []string{"- Bộ Công an;|10 pt"}},
		{"CIT-TITLE", strings.Replace(withAnnex("Phụ lục"), "<w:sectPr>", piece("both", 28, "", "Theo Kế hoạch số 7/KH-UBND ngày 02/01/2026 của UBND tỉnh.")+"<w:sectPr>", 1), nil},
		{"MOTTO-MISSING", sw("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", " "), []string{"ỦY BAN NHÂN DÂN|Quốc hiệu “CỘNG HÒA", "ỦY BAN NHÂN DÂN|Tiêu ngữ “Độc lập"}},
		{"CIT-LAW-FORM", ruling("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;", "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;"),
			[]string{"Căn cứ Luật Tổ chức|“Căn cứ Luật Tổ chức chính quyền địa phương số 72/2…”, “Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 n…”."}},
		{"GROUND-RANK", ruling("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "Căn cứ Thông tư số 124/2021/TT-BCA ngày 28 tháng 12 năm 2021 của Bộ Công an quy định khu dân cư;"), []string{"Căn cứ Nghị định số 30|“Căn cứ Nghị định số"}},
		{"GROUND-RANK", ruling("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "Căn cứ Quyết định số 12/2021/QĐ-UBND ngày 28 tháng 12 năm 2021 của Ủy ban nhân dân tỉnh về việc mẫu;"), nil},
		{"CIT-NAME", said("Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác lưu trữ, hành chính."), []string{"1. Theo|Nghị định 30/2020/NĐ-CP “về công tác lưu trữ, hành chính.”, trong sổ là “về công tác văn thư”"}},
		{"CIT-NAME", said("Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư, hành chính."), nil},
		{"CIT-UNKNOWN", said("Theo Nghị định số 999/2023/NĐ-CP, Thông tư số 998/2023/TT-BXX, Quyết định số 997/QĐ-TTg, Chỉ thị số 996-CT/TW, Kế hoạch số 1/KH-BCA, Quyết định số 2/2023/QĐ-UBND."),
			[]string{"1. Theo|: Nghị định 999/2023/NĐ-CP; Thông tư 998/2023/TT-BXX; Quyết định 997/QĐ-TTg; Chỉ thị 996-CT/TW."}},
		{"CIT-TWINS", said("Theo Chỉ thị số 09-CT/TW, Chỉ thị số 09/CT-UBND, Chỉ thị số 09/CT-UBND."), []string{"1. Theo|Chỉ thị 09-CT/TW và Chỉ thị 09/CT-UBND"}},
		{"CIT-TWINS", said("Theo Chỉ thị số 09/CT-UBND, Chỉ thị số 09-CT/TW."), []string{"1. Theo|Chỉ thị 09/CT-UBND và Chỉ thị 09-CT/TW"}},
		{"SIZE-RATIO", sw(piece("center", 26, "i", "Đồng Nai, ngày 05 tháng 02 năm 2026"), piece("center", 28, "i", "Đồng Nai, ngày 05 tháng 02 năm 2026")), []string{"Đồng Nai, ngày 05 tháng |Tiêu ngữ 13 pt, địa danh 14 pt"}},
		{"INDENT", sw(`<w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>`+last, `<w:ind w:firstLine="1000"/><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>`+last), []string{"Công an tỉnh chủ trì thự|lùi 17,6 mm"}},
		{"GAP", sw(strings.TrimSuffix(piece("both", 28, "", "a) Điểm thứ nhất;"), "</w:p>"), strings.Replace(strings.TrimSuffix(piece("both", 28, "", "a) Điểm thứ nhất;"), "</w:p>"), `w:after="120"`, `w:after="60"`, 1)), []string{"b) Điểm thứ hai.|3 pt"}},
		{"GAP", sw(piece("both", 28, "", "a) Điểm thứ nhất;")+piece("both", 28, "", "b) Điểm thứ hai."), strings.ReplaceAll(piece("both", 28, "", "a) Điểm thứ nhất;"), `w:after="120"`, `w:after="60"`)+strings.ReplaceAll(piece("both", 28, "", "b) Điểm thứ hai."), `w:after="120"`, `w:before="120"`)), []string{"2. Triển khai Thông tư s|0 pt"}},
		{"MARGIN", sw(`w:top="1134" w:right="1134"`, `w:top="1000" w:right="1300"`), []string{"ỦY BAN NHÂN DÂN|trên 17,6 mm (20–25 mm), phải 22,9 mm (15–20 mm)"}},
		{"PAGE-SIZE", sw(`w:w="11906" w:h="16838"`, `w:w="11906" w:h="16780"`), []string{"ỦY BAN NHÂN DÂN|210 × 296 mm"}},
		{"FONT", strings.Replace(strings.Replace(base, "Times New Roman\"/><w:sz", "Arial\"/><w:sz", 2), "Times New Roman\"/><w:b/><w:sz", "Arial\"/><w:b/><w:sz", 1), []string{"ỦY BAN NHÂN DÂN|Arial (3 chỗ)"}},
		{"COLOR", sw(last, `<w:color w:val="0000FF"/>`+last), []string{"Công an tỉnh chủ trì thự|0000FF"}},
		{"DRAFTER-FORM", sw(filedLine, filedLine+piece("left", 22, "i", "PL.(300)")), []string{"PL.(300)|chữ nghiêng"}},
		{"CONTACT-FORM", sw("<w:sectPr>", overline+piece("left", 26, "", "Địa chỉ: số 1, đường Mẫu; điện thoại: 0251.3822.000")+"<w:sectPr>"), []string{"Địa chỉ: số 1, đường Mẫu|cỡ 13 pt"}},
		{"RECIPIENTS-LEVEL", sw(piece("left", 24, "bi", "Nơi nhận:"), piece("left", 24, "", " ")+piece("left", 24, "", " ")+piece("left", 24, "bi", "Nơi nhận:")), []string{"Nơi nhận:|thấp hơn 9,1 mm"}},
		{"RECIPIENTS-LEVEL", sw(piece("center", 28, "b", "TM. ỦY BAN NHÂN DÂN"), piece("center", 28, "", " ")+piece("center", 28, "", " ")+piece("center", 28, "b", "TM. ỦY BAN NHÂN DÂN")), []string{"Nơi nhận:|cao hơn 12 mm"}},
		{"CIT-REGISTER", sw("ngày 28/12/2021 của Bộ Công an", "ngày 28/12/2021 của Bộ Nội vụ"), []string{"2. Triển khai Thông tư s|Thông tư 124/2021/TT-BCA ghi của Bộ Nội vụ, cơ quan ban hành là Bộ Công an"}},
		{"CIT-REGISTER", sw("28/12/2021", "05/03/2021"), []string{"2. Triển khai Thông tư s|Thông tư 124/2021/TT-BCA ghi ngày 05/03/2021, ngày đúng là 28/12/2021"}},
		{"CIT-REPEALED", said("Theo Nghị định số 98/2023/NĐ-CP."), []string{"1. Theo Nghị định số 98/|Nghị định 98/2023/NĐ-CP hết hiệu lực từ 01/7/2025, thay bằng Nghị định số 152/2025/NĐ-CP"}},
		{"CIT-WEEKEND", said("Theo Kết luận số 386-KL/TU ngày 25/6/2022 của Tỉnh ủy."), []string{"1. Theo Kết luận số 386-|Kết luận 386-KL/TU, ngày 25/6/2022 là thứ Bảy"}},
		{"CIT-WEEKEND", said("Theo Kết luận số 386-KL/TU ngày 26/6/2022 của Tỉnh ủy."), []string{"1. Theo Kết luận số 386-|Kết luận 386-KL/TU, ngày 26/6/2022 là Chủ nhật"}},
		{"DATE-WEEKEND", sw("ngày 05 tháng 02", "ngày 08 tháng 02"), []string{"Đồng Nai, ngày 08 tháng |08/02/2026, Chủ nhật"}},
		{"LEXICON", sw("TỈNH ĐỒNG NAI", "TỈNH ĐÔNG NAI"), []string{"TỈNH ĐÔNG NAI|“TỈNH ĐÔNG NAI”, phải là “TỈNH ĐỒNG NAI”"}},
		{"LEXICON", said("Xây dựng thé trận."), []string{"1. Xây dựng thé trận.|“thé trận”, phải là “thế trận”"}},
		{"LEXICON", sw("Đồng Nai, ngày", "Đông Nai, ngày"), []string{"Đông Nai, ngày 05 tháng |“Đông Nai”, phải là “Đồng Nai”"}},
		{"TERM", said("Theo UBND huyện Lộc Ninh."), []string{"1. Theo UBND huyện Lộc N|“UBND huyện”: không còn đơn vị hành chính cấp huyện và thị trấn từ 01/7/2025"}},
		{"ONE-FORM", said("Bảo đảm, bảo đảm và đảm bảo."), []string{"1. Bảo đảm, bảo đảm và đ|“đảm bảo”, “bảo đảm” (1 và 1 lần)"}},
		{"ONE-FORM", text("1. Phải bảo đảm an ninh.", "2. Phải đảm bảo, đảm bảo", "Hết"), []string{"1. Phải bảo đảm an ninh.|“đảm bảo”, “bảo đảm” (2 và 1 lần)"}},
		{"ONE-FORM", text("1. Phải bảo đảm, bảo đảm.", "2. Phải đảm bảo an ninh", "Hết"), []string{"2. Phải đảm bảo an ninh|“đảm bảo”, “bảo đảm” (1 và 2 lần)"}},
		{"DATE-STYLE", said("Trước ngày 20/11/2026 và 20 tháng 11 năm 2026."), []string{"1. Trước ngày 20/11/2026|lời văn: “20/11/2026”, “20 tháng 11 năm 2026” (2 và 1 lần)"}},
		{"DATE-STYLE", text("1. Trước ngày 20 tháng 11 năm 2026.", "2. Trước ngày 20/11/2026, 21/11/2026.", "Hết"), []string{"1. Trước ngày 20 tháng 1|lời văn: “20/11/2026”, “20 tháng 11 năm 2026” (2 và 1 lần)"}},
		{"DATE-STYLE", text("1. Trước ngày 20/11/2026.", "2. Trước 20 tháng 11 năm 2026, 21 tháng 11 năm 2026.", "Hết"), []string{"1. Trước ngày 20/11/2026|lời văn: “20/11/2026”, “20 tháng 11 năm 2026” (1 và 2 lần)"}},
		{"DATE-ZERO", said("Ngày 5 tháng 03."), []string{"1. Ngày 5 tháng 03.|Ngày 5 tháng 03”, phải là “ngày 05 tháng 3”"}},
		{"DATE-ZERO-SHORT", said("Ngày 5/03/2026."), []string{"1. Ngày 5/03/2026.|5/03/2026”, nên là “05/3/2026”"}},
		{"DATE-ZERO-SHORT", table("STT|Ngày", "1|5/03/2026"), nil},
		{"DATE-VALID", said("Ngày 31/4/2026, ngày 30 tháng 02."), []string{"1. Ngày 31/4/2026, ngày |ngày 30 tháng 02", "1. Ngày 31/4/2026, ngày |31/4/2026"}},
		{"LIST-NUMBER", table("STT|Đơn vị", "1|Phòng A", "3|Phòng B", "STT|Đơn vị", "4|Phòng C"), []string{"3|sau 1 là 3"}},
		{"PERCENT", said("Có 709/730 khu dân cư (97,13%), 1/3 (33,4%), 05/10 người (51%) đạt."), []string{"1. Có 709/730 khu dân cư|05/10 là 50,00%, văn bản ghi 51%"}},
		{"NAME-TWO", said("Khen ông Nguyễn Văn Hòa; giao ông Nguyễn Văn Hoà."), []string{"1. Khen ông Nguyễn Văn H|“Nguyễn Văn Hòa”, “Nguyễn Văn Hoà”"}},
		{"QUOTE-FORM", said(`Phong trào "A" và "B".`), []string{"1. Phong trào \"A\" và \"B\"|\"A\""}},
		{"QUOTE", said(`Phong trào "A và B.`), []string{"1. Phong trào \"A và B.|kép không đủ cặp (\")"}},
		{"QUOTE", said("Phong trào (A và B."), []string{"1. Phong trào (A và B.|đơn không đủ cặp"}},
		{"QUOTE", good("1. Nâng cao (nhận thức", "của cán bộ) và Nhân dân", "Hết"), nil},
		{"SPACE", said("Nâng cao  nhận thức ,của cán bộ."), []string{"1. Nâng cao nhận thức ,c|Thừa khoảng trống ở “1. Nâng cao  nhận thức ,củ”", "1. Nâng cao nhận thức ,c|Có khoảng trống trước dấu câu ở “ao  nhận thức ,của cán bộ.”"}},
		{"SPACE", said("Nâng cao ( nhận thức)."), []string{"1. Nâng cao ( nhận thức)|Có khoảng trống sát bên trong dấu ngoặc ở “1. Nâng cao ( nhận thức).”"}},
		{"WORD-TWICE", said("Ở địa phương, địa phương, của của, công an công an tỉnh."), []string{"1. Ở địa phương, địa phư|của của", "1. Ở địa phương, địa phư|công an công an"}},
		{"LINE-SPLIT", good("Thực hiện Kế hoạch ngày", "21/10/2022 của Công an tỉnh", "Hết"), []string{"Thực hiện Kế hoạch ngày|c hiện Kế hoạch ngày ⏎ 21/10/2022 của Công…"}},
		{"NUM-ROMAN", table("TT|Đơn vị", "I. TẬP THỂ|", "1|Phòng A", "III. CÁ NHÂN|"), []string{"III. CÁ NHÂN|là III, phải là II"}},
		{"NUM-ROMAN", sw("II. TỔ CHỨC", "IV. TỔ CHỨC"), []string{"IV. TỔ CHỨC THỰC HIỆN|là IV, phải là II"}},
		{"NUM-CLAUSE", sw("2. Triển khai", "4. Triển khai"), []string{"4. Triển khai Thông tư s|là 4, phải là 2"}},
		{"NUM-CLAUSE", good("1. Một.", "1.1. Một một.", "1.3. Một ba.", "Hết"), []string{"1.3. Một ba.|là 1.3, phải là 1.2"}},
		{"NUM-POINT", sw("b) Điểm", "đ) Điểm"), []string{"đ) Điểm thứ hai.|là đ), phải là b)"}},
		{"NUM-ARTICLE", as("QUYẾT ĐỊNH", "QĐ", articles...), []string{"Điều 3. Thi hành./.|là 3, phải là 2"}},
		{"LEVEL-FORM", sw(piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), piece("both", 28, "", "II. TỔ CHỨC THỰC HIỆN")+piece("both", 28, "b", "III. KINH PHÍ")), []string{"II. TỔ CHỨC THỰC HIỆN|chữ không đậm"}},
		{"CASE-ROMAN", good("I. MỤC ĐÍCH", "II. Tổ chức", "III. Kinh phí", "Hết"), []string{"I. MỤC ĐÍCH|I. MỤC ĐÍCH"}},
		{"ABBREVIATION", said("Giao BTTTT, HTXX, BTTTT thực hiện."), []string{"1. Giao BTTTT, HTXX, BTT|BTTTT"}},
		{"NUM-CHAPTER", good("Chương I", "Nội dung.", "Chương IV", "Nội dung"), []string{"Chương IV|là IV, đứng sau 1"}},
		{"NUM-PART", good("Phần thứ nhất", "Nội dung.", "Phần thứ mười", "Nội dung"), []string{"Phần thứ mười|là thứ mười, đứng sau 1"}},
		{"NUM-SECTION", good("Chương I", "Mục 1", "Nội dung.", "Chương II", "Mục 1", "Nội dung.", "Mục 3", "Nội dung"), []string{"Mục 3|là 3, đứng sau 1"}},
		{"TITLE-GROUP", good("Chương I", "Nội dung.", "Chương II", "Nội dung"), []string{"Chương I|Chương I", "Chương II|Chương II"}},
		{"TITLE-GROUP", strings.Replace(annexed("Phụ lục"), "<w:sectPr>", piece("both", 28, "b", "Điều 1. Phạm vi")+piece("center", 28, "b", "Chương I")+"<w:sectPr>", 1), []string{"Chương I|Chương I"}},
		{"COMMENT-LEFT", sw(inkedRun, `<w:r><w:commentReference w:id="0"/></w:r><w:r><w:commentReference w:id="1"/></w:r>`+inkedRun), []string{"Công an tỉnh chủ trì thự| (2 chỗ)"}},
		{"TRACKED", sw(inkedRun, `<w:ins w:id="1" w:author="A"><w:r><w:t xml:space="preserve"> </w:t></w:r></w:ins>`+inkedRun), []string{"Công an tỉnh chủ trì thự|"}},
		{"PAGE-EMPTY", sw("<w:sectPr>", newPage+newPage+piece("both", 28, "", "Hết.")+"<w:sectPr>"), []string{"|2"}},
		{"BLANK-LINES", sw(piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN"), strings.Repeat(piece("both", 28, "", " "), 3)+piece("both", 28, "b", "II. TỔ CHỨC THỰC HIỆN")), []string{"II. TỔ CHỨC THỰC HIỆN|"}},
		{"SIGN-TITLE", sw("Trần Thị Ví Dụ", "TS. Trần Thị Ví Dụ"), []string{"TS. Trần Thị Ví Dụ|TS."}},
		{"SIGN-HEAD", sw("KT. CHỦ TỊCH", " ", "PHÓ CHỦ TỊCH", " "), []string{"TM. ỦY BAN NHÂN DÂN|TM. ỦY BAN NHÂN DÂN"}},
		{"SIGN-AUTHORITY", ruling("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI", "ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI"), []string{"KT. CHỦ TỊCH|“ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI” quyết định mà ký “KT. CHỦ TỊCH”"}},
		{"SIGN-AUTHORITY", ruling("KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"), []string{"TM. ỦY BAN NHÂN DÂN|“CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI” quyết định mà ký “TM. ỦY BAN NHÂN DÂN”"}},
		{"ENDMARK-TWICE", said("Nâng cao nhận thức của cán bộ, công chức./."), []string{"1. Nâng cao nhận thức củ|cán bộ, công chức./."}},
		{"ANNEX-CITED", strings.Replace(withAnnex("Phụ lục I", "Phụ lục II"), "(Phụ lục kèm theo)", "(Phụ lục III kèm theo)", 1), []string{"1. Nâng cao nhận thức củ|Phụ lục III"}},
		{"UNRECOGNISED", piece("both", 28, "", "Một đoạn văn bản."), []string{"Một đoạn văn bản.|"}},
		{"DATE-PLACE", sw("Đồng Nai, ngày", "Bình Dương, ngày"), []string{"Bình Dương, ngày 05 thán|là “Bình Dương”, cơ quan ban hành ở ĐỒNG NAI"}},
		{"NUMBER-AGENCY", sw("05/KH-UBND", "05/KH-SNV"), []string{"Số: 05/KH-SNV|“KH-SNV” không có “UBND” của ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI"}},
		{"PAGENO-MISSING", ofLength(30), []string{"|2"}},
		{"STRAY", said("Nâng cao\u200b nhận\ufeff thức."), []string{"1. Nâng cao nhận thức.|U+200B"}},
		{"NFC", said("Nâng cao nh\u00e2\u0323n thức."), []string{"1. Nâng cao nhận thức.|"}},
		{"UNDERLINE", sw(last, `<w:u w:val="single"/>`+last), []string{"Công an tỉnh chủ trì thự|"}},
	} {
		r := judge(t, c.body)
		var got []string
		ok := true
		for _, f := range r.Findings {
			if f.Rule != c.rule {
				continue
			}
			if n := len(got); n < len(c.want) {
				at, what, _ := strings.Cut(c.want[n], "|")
				ok = ok && strings.HasPrefix(f.Text, at) && strings.Contains(f.Message, what)
			}
			got = append(got, f.Text+"|"+f.Message)
		}
		if !ok || len(got) != len(c.want) {
			t.Errorf("%s: %q\nwant %q", c.rule, got, c.want)
		}
	}
}
