package check

import (
	"strings"
	"testing"
)

const rewarding = `
QUYẾT ĐỊNH
Về việc tặng Bằng khen của Chủ tịch UBND tỉnh
Điều 1. Tặng Bằng khen cho 02 tập thể, 02 cá nhân và 01 hộ gia đình (có Danh sách kèm theo).
Điều 2. Mức tiền thưởng kèm theo Bằng khen: mỗi tập thể 7.020.000 đồng (Bảy triệu không trăm hai mươi nghìn đồng); mỗi cá nhân 3.510.000 đồng (Ba triệu năm trăm mười nghìn đồng); mỗi hộ gia đình 5.270.000 đồng (Năm triệu hai trăm bảy mươi nghìn đồng); tính theo mức lương cơ sở 2.340.000 đồng/tháng. Tổng số tiền thưởng là 26.330.000 đồng (Hai mươi sáu triệu ba trăm ba mươi nghìn đồng), chi từ Quỹ thi đua, khen thưởng tỉnh.
Điều 3. Các đơn vị thi hành./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
DANH SÁCH
CÁC TẬP THỂ, CÁ NHÂN, HỘ GIA ĐÌNH
ĐƯỢC TẶNG BẰNG KHEN
TT | Tên | Chức vụ | Tiền thưởng (đồng)
I. TẬP THỂ | 14.040.000
1 | Phòng A | x | 7.020.000
2 | Phòng B | x | 7.020.000
II. CÁ NHÂN | 7.020.000
3 | Ông Lê Văn B | Trưởng ấp | 3.510.000
4 | Bà Điểu Thị C | Trưởng thôn | 3.510.000
III. HỘ GIA ĐÌNH | 5.270.000
5 | Hộ ông D | ấp 1 | 5.270.000
TỔNG CỘNG | 26.330.000
`

const rewardingData = `{"hinh_thuc_khen":"Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh","tap_the":[{"ten":"Phòng A"},{"ten":"Phòng B"}],
	"ca_nhan":[{"danh_xung":"Ông","ho_ten":"Lê Văn B"},{"danh_xung":"Bà","ho_ten":"Điểu Thị C"}],"ho_gia_dinh":[{"ten":"Hộ ông D"}]}`

// What a decision that gives an award says of its form, its money and its list, each broken
// alone, gives the findings that name it and no other.
func TestAwardDecision(t *testing.T) {
	with := func(old, now string) string {
		if !strings.Contains(rewarding, old) {
			t.Fatalf("the text lacks %q", old)
		}
		return strings.Replace(rewarding, old, now, 1)
	}
	row := "2 | Phòng B | x | 7.020.000\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"in order", rewarding, nil},
		{"the head of the first group out", with("I. TẬP THỂ | 14.040.000\n", ""), []string{"LIST-HEADING: “TẬP THỂ”: từ số 1, “Phòng A”, là tập thể mà đứng không dưới mục nào"}},
		{"of the second", with("II. CÁ NHÂN | 7.020.000\n", ""), []string{"LIST-HEADING: “CÁ NHÂN”: từ số 3, “Ông Lê Văn B”, là cá nhân mà đứng ở dưới mục “TẬP THỂ”"}},
		{"of the third", with("III. HỘ GIA ĐÌNH | 5.270.000\n", ""), []string{"LIST-HEADING: “HỘ GIA ĐÌNH”: từ số 5, “Hộ ông D”"}},
		{"of the second, another name below it", strings.Replace(with("II. CÁ NHÂN | 7.020.000\n", ""), "Bà Điểu Thị C", "Bà Điểu Thị Ca", 1),
			[]string{"LIST-HEADING: “CÁ NHÂN”", "DATA-DIFFERS: Bà Điểu Thị Ca", "DATA-DIFFERS: không có trong văn bản: Bà Điểu Thị C."}},
		{"a row without a number", with(row, row+"- | Phòng E | x | 7.020.000\n"), []string{"LIST-NUMBER: dòng “Phòng E” không có số thứ tự"}},
		{"money that cannot be read", with(row, strings.Replace(row, "7.020.000", "7,02 triệu", 1)), []string{"MONEY: “Phòng B” ghi “7,02 triệu” ở cột tiền thưởng, không đọc được"}},
		{"no money", with(row, strings.Replace(row, "7.020.000", "-", 1)), []string{"MONEY: “Phòng B” không ghi tiền thưởng; văn bản ghi mỗi tập thể 7.020.000", "SUM: 14.040.000", "SUM: TỔNG CỘNG", "MONEY-TOTAL: 26.330.000"}},
		{"another form in Điều 1", with("Tặng Bằng khen", "Tặng Giấy khen"), []string{"AWARD-FORM: “Tặng Giấy khen”, hình thức của đợt khen thưởng này là “Bằng khen”"}},
		{"in the title", with("tặng Bằng khen", "tặng Giấy khen"), []string{"AWARD-FORM: “tặng Giấy khen”"}},
		{"over the list", with("TẶNG BẰNG KHEN", "TẶNG GIẤY KHEN"), []string{"AWARD-FORM: “TẶNG GIẤY KHEN”"}},
		{"with the money", with("kèm theo Bằng khen", "kèm theo Giấy khen"), []string{"AWARD-FORM: “kèm theo Giấy khen”"}},
		{"another fund", with("Quỹ thi đua, khen thưởng tỉnh", "ngân sách xã"), []string{"FUND: không ghi chi từ Quỹ thi đua, khen thưởng"}},
		{"a sum without words", with(" (Bảy triệu không trăm hai mươi nghìn đồng)", ""), []string{"MONEY-WORDS: ghi thêm “(Bảy triệu không trăm hai mươi nghìn đồng)”"}},
		{"the unit of the column", with("(đồng)\n", "(nghìn đồng)\n"), []string{"MONEY-UNIT: “Tiền thưởng (nghìn đồng)”, các dòng ghi bằng đồng, như 7.020.000"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := Filled(Subject{Code: "QĐ", Docx: docx(t, lines(c.text)), Data: set(t, rewardingData)})
			if err != nil {
				t.Fatal(err)
			}
			expect(t, found, c.want)
		})
	}
}

// Without a data set the paper itself tells which group has lost its heading: by the money that
// each of it gets, or by how its entries are called where the list has no money.
func TestLostHeadingWithoutData(t *testing.T) {
	bare := strings.NewReplacer("TẬP THỂ | 14.040.000", "TẬP THỂ | -", "CÁ NHÂN | 7.020.000", "CÁ NHÂN | -", "GIA ĐÌNH | 5.270.000", "GIA ĐÌNH | -", " | 7.020.000\n", "\n", " | 3.510.000\n", "\n", " | 5.270.000\n", "\n", " | Tiền thưởng (đồng)", "", "TỔNG CỘNG | 26.330.000\n", "")
	for _, c := range []struct {
		name, text, heading string
		want                []string
	}{
		{"in order", rewarding, "", nil},
		{"the first", rewarding, "I. TẬP THỂ | 14.040.000\n", []string{"LIST-HEADING: “TẬP THỂ”: từ số 1, “Phòng A”, là tập thể mà đứng không dưới mục nào"}},
		{"the second", rewarding, "II. CÁ NHÂN | 7.020.000\n", []string{"LIST-HEADING: “CÁ NHÂN”: từ số 3, “Ông Lê Văn B”, là cá nhân mà đứng ở dưới mục “TẬP THỂ”"}},
		{"the third", rewarding, "III. HỘ GIA ĐÌNH | 5.270.000\n", []string{"LIST-HEADING: “HỘ GIA ĐÌNH”: từ số 5, “Hộ ông D”"}},
		{"the second of a list without money", bare.Replace(rewarding), "II. CÁ NHÂN | -\n", []string{"LIST-HEADING: “CÁ NHÂN”: từ số 3, “Ông Lê Văn B”, là cá nhân mà đứng ở dưới mục “TẬP THỂ”"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(c.text, c.heading) {
				t.Fatalf("the text lacks %q", c.heading)
			}
			found, err := Filled(Subject{Code: "QĐ", Docx: docx(t, lines(strings.Replace(c.text, c.heading, "", 1)))})
			if err != nil {
				t.Fatal(err)
			}
			expect(t, found, c.want)
		})
	}
}

// A group of many rows that other money is given tells a bounded number of rows, the last
// with how many are left.
func TestMoneyOfManyRowsIsBounded(t *testing.T) {
	rows := strings.Repeat("1 | Phòng A | x | 1.000.000\n", maxFindings+7)
	found, err := Filled(Subject{Code: "QĐ", Docx: docx(t, lines(strings.Replace(rewarding, "1 | Phòng A | x | 7.020.000\n", rows, 1)))})
	if err != nil {
		t.Fatal(err)
	}
	var money []Finding
	for _, f := range found {
		if f.Rule == "MONEY" {
			money = append(money, f)
		}
	}
	if n := len(money); n != maxFindings || !strings.HasSuffix(money[n-1].Message, "Còn 7 dòng nữa như vậy.") {
		t.Errorf("%d findings", n)
	}
}
