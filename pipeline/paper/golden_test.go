package paper

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	both   = `<w:ind w:firstLine="567"/><w:jc w:val="both"/>`
	motto  = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	motto2 = "Độc lập - Tự do - Hạnh phúc"
	middle = `<w:tabs><w:tab w:val="center" w:pos="4535"/></w:tabs>`
)

func strong(props, text string) string {
	return strings.Replace(para(props, text), "<w:r>", "<w:r><w:rPr><w:b/></w:rPr>", 1)
}

func lined(props, text string) string {
	return strings.Replace(para(props, text), "<w:r>", `<w:r><w:rPr><w:u w:val="single"/></w:rPr>`, 1)
}

// border is an empty paragraph that draws the line under what stands above it.
func border(indent int) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1"/></w:pBdr><w:spacing w:line="60" w:lineRule="exact"/><w:ind w:left="%d" w:right="%d"/></w:pPr></w:p>`, indent, indent)
}

func ruled(rows ...[]string) string {
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + side + ` w:val="single" w:sz="4"/>`)
	}
	b.WriteString(`</w:tblBorders></w:tblPr><w:tblGrid>` + strings.Repeat(`<w:gridCol w:w="3000"/>`, len(rows[0])) + `</w:tblGrid>`)
	for _, row := range rows {
		b.WriteString(`<w:tr>`)
		for _, text := range row {
			b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>` + para("", text) + `</w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	return b.String() + `</w:tbl>`
}

// threeCells is a table of rows of three cells, the first of which draws a line.
func threeCells(cells ...string) string {
	b := `<w:tbl><w:tblGrid><w:gridCol w:w="600"/><w:gridCol w:w="3800"/><w:gridCol w:w="4700"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcBorders><w:top w:val="single" w:sz="4"/></w:tcBorders></w:tcPr>`
	for i, c := range cells {
		switch {
		case i > 0 && i%3 == 0:
			b += `</w:tc></w:tr><w:tr><w:tc>`
		case i > 0:
			b += `</w:tc><w:tc>`
		}
		b += c
	}
	return b + `</w:tc></w:tr></w:tbl>`
}

func lines(props string, texts ...string) string {
	var b strings.Builder
	for _, s := range texts {
		b.WriteString(para(props, s))
	}
	return b.String()
}

// papers are bodies of documents of many kinds, as offices write them.
var papers = map[string]string{
	"decision": table(strong(mid, "ỦY BAN NHÂN DÂN")+strong(mid, "TỈNH BÌNH PHƯỚC")+border(1200)+para(mid, "Số: 12/QĐ-UBND"),
		strong(mid, motto)+strong(mid, motto2)+border(1100)+para(mid, "Bình Phước, ngày 05 tháng 02 năm 2024")) +
		strong(mid, "QUYẾT ĐỊNH") + strong(mid, "Về việc tặng Bằng khen") + strong(mid, "cho tập thể, cá nhân năm 2024") + para(mid, "__________") + strong(mid, "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH") +
		lines(both, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", "Thực hiện Kế hoạch số 5/KH-UBND;", "Theo đề nghị của Giám đốc Công an tỉnh.") +
		strong(mid, "QUYẾT ĐỊNH:") + lines(both, "Điều 1. Tặng Bằng khen cho 02 tập thể.", "Căn cứ danh sách, các đơn vị thực hiện;", "1. Tập thể:", "a) Phòng A;", "b) Phòng B.", "2. Cá nhân: không.", "- Ý khác;", "+ Ý nhỏ;",
		"Điều 2. Kinh phí.", "2.1. Nguồn chi.", "Điều 3 Không dấu chấm", "Các đơn vị chịu trách nhiệm thi hành./.") +
		table(para("", "Nơi nhận:")+para("", "- Như Điều 3;")+para("", "- Lưu: VT, NC."), strong(mid, "KT. CHỦ TỊCH")+strong(mid, "PHÓ CHỦ TỊCH")+para(mid, "(Đã ký)")+para(mid, "")+strong(mid, "Trần Thị Ví Dụ")) +
		para(`<w:pageBreakBefore/>`+mid, "Phụ lục I") + para(mid, "DANH SÁCH TẬP THỂ") + para(mid, "ĐƯỢC TẶNG BẰNG KHEN") + para(mid, "(Kèm theo Quyết định số 12/QĐ-UBND\nngày 05 tháng 02 năm 2024)") +
		ruled([]string{"STT", "TÊN"}, []string{"1", "Phòng A\nđội 2"}) + para(both, "I. Ghi chú") + para(`<w:pageBreakBefore/>`+mid, "Phụ lục II") + para(mid, "MẪU") + para(both, "1. Cách ghi"),
	"letter": table(para(mid, "UBND TỈNH BÌNH PHƯỚC")+strong(mid, "CÔNG AN TỈNH")+lined(mid, "PHÒNG PV05")+para(mid, "Số: 7/CAT-PV05")+para(mid, "V/v đôn đốc gửi báo cáo")+para(mid, "KHẨN"),
		strong(mid, motto)+lined(mid, motto2)+para(mid, "Bình Phước, ngày 5 tháng 3 năm 2024")+para(mid, "LƯU HÀNH NỘI BỘ")) +
		para(`<w:ind w:left="1700"/>`, "Kính gửi:") + lines(`<w:ind w:left="2800"/>`, "- Công an các huyện;", "- Phòng PX01;", "- Công an thị xã.") +
		lines(both, "Thực hiện kế hoạch, Công an tỉnh đề nghị các đơn vị báo cáo.", "Mục 1 của kế hoạch nêu rõ thời hạn.", strings.Repeat("Nội dung dài nhiều dòng. ", 6), "Nhận được công văn này, đề nghị thực hiện./.") +
		table(para("", "Nơi nhận:")+para("", "- Như trên;")+para("", "- Lưu: VT."), strong(mid, "TL. GIÁM ĐỐC")+strong(mid, "TRƯỞNG PHÒNG PV05")+para(mid, "")+strong(mid, "Thượng tá Lê Văn Ví")),
	"parts": para(tabs, "\tTỈNH ỦY BÌNH PHƯỚC\tĐẢNG CỘNG SẢN VIỆT NAM") + para(tabs, "\tSố 9-BC/TU\tBình Phước, ngày 1 tháng 7 năm 2024") +
		strong(mid, "BÁO CÁO") + strong(mid, "kết quả năm 2024") + para(mid, "-----") +
		strong(mid, "Phần thứ nhất") + strong(mid, "TÌNH HÌNH") + strong(mid, "Chương I") + strong(mid, "QUY ĐỊNH CHUNG") + strong(mid, "Mục 1. KẾT QUẢ") + strong(mid, "Tiểu mục 1") + strong(mid, "Việc chung") +
		lines(both, "I. KẾT QUẢ", "C. Không là số La Mã của mục", "1) Một", "1.2.3. Ba cấp", "đ) Điểm đ", "• Chấm tròn", "12 người dự", "Phần lớn đã xong.", "Chương trình được giữ;", "Xét báo cáo thì đủ;") +
		para(tab, "\tT/M BAN THƯỜNG VỤ") + para(tab, "Nơi nhận\tBÍ THƯ") + para(tab, "- Lưu VP.\tNguyễn Văn Mẫu"),
	"minutes": para(mid, motto) + para(mid, motto2) + border(3000) + para(mid, "BIÊN BẢN") + para(mid, "Họp xét khen thưởng") + lines(both, "Hôm nay, ngày 5 tháng 2 năm 2024, tại trụ sở.", "I. THÀNH PHẦN", "1. Ông A.", "Biên bản kết thúc lúc 11 giờ./.") +
		table(para(mid, "THƯ KÝ")+para(mid, "")+para(mid, "Lê Thị Thử"), para(mid, "CHỦ TRÌ")+para(mid, "")+para(mid, "Phạm Văn Thử")),
	"two in one": para(mid, motto) + para(mid, motto2) + para(mid, "THÔNG BÁO") + para(both, "Nội dung một.") + para(mid, motto) + para(mid, motto2) + para(mid, "TỜ TRÌNH") + para(both, "Nội dung hai."),
	"columns of spaces": para("", "SỞ NỘI VỤ            "+motto) + para("", "Số: 3/BC-SNV            "+motto2) + para(mid, "BÁO CÁO") + lines(both, "Một đoạn có      nhiều dấu cách.", "1.\tMột mục có tab", "A\tB\tC") +
		para("", "Nơi nhận:            GIÁM ĐỐC"),
	"two bodies": table(strong(mid, "BỘ NỘI VỤ")+strong(mid, "VÀ BỘ TÀI CHÍNH")+para(mid, "Số: 2/TT-BNV"), para(mid, motto)+para(mid, motto2)+para(mid, "Hà Nội, ngày 5 tháng 2 năm 2024")) +
		para(mid, "THÔNG TƯ LIÊN TỊCH") + para(mid, "Quy định mẫu") + para(both, "Điều 1. Mẫu.") + table(para("", "Nơi nhận:")+para("", "- Như trên."), para(mid, "BỘ TRƯỞNG")+para(mid, "")+para(mid, "Lê Văn Mẫu")) +
		para(mid, "BIỂU 01: MẪU") + para(mid, "THEO THÔNG TƯ 2") + para(mid, "của năm 2024") + para(both, "1. Mẫu một.") + para("", "Phụ lục này có trong lời văn.") + para(mid, "PHỤ LỤC") + para(mid, "Tên không in hoa") + para(mid, "(Kèm theo Thông tư)"),
	"signature above": para(mid, motto) + para(mid, motto2) + para(mid, "GIẤY MỜI") + para(mid, "Dự họp") + para("", "Kính gửi: Ông A.") + lines(both, "Mời dự họp.", "GIÁM ĐỐC bên trái không ký.") +
		para(tab, "\tGIÁM ĐỐC") + para(tab, "\tLê Văn Mẫu") + para("", "Nơi nhận:") + para("", "- Như trên;") + para("", "- Lưu: VT.") + para(both, "Lời văn sau nơi nhận, dài hơn một tên người và không là danh sách nào cả."),
	"no head": lines(both, "Một văn bản không có phần đầu.", "Điều 1. Có một điều.") + para("", "QUYẾT ĐỊNH") + para(mid, "Kết thúc"),
	"no name": strong(mid, "Ngày hội toàn dân") + strong(mid, "bảo vệ an ninh Tổ quốc") + lines(both, "Một đoạn lời văn."),
	"grounds without a name": table(para(mid, "Số: 7/QĐ-A"), strong(mid, motto)+strong(mid, motto2)) + lines(both, "Căn cứ Luật Tổ chức chính quyền địa phương;") +
		para("", "CÔNG AN XÃ") + para("", "HỎA TỐC") + lines(both, "Một đoạn lời văn."),
	"part first": strong(mid, "Phần I") + strong(mid, "TÌNH HÌNH") + lines(both, "Một đoạn lời văn."),
	"by tabs": table(strong(mid, "TỈNH ỦY")+strong(mid, "CÔNG AN TỈNH")+strong(mid, "PHÒNG PV05")+para(mid, "Số: 7/KH-PV05"), strong(mid, motto)+strong(mid, motto2)+para(mid, "Bình Phước, ngày 5 tháng 3 năm 2024")) +
		para(middle, "\tKẾ HOẠCH") + para(middle, "\tPhát động phong trào") + para(mid, "một dòng giữa") + para(`<w:jc w:val="right"/>`, "Bên phải, không là trích yếu") +
		lines(both, "I. MỤC ĐÍCH", strings.Repeat("Một đoạn dài đến trang sau. ", 230), "Thực hiện tốt./.") +
		table(para("", "Nơi nhận:")+para("", "- Như trên;")+para("", "- Lưu: VT."), strong(mid, "TRƯỞNG PHÒNG")+para(mid, "")+strong(mid, "Lê Văn Mẫu")) +
		para(middle, "\tDANH SÁCH ĐƠN VỊ") + para(middle, "\tTHAM GIA") + lines(both, "1. Đơn vị A."),
	"contents": para(mid, motto) + para(mid, motto2) + strong(mid, "ĐỀ ÁN") + strong(mid, "Đổi mới lưu trữ") + strong(mid, "MỤC LỤC") + para(tabs, "Phần I. SỰ CẦN THIẾT\t1") + para(tabs, "I. CƠ SỞ\t12") +
		strong(mid, "Phần I") + strong(mid, "SỰ CẦN THIẾT") + para(tabs, "Tổng\t12 việc") + strong(mid, "PHẦN LỄ") + strong(mid, "MỤC LỚN") + lines(both, "Nội dung./."),
	"contract": para(mid, motto) + para(mid, motto2) + strong(mid, "HỢP ĐỒNG") + strong(mid, "Mua sắm thiết bị") + para(mid, "Số: 05/2026/HĐ-STP") + lines(both, "Điều 1. Nội dung.", "Bên B bán cho bên A 05 máy tính."),
	"recipients below two": table(strong(mid, "SỞ NỘI VỤ")+para(mid, "Số: 3/BB-SNV"), para(mid, motto)+para(mid, motto2)) + strong(mid, "BIÊN BẢN") + strong(mid, "Họp xét") + lines(both, "Cuộc họp kết thúc./.") +
		strings.Replace(table(para(mid, "THƯ KÝ")+para(mid, "Lê Thị Thử"), para(mid, "CHỦ TỌA")+para(mid, "Phạm Văn Thử")), "</w:tbl>", `<w:tr><w:tc>`+para("", "Nơi nhận:")+para("", "- Giám đốc;")+para("", "- Lưu: VT, Hồ sơ.")+`</w:tc><w:tc>`+para("", "")+`</w:tc></w:tr></w:tbl>`, 1),
	"introduction": table(strong(mid, "SỞ Y TẾ")+para(mid, "Số: 3/GGT-SYT"), para(mid, motto)+para(mid, motto2)) + strong(mid, "GIẤY GIỚI THIỆU") + para(mid, "________") + para(mid, "Sở Y tế trân trọng giới thiệu:") + lines(both, "Bà Lê Thị Thử./."),
	"a line in a cell": table(strong(mid, "SỞ Y TẾ")+para(mid, "Số: 3/BC-SYT"), para(mid, motto)+para(mid, motto2)) + strong(mid, "BÁO CÁO") + strong(mid, "Kết quả") + lines(both, "Nội dung./.") +
		threeCells(para("", ""), para("", "Nơi nhận:"), para(mid, "GIÁM ĐỐC"), para("", ""), para("", "- Bộ Y tế;")+para("", "- Lưu: VT."), para(mid, "Lê Văn Mẫu")),
	"form in an annex": para(mid, motto) + para(mid, motto2) + strong(mid, "HƯỚNG DẪN") + strong(mid, "Lập hồ sơ") + lines(both, "Theo mẫu kèm theo./.") + para(tab, "\tGIÁM ĐỐC") + para(tab, "\tLê Văn Mẫu") + para("", "Nơi nhận:") + para("", "- Lưu: VT.") +
		para(`<w:pageBreakBefore/>`+mid, "PHỤ LỤC") + strong(mid, "CÁC MẪU") + para(`<w:pageBreakBefore/><w:jc w:val="right"/>`, "Mẫu số 01") + table(strong(mid, "TÊN ĐƠN VỊ"), para(mid, motto)+para(mid, motto2)) + strong(mid, "BÁO CÁO") + lines(both, "I. SƠ LƯỢC"),
	"changes and choices": `<w:del><w:p><w:r><w:delText>bỏ</w:delText></w:r></w:p></w:del>` + para("", "Một") +
		`<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="w14" xmlns:w14="x">` + para("", "Chọn") + `</mc:Choice><mc:Fallback>` + para("", "Thay") + para("", "Thay 2") + `</mc:Fallback></mc:AlternateContent>` +
		para("", "Hai") + ruled([]string{"a", "b"}) + para("", "Ba"),
}

// TestGolden holds what is read of each paper against what is recorded: role, number and annex, where each
// unit stands from left to right (millimetres), the line under it. Heights are layout's to know.
func TestGolden(t *testing.T) {
	for name, body := range papers {
		t.Run(name, func(t *testing.T) {
			golden(t, name, wordFile(t, body))
		})
	}
	long := lines("", strings.Repeat("Một đoạn dài đến trang sau. ", 230))
	page := `<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
	for name, footer := range map[string]string{
		"page in the middle": `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>` + page + `</w:p>`,
		"page with dashes":   `<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">- </w:t></w:r>` + page + `<w:r><w:t xml:space="preserve"> -</w:t></w:r></w:p>`,
		"page of pages":      para("", "Lưu hành nội bộ") + `<w:p><w:r><w:rPr><w:b/><w:i/></w:rPr><w:t xml:space="preserve">Trang </w:t></w:r>` + page + `<w:r><w:t>/3</w:t></w:r></w:p>`,
		"a year at the foot": para(mid, "Bình Phước 2024"),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, withFooter(t, long, footer)) })
	}
	t.Run("numbered pages", func(t *testing.T) {
		b := nd30.New(nd30.A4)
		for i := range 60 {
			b.P("Thân văn bản", fmt.Sprintf("Đoạn %d của một văn bản dài.", i+1))
		}
		word, err := b.Bytes("")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "numbered pages", word)
	})
}

func golden(t *testing.T, name string, word []byte) {
	t.Helper()
	p, err := Read(word, Options{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", strings.ReplaceAll(name, " ", "-")+".txt")
	got := dump(p)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (make update writes it anew):\n%s\nwant\n%s", path, got, want)
	}
}

// TestExplain: each unit is a line that says what it was taken for and how it looks.
func TestExplain(t *testing.T) {
	body := table(strong(mid, "CÔNG AN TỈNH")+border(1200)+para(mid, "Số: 12/QĐ-CAT"), strong(mid, motto)+strong(mid, motto2)+border(1100)) +
		strong(mid, "QUYẾT ĐỊNH") + lines(both, "Điều 1. Tặng Bằng khen cho các tập thể có thành tích xuất sắc trong phong trào.") +
		table(para("", "Nơi nhận:"), strong(mid, "GIÁM ĐỐC")+para(mid, "")+strong(mid, "Lê Văn Mẫu")) +
		para(mid, "Phụ lục I") + strings.Replace(para(`<w:jc w:val="left"/>`, "nghiêng"), "<w:r>", "<w:r><w:rPr><w:i/></w:rPr>", 1)
	p, err := Read(wordFile(t, body), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := p.Explain(&b); err != nil {
		t.Fatal(err)
	}
	want := `loại văn bản: quyết định, 1 trang
trang 1, thân văn bản, bảng 1, hàng 1, ô 1, đoạn 1: [cơ quan ban hành] Times New Roman 14 pt đậm, căn giữa “CÔNG AN TỈNH”
    đường kẻ dài 13.8 mm, dưới dòng chữ dài 37.0 mm
trang 1, thân văn bản, bảng 1, hàng 1, ô 1, đoạn 3: [số, ký hiệu] Times New Roman 14 pt, căn giữa “Số: 12/QĐ-CAT”
trang 1, thân văn bản, bảng 1, hàng 1, ô 2, đoạn 1: [Quốc hiệu] Times New Roman 14 pt đậm, căn giữa “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”
trang 1, thân văn bản, bảng 1, hàng 1, ô 2, đoạn 2: [Tiêu ngữ] Times New Roman 14 pt đậm, căn giữa “Độc lập - Tự do - Hạnh phúc”
    đường kẻ dài 57.9 mm, dưới dòng chữ dài 60.5 mm
trang 1, thân văn bản, đoạn 1: [tên loại] Times New Roman 14 pt đậm, căn giữa “QUYẾT ĐỊNH”
trang 1, thân văn bản, đoạn 2: [Điều 1] Times New Roman 14 pt, căn đều, thụt 10.0 mm “Điều 1. Tặng Bằng khen cho các tập thể có thành tích xuất sắ…”
trang 1, thân văn bản, bảng 2, hàng 1, ô 1, đoạn 1: [Nơi nhận] Times New Roman 14 pt, căn trái “Nơi nhận:”
trang 1, thân văn bản, bảng 2, hàng 1, ô 2, đoạn 1: [quyền hạn, chức vụ ký] Times New Roman 14 pt đậm, căn giữa “GIÁM ĐỐC”
trang 1, thân văn bản, bảng 2, hàng 1, ô 2, đoạn 3: [họ tên người ký] Times New Roman 14 pt đậm, căn giữa “Lê Văn Mẫu”
trang 1, thân văn bản, đoạn 3: [phụ lục 1, phụ lục] Times New Roman 14 pt, căn giữa “Phụ lục I”
trang 1, thân văn bản, đoạn 4: [phụ lục 1, lời văn] Times New Roman 14 pt nghiêng, căn trái “nghiêng”
`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
	for _, c := range [][2]string{{"ngắn", "ngắn"}, {"vừa đủ", "vừa đủ"}, {"một hai", "một ha…"}, {"hai b bốn", "hai b…"}} {
		if got := Short(c[0], 6); got != c[1] {
			t.Errorf("%s: %s, want %s", c[0], got, c[1])
		}
	}
}

func mm(l unit.Length) string { return fmt.Sprintf("%.0f", l.Millimetres()) }

func dump(p *Paper) string {
	var b strings.Builder
	fmt.Fprintf(&b, "kind %q %v, %d heads, first on page %d, %d pages, text to %d, tail to %d, %d empty\n",
		p.Kind.Name, p.Found, p.Heads, p.HeadPage, p.Pages, p.End, p.Tail, len(p.Empty))
	for _, n := range p.Numbers {
		fmt.Fprintf(&b, "page %d shows %d at %s %s, %s %s top %v decorated %v\n", n.Page, n.Shown, mm(n.X), mm(n.Y), n.Family, Points(n.Size), n.Top, n.Decorated)
	}
	for i := range p.Units {
		u := &p.Units[i]
		fmt.Fprintf(&b, "%d [%s] %q", i, u.Role, Short(u.Text, 200))
		if u.Number != "" || u.Title != "" {
			fmt.Fprintf(&b, " number %q title %q", u.Number, u.Title)
		}
		if u.Annex > 0 {
			fmt.Fprintf(&b, " annex %d", u.Annex)
		}
		fmt.Fprintf(&b, "; part %d of %d; page %d, %s-%s, last %s-%s, %d lines; %s\n", u.Part, u.Parts, u.At.Page,
			mm(u.At.Left), mm(u.At.Right), mm(u.At.LastLeft), mm(u.At.LastRight), u.At.Lines, u.Place)
		if r, ok := p.Rule(u); ok && u.Role != Cell && u.Role != Text {
			fmt.Fprintf(&b, "    line %s long about %s, typed %v, under %v\n", mm(r.Length), mm(r.Middle), r.Typed, r.Under)
		}
	}
	return b.String()
}
