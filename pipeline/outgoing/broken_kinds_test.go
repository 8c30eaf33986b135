package outgoing

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

var bodyParagraph = regexp.MustCompile(`(?s)<w:p[ >].*?</w:p>`)

// paragraphOut takes out the first paragraph that holds some words.
func paragraphOut(holds string) editing {
	return func(t *testing.T, body string) string {
		for _, p := range bodyParagraph.FindAllString(body, -1) {
			if strings.Contains(p, holds) || strings.Contains(p, unbroken(holds)) {
				return strings.Replace(body, p, "", 1)
			}
		}
		t.Fatalf("no paragraph holds %q", holds)
		return ""
	}
}

// breakage is one way in which a person breaks a paper.
type breakage struct {
	name string
	with editing
	want []string // rule: part of the message
}

// Whatever paper a person breaks, in however many ways at once, each is told, with its place:
// decision, proposal, year-end report, plan.
func TestBrokenPapersAreTold(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	docs := map[string]*archive.Document{
		"decision": award(t, p, "2025-01-14"),
		"proposal": kept(t, p, "to-trinh-khen-thuong", map[string]string{"nam": "2024", "dot": "tong-ket"}),
		"plan":     kept(t, p, "ke-hoach", map[string]string{"nam": "2024"}),
		"report":   kept(t, p, "bao-cao-tong-ket", map[string]string{"nam": "2024"}),
	}
	for _, c := range []struct {
		kind string
		ways []breakage
	}{
		{"decision", []breakage{
			{"a law that another one replaced", texts("Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003"), []string{"BASIS: ngày 15 tháng 6 năm 2022", "FIGURE-EDITED: 2003"}},
			{"the day of a basis", texts("31 tháng 12 năm 2023", "30 tháng 12 năm 2023"), []string{"CIT-REGISTER: ngày đúng là 31/12/2023", "BASIS: 98/2023/NĐ-CP"}},
			{"who proposes", texts("Giám đốc Công an tỉnh tại Tờ trình", "Phó Giám đốc Công an tỉnh tại Tờ trình"), []string{"BASIS: “Giám đốc Công an tỉnh”, người đề nghị"}},
			{"the way to its list", texts(" (có Danh sách kèm theo)", ""), []string{"ANNEX-REF: không dẫn tới"}},
			{"the end", texts("thi hành./.", "thi hành."), []string{"ENDMARK: ./."}},
			{"the motto", texts("Độc lập - Tự do - Hạnh phúc", "Độc lập, Tự do, Hạnh phúc"), []string{"MOTTO-TEXT: Độc lập - Tự do - Hạnh phúc"}},
			{"the province in the head", texts("TỈNH BÌNH PHƯỚC", "TỈNH BÌNH DƯƠNG"), []string{"DATE-PLACE: Bình Phước", "AUTHORITY-ISSUER: không có tên cơ quan"}},
			{"for whom the deputy signs", texts(">CHỦ TỊCH<", ">KT. CHỦ TỊCH<"), []string{"SIGN-HEAD: KT. CHỦ TỊCH"}},
			{"what award it is", texts("Tặng Bằng khen của", "Tặng Giấy khen của"), []string{"AWARD-FORM: “Tặng Giấy khen”", "DATA-DIFFERS: “Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh”"}},
			{"who pays", texts("Quỹ thi đua, khen thưởng tỉnh", "ngân sách xã"), []string{"FUND: không ghi chi từ Quỹ"}},
			{"the words of a sum", texts(" (Bảy triệu không trăm hai mươi nghìn đồng)", ""), []string{"MONEY-WORDS: Số tiền 7.020.000 đồng không viết bằng chữ"}},
			{"the unit of one", listRow("Hoàng Văn Đức<", func(row string) string { return strings.Replace(row, "Bù Đăng", "Bù Đốp", 1) }), []string{"DATA-DIFFERS: “Đội trưởng, Công an huyện Bù Đăng” thành “Đội trưởng, Công an huyện Bù Đốp”"}},
			{"what its list belongs to", texts("(Kèm theo Quyết định số", "(Kèm theo Tờ trình số"), []string{"ANNEX-OF-NUMBER: “Tờ trình”, văn bản này là quyết định"}},
			{"the number of a decree", texts("Nghị định số 73/2024/NĐ-CP", "Nghị định số 37/2024/NĐ-CP"), []string{"CIT-REGISTER: có số 73/2024/NĐ-CP"}},
			{"a name struck out", listRow("Phạm Văn Ấn<", func(row string) string {
				return strings.Replace(row, `<w:r><w:t xml:space="preserve">Đại úy`, `<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">Đại úy`, 1)
			}), []string{"STRUCK: gạch ngang"}},
			{"two names that changed places", func(_ *testing.T, body string) string {
				const a, b = "Thiếu tá Trần Thị Ánh<", "Đại úy Lê Ân<"
				return strings.Replace(strings.Replace(strings.Replace(body, a, "@", 1), b, a, 1), "@", b, 1)
			}, []string{"DATA-DIFFERS: “Thiếu tá Trần Thị Ánh” thành “Đại úy Lê Ân”", "DATA-DIFFERS: “Đại úy Lê Ân” thành “Thiếu tá Trần Thị Ánh”"}},
			{"a recipient out", paragraphOut("LĐVP"), []string{"DATA-DIFFERS: Nơi nhận có trong số liệu, văn bản không còn: LĐVP, PNC"}},
			{"a number of an article twice", texts("Điều 3. ", "Điều 2. "), []string{"NUM-ARTICLE: là 2, phải là 3", "ARTICLE-LAST: điều cuối của văn bản là Điều 2"}},
			{"the head of a group out", listRow("II. CÁ NHÂN", func(string) string { return "" }), []string{"LIST-HEADING: “CÁ NHÂN”: từ số 39, “Đại úy Nguyễn Văn An”, là cá nhân mà đứng ở dưới mục “TẬP THỂ”"}},
		}},
		{"decision", []breakage{
			{"the year of a basis", texts("31 tháng 12 năm 2023", "31 tháng 12 năm 2024"), []string{"CIT-YEAR: 98/2023/NĐ-CP"}},
			{"an article out", paragraphOut("Điều 2"), []string{"NUM-ARTICLE: là 3, phải là 2", "FIGURE-EDITED: 493.180.000"}},
			{"the word that it decides", paragraphOut("QUYẾT ĐỊNH:"), []string{"ENACTING-MISSING: QUYẾT ĐỊNH:"}},
			{"whose power", paragraphOut("CHỦ TỊCH ỦY BAN"), []string{"AUTHORITY-MISSING: thẩm quyền"}},
			{"what is filed out", paragraphOut("Lưu"), []string{"FILED-MISSING: Lưu"}},
		}},
		{"decision", []breakage{
			{"the post of who signs", texts(">CHỦ TỊCH<", ">KT. CHỦ TỊCH</w:t><w:br/><w:t>PHÓ CHỦ TỊCH<"), []string{"BASIS: Trần Văn Mẫu ký “KT. CHỦ TỊCH PHÓ CHỦ TỊCH”, theo số liệu là “CHỦ TỊCH”"}},
			{"a basis twice", func(t *testing.T, body string) string {
				for _, p := range bodyParagraph.FindAllString(body, -1) {
					if strings.Contains(p, "Căn cứ Luật Thi đua, khen thưởng") {
						return strings.Replace(body, p, p+p, 1)
					}
				}
				return body
			}, []string{"GROUND-TWICE: Căn cứ Luật Thi đua, khen thưởng"}},
			{"a group out of the title of its list", texts(", HỘ GIA ĐÌNH<", "<"), []string{"LIST-COUNT: Tên danh sách không nêu hộ gia đình, danh sách có 03"}},
			{"what a household gets", texts("; mỗi hộ gia đình 5.270.000 đồng (Năm triệu hai trăm bảy mươi nghìn đồng)", ""), []string{"MONEY: không ghi mức thưởng của mỗi hộ gia đình"}},
			{"a recipient whom the list names too", paragraphOut("- Công an tỉnh;"), []string{"DATA-DIFFERS: Nơi nhận có trong số liệu, văn bản không còn: Công an tỉnh;"}},
			{"the name of the movement", texts("“Toàn dân bảo vệ an ninh Tổ quốc” năm 2024 (có", "“Vì an ninh Tổ quốc” năm 2024 (có"), []string{"DATA-DIFFERS: bớt “Toàn dân bảo vệ an ninh Tổ quốc”"}},
			{"a letter of another script", listRow("Kiều Anh Vũ", func(row string) string { return strings.Replace(row, "Anh Vũ", "\u0410nh Vũ", 1) }), []string{"STRAY: U+0410"}},
			{"a letter in a figure", texts("2.340.000 đồng/tháng", "2.34O.000 đồng/tháng"), []string{"SUM-LETTERS: 2.34O.000"}},
			{"a row hidden", listRow("Điểu Vinh", func(row string) string { return strings.ReplaceAll(row, "<w:t", "<w:rPr><w:vanish/></w:rPr><w:t") }), []string{"HIDDEN: chữ ẩn", "COUNT: Điều 1 ghi 05 hộ gia đình, danh sách kèm theo có 03"}},
			{"a row under way out", listRow("Từ Công Uẩn", func(row string) string {
				return strings.Replace(row, "<w:tc>", `<w:trPr><w:del w:id="900" w:author="A"/></w:trPr><w:tc>`, 1)
			}), []string{"TRACKED: Track Changes", "DATA-DIFFERS: bỏ 2 hàng (số 96, “Hộ ông Từ Công Uẩn”; số 98, “Hộ ông Điểu Vinh”)"}},
		}},
		{"proposal", []breakage{
			{"its count", texts("40 tập thể, 60 cá nhân", "40 tập thể, 61 cá nhân"), []string{"COUNT: 61 cá nhân, danh sách kèm theo có 60"}},
			{"its money", texts("517.750.000", "517.570.000"), []string{"MONEY-TOTAL: 517.570.000", "MONEY-WORDS: Năm trăm mười bảy triệu năm trăm bảy mươi nghìn đồng"}},
			{"a row out", listRow("Phòng Tham mưu, Công an tỉnh", func(string) string { return "" }), []string{"COUNT: 40 tập thể, danh sách kèm theo có 39", "LIST-NUMBER: sau số thứ tự 1 là 3", "DATA-DIFFERS: Phòng Tham mưu, Công an tỉnh"}},
			{"an addressee out", paragraphOut("Chủ tịch Ủy ban nhân dân tỉnh;"), []string{"TO-FORM: một nơi"}},
			{"the number of the plan", texts("58/KH-UBND", "85/KH-UBND"), []string{"FIGURE-EDITED: 85"}},
			{"who met", texts("09/09 thành viên", "10/09 thành viên"), []string{"FIGURE-EDITED: 10/09"}},
			{"who signs", texts("Phạm Giả Định", "Phạm Giả Sử"), []string{"BASIS: Phạm Giả Định"}},
		}},
		{"report", []breakage{
			{"a figure of its words", texts("16.214 buổi", "16.241 buổi"), []string{"FIGURE-EDITED: 16.241"}},
			{"more for less", texts("tăng 725 buổi", "giảm 725 buổi"), []string{"DATA-DIFFERS: ghi giảm 725, số liệu hai năm cho thấy tăng 725"}},
			{"a part above its whole", texts("812/860 khu", "872/860 khu"), []string{"PERCENT: 872/860"}},
			{"an annex that is not there", texts("(Phụ lục III kèm theo)", "(Phụ lục IX kèm theo)"), []string{"ANNEX-CITED: Phụ lục IX"}},
			{"a number of a section twice", texts("2. Xây dựng, củng cố", "1. Xây dựng, củng cố"), []string{"NUM-CLAUSE: phải là 2"}},
			{"a part out", paragraphOut("III. KẾT QUẢ"), []string{"NUM-ROMAN: là IV, phải là III"}},
			{"a difference of its table", listRow("Khu dân cư được công nhận", func(row string) string { return strings.Replace(row, ">+23<", ">+32<", 1) }), []string{"ROW-RATE: “Khu dân cư được công nhận”: cột “Tăng, giảm” ghi +32, tính như các hàng khác được +23"}},
			{"the share of a comparison", texts("(3,78%)", "(3,87%)"), []string{"DATA-DIFFERS: ghi tăng 27 (3,87%), theo số liệu hai năm là 3,78%"}},
			{"an annex that is named no more", texts("(Phụ lục II kèm theo", "(Phụ lục I kèm theo"), []string{"ANNEX-UNCITED: Phụ lục II"}},
			{"a cell of its table", texts(">15.489<", ">15.498<"), []string{"FIGURE-EDITED: 15.498"}},
		}},
		{"plan", []breakage{
			{"a paper of the Party as one of the state", texts("09-CT/TW", "09/CT-TW"), []string{"CIT-PARTY: 09/CT-TW"}},
			{"how a day is written", texts("ngày 01/12/2011", "ngày 1/12/2011"), []string{"DATE-ZERO-SHORT: 01/12/2011"}},
		}},
	} {
		t.Run(c.kind, func(t *testing.T) {
			doc := docs[c.kind]
			var with []editing
			for _, w := range c.ways {
				with = append(with, w.with)
			}
			copied, err := p.Edit(t.Context(), doc, doc.FromRun, edit(t, file(t, p, doc, doc.FromRun, "docx"), with...))
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range c.ways {
				t.Run(w.name, func(t *testing.T) { tells(t, copied.Findings, w.want) })
			}
			headless := slices.ContainsFunc(copied.Findings, func(f archive.Finding) bool { return f.Rule == check.RuleHeading })
			for _, f := range copied.Findings {
				if f.Place == "" {
					t.Errorf("%s has no place: %s", f.Rule, f.Message)
				}
				if headless && (f.Rule == "MONEY" || f.Rule == "SUM" || f.Rule == "NUM-ROMAN" && strings.Contains(f.Place, "bảng")) {
					t.Errorf("what follows from a lost heading is told by itself: %+v", f)
				}
			}
		})
	}
}
