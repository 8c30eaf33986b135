package check

import (
	"strings"
	"testing"
)

// awarded is a decision with a list that says what each one gets, awardedData its data set.
const (
	awarded = `
QUYẾT ĐỊNH
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC
Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;
Theo Tờ trình số 08/TTr-CAT ngày 12 tháng 8 năm 2024 của Giám đốc Công an tỉnh và Tờ trình số 30/TTr-SNV ngày 15/8/2024 của Giám đốc Sở Nội vụ.
QUYẾT ĐỊNH:
Điều 1. Tặng Bằng khen cho 01 tập thể, 02 cá nhân và 01 hộ gia đình (có Danh sách kèm theo).
Điều 2. Mức thưởng theo lương cơ sở 2.340.000 đồng: mỗi tập thể 7.020.000 đồng, mỗi cá nhân 3.510.000 đồng, mỗi hộ gia đình 5.270.000 đồng; tổng số tiền thưởng là 19.310.000 đồng.
Điều 3. Số vụ vi phạm giảm 1.250 vụ, số mô hình tăng 12 mô hình.
Điều 4. Chánh Văn phòng, Giám đốc Quỹ thi đua, khen thưởng tỉnh thi hành./.
Nơi nhận: | CHỦ TỊCH
- Như Điều 4; | 
- Bộ Công an; | 
- Lưu: VT. | Trần Văn Mẫu
DANH SÁCH
TT | Họ và tên, chức vụ | Tiền thưởng
I. TẬP THỂ |  | 7.020.000
1 | Phòng Tham mưu | 7.020.000
II. CÁ NHÂN |  | 7.020.000
1 | Ông Lê Văn Mẫu | 3.510.000
2 | Bà Điểu Thị Ví Dụ | 3.510.000
III. HỘ GIA ĐÌNH |  | 5.270.000
1 | Hộ ông Điểu Giả | 5.270.000
TỔNG CỘNG |  | 19.310.000
`
	awardedData = `{"hinh_thuc_khen":"Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh","luong_co_so":2340000,"nguoi_ky":"Trần Văn Mẫu",
		"to_trinh_so":"08/TTr-CAT","to_trinh_ngay":"2024-08-12","de_nghi_nguoi":"Giám đốc Công an tỉnh","tham_dinh_so":"30/TTr-SNV","tham_dinh_ngay":"2024-08-15","tham_dinh_nguoi":"Giám đốc Sở Nội vụ",
		"can_cu":[{"noi_dung":"Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"}],"noi_nhan":[{"ten":"Bộ Công an"},{"ten":"Lưu: VT"}],
		"so_sanh_muc":[{"tang":0,"giam":1250},{"tang":12,"giam":0}],
		"tap_the":[{"ten":"Phòng Tham mưu"}],"ca_nhan":[{"danh_xung":"Ông","ho_ten":"Lê Văn Mẫu"},{"danh_xung":"Bà","ho_ten":"Điểu Thị Ví Dụ"}],"ho_gia_dinh":[{"ten":"Hộ ông Điểu Giả"}]}`
)

// replaced changes pairs of words, each of which must stand in the text.
func replaced(t *testing.T, text string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("the text lacks %q", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

// TestPrinted: after an edit the paper no longer says what its other places, its data set and
// the law say.
func TestPrinted(t *testing.T) {
	for _, c := range []struct {
		name  string
		pairs []string // changes of the text
		data  []string // of the data set
		want  []string
	}{
		{"in order", nil, nil, nil},

		// The law and the text against the list.
		{"each gets other than the law", []string{"mỗi cá nhân 3.510.000", "mỗi cá nhân 3.500.000"}, nil,
			[]string{"MONEY: mỗi cá nhân 3.500.000 đồng, theo quy định là 3.510.000 đồng", "MONEY: “Ông Lê Văn Mẫu” ghi 3.510.000 đồng, văn bản ghi mỗi cá nhân 3.500.000", "MONEY: “Bà Điểu Thị Ví Dụ” ghi 3.510.000"}},
		{"another base salary", []string{"lương cơ sở 2.340.000", "lương cơ sở 1.800.000"}, nil, []string{"MONEY-BASE: Văn bản ghi lương cơ sở 1.800.000 đồng, mức áp dụng vào ngày của văn bản là 2.340.000"}},
		{"one gets other than the text says", []string{"1 | Hộ ông Điểu Giả | 5.270.000", "1 | Hộ ông Điểu Giả | 5.260.000", "III. HỘ GIA ĐÌNH |  | 5.270.000", "III. HỘ GIA ĐÌNH |  | 5.260.000", "TỔNG CỘNG |  | 19.310.000", "TỔNG CỘNG |  | 19.300.000", "là 19.310.000", "là 19.300.000"}, nil,
			[]string{"MONEY: “Hộ ông Điểu Giả” ghi 5.260.000 đồng, văn bản ghi mỗi hộ gia đình 5.270.000"}},
		{"another total in the text", []string{"là 19.310.000", "là 19.320.000"}, nil, []string{"MONEY-TOTAL: Văn bản ghi tổng số tiền 19.320.000 đồng, cộng danh sách được 19.310.000"}},
		{"another total in other words", []string{"; tổng số tiền thưởng là 19.310.000 đồng.", ".", "Điều 3. ", "Điều 3. Tiền thưởng kèm theo Bằng khen là 19.320.000 đồng. "}, nil, []string{"MONEY-TOTAL: 19.320.000"}},

		// The sums of the table.
		{"another total of the table", []string{"TỔNG CỘNG |  | 19.310.000", "TỔNG CỘNG |  | 19.300.000"}, nil, []string{"SUM: Dòng “TỔNG CỘNG” ghi 19.300.000, cộng các dòng được 19.310.000"}},
		{"another total of a group", []string{"II. CÁ NHÂN |  | 7.020.000", "II. CÁ NHÂN |  | 7.000.000"}, nil, []string{"SUM: Dòng cộng của nhóm “II. CÁ NHÂN” ghi 7.000.000, cộng các dòng được 7.020.000"}},
		{"another total of the last group", []string{"III. HỘ GIA ĐÌNH |  | 5.270.000", "III. HỘ GIA ĐÌNH |  | 5.270.001", "\nTỔNG CỘNG |  | 19.310.000", ""}, nil, []string{"SUM: “III. HỘ GIA ĐÌNH” ghi 5.270.001"}},
		{"groups without sums", []string{"II. CÁ NHÂN |  | 7.020.000", "II. CÁ NHÂN |  | ", "I. TẬP THỂ |  | 7.020.000", "I. TẬP THỂ |  | –"}, nil, nil},
		{"a column with words is none", []string{"1 | Phòng Tham mưu | 7.020.000", "1 | Phòng Tham mưu | bảy triệu", "TỔNG CỘNG |  | 19.310.000", "TỔNG CỘNG |  | 9"}, nil,
			[]string{"MONEY: “Phòng Tham mưu” ghi “bảy triệu” ở cột tiền thưởng, không đọc được"}},

		// The list.
		{"each of a group gets nothing that is said", []string{", mỗi hộ gia đình 5.270.000 đồng", ""}, nil, []string{"MONEY: Văn bản không ghi mức thưởng của mỗi hộ gia đình, danh sách có 01."}},
		{"another who gives", []string{"Tặng Bằng khen cho", "Tặng Bằng khen của Giám đốc Công an tỉnh cho"}, nil, []string{"AWARD-FORM: Văn bản ghi Bằng khen của Giám đốc Công an tỉnh, người tặng của đợt khen thưởng này là Chủ tịch Ủy ban nhân dân tỉnh."}},
		{"who gives", []string{"Tặng Bằng khen cho", "Tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Bình Phước cho"}, nil, nil},
		{"a title without a group", []string{"\nDANH SÁCH\n", "\nDANH SÁCH TẬP THỂ, CÁ NHÂN\n"}, nil, []string{"LIST-COUNT: Tên danh sách không nêu hộ gia đình, danh sách có 01."}},
		{"a title with all groups", []string{"\nDANH SÁCH\n", "\nDANH SÁCH\nTẬP THỂ, CÁ NHÂN, HỘ GIA ĐÌNH ĐƯỢC TẶNG\n"}, nil, nil},
		{"a number left out", []string{"2 | Bà", "3 | Bà"}, nil, []string{"LIST-NUMBER: Danh sách cá nhân: sau số thứ tự 1 là 3"}},
		{"numbers that go on from group to group", []string{"1 | Ông", "2 | Ông", "2 | Bà", "3 | Bà", "1 | Hộ", "4 | Hộ"}, nil, nil},
		{"a name twice", []string{"Bà Điểu Thị Ví Dụ", "ông Lê Văn Mẫu"}, nil,
			[]string{"LIST-TWICE: “ông Lê Văn Mẫu” có tên hai lần trong danh sách cá nhân (số 1 và 2)", "DATA-DIFFERS: 1 cá nhân có trong văn bản, không có trong số liệu: ông Lê Văn Mẫu", "DATA-DIFFERS: 1 cá nhân có trong số liệu, không có trong văn bản: Bà Điểu Thị Ví Dụ"}},

		// The data set against the text.
		{"a name of the data set", nil, []string{"Lê Văn Mẫu", "Lê Văn Khác"},
			[]string{"DATA-DIFFERS: 1 cá nhân có trong văn bản, không có trong số liệu: Ông Lê Văn Mẫu.", "DATA-DIFFERS: 1 cá nhân có trong số liệu, không có trong văn bản: Ông Lê Văn Khác."}},
		{"a row more in the data set", nil, []string{`"ho_gia_dinh":[`, `"ho_gia_dinh":[{"ten":"Hộ bà Giả Định"},`}, []string{"DATA-DIFFERS: 1 hộ gia đình có trong số liệu, không có trong văn bản: Hộ bà Giả Định."}},
		{"a row fewer in the data set", nil, []string{`{"danh_xung":"Ông","ho_ten":"Lê Văn Mẫu"},`, ""}, []string{"DATA-DIFFERS: 1 cá nhân có trong văn bản, không có trong số liệu: Ông Lê Văn Mẫu."}},
		{"the same name twice in the data set", nil, []string{`"ho_gia_dinh":[`, `"ho_gia_dinh":[{"ten":"Hộ ông Điểu Giả"},`}, []string{"DATA-DIFFERS: 1 hộ gia đình có trong số liệu, không có trong văn bản: Hộ ông Điểu Giả."}},
		{"another signer", []string{"Trần Văn Mẫu", "Trần Văn Khác"}, nil, []string{"BASIS: Người ký Trần Văn Mẫu"}},
		{"no signer is known", []string{"Trần Văn Mẫu", "Trần Văn Khác"}, []string{`"nguoi_ky":"Trần Văn Mẫu"`, `"nguoi_ky":null`}, nil},
		{"another ground", []string{"15 tháng 6 năm 2022", "16 tháng 6 năm 2022"}, nil, []string{"BASIS: Căn cứ “Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022”"}},
		{"two grounds in one line, one gone", nil, []string{"năm 2022", "năm 2022; Luật Giả định số 1/2020/QH14"}, []string{"BASIS: Căn cứ “Luật Giả định số 1/2020/QH14”"}},
		{"a title in other words", nil, []string{"năm 2022", "năm 2022 về thi đua"}, nil},
		{"another number of the proposal", []string{"08/TTr-CAT", "09/TTr-CAT"}, nil, []string{"BASIS: Số 08/TTr-CAT ngày 12 tháng 8 năm 2024 của tờ trình của cơ quan đề nghị"}},
		{"another day of the appraisal", []string{"15/8/2024", "16/8/2024"}, nil, []string{"BASIS: Số 30/TTr-SNV ngày 15 tháng 8 năm 2024 của tờ trình của cơ quan thẩm định"}},
		{"another who proposes", []string{"của Giám đốc Công an tỉnh", "của Phó Giám đốc Công an tỉnh"}, nil, []string{"BASIS: “Giám đốc Công an tỉnh”, người đề nghị ở tờ trình của cơ quan đề nghị"}},
		{"named behind another", []string{"của Giám đốc Công an tỉnh", "của Chánh Văn phòng và Giám đốc Công an tỉnh"}, nil, nil},
		{"a proposal of a later day", []string{"08/TTr-CAT", "09/TTr-CAT"}, []string{"2024-08-12", "2024-12-21"}, nil},
		{"a proposal of the very day", nil, []string{"2024-08-12", "2024-12-20"}, []string{"BASIS: Số 08/TTr-CAT ngày 20 tháng 12 năm 2024"}},
		{"a proposal without a number", []string{"08/TTr-CAT", "/TTr-CAT"}, []string{`"08/TTr-CAT"`, "null"}, nil},
		{"a recipient gone", []string{"- Bộ Công an;", "- Bộ Nội vụ;"}, nil, []string{"DATA-DIFFERS: Nơi nhận có trong số liệu, văn bản không còn: Bộ Công an; ghi lại"}},
		{"recipients in other words", []string{"- Bộ Công an;", "- Như trên;", "- Lưu: VT.", "- Lưu VP."}, nil, nil},
		{"a recipient named in the list alone", []string{"- Bộ Công an;", "- Bộ Nội vụ;", "1 | Phòng Tham mưu", "1 | Phòng Tham mưu, Bộ Công an"}, []string{"Phòng Tham mưu", "Phòng Tham mưu, Bộ Công an"}, []string{"DATA-DIFFERS: Bộ Công an"}},
		{"another share than the data's", []string{"tăng 12 mô hình", "tăng 12 mô hình (4,23%)"}, []string{`"tang":12`, `"ti_le":4.32,"tang":12`}, []string{"DATA-DIFFERS: Văn bản ghi tăng 12 (4,23%), theo số liệu hai năm là 4,32%"}},
		{"the share of the data", []string{"tăng 12 mô hình", "tăng 12 mô hình (4,30%)"}, []string{`"tang":12`, `"ti_le":4.3,"tang":12`}, nil},
		{"who signs in another's place", []string{"- Lưu: VT. | Trần Văn Mẫu", "- Lưu: VT. | KT. CHỦ TỊCH</w:t><w:br/><w:t>PHÓ CHỦ TỊCH</w:t></w:r></w:p><w:p><w:r><w:t>Trần Văn Mẫu"}, []string{`"nguoi_ky"`, `"quyen_han_chuc_vu":"Chủ tịch","nguoi_ky"`}, []string{"BASIS: Trần Văn Mẫu ký “KT. CHỦ TỊCH PHÓ CHỦ TỊCH”, theo số liệu là “CHỦ TỊCH”"}},
		{"who signs", []string{"- Lưu: VT. | Trần Văn Mẫu", "- Lưu: VT. | CHỦ TỊCH</w:t></w:r></w:p><w:p><w:r><w:t>Trần Văn Mẫu"}, []string{`"nguoi_ky"`, `"quyen_han_chuc_vu":"Chủ tịch","nguoi_ky"`}, nil},
		{"a recipient named above alone", []string{"- Bộ Công an;", "- Bộ Nội vụ;", "thi hành./.", "Bộ Công an thi hành./."}, nil, []string{"DATA-DIFFERS: Bộ Công an"}},
		{"rose, and the paper says it fell", []string{"tăng 12 mô hình", "giảm 12 mô hình"}, nil, []string{"DATA-DIFFERS: Văn bản ghi giảm 12, số liệu hai năm cho thấy tăng 12"}},
		{"fell, and the paper says it rose", []string{"giảm 1.250 vụ", "Tăng 1.250 vụ"}, nil, []string{"DATA-DIFFERS: Văn bản ghi tăng 1.250, số liệu hai năm cho thấy giảm 1.250"}},
		{"a share is another figure", []string{"tăng 12 mô hình", "giảm 12% mô hình"}, nil, nil},
		{"none rose, some fell", []string{"tăng 12 mô hình", "giảm 0 mô hình"}, []string{`,{"tang":12,"giam":0}`, ""}, nil},
		{"a figure that the data lack", []string{"tăng 12 mô hình", "giảm 13 mô hình"}, nil, nil},
		{"both are said", []string{"tăng 12 mô hình", "giảm 12 mô hình"}, []string{`"giam":1250`, `"giam":12`}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := set(t, replaced(t, awardedData, c.data...))
			found, err := Filled(Subject{Code: "QĐ", Day: "2024-12-20", Docx: docx(t, lines(replaced(t, awarded, c.pairs...))), Data: data})
			if err != nil {
				t.Fatal(err)
			}
			rest := found[:0]
			for _, f := range found {
				if f.Rule != "COUNT" { // TestRules
					rest = append(rest, f)
				}
			}
			expect(t, rest, c.want)
		})
	}
}

// TestPrintedWithoutMoney: a list of two columns names a person before the post; where the list
// has no money, the text or the law says what each one gets.
func TestPrintedWithoutMoney(t *testing.T) {
	const list = `
Điều 1. Tặng Bằng khen cho 01 tập thể và 02 cá nhân.
Điều 2. Tổng số tiền thưởng là 14.040.000 đồng.
DANH SÁCH
I. TẬP THỂ | 01
1 | Phòng Tham mưu, Công an tỉnh
II. CÁ NHÂN | 02
1 | Ông Lê Văn Mẫu, Phó Trưởng phòng
2 | Bà Điểu Thị Ví Dụ, Đội trưởng
`
	names := `"tap_the":[{"ten":"Phòng Tham mưu, Công an tỉnh"}],"ca_nhan":[{"danh_xung":"Ông","ho_ten":"Lê Văn Mẫu"},{"danh_xung":"Bà","ho_ten":"Điểu Thị Ví Dụ"}]`
	form := `"hinh_thuc_khen":"Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",`
	for _, c := range []struct {
		name, data, day string
		pairs, want     []string
	}{
		{"by law", "{" + form + names + "}", "2024-12-20", nil, nil},
		{"of another day", "{" + form + names + "}", "2026-07-01", nil, []string{"MONEY-TOTAL: Văn bản ghi tổng số tiền 14.040.000 đồng, cộng danh sách được 15.190.000"}},
		{"as the text says", "{" + names + "}", "2024-12-20", []string{"Tổng", "Thưởng mỗi tập thể 5.000.000 đồng, mỗi cá nhân 2.500.000 đồng. Tổng"}, []string{"MONEY-TOTAL: 10.000.000 đồng"}},
		{"nothing is known of one group", "{" + names + "}", "2024-12-20", []string{"Tổng", "Thưởng mỗi tập thể 5.000.000 đồng. Tổng"}, nil},
		{"another award", `{"hinh_thuc_khen":"Giấy khen",` + names + "}", "2024-12-20", []string{"Tặng Bằng khen", "Tặng Giấy khen"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := Filled(Subject{Day: c.day, Docx: docx(t, lines(replaced(t, list, c.pairs...))), Data: set(t, c.data)})
			if err != nil {
				t.Fatal(err)
			}
			expect(t, found, c.want)
		})
	}
}

// TestManyDiffer: of many names that a paper has alone, ten are told one by one.
func TestManyDiffer(t *testing.T) {
	list, first := "I. TẬP THỂ | 11\n", []string{}
	for _, n := range strings.Fields("A B C D Đ E G H I K L") {
		list += "1 | Phòng " + n + "\n"
		first = append(first, "Phòng "+n)
	}
	for _, c := range []struct{ keep, want string }{
		{list, "11 tập thể có trong văn bản, không có trong số liệu: " + strings.Join(first[:10], "; ") + " và 1 nữa."},
		{strings.Replace(list, "1 | Phòng L\n", "", 1), "10 tập thể có trong văn bản, không có trong số liệu: " + strings.Join(first[:10], "; ") + "."},
	} {
		found, err := Filled(Subject{Docx: docx(t, lines(c.keep)), Data: set(t, `{"tap_the":[]}`)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range found {
			if f.Rule == RuleDiffers {
				got = f.Message
			}
		}
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// A decision that refers to its list and has lost it is told so, once.
func TestListLost(t *testing.T) {
	text, _, _ := strings.Cut(awarded, "DANH SÁCH")
	found, err := Filled(Subject{Code: "QĐ", Day: "2024-12-20", Docx: docx(t, lines(text)), Data: set(t, awardedData)})
	if err != nil {
		t.Fatal(err)
	}
	if i := findOf(found, "LIST-COUNT", "Văn bản ghi “(có Danh sách kèm theo)”, mà không còn danh sách nào"); i < 0 || found[i].Severity != Wrong {
		t.Errorf("told %+v", found)
	}
}
