package outgoing

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/outgoing/diff"
)

// A text of the data, as a paper prints it.
func paperLines() []diff.Line {
	list := []diff.Line{{Place: "đoạn 1", Text: "Điều 1. Tặng Bằng khen cho 38 tập thể, 57 cá nhân đã có thành tích xuất sắc trong phong trào thi đua."}, {Place: "đoạn 2", Text: "Điều 2. Giám đốc Công an tỉnh, Chánh Văn phòng thi hành."},
		{Place: "đoạn 3", Text: "Phong trào “Toàn dân bảo vệ” có những ai:"}, {Place: "đoạn 4", Text: "- Bà Lê Thị Ví Dụ, Ủy viên;"}, {Place: "đầu trang (header1), đoạn 1", Text: "2"},
		{Place: "đoạn 5", Text: "Điều 3. Quyết định này có hiệu lực kể từ ngày ký."}}
	for i, cells := range [][]string{{"TT", "Họ và tên", "Chức vụ", "Tiền"}, {"1", "Nguyễn Văn A", "Phó Đội trưởng, Công an huyện X", "3.510.000"}, {"2", "Trần Thị B", "Trưởng ấp 2, xã Y", "3.510.000"}} {
		for j, text := range cells {
			list = append(list, diff.Line{Place: fmt.Sprintf("bảng 3, hàng %d, ô %d, đoạn 1", i+1, j+1), Text: text})
		}
	}
	return list
}

// What people wrote over the data is told at the paragraph or cell where it stands, with the
// words; what only moved, and what the data do not say, is not.
func TestByHandTellsThePlace(t *testing.T) {
	var set dataset.Set
	for name, s := range map[string]string{"de_nghi_nguoi": "Giám đốc Công an tỉnh", "thanh_tich_dot": "đã có thành tích xuất sắc trong phong trào thi đua", "ten_dot": "thi đua “Toàn dân bảo vệ” của tỉnh Giả Định, do Công an tỉnh và các ngành phát động trong năm"} {
		if err := set.Put(name, dataset.OfText(s)); err != nil {
			t.Fatal(err)
		}
	}
	members, err := dataset.ParseJSON(strings.NewReader(`{"thanh_vien":[{"tv_ho_ten":"Lê Thị Ví Dụ"},{"ten":"Trần Thị B"}]}`))
	if err == nil {
		v, _ := members.Get("thanh_vien")
		err = set.Put("thanh_vien", v)
	}
	if err != nil {
		t.Fatal(err)
	}
	to := func(was, is string) func([]diff.Line) []diff.Line {
		return func(list []diff.Line) []diff.Line {
			for i := range list {
				list[i].Text = strings.Replace(list[i].Text, was, is, 1)
			}
			return list
		}
	}
	const over = ": Sửa tay trong văn bản, số liệu không đổi theo: "
	for _, c := range []struct {
		name string
		edit func([]diff.Line) []diff.Line
		want string // rule place: message; "" for nothing
	}{
		{"a figure", to("38 tập", "39 tập"), ruleEdited + " đoạn 1" + over + "bớt 38; thêm 39 (“khen cho 38 tập thể,” thành “khen cho 39 tập thể,”)."},
		{"figures that changed places", to("38 tập thể, 57", "57 tập thể, 38"), ruleEdited + " đoạn 1" + over + "đổi chỗ các số (“khen cho 38 tập thể, 57 cá nhân” thành “khen cho 57 tập thể, 38 cá nhân”)."},
		{"a paragraph out", func(l []diff.Line) []diff.Line { return l[1:] }, ruleEdited + " trước đây ở đoạn 1" + over + "bớt 1, 38, 57 (đoạn bỏ: “Điều 1. Tặng Bằng khen cho 38 tập thể, 57 cá nhân đã có thành tích xuất sắc trong phong trào thi đua.”)."},
		{"a post", to("Phó Đội", "Đội"), check.RuleDiffers + " bảng 3, hàng 2, ô 3, đoạn 1 (số 1, “Nguyễn Văn A”)" + over + "“Phó Đội trưởng, Công an huyện X” thành “Đội trưởng, Công an huyện X”."},
		{"a unit", to("xã Y", "xã Z"), check.RuleDiffers + " bảng 3, hàng 3, ô 3, đoạn 1 (số 2, “Trần Thị B”)" + over + "“Trưởng ấp 2, xã Y” thành “Trưởng ấp 2, xã Z”."},
		{"money of a row", func(l []diff.Line) []diff.Line { l[len(l)-1].Text = "3.150.000"; return l }, ruleEdited + " bảng 3, hàng 3, ô 4, đoạn 1 (số 2, “Trần Thị B”)" + over + "“3.510.000” thành “3.150.000”."},
		{"words of the data", to("Giám đốc Công an", "Trưởng Công an"), check.RuleDiffers + " đoạn 2" + over + "bớt “Giám đốc Công an tỉnh” (“Điều 2. Giám đốc Công an” thành “Điều 2. Trưởng Công an”)."},
		{"a name within prose of the data", to("Toàn dân bảo vệ", "Vì Tổ quốc"), check.RuleDiffers + " đoạn 3" + over + "bớt “Toàn dân bảo vệ” (“Phong trào “Toàn dân bảo vệ” có những” thành “Phong trào “Vì Tổ quốc” có những”)."},
		{"a name of a list of the data", to("Lê Thị Ví Dụ", "Lê Thị Giả"), check.RuleDiffers + " đoạn 4" + over + "bớt “Lê Thị Ví Dụ” (“Lê Thị Ví Dụ, Ủy viên;” thành “Lê Thị Giả, Ủy viên;”)."},
		{"a member out", func(l []diff.Line) []diff.Line { return slices.Delete(l, 3, 4) }, check.RuleDiffers + " trước đây ở đoạn 4" + over + "bớt “Lê Thị Ví Dụ” (đoạn bỏ: “- Bà Lê Thị Ví Dụ, Ủy viên;”)."},
		{"a row out", func(l []diff.Line) []diff.Line { return slices.Delete(l, len(l)-8, len(l)-4) }, check.RuleDiffers + " trước đây ở bảng 3, hàng 2" + over + "bỏ 1 hàng (số 1, “Nguyễn Văn A”)."},
		{"a row more", func(l []diff.Line) []diff.Line {
			for j, text := range []string{"3", "Lê Văn C", "Trưởng ấp 9", "3.510.000"} {
				l = append(l, diff.Line{Place: fmt.Sprintf("bảng 3, hàng 4, ô %d, đoạn 1", j+1), Text: text})
			}
			return l
		}, check.RuleDiffers + " bảng 3, hàng 4" + over + "thêm 1 hàng (số 3, “Lê Văn C”)."},
		{"a page that was counted anew", func(l []diff.Line) []diff.Line { l[4].Text = "5"; return l }, ""},
		{"prose of the data", to("đã có thành tích xuất sắc trong phong trào thi đua", "đã lập nhiều thành tích trong phong trào thi đua"), ""},
		{"other words", to("thi hành", "thực hiện"), ""},
		{"from when it is in force", to("ngày ký", "ngày ban hành"), ruleEffect + " đoạn 5" + over + "bớt “có hiệu lực kể từ ngày ký” (“từ ngày ký.” thành “từ ngày ban hành.”)."},
		{"that line out", func(l []diff.Line) []diff.Line { return slices.Delete(l, 5, 6) }, ruleEdited + " trước đây ở đoạn 5" + over + "bớt 3 (đoạn bỏ: “Điều 3. Quyết định này có hiệu lực kể từ ngày ký.”)."},
		{"a day in its place", to("ngày ký", "ngày 01/02/2025"), ruleEdited + " đoạn 5" + over + "thêm 01/02/2025 (“từ ngày ký.” thành “từ ngày 01/02/2025.”)."},
		{"the head of a column", to("Chức vụ", "Nơi ở"), ruleHead + " bảng 3, hàng 1, ô 3, đoạn 1" + over + "đầu cột “Chức vụ” thành “Nơi ở”."},
		{"a head out", to("Tiền", ""), ruleHead + " bảng 3, hàng 1, ô 4, đoạn 1" + over + "đầu cột “Tiền” thành “”."},
		{"a paragraph moved", func(l []diff.Line) []diff.Line { l[0], l[1] = l[1], l[0]; return l }, ""},
		{"a paragraph at the front", func(l []diff.Line) []diff.Line {
			return append([]diff.Line{{Place: "đoạn đầu", Text: "Theo Tờ trình 77."}}, l...)
		}, ruleEdited + " đoạn đầu" + over + "thêm 77 (đoạn thêm: “Theo Tờ trình 77.”)."},
		{"a figure that another paragraph has now", func(l []diff.Line) []diff.Line {
			return to("38 tập thể, ", "")(to("có những ai", "có 38 tập, những ai")(l))
		}, ""},
		{"a name that another paragraph has now", func(l []diff.Line) []diff.Line {
			return to("Lê Thị Ví Dụ, Ủy viên", "Ủy viên")(to("Chánh Văn phòng thi hành", "Chánh Văn phòng, Lê Thị Ví Dụ thi hành")(l))
		}, ""},
		{"a year in a head", func(l []diff.Line) []diff.Line { l[9].Text = "Tiền 2025"; return l }, ruleHead + " bảng 3, hàng 1, ô 4, đoạn 1" + over + "đầu cột “Tiền” thành “Tiền 2025”."},
		{"a row number", func(l []diff.Line) []diff.Line { l[len(l)-4].Text = "3"; return l }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range byHand(paperLines(), c.edit(paperLines()), &set) {
				got = append(got, f.Rule+" "+f.Place+": "+f.Message)
			}
			if all := strings.Join(got, "\n"); all != c.want {
				t.Errorf("told %s\nwant %s", all, c.want)
			}
		})
	}
}

// A row is told by its number and name, however the number is written.
func TestByHandTellsTheRow(t *testing.T) {
	for written, number := range map[string]string{"7": "7", "7.": "7", "12)": "12", "12.)": "", "a": ""} {
		var was []diff.Line
		for i, text := range []string{written, "Nguyễn Văn A", "Đội trưởng"} {
			was = append(was, diff.Line{Place: fmt.Sprintf("bảng 1, hàng 2, ô %d, đoạn 1", i+1), Text: text})
		}
		is := slices.Clone(was)
		is[2].Text = "Phó Đội trưởng"
		found := byHand(was, is, new(dataset.Set))
		if number == "" && len(found) > 0 || number != "" && (len(found) != 1 || !strings.Contains(found[0].Place, fmt.Sprintf("(số %s, “Nguyễn Văn A”)", number))) {
			t.Errorf("%q: %+v", written, found)
		}
	}
}

// Of many rows the first are named, and how many are left; what stands between the rows of a list is no head; of names
// within each other the longest is told.
func TestByHandTellsRows(t *testing.T) {
	row := func(n int, cells ...string) (list []diff.Line) {
		for i, text := range cells {
			list = append(list, diff.Line{Place: fmt.Sprintf("bảng 1, hàng %d, ô %d, đoạn 1", n, i+1), Text: text})
		}
		return list
	}
	told := func(was, is []diff.Line, set *dataset.Set) string {
		var all []string
		for _, f := range byHand(was, is, set) {
			all = append(all, f.Rule+" "+f.Place+": "+strings.TrimPrefix(f.Message, "Sửa tay trong văn bản, số liệu không đổi theo: "))
		}
		return strings.Join(all, "\n")
	}
	head := row(1, "TT", "Hộ")
	many, named := slices.Clone(head), []string(nil)
	for i := range maxDifferences + 5 {
		many = append(many, row(i+2, fmt.Sprint(i+1), "Hộ "+string(rune('A'+i)))...)
		if i < maxDifferences {
			named = append(named, fmt.Sprintf("số %d, “Hộ %c”", i+1, 'A'+i))
		}
	}
	wantText(t, "many rows out", told(many, head, new(dataset.Set)), check.RuleDiffers+" trước đây ở bảng 1, hàng 2: bỏ 25 hàng ("+strings.Join(named, "; ")+"; và 5 hàng nữa).")
	wantText(t, "many rows more", told(head, many, new(dataset.Set)), check.RuleDiffers+" bảng 1, hàng 2: thêm 25 hàng ("+strings.Join(named, "; ")+"; và 5 hàng nữa).")

	groups := slices.Concat(head, row(2, "1", "Hộ A"), row(3, "", "Cộng nhóm một"), row(4, "2", "Hộ B"))
	other := slices.Concat(head, row(2, "1", "Hộ A"), row(3, "", "Cộng nhóm hai"), row(4, "2", "Hộ B"))
	wantText(t, "a row between", told(groups, other, new(dataset.Set)), "")

	set, err := dataset.ParseJSON(strings.NewReader(`{"noi":[{"ten":"Công an"},{"ten":"Công an tỉnh"},{"ten":"Công an tỉnh Bình"},{"ten":"Công an tỉnh Bình Phước"},{"ten":"Công an tỉnh Bình Phước mới"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, "a name of many", told([]diff.Line{{Place: "đoạn 1", Text: "Gửi Công an tỉnh Bình Phước mới."}}, []diff.Line{{Place: "đoạn 1", Text: "Gửi Sở Nội vụ."}}, set),
		check.RuleDiffers+" đoạn 1: bớt “Công an tỉnh Bình Phước mới” (“Gửi Công an tỉnh Bình Phước mới.” thành “Gửi Sở Nội vụ.”).")
}

// Names of the data are of two words and more, and of no more letters than a name has, whatever list they stand in.
func TestNamesOf(t *testing.T) {
	long := "Trường " + strings.Repeat("a", maxName-len("Truong "))
	set, err := dataset.ParseJSON(strings.NewReader(`{"ten_dot":"Đợt  số 12","noi_nhan":[{"ten":"Hà"},{"ten":"Sở Nội vụ"},{"ho_ten":"Lê Thị Ví Dụ","chuc_vu":"Phó Giám đốc"},{"ten":"` + long + `"},{"ten":"` + long + `b"}],"so":12}`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for key, n := range namesOf(set.Record(), map[string]name{}) {
		got = append(got, key+"|"+n.said+"|"+n.masked)
	}
	slices.Sort(got)
	low := "trường" + strings.TrimPrefix(long, "Trường")
	wantText(t, "names", strings.Join(got, "\n"), "lê thị ví dụ|Lê Thị Ví Dụ|lê thị ví dụ\nsở nội vụ|Sở Nội vụ|sở nội vụ\n"+low+"|"+long+"|"+low+"\nđợt số 0|Đợt số 12|đợt số 0")
}

// Of many places the first are told one by one, and how many are left.
func TestByHandIsBounded(t *testing.T) {
	var was, is []diff.Line
	for i := range maxDifferences + 5 {
		was = append(was, diff.Line{Place: "đoạn", Text: fmt.Sprintf("Mục %d có %d hộ", i, i+100)})
		is = append(is, diff.Line{Place: "đoạn", Text: fmt.Sprintf("Mục %d có %d hộ", i, i+200)})
	}
	found := byHand(was, is, new(dataset.Set))
	if n := len(found); n != maxDifferences+1 || !strings.Contains(found[n-1].Message, "Còn 5 chỗ nữa") {
		t.Errorf("%d findings, the last: %+v", n, found[n-1])
	}
}
