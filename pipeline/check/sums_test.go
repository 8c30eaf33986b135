package check

import (
	"strings"
	"testing"
)

// listed is the list of an award, compared the table of a report.
const (
	listed = `
TT | Họ và tên | Đơn vị | Tiền thưởng
I. TẬP THỂ | 6.000
1 | Phòng Một |  | 2.000
2 | Phòng Hai |  | 2.000
3 | Phòng Ba |  | 2.000
II. CÁ NHÂN | 3.000
4 | Ông Lê Văn Mẫu | Phòng Một | 1.000
5 | Bà Điểu Thị Ví Dụ | Phòng Hai | 1.000
6 | Ông Trần Giả | Phòng Ba | 1.000
TỔNG CỘNG | 9.000
`
	compared = `
TT | Chỉ tiêu | Năm 2023 | Năm 2024 | Tăng, giảm | Tỷ lệ (%)
1 | Buổi tuyên truyền | 15.489 | 16.214 | +725 | +4,68
2 | Lượt người dự | 764.310 | 812.460 | +48.150 | +6,30
3 | Mô hình | 401 | 426 | +25 | +6,23
4 | Khu dân cư | 789 | 812 | +23 | +2,92
5 | Đơn vị cấp xã | 99 | 100 | +1 | +1,01
6 | Vụ việc | 4.386 | 4.152 | -234 | -5,34
`
	classed = `
TT | Địa phương | Tổng số | Xuất sắc | Khá | Yếu | Đạt | Tỷ lệ (%)
1 | Huyện Một | 62 | 30 | 30 | 2 | 60 | 96,77
2 | Huyện Hai | 84 | 40 | 40 | 4 | 80 | 95,24
3 | Huyện Ba | 50 | 25 | 25 | 0 | 50 | 100,00
4 | Huyện Bốn | 33 | 20 | 10 | 3 | 30 | 90,91
5 | Huyện Năm | 75 | 31 | 40 | 4 | 71 | 94,67
Tổng cộng | 304 | 146 | 145 | 13 | 291 | 95,72
`
	parted = `
TT | Địa phương | Tổng số | Khá | Đạt | Yếu
1 | Huyện Một | 62 | 30 | 30 | 2
2 | Huyện Hai | 84 | 40 | 40 | 4
3 | Huyện Ba | 50 | 25 | 25 | -
4 | Huyện Bốn | 33 | 20 | 10 | 3
5 | Huyện Năm | 75 | 31 | 40 | 4
`
)

// TestSums: what a table sums up, above, below, under headings of its own, whoever typed it and how.
func TestSums(t *testing.T) {
	const total = "TỔNG CỘNG | 9.000\n"
	for _, c := range []struct {
		name  string
		text  string
		pairs []string
		want  []string
	}{
		{"in order", listed, nil, nil},
		{"the total above", listed, []string{total, "", "I. TẬP THỂ", "TỔNG CỘNG | 9.000\nI. TẬP THỂ"}, nil},
		{"a wrong total above", listed, []string{total, "", "I. TẬP THỂ", "TỔNG CỘNG | 9.500\nI. TẬP THỂ"}, []string{"SUM: Dòng “TỔNG CỘNG” ghi 9.500, cộng các dòng được 9.000"}},
		{"two totals, one wrong", listed, []string{total, total + "Tổng tiền thưởng | 9.500\n"}, []string{"SUM: Dòng “Tổng tiền thưởng” ghi 9.500, cộng các dòng được 9.000"}},
		{"the total is that of a group", listed, []string{total, "TỔNG CỘNG | 3.000\n"}, []string{"SUM: Dòng “TỔNG CỘNG” ghi 3.000, cộng các dòng được 9.000"}},
		{"a group summed below it", listed, []string{"I. TẬP THỂ | 6.000", "I. TẬP THỂ | ", "II. CÁ NHÂN", "Cộng | 6.000\nII. CÁ NHÂN"}, nil},
		{"a group wrongly summed below it", listed, []string{"II. CÁ NHÂN", "Cộng | 6.100\nII. CÁ NHÂN"}, []string{"SUM: Dòng “Cộng” ghi 6.100, cộng các dòng được 6.000"}},
		{"part of a group", listed, []string{"3 | Phòng Ba", "Khối tỉnh | 2.000\n3 | Phòng Ba"}, nil},
		{"part of a group, numbered", listed, []string{"1 | Phòng Một", "1. Khối huyện | 4.000\n1 | Phòng Một", "3 | Phòng Ba", "2. Khối tỉnh | 2.000\n3 | Phòng Ba"}, nil},
		{"part of a group wrongly summed", listed, []string{"1 | Phòng Một", "1. Khối huyện | 4.000\n1 | Phòng Một", "3 | Phòng Ba", "2. Khối tỉnh | 2.500\n3 | Phòng Ba"}, []string{"SUM: Dòng cộng của nhóm “2. Khối tỉnh” ghi 2.500, cộng các dòng được 2.000"}},
		{"sums typed otherwise", listed, []string{"Phòng Một |  | 2.000", "Phòng Một |  | 2 000", "Phòng Hai |  | 2.000", "Phòng Hai |  | 2,000", "Phòng Ba |  | 2.000", "Phòng Ba |  | 2.000 đồng", "Phòng Một | 1.000", "Phòng Một | 1000đ"}, nil},
		{"a sum typed otherwise and wrongly", listed, []string{"Phòng Hai |  | 2.000", "Phòng Hai |  | 2,500"}, []string{"SUM: Dòng cộng của nhóm “I. TẬP THỂ” ghi 6.000, cộng các dòng được 6.500", "SUM: Dòng “TỔNG CỘNG” ghi 9.000, cộng các dòng được 9.500"}},
		{"columns with numbers", listed, []string{"I. TẬP THỂ | 6.000", "1 | 2 | 3 | 4\nI. TẬP THỂ | 6.000"}, nil},

		{"rows without numbers", "\nĐối tượng | Mã số | Số lượng | Bằng khen\nTổng số | 01 | 5 | 5\nTập thể | 02 | 5 | 5\n", nil, nil},
		{"a year against the last", compared, nil, nil},
		{"a difference", compared, []string{"+23", "+32"}, []string{"ROW-RATE: Hàng “Khu dân cư”: cột “Tăng, giảm” ghi +32, tính như các hàng khác được +23."}},
		{"a sign", compared, []string{"-234", "+234"}, []string{"ROW-RATE: Hàng “Vụ việc”: cột “Tăng, giảm” ghi +234, tính như các hàng khác được -234."}},
		{"a rate", compared, []string{"+2,92", "+2,29"}, []string{"ROW-RATE: Hàng “Khu dân cư”: cột “Tỷ lệ (%)” ghi +2,29, tính như các hàng khác được +2,92."}},
		{"a rate within its last digit", compared, []string{"+2,92", "+2,91"}, nil},
		{"the last year", compared, []string{"401", "410"}, []string{"ROW-RATE: Hàng “Mô hình”: cột “Tỷ lệ (%)” ghi +6,23, tính như các hàng khác được +3,90."}},
		{"what is not known", compared, []string{"789 | 812 | +23 | +2,92", "- | 812 | - | -"}, nil},

		{"parts of a whole", classed, nil, nil},
		{"a whole", classed, []string{"84 | 40", "86 | 40"}, []string{"SUM: Dòng “Tổng cộng” ghi 304, cộng các dòng được 306", "ROW-RATE: Hàng “Huyện Hai”: cột “Tỷ lệ (%)” ghi 95,24, tính như các hàng khác được 93,02."}},
		{"three of four hold", parted, nil, nil},
		{"a part", parted, []string{"33 | 20", "33 | 21"}, []string{"ROW-SUM: Hàng “Huyện Bốn”: cột “Tổng số” ghi 33, tính như các hàng khác được 34."}},
		{"a share", classed, []string{"95,24", "95,42"}, []string{"ROW-RATE: Hàng “Huyện Hai”: cột “Tỷ lệ (%)” ghi 95,42, tính như các hàng khác được 95,24."}},
		{"the share of all", classed, []string{"95,72", "97,52"}, []string{"ROW-RATE: Hàng “Tổng cộng”: cột “Tỷ lệ (%)” ghi 97,52, tính như các hàng khác được 95,72."}},
		{"many rows that differ show no rule", classed, []string{"62 | 30", "63 | 31", "84 | 40", "85 | 44", "75 | 31", "76 | 38"}, []string{"SUM: “Tổng cộng” ghi 304", "SUM: “Tổng cộng” ghi 146"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := Filled(Subject{Code: "BC", Day: "2024-12-20", Docx: docx(t, lines(replaced(t, c.text, c.pairs...)))})
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range c.want {
				rule, part, _ := strings.Cut(w, ": ")
				if i := findOf(found, rule, part); i >= 0 {
					found = append(found[:i], found[i+1:]...)
				} else {
					t.Errorf("not told: %s", w)
				}
			}
			for _, f := range found {
				if f.Rule == "SUM" || strings.HasPrefix(f.Rule, "ROW-") {
					t.Errorf("told too: %+v", f)
				}
			}
		})
	}
}

func findOf(found []Finding, rule, part string) int {
	for i, f := range found {
		if f.Rule == rule && strings.Contains(f.Message, part) {
			return i
		}
	}
	return -1
}

// A row that tracked changes delete counts for nothing, and leaves no row without cells.
func TestSumsWithoutDeletedRows(t *testing.T) {
	body := lines(listed)
	row := "<w:tr><w:tc><w:p><w:r><w:t>3</w:t>"
	if !strings.Contains(body, row) {
		t.Fatal("the list has no third row")
	}
	found, err := Filled(Subject{Code: "BC", Day: "2024-12-20", Docx: docx(t, strings.Replace(body, row, strings.Replace(row, "<w:tc>", `<w:trPr><w:del w:id="1"/></w:trPr><w:tc>`, 1), 1))})
	if err != nil || findOf(found, "SUM", "“I. TẬP THỂ” ghi 6.000, cộng các dòng được 4.000") < 0 {
		t.Errorf("%v, told %+v", err, found)
	}
}

// TestListCounts: what a list says of how many it holds, of whatever it is.
func TestListCounts(t *testing.T) {
	const text = `
Điều 1. Công nhận 02 cơ quan, 01 doanh nghiệp đạt tiêu chuẩn (có Danh sách kèm theo).
TT | Tên đơn vị | Số giấy công nhận
I. CƠ QUAN | 02 đơn vị
1 | Sở Nội vụ | 1
2 | Sở Tài chính | 2
II. DOANH NGHIỆP | 01 đơn vị
1 | Công ty Giả Định | 3
Danh sách này có 03 đơn vị./.
`
	for _, c := range []struct {
		name  string
		pairs []string
		want  []string
	}{
		{"in order", nil, nil},
		{"the article", []string{"02 cơ quan", "03 cơ quan"}, []string{"Điều 1 ghi 03 cơ quan, danh sách kèm theo có 02."}},
		{"a heading", []string{"01 đơn vị", "02 đơn vị"}, []string{"Dòng mục “II. DOANH NGHIỆP” ghi 02 đơn vị, dưới mục có 01 dòng."}},
		{"the closing line", []string{"03 đơn vị", "04 đơn vị"}, []string{"Dòng kết danh sách ghi 04 đơn vị, danh sách có 03."}},
		{"a row out", []string{"2 | Sở Tài chính | 2\n", ""}, []string{"Dòng mục “I. CƠ QUAN” ghi 02 đơn vị, dưới mục có 01 dòng.", "Điều 1 ghi 02 cơ quan, danh sách kèm theo có 01.", "Dòng kết danh sách ghi 03 đơn vị, danh sách có 02."}},
		{"a list of two tables", []string{"II. DOANH NGHIỆP", "và\nII. DOANH NGHIỆP"}, nil},
		{"rows without numbers", []string{"1 | Sở", "- | Sở", "2 | Sở", "- | Sở", "1 | Công", "- | Công"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := Filled(Subject{Code: "QĐ", Day: "2024-12-20", Docx: docx(t, lines(replaced(t, text, c.pairs...)))})
			var got []string
			for _, f := range found {
				if f.Rule == "LIST-COUNT" {
					got = append(got, f.Message)
				}
			}
			if a, b := strings.Join(got, "\n"), strings.Join(c.want, "\n"); err != nil || a != b {
				t.Errorf("told %s\nwant %s (%v)", a, b, err)
			}
		})
	}
}
