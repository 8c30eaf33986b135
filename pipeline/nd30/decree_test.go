package nd30

import "vanthu/pipeline/unit"

// span is what the decree allows for a measure; both ends belong to it.
type span struct{ min, max unit.Length }

// has says whether l lies in the span, give or take half a twip per side, the precision of
// Word's own measures.
func (s span) has(l unit.Length) bool { return l >= s.min-unit.Twip/2 && l <= s.max+unit.Twip/2 }

func pt(min, max unit.Length) span { return span{min * unit.Pt, max * unit.Pt} }

// margins are the allowed margins of a page (NĐ 30/2020 PL I.I.3).
var margins = struct{ top, bottom, left, right span }{
	top:    span{20 * unit.Mm, 25 * unit.Mm},
	bottom: span{20 * unit.Mm, 25 * unit.Mm},
	left:   span{30 * unit.Mm, 35 * unit.Mm},
	right:  span{15 * unit.Mm, 20 * unit.Mm},
}

// component is a part of a document as Phụ lục I and V of the decree describe it.
type component struct {
	Box     string // the ô of the decree's diagram: "1", "5b"; "" for parts without
	Name    string // "Quốc hiệu"
	Style   string // name of the style that prints it; "" where a stamp does
	Size    span
	Sample  unit.Length // the size of the decree's own sample table
	Bold    bool
	Italic  bool
	Upper   bool // in capitals
	Align   Align
	Place   string // where it stands, in words
	Printed bool   // false: stamped or signed on paper, never typed
}

// components are the parts of a document in the order of the decree's table (Phụ lục I
// parts II and V). Names are those of Style names.
var components = []component{
	{"1", "Quốc hiệu", "Quốc hiệu", pt(12, 13), 12 * unit.Pt, true, false, true, Center, "nửa phải, trên cùng trang đầu", true},
	{"1", "Tiêu ngữ", "Tiêu ngữ", pt(13, 14), 13 * unit.Pt, true, false, false, Center, "dưới Quốc hiệu", true},
	{"2", "Tên cơ quan chủ quản", "Tên cơ quan chủ quản", pt(12, 13), 12 * unit.Pt, false, false, true, Center, "nửa trái, trên cùng trang đầu", true},
	{"2", "Tên cơ quan ban hành", "Tên cơ quan", pt(12, 13), 12 * unit.Pt, true, false, true, Center, "dưới tên cơ quan chủ quản", true},
	{"3", "Số, ký hiệu", "Số ký hiệu", pt(13, 13), 13 * unit.Pt, false, false, false, Center, "dưới tên cơ quan", true},
	{"4", "Địa danh và thời gian ban hành", "Địa danh ngày tháng", pt(13, 14), 13 * unit.Pt, false, true, false, Center, "dưới Tiêu ngữ, ngang số, ký hiệu", true},
	{"5a", "Tên loại", "Tên loại", pt(13, 14), 14 * unit.Pt, true, false, true, Center, "giữa trang", true},
	{"5a", "Trích yếu", "Trích yếu", pt(13, 14), 14 * unit.Pt, true, false, false, Center, "dưới tên loại", true},
	{"5b", "Trích yếu công văn", "Trích yếu công văn", pt(12, 13), 12 * unit.Pt, false, false, false, Center, "dưới số, ký hiệu, cách 6 pt", true},
	{"6", "Căn cứ", "Căn cứ", pt(13, 14), 14 * unit.Pt, false, true, false, Justify, "dưới tên loại và trích yếu", true},
	{"6", "Lời văn", "Thân văn bản", pt(13, 14), 14 * unit.Pt, false, false, false, Justify, "thân văn bản", true},
	{"6", "Phần, Chương", "Phần, chương", pt(13, 14), 14 * unit.Pt, true, false, false, Center, "dòng riêng, giữa trang", true},
	{"6", "Tiêu đề phần, chương, mục", "Tiêu đề chương", pt(13, 14), 14 * unit.Pt, true, false, true, Center, "dưới số thứ tự", true},
	{"6", "Mục, Tiểu mục", "Mục", pt(13, 14), 14 * unit.Pt, true, false, false, Center, "dòng riêng, giữa trang", true},
	{"6", "Mục của kế hoạch, báo cáo (I.)", "Mục lớn", pt(13, 14), 14 * unit.Pt, true, false, true, Justify, "thụt đầu dòng", true},
	{"6", "Điều", "Điều", pt(13, 14), 14 * unit.Pt, true, false, false, Justify, "thụt đầu dòng", true},
	{"6", "Khoản có tiêu đề", "Khoản có tiêu đề", pt(13, 14), 14 * unit.Pt, true, false, false, Justify, "thụt đầu dòng, dòng riêng", true},
	{"6", "Khoản", "Khoản", pt(13, 14), 14 * unit.Pt, false, false, false, Justify, "thụt đầu dòng", true},
	{"6", "Điểm", "Điểm", pt(13, 14), 14 * unit.Pt, false, false, false, Justify, "thụt đầu dòng", true},
	{"7a", "Quyền hạn, chức vụ của người ký", "Chức vụ ký", pt(13, 14), 14 * unit.Pt, true, false, true, Center, "nửa phải, dưới nội dung", true},
	{"7b", "Họ và tên người ký", "Người ký", pt(13, 14), 14 * unit.Pt, true, false, false, Center, "dưới chức vụ", true},
	{"7c", "Chữ ký", "", span{}, 0, false, false, false, Center, "giữa chức vụ và họ tên", false},
	{"8", "Dấu, chữ ký số của cơ quan", "", span{}, 0, false, false, false, Left, "trùm 1/3 chữ ký về bên trái", false},
	{"9a", "Kính gửi", "Kính gửi", pt(13, 14), 14 * unit.Pt, false, false, false, Center, "trên nội dung", true},
	{"9b", "Nơi nhận", "Nơi nhận", pt(12, 12), 12 * unit.Pt, true, true, false, Left, "lề trái, ngang dòng quyền hạn, chức vụ", true},
	{"9b", "Danh sách nơi nhận", "Nơi nhận liệt kê", pt(11, 11), 11 * unit.Pt, false, false, false, Left, "dưới Nơi nhận", true},
	{"10a", "Dấu chỉ độ mật", "", span{}, 0, true, false, true, Center, "dưới số, ký hiệu", false},
	{"10b", "Dấu chỉ mức độ khẩn", "Dấu khẩn", pt(13, 14), 13 * unit.Pt, true, false, true, Center, "dưới số, ký hiệu", true},
	{"11", "Chỉ dẫn phạm vi lưu hành", "Phạm vi lưu hành", pt(13, 14), 13 * unit.Pt, true, false, true, Center, "trên cùng bên phải", true},
	{"12", "Ký hiệu người soạn thảo và số lượng bản", "Người soạn thảo", pt(11, 11), 11 * unit.Pt, false, false, true, Left, "dưới nơi nhận", true},
	{"13", "Địa chỉ cơ quan", "Địa chỉ cơ quan", pt(11, 12), 11 * unit.Pt, false, false, false, Center, "chân trang đầu, dưới đường kẻ hết chiều rộng", true},
	{"14", "Thông tin chữ ký số của bản sao điện tử", "Thông tin ký số", pt(10, 10), 10 * unit.Pt, false, false, false, Right, "trên cùng bên phải trang đầu", true},
	{"", "Phụ lục", "Phụ lục", pt(14, 14), 14 * unit.Pt, true, false, false, Center, "đầu trang của phụ lục", true},
	{"", "Tiêu đề phụ lục", "Tên phụ lục", pt(13, 14), 14 * unit.Pt, true, false, true, Center, "dưới số của phụ lục", true},
	{"", "Kèm theo", "Kèm theo", pt(13, 14), 14 * unit.Pt, false, true, false, Center, "dưới tiêu đề phụ lục", true},
	{"", "Số trang", "Số trang", pt(13, 14), 14 * unit.Pt, false, false, false, Center, "giữa lề trên, không ở trang đầu", true},
}
